"""What the clipboard or a drag holds for the pad, and what is copied from it. Nothing is fetched from a network."""

from __future__ import annotations

import base64
import binascii
import html
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import unquote_to_bytes

from PySide6.QtCore import QByteArray, QMimeData, QUrl
from PySide6.QtGui import QImage, QPixmap

from mnist_desktop.sessions.sources import Source
from mnist_desktop.system.errors import Problem
from mnist_desktop.words.translation import translate

DRAWING: Final = "application/x-mnist-desktop-drawing+json"
SVG: Final = "image/svg+xml"
PICTURES: Final = (  # the best first; a program usually offers several of the same picture
    *("image/png", "image/webp", "image/tiff", "image/bmp", "image/avif", "image/jpeg", "image/gif"),
    SVG,
)
IMAGE_IN_HTML: Final = re.compile(r"""<img\b[^>]*?\bsrc\s*=\s*["']([^"']+)""", re.IGNORECASE)
ON_WEB: Final = ("http", "https", "ftp")
LONGEST_ADDRESS: Final = 80  # letters of it in a message

Way = Callable[[QMimeData], Sequence[Source]]


@dataclass(frozen=True, eq=False)
class Copied:
    """What is on the pad in the ways that other programs take it."""

    drawing: bytes
    svg: bytes
    image: QImage


def mime_of(copied: Copied) -> QMimeData:
    """Offer a copy to other windows of this program, to drawing programs, and to all that take pictures."""
    mime = QMimeData()
    mime.setData(DRAWING, QByteArray(copied.drawing))
    mime.setData(SVG, QByteArray(copied.svg))
    mime.setImageData(copied.image)
    return mime


def sources_in(mime: QMimeData) -> Sequence[Source]:
    """Return what can be shown on the pad, or one source that says why there is nothing."""
    ways: Sequence[Way] = (_drawings, _local_files, _pictures, _text, _pictures_in_html, _addresses)
    found = (way(mime) for way in ways)
    return next(filter(None, found), [Source("", Problem("nothing_to_show"))])


def _drawings(mime: QMimeData) -> Sequence[Source]:
    return [Source(_name(), _bytes(mime, DRAWING))] if mime.hasFormat(DRAWING) else []


def _local_files(mime: QMimeData) -> Sequence[Source]:
    """Return the files, and why the others among them cannot be had, if any is on this computer."""
    urls = mime.urls()
    return [_source(url) for url in urls] if any(url.isLocalFile() for url in urls) else []


def _pictures(mime: QMimeData) -> Sequence[Source]:
    for kind in PICTURES:
        if mime.hasFormat(kind) and (data := _bytes(mime, kind)):
            return [Source(_name(), data)]
    image = mime.imageData() if mime.hasImage() else None
    if isinstance(image, QPixmap):
        image = image.toImage()
    return [Source(_name(), image)] if isinstance(image, QImage) and not image.isNull() else []


def _text(mime: QMimeData) -> Sequence[Source]:
    """Return a text that may be drawings in JSON."""
    text = mime.text() if mime.hasText() else ""
    return [Source(_name(), text.encode(errors="replace"))] if text.lstrip().startswith(("{", "[")) else []


def _pictures_in_html(mime: QMimeData) -> Sequence[Source]:
    addresses = IMAGE_IN_HTML.findall(mime.html()) if mime.hasHtml() else []
    return [_source(QUrl(html.unescape(address))) for address in addresses]


def _addresses(mime: QMimeData) -> Sequence[Source]:
    return [_source(url) for url in mime.urls()]


def _source(url: QUrl) -> Source:
    if url.isLocalFile():
        return Source(url.toLocalFile(), Path(url.toLocalFile()))
    if url.scheme() == "data":
        return Source(_name(), _data_of(url.toString(QUrl.ComponentFormattingOption.FullyEncoded)))
    address = url.toString()
    shown = address if len(address) <= LONGEST_ADDRESS else address[:LONGEST_ADDRESS] + "…"
    return Source(shown, Problem("on_web" if url.scheme() in ON_WEB else "not_local", {"address": shown}))


def _data_of(address: str) -> bytes:
    """Decode what a data: address holds (RFC 2397), or return nothing if it is damaged."""
    head, _, data = address.partition(",")
    found = unquote_to_bytes(data)
    try:
        return base64.b64decode(found) if head.endswith(";base64") else found
    except binascii.Error:
        return b""


def _bytes(mime: QMimeData, kind: str) -> bytes:
    return bytes(mime.data(kind).data())


def _name() -> str:
    return translate("PadMime", "Pasted or dropped")
