"""Small pictures to test with: paper, digits of `hands` on it, and what else may be there."""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np
from hands import DIGITS, Strokes

from mnist_desktop.drawing.arrays import FloatArray
from mnist_desktop.pictures.picture import Pixels

Colour = tuple[int, int, int]
Place = tuple[float, float, float, float]  # left, top, right, bottom in pixels
Spot = tuple[int, int]

PAPER: Final[Colour] = (225, 222, 215)
BLUE: Final[Colour] = (40, 50, 110)
GREY: Final[Colour] = (150, 150, 150)
MIDDLE: Final[Place] = (100, 75, 200, 225)
FRACTION: Final = 4  # bits of a fraction of a pixel, as OpenCV takes them


def sheet(width: int = 300, height: int = 300, colour: Colour = PAPER) -> Pixels:
    """Return paper with a little noise, as of a camera."""
    noise = np.random.default_rng(0).normal(0, 2, (height, width, 3))
    return np.asarray((np.array(colour) + noise).clip(0, 255), np.uint8)


def draw(page: Pixels, strokes: Strokes, place: Place = MIDDLE, pen: int = 4, colour: Colour = BLUE) -> Pixels:
    """Draw strokes of a unit box at a place of a page, which is changed and returned."""
    left, top, right, bottom = place
    for stroke in strokes:
        points = np.array(stroke) * (right - left, bottom - top) + (left, top)
        cv2.polylines(page, [_fixed(points)], False, colour, pen, cv2.LINE_AA, FRACTION)
    return page


def digit(number: int, pen: int = 4, colour: Colour = BLUE, paper: Colour = PAPER) -> Pixels:
    """Return a digit in the middle of a sheet."""
    return draw(sheet(colour=paper), DIGITS[number], MIDDLE, pen, colour)


def line(page: Pixels, start: Spot, end: Spot, pen: int, colour: Colour = BLUE) -> Pixels:
    """Draw a line on a page, which is changed and returned."""
    cv2.line(page, start, end, colour, pen, cv2.LINE_AA)
    return page


def box(page: Pixels, low: Spot, high: Spot, pen: int, colour: Colour = BLUE) -> Pixels:
    """Draw a rectangle on a page, which is changed and returned."""
    cv2.rectangle(page, low, high, colour, pen)
    return page


def spot(page: Pixels, middle: Spot, radius: int, colour: Colour = BLUE) -> Pixels:
    """Draw a disc on a page, which is changed and returned."""
    cv2.circle(page, middle, radius, colour, -1, cv2.LINE_AA)
    return page


def lit(page: Pixels, light: FloatArray) -> Pixels:
    """Return a page under uneven light, (height, width) shares of its brightness."""
    return np.asarray((page * light[..., None]).clip(0, 255), np.uint8)


def shadow(page: Pixels, dark: float = 0.6, edge: int = 5) -> Pixels:
    """Return a page with a shadow on its lower right, whose edge of some pixels crosses the middle."""
    height, width = page.shape[:2]
    down, right = np.mgrid[:height, :width]
    light = np.where(down * 0.7 + right > (0.7 * height + width) / 2, dark, 1.0)
    return lit(page, np.asarray(cv2.blur(light, (edge, edge))))


def gleam(page: Pixels, middle: Spot, radius: float = 25) -> Pixels:
    """Return a page with a highlight that is brighter than all else."""
    down, right = np.mgrid[: page.shape[0], : page.shape[1]]
    far = ((right - middle[0]) ** 2 + (down - middle[1]) ** 2) / radius**2
    glow = 255 * np.exp(-(far**2))[..., None]
    return np.asarray((page + glow).clip(0, 255), np.uint8)


def on_table(page: Pixels, colour: Colour = (60, 45, 35), turn: float = 8) -> Pixels:
    """Return a page that lies a little turned, in degrees, on a table that is seen on all sides."""
    height, width = page.shape[:2]
    move = cv2.getRotationMatrix2D((width / 2, height / 2), turn, 0.75)
    table = (width, height)
    return np.asarray(cv2.warpAffine(page, move, table, None, cv2.INTER_LINEAR, cv2.BORDER_CONSTANT, colour), np.uint8)


def _fixed(points: FloatArray) -> FloatArray:
    return np.asarray(np.rint(points * 2**FRACTION), np.int32)
