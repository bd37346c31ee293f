"""The section Against: what the tested weights gain and lose against others on the same digits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent

from mnist_desktop.ui.pages.test.sections import Table, TestSection
from mnist_desktop.ui.pages.test.shown import Choice, Tested
from mnist_desktop.ui.style.theme import LIGHT, Theme

if TYPE_CHECKING:
    from mnist_desktop.runs.digit_errors import DigitErrors
    from mnist_desktop.ui.pages.test.against_shown import Against
    from mnist_desktop.ui.pages.test.against_view import AgainstView


class AgainstSection(TestSection):
    """The comparison of what was tested with other weights.

    A session tells it what to show, once it is built.
    """

    shown = Signal()  # it came into view
    needed = Signal(object)  # Tested: it is in view, and not compared yet
    other_chosen = Signal(object)  # the value of a choice; by the user

    def __init__(self) -> None:
        super().__init__()
        self._theme = LIGHT
        self._tested: Tested | None = None
        self._view: AgainstView | None = None

    @property
    def title(self) -> str:
        return self.tr("Against")

    @property
    def view(self) -> AgainstView:
        """The widgets, once they are built."""
        assert self._view is not None, "the section was in view before"
        return self._view

    @property
    def against(self) -> Against | None:
        """What is shown."""
        return None if self._view is None else self._view.against

    def build(self) -> None:
        from mnist_desktop.ui.pages.test.against_view import AgainstView

        self._view = view = AgainstView()
        view.set_theme(self._theme)
        view.other_chosen.connect(self.other_chosen)
        view.pad_requested.connect(self.pad_requested)
        view.contents_changed.connect(self.contents_changed)
        self._fill_with(view)
        self.show_tested(None)

    def show_tested(self, tested: Tested | None) -> None:
        self._tested = tested
        self.show_state(self.tr("Once digits are tested, the same digits are read with other weights here."))
        if tested is not None:
            self.needed.emit(tested)

    def show_choices(self, choices: Sequence[Choice], chosen: Any) -> None:
        """Let the user choose one of these weights. The one with the value `chosen` is."""
        self.view.show_choices(choices, chosen)

    def show_state(self, words: str) -> None:
        """Say why there is no comparison: it is under way, or could not be made."""
        self.view.show_against(None, words)

    def show_progress(self, words: str) -> None:
        """Say how far the comparison is that is under way."""
        self.view.show_progress(words)

    def show_against(self, against: Against) -> None:
        self.view.show_against(against)

    def show_errors(self, errors: DigitErrors | None) -> None:
        """Show the errors by digit of the tested weights' run, None if there are none."""
        self.view.show_errors(errors)

    def table(self) -> Table | None:
        """One row for each digit on show, or for each epoch while the epochs are on show. None without any."""
        return None if self._view is None else self._view.table()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        if self._view is not None:
            self._view.set_theme(theme)

    def showEvent(self, event: QShowEvent) -> None:
        """Wish for a comparison where the last one failed, or was put off."""
        super().showEvent(event)
        self.shown.emit()
        if self._tested is not None and self.against is None:
            self.needed.emit(self._tested)
