"""Number fields of the form. All tell of a value once it is whole; the wheel turns none that has no focus."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QFocusEvent, QValidator, QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QDoubleSpinBox, QLineEdit, QSpinBox

from mnist_desktop.words import typed_numbers

EXACT: Final = 30  # decimals; enough that no rate in its range is rounded
INSET: Final = 6  # pixels before a number


class WholeSpin(QSpinBox):
    """A whole number; with `doubling` it steps along the powers of two."""

    def __init__(self, low: int, high: int, *, doubling: bool = False) -> None:
        super().__init__()
        self._doubling = doubling
        self.setRange(low, high)
        _set_up(self)

    def stepBy(self, steps: int) -> None:
        if not self._doubling:
            super().stepBy(steps)
            return
        self.interpretText()
        for _ in range(abs(steps)):
            bits = self.value().bit_length() if steps > 0 else (self.value() - 1).bit_length() - 1
            self.setValue(1 << max(bits, 0))

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class NumberSpin(QDoubleSpinBox):
    """A number shown and typed as short as it is: 0.1, 1e-05, with point or comma."""

    def __init__(self, low: float, high: float, step: float = 0.05) -> None:
        super().__init__()
        self.setDecimals(EXACT)
        self.setRange(low, high)
        self.setSingleStep(step)
        _set_up(self)

    def textFromValue(self, value: float) -> str:
        return typed_numbers.shown(value, self.locale().decimalPoint())

    def valueFromText(self, text: str) -> float:
        value = typed_numbers.parsed(text)
        return self.value() if value is None else value

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        value = typed_numbers.parsed(text)
        if value is not None and self.minimum() <= value <= self.maximum():
            return QValidator.State.Acceptable, text, position
        is_underway = typed_numbers.may_become_one(text)
        return (QValidator.State.Intermediate if is_underway else QValidator.State.Invalid), text, position

    def fixup(self, text: str) -> str:
        """What is out of range becomes the nearest that is not; what is no number goes."""
        value = typed_numbers.parsed(text)
        return text if value is None else self.textFromValue(min(max(value, self.minimum()), self.maximum()))

    def stepBy(self, steps: int) -> None:
        self.interpretText()
        self.setValue(round(self.value() + steps * self.singleStep(), 10))

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class RateSpin(NumberSpin):
    """A learning rate: what matters is how many times larger or smaller it gets."""

    def stepBy(self, steps: int) -> None:
        self.interpretText()
        self.setValue(typed_numbers.next_rate(self.value(), steps))


class SeedEdit(QLineEdit):
    """A whole number of up to 63 bits, more than a spin box holds."""

    value_changed = Signal()

    def __init__(self, high: int) -> None:
        super().__init__()
        self._value = 0
        self.setValidator(_SeedValidator(high, self))
        self.set_value(0)
        self.editingFinished.connect(self.commit)

    @property
    def value(self) -> int:
        return self._value

    def set_value(self, value: int) -> None:
        self._value = value
        self.setText(str(value))
        self.setCursorPosition(0)

    def commit(self) -> None:
        """Take what is typed, or where it is no seed go back to what was there."""
        typed = int(self.text()) if self.hasAcceptableInput() else self._value
        is_new = typed != self._value
        self.set_value(typed)
        if is_new:
            self.value_changed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.commit()  # Qt calls editing finished only where the text is a seed


class _SeedValidator(QValidator):
    def __init__(self, high: int, parent: QObject) -> None:
        super().__init__(parent)
        self._high = high

    def validate(self, text: str, position: int) -> object:
        if not text:
            return QValidator.State.Intermediate, text, position
        fits = text.isascii() and text.isdigit() and int(text[:20]) <= self._high
        return (QValidator.State.Acceptable if fits else QValidator.State.Invalid), text, position


def _set_up(spin: QAbstractSpinBox) -> None:
    spin.setKeyboardTracking(False)
    spin.lineEdit().setTextMargins(INSET, 0, 0, 0)  # the style sheet's padding does not reach it
