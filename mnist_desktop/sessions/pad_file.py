"""What is on the pad as a file: a drawing file, with the picture under a key of its own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, Qt
from PySide6.QtGui import QImage

from mnist_desktop.drawing.strokes import Drawing, Stroke
from mnist_desktop.ui.pad.content import HEIGHT, PadContent, fitted

PICTURE, PLACE, DATA = "picture", "place", "data"
LONGEST: Final = 3000  # pixels of a picture's longer side; a larger one is kept smaller
QUALITY: Final = 95  # of a JPEG
SMALL: Final = 128  # pixels of the longer side up to which a picture is a PNG, so that a digit image is read as it was
PIECE: Final = 200  # points; their JSON takes half a millisecond


def pad_file(content: PadContent, picture: str) -> Iterator[str]:
    """Yield the file in small pieces. As one piece, 100,000 points would block every thread.

    `picture` is what `picture_data` returns for the content's picture, or "" for none.
    """
    drawing = content.drawing
    frame = replace(drawing, strokes=()).to_json()
    del frame["strokes"]
    yield f'{json.dumps(frame).removesuffix("}")}, "strokes": ['
    for index, stroke in enumerate(drawing.strokes):
        yield ", [" if index else "["
        for start in range(0, len(stroke.points), PIECE):
            yield (", " if start else "") + json.dumps(_part(stroke, start).to_json())[1:-1]
        yield "]"
    yield "]"
    if picture:
        place = json.dumps([content.place.x(), content.place.y(), content.place.width(), content.place.height()])
        yield f', "{PICTURE}": {{"{PLACE}": {place}, "{DATA}": "'
        yield picture
        yield '"}'
    yield "}"


def whole_file(content: PadContent) -> bytes:
    """Return the file as one piece. Any thread may call it."""
    return "".join(pad_file(content, picture_data(content.picture) if content.picture else "")).encode()


def picture_type(picture: QImage) -> str:
    """Return the type of what `picture_data` returns."""
    return "image/png" if _is_exact(picture) else "image/jpeg"


def picture_data(picture: QImage) -> str:
    """Return a picture in base64: a JPEG, or a PNG if it is small or parts of it are clear. Any thread may call it."""
    longer = max(picture.width(), picture.height())
    if longer > LONGEST:
        smooth = Qt.TransformationMode.SmoothTransformation
        picture = picture.scaled(picture.size() * (LONGEST / longer), mode=smooth)
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, *(("PNG",) if _is_exact(picture) else ("JPG", QUALITY)))
    return bytes(data.toBase64().data()).decode()


def _is_exact(picture: QImage) -> bool:
    return picture.hasAlphaChannel() or max(picture.width(), picture.height()) <= SMALL


def content_of(work: bytes) -> PadContent:
    """Parse the file. A picture that cannot be read is left out. Raises `ValueError`, as `DrawingError` is, too."""
    content = content_of_drawing(Drawing.from_json(json.loads(work)))
    return replace(content, drawing=fitted(content.drawing, HEIGHT))


def content_of_drawing(drawing: Drawing) -> PadContent:
    """Return a drawing from a file as a content, with the picture in it, if any. Its canvas stays as it is."""
    extra = {key: value for key, value in drawing.extra.items() if key != PICTURE}
    return PadContent(replace(drawing, extra=extra), *_picture(drawing.extra.get(PICTURE)))


def _picture(value: Any) -> tuple[QImage | None, QRectF]:
    try:
        place = QRectF(*(float(side) for side in value[PLACE]))
        image = QImage.fromData(QByteArray.fromBase64(value[DATA].encode()))
    except (TypeError, KeyError, ValueError, AttributeError):
        return None, QRectF()
    return (None, QRectF()) if image.isNull() or place.isEmpty() else (image, place)


def _part(stroke: Stroke, start: int) -> Stroke:
    points = slice(start, start + PIECE)
    return Stroke(stroke.points[points], None if stroke.pressures is None else stroke.pressures[points])
