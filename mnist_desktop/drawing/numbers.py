"""Groups the strokes of a drawing into the digits that it may show."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from mnist_desktop.drawing.arrays import GreyImage, Indices
from mnist_desktop.drawing.digit_image import digit_images
from mnist_desktop.drawing.segmentation import Layout, layouts_of
from mnist_desktop.drawing.strokes import Drawing
from mnist_desktop.drawing.visible_strokes import visible_strokes


def layouts(drawing: Drawing) -> list[Layout]:
    """Return the ways to see strokes as rows of digits, with boxes in canvas pixels; none if no ink is visible.

    Strokes are grouped by place alone, so that a bar that was forgotten and added later belongs to its digit.
    """
    strokes = visible_strokes(drawing)
    if not len(strokes):
        return []

    def render(groups: Sequence[Indices]) -> GreyImage:
        return digit_images([strokes.of(np.sort(group)) for group in groups], min(drawing.width, drawing.height))

    return layouts_of(strokes.pieces(), render)
