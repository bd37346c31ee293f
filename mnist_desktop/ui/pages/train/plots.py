"""Both plots, made with pyqtgraph. Import this module after pyqtgraph, whose import takes almost a second."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from typing import Any

from PySide6.QtCore import QLocale, QObject
from PySide6.QtWidgets import QWidget

from mnist_desktop.ui.pages.train.both_plots import AccuracyPlot, LossPlot
from mnist_desktop.ui.pages.train.crosshair import Crosshair
from mnist_desktop.ui.pages.train.curves import Curves, accuracy_span, curves_of, epochs_span, loss_span
from mnist_desktop.ui.pages.train.plot_state import PlotState
from mnist_desktop.words.numbers import percent


class Plots(QObject):
    """Loss and accuracy of a run and earlier runs, with one x axis and one crosshair."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._shown, self._locale = PlotState(), QLocale()
        self._curves: Curves | None = None
        self._earlier: list[Curves] = []
        self._follows = True
        self.loss = LossPlot(self.tr("Loss"), self.tr("Loss (nats)"), self.tr("Epoch"))
        self.accuracy = AccuracyPlot(self.tr("Accuracy"), self.tr("Accuracy (%)"), self.tr("Epoch"))
        self.crosshair = Crosshair((self.loss, self.accuracy), self._readout, parent)
        self.accuracy.box.setXLink(self.loss.box)
        for plot in (self.loss, self.accuracy):
            plot.box.sigRangeChangedManually.connect(self._stop_following)
            plot.view.scene().sigMouseClicked.connect(self._take_click)

    def show(self, shown: PlotState) -> None:
        """Draw everything again."""
        self._shown = shown
        self._earlier = [curves_of(run.history, shown.smoothing) for run in shown.earlier]
        colours = [run.colour_in(shown.theme) for run in shown.earlier]
        for plot in (self.loss, self.accuracy):
            plot.apply_theme(shown.theme, self.tr("training"), self._unseen())
            plot.draw_earlier(list(zip(self._earlier, colours, strict=True)))
        self.loss.set_log(shown.is_log)
        self.crosshair.apply_theme(shown.theme)
        self.refresh()

    def refresh(self) -> None:
        """Draw the run's current values."""
        history = self._shown.history
        self._curves = None if history is None else curves_of(history, self._shown.smoothing)
        for plot in (self.loss, self.accuracy):
            plot.draw(self._curves)
            plot.mark(history.changes if history else [])
        if self._follows:
            self._fit()

    def reset_view(self) -> None:
        """Show the whole run, and follow it from now on."""
        self._follows = True
        self._fit()

    @contextmanager
    def for_a_picture(self) -> Iterator[None]:
        """Hide the crosshair and turn caching off, so that the picture is sharp at any density."""
        self.hide_crosshair()
        for plot in (self.loss, self.accuracy):
            plot.set_cached(False)
        yield
        for plot in (self.loss, self.accuracy):
            plot.set_cached(True)

    def hide_crosshair(self) -> None:
        self.crosshair.hide()

    def _fit(self) -> None:
        every = [*self._earlier, *([self._curves] if self._curves else [])]
        self.loss.box.setRange(xRange=epochs_span(every), yRange=loss_span(every, is_log=self._shown.is_log), padding=0)
        self.accuracy.box.setYRange(*accuracy_span(every), padding=0)

    def _stop_following(self) -> None:
        self._follows = False

    def _take_click(self, click: Any) -> None:
        if click.double():
            self.reset_view()

    def _unseen(self) -> str:
        """Return the name of the digits the network is scored on after each epoch."""
        history = self._shown.history
        is_held_out = history is not None and history.plan.config.hold_out > 0
        return self.tr("validation") if is_held_out else self.tr("test")

    def _readout(self, x: float) -> str:
        """Return the values of the curves at `x` epochs as a small table."""
        theme = self._shown.theme
        rows = [_cells("", "", self.tr("Loss"), self.tr("Accuracy"))]
        if (own := self._curves) is not None:
            training, unseen = self.tr("Training"), self._unseen().capitalize()
            rows.append(self._row(theme.accent, training, own.training_loss.at(x), own.training_accuracy.at(x)))
            rows.append(self._row(theme.unseen, unseen, own.unseen_loss.at(x), own.unseen_accuracy.at(x)))
        for run, curves in zip(self._shown.earlier, self._earlier, strict=True):
            name = escape(run.history.name)
            rows.append(self._row(run.colour_in(theme), name, curves.unseen_loss.at(x), curves.unseen_accuracy.at(x)))
        epoch = self.tr("Epoch {0}").format(self._locale.toString(x, "f", 2))
        return f"<b>{epoch}</b><table cellspacing='0' cellpadding='1'>{''.join(rows)}</table>"

    def _row(self, colour: str, name: str, loss: float | None, accuracy: float | None) -> str:
        shown_loss = "–" if loss is None else self._locale.toString(loss, "f", 4)
        shown_accuracy = "–" if accuracy is None else percent(accuracy / 100, self._locale, 2)
        return _cells(f"<span style='color:{colour}'>●</span>", name, shown_loss, shown_accuracy)


def _cells(dot: str, name: str, loss: str, accuracy: str) -> str:
    return f"<tr><td>{dot}&nbsp;</td><td>{name}&nbsp;&nbsp;</td>" + "".join(
        f"<td align='right'>&nbsp;{words}&nbsp;</td>" for words in (loss, accuracy)
    )
