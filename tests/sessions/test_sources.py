"""What people bring is read to what the pad can show, whatever it is."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage

from mnist_desktop.drawing.strokes import Drawing, Stroke
from mnist_desktop.sessions.pad_file import whole_file
from mnist_desktop.sessions.sources import MOST, Found, Source, Waiting, read, step
from mnist_desktop.system.errors import Problem
from mnist_desktop.ui.pad.content import PadContent
from mnist_desktop.words.problems import phrase

LINE = json.dumps(Drawing((Stroke(np.array([[10.0, 20.0], [30.0, 40.0]])),)).to_json())
FORMATS = ["png", "jpeg", "bmp", "webp", "tiff", "gif", "ppm"]
NUMBER = st.floats(-1000, 3000) | st.integers(0, 500).map(float)
POINTS = st.lists(st.tuples(NUMBER, NUMBER, st.floats(0, 1)), min_size=1, max_size=20)


@st.composite
def drawings(draw: st.DrawFn) -> Drawing:
    strokes = []
    for rows in draw(st.lists(POINTS, max_size=4)):
        points = np.array(rows)
        strokes.append(Stroke(points[:, :2], points[:, 2] if draw(st.booleans()) else None))
    label = draw(st.none() | st.integers(0, 9))
    return Drawing(tuple(strokes), draw(st.integers(500, 2000)), 500, label, draw(st.sampled_from([{}, {"by": "x"}])))


def photo(width: int = 60, height: int = 40) -> Image.Image:
    """Light paper, dark at the left."""
    picture = Image.new("RGB", (width, height), (230, 220, 210))
    picture.paste((30, 30, 60), (0, 0, width // 2, height))
    return picture


def encoded(kind: str) -> bytes:
    data = io.BytesIO()
    photo().save(data, kind)
    return data.getvalue()


def only(source: Source) -> PadContent:
    [found] = read(source)
    assert isinstance(found, Found), found
    return found.content


def refusal(source: Source) -> str:
    [problem] = read(source)
    assert isinstance(problem, Problem)
    return phrase(problem)


def is_the_photo(image: QImage | None) -> bool:
    assert image is not None
    assert image.size() == QSize(60, 40)
    colours = (image.pixelColor(10, 20), image.pixelColor(50, 20))
    return all(
        abs(got - wanted) < 12
        for colour, wanted_colour in zip(colours, ((30, 30, 60), (230, 220, 210)), strict=True)
        for got, wanted in zip((colour.red(), colour.green(), colour.blue()), wanted_colour, strict=True)
    )


@given(drawings())
def test_a_saved_drawing_is_the_same_when_it_is_opened(drawing: Drawing) -> None:
    assert only(Source("saved", whole_file(PadContent(drawing)))).drawing == drawing


@pytest.mark.parametrize("kind", FORMATS)
def test_pictures_of_every_format_are_shown_from_files_and_from_bytes(kind: str, tmp_path: Path) -> None:
    file = tmp_path / "photo"  # what it holds counts, not its name
    file.write_bytes(encoded(kind))
    assert is_the_photo(only(Source("photo", encoded(kind))).picture)
    [found] = read(Source(str(file), file))
    assert isinstance(found, Found)
    assert (found.source, found.file) == (str(file), file)
    assert is_the_photo(found.content.picture)


def test_a_photo_is_upright(tmp_path: Path) -> None:
    turned = photo().transpose(Image.Transpose.ROTATE_90)
    turned.getexif()[0x0112] = 6
    turned.save(tmp_path / "a.jpg", exif=turned.getexif(), quality=95)
    assert is_the_photo(only(Source("", tmp_path / "a.jpg")).picture)


@pytest.mark.parametrize("kind", ["ico", "tga"])
def test_what_qt_alone_knows_is_shown_too(kind: str, tmp_path: Path) -> None:
    photo().save(tmp_path / f"a.{kind}", sizes=[(60, 40)])
    assert is_the_photo(only(Source("", tmp_path / f"a.{kind}")).picture)


def test_an_svg_picture_is_shown_on_white_paper() -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="60" height="40"><rect width="30" height="40"/></svg>'
    image = only(Source("", svg)).picture
    assert image is not None
    assert (image.pixelColor(10, 20), image.pixelColor(50, 20)) == (QColor("black"), QColor("white"))


@pytest.mark.parametrize("kind", [QImage.Format.Format_RGB32, QImage.Format.Format_RGB16, QImage.Format.Format_ARGB32])
def test_an_image_of_the_clipboard_is_shown(kind: QImage.Format) -> None:
    image = QImage.fromData(encoded("png")).convertToFormat(kind)
    assert is_the_photo(only(Source("", image)).picture)


def test_ink_on_nothing_gets_paper() -> None:
    image = QImage(60, 40, QImage.Format.Format_ARGB32)
    image.fill(QColor(0, 0, 0, 0))
    image.setPixelColor(3, 4, QColor("black"))
    shown = only(Source("", image)).picture
    assert shown is not None
    assert (shown.pixelColor(3, 4), shown.pixelColor(9, 9)) == (QColor("black"), QColor("white"))


def test_a_digit_of_an_array_is_dark_on_light(tmp_path: Path) -> None:
    digit = np.zeros((1, 28, 28), np.uint8)
    digit[0, 10:20, 14] = 255
    np.save(tmp_path / "digits.npy", digit)
    shown = only(Source("", tmp_path / "digits.npy")).picture
    assert shown is not None
    assert shown.size() == QSize(28, 28)
    assert (shown.pixelColor(14, 15).lightness(), shown.pixelColor(2, 2).lightness()) == (0, 255)


def test_a_drawing_with_a_picture_is_back_with_it() -> None:
    picture = QImage(60, 40, QImage.Format.Format_RGB32)
    picture.fill(QColor("#caa"))
    drawing = Drawing((Stroke(np.array([[1.0, 2.0]])),))
    content = PadContent(drawing, picture)
    content.place.setRect(0, 100, 500, 300)
    found = only(Source("", whole_file(content)))
    assert found.drawing == drawing
    assert found.place == content.place
    assert found.picture is not None


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"some words", "a damaged one"),
        (b"", "a damaged one"),
        (b"<html><p>5</p></html>", "a damaged one"),
        (b'{"format": "another"}', "not a drawing"),
        (b"[" * 50_000, "not valid JSON"),
        (encoded("jpeg")[:400], "a damaged one"),
        (encoded("png")[:90], "a damaged one"),
    ],
)
def test_what_is_neither_picture_nor_drawing_is_refused_in_one_line(data: bytes, reason: str, tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(data)
    for source in (Source("a name", data), Source("a name", tmp_path / "a")):
        said = refusal(source)
        assert reason in said
        assert "\n" not in said


def test_a_missing_file_a_folder_and_a_pipe_are_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert refusal(Source("x", tmp_path / "x")).endswith("x: there is no such file")
    assert "folder" in refusal(Source("x", tmp_path))
    assert refusal(Source("x", tmp_path / "pipe")) == "x: not a file"


def test_a_huge_picture_is_refused_before_it_is_decoded(tmp_path: Path) -> None:
    Image.new("1", (10_000, 10_000)).save(tmp_path / "bomb.png")
    assert "10,000×10,000 pixels are too many" in refusal(Source("", tmp_path / "bomb.png"))
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="10000" height="10000"/>'
    assert "10,000×10,000 pixels are too many" in refusal(Source("", svg))
    image = QImage(10_000, 10_000, QImage.Format.Format_Mono)
    assert "10,000×10,000 pixels are too many" in refusal(Source("", image))


def test_of_many_contents_the_first_thousand_are_there() -> None:
    assert len(read(Source("", f"{LINE}\n".encode() * (MOST + 5)))) == MOST


def test_each_step_gives_the_next_that_can_be_shown_and_what_could_not(tmp_path: Path) -> None:
    (tmp_path / "two.jsonl").write_text(f"{LINE}\nno\n{LINE}\n")
    (tmp_path / "words.txt").write_text("words")
    names = ("words.txt", "two.jsonl", "missing.png")
    first = step(Waiting(sources=[Source(name, tmp_path / name) for name in names]))
    assert first.found is not None
    assert first.found.source == f"{tmp_path / 'two.jsonl'}:1"
    assert [len(first.refused), len(first.waiting)] == [1, 3]
    second = step(first.waiting)
    assert second.found is not None
    assert second.found.source == f"{tmp_path / 'two.jsonl'}:3"
    assert [len(second.refused), len(second.waiting)] == [1, 1]
    last = step(second.waiting)
    assert [last.found, len(last.refused), len(last.waiting)] == [None, 1, 0]


def test_what_is_no_longer_wanted_is_not_read() -> None:
    assert step(Waiting(sources=[Source("", LINE.encode())]), lambda: False).found is None
