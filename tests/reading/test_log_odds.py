from __future__ import annotations

import numpy as np
import torch

from mnist_desktop.reading.log_odds import log_odds


def test_they_are_those_of_the_probability_and_their_gradients_those_of_autograd() -> None:
    logits = np.random.default_rng(0).normal(0, 4, (30, 10)).astype(np.float32)
    digits, each = np.arange(30) % 10, np.arange(30)
    in_torch = torch.tensor(logits, dtype=torch.float64, requires_grad=True)
    probabilities = in_torch.softmax(1)[each, digits]
    expected = torch.log(probabilities / (1 - probabilities))
    expected.sum().backward()
    found, gradients = log_odds(logits, digits)
    assert in_torch.grad is not None
    np.testing.assert_allclose(found, expected.detach().numpy(), rtol=1e-6, atol=1e-6)
    np.testing.assert_allclose(gradients, in_torch.grad.numpy(), rtol=1e-5, atol=1e-6)


def test_they_are_numbers_for_the_largest_logits() -> None:
    most = np.finfo(np.float32).max
    odds, gradients = log_odds(np.array([[most, *[-most] * 9], [-most, *[most] * 9]], np.float32), np.zeros(2, np.intp))
    assert np.isfinite(odds).all()
    assert np.isfinite(gradients).all()
    assert odds[0] > 0 > odds[1]
