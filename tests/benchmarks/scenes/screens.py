"""Screenshots and cut-out cards: opaque paper whose surroundings are clear, windows, paint programs."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt
from benchmarks.scenes.page import Colour, Page, Pixels, blurred
from numpy.random import Generator

LIGHTS: Final[tuple[Colour, ...]] = ((1.0, 0.37, 0.34), (1.0, 0.74, 0.18), (0.16, 0.79, 0.25))
ICONS: Final = 9


def rounded_card(page: Page, rng: Generator) -> Page:
    """A card whose corners are clear."""
    radius = rng.uniform(0.04, 0.14) * min(page.shape)
    return replace(page, opacity=_rounded(page.shape, 0, 0, *page.shape, radius))


def thin_clear_edge(page: Page, rng: Generator) -> Page:
    """A picture with a clear line at some of its sides, as cropping to a half pixel leaves."""
    opacity = np.ones(page.shape, np.float32)
    for side in rng.permutation(4)[: rng.integers(1, 5)]:
        np.rot90(opacity, int(side))[: rng.integers(1, 4)] = rng.choice([0.0, 0.0, 0.4])
    return replace(page, opacity=opacity)


def window(page: Page, rng: Generator) -> Page:
    """A window: title bar, three coloured buttons, rounded corners, and a clear shadow around it."""
    height, width = page.shape
    edge, bar = int(rng.uniform(0.06, 0.12) * min(page.shape)), int(rng.uniform(0.05, 0.1) * min(page.shape)) + 12
    bar = rng.choice([0, bar, bar])
    shape = height + bar + 2 * edge, width + 2 * edge
    whole = np.zeros((*shape, 3), np.float32)
    whole[edge : edge + bar, edge:-edge] = rng.choice([0.92, 0.85, 0.22])
    whole[edge + bar : shape[0] - edge, edge:-edge] = page.pixels
    _buttons(whole, edge, bar)
    solid = _rounded(shape, edge, edge, height + bar, width, 0.02 * min(shape) + 4)
    shadow = blurred(np.roll(solid, edge // 4, axis=0), edge / 3) * np.float32(rng.uniform(0.3, 0.6))
    moved = tuple(each + np.array([edge, edge + bar]) for each in page.strokes)
    return replace(page, pixels=whole * solid[..., None], strokes=moved, opacity=np.maximum(solid, shadow))


def paint_program(page: Page, rng: Generator) -> Page:
    """The whole screen of a paint program: a bar with icons above a white canvas on grey."""
    height, width = page.shape
    bar, edge = int(rng.uniform(0.1, 0.16) * height) + 16, int(rng.uniform(0.02, 0.06) * width)
    whole = np.full((height + bar + edge, width + 2 * edge, 3), rng.choice([0.55, 0.78, 0.25]), np.float32)
    whole[:bar] = rng.choice([0.94, 0.97, 0.20])
    whole[bar : bar + height, edge : edge + width] = page.pixels
    side = max(int(0.35 * bar), 6)
    for number in range(ICONS):
        left, top = edge + 2 * side * number, (bar - side) // 2
        if left + side < whole.shape[1]:
            whole[top : top + side, left : left + side] = rng.uniform(0.1, 0.9, 3)
    moved = tuple(each + np.array([edge, bar]) for each in page.strokes)
    return replace(page, pixels=whole, strokes=moved)


def _buttons(whole: Pixels, edge: int, bar: int) -> None:
    radius = int(0.22 * bar)
    for number, colour in enumerate(LIGHTS):
        if radius > 1:
            centre = edge + bar // 2 + 3 * radius * number, edge + bar // 2
            cv2.circle(whole, centre, radius, colour, -1, cv2.LINE_AA)


def _rounded(shape: tuple[int, int], top: int, left: int, height: int, width: int, radius: float) -> Pixels:
    """Return a rectangle with round corners, 1 inside."""
    y: npt.NDArray[np.float64] = np.abs(np.arange(shape[0]) + 0.5 - top - height / 2) - height / 2 + radius
    x: npt.NDArray[np.float64] = np.abs(np.arange(shape[1]) + 0.5 - left - width / 2) - width / 2 + radius
    away = np.hypot(np.maximum(x[None], 0), np.maximum(y[:, None], 0))
    return (radius - away + 0.5).clip(0, 1).astype(np.float32)
