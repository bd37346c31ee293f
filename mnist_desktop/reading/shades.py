"""Turns values above and below 0 into bytes, which an image shows as the shades of two colours."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from mnist_desktop.drawing.arrays import Float32Array

Shades = npt.NDArray[np.uint8]

ZERO: Final = 128  # the shade of 0
MOST: Final = 127  # shades on either side of it


def shades(values: Float32Array, most: float | Float32Array | None = None) -> Shades:
    """Return 1…255 for any array: 128 is 0, 255 is `most` or more, and 1 is as much below 0.

    Without `most`, it is the largest size of a value. Of values that are no numbers the shade is 128.
    """
    known = np.nan_to_num(values)
    scale = np.maximum(size(known) if most is None else most, np.finfo(np.float32).tiny)
    return np.asarray(np.rint(np.clip(known / scale, -1, 1) * MOST) + ZERO).astype(np.uint8)


def size(values: Float32Array) -> float:
    """Return how far the values are from 0 at most."""
    return float(np.abs(np.nan_to_num(values)).max(initial=0.0))
