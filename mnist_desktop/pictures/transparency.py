"""Puts transparent pictures on paper: ink on nothing gets paper, and a sheet with clear corners is its own paper."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from mnist_desktop.drawing.arrays import Flags

CLEAR: Final = 230  # opacity in 0…255; a pixel that is less opaque may show what is behind the picture
FILLED: Final = 0.6  # share of its box that a sheet fills, also one that is turned a little; ink fills less,
CONTRAST: Final = 16  # or is of one colour: no more than a few pixels of it differ by this much
FEW: Final = 0.001
SAMPLE: Final = 100_000  # pixels to find the colour of the paper by

Pixels = npt.NDArray[np.uint8]


def on_paper(pixels: Pixels) -> Pixels:
    """Turn (height, width, 4) red, green, blue and opacity into (height, width, 3) colours on paper.

    A sheet hides what is behind it, so the rest, as corners or a shadow, gets its colour. Ink on nothing is put on
    black or white paper, whichever it contrasts with.
    """
    colours, opaque = pixels[..., :3], pixels[..., 3] >= CLEAR
    if not opaque.any():
        return _blended(pixels)
    chosen = colours[opaque]
    sample = chosen[:: 1 + len(chosen) // SAMPLE].astype(np.float32)
    paper = np.median(sample, axis=0)
    shows_ink = (np.abs(sample - paper).max(axis=1) > CONTRAST).mean() > FEW
    if shows_ink and _is_filled(opaque):
        return np.where(opaque[..., None], colours, paper.astype(np.uint8))
    return _blended(pixels)


def _is_filled(opaque: Flags) -> bool:
    """Return whether opaque pixels fill the box around them."""
    rows, columns = (np.flatnonzero(opaque.any(axis=axis)) for axis in (1, 0))
    return bool(opaque[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1].mean() > FILLED)


def _blended(pixels: Pixels) -> Pixels:
    colours, opacity = pixels[..., :3].astype(np.float32), pixels[..., 3:].astype(np.float32) / 255
    ink = float((colours * opacity).sum()) / max(3 * float(opacity.sum()), 1.0)
    behind = 0 if ink > 127.5 else 255
    return np.asarray((colours * opacity + behind * (1 - opacity)).round(), np.uint8)
