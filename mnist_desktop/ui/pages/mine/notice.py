"""Points out the samples that contradict the rest."""

from __future__ import annotations

from PySide6.QtCore import Signal

from mnist_desktop.ui.pages.mine.shown import ALL, SUSPICIOUS, Choice
from mnist_desktop.ui.pages.train.notices import Notice


class SuspicionNotice(Notice):
    """Says how many samples contradict the rest, and has a button that shows them alone, or all again."""

    chosen = Signal(object)  # Choice

    def __init__(self) -> None:
        super().__init__("suspicionNotice")
        self._choice = SUSPICIOUS
        self._button = self._add_button("showSuspiciousButton")
        self._button.clicked.disconnect(self.hide)  # the notice stays as long as there is something to say
        self._button.clicked.connect(lambda: self.chosen.emit(self._choice))

    def show_count(self, count: int, choice: Choice) -> None:
        """Show how many there are, 0 for no notice, and offer the other choice than this one."""
        is_shown = choice == SUSPICIOUS
        self._choice = ALL if is_shown else SUSPICIOUS
        self._button.setText(self.tr("Show all") if is_shown else self.tr("Show them"))
        words = self.tr("Not learnt, since they contradict the rest: {0} of your digits. Was a wrong key pressed?")
        self.say(words.format(self.locale().toString(count)) if count or is_shown else "")
