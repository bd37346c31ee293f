"""What the section Lab shows of a test."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class LabScores:
    """How well `count` test digits are read: shares in 0…1, None while they are being read.

    `before` is that of the weights without changes, and `after` that of the changed ones with its interval. Without
    changes `after` stays None.
    """

    count: int = 0
    is_changed: bool = False
    before: float | None = None
    after: float | None = None
    interval: tuple[float, float] = (0.0, 1.0)
