from __future__ import annotations

import torch

from mnist_desktop.learning.distillation import distance

START = torch.eye(10)[:3] * 4


def test_what_the_start_reads_right_keeps_its_logits() -> None:
    labels = torch.tensor([0, 1, 2])
    assert distance(START, START, labels) == 0
    assert torch.isclose(distance(START + 2, START, labels), torch.tensor(4.0))


def test_what_the_start_misreads_is_free() -> None:
    labels = torch.tensor([5, 6, 2])
    moved = START.clone()
    moved[:2] += 3
    assert distance(moved, START, labels) == 0
    moved[2] += 3
    assert torch.isclose(distance(moved, START, labels), torch.tensor(9 / 3))


def test_a_non_digit_keeps_its_logits() -> None:
    assert distance(START + 1, START, torch.tensor([-1, -1, -1])) == 1
