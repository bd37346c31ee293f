"""Number fields of the form. They emit only complete values. The wheel needs the focus to change them."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QFocusEvent, QValidator, QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QDoubleSpinBox, QLineEdit, QSpinBox

from mnist_desktop.ui.widgets.controls import wheel_changes
from mnist_desktop.words.translation import translate
from mnist_desktop.words.typed_numbers import as_number, as_text, may_become_number, next_rate

EXACT: Final = 30  # decimals; enough that no rate in its range is rounded
INSET: Final = 6  # pixels before a number


class WholeSpin(QSpinBox):
    """An integer. With `doubling`, it steps along the powers of two."""

    def __init__(self, low: int, high: int, *, doubling: bool = False) -> None:
        super().__init__()
        self._doubling = doubling
        self.setRange(low, high)
        _set_up(self)
        self.lineEdit().textEdited.connect(self._explain)

    def valueFromText(self, text: str) -> int:
        value = as_number(text, self.locale(), is_whole=True)
        return self.value() if value is None else round(value)

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        return _state_of(self, text), text, position

    def fixup(self, text: str) -> str:
        return _corrected(self, text)

    def _explain(self, text: str) -> None:
        _explain(self, text)

    def stepBy(self, steps: int) -> None:
        if not self._doubling:
            super().stepBy(steps)
            return
        self.interpretText()
        for _ in range(abs(steps)):
            bits = self.value().bit_length() if steps > 0 else (self.value() - 1).bit_length() - 1
            self.setValue(1 << max(bits, 0))

    def wheelEvent(self, event: QWheelEvent) -> None:
        if wheel_changes(self, event):
            super().wheelEvent(event)


class NumberSpin(QDoubleSpinBox):
    """A number in its shortest form, in the digits of the locale: 0.1, 1e-05."""

    def __init__(self, low: float, high: float, step: float = 0.05) -> None:
        super().__init__()
        self.setDecimals(EXACT)
        self.setRange(low, high)
        self.setSingleStep(step)
        _set_up(self)
        self.lineEdit().textEdited.connect(self._explain)

    def textFromValue(self, value: float) -> str:
        return as_text(value, self.locale())

    def valueFromText(self, text: str) -> float:
        value = as_number(text, self.locale())
        return self.value() if value is None else value

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        return _state_of(self, text), text, position

    def fixup(self, text: str) -> str:
        return _corrected(self, text)

    def _explain(self, text: str) -> None:
        _explain(self, text)

    def stepBy(self, steps: int) -> None:
        self.interpretText()
        self.setValue(round(self.value() + steps * self.singleStep(), 10))

    def wheelEvent(self, event: QWheelEvent) -> None:
        if wheel_changes(self, event):
            super().wheelEvent(event)


class RateSpin(NumberSpin):
    """A learning rate. Its steps multiply the value."""

    def stepBy(self, steps: int) -> None:
        self.interpretText()
        self.setValue(next_rate(self.value(), steps))


class SeedEdit(QLineEdit):
    """An integer of up to 63 bits, more than a spin box holds."""

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
        self.setText(as_text(value, self.locale()))
        self.setCursorPosition(0)

    def commit(self) -> None:
        """Take the typed seed, or restore the last one if the text is invalid."""
        typed = int(self.text()) if self.hasAcceptableInput() else self._value
        is_new = typed != self._value
        self.set_value(typed)
        if is_new:
            self.value_changed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.commit()  # Qt emits editingFinished only for an acceptable text


class _SeedValidator(QValidator):
    def __init__(self, high: int, parent: QObject) -> None:
        super().__init__(parent)
        self._high = high

    def validate(self, text: str, position: int) -> object:
        if not text:
            return QValidator.State.Intermediate, text, position
        fits = text.isdecimal() and int(text[:20]) <= self._high
        return (QValidator.State.Acceptable if fits else QValidator.State.Invalid), text, position


def _state_of(spin: QSpinBox | QDoubleSpinBox, text: str) -> QValidator.State:
    """Return the validator's state. Values out of range may be typed: a refused key would give another number."""
    is_whole = isinstance(spin, QSpinBox)
    value = as_number(text, spin.locale(), is_whole=is_whole)
    if value is not None and value == _nearest(spin, value):
        return QValidator.State.Acceptable
    may_become_one = may_become_number(text, spin.locale(), is_whole=is_whole)
    return QValidator.State.Intermediate if may_become_one else QValidator.State.Invalid


def _corrected(spin: QSpinBox | QDoubleSpinBox, text: str) -> str:
    """Return the nearest number in range as text. A text without a number is returned unchanged."""
    value = as_number(text, spin.locale(), is_whole=isinstance(spin, QSpinBox))
    return text if value is None else as_text(_nearest(spin, value), spin.locale())


def _nearest(spin: QSpinBox | QDoubleSpinBox, value: float) -> float:
    within = min(max(value, spin.minimum()), spin.maximum())
    return round(within) if isinstance(spin, QSpinBox) else within


def _explain(spin: QSpinBox | QDoubleSpinBox, text: str) -> None:
    """Explain in the text's tool tip why a value is corrected. Else clear it, so that the field's tool tip shows."""
    value = as_number(text, spin.locale(), is_whole=isinstance(spin, QSpinBox))
    if value is None or value == _nearest(spin, value):
        spin.lineEdit().setToolTip("")
    else:
        words = translate("Fields", "Only {0} to {1} is possible; the nearest number is taken.")
        low, high = (as_text(bound, spin.locale()) for bound in (spin.minimum(), spin.maximum()))
        spin.lineEdit().setToolTip(words.format(low, high))


def _set_up(spin: QAbstractSpinBox) -> None:
    spin.setKeyboardTracking(False)
    spin.lineEdit().setTextMargins(INSET, 0, 0, 0)  # the style sheet's padding does not affect the text
