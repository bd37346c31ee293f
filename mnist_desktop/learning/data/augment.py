"""Random affine and elastic distortions of a batch, so that the network sees each digit differently every time.

After P. Simard, D. Steinkraus, J. Platt: Best Practices for Convolutional Neural Networks Applied to Visual Document
Analysis (ICDAR 2003), section 2. The noise is drawn on a coarse grid for the whole batch and smoothed.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

import torch
import torch.nn.functional as F  # noqa: N812  # the name every PyTorch reader knows
from torch import Tensor

from mnist_desktop.catalog.training import Augmentation
from mnist_desktop.drawing.digit_image import SIDE


class Distortion(Protocol):
    """The random numbers that distort a batch of digits."""

    def __getitem__(self, part: slice) -> Distortion: ...

    def apply(self, ink: Tensor) -> Tensor:
        """Distort (n, 1, 28, 28) float32, paper 0."""
        ...


def draw(count: int, how: Augmentation, device: torch.device) -> Distortion:
    """Draw a distortion of `count` digits, except a random share `how.spared`. Uses torch's global generator."""
    kind = Shift if how.is_shift_alone else Warp
    return kind.draw(count, how, device)


def distort(ink: Tensor, how: Augmentation) -> Tensor:
    """Distort (n, 1, 28, 28) float32, paper 0, except a random share `how.spared`. Uses torch's global generator."""
    return draw(len(ink), how, ink.device).apply(ink)


@dataclass(frozen=True)
class Shift:
    """Shifts each image by whole pixels: `down` and `across` are (n,) int64, from 0 to twice the `reach`."""

    down: Tensor
    across: Tensor
    reach: int

    @classmethod
    def draw(cls, count: int, how: Augmentation, device: torch.device) -> Shift:
        reach = int(how.shift)
        is_shifted = torch.rand(count, device=device) >= how.spared
        down, across = torch.randint(-reach, reach + 1, (2, count), device=device) * is_shifted + reach
        return cls(down, across, reach)

    def __getitem__(self, part: slice) -> Shift:
        return Shift(self.down[part], self.across[part], self.reach)

    def apply(self, ink: Tensor) -> Tensor:
        width = SIDE + 2 * self.reach
        runs = F.pad(ink, [self.reach] * 4).flatten().unfold(0, SIDE, 1)  # the 28 values that start at every pixel
        first = torch.arange(len(ink), device=ink.device) * width**2 + self.down * width + self.across
        rows = first.unsqueeze(1) + torch.arange(SIDE, device=ink.device) * width
        return torch.index_select(runs, 0, rows.flatten()).view_as(ink)


@dataclass(frozen=True)
class Warp:
    """Samples each image at other places: `affine` is (n, 2, 3), `elastic` (n, 2, grid, grid), both float32."""

    affine: Tensor
    elastic: Tensor

    @classmethod
    def draw(cls, count: int, how: Augmentation, device: torch.device) -> Warp:
        is_distorted = (torch.rand(count, device=device) >= how.spared).float()
        return cls(_affine(is_distorted, how), _elastic(is_distorted, how))

    def __getitem__(self, part: slice) -> Warp:
        return Warp(self.affine[part], self.elastic[part])

    def apply(self, ink: Tensor) -> Tensor:
        count, grid = len(ink), self.elastic.shape[-1]
        spread, pixels = _spread(grid).to(ink.device), _pixels().to(ink.device)
        elastic = (spread @ self.elastic @ spread.T).view(count, 2, SIDE * SIDE)
        places = torch.baddbmm(elastic, self.affine, pixels.expand(count, 3, SIDE * SIDE))
        return F.grid_sample(ink, places.view(count, 2, SIDE, SIDE).permute(0, 2, 3, 1), align_corners=False)


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
    """Return (n, 2, grid, grid) displacements of the sampled places at the coarse grid's points. Strengths: (n,)."""
    noise = torch.randn(len(strength), 2, how.grid, how.grid, device=strength.device) * (how.elastic * 2 / SIDE)
    return noise * strength.view(-1, 1, 1, 1)


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
