"""What people write on: paper, boards, screens."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np
from benchmarks.scenes.page import Colour, Page, Pixels, Step, blotches, grain
from numpy.random import Generator

PAPERS: Final[tuple[Colour, ...]] = (
    (0.93, 0.92, 0.88),
    (0.97, 0.97, 0.96),
    (0.88, 0.88, 0.90),
    (0.94, 0.90, 0.80),
    (0.80, 0.80, 0.78),
)
BRIGHT_PAPERS: Final[tuple[Colour, ...]] = (
    (0.98, 0.93, 0.45),
    (0.98, 0.72, 0.78),
    (0.62, 0.83, 0.95),
    (0.70, 0.92, 0.62),
    (0.98, 0.72, 0.40),
    (0.72, 0.58, 0.42),
)
BOARDS: Final[tuple[Colour, ...]] = ((0.12, 0.28, 0.20), (0.13, 0.14, 0.15), (0.25, 0.30, 0.30), (0.17, 0.20, 0.30))
GREY_BOARDS: Final[tuple[Colour, ...]] = ((0.56, 0.56, 0.57), (0.66, 0.66, 0.64), (0.48, 0.52, 0.50))
WHITEBOARDS: Final[tuple[Colour, ...]] = ((0.90, 0.92, 0.93), (0.84, 0.86, 0.86), (0.95, 0.95, 0.95))


def plain(*colours: Colour) -> Step:
    """An even colour, as a screen shows."""
    return lambda page, rng: _coloured(page, colours[rng.integers(len(colours))], np.float32(1))


def sheet(colours: tuple[Colour, ...], unevenness: float = 0.008, roughness: float = 0.008) -> Step:
    """Paper of one of the colours, cloudy and rough."""

    def lay(page: Page, rng: Generator) -> Page:
        colour = np.array(colours[rng.integers(len(colours))]) + rng.normal(0, 0.015, 3)
        cloudy = 1 + unevenness * blotches(page.shape, rng, rng.uniform(4, 14))
        rough = roughness * rng.uniform(0.3, 1.5) * grain(page.shape, rng, rng.uniform(1, 4) * max(page.shape) / 1200)
        red, green, blue = colour.clip(0, 1)
        return _coloured(page, (red, green, blue), cloudy + rough)

    return lay


def wiped_board(page: Page, rng: Generator) -> Page:
    """A blackboard with the dust of what was wiped off."""
    board = sheet(BOARDS, 0.04, 0.03)(page, rng)
    dust = blotches(page.shape, rng, rng.uniform(2, 6)) + 0.5 * blotches(page.shape, rng, rng.uniform(15, 40))
    return board.inked((0.06 * np.abs(dust)).clip(0, 0.25), (0.85, 0.85, 0.82))


def _coloured(page: Page, colour: Colour, shade: Pixels | np.float32) -> Page:
    shades = np.broadcast_to(shade, page.shape)[..., None]
    return replace(page, pixels=(shades * np.array(colour, np.float32)).clip(0, 1))


office_paper: Final = sheet(PAPERS)
bright_paper: Final = sheet(BRIGHT_PAPERS, 0.012, 0.012)
grey_board: Final = sheet(GREY_BOARDS, 0.015, 0.02)
whiteboard: Final = sheet(WHITEBOARDS, 0.012, 0.002)
