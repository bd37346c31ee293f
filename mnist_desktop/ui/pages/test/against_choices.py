"""The row of buttons that chooses what the section Against shows below: groups of digits, or the epochs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mnist_desktop.ui.pages.test.against_shown import Group
from mnist_desktop.ui.style.theme import Theme
from mnist_desktop.ui.widgets.choice_button import ChoiceButton

SPACING: Final = 2  # pixels, as below
NAME_SIZE: Final = 13


class GroupRow(QWidget):
    """A button for each group, with its count, and one for the epochs of the run. One of them is checked."""

    chosen = Signal(object)  # Group, or None for the epochs; by the user

    def __init__(self) -> None:
        super().__init__()
        rows = (
            (Group.GAINED, "gainedButton", self.tr("Gained"), self.tr("Only the tested weights read these right")),
            (Group.LOST, "lostButton", self.tr("Lost"), self.tr("Only the other weights read these right")),
            (Group.BOTH_WRONG, "bothWrongButton", self.tr("Both wrong"), self.tr("Neither reads these right")),
            (None, "epochsButton", self.tr("Epochs"), self.tr("Errors by digit after each epoch of the tested run")),
        )
        self._buttons = {group: self._new_button(group, *row) for group, *row in rows}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACING)
        for button in self._buttons.values():
            layout.addWidget(button)
        self._buttons[Group.GAINED].setChecked(True)

    @property
    def group(self) -> Group | None:
        """The group whose digits are shown, None for the epochs."""
        return next(group for group, button in self._buttons.items() if button.isChecked())

    def show_counts(self, counts: Mapping[Group, int], epochs: int) -> None:
        """Show how many digits each group has, and how many epochs there are."""
        for group, button in self._buttons.items():
            if group is None:
                button.show_count(epochs)
                button.setAccessibleName(self.tr("Errors by epoch: {0}").format(self.locale().toString(epochs)))
            else:
                button.show_count(counts.get(group, 0))

    def set_theme(self, theme: Theme) -> None:
        for button in self._buttons.values():
            button.set_theme(theme)

    def _new_button(self, group: Group | None, name: str, text: str, about: str) -> ChoiceButton:
        button = ChoiceButton(text, self, NAME_SIZE)
        button.setObjectName(name)
        button.setToolTip(about)
        button.clicked.connect(lambda: self.chosen.emit(group))
        return button
