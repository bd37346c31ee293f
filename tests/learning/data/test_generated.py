"""Drawings are the same whether they are made as a run begins or ahead of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
import torch

from mnist_desktop.catalog.training import TrainingConfig
from mnist_desktop.learning.data import generated
from mnist_desktop.learning.data.generated import generate_ahead
from mnist_desktop.learning.data.mnist import Digits
from mnist_desktop.runs.events import Preparing

CONFIG = TrainingConfig(pen_digits=60, non_digits=30, seed=7)


@pytest.fixture(autouse=True)
def nothing_made_ahead() -> Iterator[None]:
    generated._ahead.clear()
    yield
    generated._ahead.clear()


def make(config: TrainingConfig) -> tuple[Digits, list[Preparing]]:
    told, making = [], generated.generated_digits(config)
    while True:
        try:
            told.append(next(making))
        except StopIteration as end:
            return end.value, told


def test_what_was_made_ahead_is_what_would_have_been_made_and_there_at_once() -> None:
    (anew, told), _ = make(CONFIG), list(generate_ahead(CONFIG))
    ahead, told_ahead = make(CONFIG)
    assert [each.done for each in told][:2] == [50, 60]
    assert told[-1] == Preparing(90, 90)
    assert told_ahead == []
    assert torch.equal(anew.images, ahead.images)
    assert torch.equal(anew.labels, ahead.labels)


@pytest.mark.parametrize("other", [{"seed": 8}, {"pen_digits": 61}, {"non_digits": 31}])
def test_for_another_config_it_is_made_anew(other: dict[str, Any]) -> None:
    list(generate_ahead(CONFIG))
    config = replace(CONFIG, **other)
    found, told = make(config)
    assert told
    assert len(found) == config.pen_digits + config.non_digits


def test_what_was_not_made_to_its_end_is_not_taken() -> None:
    next(generate_ahead(CONFIG))
    assert make(CONFIG)[1]


def test_a_config_without_drawings_makes_none() -> None:
    found, told = make(TrainingConfig())
    assert (len(found), told) == (0, [])
