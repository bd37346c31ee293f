"""Random affine and elastic distortions of a batch, so that the network sees each digit differently every time.

After P. Simard, D. Steinkraus, J. Platt: Best Practices for Convolutional Neural Networks Applied to Visual Document
Analysis (ICDAR 2003), section 2. The noise is drawn on a coarse grid for the whole batch and smoothed.
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
    """Distort (n, 1, 28, 28) float32, paper 0, except a random share `how.spared`. Uses torch's global generator."""
    if how.is_shift_alone:
        return _shifted(ink, how)
    count, device = len(ink), ink.device
    is_distorted = (torch.rand(count, device=device) >= how.spared).float()
    affine, elastic = _affine(is_distorted, how), _elastic(is_distorted, how)
    places = torch.baddbmm(elastic, affine, _pixels().to(device).expand(count, 3, SIDE * SIDE))
    return F.grid_sample(ink, places.view(count, 2, SIDE, SIDE).permute(0, 2, 3, 1), align_corners=False)


def _shifted(ink: Tensor, how: Augmentation) -> Tensor:
    """Shift each image by a random whole number of pixels across and down."""
    count, reach, device = len(ink), int(how.shift), ink.device
    is_shifted = torch.rand(count, device=device) >= how.spared
    down, across = torch.randint(-reach, reach + 1, (2, count), device=device) * is_shifted + reach
    width = SIDE + 2 * reach
    runs = F.pad(ink, [reach] * 4).flatten().unfold(0, SIDE, 1)  # the 28 values that start at every pixel
    first = torch.arange(count, device=device) * width**2 + down * width + across
    rows = first.unsqueeze(1) + torch.arange(SIDE, device=device) * width
    return torch.index_select(runs, 0, rows.flatten()).view_as(ink)


def _affine(strength: Tensor, how: Augmentation) -> Tensor:
    """Return (n, 2, 3) matrices: from (x, y, 1) of a pixel to the place it samples. Strengths: (n,), 0…1."""
    count, device = len(strength), strength.device
    angle, across, down, shear, right, below = ((torch.rand(6, count, device=device) * 2 - 1) * strength).unbind()
    cos, sin = (f(angle * math.radians(how.rotation)) for f in (torch.cos, torch.sin))
    across, down, shear = 1 + across * how.scale, 1 + down * how.scale, shear * how.shear
    right, below = (value * how.shift * 2 / SIDE for value in (right, below))
    rows = [across * cos, shear * cos - sin, right, down * sin, shear * sin + down * cos, below]
    return torch.stack(rows, 1).view(count, 2, 3)


def _elastic(strength: Tensor, how: Augmentation) -> Tensor:
    """Return (n, 2, 784) elastic displacements of the sampled places. Strengths: (n,), 0…1."""
    noise = torch.randn(len(strength), 2, how.grid, how.grid, device=strength.device) * (how.elastic * 2 / SIDE)
    spread = _spread(how.grid).to(strength.device)
    return (spread @ (noise * strength.view(-1, 1, 1, 1)) @ spread.T).view(len(strength), 2, SIDE * SIDE)


@lru_cache(maxsize=4)
def _spread(grid: int) -> Tensor:
    """Return (28, grid) weights that interpolate `grid` points to 28 along one side (bicubic)."""
    points = torch.eye(grid).view(1, 1, grid, grid)
    return F.interpolate(points, size=(SIDE, grid), mode="bicubic", align_corners=True).view(SIDE, grid)


@lru_cache(maxsize=1)
def _pixels() -> Tensor:
    """Return (3, 784): x, y and 1 for every pixel, with x and y from -1 to 1 between the image's edges."""
    places = (torch.arange(SIDE) * 2 + 1) / SIDE - 1
    down, across = torch.meshgrid(places, places, indexing="ij")
    return torch.stack([across, down, torch.ones_like(across)]).view(3, SIDE * SIDE)
