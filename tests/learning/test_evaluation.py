from __future__ import annotations

import math

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from mnist_desktop.learning.data.mnist import Dataset
from mnist_desktop.learning.evaluation import BATCH, all_logits, evaluate, evaluate_in_parts, reading, score
from mnist_desktop.learning.networks import NETWORKS, CNNNet, build
from mnist_desktop.runs.events import Scoring


@settings(deadline=None, max_examples=50)
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=200))
def test_every_reading_is_counted_once(pairs: list[tuple[int, int]]) -> None:
    labels, read = torch.tensor(pairs).unbind(1)
    found = score(torch.eye(10)[read] * 20, labels, "some")
    assert found.name == "some"
    assert found.count == len(pairs) == sum(map(sum, found.confusion))
    assert found.accuracy == pytest.approx(sum(a == b for a, b in pairs) / len(pairs))
    for label in range(10):
        for digit in range(10):
            assert found.confusion[label][digit] == pairs.count((label, digit))


def test_the_loss_is_in_nats() -> None:
    assert score(torch.zeros(3, 10), torch.tensor([1, 2, 3]), "some").loss == pytest.approx(math.log(10))


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
