"""The line below the bars: how to correct what was read, its label if that is known, or what was kept as a sample."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QLabel

from mnist_desktop.reading.values import DigitReading


class TeachingNote(QLabel):
    """One quiet line. Its room stays while it says nothing, so that nothing moves."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("teachingNote")
        self.setProperty("role", "caption")
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter)
        self._digit: DigitReading | None = None
        self._kept: int | None = None
        self._label: int | None = None

    def show_hint(self, digit: DigitReading | None) -> None:
        """Say how to correct this reading, unless something was just kept. Say nothing without one."""
        self._digit = digit
        self._update()

    def show_label(self, label: int | None) -> None:
        """Say what the digit on the pad is labelled in the set that it is from, None for one that is from none."""
        if label != self._label:
            self._label = label
            self._update()

    def show_kept(self, label: int | None) -> None:
        """Say that a digit was just kept with this label, or nothing of it."""
        if label != self._kept:
            self._kept = label
            self._update()
            if label is not None and QAccessible.isActive():
                QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.text()))

    def _update(self) -> None:
        if self._kept is not None:
            self.setText(self._kept_words(self._kept))
        elif self._label is not None:
            self.setText(self.tr("Its label in the test: {0}").format(self._label))
        else:
            self.setText(self._hint())

    def _kept_words(self, label: int) -> str:
        return self.tr("Kept as {0} · Esc takes it back").format(label)

    def _hint(self) -> str:
        if self._digit is None:
            return ""
        if self._digit.sure:
            return self.tr("Wrong? Type the right digit")
        return self.tr("Which is it? Type the digit")
