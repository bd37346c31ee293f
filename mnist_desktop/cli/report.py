"""The scores and the calibration of a network in one value, for output as JSON or text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from mnist_desktop.drawing.arrays import Float32Array
from mnist_desktop.reading.calibration import Labels, Trust, trust
from mnist_desktop.reading.inputs import Input
from mnist_desktop.reading.predictor import Predictor, network_input
from mnist_desktop.reading.scoring import score
from mnist_desktop.runs.scores import MY_DRAWINGS, Score
from mnist_desktop.system.errors import ProblemError
from mnist_desktop.words.translation import translate


@dataclass(frozen=True)
class DigitReport:
    """The report on labelled digits. `writers` has the accuracy of each writer, the worst first."""

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
        yield from self._summary()
        yield ""
        yield from self._confusion_table()
        yield ""
        yield from self._reliability_table()
        if self.writers:
            yield ""
            shares = ", ".join(f"{name} {right:.1%}" for name, right in self.writers.items())
            yield translate("CommandLine", "writers, the worst first: {0}").format(shares)

    def _summary(self) -> Iterator[str]:
        found, trusted = self.score, self.trust
        words = translate("CommandLine", "{0:.2%} of {1:,} read right, loss {2:.4f}")
        yield words.format(found.accuracy, found.count, found.loss)
        words = translate("CommandLine", "sure of {0:.2%}, and right in {1:.2%} of those")
        yield words.format(trusted.sure, trusted.right_when_sure)
        words = translate("CommandLine", "confidence is off by {0:.2%} on average (expected calibration error)")
        yield words.format(trusted.calibration_error)

    def _confusion_table(self) -> Iterator[str]:
        label, read_as = translate("CommandLine", "label"), translate("CommandLine", "read as")
        digits = "".join(f"{digit:>6}" for digit in range(10))
        yield f"{label}   {digits}   {read_as}"
        for row_label, row in enumerate(self.score.confusion):
            yield f"{row_label:>{len(label)}}   " + "".join(f"{count:>6}" for count in row)

    def _reliability_table(self) -> Iterator[str]:
        titles = (
            translate("CommandLine", "confidence"),
            translate("CommandLine", "right"),
            translate("CommandLine", "count"),
        )
        first, second, third = (max(len(title), 6) for title in titles)
        yield "   ".join(title.rjust(6) for title in titles)
        for confidence, right, count in self.trust.reliability:
            yield f"{confidence:>{first}.1%}   {right:>{second}.1%}   {count:>{third},}"


@dataclass(frozen=True)
class NonDigitReport:
    """The report on non-digits: the share that the network was correctly not sure of."""

    unsure: float
    count: int

    def to_json(self) -> dict[str, Any]:
        return {"unsure": self.unsure, "count": self.count}

    def to_text(self) -> str:
        words = translate("CommandLine", "not sure of {0:.2%} of {1:,} drawings that are no digit")
        return words.format(self.unsure, self.count)


def of_digits(
    predictor: Predictor, images: Float32Array, labels: Labels, name: str, writers: Sequence[str] = ()
) -> DigitReport:
    """Report on one or more digits, (n, 1, 28, 28) normalised images and (n,) labels.

    `name` is the score's name; `writers` has who drew each, "" if unknown.
    """
    logits = predictor.logits(images)
    return DigitReport(
        score(logits, labels, name),
        trust(logits, labels, predictor.calibration),
        _by_writer(writers, (logits.argmax(axis=1) == labels).tolist()),
    )


def of_drawings(predictor: Predictor, drawings: Sequence[Input]) -> DigitReport:
    """Report on one or more drawings. Raises `ProblemError` for a drawing without a label."""
    labels = [each.label for each in drawings if each.label is not None]
    if len(labels) < len(drawings):
        raise ProblemError("label_missing", source=next(each.source for each in drawings if each.label is None))
    images = network_input([each.one_digit() for each in drawings])
    return of_digits(predictor, images, np.array(labels), MY_DRAWINGS, [each.writer for each in drawings])


def of_non_digits(predictor: Predictor, images: Float32Array) -> NonDigitReport:
    """Report on one or more non-digits, (n, 1, 28, 28) normalised images."""
    logits, calibration = predictor.logits(images), predictor.calibration
    sure = calibration.sure(logits, calibration.probabilities(logits))
    return NonDigitReport(1 - float(sure.mean()), len(sure))


def _by_writer(writers: Sequence[str], right: Sequence[bool]) -> dict[str, float]:
    outcomes: dict[str, list[bool]] = {}
    for writer, is_right in zip(writers, right, strict=False):
        outcomes.setdefault(writer, []).append(is_right)
    shares = {writer: sum(each) / len(each) for writer, each in outcomes.items() if writer}
    return dict(sorted(shares.items(), key=lambda share: share[1]))
