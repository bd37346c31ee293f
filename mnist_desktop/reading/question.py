"""What is asked of a network about a digit image: why this digit, or why not another."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mnist_desktop.drawing.arrays import Float32Array, FloatArray


@dataclass(frozen=True)
class Question:
    """What speaks for `digit` and against `rival`, of which one is read.

    The lead is the logit of `digit` less that of `rival`: a network that reads one of them reads `digit` if it is
    positive.
    """

    digit: int
    rival: int

    def lead(self, logits: Float32Array) -> FloatArray:
        """Return the lead in each of (n, 10) logits: (n,), and not infinite."""
        exact = logits.astype(np.float64)
        return np.asarray(exact[:, self.digit] - exact[:, self.rival])

    def seeds(self, count: int) -> Float32Array:
        """Return the (count, 10) gradients of the lead by the logits."""
        found = np.zeros((count, 10), np.float32)
        found[:, self.digit], found[:, self.rival] = 1, -1
        return found


def question_about(logits: Float32Array, digit: int | None = None) -> Question:
    """Ask about (10,) logits why the digit that is read is read, rather than the runner-up.

    With another `digit`: why that is read or is not, rather than the one that is read.
    """
    answer, runner_up = np.argsort(-logits, kind="stable")[:2].tolist()
    if digit is None or digit == answer:
        return Question(answer, runner_up)
    return Question(digit, answer)
