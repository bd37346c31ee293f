"""Non-digits: as many as asked for, the same for the same seed, and none that is kept for tests."""

from __future__ import annotations

import numpy as np
import pytest
import torch
import torch.nn.functional as F  # noqa: N812  # the name every PyTorch reader knows

from mnist_desktop.drawing.digit_image import PART
from mnist_desktop.learning.data.hands import TENTHS
from mnist_desktop.learning.data.mnist import joined
from mnist_desktop.learning.data.non_digits import (
    KEPT_FOR_TESTS,
    LOOK_ALIKES,
    NON_DIGIT,
    by_writers,
    drawn,
    kept_for_tests,
    learnt_kinds,
    loss,
    non_digits,
)


def test_they_are_digit_images_labelled_as_no_digit() -> None:
    made = non_digits(60, seed=1)
    assert made.images.shape == (60, 28, 28)
    assert made.images.dtype == torch.uint8
    assert made.images.amax((1, 2)).min() > 200
    assert (made.labels == NON_DIGIT).all()


def test_the_same_seed_gives_the_same_ones_and_another_others() -> None:
    assert torch.equal(non_digits(40, seed=1).images, non_digits(40, seed=1).images)
    assert not torch.equal(non_digits(40, seed=1).images, non_digits(40, seed=2).images)


def test_no_digit_is_among_the_characters_and_those_left_out_are_not_either() -> None:
    characters = by_writers(range(TENTHS), without=LOOK_ALIKES + KEPT_FOR_TESTS)
    found = set(map(chr, np.unique(characters.characters).tolist()))
    assert found == set(learnt_kinds()) - set(KEPT_FOR_TESTS)
    assert not found & set("0123456789" + LOOK_ALIKES + KEPT_FOR_TESTS)


def test_every_fifth_kind_is_kept_for_tests() -> None:
    assert learnt_kinds()[::5] == KEPT_FOR_TESTS
    kept = kept_for_tests()
    assert len(kept) > 1800
    assert (kept.labels == NON_DIGIT).all()


@pytest.mark.parametrize("count", [0, 1, 51, 130])
def test_as_many_as_asked_for_are_made_in_small_parts(count: int) -> None:
    parts = list(drawn(count, seed=1))
    assert len(joined(parts)) == count
    assert all(len(part) <= PART for part in parts)


def test_without_non_digits_the_loss_is_that_of_ten_digits_and_none() -> None:
    torch.manual_seed(0)
    logits, labels = torch.randn(8, 10), torch.arange(8)
    eleven = torch.cat([logits, torch.zeros(8, 1)], dim=1)
    torch.testing.assert_close(loss(logits, labels), F.cross_entropy(eleven, labels))


def test_a_non_digit_wants_all_ten_unlikely_and_alike() -> None:
    label = torch.tensor([NON_DIGIT])
    low, high = torch.full((1, 10), -9.0), torch.full((1, 10), 9.0)
    assert loss(low, label) < loss(high, label)
    assert loss(low, label) < loss(low + 5 * F.one_hot(torch.tensor([3]), 10), label)


def test_smoothing_spreads_a_label_over_the_ten_digits_and_not_over_none() -> None:
    torch.manual_seed(0)
    logits, labels = torch.randn(8, 10), torch.arange(8)
    eleven = torch.log_softmax(torch.cat([logits, torch.zeros(8, 1)], dim=1), dim=1)
    target = torch.cat([0.9 * F.one_hot(labels, 10) + 0.01, torch.zeros(8, 1)], dim=1)
    torch.testing.assert_close(loss(logits, labels, smoothing=0.1), -(target * eleven).sum(1).mean())
