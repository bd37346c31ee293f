"""The section Stress: how the accuracy falls as digits are turned, moved, thickened, blurred or made noisy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from mnist_desktop.ui.pages.test.sections import Table, TestSection
from mnist_desktop.ui.pages.test.shown import Tested
from mnist_desktop.ui.style.theme import LIGHT, Theme
from mnist_desktop.ui.widgets.layout import label

if TYPE_CHECKING:
    from mnist_desktop.reading.stress import Curve, Kind
    from mnist_desktop.ui.pages.test.stress_plot import Line, StressPlot

COLUMNS: Final = 2
GAP: Final = 6  # pixels between the plots


class StressSection(TestSection):
    """A small plot for each kind of stress, and a legend. A session gives it the curves while it is in view."""

    came_into_view = Signal()
    left_view = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._theme = LIGHT
        self._titles = ("", "")  # of the tested weights and of the other network
        self._plots: dict[Kind, StressPlot] = {}
        self._figure = QWidget()
        self._legend = label("", "caption")
        self._legend.setParent(self._figure)
        self._legend.setObjectName("stressLegend")
        self._legend.setWordWrap(True)
        self._legend.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._legend.setTextFormat(Qt.TextFormat.RichText)
        self._grid = QGridLayout(self._figure)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GAP)
        self._fill_with(self._figure)

    @property
    def title(self) -> str:
        return self.tr("Stress")

    @property
    def plots(self) -> Mapping[Kind, StressPlot]:
        """The plots, once the section has been in view."""
        return self._plots

    def show_tested(self, tested: Tested | None) -> None:
        """Make the plots. Their curves come from a session, which has the digits of the test stressed."""
        self._make_plots()
        if tested is None:
            self.show_titles("", "")

    def show_titles(self, tested: str, other: str) -> None:
        """Begin anew: no curves yet, of weights with these titles, which are "" for none."""
        self._titles = (tested, other)
        for plot in self._plots.values():
            plot.show_lines(())
        self._show_legend()
        self.contents_changed.emit()

    def show_failure(self, words: str) -> None:
        """Say why there are no curves."""
        self.show_titles("", "")
        self._legend.setText(escape(words))

    def show_curve(self, curve: Curve, *, is_other: bool) -> None:
        """Show a curve as far as it has come, of the tested weights or of the other network."""
        from mnist_desktop.ui.pages.test.stress_plot import Line

        plot = self._plots[curve.kind]
        others = [line for line in plot.lines if line.is_other != is_other]
        lines = [*others, Line(self._titles[is_other], curve, is_other)]
        plot.show_lines(sorted(lines, key=lambda line: not line.is_other))
        if not is_other:
            self._show_legend(curve)
        self.contents_changed.emit()

    def show_places(self, places: Mapping[Kind, float | None]) -> None:
        """Mark where the digit on the pad is."""
        for kind, plot in self._plots.items():
            plot.show_place(places.get(kind))

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for plot in self._plots.values():
            plot.set_theme(theme)
        self._show_legend(next((line.curve for line in self._lines() if not line.is_other), None))

    def figure(self) -> QWidget | None:
        return self._figure if any(True for _ in self._lines()) else None

    def table(self) -> Table | None:
        """One row for each level of each kind and of each weights."""
        rows = [row for line in self._lines() for row in _rows(line)]
        return [["stress", "level", "weights", "accuracy", "low", "high", "count"], *rows] if rows else None

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._make_plots()
        self.came_into_view.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.left_view.emit()

    def _lines(self) -> Iterator[Line]:
        for plot in self._plots.values():
            yield from plot.lines

    def _make_plots(self) -> None:
        from mnist_desktop.reading.stress import Kind  # with NumPy, which the first paint does not need
        from mnist_desktop.ui.pages.test.stress_plot import StressPlot

        if self._plots:
            return
        self._plots = {kind: StressPlot(kind) for kind in Kind}
        for index, part in enumerate((*self._plots.values(), self._legend)):
            self._grid.addWidget(part, index // COLUMNS, index % COLUMNS)
        for column in range(COLUMNS):
            self._grid.setColumnStretch(column, 1)
        for plot in self._plots.values():
            plot.set_theme(self._theme)

    def _show_legend(self, curve: Curve | None = None) -> None:
        theme, (tested, other) = self._theme, map(escape, self._titles)
        if not tested:
            self._legend.setText("")
            return
        words = [
            (theme.accent, "●", tested),
            (theme.other, "●", other),
            (theme.text, "┆", self.tr("the digit on the pad")),
        ]
        parts = [f'<span style="color:{colour}">{mark}</span> {text}' for colour, mark, text in words if text]
        if curve is not None:
            counts = (self.locale().toString(count) for count in (curve.done, curve.of))
            parts.append(self.tr("Share read right, of {0} of {1} digits").format(*counts))
        self._legend.setText("<br>".join(parts))


def _rows(line: Line) -> Iterator[list[object]]:
    curve = line.curve
    for level, accuracy, (low, high) in zip(curve.levels, curve.accuracies, curve.intervals, strict=True):
        yield [curve.kind.name.lower(), level, line.title, accuracy, low, high, curve.done]
