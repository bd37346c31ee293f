"""The control bar: train, pause, stop, one more epoch, and the progress."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from mnist_desktop.ui.pages.train.commands import TrainingCommands
from mnist_desktop.ui.pages.train.status import RunStatus
from mnist_desktop.ui.widgets.controls import ActionButton, FoldingRow


class ControlBar(QWidget):
    """Four buttons for the commands, above the status of the run."""

    def __init__(self, commands: TrainingCommands) -> None:
        super().__init__()
        self.status = RunStatus()
        buttons = FoldingRow()
        buttons.setSpacing(8)
        buttons.addWidget(ActionButton(commands.train, "trainButton", role="primary"))
        buttons.addWidget(ActionButton(commands.pause, "pauseButton"))
        buttons.addWidget(ActionButton(commands.stop, "stopButton"))
        buttons.addWidget(ActionButton(commands.epoch, "epochButton"))
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addLayout(buttons)
        layout.addWidget(self.status)
