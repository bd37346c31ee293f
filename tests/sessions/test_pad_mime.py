"""What the clipboard and drags of other programs hold, and what they find in a copy of ours."""

from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QColor, QImage, QPixmap
from PySide6.QtWidgets import QApplication

from mnist_desktop.sessions.pad_mime import DRAWING, SVG, Copied, mime_of, sources_in
from mnist_desktop.sessions.sources import Source
from mnist_desktop.system.errors import Problem
from mnist_desktop.words.problems import phrase

ON_WEB = "is on the web, and nothing is fetched: save the picture to a file, and open that"
PIXEL = base64.b64encode(b"a picture").decode()


def image() -> QImage:
    image = QImage(3, 2, QImage.Format.Format_RGB32)
    image.fill(QColor("#caa"))
    return image


def with_data(**kinds: bytes) -> QMimeData:
    mime = QMimeData()
    for kind, data in kinds.items():
        mime.setData(kind.replace("__", "/"), data)
    return mime


def with_image(value: QImage | QPixmap) -> QMimeData:
    mime = QMimeData()
    mime.setImageData(value)
    return mime


def with_urls(*addresses: str) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl(address) for address in addresses])
    return mime


def with_html(html: str) -> QMimeData:
    mime = QMimeData()
    mime.setHtml(html)
    return mime


def with_text(text: str) -> QMimeData:
    mime = QMimeData()
    mime.setText(text)
    return mime


def data_in(mime: QMimeData) -> list[Path | bytes | QImage | Problem]:
    return [source.data for source in sources_in(mime)]


@pytest.mark.parametrize(
    ("make", "data"),
    [
        (lambda: with_data(image__png=b"png"), [b"png"]),
        (lambda: with_data(image__jpeg=b"jpeg", image__png=b"png"), [b"png"]),
        (lambda: with_data(image__png=b"", image__webp=b"webp"), [b"webp"]),
        (lambda: with_urls("file:///a%20b.png", "file:///c.json"), [Path("/a b.png"), Path("/c.json")]),
        (lambda: with_html('<p><IMG alt="5" src="file:///home/5.png"></p>'), [Path("/home/5.png")]),
        (lambda: with_html('<img src="file:///a%20&amp;%20b.png">'), [Path("/a & b.png")]),
        (lambda: with_html(f'<img\nsrc="data:image/png;base64,{PIXEL}">'), [b"a picture"]),
        (lambda: with_urls(f"data:image/png;base64,{PIXEL}"), [b"a picture"]),
        (lambda: with_urls("data:image/svg+xml,%3Csvg%2F%3E"), [b"<svg/>"]),
        (lambda: with_urls("data:image/png;base64,a"), [b""]),
        (lambda: with_text(' {"format": 1}'), [b' {"format": 1}']),
        (lambda: with_text("[\ud800]"), [b"[]"]),
    ],
)
def test_what_can_be_shown_is_found(make: Callable[[], QMimeData], data: list[object], qapp: QApplication) -> None:
    assert data_in(make()) == data


@pytest.mark.parametrize("make", [image, lambda: QPixmap.fromImage(image())])
def test_a_decoded_image_is_found(make: Callable[[], QImage | QPixmap], qapp: QApplication) -> None:
    [found] = data_in(with_image(make()))
    assert isinstance(found, QImage)
    assert found.pixelColor(1, 1) == QColor("#caa")


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (QMimeData, "there is neither a picture nor a drawing in it"),
        (lambda: with_text("call 555"), "there is neither a picture nor a drawing in it"),
        (lambda: with_html("<p>5</p>"), "there is neither a picture nor a drawing in it"),
        (lambda: with_image(QImage()), "there is neither a picture nor a drawing in it"),
        (
            lambda: with_urls("https://example.org/5.png"),
            f"https://example.org/5.png {ON_WEB}",
        ),
        (
            lambda: with_html('<img src="http://example.org/5.png">'),
            f"http://example.org/5.png {ON_WEB}",
        ),
        (
            lambda: with_urls("smb://server/5.png"),
            "smb://server/5.png is not on this computer: copy the file here, and open that",
        ),
    ],
)
def test_what_cannot_be_shown_is_told_in_one_line(
    make: Callable[[], QMimeData], words: str, qapp: QApplication
) -> None:
    [problem] = data_in(make())
    assert isinstance(problem, Problem)
    assert phrase(problem) == words


def test_a_long_address_is_told_short(qapp: QApplication) -> None:
    [problem] = data_in(with_urls(f"https://example.org/{'x' * 5000}"))
    assert isinstance(problem, Problem)
    assert len(phrase(problem)) < 250


def test_of_a_picture_dragged_from_a_browser_the_picture_is_taken_and_not_its_address(qapp: QApplication) -> None:
    mime = with_urls("https://example.org/5.png")
    mime.setHtml('<img src="https://example.org/5.png">')
    mime.setData("image/png", b"png")
    assert data_in(mime) == [b"png"]


def test_of_files_dragged_from_a_file_manager_the_files_are_taken_and_not_their_icon(qapp: QApplication) -> None:
    mime = with_urls("file:///a.png", "https://example.org/5.png")
    mime.setImageData(image())
    file, problem = sources_in(mime)
    assert (file.name, file.data) == ("/a.png", Path("/a.png"))
    assert isinstance(problem.data, Problem)


def test_a_copy_holds_the_drawing_for_us_curves_and_a_picture_for_others(qapp: QApplication) -> None:
    mime = mime_of(Copied(b"{}", b"<svg/>", image()))
    assert bytes(mime.data(DRAWING).data()) == b"{}"
    assert bytes(mime.data(SVG).data()) == b"<svg/>"
    assert mime.imageData().pixelColor(1, 1) == QColor("#caa")
    assert not mime.hasText()
    [source] = sources_in(mime)
    assert isinstance(source, Source)
    assert source.data == b"{}"
