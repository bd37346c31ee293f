"""The canvas, its row of buttons, and the bar of a guided round."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSlider, QVBoxLayout, QWidget

from mnist_desktop.ui.commands import Commands
from mnist_desktop.ui.pad.canvas import THICKEST, THINNEST, Canvas
from mnist_desktop.ui.pad.content import HEIGHT, WIDEST
from mnist_desktop.ui.pad.round_bar import RoundBar
from mnist_desktop.ui.widgets.controls import ActionButton, FoldingRow
from mnist_desktop.ui.widgets.layout import Card, ShapedBox, label


class PadPanel(Card):
    """Canvas at the top, or below the bar of a round; undo, redo, clear, eraser, open and pen width below."""

    def __init__(self, commands: Commands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.canvas = Canvas()
        self.round_bar = RoundBar(commands.take_back)
        self.addAction(self.round_bar.next)  # its keys act while the pad has the focus
        self._slider = self._new_slider()
        self._width = label("", "caption")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 14)
        layout.setSpacing(14)
        layout.addWidget(self.round_bar)
        layout.addWidget(ShapedBox(self.canvas, WIDEST / HEIGHT), 1)
        layout.addLayout(self._row(commands))
        self._slider.valueChanged.connect(self.canvas.set_pen_width)
        self.canvas.pen_width_changed.connect(self._show_width)
        self._show_width(self.canvas.pen_width)

    def _row(self, commands: Commands) -> QHBoxLayout:
        row = FoldingRow()
        row.setSpacing(6)
        for action, name in (
            (commands.undo, "undoButton"),
            (commands.redo, "redoButton"),
            (commands.clear, "clearButton"),
            (commands.eraser, "eraserButton"),
            (commands.open, "openPictureButton"),
        ):
            row.addWidget(ActionButton(action, name))
        row.addStretch(1)
        row.addWidget(self._slider, 2)
        row.addWidget(self._width)
        return row

    def _new_slider(self) -> QSlider:
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setObjectName("penWidthSlider")
        slider.setRange(THINNEST, THICKEST)
        slider.setMinimumWidth(40)
        slider.setMaximumWidth(160)
        slider.setAccessibleName(self.tr("Pen width"))
        slider.setToolTip(self.tr("Pen width ([ and ], or the wheel over the pad); changes the looks, not the reading"))
        return slider

    def _show_width(self, width: int) -> None:
        self._slider.setValue(width)
        self._width.setText(self.tr("{0} px").format(width))
        self._width.setMinimumWidth(self._width.fontMetrics().horizontalAdvance(self.tr("{0} px").format(THICKEST)))
