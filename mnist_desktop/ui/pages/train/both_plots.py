"""The loss plot and the accuracy plot: their curves, and the logarithmic scale of the loss."""

from __future__ import annotations

import math
from typing import Any, Final

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QColor

from mnist_desktop.ui.pages.train.curves import Curves
from mnist_desktop.ui.pages.train.plot import BACK, FAINT, Coloured, Plot, show_line
from mnist_desktop.ui.style.theme import Theme
from mnist_desktop.words.typed_numbers import in_signs_of

# Powers of ten, and two numbers between them: pyqtgraph's default ticks put ten overlapping numbers in each decade.
_DECADES: Final = (
    [10.0**power for power in range(-6, 5)],
    [each * 10.0**power for power in range(-6, 4) for each in (2, 5)],
)


def _decades() -> list[list[tuple[float, str]]]:
    return [[(math.log10(value), in_signs_of(QLocale(), f"{value:g}")) for value in level] for level in _DECADES]


class LossPlot(Plot):
    """Training loss by step, raw and smoothed, and the loss on unseen digits by epoch."""

    def __init__(self, title: str, unit: str, epochs: str) -> None:
        super().__init__(title, unit, epochs)
        self._raw = self._add(BACK, is_noisy=True)

    def set_log(self, is_log: bool) -> None:
        """Use a logarithmic scale, or a linear one from zero."""
        self._left.setLogMode(is_log)
        self._left.setTicks(_decades() if is_log else None)
        for curve in self.curves:
            curve.setLogMode(False, is_log)

    @property
    def curves(self) -> tuple[Any, ...]:
        return self._raw, *super().curves

    def apply_theme(self, theme: Theme, training: str, unseen: str) -> None:
        super().apply_theme(theme, training, unseen)
        faint = QColor(theme.accent)
        faint.setAlpha(FAINT)
        self._raw.setPen(faint)

    def draw(self, curves: Curves | None) -> None:
        show_line(self._raw, curves.raw_loss if curves else None)
        show_line(self._training, curves.training_loss if curves else None)
        self._show_dotted(self._unseen, curves.unseen_loss if curves else None)

    def draw_earlier(self, runs: Coloured) -> None:
        self._forget_earlier()
        for curves, colour in runs:
            self._add_earlier(curves.training_loss, colour)
            self._add_earlier(curves.unseen_loss, colour, Qt.PenStyle.DashLine)


class AccuracyPlot(Plot):
    """Accuracy on training digits by step, smoothed, and on unseen digits by epoch."""

    marks_at = 0.12

    def apply_theme(self, theme: Theme, training: str, unseen: str) -> None:
        super().apply_theme(theme, training, unseen)
        self._dot(self._training, theme.accent)

    def draw(self, curves: Curves | None) -> None:
        self._show_dotted(self._training, curves.training_accuracy if curves else None)
        self._show_dotted(self._unseen, curves.unseen_accuracy if curves else None)

    def draw_earlier(self, runs: Coloured) -> None:
        self._forget_earlier()
        for curves, colour in runs:
            self._add_earlier(curves.unseen_accuracy, colour, Qt.PenStyle.DashLine)
