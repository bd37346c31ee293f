"""What the page shows of a sample, in which order, and which of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mnist_desktop.reading.values import DigitReading
from mnist_desktop.ui.reading.number import shown as read_as

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from mnist_desktop.samples.sample import Sample


@dataclass(frozen=True, eq=False)
class ShownSample:
    """A sample, and what the weights in use make of it.

    `pixels` is its (28, 28) uint8 digit image, ink 255, or None until it is made. `reading` is None until it was read.
    `is_learnt` says that these weights learnt from it, `is_suspicious` that its label contradicts the rest.
    """

    sample: Sample
    pixels: npt.NDArray[np.uint8] | None = None
    reading: DigitReading | None = None
    is_learnt: bool = False
    is_suspicious: bool = False

    @property
    def id(self) -> str:
        return self.sample.id

    @property
    def label(self) -> int:
        return self.sample.label

    @property
    def objection(self) -> str:
        """What is read against the label: another digit, `?` if it is unsure, or nothing."""
        reading = self.reading
        if reading is None or (reading.sure and reading.digit == self.label):
            return ""
        return read_as(reading)


@dataclass(frozen=True)
class Choice:
    """Which samples are shown: those with this label, None for any, or only the suspicious ones."""

    label: int | None = None
    suspicious: bool = False

    def takes(self, shown: ShownSample) -> bool:
        return self.label in (None, shown.label) and (shown.is_suspicious or not self.suspicious)


ALL: Final = Choice()
SUSPICIOUS: Final = Choice(suspicious=True)


def arranged(samples: Iterable[Sample]) -> list[Sample]:
    """Sort samples by label, and those with the same label from the newest to the oldest."""
    newest_first = sorted(samples, key=lambda each: each.id, reverse=True)
    return sorted(newest_first, key=lambda each: each.label)
