"""Batched random affine and elastic distortions: every digit is seen slightly otherwise each time.

After P. Simard, D. Steinkraus, J. Platt: Best Practices for Convolutional Neural Networks Applied to Visual
Document Analysis (ICDAR 2003), section 2; the noise is drawn on a coarse grid and smoothed, a batch at a time.
"""

from __future__ import annotations

import math
from functools import lru_cache

import torch
import torch.nn.functional as F  # noqa: N812  # the name every PyTorch reader knows
from torch import Tensor

from mnist_desktop.catalog.training import Augmentation
from mnist_desktop.drawing.digit_image import SIDE


def distort(ink: Tensor, how: Augmentation) -> Tensor:
    """Distort (n, 1, 28, 28) float32 with paper 0, all but those spared; draws from torch's own generator."""
    if how.is_shift_alone:
        return _shifted(ink, how)
    count, device = len(ink), ink.device
    is_distorted = (torch.rand(count, device=device) >= how.spared).float()
    affine, elastic = _affine(is_distorted, how), _elastic(is_distorted, how)
    places = torch.baddbmm(elastic, affine, _pixels().to(device).expand(count, 3, SIDE * SIDE))
    return F.grid_sample(ink, places.view(count, 2, SIDE, SIDE).permute(0, 2, 3, 1), align_corners=False)


def _shifted(ink: Tensor, how: Augmentation) -> Tensor:
    """The same, each moved by whole pixels across and down."""
    count, reach, device = len(ink), int(how.shift), ink.device
    is_shifted = torch.rand(count, device=device) >= how.spared
    down, across = torch.randint(-reach, reach + 1, (2, count), device=device) * is_shifted + reach
    width = SIDE + 2 * reach
    runs = F.pad(ink, [reach] * 4).flatten().unfold(0, SIDE, 1)  # from every pixel, as many as a row has
    first = torch.arange(count, device=device) * width**2 + down * width + across
    rows = first.unsqueeze(1) + torch.arange(SIDE, device=device) * width
    return torch.index_select(runs, 0, rows.flatten()).view_as(ink)


def _affine(strength: Tensor, how: Augmentation) -> Tensor:
    """(n, 2, 3): where a pixel's ink is fetched from, across and down, by its own place; (n,) strengths of 0…1."""
    count, device = len(strength), strength.device
    angle, across, down, shear, right, below = ((torch.rand(6, count, device=device) * 2 - 1) * strength).unbind()
    cos, sin = (f(angle * math.radians(how.rotation)) for f in (torch.cos, torch.sin))
    across, down, shear = 1 + across * how.scale, 1 + down * how.scale, shear * how.shear
    right, below = (value * how.shift * 2 / SIDE for value in (right, below))
    rows = [across * cos, shear * cos - sin, right, down * sin, shear * sin + down * cos, below]
    return torch.stack(rows, 1).view(count, 2, 3)


def _elastic(strength: Tensor, how: Augmentation) -> Tensor:
    """(n, 2, 784): how far from there the elastic noise moves it; (n,) strengths of 0…1."""
    noise = torch.randn(len(strength), 2, how.grid, how.grid, device=strength.device) * (how.elastic * 2 / SIDE)
    spread = _spread(how.grid).to(strength.device)
    return (spread @ (noise * strength.view(-1, 1, 1, 1)) @ spread.T).view(len(strength), 2, SIDE * SIDE)


@lru_cache(maxsize=4)
def _spread(grid: int) -> Tensor:
    """(28, grid): what bicubic interpolation makes of each coarse point along one side."""
    points = torch.eye(grid).view(1, 1, grid, grid)
    return F.interpolate(points, size=(SIDE, grid), mode="bicubic", align_corners=True).view(SIDE, grid)


@lru_cache(maxsize=1)
def _pixels() -> Tensor:
    """(3, 784): every pixel's place across and down, -1 to 1 from edge to edge of the image, and 1."""
    places = (torch.arange(SIDE) * 2 + 1) / SIDE - 1
    down, across = torch.meshgrid(places, places, indexing="ij")
    return torch.stack([across, down, torch.ones_like(across)]).view(3, SIDE * SIDE)
