"""The section Calibration: whether readings are right as often as they say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from mnist_desktop.ui.pages.test.figures import explained
from mnist_desktop.ui.pages.test.sections import Table, TestSection
from mnist_desktop.ui.pages.test.shown import Tested
from mnist_desktop.ui.style.theme import LIGHT, Theme
from mnist_desktop.ui.widgets.layout import label
from mnist_desktop.words.numbers import percent

if TYPE_CHECKING:
    from mnist_desktop.reading.reliability import Bin


class ReliabilitySection(TestSection):
    """The diagram, and what it shows in words."""

    def __init__(self) -> None:
        super().__init__()
        self._bins: tuple[Bin, ...] = ()
        self._theme = LIGHT
        self._is_built = False

    @property
    def title(self) -> str:
        return self.tr("Calibration")

    def build(self) -> None:
        from mnist_desktop.ui.pages.test.reliability_diagram import ReliabilityDiagram

        self._diagram, self._words, self._is_built = ReliabilityDiagram(), label("", "caption"), True
        self._diagram.set_theme(self._theme)
        self._words.setObjectName("calibrationWords")
        self._figure = explained(self._diagram, self._words)
        self._fill_with(self._figure)

    def show_tested(self, tested: Tested | None) -> None:
        from mnist_desktop.reading.reliability import bins_of  # NumPy comes with it, after the first paint

        self._bins = () if tested is None else bins_of(tested.evaluation.trust)
        self._diagram.show_bins(self._bins)
        self._words.setText("" if tested is None else self._in_words(tested.evaluation.trust.calibration_error))

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        if self._is_built:
            self._diagram.set_theme(theme)

    def figure(self) -> QWidget | None:
        return self._figure if self._bins else None

    def table(self) -> Table | None:
        """One row for each bin of confidence that has readings."""
        if not self._bins:
            return None
        rows = ([each.confidence, each.right, each.count, each.low, each.high] for each in self._bins)
        return [["confidence", "right", "count", "low", "high"], *rows]

    def _in_words(self, error: float) -> str:
        words = self.tr(
            "Confidence is off by {0} on average (expected calibration error). Above the dashed line it is too modest,"
            " below too sure; hollow discs are off by more than chance explains."
        )
        return words.format(percent(error, self.locale(), 2))
