"""The scores and the calibration of a network in one value, for output as JSON or text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from mnist_desktop.drawing.arrays import Float32Array
from mnist_desktop.reading import reading_table
from mnist_desktop.reading.calibration import Labels
from mnist_desktop.reading.evaluation import Evaluation
from mnist_desktop.reading.inputs import Input
from mnist_desktop.reading.predictor import Predictor, network_input
from mnist_desktop.reading.scoring import CERTAINTY, DigitScore
from mnist_desktop.reading.values import DigitReading
from mnist_desktop.runs.scores import MY_DRAWINGS
from mnist_desktop.system.errors import ProblemError
from mnist_desktop.words.translation import translate


@dataclass(frozen=True)
class DigitReport:
    """The report on labelled digits.

    `writers` has the accuracy of each writer, the worst first, and `sources` where each image is from, if not from a
    data set.
    """

    evaluation: Evaluation
    writers: Mapping[str, float] = field(default_factory=dict)
    sources: Sequence[str] = ()

    def to_json(self) -> dict[str, Any]:
        found, trusted = self.evaluation.score, self.evaluation.trust
        known: dict[str, Any] = {
            "accuracy": found.accuracy,
            "accuracy_interval": self.evaluation.interval,
            "loss": found.loss,
            "confusion": found.confusion,
            "count": found.count,
            "calibration_error": trusted.calibration_error,
            "sure": trusted.sure,
            "right_when_sure": trusted.right_when_sure,
            "reliability": trusted.reliability,
            "digits": [_digit(each) for each in self.evaluation.by_digit],
        }
        return known | ({"writers": self.writers} if self.writers else {})

    def to_text(self) -> str:
        return "\n".join(self._lines())

    def to_csv(self) -> str:
        labels, readings = self.evaluation.labels.tolist(), self.evaluation.readings()
        return reading_table.to_csv(zip(self.sources or range(len(labels)), labels, readings, strict=True))

    def _lines(self) -> Iterator[str]:
        yield from self._summary()
        yield ""
        yield from self._confusion_table()
        yield ""
        yield from self._digit_table()
        yield ""
        yield from self._reliability_table()
        if self.writers:
            yield ""
            shares = ", ".join(f"{name} {right:.1%}" for name, right in self.writers.items())
            yield translate("CommandLine", "writers, the worst first: {0}").format(shares)

    def _summary(self) -> Iterator[str]:
        found, trusted = self.evaluation.score, self.evaluation.trust
        words = translate("CommandLine", "{0:.2%} of {1:,} read right, loss {2:.4f}")
        yield words.format(found.accuracy, found.count, found.loss)
        words = translate("CommandLine", "of all such digits it reads {0:.2%} to {1:.2%} right ({2:.0%} interval)")
        yield words.format(*self.evaluation.interval, CERTAINTY)
        words = translate("CommandLine", "sure of {0:.2%}, and right in {1:.2%} of those")
        yield words.format(trusted.sure, trusted.right_when_sure)
        words = translate("CommandLine", "confidence is off by {0:.2%} on average (expected calibration error)")
        yield words.format(trusted.calibration_error)

    def _confusion_table(self) -> Iterator[str]:
        label, read_as = translate("CommandLine", "label"), translate("CommandLine", "read as")
        digits = "".join(f"{digit:>6}" for digit in range(10))
        yield f"{label}   {digits}   {read_as}"
        for row_label, row in enumerate(self.evaluation.score.confusion):
            yield f"{row_label:>{len(label)}}   " + "".join(f"{count:>6}" for count in row)

    def _digit_table(self) -> Iterator[str]:
        titles = (
            translate("CommandLine", "digit"),
            translate("CommandLine", "precision"),
            translate("CommandLine", "recall"),
            translate("CommandLine", "F1"),
            translate("CommandLine", "count"),
        )
        widths = [max(len(title), 6) for title in titles]
        yield _row(titles, widths)
        for each in self.evaluation.by_digit:
            shares = map(_share, (each.precision, each.recall, each.f1))
            yield _row((str(each.digit), *shares, f"{each.count:,}"), widths)

    def _reliability_table(self) -> Iterator[str]:
        titles = (
            translate("CommandLine", "confidence"),
            translate("CommandLine", "right"),
            translate("CommandLine", "count"),
        )
        widths = [max(len(title), 6) for title in titles]
        yield _row(titles, widths)
        for confidence, right, count in self.evaluation.trust.reliability:
            yield _row((_share(confidence), _share(right), f"{count:,}"), widths)


@dataclass(frozen=True)
class NonDigitReport:
    """The report on non-digits: the share that the network was correctly not sure of."""

    readings: Sequence[DigitReading]

    @property
    def unsure(self) -> float:
        return sum(not each.sure for each in self.readings) / self.count

    @property
    def count(self) -> int:
        return len(self.readings)

    def to_json(self) -> dict[str, Any]:
        return {"unsure": self.unsure, "count": self.count}

    def to_text(self) -> str:
        words = translate("CommandLine", "not sure of {0:.2%} of {1:,} drawings that are no digit")
        return words.format(self.unsure, self.count)

    def to_csv(self) -> str:
        return reading_table.to_csv((index, None, each) for index, each in enumerate(self.readings))


def of_digits(
    predictor: Predictor,
    images: Float32Array,
    labels: Labels,
    name: str,
    writers: Sequence[str] = (),
    sources: Sequence[str] = (),
) -> DigitReport:
    """Report on one or more digits, (n, 1, 28, 28) normalised images and (n,) labels.

    `name` is the score's name; `writers` has who drew each, "" if unknown, and `sources` where each is from.
    """
    evaluation = Evaluation(name, labels, predictor.logits(images), predictor.calibration)
    return DigitReport(evaluation, _by_writer(writers, evaluation.right.tolist()), sources)


def of_drawings(predictor: Predictor, drawings: Sequence[Input]) -> DigitReport:
    """Report on one or more drawings. Raises `ProblemError` for a drawing without a label."""
    labels = [each.label for each in drawings if each.label is not None]
    if len(labels) < len(drawings):
        raise ProblemError("label_missing", source=next(each.source for each in drawings if each.label is None))
    images = network_input([each.one_digit() for each in drawings])
    writers, sources = [each.writer for each in drawings], [each.source for each in drawings]
    return of_digits(predictor, images, np.array(labels), MY_DRAWINGS, writers, sources)


def of_non_digits(predictor: Predictor, images: Float32Array) -> NonDigitReport:
    """Report on one or more non-digits, (n, 1, 28, 28) normalised images."""
    return NonDigitReport(predictor.calibration.readings(predictor.logits(images)))


def _by_writer(writers: Sequence[str], right: Sequence[bool]) -> dict[str, float]:
    outcomes: dict[str, list[bool]] = {}
    for writer, is_right in zip(writers, right, strict=False):
        outcomes.setdefault(writer, []).append(is_right)
    shares = {writer: sum(each) / len(each) for writer, each in outcomes.items() if writer}
    return dict(sorted(shares.items(), key=lambda share: share[1]))


def _digit(found: DigitScore) -> dict[str, Any]:
    return {
        "digit": found.digit,
        "count": found.count,
        "precision": found.precision,
        "recall": found.recall,
        "f1": found.f1,
    }


def _row(cells: Iterable[str], widths: Iterable[int]) -> str:
    return "   ".join(cell.rjust(width) for cell, width in zip(cells, widths, strict=True))


def _share(share: float | None) -> str:
    return "–" if share is None else f"{share:.1%}"
