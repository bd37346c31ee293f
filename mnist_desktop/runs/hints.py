"""Hints for a run: at most one at a time, with a better plan."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import pairwise
from typing import Final

from mnist_desktop.catalog.training import LEARNING_RATE, Augmentation, TrainingConfig
from mnist_desktop.runs.events import UNDER_WAY, RunState
from mnist_desktop.runs.health import LayerHealth, ratio_of_gradients
from mnist_desktop.runs.history import History
from mnist_desktop.runs.plan import Plan

MOST_DEAD: Final = 0.5  # of a layer's units; runs that went well had up to 0.2
MOST_CHANGED: Final = 0.02  # of the weights, by one step; at the ends of epochs that went well up to 0.006
VANISHED: Final = 0.001  # of the last layer's gradients; the first layer's in runs that went well were 0.02 and more
ADAMS_RATE: Final = 0.001  # with a momentum of 0.9: torch's defaults
GUESSING: Final = math.log(10)  # nats: the loss of ten equal probabilities


class HintKind(Enum):
    DIVERGED = "diverged"
    DIGITS_LOST = "digits lost"  # because of the ReLU on the logits
    UNITS_DEAD = "units dead"
    STEPS_TOO_LARGE = "steps too large"
    GRADIENTS_VANISH = "gradients vanish"
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


def _units_dead(history: History) -> Hint | None:
    """Judge the last measurement, as the next two do. Dead units stay dead, so that another run must begin."""
    dead = [layer.dead for layer in _last_health(history) if layer.dead is not None]
    return Hint(HintKind.UNITS_DEAD, _with_rate(history.plan, 0.1)) if max(dead, default=0.0) > MOST_DEAD else None


def _steps_too_large(history: History) -> Hint | None:
    updates = [layer.updates for layer in _last_health(history)]
    if max(updates, default=0.0) <= MOST_CHANGED or not history.epochs or history.epochs[-1].train_accuracy > 0.9:
        return None
    return Hint(HintKind.STEPS_TOO_LARGE, _with_rate(history.plan, 0.1), live=history.state in UNDER_WAY)


def _gradients_vanish(history: History) -> Hint | None:
    ratio, config = ratio_of_gradients(_last_health(history)), history.plan.config
    if ratio is None or ratio >= VANISHED or config.optimizer != "SGD":
        return None
    adam = replace(config, optimizer="Adam", learning_rate=ADAMS_RATE, momentum=0.9)
    return Hint(HintKind.GRADIENTS_VANISH, replace(history.plan, config=adam))


def _last_health(history: History) -> Sequence[LayerHealth]:
    return history.health[-1].layers if history.health else ()


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


_CHECKS: Final = (
    _diverged,
    _digits_lost,
    _units_dead,
    _steps_too_large,
    _gradients_vanish,
    _rate_too_low,
    _stuck,
    _overfitting,
)


def _with_rate(plan: Plan, times: float) -> Plan:
    rate = float(f"{plan.config.learning_rate * times:.3g}")
    rate = min(max(rate, LEARNING_RATE.low), LEARNING_RATE.high)
    return replace(plan, config=replace(plan.config, learning_rate=rate))


def _rate_is_low(config: TrainingConfig) -> bool:
    """Return whether the learning rate is too low for a few epochs, judged by common values of the optimiser."""
    if config.optimizer == "SGD":
        return config.learning_rate / (1 - config.momentum) * 64 / config.batch_size < 0.01
    return config.learning_rate < 1e-4
