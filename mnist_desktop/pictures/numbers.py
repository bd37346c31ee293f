"""Groups the ink of a picture into the digits that it may show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import cv2
import numpy as np

from mnist_desktop.drawing.arrays import Flags, GreyImage, Indices
from mnist_desktop.drawing.box import Box
from mnist_desktop.drawing.segmentation import Candidate, Layout, Segmentation, layouts_of
from mnist_desktop.pictures.digit_image import digit_image
from mnist_desktop.pictures.ink import Ink, inks
from mnist_desktop.pictures.page import page_alone
from mnist_desktop.pictures.parts import Parts, parts_of
from mnist_desktop.pictures.picture import Picture
from mnist_desktop.pictures.splitting import SplitStrokes, split_strokes
from mnist_desktop.pictures.strokes import are_clear, is_fading, sort

MOST_PARTS: Final = 60  # of one size; more are a texture
LEAST_MASS: Final = 0.1  # of the most ink found in one size; with less, the strokes are hollow or fade
ENOUGH_MASS: Final = 0.95  # of the most ink; more speaks no more for a size
MASS_WEIGHT: Final = 20.0  # log-probability of a size for each share of the most ink that it lacks,
MOST_LACKING: Final = 3.5  # and at most; so what is no digit never wins by its mass
INKED: Final = 0.7  # strength at least of a pixel that is ink
CLEAR: Final = 0.4  # strength at most of a pixel that is not


@dataclass(frozen=True, eq=False)
class _Writing:
    """The strokes of digits found in one size of a picture, and the lines beside them."""

    ink: Ink
    parts: Parts
    strokes: Indices
    lines: Indices

    @property
    def mass(self) -> float:
        """How much ink the strokes and lines have, in the picture's pixels."""
        return self.stroke_mass + float(self.parts.masses[self.lines].sum()) * self.ink.shrunk**2

    @property
    def stroke_mass(self) -> float:
        """How much ink the strokes have alone, in the picture's pixels."""
        return float(self.parts.masses[self.strokes].sum()) * self.ink.shrunk**2

    @property
    def is_clear(self) -> bool:
        """Whether all strokes are surely ink of a pen."""
        return bool(are_clear(self.parts)[self.strokes].all())

    @property
    def is_fading(self) -> bool:
        """Whether a larger size than this one shows the strokes better, if there is one."""
        return self.ink.shrunk > 1 and is_fading(self.parts, self.strokes)

    def layouts(self, most: float) -> list[Layout]:
        lacking = min(MASS_WEIGHT * max(0.0, ENOUGH_MASS - self.mass / most), MOST_LACKING)
        split = split_strokes(self.parts, self.strokes)

        def render(groups: Sequence[Indices]) -> GreyImage:
            return np.stack([_digit_image(self.ink, split, group) for group in groups])

        found = layouts_of(split.pieces, render)
        return [replace(layout, prior=layout.prior - lacking) for layout in found]


def _digit_image(ink: Ink, split: SplitStrokes, members: Indices) -> GreyImage:
    left, top = np.maximum(split.pieces.low[members].min(axis=0).astype(int) - 2, 0)
    right, bottom = split.pieces.high[members].max(axis=0).astype(int) + 2
    place = np.s_[top:bottom, left:right]
    inside = np.isin(split.labels[place], members + 1)
    edge = cv2.dilate(inside.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    strength = ink.strength[place]
    firm = np.where(inside, np.maximum(strength, INKED), np.minimum(strength, CLEAR))
    return digit_image(np.where(edge, firm, 0).astype(np.float32))


def layouts(picture: Picture) -> list[Layout]:
    """Return the ways to see the ink of a picture as rows of digits, with boxes in pixels of its file.

    There are none if nothing in it may be a stroke of a pen.
    """
    found = list(_writings(picture))
    if any(each.is_clear and not each.is_fading for each in found):
        found = [each for each in found if not each.is_fading]
    most = max((each.mass for each in found), default=0.0)
    return [
        _in_file(layout, each.ink.shrunk * picture.shrunk)
        for each in found
        if each.mass >= LEAST_MASS * most
        for layout in each.layouts(most)
    ]


def one_digit(picture: Picture) -> GreyImage | None:
    """Return the digit image of all strokes together, in the finest size that shows them whole; None without any."""
    found = list(_writings(picture))
    most = max((each.stroke_mass for each in found), default=0.0)
    whole = next((each for each in found if each.stroke_mass >= ENOUGH_MASS * most), None)
    if whole is None:
        return None
    split = split_strokes(whole.parts, whole.strokes)
    return _digit_image(whole.ink, split, np.arange(len(split.pieces)))


def _writings(picture: Picture) -> Iterator[_Writing]:
    """Yield the strokes in each size in which there are some. The frames of a finer size are no strokes."""
    framed = np.zeros((1, 1), np.bool_)
    for found_ink in inks(page_alone(picture.pixels)):
        framed = _in_size(framed, found_ink)
        ink = replace(found_ink, inside=found_ink.inside & ~framed)
        parts = parts_of(ink)
        found = sort(parts)
        if 0 < len(found.strokes) <= MOST_PARTS:
            yield _Writing(ink, parts, found.strokes, found.lines)
        framed |= parts.ink_of(found.frames, np.s_[:, :])


def _in_size(frames: Flags, ink: Ink) -> Flags:
    """Return where frames are in the size of `ink`, with the edge that they have there."""
    height, width = ink.inside.shape
    coarse = cv2.resize(frames.astype(np.uint8) * 255, (width, height), interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.dilate(coarse, np.ones((3, 3), np.uint8)) > 0)


def _in_file(layout: Layout, scale: float) -> Layout:
    return replace(layout, rows=tuple(_scaled(row, scale) for row in layout.rows))


def _scaled(row: Segmentation, scale: float) -> Segmentation:
    return replace(row, candidates=tuple(_with_box(each, scale) for each in row.candidates))


def _with_box(candidate: Candidate, scale: float) -> Candidate:
    box = candidate.box
    assert box is not None
    return replace(candidate, box=Box(*(scale * side for side in (box.x, box.y, box.width, box.height))))
