"""Groups the strokes of a drawing into the digits that it may show."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from mnist_desktop.drawing.arrays import GreyImage, Indices
from mnist_desktop.drawing.digit_image import digit_images, visible_strokes
from mnist_desktop.drawing.segmentation import Layout, layouts_of, without_strays
from mnist_desktop.drawing.strokes import Drawing


def layouts(drawing: Drawing) -> list[Layout]:
    """Return the ways to see strokes as rows of digits, with boxes in canvas pixels. There are none without visible ink.

    Strokes are grouped by place alone, so that a bar that was forgotten and added later belongs to its digit.
    """
    strokes, pieces = visible_strokes(drawing)
    if pieces is None:
        return []
    kept = without_strays(pieces)

    def render(groups: Sequence[Indices]) -> GreyImage:
        members = [np.concatenate([strokes[kept[index]] for index in np.sort(group)]) for group in groups]
        return digit_images(members, min(drawing.width, drawing.height))

    return layouts_of(pieces.of(kept), render)
