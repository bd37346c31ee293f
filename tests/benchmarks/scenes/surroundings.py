"""What lies around the page: a table at its edges, or a desk on which the whole page lies tilted."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import cv2
import numpy as np
from benchmarks.scenes.page import Colour, Page, Pixels, blotches, blurred
from numpy.random import Generator

from mnist_desktop.drawing.arrays import FloatArray

TABLES: Final[tuple[Colour, ...]] = (
    (0.26, 0.17, 0.11),
    (0.10, 0.10, 0.11),
    (0.42, 0.28, 0.17),
    (0.30, 0.31, 0.34),
    (0.16, 0.20, 0.26),
)
WIDEST: Final = 0.2  # share of the picture that a table takes at one side


def table_edge(page: Page, rng: Generator) -> Page:
    """A dark table beside the page, at one to three of the picture's sides."""
    outside = np.zeros(page.shape, np.float32)
    for side in rng.permutation(4)[: rng.integers(1, 4)]:
        outside = np.maximum(outside, _beyond(page, int(side), rng))
    return _on(page, outside, rng)


def on_a_desk(page: Page, rng: Generator) -> Page:
    """The page lies turned on a desk, all its four edges in the picture."""
    height, width = page.shape
    matrix = _view(page, _corners_inside(page, rng))
    pixels = np.asarray(cv2.warpPerspective(page.pixels, matrix, (width, height), flags=cv2.INTER_AREA), np.float32)
    page_mask = np.ones(page.shape, np.float32)
    inside = np.asarray(cv2.warpPerspective(page_mask, matrix, (width, height)), np.float32)
    return _on(_moved(page, pixels, matrix), 1 - inside, rng)


def tilted(page: Page, rng: Generator) -> Page:
    """The page seen from the side; it reaches beyond the picture."""
    height, width = page.shape
    matrix = _view(page, _corners(page) + rng.uniform(-0.13, 0.13, (4, 2)) * np.array([width, height]))
    if not _are_all_inside(_seen(page, matrix), page):  # another view shows the whole digit
        return tilted(page, rng)
    pixels = cv2.warpPerspective(
        page.pixels, matrix, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT
    )
    return _moved(page, np.asarray(pixels, np.float32), matrix)


def _corners(page: Page) -> FloatArray:
    height, width = page.shape
    return np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float64)


def _corners_inside(page: Page, rng: Generator) -> FloatArray:
    """Return the four corners of a page that is smaller than the picture, turned and in perspective."""
    height, width = page.shape
    middle = np.array([width, height]) / 2
    angle = np.radians(rng.uniform(-14, 14))
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    jitter = rng.uniform(-0.04, 0.04, (4, 2)) * min(page.shape)
    around = ((_corners(page) - middle) * rng.uniform(0.6, 0.8) + jitter) @ turn
    reach = np.abs(around).max(axis=0) / (middle * 0.97)
    return np.asarray(middle + around / max(1, reach.max()))


def _view(page: Page, corners: FloatArray) -> FloatArray:
    found = cv2.getPerspectiveTransform(_corners(page).astype(np.float32), corners.astype(np.float32))
    return np.asarray(found, np.float64)


def _seen(page: Page, matrix: FloatArray) -> tuple[FloatArray, ...]:
    return tuple(np.asarray(cv2.perspectiveTransform(each[:, None], matrix)[:, 0]) for each in page.strokes)


def _moved(page: Page, pixels: Pixels, matrix: FloatArray) -> Page:
    return replace(page, pixels=pixels, strokes=_seen(page, matrix))


def _are_all_inside(strokes: tuple[FloatArray, ...], page: Page) -> bool:
    points, (height, width) = np.concatenate(strokes), page.shape
    return bool((points > 0.03 * min(page.shape)).all() and (points < np.array([width, height]) * 0.97).all())


def _beyond(page: Page, side: int, rng: Generator) -> Pixels:
    """Return what lies beyond the page's edge at a side, which leaves the writing free: (height, width), 1 beyond."""
    height, width = page.shape
    low, high = page.place
    free = (low[0], low[1], width - high[0], height - high[1])[side]
    length = width if side % 2 == 0 else height
    inwards = min(rng.uniform(0.03, WIDEST) * length, 0.5 * free)
    across = height if side % 2 == 0 else width
    slope = rng.uniform(-1, 1) * min(0.12, inwards / across, 0.6 * free / across)
    y, x = np.ogrid[:height, :width]
    depth, along = ((x, y), (y, x), (width - x, y), (height - y, x))[side]
    return np.asarray((inwards - depth + slope * (along - across / 2) + 0.5).clip(0, 1), np.float32)


def _on(page: Page, outside: Pixels, rng: Generator) -> Page:
    """Put a table where the page is not, and often the page's thin shadow at its edge."""
    table = _table(page, rng)
    share = outside[..., None]
    thickness = rng.uniform(0.003, 0.012) * max(page.shape)
    dark = 1 - blurred(1 - outside, thickness) * np.float32(rng.uniform(0, 0.5))
    return replace(page, pixels=page.pixels * (1 - share) + table * share * dark[..., None])


def _table(page: Page, rng: Generator) -> Pixels:
    """Wood with its grain, or a plain cloth."""
    height, width = page.shape
    colour = np.array(TABLES[rng.integers(len(TABLES))], np.float32) * np.float32(rng.uniform(0.7, 1.2))
    if rng.random() < 0.3:
        return np.asarray(colour * (1 + 0.02 * blotches(page.shape, rng, 20))[..., None], np.float32)
    planks = rng.standard_normal((rng.integers(15, 50), 4)).astype(np.float32)
    wood = cv2.resize(planks, (width, height), interpolation=cv2.INTER_CUBIC)
    if rng.random() < 0.5:
        wood = cv2.resize(np.ascontiguousarray(wood.T), (width, height))
    return np.asarray(colour * (1 + 0.12 * wood)[..., None], np.float32)
