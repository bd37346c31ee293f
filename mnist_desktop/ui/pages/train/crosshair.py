"""A vertical line that follows the mouse in both plots, and a label with the curves' values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

import pyqtgraph as pg  # type: ignore[import-untyped]
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPen, QTextDocumentFragment
from PySide6.QtWidgets import QLabel, QWidget

from mnist_desktop.ui.pages.train.plot import Plot
from mnist_desktop.ui.style.theme import Theme

GAP: Final = 10  # pixels between line and label


class Crosshair:
    """Shows the rich text `readout(x)` for an `x` in epochs, beside the line and within `parent`."""

    def __init__(self, plots: Sequence[Plot], readout: Callable[[float], str], parent: QWidget) -> None:
        self._readout, self._parent = readout, parent
        self._lines = [pg.InfiniteLine(angle=90) for _ in plots]
        self._label = QLabel(parent)
        self._label.setObjectName("crosshair")
        self._label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        for plot, line in zip(plots, self._lines, strict=True):
            plot.box.addItem(line, ignoreBounds=True)
            plot.view.scene().sigMouseMoved.connect(partial(self._follow, plot))
        self.hide()

    @property
    def text(self) -> str:
        """The plain text of the label, "" while it is hidden."""
        return QTextDocumentFragment.fromHtml(self._label.text()).toPlainText() if self._label.isVisible() else ""

    def apply_theme(self, theme: Theme) -> None:
        for line in self._lines:
            line.setPen(QPen(QColor(theme.muted), 0))

    def hide(self) -> None:
        self._label.hide()
        for line in self._lines:
            line.setVisible(False)

    def _follow(self, plot: Plot, position: QPointF) -> None:
        if not plot.box.sceneBoundingRect().contains(position):
            self.hide()
            return
        x = plot.box.mapSceneToView(position).x()
        for line in self._lines:
            line.setValue(x)
            line.setVisible(True)
        self._label.setText(self._readout(x))
        self._label.adjustSize()
        self._place(plot, position)
        self._label.show()
        self._label.raise_()

    def _place(self, plot: Plot, position: QPointF) -> None:
        """Place the label at the top of the plot, on the side of the line with more space."""
        top = QPointF(position.x(), plot.box.sceneBoundingRect().top())
        at = plot.view.viewport().mapTo(self._parent, plot.view.mapFromScene(top))
        room, size = self._parent.size(), self._label.size()
        x = at.x() + GAP if at.x() < room.width() / 2 else at.x() - GAP - size.width()
        y = at.y() + GAP // 2
        self._label.move(_within(x, room.width() - size.width()), _within(y, room.height() - size.height()))


def _within(value: int, highest: int) -> int:
    return max(0, min(value, highest))
