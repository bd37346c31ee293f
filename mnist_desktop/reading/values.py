"""The values of a reading, which panels show and commands print."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mnist_desktop.drawing.box import Box

if TYPE_CHECKING:
    from mnist_desktop.drawing.arrays import GreyImage


@dataclass(frozen=True)
class DigitReading:
    """The prediction for one digit: ten probabilities, and whether it is sure.

    `probabilities` are ten floats in 0…1 that sum to 1, index = digit. `sure` is False if the network does not
    recognise a digit, or if two digits are likely. `box` is where its ink is in the drawing or picture, and `image` the
    digit image that was read: (28, 28) float32, ink 1, paper 0. Both are None if it was read from elsewhere. `strokes`
    are the indices of the drawing's strokes that make it up, in their order; a picture's digit has none.
    """

    probabilities: tuple[float, ...]
    sure: bool
    box: Box | None = None
    image: GreyImage | None = field(default=None, compare=False, repr=False)
    strokes: tuple[int, ...] = field(default=(), compare=False)

    @property
    def digit(self) -> int:
        """The most likely digit, 0 to 9."""
        return self.ranking[0]

    @property
    def confidence(self) -> float:
        """The probability of the most likely digit, 0…1."""
        return self.probabilities[self.digit]

    @property
    def ranking(self) -> tuple[int, ...]:
        """All ten digits, the most likely first."""
        return tuple(sorted(range(len(self.probabilities)), key=lambda d: -self.probabilities[d]))


@dataclass(frozen=True)
class Reading:
    """A reading of a drawing: one or more digits, in reading order."""

    digits: tuple[DigitReading, ...]

    @property
    def text(self) -> str:
        """The most likely digit of each, as one string."""
        return "".join(str(each.digit) for each in self.digits)

    @property
    def sure(self) -> bool:
        """Whether there are digits, and every one is sure."""
        return bool(self.digits) and all(each.sure for each in self.digits)

    @property
    def confidence(self) -> float:
        """The confidence of the digit that is the least sure, 0…1; 0 without digits."""
        return min((each.confidence for each in self.digits), default=0.0)
