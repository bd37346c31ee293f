"""The widgets of the section Against."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from mnist_desktop.runs.digit_errors import DigitErrors
from mnist_desktop.ui.pages.test.against_choices import GroupRow
from mnist_desktop.ui.pages.test.against_epochs import EpochsPanel
from mnist_desktop.ui.pages.test.against_scores import AgainstScores
from mnist_desktop.ui.pages.test.against_shown import Against, Group, as_compared
from mnist_desktop.ui.pages.test.against_tables import digits_table, epochs_table
from mnist_desktop.ui.pages.test.mistakes_gallery import MistakesGallery
from mnist_desktop.ui.pages.test.sections import Table
from mnist_desktop.ui.pages.test.shown import Choice
from mnist_desktop.ui.style.theme import Theme
from mnist_desktop.ui.widgets.controls import Selector
from mnist_desktop.ui.widgets.layout import label

SPACING: Final = 8  # pixels
LONGEST: Final = 12  # characters that the selector needs room for; the list shows whole names


class AgainstView(QWidget):
    """Accuracies, a sentence, and the digits that one set of weights reads right and the other does not."""

    other_chosen = Signal(object)  # the value of a choice; by the user
    pad_requested = Signal(object)  # int: the index of a digit of the set to put on the pad
    contents_changed = Signal()  # `table` is another one

    def __init__(self) -> None:
        super().__init__()
        self._against: Against | None = None
        self._listed: tuple[Choice, ...] = ()
        self._groups: Mapping[Group, tuple[int, ...]] = {}
        self._errors: DigitErrors | None = None
        self._selector, self._scores, self._choices = self._new_selector(), AgainstScores(), GroupRow()
        self._state, self.gallery, self._epochs = self._new_state(), self._new_gallery(), EpochsPanel()
        self._below = QStackedWidget()
        self._lay_out()
        self._choices.chosen.connect(lambda _: self._show_group())
        self.gallery.pad_requested.connect(self.pad_requested)

    @property
    def against(self) -> Against | None:
        """What is shown."""
        return self._against

    def show_choices(self, choices: Sequence[Choice], chosen: Any) -> None:
        """Let the user choose one of these weights. The one with the value `chosen` is."""
        with QSignalBlocker(self._selector):
            if tuple(choices) != self._listed:  # its list may be open
                self._fill(choices)
            self._selector.setCurrentIndex([choice.value for choice in choices].index(chosen))

    def show_against(self, against: Against | None, words: str = "") -> None:
        """Show this comparison, or in place of none the words that say why there is none."""
        self._against = against
        self._groups = {} if against is None else against.groups
        if against is not None:
            self._scores.show_against(against)
        self._state.setText(words)
        self._state.setVisible(against is None)
        self._show_counts()
        self._show_group()

    def show_progress(self, words: str) -> None:
        """Say how far the comparison is that is under way."""
        self._state.setText(words)

    def show_errors(self, errors: DigitErrors | None) -> None:
        """Show the errors by digit of the tested weights' run, None if there are none."""
        self._errors = errors
        self._epochs.show_errors(errors)
        self._show_counts()
        self.contents_changed.emit()

    def table(self) -> Table | None:
        """One row for each digit on show, or for each epoch while the epochs are on show. None without any."""
        if self._choices.group is None:
            return None if self._errors is None else epochs_table(self._errors)
        return None if self._against is None else digits_table(self._against, self.gallery.indices)

    def set_theme(self, theme: Theme) -> None:
        for part in (self._choices, self.gallery, self._epochs):
            part.set_theme(theme)

    # Private

    def _fill(self, choices: Sequence[Choice]) -> None:
        self._listed = tuple(choices)
        self._selector.clear()
        for row, choice in enumerate(choices):
            self._selector.addItem(choice.title, choice.value)
            self._selector.setItemData(row, choice.about, Qt.ItemDataRole.ToolTipRole)

    def _show_counts(self) -> None:
        counts = {group: len(indices) for group, indices in self._groups.items()}
        self._choices.show_counts(counts, len(self._errors.epochs) if self._errors else 0)

    def _show_group(self) -> None:
        group, against = self._choices.group, self._against
        self._below.setCurrentIndex(1 if group is None else 0)
        self._scores.setVisible(against is not None and group is not None)  # the epochs are of one run alone
        show = None if against is None else as_compared(against, self.locale())
        indices = () if group is None else self._groups.get(group, ())
        self.gallery.nothing = "" if against is None else self.tr("There are none of these.")
        self.gallery.show_digits(indices, show)
        self.contents_changed.emit()

    # Parts

    def _new_selector(self) -> Selector:
        selector = Selector()
        selector.setObjectName("againstSelector")
        selector.setAccessibleName(self.tr("Against"))
        selector.setSizeAdjustPolicy(Selector.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        selector.setMinimumContentsLength(LONGEST)
        selector.currentIndexChanged.connect(lambda _: self.other_chosen.emit(selector.currentData()))
        return selector

    def _new_state(self) -> QLabel:
        state = label("", "caption")
        state.setObjectName("againstState")
        state.setWordWrap(True)
        return state

    def _new_gallery(self) -> MistakesGallery:
        gallery = MistakesGallery("againstList")
        gallery.setAccessibleName(self.tr("Digits that one reads right and the other wrong"))
        gallery.setAccessibleDescription(self.tr("Enter puts a digit on the pad."))
        return gallery

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACING)
        layout.addLayout(self._header())
        layout.addWidget(self._state)
        layout.addWidget(self._scores)
        layout.addWidget(self._choices)
        layout.addWidget(self._below, 1)
        for part in (self.gallery, self._epochs):
            self._below.addWidget(part)

    def _header(self) -> QHBoxLayout:
        header = QHBoxLayout()
        header.setSpacing(SPACING)
        header.addWidget(label(self.tr("Against"), "title"))
        header.addWidget(self._selector, 1)
        return header
