"""MNIST's own normalisation, from strokes: pen width, size and place on the canvas stop to matter.

MNIST's digits were fitted to a 20×20 box and centred by mass in 28×28 (LeCun et al., Proc. IEEE 86(11), 1998,
section III.A). Measured on its 60,000 training images: the longer side is exactly 20 pixels, the centre of mass
lies at index 14, and the pen is about 2.5 pixels wide.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from mnist_desktop.drawing.arrays import FloatArray, GreyImage
from mnist_desktop.drawing.render import ink, trace
from mnist_desktop.drawing.strokes import Drawing

SIDE: Final = 28  # pixels a side of a digit image
BOX: Final = 20.0  # pixels the longer side of the ink takes
CENTRE: Final = 14.0  # index of the centre of mass, both ways
PEN_WIDTH: Final = 2.5  # pixels
MEAN: Final = 0.1307  # of MNIST's training pixels, ink 1 and paper 0
STD: Final = 0.3081
DOT: Final = 0.01  # of the canvas; ink no longer than this is a dot, not a digit to be blown up


def digit_image(drawing: Drawing) -> GreyImage | None:
    """Re-draw a drawing as MNIST would have it: (28, 28) float32, ink 1, paper 0; None when nothing is seen."""
    segments = drawing.segments()
    if len(segments) == 0:
        return None
    path = trace(_fit_to_box(segments, DOT * max(drawing.width, drawing.height)))
    shift = CENTRE - centre_of_mass(ink(path, SIDE, PEN_WIDTH))
    return ink(path + shift, SIDE, PEN_WIDTH)


def centre_of_mass(image: GreyImage) -> FloatArray:
    """Where the ink balances: [x, y] as indices. The image must hold ink."""
    across, down = image.sum(axis=0, dtype=np.float64), image.sum(axis=1, dtype=np.float64)
    balance = [across @ np.arange(len(across)), down @ np.arange(len(down))]
    return np.array(balance, dtype=np.float64) / float(across.sum())


def normalise(image: GreyImage) -> GreyImage:
    """What the networks are fed: MNIST's training mean at 0, its standard deviation 1. Any shape."""
    return (image - np.float32(MEAN)) / np.float32(STD)


def _fit_to_box(segments: FloatArray, dot: float) -> FloatArray:
    """Scale so that the inked longer side is `BOX` and put the box's middle at `CENTRE`."""
    points = segments.reshape(-1, 2)
    low, high = points.min(axis=0), points.max(axis=0)
    longer = (high - low).max()
    scale = (BOX - PEN_WIDTH) / longer if longer > dot else 1.0 / dot
    return np.asarray((segments - (low + high) / 2) * scale + CENTRE)
