"""The colours of values above and below 0, and images in them."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
from PySide6.QtGui import QImage

from mnist_desktop.drawing.arrays import Float32Array
from mnist_desktop.reading.shades import MOST, ZERO, Shades, shades
from mnist_desktop.ui.style.colours import blend
from mnist_desktop.ui.style.theme import Theme

Table = npt.NDArray[np.uint32]  # 256 colours as Qt has them in memory

SHADES: Final = 256


def colour_table(theme: Theme) -> Table:
    """Return the colours of `reading.shades`: paper for 0, accent for what is above it, warning for what is below."""
    strengths = [(shade - ZERO) / MOST for shade in range(SHADES)]
    inks = [theme.accent if each > 0 else theme.warning for each in strengths]
    parts = zip(inks, strengths, strict=True)
    colours = [blend(theme.paper, ink, min(abs(strength), 1.0)).rgb() for ink, strength in parts]
    return np.array(colours, np.uint32)


def picture(shown: Shades, table: Table) -> QImage:
    """Return (h, w) shades as an image that owns its pixels, in the format that is painted the fastest."""
    height, width = shown.shape
    pixels = table[shown]  # QImage keeps no reference to it, so it must be there until the copy is made
    return QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_RGB32).copy()


def picture_of(values: Float32Array, most: float, table: Table) -> QImage:
    """Return (h, w) values as an image, those of the size `most` in the strongest colour."""
    return picture(shades(values, most), table)
