"""What a tile shows of a digit that was tested, and which digits the gallery of mistakes shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLocale

from mnist_desktop.ui.pages.test.shown import Tested
from mnist_desktop.words.numbers import percent
from mnist_desktop.words.translation import translate

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt


@dataclass(frozen=True, eq=False)
class ShownDigit:
    """A digit of a set: its (28, 28) uint8 image, ink 255, its label, and what it is read as.

    `note` is a short line below, and `about` all of that in words.
    """

    pixels: npt.NDArray[np.uint8]
    label: int
    read: int
    note: str
    about: str


Show = Callable[[int], ShownDigit]  # what is shown of the digit with an index of the set


@dataclass(frozen=True)
class Cell:
    """The digits with this label that are read as this digit, None for any. One for all digits has mistakes alone."""

    label: int | None = None
    digit: int | None = None

    @property
    def is_right(self) -> bool:
        """Whether what is read of these digits is their label."""
        return self.label is not None and self.label == self.digit

    def indices(self, tested: Tested) -> tuple[int, ...]:
        """Return the indices of these digits in the set, the most sure first."""
        evaluation = tested.evaluation
        if self.label is not None and self.digit is not None:
            return tuple(evaluation.cell(self.label, self.digit).tolist())
        return tuple(evaluation.mistakes(self.label, self.digit).tolist())


ALL: Final = Cell()


def as_tested(tested: Tested, locale: QLocale) -> Show:
    """Let a tile show what was read, and how sure that was."""
    evaluation, images = tested.evaluation, tested.digits.images
    words = translate("Mistakes", "Labelled {0}, read as {1}, {2} sure")

    def shown(index: int) -> ShownDigit:
        label, read = int(evaluation.labels[index]), int(evaluation.digits[index])
        share = percent(float(evaluation.confidence[index]), locale)
        return ShownDigit(images[index], label, read, share, words.format(label, read, share))

    return shown
