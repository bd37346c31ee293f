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
from mnist_desktop.runs.scores import MY_DRAWINGS, Score
from mnist_desktop.system.errors import Problem, ProblemError
from mnist_desktop.words.translation import translate


@dataclass(frozen=True)
class DigitReport:
    """What became of labelled digits; `writers` gives each writer's share read right, the worst first."""

    score: Score
    trust: Trust
    writers: Mapping[str, float] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        found, trusted = self.score, self.trust
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
        found, trusted = self.score, self.trust
        words = translate("Cli", "{0:.2%} of {1:,} read right, loss {2:.4f}")
        yield words.format(found.accuracy, found.count, found.loss)
        words = translate("Cli", "sure of {0:.2%}, and right in {1:.2%} of those")
        yield words.format(trusted.sure, trusted.right_when_sure)
        words = translate("Cli", "confidence is off by {0:.2%} on average (expected calibration error)")
        yield words.format(trusted.calibration_error)
        yield ""
        digits = "".join(f"{digit:>6}" for digit in range(10))
        yield f"{translate('Cli', 'label'):<8}{digits}   {translate('Cli', 'read as')}"
        for label, row in enumerate(found.confusion):
            yield f"{label:>5}   " + "".join(f"{count:>6}" for count in row)
        yield ""
        titles = translate("Cli", "confidence"), translate("Cli", "right"), translate("Cli", "count")
        yield "{:>10}  {:>6}   {:>6}".format(*titles)
        for confidence, right, count in trusted.reliability:
            yield f"{confidence:>10.1%}  {right:>6.1%}   {count:>6,}"
        if self.writers:
            yield ""
            shares = ", ".join(f"{name} {right:.1%}" for name, right in self.writers.items())
            yield translate("Cli", "writers, the worst first: {0}").format(shares)


@dataclass(frozen=True)
class NonDigitReport:
    """What became of drawings that are no digit: the share that the network rightly was not sure of."""

    unsure: float
    count: int

    def to_json(self) -> dict[str, Any]:
        return {"unsure": self.unsure, "count": self.count}

    def to_text(self) -> str:
        words = translate("Cli", "not sure of {0:.2%} of {1:,} drawings that are no digit")
        return words.format(self.unsure, self.count)


def of_digits(checkpoint: Checkpoint, digits: Digits, name: str, writers: Sequence[str] = ()) -> DigitReport:
    """Read digits, at least one; `name` is the score's, `writers` says who drew each, "" where that is unknown."""
    logits = evaluation.all_logits(checkpoint.network, digits)
    return DigitReport(
        evaluation.score(logits, digits.labels, name),
        trust(logits, digits.labels, checkpoint.calibration),
        _by_writer(writers, (logits.argmax(1) == digits.labels).tolist()),
    )


def of_drawings(checkpoint: Checkpoint, drawings: Sequence[Input]) -> DigitReport:
    """Read drawings, at least one; raises `ProblemError` for one that does not say which digit it is meant to be."""
    labels = [each.label for each in drawings if each.label is not None]
    if len(labels) < len(drawings):
        source = next(each.source for each in drawings if each.label is None)
        raise ProblemError("in_input", source=source, reason=Problem("label_missing"))
    digits = Digits(as_pixels(np.stack([each.image for each in drawings])), torch.tensor(labels))
    return of_digits(checkpoint, digits, MY_DRAWINGS, [each.writer for each in drawings])


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
