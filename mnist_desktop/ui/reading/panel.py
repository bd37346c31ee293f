"""The panel of a reading: digit, certainty, ten bars and the digit image."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from mnist_desktop.catalog.networks import NETWORKS, USUAL_NETWORK
from mnist_desktop.reading.values import DigitReading, Reading
from mnist_desktop.ui.reading.network_input import NetworkInput
from mnist_desktop.ui.reading.probability_bars import ProbabilityBars
from mnist_desktop.ui.reading.tile import UNSURE, BigDigit
from mnist_desktop.ui.style.theme import Theme
from mnist_desktop.ui.widgets.controls import Selector
from mnist_desktop.ui.widgets.layout import Card, label, set_role
from mnist_desktop.words.numbers import percent
from mnist_desktop.words.translation import translate

if TYPE_CHECKING:
    from mnist_desktop.drawing.arrays import GreyImage


class ReadingPanel(Card):
    """Shows a reading, and has the selector of the network that reads."""

    network_selected = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._loading = False
        self._reading: Reading | None = None
        self._selector = self._new_selector()
        self._digit = BigDigit()
        self._digit.setObjectName("predictedDigit")
        self._digit.setAccessibleDescription(self.tr("The digit that was read"))
        self._input = NetworkInput()
        self._confidence = label("", "placeholder")
        self._confidence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._confidence.setObjectName("confidence")
        self._bars = ProbabilityBars()
        self._lay_out()
        self._update_text()

    def show_reading(self, reading: Reading | None, digit_image: GreyImage | None) -> None:
        """Show a reading and its digit image: (28, 28), ink 1, paper 0. None means that it is missing."""
        self._reading = reading
        self._input.set_digit_image(digit_image)
        self._bars.set_probabilities(None if reading is None else reading.digits[0].probabilities)
        self._update_text()

    def show_loading(self, loading: bool) -> None:
        """Show that the networks are still loading."""
        self._loading = loading
        self._update_text()

    def set_network(self, name: str) -> None:
        """Select this network without a signal."""
        with QSignalBlocker(self._selector):
            self._selector.setCurrentText(name)

    def set_theme(self, theme: Theme) -> None:
        for part in (self._digit, self._input, self._bars):
            part.set_theme(theme)

    def _update_text(self) -> None:
        self._digit.setText("" if self._reading is None else self._reading.text if self._reading.sure else UNSURE)
        self._confidence.setText(
            self._emptiness() if self._reading is None else self._certainty(self._reading.digits[0])
        )
        set_role(self._confidence, "placeholder" if self._reading is None else "headline")

    def _emptiness(self) -> str:
        """Return the reason why there is no reading."""
        if self._loading:
            return self.tr("Getting ready…")
        is_drawn = self._input.digit_image is not None
        return self.tr("No weights to read with") if is_drawn else self.tr("Nothing drawn yet")

    def _certainty(self, digit: DigitReading) -> str:
        if digit.sure:
            return self.tr("{0} sure").format(percent(digit.confidence, self.locale()))
        one, other = digit.ranking[:2]
        return self.tr("Not sure: {0} or {1}?").format(one, other)

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
        layout.addLayout(self._tiles())
        layout.addWidget(self._confidence)
        layout.addWidget(self._bars, 1)

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
