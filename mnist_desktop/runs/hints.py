"""Hints for a run: at most one at a time, with a better plan."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from enum import Enum
from itertools import pairwise
from typing import Final

from mnist_desktop.catalog.training import LEARNING_RATE, Augmentation, TrainingConfig
from mnist_desktop.runs.events import UNDER_WAY, RunState
from mnist_desktop.runs.history import History
from mnist_desktop.runs.plan import Plan

GUESSING: Final = math.log(10)  # nats: the loss of ten equal probabilities


class HintKind(Enum):
    DIVERGED = "diverged"
    DIGITS_LOST = "digits lost"  # because of the ReLU on the logits
    STUCK = "stuck"
    RATE_TOO_LOW = "rate too low"
    OVERFITTING = "overfitting"


@dataclass(frozen=True)
class Hint:
    """A problem of a run and a better plan. With `live`, its learning rate can be applied to the current run."""

    kind: HintKind
    plan: Plan
    live: bool = False


def hint(history: History) -> Hint | None:
    """Return a hint for the current state of a run, or None."""
    return next(filter(None, (check(history) for check in _CHECKS)), None)


def _diverged(history: History) -> Hint | None:
    if history.state is not RunState.DIVERGED:
        return None
    return Hint(HintKind.DIVERGED, _with_rate(history.plan, 0.1))


def _digits_lost(history: History) -> Hint | None:
    plan = history.plan
    if not plan.options.get("relu_logits") or len(history.epochs) < 2 or not _never_read(history):
        return None
    return Hint(HintKind.DIGITS_LOST, replace(plan, options={**plan.options, "relu_logits": False}))


def _never_read(history: History) -> bool:
    score = history.epochs[-1].unseen
    return score is not None and bool(score.never_read)


def _rate_too_low(history: History) -> Hint | None:
    plan = history.plan
    if not history.epochs or history.epochs[-1].train_accuracy > 0.9 or not _rate_is_low(plan.config):
        return None
    return Hint(HintKind.RATE_TOO_LOW, _with_rate(plan, 10.0), live=history.state in UNDER_WAY)


def _stuck(history: History) -> Hint | None:
    if not history.epochs or history.epochs[-1].train_loss < 0.97 * GUESSING:
        return None
    return Hint(HintKind.STUCK, _with_rate(history.plan, 0.1))


def _overfitting(history: History) -> Hint | None:
    plan, rows = history.plan, history.epochs[-3:]
    unseen = [row.unseen.loss for row in rows if row.unseen and row.unseen.loss is not None]
    already = plan.config.augmentation
    if (already is not None and not already.is_shift_alone) or len(unseen) < 3:
        return None
    rises = all(before * 1.02 < after for before, after in pairwise(unseen))
    falls = all(before.train_loss > after.train_loss for before, after in pairwise(rows))
    if not rises or not falls:
        return None
    return Hint(HintKind.OVERFITTING, replace(plan, config=replace(plan.config, augmentation=Augmentation())))


_CHECKS: Final = (_diverged, _digits_lost, _rate_too_low, _stuck, _overfitting)


def _with_rate(plan: Plan, times: float) -> Plan:
    rate = float(f"{plan.config.learning_rate * times:.3g}")
    rate = min(max(rate, LEARNING_RATE.low), LEARNING_RATE.high)
    return replace(plan, config=replace(plan.config, learning_rate=rate))


def _rate_is_low(config: TrainingConfig) -> bool:
    """Return whether the learning rate is too low for a few epochs, judged by common values of the optimiser."""
    if config.optimizer == "SGD":
        return config.learning_rate / (1 - config.momentum) * 64 / config.batch_size < 0.01
    return config.learning_rate < 1e-4
