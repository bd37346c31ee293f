"""Labelled digits to test on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mnist_desktop.drawing.arrays import GreyImage
from mnist_desktop.drawing.strokes import Drawing
from mnist_desktop.reading.calibration import Labels
from mnist_desktop.reading.evaluation import Pixels, as_ink


@dataclass(frozen=True, eq=False)
class DigitSet:
    """Labelled digits: `images` (n, 28, 28) uint8, ink 255, paper 0, and `labels` (n,) int64, 0 to 9.

    `name` is that of a score on them. `drawings` has the strokes of each, which are none for a digit that is an image
    alone; it is None where no digit has strokes.
    """

    name: str
    images: Pixels
    labels: Labels
    drawings: Sequence[Drawing] | None = None

    def __len__(self) -> int:
        return len(self.labels)

    def content(self, index: int) -> Drawing | GreyImage:
        """Return the strokes of a digit, or its (28, 28) float32 image, ink 1, paper 0, if it has none."""
        if self.drawings is not None and self.drawings[index].strokes:
            return self.drawings[index]
        return as_ink(self.images[index])
