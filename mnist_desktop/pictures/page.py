"""Finds the page in a photo that shows more than it, and covers what lies beside it with paper."""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np

from mnist_desktop.drawing.arrays import Flags
from mnist_desktop.pictures.picture import Pixels

SIDE: Final = 200  # pixels; the page is sought in a small copy
SMOOTH: Final = 7  # pixels of that copy, wider than a pen
DARKER: Final = 0.5  # of the page's brightness at its edge; what lies beyond is darker than a shadow
MOST_BEYOND: Final = 0.8  # share of what lies beyond that is so dark
LEAST_SHARE: Final = 0.1  # of the picture
MOST_SHARE: Final = 0.99
CONVEX: Final = 0.93  # share of its convex hull that a page fills
BRIGHT: Final = 0.83  # share of it that is bright; the rest is ink
NARROWEST: Final = 0.2  # times its length is a page wide at least; a 1 of a wide pen is narrower
LEAST_EDGE: Final = 20  # pixels of the copy
MARGIN: Final = 9  # pixels of the copy; twice as far from its edge a page is taken as it is
NEAR: Final = 61  # pixels of the copy; paper is taken from within this square

SQUARE: Final = np.ones((3, 3), np.uint8)


def page_alone(pixels: Pixels) -> Pixels:
    """Return (h, w, 3) pixels with what lies beside the page in the page's colour, or unchanged without such a page.

    A page is bright, convex, and has a sharp edge; so a shadow makes none.
    """
    height, width = pixels.shape[:2]
    scale = min(1.0, SIDE / max(height, width))
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    small = np.asarray(cv2.medianBlur(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), SMOOTH), np.uint8)
    page = _brightest_region(small)
    if page is None or not _is_page(small, page):
        return pixels
    inner = np.asarray(cv2.erode(page.astype(np.uint8), np.ones((MARGIN, MARGIN), np.uint8)), np.uint8)
    return _covered(pixels, small, inner) if inner.any() else pixels


def _brightest_region(small: Pixels) -> Flags | None:
    """Return the convex hull of the largest bright region, if it nearly fills it and has no large hole: (h, w) bool."""
    _, bright = cv2.threshold(small.max(axis=2), 0, 1, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    outlines, _ = cv2.findContours(bright, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    if not outlines:
        return None
    outline = max(outlines, key=cv2.contourArea)
    shorter, longer = sorted(cv2.minAreaRect(outline)[1])
    region, hull = (
        cv2.fillPoly(np.zeros(bright.shape, np.uint8), [each], 1) for each in (outline, cv2.convexHull(outline))
    )
    is_sheet = (
        shorter >= NARROWEST * longer and region.sum() >= CONVEX * hull.sum() and bright[hull > 0].mean() >= BRIGHT
    )
    return hull > 0 if is_sheet else None


def _is_page(small: Pixels, region: Flags) -> bool:
    """Return whether all around its edge a region is much brighter than what lies beyond."""
    filled = region.astype(np.uint8)
    beyond = (cv2.dilate(filled, SQUARE, iterations=3) > 0) & (cv2.dilate(filled, SQUARE) == 0)
    within = (cv2.erode(filled, SQUARE) > 0) & (cv2.erode(filled, SQUARE, iterations=3) == 0)
    if not LEAST_SHARE <= region.mean() < MOST_SHARE or beyond.sum() < LEAST_EDGE:
        return False
    brightness = small.max(axis=2)
    return bool(np.quantile(brightness[beyond], MOST_BEYOND) <= DARKER * np.median(brightness[within]))


def _covered(pixels: Pixels, small: Pixels, inner: Pixels) -> Pixels:
    """Fill all but the inner part of the page, 1 in the small copy, with the colours of the nearest part of it."""
    share = cv2.blur(inner.astype(np.float32), (NEAR, NEAR))[..., None] + 1e-3
    usual = np.median(small[inner > 0], axis=0)
    near = (cv2.blur(small * inner[..., None].astype(np.float32), (NEAR, NEAR)) + 1e-3 * usual) / share
    size = pixels.shape[1::-1]
    paper = cv2.resize(near, size, interpolation=cv2.INTER_LINEAR).clip(0, 255).astype(np.uint8)
    is_page = cv2.resize(inner, size, interpolation=cv2.INTER_NEAREST) > 0
    return np.where(is_page[..., None], pixels, paper)
