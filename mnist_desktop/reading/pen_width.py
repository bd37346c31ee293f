"""Estimates the pen width of digit images."""

from __future__ import annotations

import numpy as np

from mnist_desktop.drawing.arrays import FloatArray, GreyImage


def pen_width(images: GreyImage) -> FloatArray:
    """Return the mean pen width of (..., h, w) images, ink 1, paper 0, in pixels: (...) float64, 0 without ink.

    A stroke's ink is its width times its length, and its outline is twice its length. The outline of a grey image is
    its total variation (L. Rudin, S. Osher, E. Fatemi, Physica D 60, 1992): that of all its grey levels, on average.
    """
    ink = np.pad(images.astype(np.float64), ((0, 0),) * (images.ndim - 2) + ((1, 1), (1, 1)))
    down, across = np.diff(ink, axis=-2), np.diff(ink, axis=-1)
    down, across = (down[..., :-1] + down[..., 1:]) / 2, (across[..., :-1, :] + across[..., 1:, :]) / 2
    outline = np.hypot(down, across).sum(axis=(-2, -1))
    area = ink.sum(axis=(-2, -1))
    return np.asarray(np.divide(2 * area, outline, out=np.zeros_like(area), where=outline > 0))
