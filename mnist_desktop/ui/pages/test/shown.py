"""What the page Test shows, and what it lets choose from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mnist_desktop.reading.digit_set import DigitSet
    from mnist_desktop.reading.evaluation import Evaluation


@dataclass(frozen=True, eq=False)
class Tested:
    """What some weights, known by their title, read in a set of digits."""

    __test__ = False

    title: str
    digits: DigitSet
    evaluation: Evaluation


@dataclass(frozen=True)
class Choice:
    """One of several things to choose from: its title, what it stands for, and more about it for a tool tip."""

    title: str
    value: Any
    about: str = ""
