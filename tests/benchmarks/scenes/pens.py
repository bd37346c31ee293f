"""What people write with. A pen's width is given in shares of the writing's height."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

import cv2
import numpy as np
from benchmarks.scenes.page import Colour, Page, Pixels, Step, blotches, grain, lines
from numpy.random import Generator

from mnist_desktop.drawing.arrays import FloatArray

INKS: Final[tuple[Colour, ...]] = ((0.08, 0.09, 0.14), (0.10, 0.14, 0.48), (0.05, 0.05, 0.06), (0.62, 0.10, 0.12))
MARKERS: Final[tuple[Colour, ...]] = ((0.06, 0.06, 0.08), (0.08, 0.20, 0.60), (0.75, 0.10, 0.12), (0.05, 0.42, 0.22))
DARK: Final[tuple[Colour, ...]] = ((0.05, 0.05, 0.06), (0.08, 0.09, 0.14), (0.10, 0.12, 0.35))
BLACK: Final[Colour] = (0.0, 0.0, 0.0)
WHITE: Final[Colour] = (1.0, 1.0, 1.0)
LEAST: Final = 1.2  # pixels; a thinner line of a photo cannot be seen

Coverage = Callable[[Page, Pixels, Generator], Pixels]


def _full(page: Page, coverage: Pixels, rng: Generator) -> Pixels:
    return coverage


def pen(
    colours: tuple[Colour, ...],
    widths: tuple[float, float],
    texture: Coverage = _full,
    pressure: float = 0.15,
) -> Step:
    """Write with one of the colours, in a width between the two that varies by `pressure` along the stroke."""

    def write(page: Page, rng: Generator) -> Page:
        width = max(rng.uniform(*widths) * page.height, LEAST)
        colour = colours[rng.integers(len(colours))]
        along = [_pressed(each, width, page.height, pressure, rng) for each in page.strokes]
        covered = texture(page, lines(page.shape, page.strokes, along), rng)
        return replace(page.inked(covered, colour), pen_width=width, pen_colour=colour)

    return write


def _pressed(stroke: FloatArray, width: float, height: float, pressure: float, rng: Generator) -> FloatArray:
    """Return a width for each segment: slow waves along the stroke."""
    steps = np.hypot(*np.diff(stroke, axis=0).T) if len(stroke) > 1 else np.zeros(1)
    phase, wave = rng.uniform(0, 2 * np.pi), rng.uniform(0.3, 1.0) * height
    return np.asarray(width * (1 + pressure * np.sin(np.cumsum(steps) / wave * 2 * np.pi + phase)))


def pixel_pencil(width: int) -> Step:
    """A pencil of whole pixels with stairs at its edges, as paint programs have."""

    def write(page: Page, rng: Generator) -> Page:
        colour = (BLACK, BLACK, DARK[rng.integers(len(DARK))])[rng.integers(3)]
        covered = np.zeros(page.shape, np.uint8)
        places = [np.round(each).astype(np.int32)[:, None] for each in page.strokes]
        cv2.polylines(covered, places, False, 1, width, cv2.LINE_8)
        return replace(page.inked(covered.astype(np.float32), colour), pen_width=float(width), pen_colour=colour)

    return write


def skipping(page: Page, coverage: Pixels, rng: Generator) -> Pixels:
    """A ballpoint that leaves little gaps where its ball does not turn."""
    size = max(page.height * 0.012, 1.2)
    gaps = grain(page.shape, rng, size) + 0.7 * blotches(page.shape, rng, 12 * max(page.shape) / page.height)
    return np.asarray(coverage * ((gaps + rng.uniform(1.3, 1.8)) * 2).clip(0, 1), np.float32)


def chalky(page: Page, coverage: Pixels, rng: Generator) -> Pixels:
    """Chalk on a rough board: grainy, and thinner towards its edges."""
    size = max(page.height * 0.006, 1.0)
    grains = (0.75 + 0.35 * grain(page.shape, rng, size)).clip(0.1, 1)
    return np.asarray(coverage * grains * rng.uniform(0.75, 1.0), np.float32)


def grey_lead(page: Page, coverage: Pixels, rng: Generator) -> Pixels:
    """Pencil lead on the paper's grain."""
    size = max(page.height * 0.006, 1.0)
    return np.asarray(coverage * (0.85 + 0.2 * grain(page.shape, rng, size)).clip(0.25, 1), np.float32)


