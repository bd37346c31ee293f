"""The display settings of the plots: smoothing, scale, whole view and export."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QSlider, QToolButton, QWidget

from mnist_desktop.ui.commands import describe
from mnist_desktop.ui.pages.train.commands import TrainingCommands
from mnist_desktop.ui.pages.train.plot_board import PlotBoard
from mnist_desktop.ui.style import icons
from mnist_desktop.ui.style.theme import Theme
from mnist_desktop.ui.widgets.layout import CaptionOrNothing


class PlotTools(QWidget):
    """A row of small controls for one board."""

    def __init__(self, board: PlotBoard, commands: TrainingCommands) -> None:
        super().__init__()
        self._board = board
        self._slider = self._new_slider(board.shown.smoothing)
        self._log = QAction(self.tr("Log"), self, checkable=True)
        self._log.setToolTip(self.tr("Loss on a logarithmic scale"))
        self._log.toggled.connect(lambda is_log: board.show_with(is_log=is_log))
        self._reset = QAction(self.tr("Reset view"), self)
        describe(self._reset, self.tr("Reset view"), self.tr("Show all and follow the run (or double-click a plot)"))
        self._reset.triggered.connect(board.reset_view)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(CaptionOrNothing(self.tr("Smoothing")))
        row.addWidget(self._slider)
        row.addWidget(_quiet(self._log, "logButton", Qt.ToolButtonStyle.ToolButtonTextOnly))
        row.addWidget(_quiet(self._reset, "resetViewButton"))
        row.addWidget(_quiet(commands.export, "exportPlotsButton"))

    def set_theme(self, theme: Theme) -> None:
        self._reset.setIcon(icons.themed(icons.Glyph.FIT, theme))

    def _new_slider(self, value: int) -> QSlider:
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setObjectName("smoothingSlider")
        slider.setAccessibleName(self.tr("Smoothing"))
        slider.setToolTip(self.tr("Smoothing of the training loss; at the left there is none"))
        slider.setRange(0, 100)
        slider.setValue(value)
        slider.setMinimumWidth(50)
        slider.setMaximumWidth(110)
        slider.valueChanged.connect(lambda strength: self._board.show_with(smoothing=strength))
        return slider


def _quiet(
    action: QAction, name: str, style: Qt.ToolButtonStyle = Qt.ToolButtonStyle.ToolButtonIconOnly
) -> QToolButton:
    button = QToolButton()
    button.setObjectName(name)
    button.setProperty("role", "quiet")
    button.setDefaultAction(action)
    button.setToolButtonStyle(style)
    button.setIconSize(QSize(icons.SIDE, icons.SIDE))
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return button
