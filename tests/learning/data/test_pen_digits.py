"""Made-up pen digits: as many as asked for, of each as many, the same for the same seed."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
import torch

from mnist_desktop.drawing.digit_image import PART, digit_images
from mnist_desktop.learning.data.handwriting import draw
from mnist_desktop.learning.data.mnist import joined
from mnist_desktop.learning.data.pen_digits import VARIATION, drawn, load_skeletons, pen_digits

SLACK = 0.15  # of the box; control points may lie outside the curve they pull


def test_they_are_digit_images_with_their_labels() -> None:
    made = pen_digits(60, seed=1)
    assert made.images.shape == (60, 28, 28)
    assert (made.images.dtype, made.labels.dtype) == (torch.uint8, torch.int64)
    assert made.images.amax((1, 2)).min() > 200


@pytest.mark.parametrize("count", [0, 1, 7, 200, 203])
def test_the_ten_digits_are_equally_often_there(count: int) -> None:
    labels = pen_digits(count, seed=3).labels
    often = torch.bincount(labels, minlength=10)
    assert len(labels) == count
    assert often.max() - often.min() <= 1


def test_they_come_in_random_order() -> None:
    labels = pen_digits(200, seed=1).labels
    assert labels.diff().ne(0).sum() > 150


def test_the_same_seed_gives_the_same_ones_and_another_others() -> None:
    first, again, other = (pen_digits(40, seed) for seed in (1, 1, 2))
    assert torch.equal(first.images, again.images)
    assert torch.equal(first.labels, again.labels)
    assert not torch.equal(first.images, other.images)


def test_the_parts_are_small_and_hold_the_same_digits() -> None:
    parts = list(drawn(130, seed=5))
    assert [len(part) for part in parts] == [PART, PART, 130 - 2 * PART]
    together, made = joined(parts), pen_digits(130, seed=5)
    found = [
        sorted((int(label), image.numpy().tobytes()) for image, label in zip(each.images, each.labels, strict=True))
        for each in (together, made)
    ]
    assert found[0] == found[1]


def test_an_image_bears_the_label_of_its_digit() -> None:
    """Zeros are hollow in the middle, as written here; ones are narrower than any other digit."""
    made = pen_digits(1000, seed=2)
    ink = made.images.float() / 255
    width = ((ink.amax(1) > 0.5).sum(1)).float()
    assert width[made.labels == 1].mean() < min(width[made.labels == digit].mean() for digit in range(10) if digit != 1)
    middle = ink[:, 13:15, 13:15].mean((1, 2))
    assert middle[made.labels == 0].mean() < 0.2 < middle[made.labels == 8].mean()


def test_every_skeleton_is_well_formed() -> None:
    skeletons = load_skeletons()
    assert len({skeleton.name for skeleton in skeletons}) == len(skeletons)
    for skeleton in skeletons:
        assert skeleton.name.startswith(f"{skeleton.digit} ")
        assert skeleton.weight > 0
        points = np.concatenate(list(skeleton.strokes))
        assert points.shape == (len(points), 2)
        assert (points >= -SLACK).all(), skeleton.name
        assert (points <= 1 + SLACK).all(), skeleton.name
        assert np.ptp(points[:, 1]) > 0.9, skeleton.name


def test_every_digit_is_written_in_many_ways() -> None:
    ways = Counter(skeleton.digit for skeleton in load_skeletons())
    assert set(ways) == set(range(10))
    assert min(ways.values()) >= 6


@pytest.mark.parametrize(("digit", "least", "most"), [(1, 20, 70), (7, -12, 12)])
def test_a_flag_rises_and_a_top_is_level(digit: int, least: float, most: float) -> None:
    """What tells a 1 with a flag from a 7."""
    for skeleton in load_skeletons():
        is_corner = (np.diff(skeleton.strokes[0], axis=0) == 0).all(axis=1)
        if skeleton.digit == digit and is_corner.any() and "hook" not in skeleton.name:
            across, down = skeleton.strokes[0][np.flatnonzero(is_corner)[0]] - skeleton.strokes[0][0]
            assert least <= np.degrees(np.arctan2(-down, across)) <= most, skeleton.name


def test_heavier_skeletons_are_drawn_more_often() -> None:
    made = pen_digits(4000, seed=0)
    zeros = made.images[made.labels == 0]
    crossed = sum(1 for image in zeros if image[12:16, 12:16].max() > 200)  # slashed and dotted ones
    weights = {skeleton.name: skeleton.weight for skeleton in load_skeletons() if skeleton.digit == 0}
    marked = sum(weights[name] for name in ("0 slashed", "0 slashed inside", "0 dotted")) / sum(weights.values())
    assert 0.5 * marked < crossed / len(zeros) < 2.5 * marked


def test_no_digit_is_a_speck() -> None:
    random = np.random.default_rng(0)
    for skeleton in load_skeletons():
        images = digit_images(list(draw(skeleton.strokes, 4, VARIATION, random)), canvas=1.0)
        rows = (images.max(axis=2) > 0.5).sum(axis=1)
        columns = (images.max(axis=1) > 0.5).sum(axis=1)
        assert np.maximum(rows, columns).min() >= 19, skeleton.name
