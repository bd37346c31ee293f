"""Which moments of a run keep their weights: more of them at its start, where it changes most."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import Final

from mnist_desktop.runs.history import History

POINTS: Final = 8  # at most so many points of a curve between two moments
NEAR: Final = 0.25  # epochs: as far from the end of an epoch a moment may be to stand for it


@dataclass(frozen=True)
class Moment:
    """A run after `step` optimiser updates, 0 for its initial weights. These are `epoch` epochs."""

    step: int
    epoch: float


@dataclass(frozen=True)
class KeptMoments:
    """The steps of a run whose weights are kept, in order, and the space that they take up of at most `limit` bytes."""

    steps: tuple[int, ...] = ()
    size: int = 0
    limit: int = 0


@lru_cache(maxsize=8)
def due(start: int, end: int, count: int) -> frozenset[int]:
    """Return the `count` ≥ 2 steps after which weights are kept, or all steps where there are fewer.

    They are `start`, `end`, and others between, whose distances from the start grow geometrically: the first by one
    step each, as a smaller part of a step is none.
    """
    total = end - start

    def next_distance(distance: int, left: int) -> int:
        return max(distance + 1, round(distance * math.pow(total / distance, 1 / left)))

    distances = accumulate(range(count - 2, 0, -1), next_distance, initial=1)
    return frozenset({start, *(start + distance for distance in distances if distance <= total)})


def superfluous(steps: Sequence[int], most: int) -> list[int]:
    """Return which of the steps, in order, to drop until there are at most `most` ≥ 3: never the first nor the last.

    Each time it is one of the later half, that whose neighbours are nearest to each other for their distance from the
    start. So what was added at the end thins out, and the beginning stays as it is.
    """
    left, dropped = list(steps), []
    while len(left) > most:

        def closeness(index: int) -> float:
            before, after = left[index - 1] - left[0], left[index + 1] - left[0]
            return (after + 1) / (before + 1)

        dropped.append(left.pop(min(range(len(left) // 2, len(left) - 1), key=closeness)))
    return dropped


def losses_along(history: History, steps: Sequence[int]) -> list[tuple[float, float]]:
    """Return the training loss in nats along moments, given by their steps in order: points of place and loss.

    A place is 0 at the first moment, 1 at the second, and so on, and between two moments in proportion to the steps.
    Points that are nearer than 1 / `POINTS` are averaged.
    """
    sums: dict[int, tuple[float, float, int]] = {}
    for step, loss in zip(history.losses.steps(), history.losses.values, strict=True):
        if (place := _place(step, steps)) is not None:
            places, losses, count = sums.get(int(place * POINTS), (0.0, 0.0, 0))
            sums[int(place * POINTS)] = places + place, losses + loss, count + 1
    return [(places / count, losses / count) for places, losses, count in sums.values()]


def near_epochs(history: History, steps: Sequence[int]) -> list[Moment]:
    """Return those of the moments, given by their steps in order, that stand for the start and the ends of epochs.

    For the start only the moment of step 0 does, and for the end of an epoch the nearest one if it is near. The end of
    the run is left out.
    """
    per_epoch, last = max(history.steps, 1), history.losses.length
    earlier = [Moment(step, step / per_epoch) for step in steps if step < last]
    near = [moment for moment in earlier if _is_near_end(moment) and round(moment.epoch) * per_epoch < last]
    nearest = {round(moment.epoch): moment for moment in sorted(near, key=_distance_to_end, reverse=True)}
    return [nearest[epoch] for epoch in sorted(nearest)]


def _is_near_end(moment: Moment) -> bool:
    return moment.step == 0 or (round(moment.epoch) > 0 and _distance_to_end(moment) <= NEAR)


def _distance_to_end(moment: Moment) -> float:
    return abs(moment.epoch - round(moment.epoch))


def _place(step: float, steps: Sequence[int]) -> float | None:
    after = bisect_right(steps, step)
    if after == 0 or not steps or step > steps[-1]:
        return None
    if after == len(steps):
        return after - 1.0
    before = steps[after - 1]
    return after - 1 + (step - before) / (steps[after] - before)
