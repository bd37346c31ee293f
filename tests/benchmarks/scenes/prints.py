"""Lines that belong to the paper or stand beside the digit: rules, squares, dots, frames, boxes, underlines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from benchmarks.scenes.page import Colour, Page, lines
from numpy.random import Generator

from mnist_desktop.drawing.arrays import FloatArray

RULES: Final[tuple[Colour, ...]] = ((0.62, 0.70, 0.88), (0.60, 0.62, 0.66), (0.55, 0.75, 0.85), (0.75, 0.66, 0.78))
PRINTED: Final[tuple[Colour, ...]] = ((0.12, 0.12, 0.14), (0.35, 0.36, 0.40), (0.20, 0.28, 0.55), (0.55, 0.56, 0.58))
MARGIN_LINE: Final[Colour] = (0.88, 0.45, 0.48)


def ruled(page: Page, rng: Generator) -> Page:
    """Lines of a school notebook across the digit, and often a red margin line beside it."""
    height, width = page.shape
    step = page.height * rng.uniform(0.35, 1.1)
    rows = np.arange(rng.uniform(0, step), height, step)
    across = [np.array([[-9.0, row], [width + 9.0, row]]) for row in rows]
    colour, thickness = RULES[rng.integers(len(RULES))], _thin(page, rng)
    lined = _printed(page, across, thickness, colour, rng.uniform(0.5, 1))
    low, _ = page.place
    if rng.random() < 0.4 and low[0] > 0.1 * width:
        x = low[0] * rng.uniform(0.3, 0.8)
        return _printed(lined, [np.array([[x, -9.0], [x, height + 9.0]])], thickness, MARGIN_LINE, 0.8)
    return lined


def squared(page: Page, rng: Generator) -> Page:
    """Squares of a mathematics notebook."""
    height, width = page.shape
    step = max(page.height * rng.uniform(0.12, 0.45), 7)
    rows, columns = (np.arange(rng.uniform(0, step), side, step) for side in (height, width))
    across = [np.array([[-9.0, row], [width + 9.0, row]]) for row in rows]
    down = [np.array([[column, -9.0], [column, height + 9.0]]) for column in columns]
    return _printed(page, across + down, _thin(page, rng), RULES[rng.integers(len(RULES))], rng.uniform(0.45, 0.9))


def dotted(page: Page, rng: Generator) -> Page:
    """Dots in a grid."""
    step = page.height * rng.uniform(0.18, 0.45)
    height, width = page.shape
    rows, columns = (np.arange(rng.uniform(0, step), side, step) for side in (height, width))
    dots = [np.array([[column, row]]) for row in rows for column in columns]
    return _printed(page, dots, max(page.height * rng.uniform(0.015, 0.03), 1.6), PRINTED[rng.integers(4)], 0.9)


def framed(page: Page, rng: Generator) -> Page:
    """A printed box around the digit."""
    low, high = page.place
    gaps = rng.uniform(0.15, 0.45, 4) * page.height
    corner, opposite = low - gaps[:2], high + gaps[2:]
    return _printed(page, [_box(corner, opposite)], _print_width(page, rng), PRINTED[rng.integers(4)])


def boxes(page: Page, rng: Generator) -> Page:
    """The boxes of a form, or the cells of a table; the digit stands in one of them."""
    low, high = page.place
    cell = (high - low).max() * rng.uniform(1.25, 1.7, 2)
    first = (low + high - cell) / 2 + rng.uniform(-0.06, 0.06, 2) * cell
    gap = rng.choice([0.0, rng.uniform(0.1, 0.3)]) * cell[0]
    columns, rows = rng.integers(3, 7), rng.choice([1, 1, 2, 3])
    at_column, at_row = rng.integers(columns), rng.integers(rows)
    steps = [(column - at_column, row - at_row) for column in range(columns) for row in range(rows)]
    corners = [first + np.array(step) * (cell + np.array([gap, 0])) for step in steps]
    frames = [_box(corner, corner + cell) for corner in corners]
    return _printed(page, frames, _print_width(page, rng), PRINTED[rng.integers(4)])


def underlined(page: Page, rng: Generator) -> Page:
    """A line under the digit, drawn by the same pen; sometimes two."""
    low, high = page.place
    middle, half = (low[0] + high[0]) / 2, rng.uniform(0.4, 0.9) * max(high[0] - low[0], page.height * 0.5)
    strokes = []
    for number in range(rng.choice([1, 1, 1, 2])):
        y = high[1] + page.pen_width + page.height * (rng.uniform(0.08, 0.2) + 0.1 * number)
        ends = np.linspace(middle - half, middle + half, 8)
        slope = rng.normal(0, 0.02) * half
        strokes.append(np.stack([ends, y + np.linspace(0, abs(slope), 8) + rng.normal(0, 0.002, 8) * half], axis=1))
    return page.inked(lines(page.shape, strokes, page.pen_width), page.pen_colour)


def _printed(page: Page, strokes: Sequence[FloatArray], width: float, colour: Colour, strength: float = 1.0) -> Page:
    if not strokes:
        return page
    return page.stained(lines(page.shape, strokes, width) * np.float32(strength), colour)


def _box(corner: FloatArray, opposite: FloatArray) -> FloatArray:
    (left, top), (right, bottom) = corner, opposite
    return np.array([[left, top], [right, top], [right, bottom], [left, bottom], [left, top]])


def _thin(page: Page, rng: Generator) -> float:
    return float(max(page.height * rng.uniform(0.006, 0.016), 1.0))


def _print_width(page: Page, rng: Generator) -> float:
    return float(max(page.height * rng.uniform(0.01, 0.03), 1.0))
