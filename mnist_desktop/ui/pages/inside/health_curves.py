"""What the section Health draws: the loss and what was measured of each layer, by epoch."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from mnist_desktop.runs.health import LayerHealth
from mnist_desktop.runs.history import History

MOST_POINTS: Final = 300  # of the loss; the plots are not wider
DECADES: Final = 6  # that a logarithmic scale has at most
LOSS: Final = ""  # in place of a layer's name

Points = Sequence[tuple[float, float]]


class Measure(Enum):
    """What a plot shows."""

    LOSS = auto()
    WEIGHTS = auto()
    GRADIENTS = auto()
    UPDATES = auto()
    DEAD = auto()

    @property
    def is_log(self) -> bool:
        return self in (Measure.GRADIENTS, Measure.UPDATES)

    @property
    def is_share(self) -> bool:
        return self in (Measure.UPDATES, Measure.DEAD)


@dataclass(frozen=True)
class Lines:
    """Points of epoch and value by the name of their layer. All lie in `low`…`high`, `end` is the last epoch's end."""

    points: Mapping[str, Points]
    low: float
    high: float
    end: float
    is_log: bool

    def share(self, value: float) -> float:
        """Return where a value is between the ends of the scale, 0…1."""
        scale = math.log10 if self.is_log else float
        low, high = scale(self.low), scale(self.high)
        return (scale(min(max(value, self.low), self.high)) - low) / (high - low)

    def ticks(self) -> Sequence[float]:
        """Return the values to write beside the plot: both ends and the middle, or powers of ten."""
        if not self.is_log:
            return self.low, (self.low + self.high) / 2, self.high
        low, high = round(math.log10(self.low)), round(math.log10(self.high))
        step = -(-(high - low) // 3)
        return [10.0**power for power in range(high, low - 1, -step)]


def lines(history: History, measure: Measure) -> Lines:
    """Return what a plot shows of a run. On a logarithmic scale, what is 0 is at its lower end."""
    points = {LOSS: _losses(history)} if measure is Measure.LOSS else _by_layer(history, _VALUES[measure])
    values = [value for each in points.values() for _, value in each if math.isfinite(value)]
    low, high = _decades(values) if measure.is_log else _from_zero(values, measure)
    return Lines(points, low, high, _end(history), measure.is_log)


_VALUES: Final[Mapping[Measure, Callable[[LayerHealth], float | None]]] = {
    Measure.WEIGHTS: lambda layer: layer.weights,
    Measure.GRADIENTS: lambda layer: layer.gradients,
    Measure.UPDATES: lambda layer: layer.updates,
    Measure.DEAD: lambda layer: layer.dead,
}


def _by_layer(history: History, value: Callable[[LayerHealth], float | None]) -> dict[str, Points]:
    found: dict[str, list[tuple[float, float]]] = {}
    for measured in history.health:
        for layer in measured.layers:
            if (known := value(layer)) is not None:
                found.setdefault(layer.name, []).append((measured.at, known))
    return {**found}


def _losses(history: History) -> Points:
    """Return the means of neighbours, as few as can be seen."""
    epochs, losses = history.loss_points()
    step = max(1, -(-len(losses) // MOST_POINTS))
    parts = (slice(start, start + step) for start in range(0, len(losses), step))
    return [(_mean(epochs[part]), _mean(losses[part])) for part in parts]


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _end(history: History) -> float:
    done = history.losses.length / max(history.steps, 1)
    return float(max(1, math.ceil(max(done, history.health[-1].at if history.health else 0.0))))


def _from_zero(values: Sequence[float], measure: Measure) -> tuple[float, float]:
    return 0.0, 1.0 if measure is Measure.DEAD else max(values, default=0.0) or 1.0


def _decades(values: Sequence[float]) -> tuple[float, float]:
    """Return the powers of ten around values above 0, at least one decade."""
    positive = [value for value in values if value > 0]
    high = math.ceil(math.log10(max(positive, default=1.0)))
    low = math.floor(math.log10(min(positive, default=0.1)))
    return 10.0 ** max(min(low, high - 1), high - DECADES), 10.0**high
