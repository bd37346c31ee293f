"""The curves of a run as arrays, and the ranges that the view must show."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from mnist_desktop.runs.events import EpochFinished
from mnist_desktop.runs.history import History, StepCurve
from mnist_desktop.ui.pages.train.smoothing import smoothed, weight_of

FLOOR: Final = 1e-6  # nats; the lowest value on a logarithmic scale
FIRST: Final = 20  # points; the start of a smoothed curve is still noisy, and the range ignores it
DISC: Final = 0.01  # share of the range; half a disc on a plot of usual size
TOP: Final = 0.04  # share of the range; room for a disc at 100 % on a low plot
BEGINNING: Final = 0.05  # share of the training accuracies, the lowest, that the range ignores
DIVERGED_LOSS: Final = 7.0  # nats, three times random guessing; the range of a diverging run stops here
REACH: Final = 0.5  # epochs; the maximum distance of a point from the position read


@dataclass(frozen=True)
class Line:
    """Points from left to right. `x` is in epochs since the start of the run."""

    x: npt.NDArray[np.float64]
    y: npt.NDArray[np.float64]

    def at(self, x: float) -> float | None:
        """Return the value nearest to `x`, or None if none is within half an epoch."""
        if not self.x.size:
            return None
        right = min(int(np.searchsorted(self.x, x)), self.x.size - 1)
        nearest = min((max(right - 1, 0), right), key=lambda index: abs(self.x[index] - x))
        return float(self.y[nearest]) if abs(self.x[nearest] - x) <= REACH else None


@dataclass(frozen=True)
class Curves:
    """Losses in nats, accuracies in percent. `unseen` are the held-out digits, else the test set."""

    raw_loss: Line
    training_loss: Line
    unseen_loss: Line
    training_accuracy: Line
    unseen_accuracy: Line


def curves_of(history: History, smoothing: int) -> Curves:
    """Return the curves of a run, with those by step smoothed by `smoothing`, 0…100."""
    raw, weight = _raw(history), weight_of(smoothing, history.losses.stride)
    return Curves(
        raw_loss=raw,
        training_loss=_smoothed(raw, weight),
        unseen_loss=_line(history.epochs, [row.unseen.loss if row.unseen else None for row in history.epochs]),
        training_accuracy=_training_accuracy(history, weight),
        unseen_accuracy=_percent(
            history.epochs, [row.unseen.accuracy if row.unseen else None for row in history.epochs]
        ),
    )


def _training_accuracy(history: History, weight: float) -> Line:
    """Return the accuracy by step, or by epoch where that is not known."""
    if not history.has_accuracies:
        return _percent(history.epochs, [row.train_accuracy for row in history.epochs])
    line = _by_step(history.accuracies, history)
    return _smoothed(Line(line.x, 100 * line.y), weight)


def _smoothed(line: Line, weight: float) -> Line:
    return Line(line.x, smoothed(line.y, weight))


def _raw(history: History) -> Line:
    line = _by_step(history.losses, history)
    is_number = np.isfinite(line.y)
    return Line(line.x[is_number], np.maximum(line.y[is_number], FLOOR))


def _by_step(curve: StepCurve, history: History) -> Line:
    """Return what `StepCurve.steps` and its values are, as arrays: a refresh has no time for lists."""
    steps = curve.first + curve.stride * np.arange(len(curve.values))
    return Line(steps / max(history.steps, 1), np.array(curve.values, dtype=np.float64))


def _line(rows: Iterable[EpochFinished], values: Iterable[float | None]) -> Line:
    known = [(row.epoch, value) for row, value in zip(rows, values, strict=True) if value is not None]
    points = np.array([point for point in known if math.isfinite(point[1])], dtype=np.float64).reshape(-1, 2)
    return Line(points[:, 0].copy(), points[:, 1].copy())


def _percent(rows: Iterable[EpochFinished], values: Iterable[float | None]) -> Line:
    line = _line(rows, values)
    return Line(line.x, 100 * line.y)


Span = tuple[float, float]


def epochs_span(shown: Sequence[Curves]) -> Span:
    """Return the range from 0 to the end of the last epoch that has begun, with room for the disc at its end."""
    ends = [line.x[-1] for curves in shown for line in (curves.raw_loss, curves.unseen_accuracy) if line.x.size]
    return 0.0, (1 + DISC) * max(1, math.ceil(max(ends, default=1.0)))


def loss_span(shown: Sequence[Curves], *, is_log: bool) -> Span:
    """Return the range of smoothed and unseen losses, from zero; with `is_log` in decades, from the lowest."""
    smooth = [each.training_loss.y for each in shown]
    lines = [y[FIRST:] if y.size > 2 * FIRST else y for y in smooth] + [each.unseen_loss.y for each in shown]
    lines = [y for y in lines if y.size]
    low = min((float(y.min()) for y in lines), default=0.01)
    high = min(max((float(y.max()) for y in lines), default=2.5), DIVERGED_LOSS)
    if not is_log:
        return 0.0, 1.05 * high
    low, high = math.log10(max(low, FLOOR)), math.log10(max(high, 10 * FLOOR))
    return low - 0.1, max(high, low + 0.5) + 0.1


def accuracy_span(shown: Sequence[Curves]) -> Span:
    """Return the range of all accuracies but the first of training, with a margin, from 0 to just above 100."""
    training = [each.training_accuracy.y for each in shown if each.training_accuracy.y.size]
    unseen = [each.unseen_accuracy.y for each in shown if each.unseen_accuracy.y.size]
    if not training and not unseen:
        return 0.0, 100.0
    low = min([float(np.quantile(y, BEGINNING)) for y in training] + [float(y.min()) for y in unseen])
    high = max(float(y.max()) for y in (*training, *unseen))
    room = max(0.1 * (high - low), 0.5)
    bottom = max(0.0, low - room)
    return bottom, min(100.0 + TOP * (100.0 - bottom), high + room)
