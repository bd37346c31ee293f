"""The row that chooses which digits the gallery shows, and says how many there are."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mnist_desktop.ui.pages.mine.shown import ALL, Choice
from mnist_desktop.ui.style.theme import Theme
from mnist_desktop.ui.widgets.choice_button import ChoiceButton


class ChoiceRow(QWidget):
    """A button for all digits and one for each, with their counts. One of them is checked."""

    chosen = Signal(object)  # Choice; by the user

    def __init__(self) -> None:
        super().__init__()
        choices = (ALL, *(Choice(label=digit) for digit in range(10)))
        self._buttons = {choice: self._new_button(choice) for choice in choices}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        for choice, button in self._buttons.items():
            layout.addWidget(button, 3 if choice is ALL else 2)
        self.show_choice(ALL)

    def show_counts(self, counts: Sequence[int]) -> None:
        """Show how many samples there are of each digit."""
        for choice, button in self._buttons.items():
            button.show_count(sum(counts) if choice.label is None else counts[choice.label])

    def show_choice(self, choice: Choice) -> None:
        """Check the button of this choice, or none if it has none."""
        for each, button in self._buttons.items():
            button.setAutoExclusive(False)  # or the last one stays checked
            button.setChecked(each == choice)
            button.setAutoExclusive(True)

    def set_theme(self, theme: Theme) -> None:
        for button in self._buttons.values():
            button.set_theme(theme)

    def _new_button(self, choice: Choice) -> ChoiceButton:
        button = ChoiceButton(self.tr("All") if choice.label is None else str(choice.label), self)
        button.setObjectName("allDigitsButton" if choice.label is None else f"digitsButton{choice.label}")
        button.clicked.connect(lambda: self.chosen.emit(choice))
        return button
