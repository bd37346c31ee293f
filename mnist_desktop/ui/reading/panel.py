"""The panel of a reading: the number, and of the selected digit certainty, ten bars, the digit image and a note."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from mnist_desktop.catalog.networks import other_than
from mnist_desktop.reading.values import DigitReading
from mnist_desktop.ui.reading.details import Details
from mnist_desktop.ui.reading.digit_tiles import DigitTiles, caption
from mnist_desktop.ui.reading.header import ReadingHeader
from mnist_desktop.ui.reading.network_input import NetworkInput
from mnist_desktop.ui.reading.number import Number, likely
from mnist_desktop.ui.reading.preview_mark import PreviewMark
from mnist_desktop.ui.reading.probability_bars import ProbabilityBars
from mnist_desktop.ui.reading.teaching_note import TeachingNote
from mnist_desktop.ui.style.theme import LIGHT, Theme
from mnist_desktop.ui.widgets.layout import Card, label, set_role
from mnist_desktop.words.numbers import percent

if TYPE_CHECKING:
    from mnist_desktop.drawing.arrays import GreyImage
    from mnist_desktop.reading.nudged import Nudged
    from mnist_desktop.ui.reading.nudge_pane import NudgePane


class NoReading(Enum):
    """Why there are no digits to show."""

    LOADING = auto()
    NOTHING_DRAWN = auto()
    UNDER_WAY = auto()  # a picture is being read
    NO_WEIGHTS = auto()
    NO_DIGIT = auto()


class ReadingPanel(Card):
    """Shows the digits of a reading, one of them selected, and has the selector of the network that reads.

    While `compare` is checked it shows what the other network reads too, and while `nudge` is, what a nudged digit is.
    """

    network_selected = Signal(str)
    digit_selected = Signal(int)  # its index; by the user
    bar_clicked = Signal(int)  # what the user says that the selected digit is
    image_changed = Signal()
    nudge_changed = Signal(object)  # Nudge: by the user; None when there is no more nudging

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._digits: tuple[DigitReading, ...] = ()
        self._others: tuple[DigitReading, ...] = ()
        self._nudged: Nudged | None = None
        self._selected, self._is_chosen = 0, False  # chosen by the user
        self._reason = NoReading.NOTHING_DRAWN
        self._header = ReadingHeader()
        self._preview = PreviewMark()
        self._number = Number()
        self._tiles = DigitTiles()
        self._input = NetworkInput()
        self._input_caption = caption("")
        self._confidence = label("", "placeholder")
        self._confidence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._confidence.setObjectName("confidence")
        self._bars = ProbabilityBars()
        self._details = Details(self._bars)
        self._pane: NudgePane | None = None
        self._note = TeachingNote()
        self._is_teachable = True
        self._theme = LIGHT
        self._lay_out()
        self._connect()
        self._name_networks()
        self._update()

    @property
    def compare(self) -> QAction:
        """The switch of the other network."""
        return self._header.compare

    @property
    def nudge(self) -> QAction:
        """The switch of the pane that nudges."""
        return self._header.nudge

    @property
    def digits(self) -> tuple[DigitReading, ...]:
        """The digits that were read, in reading order, without any nudge."""
        return self._digits

    @property
    def selected(self) -> int:
        """The index of the selected digit, 0 without digits."""
        return self._selected

    @property
    def is_chosen(self) -> bool:
        """Whether the user selected that digit."""
        return self._is_chosen

    @property
    def image(self) -> GreyImage | None:
        """The digit image that is shown, as it is nudged: (28, 28), ink 1, paper 0. None without digits."""
        return self._input.digit_image

    def show_digits(self, digits: Sequence[DigitReading], newest: int = 0, others: Sequence[DigitReading] = ()) -> None:
        """Show these digits, in reading order, and what the other network reads in each, if it does.

        The one with the index `newest` is selected. If the user has selected one, that stays until there are more.
        """
        self._is_chosen = self._is_chosen and 0 < len(digits) <= len(self._digits)
        self._digits, self._others = tuple(digits), tuple(others)
        self._selected = min(self._selected, len(digits) - 1) if self._is_chosen else newest
        self._update()

    def show_nudged(self, nudged: Nudged | None) -> None:
        """Show what is read in the selected digit as it is nudged, None for what was read without."""
        self._nudged = nudged
        if self._pane is not None:
            self._pane.show_nudged(nudged)
        self._update()

    def reset_nudge(self) -> None:
        """Show the selected digit without a nudge."""
        if self._pane is not None:
            self._pane.reset()
        self.show_nudged(None)

    def select(self, index: int) -> None:
        """Select the digit with this index, as the user wishes."""
        self._selected, self._is_chosen = index, True
        self._update()
        self.digit_selected.emit(index)

    def show_labels(self, labels: Sequence[int | None]) -> None:
        """Mark the digits that are kept with these labels, None for one that is not."""
        self._number.show_labels(labels)

    def show_kept(self, label: int | None) -> None:
        """Say in one line that a digit was just kept with this label, or how one can be corrected."""
        self._note.show_kept(label)

    def show_true_label(self, label: int | None) -> None:
        """Say in the same line what the digit on the pad is labelled where it is from, None if it is from nowhere."""
        self._note.show_label(label)

    def set_teachable(self, teachable: bool) -> None:
        """Let the user say what the selected digit is, or not."""
        if teachable != self._is_teachable:
            self._is_teachable = teachable
            self._bars.set_clickable(teachable)
            self._update_text()

    def explain(self, reason: NoReading) -> None:
        """Say this for as long as there are no digits."""
        self._reason = reason
        self._update_text()

    def show_preview(self, words: str) -> None:
        """Mark that other weights read for now than those in use, in these words. "" removes the mark."""
        self._preview.show_words(words)

    def set_network(self, name: str) -> None:
        """Select this network without a signal."""
        self._header.set_network(name)
        self._name_networks()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for part in (self._header, self._number, self._tiles, self._input, self._bars, self._pane):
            if part is not None:
                part.set_theme(theme)

    # Comparing and nudging

    def _networks(self) -> list[str]:
        """The networks that are shown, the one in use first."""
        own = self._header.network
        return [own, other_than(own)] if self.compare.isChecked() else [own]

    def _name_networks(self) -> None:
        own = self._header.network
        self._tiles.set_networks(own, other_than(own))
        if self._pane is not None:
            self._pane.set_networks(self._networks())

    def _show_compared(self, compared: bool) -> None:
        self._tiles.set_compared(compared)
        self._nudged, self._others = None, ()
        self._name_networks()
        self._update()

    def _show_pane(self, shown: bool) -> None:
        pane = self._pane = self._pane or self._new_pane()
        pane.reset()
        self._note.setVisible(not shown)
        self._details.show_pane(pane if shown else None)
        if shown:
            pane.setFocus()
        self.nudge_changed.emit(pane.nudge if shown else None)

    def _new_pane(self) -> NudgePane:
        from mnist_desktop.ui.reading.nudge_pane import NudgePane  # with NumPy, which the first paint does not need

        pane = NudgePane()
        pane.set_theme(self._theme)
        pane.set_networks(self._networks())
        pane.nudge_changed.connect(self.nudge_changed)
        return pane

    # What is shown

    def _update(self) -> None:
        digits, others = self._as_nudged(self._digits, 0), self._as_nudged(self._others, 1)
        digit, other = (each[self._selected] if each else None for each in (digits, others))
        self._number.show_digits(digits, self._selected)
        self._tiles.show_digits(digit, other)
        self._input.set_digit_image(None if digit is None else digit.image)
        self._bars.set_probabilities(None if digit is None else digit.probabilities)
        self._bars.set_other(None if other is None else other.probabilities)
        self._update_text()
        self.image_changed.emit()

    def _as_nudged(self, digits: tuple[DigitReading, ...], network: int) -> tuple[DigitReading, ...]:
        """Return digits that a network read, with the selected one as it is nudged."""
        nudged, index = self._nudged, self._selected
        if nudged is None or not digits or network >= len(nudged.readings):
            return digits
        found = nudged.readings[network]
        changed = replace(digits[index], probabilities=found.probabilities, sure=found.sure, image=nudged.image)
        return (*digits[:index], changed, *digits[index + 1 :])

    def _update_text(self) -> None:
        digits = self._as_nudged(self._digits, 0)
        digit = digits[self._selected] if digits else None
        is_nudged = self._pane is not None and self._nudged is not None and self._pane.is_nudged
        self._confidence.setText(self._emptiness() if digit is None else self._certainty(digit))
        set_role(self._confidence, "placeholder" if digit is None else "headline")
        self._input.set_marked(is_nudged)
        self._input_caption.setText(
            self.tr("What it receives, nudged") if is_nudged else self.tr("What the network receives")
        )
        self._note.show_hint(digit if self._is_teachable else None)

    def _emptiness(self) -> str:
        """Return the reason why there is no reading."""
        return {
            NoReading.LOADING: self.tr("Getting ready…"),
            NoReading.NOTHING_DRAWN: self.tr("Nothing drawn yet"),
            NoReading.UNDER_WAY: self.tr("Reading the picture…"),
            NoReading.NO_WEIGHTS: self.tr("No weights to read with"),
            NoReading.NO_DIGIT: self.tr("No digit found"),
        }[self._reason]

    def _certainty(self, digit: DigitReading) -> str:
        if digit.sure:
            return self.tr("{0} sure").format(percent(digit.confidence, self.locale()))
        found = likely(digit)
        words = self.tr("Not sure: {0}?") if len(found) == 1 else self.tr("Not sure: {0} or {1}?")
        return words.format(*found)

    def _connect(self) -> None:
        self._header.network_selected.connect(self.network_selected)
        self._number.digit_selected.connect(self.select)
        self._bars.digit_clicked.connect(self.bar_clicked)
        self.compare.toggled.connect(self._show_compared)
        self.nudge.toggled.connect(self._show_pane)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 16)
        layout.setSpacing(12)
        top = QVBoxLayout()
        top.setSpacing(4)
        top.addWidget(self._header)
        top.addWidget(self._preview)
        layout.addLayout(top)
        layout.addWidget(self._number)
        layout.addLayout(self._tile_row())
        layout.addWidget(self._confidence)
        layout.addWidget(self._details, 1)
        layout.addWidget(self._note)

    def _tile_row(self) -> QGridLayout:
        tiles = QGridLayout()
        tiles.setVerticalSpacing(6)
        tiles.setHorizontalSpacing(12)
        shown = ((self._tiles, self._tiles.caption), (self._input, self._input_caption))
        for column, (tile, words) in enumerate(shown):
            tiles.addWidget(tile, 0, column)
            tiles.addWidget(words, 1, column)
            tiles.setColumnStretch(column, 1)
        return tiles
