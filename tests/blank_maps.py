"""Maps of a layer of each kind without a value, so that all that is seen are frames and rings."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage

from mnist_desktop.drawing.arrays import Float32Array
from mnist_desktop.reading.layer_maps import ConvolutionMaps, ImageMaps, Maps, PooledMaps, UnitMaps


def zeros(*shape: int) -> Float32Array:
    return np.zeros(shape, np.float32)


BLANK: tuple[Maps, ...] = (
    ImageMaps("", zeros(1, 28, 28)),
    ConvolutionMaps("conv", zeros(2, 24, 24), zeros(1, 28, 28), zeros(2, 1, 5, 5), zeros(2), is_rectified=False),
    ConvolutionMaps("more", zeros(3, 20, 20), zeros(2, 24, 24), zeros(3, 2, 5, 5), zeros(3), is_rectified=False),
    PooledMaps("pool", zeros(3, 10, 10), zeros(3, 20, 20), is_rectified=True),
    UnitMaps("fc", zeros(1, 2, 25), zeros(50), 7),
)


def around(image: QImage, area: QRect, steps: int) -> set[str]:
    """The colours of a frame that is so many pixels outside of an area, but for its corners."""
    outer = area.adjusted(-steps, -steps, steps, steps)
    beside = [QPoint(x, y) for y in range(area.top(), area.bottom()) for x in (outer.left(), outer.right())]
    above = [QPoint(x, y) for x in range(area.left(), area.right()) for y in (outer.top(), outer.bottom())]
    return {image.pixelColor(place).name() for place in (*beside, *above)}
