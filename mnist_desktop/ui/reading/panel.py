"""The panel of a reading: the number, and of the selected digit certainty, ten bars, the digit image and a note."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from mnist_desktop.catalog.networks import NETWORKS, USUAL_NETWORK
from mnist_desktop.reading.values import DigitReading
from mnist_desktop.ui.reading.network_input import NetworkInput
from mnist_desktop.ui.reading.number import Number, likely, shown
from mnist_desktop.ui.reading.probability_bars import ProbabilityBars
from mnist_desktop.ui.reading.teaching_note import TeachingNote
from mnist_desktop.ui.reading.tile import BigDigit
from mnist_desktop.ui.style.theme import Theme
from mnist_desktop.ui.widgets.controls import Selector
from mnist_desktop.ui.widgets.layout import Card, label, set_role
from mnist_desktop.words.numbers import percent
from mnist_desktop.words.translation import translate


class NoReading(Enum):
    """Why there are no digits to show."""

    LOADING = auto()
    NOTHING_DRAWN = auto()
    UNDER_WAY = auto()  # a picture is being read
    NO_WEIGHTS = auto()
    NO_DIGIT = auto()


class ReadingPanel(Card):
    """Shows the digits of a reading, one of them selected, and has the selector of the network that reads."""

    network_selected = Signal(str)
    digit_selected = Signal(int)  # its index; by the user
    bar_clicked = Signal(int)  # what the user says that the selected digit is

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._digits: tuple[DigitReading, ...] = ()
        self._selected, self._is_chosen = 0, False  # chosen by the user
        self._reason = NoReading.NOTHING_DRAWN
        self._selector = self._new_selector()
        self._number = Number()
        self._number.digit_selected.connect(self.select)
        self._digit = BigDigit()
        self._digit.setObjectName("predictedDigit")
        self._digit.setAccessibleDescription(self.tr("The digit that was read"))
        self._input = NetworkInput()
        self._confidence = label("", "placeholder")
        self._confidence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._confidence.setObjectName("confidence")
        self._bars = ProbabilityBars()
        self._bars.digit_clicked.connect(self.bar_clicked)
        self._note = TeachingNote()
        self._is_teachable = True
        self._lay_out()
        self._update()

    @property
    def digits(self) -> tuple[DigitReading, ...]:
        """The digits shown, in reading order."""
        return self._digits

    @property
    def selected(self) -> int:
        """The index of the selected digit, 0 without digits."""
        return self._selected

    @property
    def is_chosen(self) -> bool:
        """Whether the user selected that digit."""
        return self._is_chosen

    def show_digits(self, digits: Sequence[DigitReading], newest: int = 0) -> None:
        """Show these digits, in reading order.

        The one with the index `newest` is selected. If the user has selected one, that stays until there are more.
        """
        self._is_chosen = self._is_chosen and 0 < len(digits) <= len(self._digits)
        self._digits = tuple(digits)
        self._selected = min(self._selected, len(digits) - 1) if self._is_chosen else newest
        self._update()

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

    def set_network(self, name: str) -> None:
        """Select this network without a signal."""
        with QSignalBlocker(self._selector):
            self._selector.setCurrentText(name)

    def set_theme(self, theme: Theme) -> None:
        for part in (self._number, self._digit, self._input, self._bars):
            part.set_theme(theme)

    def _update(self) -> None:
        digit = self._shown_digit()
        self._number.show_digits(self._digits, self._selected)
        self._input.set_digit_image(None if digit is None else digit.image)
        self._bars.set_probabilities(None if digit is None else digit.probabilities)
        self._update_text()

    def _shown_digit(self) -> DigitReading | None:
        return self._digits[self._selected] if self._digits else None

    def _update_text(self) -> None:
        digit = self._shown_digit()
        self._digit.setText("" if digit is None else shown(digit))
        self._confidence.setText(self._emptiness() if digit is None else self._certainty(digit))
        set_role(self._confidence, "placeholder" if digit is None else "headline")
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

    def _new_selector(self) -> Selector:
        selector = Selector()
        selector.setObjectName("modelSelector")
        selector.setAccessibleName(self.tr("Network"))
        about = [translate("Catalog", row.about) for row in NETWORKS.values()]
        for index, (name, text) in enumerate(zip(NETWORKS, about, strict=True)):
            selector.addItem(name)
            selector.setItemData(index, text, Qt.ItemDataRole.ToolTipRole)
        selector.setToolTip("\n".join(about))
        selector.setCurrentText(USUAL_NETWORK)
        selector.currentTextChanged.connect(self.network_selected)
        return selector

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 16)
        layout.setSpacing(12)
        layout.addLayout(self._header())
        layout.addWidget(self._number)
        layout.addLayout(self._tiles())
        layout.addWidget(self._confidence)
        layout.addWidget(self._bars, 1)
        layout.addWidget(self._note)

    def _header(self) -> QHBoxLayout:
        header = QHBoxLayout()
        network = label(self.tr("Network"), "title")
        header.addWidget(network)
        header.addStretch(1)
        header.addWidget(self._selector)
        return header

    def _tiles(self) -> QGridLayout:
        tiles = QGridLayout()
        tiles.setVerticalSpacing(6)
        tiles.setHorizontalSpacing(12)
        for column, (tile, text) in enumerate(
            ((self._digit, self.tr("What it reads")), (self._input, self.tr("What the network receives")))
        ):
            tiles.addWidget(tile, 0, column)
            tiles.addWidget(_caption(text), 1, column)
            tiles.setColumnStretch(column, 1)
        return tiles


def _caption(text: str) -> QLabel:
    caption = label(text, "caption")
    caption.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
    caption.setWordWrap(True)
    return caption
