"""Made-up non-digits: as many as asked for, the same for the same seed, and none that is kept for tests."""

from __future__ import annotations

import torch

from mnist_desktop.drawing.digit_image import PART
from mnist_desktop.learning.data.mnist import joined
from mnist_desktop.learning.data.non_digits import NON_DIGIT, drawn, kept_for_tests, load_skeletons, loss, non_digits


def test_they_are_digit_images_labelled_as_no_digit() -> None:
    made = non_digits(60, seed=1)
    assert made.images.shape == (60, 28, 28)
    assert made.images.dtype == torch.uint8
    assert made.images.amax((1, 2)).min() > 200
    assert (made.labels == NON_DIGIT).all()


def test_the_same_seed_gives_the_same_ones_and_another_others() -> None:
    assert torch.equal(non_digits(20, seed=1).images, non_digits(20, seed=1).images)
    assert not torch.equal(non_digits(20, seed=1).images, non_digits(20, seed=2).images)


def test_those_kept_for_tests_are_not_among_those_trained_on() -> None:
    assert not set(load_skeletons("train")) & set(load_skeletons("kept for tests"))


def test_each_of_those_kept_for_tests_is_drawn_as_often_and_none_for_training() -> None:
    kept = kept_for_tests(each=2)
    assert len(kept) == 2 * len(load_skeletons("kept for tests"))
    assert (kept.labels == NON_DIGIT).all()
    assert torch.equal(kept.images, kept_for_tests(each=2).images)


def test_skeletons_and_scribbles_come_in_small_parts_the_same_as_at_once() -> None:
    parts = list(drawn(130, seed=1))
    assert [len(part) for part in parts] == [PART, PART, 130 - 2 * PART]
    assert torch.equal(joined(parts).images, non_digits(130, seed=1).images)


def test_as_many_as_asked_for_are_made_down_to_none() -> None:
    assert [len(non_digits(count, seed=4)) for count in (0, 1, 51)] == [0, 1, 51]


def test_without_non_digits_the_loss_is_the_negative_log_likelihood() -> None:
    scores = torch.log_softmax(torch.randn(8, 10), dim=1)
    labels = torch.arange(8)
    assert torch.isclose(loss(scores, labels), torch.nn.functional.nll_loss(scores, labels))


def test_a_non_digit_wants_all_ten_alike() -> None:
    even = torch.full((1, 10), 0.1).log()
    certain = torch.log_softmax(torch.eye(10)[:1] * 9, dim=1)
    label = torch.tensor([NON_DIGIT])
    assert loss(even, label) < loss(certain, label)
