"""Batched random affine and elastic distortions: every digit is seen slightly otherwise each time.

After P. Simard, D. Steinkraus, J. Platt: Best Practices for Convolutional Neural Networks Applied to Visual
Document Analysis (ICDAR 2003), section 2; the noise is drawn on a coarse grid and smoothed, a batch at a time.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import torch
import torch.nn.functional as F  # noqa: N812  # the name every PyTorch reader knows
from torch import Tensor

from mnist_desktop.drawing.digit_image import SIDE


@dataclass(frozen=True)
class Augmentation:
    """How far a digit may be distorted; each is drawn evenly from ± its value, the elastic noise from a normal."""

    rotation: float = 10.0  # degrees
    scale: float = 0.12  # share of the size, each way by itself
    shear: float = 0.2  # sideways pixels a pixel of height
    shift: float = 0.7  # pixels; digit images are centred, so there is little to learn from more
    elastic: float = 0.8  # pixels, standard deviation of the noise at the coarse grid's points
    grid: int = 5  # points a side of the coarse grid

    def distort(self, ink: Tensor) -> Tensor:
        """Distort (n, 1, 28, 28) float32 with paper 0; draws from torch's own generator."""
        grid = self._affine(len(ink), ink.device) + self._elastic(len(ink), ink.device)
        return F.grid_sample(ink, grid, align_corners=False)

    def _affine(self, count: int, device: torch.device) -> Tensor:
        angle, across, down, shear, right, below = (torch.rand(6, count, device=device) * 2 - 1).unbind()
        cos, sin = (f(angle * math.radians(self.rotation)) for f in (torch.cos, torch.sin))
        across, down, shear = 1 + across * self.scale, 1 + down * self.scale, shear * self.shear
        right, below = (value * self.shift * 2 / SIDE for value in (right, below))
        rows = [across * cos, shear * cos - sin, right, down * sin, shear * sin + down * cos, below]
        return F.affine_grid(torch.stack(rows, 1).view(count, 2, 3), [count, 1, SIDE, SIDE], align_corners=False)

    def _elastic(self, count: int, device: torch.device) -> Tensor:
        noise = torch.randn(count, 2, self.grid, self.grid, device=device) * (self.elastic * 2 / SIDE)
        spread = _spread(self.grid).to(device)
        return (spread @ noise @ spread.T).permute(0, 2, 3, 1)


@lru_cache(maxsize=4)
def _spread(grid: int) -> Tensor:
    """(28, grid): what bicubic interpolation makes of each coarse point along one side."""
    points = torch.eye(grid).view(1, 1, grid, grid)
    return F.interpolate(points, size=(SIDE, grid), mode="bicubic", align_corners=True).view(SIDE, grid)
