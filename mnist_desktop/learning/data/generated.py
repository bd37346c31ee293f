"""The generated drawings in a training set, pen digits and non-digits: made when a run starts, or ahead of it."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from itertools import chain

from mnist_desktop.catalog.training import TrainingConfig
from mnist_desktop.learning.data import non_digits, pen_digits
from mnist_desktop.learning.data.mnist import Digits, joined
from mnist_desktop.runs.events import Preparing

_ahead: dict[tuple[int, int, int], Digits] = {}  # at most one set; a run with the same settings uses these digits


def generated_digits(config: TrainingConfig) -> Generator[Preparing, None, Digits]:
    """Return the pen digits and non-digits of `config`, and yield the progress. The same for the same seed."""
    if (found := _ahead.get(_key(config))) is not None:
        return found
    parts: list[Digits] = []
    for part in _parts(config):
        parts.append(part)
        yield Preparing(sum(map(len, parts)), config.pen_digits + config.non_digits)
    return joined(parts)


def generate_ahead(config: TrainingConfig) -> Iterator[None]:
    """Make the digits of `config` in small steps, so that its run can start at once. A caller may stop iterating."""
    if _key(config) in _ahead:
        return
    parts: list[Digits] = []
    for part in _parts(config):
        parts.append(part)
        yield
    _ahead.clear()
    _ahead[_key(config)] = joined(parts)


def _parts(config: TrainingConfig) -> Iterator[Digits]:
    digits = pen_digits.drawn(config.pen_digits, config.seed)
    return chain(digits, non_digits.drawn(config.non_digits, config.seed))


def _key(config: TrainingConfig) -> tuple[int, int, int]:
    return config.pen_digits, config.non_digits, config.seed
