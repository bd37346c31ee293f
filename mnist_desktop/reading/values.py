"""What a network makes of a drawing: the values that panels show and commands print."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class DigitReading:
    """Ten probabilities for one digit, and whether they are to be believed.

    `probabilities` are ten floats in 0…1 that sum to 1, index = digit. `sure` is False when what was drawn does not
    look like a digit to the network, or like two of them at once.
    """

    probabilities: tuple[float, ...]
    sure: bool

    @property
    def digit(self) -> int:
        """The likeliest digit, 0 to 9."""
        return self.ranking[0]

    @property
    def confidence(self) -> float:
        """The likeliest digit's probability, 0…1."""
        return self.probabilities[self.digit]

    @property
    def ranking(self) -> tuple[int, ...]:
        """All ten digits, likeliest first."""
        return tuple(sorted(range(len(self.probabilities)), key=lambda d: -self.probabilities[d]))


@dataclass(frozen=True)
class Reading:
    """What was read of a drawing: one or more digits, in reading order."""

    digits: tuple[DigitReading, ...]

    @property
    def text(self) -> str:
        """The likeliest digit of each."""
        return "".join(str(each.digit) for each in self.digits)

    @property
    def sure(self) -> bool:
        """Whether every digit is sure."""
        return all(each.sure for each in self.digits)
