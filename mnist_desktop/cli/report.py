"""How well a network reads and how far it is to be believed, as one value that is printed as JSON or as text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import torch

from mnist_desktop.learning import evaluation
from mnist_desktop.learning.calibration import Trust, trust
from mnist_desktop.learning.checkpoint import Checkpoint
from mnist_desktop.learning.data.mnist import Digits, as_pixels
from mnist_desktop.reading.inputs import Input
from mnist_desktop.runs.events import Evaluation


@dataclass(frozen=True)
class DigitReport:
    """What became of labelled digits; `writers` gives each writer's share read right, the worst first."""

    evaluation: Evaluation
    trust: Trust
    writers: Mapping[str, float] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        found, trusted = self.evaluation, self.trust
        known: dict[str, Any] = {
            "accuracy": found.accuracy,
            "loss": found.loss,
            "confusion": found.confusion,
            "count": found.count,
            "calibration_error": trusted.calibration_error,
            "sure": trusted.sure,
            "right_when_sure": trusted.right_when_sure,
            "reliability": trusted.reliability,
        }
        return known | ({"writers": self.writers} if self.writers else {})

    def to_text(self) -> str:
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        found, trusted = self.evaluation, self.trust
        yield f"{found.accuracy:.2%} of {found.count:,} read right, loss {found.loss:.4f}"
        yield f"sure of {trusted.sure:.2%}, and right in {trusted.right_when_sure:.2%} of those"
        yield f"confidence is off by {trusted.calibration_error:.2%} on average (expected calibration error)"
        yield ""
        yield "label   " + "".join(f"{digit:>6}" for digit in range(10)) + "   read as"
        for label, row in enumerate(found.confusion):
            yield f"{label:>5}   " + "".join(f"{count:>6}" for count in row)
        yield ""
        yield "confidence   right    count"
        for confidence, right, count in trusted.reliability:
            yield f"{confidence:>10.1%}  {right:>6.1%}   {count:>6,}"
        if self.writers:
            yield ""
            yield "writers, the worst first: " + ", ".join(
                f"{name} {right:.1%}" for name, right in self.writers.items()
            )


@dataclass(frozen=True)
class NonDigitReport:
    """What became of drawings that are no digit: the share that the network rightly was not sure of."""

    unsure: float
    count: int

    def to_json(self) -> dict[str, Any]:
        return {"unsure": self.unsure, "count": self.count}

    def to_text(self) -> str:
        return f"not sure of {self.unsure:.2%} of {self.count:,} drawings that are no digit"


def of_digits(checkpoint: Checkpoint, digits: Digits, writers: Sequence[str] = ()) -> DigitReport:
    """Read digits, at least one; `writers` says who drew each, "" where that is unknown."""
    logits = evaluation.all_logits(checkpoint.network, digits)
    return DigitReport(
        evaluation.score(logits, digits.labels),
        trust(logits, digits.labels, checkpoint.calibration),
        _by_writer(writers, (logits.argmax(1) == digits.labels).tolist()),
    )


def of_drawings(checkpoint: Checkpoint, drawings: Sequence[Input]) -> DigitReport:
    """Read drawings, at least one; raises ValueError for one that does not say which digit it is meant to be."""
    labels = [each.label for each in drawings if each.label is not None]
    if len(labels) < len(drawings):
        raise ValueError(f"{next(each.source for each in drawings if each.label is None)}: it has no label")
    digits = Digits(as_pixels(np.stack([each.image for each in drawings])), torch.tensor(labels))
    return of_digits(checkpoint, digits, [each.writer for each in drawings])


def of_non_digits(checkpoint: Checkpoint, drawings: Digits) -> NonDigitReport:
    """Read what is no digit, at least one."""
    sure = checkpoint.calibration.sure(evaluation.all_logits(checkpoint.network, drawings))
    return NonDigitReport(1 - sure.double().mean().item(), len(sure))


def _by_writer(writers: Sequence[str], right: Sequence[bool]) -> dict[str, float]:
    outcomes: dict[str, list[bool]] = {}
    for writer, is_right in zip(writers, right, strict=False):
        outcomes.setdefault(writer, []).append(is_right)
    shares = {writer: sum(each) / len(each) for writer, each in outcomes.items() if writer}
    return dict(sorted(shares.items(), key=lambda share: share[1]))
