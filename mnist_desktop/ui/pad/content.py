"""What is on the pad, as one frozen value, and how wide a sheet it takes."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QImage

from mnist_desktop.drawing.strokes import Drawing, Stroke

HEIGHT: Final = 500  # canvas pixels, whatever the size on the screen
WIDEST: Final = 2000
BESIDE_INK: Final = 20  # canvas pixels that stay free at the right of the ink, so that its edge is seen


@dataclass(frozen=True, eq=False)
class PadContent:
    """The strokes and the picture below them. The drawing's width is that of the sheet, 500 to 2000 canvas pixels.

    `place` is where the picture lies, in canvas pixels. The image is shared, so do not change it.
    """

    drawing: Drawing = field(default_factory=lambda: Drawing(width=HEIGHT, height=HEIGHT))
    picture: QImage | None = None
    place: QRectF = field(default_factory=QRectF)

    @property
    def is_empty(self) -> bool:
        return not self.drawing.strokes and self.picture is None

    def with_stroke(self, stroke: Stroke) -> PadContent:
        return replace(self, drawing=self.drawing.with_stroke(stroke))

    def at_width(self, room: int) -> PadContent:
        """Return the content on a sheet of `room` canvas pixels, or of as many as its ink and picture need."""
        width = max(room, self._needed_width())
        if width == self.drawing.width:
            return self
        return replace(self, drawing=self.drawing.with_width(width))

    def _needed_width(self) -> int:
        """Return the width from which on nothing that is visible now would be cut."""
        needed = float(HEIGHT)
        if self.drawing.strokes:
            needed = max(needed, float(self.drawing.bounds[:, 2].max()) + BESIDE_INK)
        if self.picture is not None:
            needed = max(needed, self.place.right())
        return min(round(needed), self.drawing.width)


def fitted(drawing: Drawing, room: int) -> Drawing:
    """Return a drawing scaled and centred to a sheet of the pad, unchanged if it has the size of one.

    The sheet is `room` canvas pixels wide, or wider for a drawing that is wider than that in its full height.
    """
    if drawing.height == HEIGHT and HEIGHT <= drawing.width <= WIDEST:
        return drawing
    width = min(max(room, round(HEIGHT * drawing.width / drawing.height)), WIDEST)
    scale = min(width / drawing.width, HEIGHT / drawing.height)
    shift = [(width - drawing.width * scale) / 2, (HEIGHT - drawing.height * scale) / 2]
    strokes = tuple(Stroke(stroke.points * scale + shift, stroke.pressures) for stroke in drawing.strokes)
    return replace(drawing, strokes=strokes, width=width, height=HEIGHT)


def picture_content(picture: QImage, room: int) -> PadContent:
    """Return a content that shows a picture as large as fits on a sheet of `room` canvas pixels, and no strokes."""
    sheet = QRectF(0, 0, room, HEIGHT)
    place = QRectF()
    place.setSize(QSizeF(picture.size()).scaled(sheet.size(), Qt.AspectRatioMode.KeepAspectRatio))
    place.moveCenter(sheet.center())
    return PadContent(Drawing(width=room, height=HEIGHT), picture, place)
