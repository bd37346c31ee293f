"""Light that is not even: falling off, shadows, highlights."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt
from benchmarks.scenes.page import Colour, Page, Pixels, Step, blotches, blurred
from numpy.random import Generator

from mnist_desktop.drawing.arrays import FloatArray

MAP_SIDE: Final = 1000  # pixels; outlines of things are drawn on a picture of this size


def falling_off(share: float) -> Step:
    """Light that loses `share` of its strength from one side to the other."""

    def dim(page: Page, rng: Generator) -> Page:
        angle = rng.uniform(0, 2 * np.pi)
        along = _along(page, angle)
        position = (along - along.min()) / np.ptp(along)
        return _lit(page, 1 - share * position ** rng.uniform(0.8, 1.6))

    return dim


def vignette(page: Page, rng: Generator) -> Page:
    """Dark corners, as a cheap lens or a lamp makes them."""
    height, width = page.shape
    y, x = np.ogrid[:height, :width]
    centre = np.array([width, height]) * rng.uniform(0.4, 0.6, 2)
    away = np.hypot(x - centre[0], y - centre[1]) / np.hypot(width, height) * 2
    return _lit(page, (1 - rng.uniform(0.4, 0.7) * away ** rng.uniform(1.5, 3)).astype(np.float32).clip(0.15, 1))


def hand_shadow(page: Page, rng: Generator) -> Page:
    """The shadow of a hand or of the phone, with a soft edge."""
    outline = _hand if rng.random() < 0.5 else _phone
    dark = blurred(outline(page, rng), rng.uniform(0.015, 0.06) * max(page.shape))
    return _shaded(page, dark, rng.uniform(0.3, 0.6), rng)


def hard_shadow(page: Page, rng: Generator) -> Page:
    """A shadow whose edge is hard and crosses the digit."""
    low, high = page.place
    through = low + (high - low) * rng.uniform(0.2, 0.8, 2)
    return _shaded(page, _half(page, through, rng, rng.uniform(0.5, 4)), rng.uniform(0.3, 0.5), rng)


def two_shadows(page: Page, rng: Generator) -> Page:
    """Two shadows with edges, of two lamps, one over the other."""
    height, width = page.shape
    for _ in range(2):
        through = np.array([width, height]) * rng.uniform(0.25, 0.75, 2)
        softness = rng.uniform(0.002, 0.03) * max(page.shape)
        page = _shaded(page, _half(page, through, rng, softness), rng.uniform(0.2, 0.4), rng)
    return page


def cast_shadow(page: Page, rng: Generator) -> Page:
    """The shadow of something beside the page, with a soft edge."""
    height, width = page.shape
    through = np.array([width, height]) * rng.uniform(0.2, 0.8, 2)
    dark = _half(page, through, rng, rng.uniform(0.01, 0.06) * max(page.shape))
    return _shaded(page, dark, rng.uniform(0.3, 0.6), rng)


def highlight(page: Page, rng: Generator) -> Page:
    """The reflection of a lamp: a spot brighter than what it lies on, beside the digit or over its rim."""
    height, width = page.shape
    y, x = np.ogrid[:height, :width]
    low, high = page.place
    for _ in range(rng.integers(1, 3)):
        reach = rng.uniform(0.12, 0.35, 2) * page.height
        centre = _beside(low - 0.6 * reach, high + 0.6 * reach, np.array([width, height], np.float64), rng)
        away = ((x - centre[0]) / reach[0]) ** 2 + ((y - centre[1]) / reach[1]) ** 2
        spot = np.exp(-(away ** rng.uniform(0.7, 1.5))).astype(np.float32) * np.float32(rng.uniform(0.8, 1.3))
        page = page.inked(spot.clip(0, 1), (1.0, 1.0, 0.98))
    return page


def dim(page: Page, rng: Generator) -> Page:
    """Little light."""
    return replace(page, pixels=page.pixels * np.float32(rng.uniform(0.22, 0.45)))


def duller(page: Page, rng: Generator) -> Page:
    """A bit less light, so that a highlight is brighter than the paper."""
    return replace(page, pixels=page.pixels * np.float32(rng.uniform(0.7, 0.88)))


def room_light(page: Page, rng: Generator) -> Page:
    """The light of every photo: nearly even, slightly coloured."""
    along = _along(page, rng.uniform(0, 2 * np.pi))
    even = 1 - rng.uniform(0, 0.15) * (along - along.min()) / np.ptp(along)
    cast = (1 + rng.normal(0, 0.025, 3)) * rng.uniform(0.85, 1.02)
    return _lit(page, even, (float(cast[0]), float(cast[1]), float(cast[2])))


def _lit(page: Page, light: Pixels, colour: Colour = (1.0, 1.0, 1.0)) -> Page:
    return replace(page, pixels=(page.pixels * light[..., None] * np.array(colour, np.float32)).clip(0, 1))


def _shaded(page: Page, dark: Pixels, depth: float, rng: Generator) -> Page:
    """Take `depth` of the light where it is dark; less of the blue, which comes from the sky."""
    blue = rng.uniform(0, 0.06)
    return page.stained(dark, (1 - depth - blue, 1 - depth, 1 - depth + blue))


def _along(page: Page, angle: float) -> Pixels:
    """Return how far each pixel lies in a direction, in pixels."""
    height, width = page.shape
    y, x = np.ogrid[:height, :width]
    return np.asarray(x * np.cos(angle) + y * np.sin(angle), np.float32)


def _half(page: Page, through: FloatArray, rng: Generator, softness: float) -> Pixels:
    """Darken one side of a slightly bent line through a point: (height, width), dark 1."""
    angle = rng.uniform(0, 2 * np.pi)
    bend = rng.choice([0.0, 0.015]) * max(page.shape) * blotches(page.shape, rng, 3)
    away = _along(page, angle) - (through[0] * np.cos(angle) + through[1] * np.sin(angle)) + bend
    return np.asarray((0.5 + away / (2 * softness)).clip(0, 1), np.float32)


def _beside(low: FloatArray, high: FloatArray, size: FloatArray, rng: Generator) -> FloatArray:
    """Choose a place outside a box, or a corner where there is hardly any."""
    for _ in range(100):
        place = size * rng.uniform(0, 1, 2)
        if (place < low).any() or (place > high).any():
            return np.asarray(place)
    return np.zeros(2)


def _hand(page: Page, rng: Generator) -> Pixels:
    """The outline of a palm with fingers that reach in from a side."""
    shadow = np.zeros((MAP_SIDE, MAP_SIDE), np.uint8)
    palm = rng.uniform(0.2, 0.8) * MAP_SIDE
    cv2.ellipse(shadow, (int(palm), MAP_SIDE), (int(0.28 * MAP_SIDE), int(0.3 * MAP_SIDE)), 0, 0, 360, 1, -1)
    for finger in np.linspace(-0.2, 0.2, 4) * MAP_SIDE:
        tip = palm + 1.8 * finger, MAP_SIDE * rng.uniform(0.35, 0.6)
        ends = np.array([[palm + finger, 0.85 * MAP_SIDE], tip]).astype(np.int32)
        cv2.polylines(shadow, [ends[:, None]], False, 1, int(0.09 * MAP_SIDE))
    return _fitted(shadow, page, rng)


def _phone(page: Page, rng: Generator) -> Pixels:
    """The outline of a telephone held over the page."""
    shadow = np.zeros((MAP_SIDE, MAP_SIDE), np.uint8)
    centre = MAP_SIDE * rng.uniform([0.2, 0.5], [0.8, 0.95])
    sides = MAP_SIDE * rng.uniform([0.35, 0.5], [0.5, 0.8])
    corners = cv2.boxPoints(((centre[0], centre[1]), (sides[0], sides[1]), rng.uniform(-30, 30)))
    cv2.fillPoly(shadow, [corners.astype(np.int32)[:, None]], 1)
    return _fitted(shadow, page, rng)


def _fitted(shadow: npt.NDArray[np.uint8], page: Page, rng: Generator) -> Pixels:
    turned = np.rot90(shadow, int(rng.integers(4)))
    return np.asarray(cv2.resize(turned.astype(np.float32), page.shape[::-1]), np.float32)
