"""Integrated gradients: that they are complete, and those that autograd gives."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from explained import NETWORKS, drawn, load

from mnist_desktop.learning.networks import restored
from mnist_desktop.reading.checkpoint import Checkpoint
from mnist_desktop.reading.integrated_gradients import integrated_gradients
from mnist_desktop.reading.predictor import network_input
from mnist_desktop.reading.question import Question, question_about

DIGITS = (0, 1, 2, 3, 4, 7)


@pytest.mark.parametrize("network", NETWORKS)
@pytest.mark.parametrize("digit", DIGITS)
def test_the_shares_add_up_to_what_the_ink_changes_in_the_lead(network: str, digit: int) -> None:
    predictor, image = load(network), drawn(digit)
    question = question_about(predictor.logits(network_input(image))[0])
    found = integrated_gradients(predictor, image, question)
    blank, full = predictor.logits(network_input([np.zeros_like(image), image]))
    lead = (full - blank)[question.digit] - (full - blank)[question.rival]
    assert found.lead == pytest.approx(lead, abs=1e-3)
    assert found.pixels.sum() == pytest.approx(lead, rel=0.02)
    assert found.sum == pytest.approx(found.pixels.sum())


@pytest.mark.parametrize("network", NETWORKS)
def test_paper_has_no_share(network: str) -> None:
    image = drawn(3)
    found = integrated_gradients(load(network), image, Question(3, 8))
    assert not found.pixels[image == 0].any()
    assert found.pixels[image > 0.5].any()


@pytest.mark.parametrize("network", NETWORKS)
def test_they_are_those_of_autograd_in_many_more_steps(network: str) -> None:
    predictor, image, question = load(network), drawn(2), Question(2, 7)
    plain = predictor.network
    in_torch = restored(Checkpoint(network, plain.options, plain.weights, predictor.calibration)).eval()
    strengths = (torch.arange(2000, dtype=torch.float32) + 0.5)[:, None, None, None] / 2000
    ink = (strengths * torch.tensor(image)).requires_grad_()
    logits = in_torch.logits((ink - 0.1307) / 0.3081)
    (logits[:, question.digit] - logits[:, question.rival]).sum().backward()
    assert ink.grad is not None
    expected = ink.grad[:, 0].mean(dim=0).numpy() * image
    found = integrated_gradients(predictor, image, question).pixels
    assert np.abs(found - expected).max() < 0.05 * np.abs(expected).max()
    assert np.corrcoef(found.flat, expected.flat)[0, 1] > 0.999
