"""The cells of a confusion matrix: what stands in each, and how strong its colour is."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Cell:
    """How often a `label` was read as `digit`: `count` times, a share of 0…1 of all digits of this label.

    The share is None where there are no such digits. `strength` is in 0…1: its part of the strongest cell on the
    diagonal, or of a mistake the root of its part of the most frequent one, since most mistakes are few.
    """

    label: int
    digit: int
    count: int
    share: float | None
    strength: float

    @property
    def is_right(self) -> bool:
        return self.label == self.digit


def cells_of(confusion: Sequence[Sequence[int]], *, by_share: bool) -> list[list[Cell]]:
    """Return a row of cells for each label. Strengths are those of shares, or of counts."""
    shares = [[count / sum(row) if sum(row) else None for count in row] for row in confusion]
    measured = [[share or 0.0 for share in row] for row in shares] if by_share else confusion
    most = {are_right: _most(measured, are_right=are_right) for are_right in (True, False)}
    return [
        [
            Cell(label, digit, count, share, _strength(value / (most[label == digit] or 1), is_right=label == digit))
            for digit, (count, share, value) in enumerate(zip(*columns, strict=True))
        ]
        for label, columns in enumerate(zip(confusion, shares, measured, strict=True))
    ]


def _most(measured: Sequence[Sequence[float]], *, are_right: bool) -> float:
    return max(
        value for label, row in enumerate(measured) for digit, value in enumerate(row) if (label == digit) is are_right
    )


def _strength(part: float, *, is_right: bool) -> float:
    return part if is_right else math.sqrt(part)
