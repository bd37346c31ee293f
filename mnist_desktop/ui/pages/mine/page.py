"""The page Mine: the digits that the user labelled, and learning from them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from mnist_desktop.ui.pages import dialogs
from mnist_desktop.ui.pages.mine.beginning import Beginning
from mnist_desktop.ui.pages.mine.choice_row import ChoiceRow
from mnist_desktop.ui.pages.mine.commands import DIGITS, SampleCommands
from mnist_desktop.ui.pages.mine.gallery import DigitsList
from mnist_desktop.ui.pages.mine.learning import LearningPanel
from mnist_desktop.ui.pages.mine.notice import SuspicionNotice
from mnist_desktop.ui.pages.mine.shown import ALL, SUSPICIOUS, Choice, ShownSample
from mnist_desktop.ui.pages.tabs import Page
from mnist_desktop.ui.style.theme import Theme
from mnist_desktop.ui.widgets.controls import ActionButton, FoldingRow

if TYPE_CHECKING:
    from mnist_desktop.samples.sample import Sample

SPACING: Final = 8  # pixels


class MinePage(Page):
    """The gallery with its actions, and below it the panel for learning. Both are public for sessions."""

    relabel_requested = Signal(object, int)  # tuple[Sample, ...], label
    confirm_requested = Signal(object)  # tuple[Sample, ...]
    delete_requested = Signal(object)  # tuple[Sample, ...]
    undo_requested = Signal()
    pad_requested = Signal(object)  # Sample
    import_requested = Signal(object)  # Path
    export_requested = Signal(object, object)  # tuple[Sample, ...], Path
    round_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.commands = SampleCommands(self)
        self.gallery, self.learning = DigitsList(), LearningPanel()
        self._choices, self._notice = ChoiceRow(), SuspicionNotice()
        self._beginning = Beginning(self.commands.round, self.commands.imports)
        self._actions = self._new_row()
        self._lay_out()
        self._connect()
        self._show_numbers()

    @property
    def menu_actions(self) -> Sequence[QAction]:
        return self.commands.imports, self.commands.export

    def show_samples(self, samples: Iterable[ShownSample]) -> None:
        """Show these samples in place of those before. They are sorted as `arranged` does it."""
        self.gallery.show_samples(samples)
        self._show_numbers()

    def update_samples(self, samples: Iterable[ShownSample]) -> None:
        """Show more of these samples than before. One that is not there any more is ignored."""
        self.gallery.update_samples(samples)
        self._show_suspicions()

    def set_theme(self, theme: Theme) -> None:
        for part in (self.commands, self.gallery, self.learning, self._choices):
            part.set_theme(theme)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 10, 0, 0)
        layout.setSpacing(SPACING)
        layout.addWidget(self._choices)
        layout.addWidget(self._notice)
        layout.addWidget(self.gallery, 1)
        layout.addWidget(self._beginning, 1)
        layout.addWidget(self._actions)
        layout.addWidget(self.learning)

    def _new_row(self) -> QWidget:
        row, commands = FoldingRow(), self.commands
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACING)
        relabel = ActionButton(commands.relabel, "relabelButton", role="menu")
        relabel.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        for button in (
            relabel,
            ActionButton(commands.delete, "deleteDigitsButton"),
            ActionButton(commands.pad, "onPadButton"),
            ActionButton(commands.confirm, "confirmButton"),
        ):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(ActionButton(commands.imports, "importDigitsButton"))
        row.addWidget(ActionButton(commands.export, "exportDigitsButton"))
        holder = QWidget()
        holder.setLayout(row)
        return holder

    def _connect(self) -> None:
        commands, gallery = self.commands, self.gallery
        gallery.addActions(list(commands.on_selection))
        self._choices.chosen.connect(self._choose)
        self._notice.chosen.connect(self._choose)
        gallery.selection_changed.connect(self._show_possible)
        gallery.relabel_requested.connect(self._relabel)
        gallery.delete_requested.connect(commands.delete.trigger)
        gallery.undo_requested.connect(self.undo_requested)
        gallery.pad_requested.connect(commands.pad.trigger)
        commands.labels.triggered.connect(lambda action: self._relabel(action.data()))
        commands.confirm.triggered.connect(lambda: self.confirm_requested.emit(_samples(self._suspicious_selected())))
        commands.delete.triggered.connect(lambda: self.delete_requested.emit(_samples(gallery.selected)))
        commands.pad.triggered.connect(lambda: self.pad_requested.emit(gallery.selected[0].sample))
        commands.imports.triggered.connect(self._ask_what_to_import)
        commands.export.triggered.connect(self._ask_where_to)
        commands.round.triggered.connect(self.round_requested)

    def _choose(self, choice: Choice) -> None:
        self.gallery.choose(choice)
        self._choices.show_choice(choice)
        self._show_suspicions()

    def _relabel(self, label: int) -> None:
        others = [each for each in self.gallery.selected if each.label != label]
        if others:
            self.relabel_requested.emit(_samples(others), label)

    def _suspicious_selected(self) -> list[ShownSample]:
        return [each for each in self.gallery.selected if each.is_suspicious]

    def _show_numbers(self) -> None:
        """Show how many samples there are, and how to begin if there are none."""
        samples = self.gallery.all
        counts = Counter(each.label for each in samples)
        self._choices.show_counts([counts[digit] for digit in DIGITS])
        for part in (self._choices, self.gallery, self._actions):
            part.setVisible(bool(samples))
        self._beginning.setVisible(not samples)
        self._show_suspicions()

    def _show_suspicions(self) -> None:
        suspicious = sum(each.is_suspicious for each in self.gallery.all)
        if not suspicious and self.gallery.choice == SUSPICIOUS:
            self._choose(ALL)  # the last one was decided
        else:
            self._notice.show_count(suspicious, self.gallery.choice)
            self._show_possible()

    def _show_possible(self) -> None:
        selected = self.gallery.selected
        suspicious = sum(each.is_suspicious for each in selected)
        self.commands.show_possible(count=len(self.gallery.all), selected=len(selected), suspicious=suspicious)

    def _ask_what_to_import(self) -> None:
        if path := dialogs.samples_file(self):
            self.import_requested.emit(path)

    def _ask_where_to(self) -> None:
        chosen = self.gallery.selected or self.gallery.all
        if chosen and (path := dialogs.export_samples_file(self)):
            self.export_requested.emit(_samples(chosen), path)


def _samples(shown: Iterable[ShownSample]) -> tuple[Sample, ...]:
    return tuple(each.sample for each in shown)
