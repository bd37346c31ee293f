"""How well the layers of a network learn, measured at some of the steps of a run, and when that is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

LONGEST_AT_FIRST: Final = 100  # steps: gaps double until they are this long,
GROWTH: Final = 0.08  # and grow again when they are less than this share of the steps before


class LayerHealth(NamedTuple):
    """One layer after a step: root mean squares, and a share in 0…1. Files store it as a short list.

    `weights` and `gradients` are of the layer's weights without its bias, `updates` of what the step changed in them,
    as a share of `weights`. Of a large layer they are of some of its units. `dead` is the share of its units that put
    out 0 for each of some training images, None for the last layer.
    """

    name: str
    weights: float
    gradients: float
    updates: float
    dead: float | None = None


@dataclass(frozen=True)
class Health:
    """All layers after a step, in order. `at` is in epochs since the start of the run."""

    at: float
    layers: tuple[LayerHealth, ...]


def next_step(step: int) -> int:
    """Return the step after which to measure next, if it was last done after this one; the first is step 1.

    Gaps grow, because a network changes most at first: there are 21 measurements in 1,500 steps and 61 in 32,000. The
    rule needs no total, so that a run may get more epochs at any time.
    """
    return step + max(min(step, LONGEST_AT_FIRST), round(GROWTH * step))


def ratio_of_gradients(layers: Sequence[LayerHealth]) -> float | None:
    """Return the size of the first layer's gradients as a share of the last one's, None if that has none."""
    return layers[0].gradients / layers[-1].gradients if layers and layers[-1].gradients else None