def pale(page: Page, coverage: Pixels, rng: Generator) -> Pixels:
    """A hard pencil, hardly pressed."""
    return grey_lead(page, coverage, rng) * np.float32(rng.uniform(0.3, 0.5))


def highlighter(page: Page, rng: Generator) -> Page:
    """A yellow text marker: transparent, and as bright as the paper."""
    colour = (rng.uniform(0.97, 1.0), rng.uniform(0.86, 0.96), rng.uniform(0.1, 0.4))
    width = rng.uniform(0.05, 0.12) * page.height
    covered = lines(page.shape, page.strokes, float(width))
    return replace(page.stained(covered, colour), pen_width=float(width), pen_colour=colour)


def on_clear_ground(page: Page, rng: Generator) -> Page:
    """Write with nothing but the ink opaque; the page's colour is the ink's, as drawing programs export it."""
    width = max(rng.uniform(0.03, 0.12) * page.height, LEAST)
    return replace(page, opacity=lines(page.shape, page.strokes, float(width)), pen_width=float(width))


def equal_luma(page: Page, rng: Generator) -> Page:
    """Paint the page in one colour and the writing in another that a grey picture cannot tell from it."""
    light = np.array([0.299, 0.587, 0.114])
    first, second = PAIRS[rng.integers(len(PAIRS))]
    if rng.random() < 0.5:
        first, second = second, first
    ground = np.array(first) + rng.normal(0, 0.02, 3)
    ink = np.array(second) * (light @ ground) / (light @ np.array(second)) * rng.uniform(0.95, 1.05)
    painted = replace(page, pixels=np.broadcast_to(ground.astype(np.float32), page.pixels.shape).clip(0, 1))
    red, green, blue = ink.clip(0, 1)
    return pen(((red, green, blue),), (0.04, 0.1))(painted, rng)


PAIRS: Final[tuple[tuple[Colour, Colour], ...]] = (
    ((0.15, 0.56, 0.25), (0.90, 0.22, 0.20)),
    ((0.85, 0.20, 0.22), (0.25, 0.38, 0.95)),
    ((0.20, 0.52, 0.90), (0.90, 0.38, 0.15)),
    ((0.55, 0.35, 0.80), (0.25, 0.52, 0.30)),
    ((0.95, 0.60, 0.75), (0.35, 0.80, 0.75)),
)

ball_pen: Final = pen(INKS, (0.02, 0.05))
worn_ball_pen: Final = pen(INKS, (0.025, 0.05), skipping)
felt_pen: Final = pen(MARKERS, (0.05, 0.1))
any_pen: Final = pen(MARKERS + INKS, (0.025, 0.09))
dark_pen: Final = pen(DARK, (0.025, 0.08))
thick_marker: Final = pen(MARKERS, (0.12, 0.17), pressure=0.05)
lead_pencil: Final = pen(((0.35, 0.35, 0.37), (0.28, 0.28, 0.30), (0.42, 0.42, 0.42)), (0.018, 0.035), grey_lead)
pale_pencil: Final = pen(((0.40, 0.40, 0.42),), (0.025, 0.045), pale)
chalk: Final = pen((WHITE, (0.96, 0.95, 0.88), (0.98, 0.90, 0.55), (0.98, 0.75, 0.78)), (0.04, 0.1), chalky)
board_pen: Final = pen(((0.10, 0.10, 0.10), (0.20, 0.20, 0.21)), (0.045, 0.08))
black_brush: Final = pen((BLACK,), (0.02, 0.12), pressure=0.0)
white_brush: Final = pen((WHITE,), (0.02, 0.12), pressure=0.0)
