"""What a network says of a digit image: the value that panels show and commands print."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class DigitReading:
    """Ten probabilities, and whether they are to be believed.

    `probabilities` are ten floats in 0…1 that sum to 1, index = digit. `sure` is False when what was
    drawn does not look like a digit to the network, or like two of them at once.
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
