"""The digit that the network in use reads and, while networks are compared, the other one's, with a caption."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from mnist_desktop.reading.values import DigitReading
from mnist_desktop.ui.reading.agreement import agreement, in_words, is_contradiction
from mnist_desktop.ui.reading.number import likely, shown
from mnist_desktop.ui.reading.tile import HEIGHT, BigDigit
from mnist_desktop.ui.style.theme import Theme
from mnist_desktop.ui.widgets.layout import label, set_role
from mnist_desktop.words.numbers import percent
from mnist_desktop.words.translation import translate

GAP = 6  # pixels between the tiles


class DigitTiles(QWidget):
    """One tile, or two halves of it, one for each network. `caption` says what they are, or whether they agree."""

    def __init__(self) -> None:
        super().__init__()
        self._networks = ("", "")
        self._is_compared = False
        self._digits: tuple[DigitReading | None, DigitReading | None] = (None, None)
        self._own, self._other = BigDigit(), BigDigit()
        self._own.setObjectName("predictedDigit")
        self._other.setObjectName("otherDigit")
        self._other.hide()
        self.caption = caption(self.tr("What it reads"))
        self.setFixedHeight(HEIGHT)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addWidget(self._own)
        layout.addWidget(self._other)

    def set_networks(self, own: str, other: str) -> None:
        """Set the names of the network in use and of the other one."""
        self._networks = (own, other)
        self._update()

    def set_compared(self, compared: bool) -> None:
        """Show both networks, or the one in use alone."""
        self._is_compared = compared
        self._other.setVisible(compared)
        self._update()

    def show_digits(self, own: DigitReading | None, other: DigitReading | None) -> None:
        self._digits = (own, other)
        self._update()

    def set_theme(self, theme: Theme) -> None:
        self._own.set_theme(theme, theme.accent)
        self._other.set_theme(theme, theme.other)

    def _update(self) -> None:
        own, other = self._digits
        is_marked = self._is_compared and own is not None and other is not None and is_contradiction(own, other)
        for tile, digit, network in zip((self._own, self._other), self._digits, self._networks, strict=True):
            tile.setText("" if digit is None else shown(digit))
            certainty = _certainty(digit, self.locale())
            tile.set_notes(*((network, certainty) if self._is_compared else ("", "")))
            tile.setAccessibleDescription(self._description(network, certainty))
            tile.set_marked(is_marked)
        self.caption.setText(self._words())
        set_role(self.caption, "loss" if is_marked else "caption")

    def _description(self, network: str, certainty: str) -> str:
        if not self._is_compared:
            return self.tr("The digit that was read")
        return self.tr("What {0} reads: {1}").format(network, certainty or "–")

    def _words(self) -> str:
        own, other = self._digits
        if not self._is_compared:
            return self.tr("What it reads")
        if own is None or other is None:
            return self.tr("What they read")
        return in_words(agreement(own, other), *self._networks)


def caption(text: str) -> QLabel:
    """Make the caption below a tile."""
    found = label(text, "caption")
    found.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
    found.setWordWrap(True)
    return found


def _certainty(digit: DigitReading | None, locale: QLocale) -> str:
    """Say in few letters how sure a digit is, or which ones it may be."""
    if digit is None:
        return ""
    if digit.sure:
        return percent(digit.confidence, locale)
    found = likely(digit)
    words = translate("DigitTiles", "{0}?") if len(found) == 1 else translate("DigitTiles", "{0} or {1}?")
    return words.format(*found)
