"""The widgets of the section Health."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from mnist_desktop.ui.pages.inside.health_curves import Measure, lines
from mnist_desktop.ui.pages.inside.health_plot import HealthPlot, layer_colours
from mnist_desktop.ui.style.theme import LIGHT, Theme
from mnist_desktop.ui.widgets.layout import label
from mnist_desktop.ui.widgets.scrolled import scrolled

if TYPE_CHECKING:
    from mnist_desktop.runs.history import History

SPACING: Final = 8  # pixels
BELOW_PLOT: Final = 2


class HealthView(QWidget):
    """A small plot for each measure of a run, with a sentence below, and a legend of its layers."""

    def __init__(self) -> None:
        super().__init__()
        self._theme = LIGHT
        self._plots: dict[Measure, HealthPlot] = {}
        self._heading, self._legend = _wrapped("title"), _wrapped("caption")
        self._heading.setObjectName("healthHeading")
        self._legend.setObjectName("healthLegend")
        self._legend.setTextFormat(Qt.TextFormat.RichText)
        self._area = scrolled(self._figure())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACING)
        layout.addWidget(self._heading)
        layout.addWidget(self._legend)
        layout.addWidget(self._area, 1)
        layout.addStretch()

    @property
    def plots(self) -> Mapping[Measure, HealthPlot]:
        """The plots by what they show."""
        return self._plots

    def show_history(self, history: History | None) -> None:
        """Show a run, None for none. One that was not measured has no curves."""
        is_measured = history is not None and bool(history.health)
        self._area.setVisible(is_measured)
        self._legend.setVisible(is_measured)
        if history is None:
            self._heading.setText(self.tr("Train a network, and see here how well each of its layers learns."))
            return
        if not is_measured:
            self._heading.setText(self.tr("{0}: nothing was measured yet.").format(history.name))
            return
        self._heading.setText(self.tr("{0}, by epoch").format(history.name))
        for measure, plot in self._plots.items():
            plot.show_lines(lines(history, measure))
        self._show_legend()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for plot in self._plots.values():
            plot.set_theme(theme)
        self._show_legend()

    def _figure(self) -> QWidget:
        """Make the plots, each with its sentence below."""
        figure = QWidget()
        column = QVBoxLayout(figure)
        column.setContentsMargins(0, 0, SPACING, 0)
        column.setSpacing(BELOW_PLOT)
        for measure, (title, words) in self._words().items():
            self._plots[measure] = HealthPlot(measure, title)
            column.addWidget(self._plots[measure])
            column.addWidget(_wrapped("caption", words))
            column.addSpacing(SPACING)
        column.addStretch(1)
        return figure

    def _show_legend(self) -> None:
        found = self._plots[Measure.WEIGHTS].lines
        colours = layer_colours(self._theme, found) if found is not None else {}
        marks = (f'<span style="color:{colour}">●</span>&nbsp;{escape(name)}' for name, colour in colours.items())
        self._legend.setText(" &nbsp; ".join(marks))

    def _words(self) -> Mapping[Measure, tuple[str, str]]:
        """Return the title of each plot and what it says."""
        return {
            Measure.LOSS: (
                self.tr("Loss"),
                self.tr("How wrong it is on the digits it learns from: it should fall."),
            ),
            Measure.UPDATES: (
                self.tr("Change by a step, as a share of the weights"),
                self.tr("About 0.1 % is good. Much more than 1 % for long shakes it, much less and it stands still."),
            ),
            Measure.GRADIENTS: (
                self.tr("Size of the gradients"),
                self.tr("How loudly the error asks a layer to change. A layer far below the others learns little."),
            ),
            Measure.DEAD: (
                self.tr("Dead units"),
                self.tr("The share of filters and neurons that put out 0 for each of 200 digits. They learn no more."),
            ),
            Measure.WEIGHTS: (
                self.tr("Size of the weights"),
                self.tr("It grows slowly while it learns. A sudden jump is a step that went too far."),
            ),
        }


def _wrapped(role: str, text: str = "") -> QLabel:
    found = label(text, role)
    found.setWordWrap(True)
    found.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return found
