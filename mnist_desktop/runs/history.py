"""The history of a run: what a plot shows, a hint looks at and a file keeps."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from types import NoneType
from typing import Any, Final

from mnist_desktop.runs.events import (
    Change,
    EpochFinished,
    EpochsChanged,
    Evaluation,
    Event,
    RunDiverged,
    RunFinished,
    RunState,
    Scored,
    StateChanged,
    StepFinished,
)
from mnist_desktop.runs.plan import Plan


@dataclass(frozen=True)
class EpochRow:
    """One epoch's figures: accuracies are fractions, losses nats; None for what was not scored."""

    epoch: int
    train_loss: float
    train_accuracy: float
    validation_loss: float | None
    validation_accuracy: float | None
    test_loss: float | None
    test_accuracy: float | None
    never_read: tuple[int, ...]
    seconds: float
    images_per_second: float

    @classmethod
    def of(cls, event: EpochFinished) -> EpochRow:
        validation, test = event.validation, event.test
        return cls(
            epoch=event.epoch,
            train_loss=event.train_loss,
            train_accuracy=event.train_accuracy,
            validation_loss=validation.loss if validation else None,
            validation_accuracy=validation.accuracy if validation else None,
            test_loss=test.loss if test else None,
            test_accuracy=test.accuracy if test else None,
            never_read=event.score.never_read if event.score else (),
            seconds=event.seconds,
            images_per_second=event.images_per_second,
        )

    @property
    def unseen_loss(self) -> float | None:
        """On images not trained on: the digits held out, or else the test set."""
        return self.test_loss if self.validation_loss is None else self.validation_loss

    @property
    def unseen_accuracy(self) -> float | None:
        return self.test_accuracy if self.validation_accuracy is None else self.validation_accuracy


class LossCurve:
    """Training loss by step in bounded memory.

    Once `CAPACITY` points are there, neighbours are joined, and each point is the mean of twice as many steps.
    """

    CAPACITY: Final = 8192

    def __init__(self, stride: int = 1, losses: list[float] | None = None) -> None:
        self.stride, self.losses = stride, losses if losses is not None else []
        self._sum, self._count = 0.0, 0

    def add(self, loss: float) -> None:
        self._sum += loss
        self._count += 1
        if self._count == self.stride:
            self.losses.append(self._sum / self.stride)
            self._sum, self._count = 0.0, 0
        if len(self.losses) == self.CAPACITY:
            self.losses = [(one + other) / 2 for one, other in zip(self.losses[::2], self.losses[1::2], strict=True)]
            self.stride *= 2

    def steps(self) -> list[float]:
        """For each point the middle of the steps it stands for, counted from 1."""
        return [index * self.stride + (self.stride + 1) / 2 for index in range(len(self.losses))]


@dataclass
class History:
    """One run's story, told by its events. `steps` is the number of steps an epoch has, 0 before the first."""

    name: str
    plan: Plan
    dataset: str = "MNIST"
    created: str = ""  # ISO 8601, UTC
    state: RunState = RunState.RUNNING
    steps: int = 0
    losses: LossCurve = field(default_factory=LossCurve)
    epochs: list[EpochRow] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    test_accuracy: float | None = None
    test_loss: float | None = None

    def take(self, event: Event) -> None:
        match event:
            case StepFinished():
                self.steps = event.steps
                self.losses.add(event.loss)
            case EpochFinished():
                self.epochs.append(EpochRow.of(event))
                self._score(event.test)
            case RunFinished():
                self.state = RunState.FINISHED
                self._score(event.test)
            case Scored():
                self._score(event.test)
            case RunDiverged():
                self.state = RunState.DIVERGED
            case StateChanged():
                self.state = event.state
            case Change():
                self._set(learning_rate=event.learning_rate, momentum=event.momentum)
                self.changes.append(event)
            case EpochsChanged():
                self._set(epochs=event.epochs)

    def _score(self, test: Evaluation | None) -> None:
        if test is not None:
            self.test_accuracy, self.test_loss = test.accuracy, test.loss

    def _set(self, **values: Any) -> None:
        self.plan = replace(self.plan, config=replace(self.plan.config, **values))

    def loss_points(self) -> tuple[list[float], list[float]]:
        """Where in epochs after the start, and the training loss there in nats."""
        steps = max(self.steps, 1)
        return [step / steps for step in self.losses.steps()], self.losses.losses

    def to_json(self) -> dict[str, Any]:
        config = self.plan.config
        last = self.epochs[-1] if self.epochs else None
        return {
            **{key: getattr(self, key) for key in _PLAIN},
            **self.plan.to_json(),
            "state": self.state.value,
            "seed": config.seed,
            "epochs": len(self.epochs),
            "validation_accuracy": last.validation_accuracy if last else None,
            "losses": {"stride": self.losses.stride, "values": [float(f"{loss:.6g}") for loss in self.losses.losses]},
            "rows": [asdict(row) for row in self.epochs],
            "changes": [asdict(change) for change in self.changes],
        }

    @classmethod
    def from_json(cls, found: Mapping[str, Any]) -> History:
        """Read what `to_json` made; raises ValueError where it does not fit."""
        try:
            return cls(
                **{key: _of_type(found[key], kinds) for key, kinds in _PLAIN.items()},
                plan=Plan.from_json(found),
                state=RunState(found["state"]),
                losses=_curve(found["losses"]),
                epochs=[_row(row) for row in found["rows"]],
                changes=[_change(change) for change in found["changes"]],
            )
        except (KeyError, TypeError, AttributeError, OverflowError) as error:
            raise ValueError(f"not the history of a run: {error}") from None


