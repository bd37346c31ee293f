"""Pen digits: as many as asked for, by the writers asked for, the same for the same seed."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from mnist_desktop.drawing.digit_image import PART
from mnist_desktop.learning.data import hands
from mnist_desktop.learning.data.hands import TESTED, digits_by
from mnist_desktop.learning.data.mnist import joined
from mnist_desktop.learning.data.pen_digits import (
    HELD_OUT,
    TRAINED,
    as_written,
    chosen_evenly,
    dataset,
    drawn,
    pen_digits,
)


def test_they_are_digit_images_with_their_labels() -> None:
    made = pen_digits(60, seed=1)
    assert made.images.shape == (60, 28, 28)
    assert (made.images.dtype, made.labels.dtype) == (torch.uint8, torch.int64)
    assert made.images.amax((1, 2)).min() > 200


@pytest.mark.parametrize("count", [0, 1, 7, 203])
def test_as_many_as_asked_for_are_made_down_to_none(count: int) -> None:
    assert len(pen_digits(count, seed=3)) == count


def test_they_come_in_random_order_and_each_digit_often() -> None:
    labels = pen_digits(1000, seed=1).labels
    assert labels.diff().ne(0).sum() > 800
    assert torch.bincount(labels, minlength=10).min() > 70


def test_the_same_seed_gives_the_same_ones_and_another_others() -> None:
    first, again, other = (pen_digits(40, seed) for seed in (1, 1, 2))
    assert torch.equal(first.images, again.images)
    assert torch.equal(first.labels, again.labels)
    assert not torch.equal(first.images, other.images)


def test_the_parts_are_small_and_hold_the_same_digits() -> None:
    parts = list(drawn(130, seed=5))
    assert [len(part) for part in parts] == [PART, PART, 130 - 2 * PART]
    assert torch.equal(joined(parts).images, pen_digits(130, seed=5).images)


def test_writers_are_for_training_for_calibration_or_for_tests_alone() -> None:
    groups = [set(digits_by(tenths).writers.tolist()) for tenths in (TRAINED, HELD_OUT, TESTED)]
    assert sum(map(len, groups)) == len(set.union(*groups)) == 298


def test_large_collections_are_drawn_less_often_than_in_proportion_and_all_are_drawn() -> None:
    written = digits_by(TRAINED)
    chosen = chosen_evenly(written, 50_000, np.random.default_rng(0))
    share, drawn_share = (
        np.bincount(each, minlength=18) / len(each) for each in (written.collections, written.collections[chosen])
    )
    assert drawn_share[0] < share[0]
    assert drawn_share.max() < 0.3
    assert set(written.collections[chosen].tolist()) == set(written.collections.tolist())


def test_a_collection_s_digits_are_chosen_equally_often_give_or_take_one() -> None:
    written = digits_by(TRAINED)
    often = np.bincount(chosen_evenly(written, 50_000, np.random.default_rng(0)), minlength=len(written))
    for collection in np.unique(written.collections):
        assert np.ptp(often[written.collections == collection]) <= 1


def test_the_data_set_is_all_of_them_as_written_and_those_held_out_last() -> None:
    data = dataset()
    everything = hands.load()
    assert len(data.train) + len(data.test) == everything.are_digits.sum()
    assert torch.equal(data.test.images, as_written(TESTED).images)
    assert torch.equal(data.last(50_000).images, as_written(HELD_OUT).images)
    assert len(data.last(100)) == 100
    assert torch.bincount(data.test.labels, minlength=10).min() > 150


def test_an_image_bears_the_label_of_its_digit() -> None:
    """A one is narrow, and the middle of an eight is inked more than that of a zero."""
    ink, labels = dataset().test.images.float() / 255, dataset().test.labels
    width = ((ink.amax(1) > 0.5).sum(1)).float()
    assert width[labels == 1].mean() < min(width[labels == digit].mean() for digit in range(10) if digit != 1)
    middle = ink[:, 13:15, 13:15].mean((1, 2))
    assert middle[labels == 0].mean() < 0.5 < middle[labels == 8].mean()
