"""What people bring to the pad, read to what the pad can show: files, and what the clipboard or a drag holds.

Everything here but the frozen values is for a worker's thread.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QBuffer, QFile, QIODevice
from PySide6.QtGui import QImage, QImageReader

from mnist_desktop.drawing.strokes import Drawing
from mnist_desktop.sessions.pad_file import content_of_drawing
from mnist_desktop.sessions.pad_picture import digit_picture
from mnist_desktop.system.errors import Problem, ProblemError
from mnist_desktop.ui.pad.content import PadContent

if TYPE_CHECKING:
    from mnist_desktop.pictures.picture import Picture
    from mnist_desktop.reading.inputs import Input, InputError

MOST: Final = 1000  # contents of one file that are shown; a file of digits may hold 60,000
LEFT_TO_QT: Final = ("picture_unreadable", "picture_of_heic")  # why our decoder refuses what Qt may know
NOT_LEFT_TO_QT: Final = {"avif", "bmp", "gif", "jpeg", "pbm", "pgm", "png", "ppm", "tiff", "webp"}  # are damaged then


@dataclass(frozen=True, eq=False)
class Source:
    """Something to show that is not read yet, and its name: a file, its bytes, a decoded image, or why it is none."""

    name: str
    data: Path | bytes | QImage | Problem


@dataclass(frozen=True, eq=False)
class Found:
    """A content for the pad, and where it is from: a file's name, and the line if it has several.

    `file` is the file of it, if it is from one.
    """

    source: str
    content: PadContent
    file: Path | None = None


@dataclass(frozen=True, eq=False)
class Waiting:
    """What can still be shown: the contents of the file under way, and then the sources that are not read yet."""

    contents: Sequence[Found | Problem] = ()
    sources: Sequence[Source] = ()

    def __len__(self) -> int:
        return len(self.contents) + len(self.sources)


@dataclass(frozen=True, eq=False)
class Step:
    """The next content, or None if there is none, what could not be read before it, and what waits behind it."""

    found: Found | None = None
    refused: Sequence[Problem] = ()
    waiting: Waiting = field(default_factory=Waiting)


def step(waiting: Waiting, is_wanted: Callable[[], bool] = lambda: True) -> Step:
    """Find the next content that can be shown. Gives up once it is no longer wanted."""
    refused = list[Problem]()
    while len(waiting) and is_wanted():
        if not waiting.contents:
            first, *rest = waiting.sources
            waiting = Waiting(read(first), rest)
            continue
        content, *others = waiting.contents
        waiting = replace(waiting, contents=others)
        if isinstance(content, Found):
            return Step(content, refused, waiting)
        refused.append(content)
    return Step(None, refused)


def read(source: Source) -> Sequence[Found | Problem]:
    """Return the contents of a source, at most `MOST`, with a problem in place of each that cannot be read."""
    try:
        match source.data:
            case Problem() as problem:
                return [problem]
            case QImage() as image:
                return [Found(source.name, PadContent(picture=shown(_picture_of(image))))]
            case data:
                return _read_data(source.name, data)
    except ProblemError as error:
        return [Problem("in_file", {"file": source.name, "reason": error.problem})]


def _read_data(name: str, data: Path | bytes) -> Sequence[Found | Problem]:
    file = data if isinstance(data, Path) else None
    found = list(islice(_inputs(name, data), MOST))
    if len(found) == 1 and isinstance(found[0], ProblemError) and _is_left_to_qt(found[0]):
        image = _decoded_by_qt(data)
        if image is not None:
            return [Found(name, PadContent(picture=shown(_picture_of(image))), file)]
    return [each.problem if isinstance(each, ProblemError) else _found(each, file) for each in found]


def _inputs(name: str, data: Path | bytes) -> Iterator[Input | InputError]:
    from mnist_desktop.reading import inputs

    if isinstance(data, bytes):
        return inputs.of_file(io.BytesIO(data), name)
    if data.exists() and not (data.is_file() or data.is_dir()):
        raise ProblemError("not_a_file")  # a pipe, of which nothing may ever come
    return inputs.read(str(data), io.BytesIO())


def _found(found: Input, file: Path | None) -> Found:
    from mnist_desktop.pictures.picture import Picture

    match found.content:
        case Drawing() as drawing:
            content = content_of_drawing(drawing)
        case Picture() as picture:
            content = PadContent(picture=shown(picture))
        case digit_image:
            content = PadContent(picture=digit_picture(digit_image))
    return Found(found.source, content, file)


def shown(picture: Picture) -> QImage:
    """Return a decoded picture as an image."""
    height, width, _ = picture.pixels.shape
    image = QImage(picture.pixels.tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888)
    return image.convertToFormat(QImage.Format.Format_RGB32)


def _picture_of(image: QImage) -> Picture:
    """Put an image that Qt decoded on paper, and make it smaller, as with every picture. Raises `PictureError`."""
    from PIL import Image

    from mnist_desktop.pictures import picture

    _refuse_if_huge(image.width(), image.height())  # its copies would take gigabytes
    mode, kind = (
        ("RGBA", QImage.Format.Format_RGBA8888) if image.hasAlphaChannel() else ("RGB", QImage.Format.Format_RGB888)
    )
    pixels = image.convertToFormat(kind)
    size = pixels.width(), pixels.height()
    data = bytes(pixels.constBits())
    return picture.of_image(Image.frombuffer(mode, size, data, "raw", mode, pixels.bytesPerLine(), 1))


def _refuse_if_huge(width: int, height: int) -> None:
    from mnist_desktop.pictures.picture import MAX_PIXELS, PictureError

    if width * height > MAX_PIXELS:
        raise PictureError("picture_too_large", width=width, height=height, limit=MAX_PIXELS)


def _is_left_to_qt(error: ProblemError) -> bool:
    reason = error.problem.values.get("reason")
    return isinstance(reason, Problem) and reason.code in LEFT_TO_QT


def _device(data: Path | bytes) -> QIODevice:
    if isinstance(data, Path):
        device: QIODevice = QFile(str(data))
    else:
        device = QBuffer()
        device.setData(data)
    device.open(QIODevice.OpenModeFlag.ReadOnly)
    return device


def _decoded_by_qt(data: Path | bytes) -> QImage | None:
    """Decode a picture of a format that only Qt knows here, as SVG or an icon. Raises `PictureError` if it is huge."""
    device = _device(data)  # the reader keeps no reference to it
    reader = QImageReader(device)
    if bytes(reader.format().data()).decode() in {"", *NOT_LEFT_TO_QT}:
        return None
    _refuse_if_huge(reader.size().width(), reader.size().height())
    reader.setAutoTransform(True)
    image = reader.read()
    return None if image.isNull() else image
