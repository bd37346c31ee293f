from __future__ import annotations

import pytest
import torch

from mnist_desktop.learning.data.mnist import Dataset
from mnist_desktop.learning.evaluation import BATCH, all_logits, evaluate, evaluate_in_parts, reading
from mnist_desktop.learning.networks import NETWORKS, CNNNet, build
from mnist_desktop.runs.events import Scoring


@pytest.mark.parametrize("name", NETWORKS)
def test_digits_are_read_in_batches_as_they_are_one_by_one(name: str, data: Dataset) -> None:
    network, digits = build(name, {}).eval(), data.test[: BATCH + 7]
    logits = all_logits(network, digits)
    assert logits.shape == (BATCH + 7, 10)
    with torch.inference_mode():
        torch.testing.assert_close(logits[-3:], network.logits(digits[-3:].normalised()), rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("is_training", [True, False])
def test_dropout_is_off_while_reading_and_the_mode_comes_back(is_training: bool, tiny: Dataset) -> None:
    network = CNNNet(dropout=0.5).train(is_training)
    assert evaluate(network, tiny.test, "some") == evaluate(network, tiny.test, "some")
    assert network.training is is_training


def test_the_mode_comes_back_after_an_error_too() -> None:
    network = CNNNet().train()
    with pytest.raises(ZeroDivisionError), reading(network):
        raise ZeroDivisionError
    assert network.training


def test_in_parts_it_is_the_same_and_says_how_far_it_is(data: Dataset) -> None:
    network, digits = CNNNet(dropout=0.5), data.test[: BATCH + 7]
    scoring = evaluate_in_parts(network, digits, "some")
    assert [next(scoring), next(scoring)] == [Scoring(BATCH, BATCH + 7), Scoring(BATCH + 7, BATCH + 7)]
    with pytest.raises(StopIteration) as end:
        next(scoring)
    assert end.value.value == evaluate(network, digits, "some")