_NUMBER: Final = (int, float)
_SCORES: Final = {"validation_loss", "validation_accuracy", "test_loss", "test_accuracy"}  # None where not scored
_PLAIN: Final[Mapping[str, tuple[type, ...]]] = {
    "name": (str,),
    "dataset": (str,),
    "created": (str,),
    "steps": (int,),
    "test_accuracy": (*_NUMBER, NoneType),
    "test_loss": (*_NUMBER, NoneType),
}


def _of_type(value: Any, kinds: tuple[type, ...]) -> Any:
    if isinstance(value, bool) or not isinstance(value, kinds):
        raise TypeError(f"{str(value)[:50]} is no {kinds[0].__name__}")
    if isinstance(value, int) and abs(value) > sys.maxsize:
        raise OverflowError("a number is too large")
    return value


def _curve(found: Mapping[str, Any]) -> LossCurve:
    stride, losses = found["stride"], [float(_of_type(value, _NUMBER)) for value in found["values"]]
    if _of_type(stride, (int,)) < 1 or len(losses) >= LossCurve.CAPACITY:
        raise TypeError("its losses are no curve")
    return LossCurve(stride, losses)


def _row(found: Mapping[str, Any]) -> EpochRow:
    figures = {key: value for key, value in found.items() if key != "never_read"}
    for key, value in figures.items():
        _of_type(value, (*_NUMBER, NoneType) if key in _SCORES else (int,) if key == "epoch" else _NUMBER)
    return EpochRow(**figures, never_read=tuple(_of_type(digit, (int,)) for digit in found["never_read"]))


def _change(found: Mapping[str, Any]) -> Change:
    return Change(**{key: _of_type(value, _NUMBER) for key, value in found.items()})


def to_csv(histories: list[History]) -> str:
    """One line an epoch and one a loss point, for any spreadsheet: run, epoch, and what is known there."""
    columns = [each.name for each in fields(EpochRow) if each.name != "never_read"]
    text = io.StringIO()
    writer = csv.DictWriter(text, ["run", "model", *columns, "step_loss"], lineterminator="\n")
    writer.writeheader()
    for history in histories:
        for line in _lines(history, columns):
            writer.writerow({"run": history.name, "model": history.plan.model, **line})
    return text.getvalue()


def _lines(history: History, columns: list[str]) -> Iterator[dict[str, Any]]:
    for at, loss in zip(*history.loss_points(), strict=True):
        yield {"epoch": f"{at:.5g}", "step_loss": f"{loss:.6g}"}
    for row in history.epochs:
        yield {column: getattr(row, column) for column in columns}


@dataclass(frozen=True)
class KeptRun:
    """A run in the user's folder: its identity there, its history, and whether it can go on where it stopped."""

    id: str
    history: History
    can_resume: bool
