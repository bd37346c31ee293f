"""The board of both plots. It stores what to show, and shows it once the plots exist."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageWriter, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from mnist_desktop.ui.pages.train.plot_state import PlotState

if TYPE_CHECKING:
    from mnist_desktop.ui.pages.train.plots import Plots

DENSITY: Final = 2  # device pixels per pixel of an exported picture
GAP: Final = 8  # pixels between the plots


class PlotBoard(QWidget):
    """Loss at the top, accuracy below."""

    def __init__(self) -> None:
        super().__init__()
        self._shown = PlotState()
        self._plots: Plots | None = None
        self._loss, self._accuracy = PlotFrame("lossPlot"), PlotFrame("accuracyPlot")
        self._loss.setAccessibleName(self.tr("Loss by epoch"))
        self._accuracy.setAccessibleName(self.tr("Accuracy by epoch"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addWidget(self._loss, 1)
        layout.addWidget(self._accuracy, 1)

    @property
    def shown(self) -> PlotState:
        return self._shown

    def show_with(self, **changes: Any) -> None:
        """Change values of `PlotState` by name, and draw again."""
        self._shown = replace(self._shown, **changes)
        if self._plots is not None:
            self._plots.show(self._shown)

    def refresh(self) -> None:
        """Draw the run's new values. Does nothing while hidden."""
        if self._plots is not None and self.isVisible():
            self._plots.refresh()

    def reset_view(self) -> None:
        """Show the whole run, and follow it again."""
        if self._plots is not None:
            self._plots.reset_view()

    def attach(self) -> None:
        """Insert the plots. pyqtgraph should already be imported, which takes long."""
        from mnist_desktop.ui.pages.train.plots import Plots

        if self._plots is None:
            self._plots = Plots(self)
            self._loss.hold(self._plots.loss.view)
            self._accuracy.hold(self._plots.accuracy.view)
            for frame in (self._loss, self._accuracy):
                frame.left.connect(self._plots.hide_crosshair)
            self._plots.show(self._shown)

    def png(self) -> bytes:
        """Return both plots in one PNG, on the theme's card colour."""
        image = QImage(self.size() * DENSITY, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(DENSITY)
        image.fill(self._shown.theme.card)
        painter = QPainter(image)
        with self._plots.for_a_picture() if self._plots else nullcontext():
            self.render(painter, QPoint(), renderFlags=QWidget.RenderFlag.DrawChildren)
        painter.end()
        return _encoded(image)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()


class PlotFrame(QFrame):
    """The frame of a plot, with a placeholder text until the plot exists."""

    left = Signal()  # the mouse left

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(1, 4, 6, 2)

    def hold(self, plot: QWidget) -> None:
        self._layout.addWidget(plot)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, 76)  # keeps the window within 700 pixels of height with a message and a decision shown

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._layout.isEmpty():
            painter = QPainter(self)
            painter.setPen(self.palette().placeholderText().color())
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.tr("The plots come in a moment"))
            painter.end()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.left.emit()


def _encoded(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())
