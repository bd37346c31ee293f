"""Dirt: specks, stray dots, crumbs, stains, and what shines through from the back."""

from __future__ import annotations

from typing import Final

import numpy as np
from benchmarks.scenes.page import Colour, Page, Pixels, blotches, blurred, lines
from numpy.random import Generator

from mnist_desktop.drawing.arrays import FloatArray

CRUMBS: Final[Colour] = (0.45, 0.30, 0.16)
COFFEE: Final[Colour] = (0.62, 0.45, 0.28)


def specks(page: Page, rng: Generator) -> Page:
    """Some grains of dust and one stray dot of the pen, away from the digit."""
    dots = [_spot(page, rng) for _ in range(rng.integers(1, 9))]
    dusty = page.inked(lines(page.shape, dots, _width(page, 0.008, 0.025, rng)), (0.2, 0.19, 0.18))
    if rng.random() < 0.5:
        return dusty
    stray = _spot(page, rng) + np.array([[0, 0], rng.normal(0, 0.01, 2) * page.height])
    return dusty.inked(lines(page.shape, [stray], page.pen_width), page.pen_colour)


def crumbs(page: Page, rng: Generator) -> Page:
    """A few crumbs beside the digit."""
    for _ in range(rng.integers(2, 7)):
        shape = _spot(page, rng) + rng.normal(0, 0.02, (5, 2)) * page.height
        page = page.inked(lines(page.shape, [shape], _width(page, 0.015, 0.04, rng)), CRUMBS)
    return page


def coffee_ring(page: Page, rng: Generator) -> Page:
    """The faint ring of a cup, which may cross the digit."""
    height, width = page.shape
    radius, centre = rng.uniform(0.5, 1.1) * page.height, rng.uniform([0, 0], [width, height])
    angles = np.linspace(0, 2 * np.pi * rng.uniform(0.7, 1), 90)
    ring = centre + radius * np.stack([np.cos(angles), np.sin(angles)], axis=1)
    band = blurred(lines(page.shape, [ring], _width(page, 0.03, 0.08, rng)), 0.008 * page.height)
    uneven = (0.8 + 0.3 * blotches(page.shape, rng, 8)).clip(0, 1)
    return page.stained(band * uneven * np.float32(rng.uniform(0.3, 0.7)), COFFEE)


def stain(page: Page, rng: Generator) -> Page:
    """A pale spot of something spilt."""
    height, width = page.shape
    spot = np.array(rng.uniform([0, 0], [width, height]))[None]
    blob = lines(page.shape, [spot], _width(page, 0.4, 1.0, rng))
    soft = blurred(blob * (1 + 0.4 * blotches(page.shape, rng, 12)).clip(0, 1), 0.02 * page.height)
    return page.stained(soft * np.float32(rng.uniform(0.2, 0.5)), COFFEE)


def shown_through(page: Page, rng: Generator) -> Page:
    """Writing on the back of the paper, mirrored, pale and blurred; it may lie behind the digit."""
    height, width = page.shape
    low, high = page.place
    mirrored = [np.stack([low[0] + high[0] - each[:, 0], each[:, 1]], axis=1) for each in page.strokes]
    spread = np.array([width, height]) * rng.uniform(-0.4, 0.4, (3, 2))
    back: Pixels = np.zeros(page.shape, np.float32)
    for shift in spread:
        moved = [each + shift for each in mirrored]
        back = np.maximum(back, lines(page.shape, moved, _width(page, 0.03, 0.05, rng)))
    faint = blurred(back, 0.01 * page.height) * np.float32(rng.uniform(0.08, 0.2))
    return page.stained(faint, (0.25, 0.27, 0.4))


def _spot(page: Page, rng: Generator) -> FloatArray:
    """Return a place that is not on the digit, (1, 2)."""
    height, width = page.shape
    low, high = page.place
    away = 0.12 * page.height
    for _ in range(100):
        spot = rng.uniform([0, 0], [width, height])
        if (spot < low - away).any() or (spot > high + away).any():
            return np.asarray(spot[None])
    return np.array([[away, away]])


def _width(page: Page, least: float, most: float, rng: Generator) -> float:
    return float(max(rng.uniform(least, most) * page.height, 1.5))
