"""What a camera does to a picture: blur and noise."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import cv2
import numpy as np
from benchmarks.scenes.page import Page, Pixels, Step, blurred
from numpy.random import Generator


def camera(noise: tuple[float, float] = (0.003, 0.015), blur: tuple[float, float] = (0.3, 0.9)) -> Step:
    """Blur by so many pixels, then add noise of such a deviation, partly in grains of several pixels."""

    def take(page: Page, rng: Generator) -> Page:
        strength = rng.uniform(*noise)
        sharp = blurred(page.pixels, rng.uniform(*blur))
        height, width = page.shape
        coarse = rng.standard_normal((height // 2 + 1, width // 2 + 1, 3), np.float32)
        noisy = sharp + np.float32(0.6 * strength) * np.asarray(cv2.resize(coarse, (width, height)), np.float32)
        noisy += np.float32(strength) * rng.standard_normal((height, width, 1), np.float32)
        return replace(page, pixels=noisy.clip(0, 1))

    return take


def out_of_focus(page: Page, rng: Generator) -> Page:
    """A blur of about half the pen's width or more, or one in the direction in which the camera moved."""
    sigma = rng.uniform(0.35, 0.7) * page.pen_width
    if rng.random() < 0.6:
        return replace(page, pixels=blurred(page.pixels, sigma))
    return replace(page, pixels=_shaken(page.pixels, 2.5 * sigma, rng))


def _shaken(pixels: Pixels, reach: float, rng: Generator) -> Pixels:
    side = 2 * int(np.ceil(reach / 2)) + 3
    path = np.zeros((side, side), np.float32)
    angle, middle = rng.uniform(0, np.pi), side // 2
    step = np.array([np.cos(angle), np.sin(angle)]) * reach / 2
    start, end = (np.round((middle + sign * step) * 16).astype(int).tolist() for sign in (-1, 1))
    cv2.line(path, start, end, 1.0, 1, cv2.LINE_AA, 4)
    return np.asarray(cv2.filter2D(pixels, -1, path / path.sum()), np.float32)


everyday_camera: Final = camera()
noisy_camera: Final = camera(noise=(0.03, 0.06), blur=(0.5, 1.2))
