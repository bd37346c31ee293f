"""A picture while it is made: colours, and the place where the writing goes. Steps make a new page of a page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt
from benchmarks.scenes.writing import Writing, box
from numpy.random import Generator

from mnist_desktop.drawing.arrays import FloatArray

Pixels = npt.NDArray[np.float32]  # (height, width) or (height, width, 3), 0…1
Colour = tuple[float, float, float]  # red, green, blue, 0…1

FINENESS: Final = 16  # cv2 takes places in sixteenths of a pixel
SHIFT: Final = 4
LARGEST: Final = 6000  # pixels; side of the largest picture that lines are drawn on before it is shrunk


@dataclass(frozen=True)
class Layout:
    """The sides of a picture, in pixels, and how high the writing is, in shares of its shorter side."""

    long_side: tuple[float, float] = (320, 2000)
    height: tuple[float, float] = (0.25, 0.6)
    margin: float = 0.08

    def blank(self, writing: Writing, rng: Generator) -> Page:
        """Return a white page with a place for the writing."""
        long_side = int(np.exp(rng.uniform(*np.log(self.long_side))))
        short_side = int(long_side * rng.choice([0.5625, 0.667, 0.75, 0.75, 1.0]))
        shape = (long_side, short_side) if rng.random() < 0.5 else (short_side, long_side)
        pixels = np.ones((*shape, 3), np.float32)
        return Page(pixels, self._placed(writing, shape, rng))

    def _placed(self, writing: Writing, shape: tuple[int, int], rng: Generator) -> tuple[FloatArray, ...]:
        room = np.array(shape[::-1]) * (1 - 2 * self.margin)
        scale = min(rng.uniform(*self.height) * min(shape), (room / writing.size).min())
        spare = room - writing.size * scale
        corner = np.array(shape[::-1]) * self.margin + spare * rng.beta(2, 2, 2)
        return tuple(each * scale + corner for each in writing.strokes)


@dataclass(frozen=True, eq=False)
class Page:
    """Colours (height, width, 3), the strokes in pixels, the pen that wrote them, and how opaque each pixel is."""

    pixels: Pixels
    strokes: tuple[FloatArray, ...]
    pen_width: float = 1.0
    pen_colour: Colour = (0.0, 0.0, 0.0)
    opacity: Pixels | None = None

    @property
    def shape(self) -> tuple[int, int]:
        height, width, _ = self.pixels.shape
        return height, width

    @property
    def place(self) -> tuple[FloatArray, FloatArray]:
        """The least and the largest x and y of the writing."""
        return box(self.strokes)

    @property
    def height(self) -> float:
        """The writing's height in pixels, or its width where one flat digit is wider."""
        low, high = self.place
        return float(max(high[1] - low[1], min(high[0] - low[0], min(self.shape) / 4)))

    def inked(self, coverage: Pixels, colour: Colour) -> Page:
        """Cover the page with a colour, as opaquely as `coverage`, (height, width), says."""
        share = coverage[..., None]
        return replace(self, pixels=self.pixels + share * (np.array(colour, np.float32) - self.pixels))

    def stained(self, coverage: Pixels, colour: Colour) -> Page:
        """Multiply the page by a colour, as a transparent ink or a shadow does."""
        return replace(self, pixels=self.pixels * (1 - coverage[..., None] * (1 - np.array(colour, np.float32))))


Step = Callable[[Page, Generator], Page]


def lines(shape: tuple[int, int], strokes: Sequence[FloatArray], widths: float | Sequence[FloatArray]) -> Pixels:
    """Draw strokes with a round pen, smooth at the edges: (height, width), ink 1.

    `widths` is in pixels; or a width for each of the strokes' segments.
    """
    widest = widths if isinstance(widths, float) else max(float(each.max()) for each in widths)
    low, high = box(strokes)
    first = np.maximum(np.floor(low - widest - 2), 0).astype(int)
    last = np.minimum(np.ceil(high + widest + 2), np.array(shape[::-1])).astype(int)
    whole = np.zeros(shape, np.float32)
    if (last > first).all():
        size = last - first
        finer = int(np.clip(LARGEST / size.max(), 1, np.ceil(8 / max(widest, 1)) + 1))
        part = np.zeros((size[1] * finer, size[0] * finer), np.uint8)
        for index, stroke in enumerate(strokes):
            _draw(part, (stroke - first) * finer, finer * (widths if isinstance(widths, float) else widths[index]))
        whole[first[1] : last[1], first[0] : last[0]] = _shrunk(part, (int(size[0]), int(size[1])))
    return whole


def _draw(part: npt.NDArray[np.uint8], stroke: FloatArray, widths: float | FloatArray) -> None:
    places = np.round((stroke - 0.5) * FINENESS).astype(np.int32)
    if len(places) == 1:
        places = np.repeat(places, 2, axis=0)
    if isinstance(widths, float):
        cv2.polylines(part, [places[:, None]], False, 255, max(round(widths), 1), cv2.LINE_AA, SHIFT)
        return
    for start, end, width in zip(places[:-1].tolist(), places[1:].tolist(), widths, strict=False):
        cv2.line(part, start, end, 255, max(round(width), 1), cv2.LINE_AA, SHIFT)


def _shrunk(part: npt.NDArray[np.uint8], size: tuple[int, int]) -> Pixels:
    return np.asarray(cv2.resize(part, size, interpolation=cv2.INTER_AREA) / np.float32(255), np.float32)


def blotches(shape: tuple[int, int], rng: Generator, cells: float) -> Pixels:
    """Return smooth noise with a deviation of about 1, with `cells` hills along the longer side."""
    height, width = (max(round(side / max(shape) * cells), 1) + 3 for side in shape)
    coarse = rng.standard_normal((height, width)).astype(np.float32)
    return np.asarray(cv2.resize(coarse, shape[::-1], interpolation=cv2.INTER_CUBIC), np.float32)


def grain(shape: tuple[int, int], rng: Generator, size: float) -> Pixels:
    """Return noise with a deviation of about 1, whose grains are `size` pixels wide."""
    return blotches(shape, rng, max(shape) / max(size, 1.0))


def blurred(pixels: Pixels, sigma: float) -> Pixels:
    """Blur by `sigma` pixels; wide blurs are made on a smaller picture."""
    smaller = max(int(sigma / 6), 1)
    if smaller == 1:
        return np.asarray(cv2.GaussianBlur(pixels, (0, 0), sigma), np.float32) if sigma > 0.05 else pixels
    height, width = pixels.shape[:2]
    size = max(width // smaller, 1), max(height // smaller, 1)
    small = cv2.GaussianBlur(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), (0, 0), sigma / smaller)
    return np.asarray(cv2.resize(small, (width, height), interpolation=cv2.INTER_LINEAR), np.float32)
