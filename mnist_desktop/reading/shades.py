"""Turns values above and below 0 into bytes, which an image shows as the shades of two colours."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from mnist_desktop.drawing.arrays import Float32Array

Shades = npt.NDArray[np.uint8]

ZERO: Final = 128  # the shade of 0
MOST: Final = 127  # shades on either side of it


def shades(values: Float32Array) -> Shades:
    """Return 1…255 for any array: 128 is 0, 255 the size of the largest value, and 1 as much below 0.

    Of values that are no numbers the shade is 128.
    """
    known = np.nan_to_num(values)
    largest = max(float(np.abs(known).max(initial=0.0)), float(np.finfo(np.float32).tiny))
    return np.asarray(np.rint(known / largest * MOST) + ZERO).astype(np.uint8)
