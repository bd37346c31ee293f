"""Numbers that are typed: read back as shown in any locale, and corrected only once the person leaves the field."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from mnist_desktop.ui.pages.train.fields import RateSpin, SeedEdit, WholeSpin

LARGEST = 10_000  # batch
LOCALES = ("C", "en_US", "es_ES", "de_DE", "tr_TR", "ar_EG", "fa_IR")


@pytest.fixture
def batch_size(qtbot: QtBot) -> WholeSpin:
    return shown(WholeSpin(1, LARGEST), qtbot)


def shown(field: WholeSpin, qtbot: QtBot) -> WholeSpin:
    qtbot.addWidget(field)
    field.show()
    qtbot.waitActive(field)
    return field


def type_into(field: QWidget, text: str) -> None:
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(field, text)


def leave(field: QWidget) -> None:
    QTest.keyClick(field, Qt.Key.Key_Return)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("value", [0.001, 0.12, 1e-5, 3.0, 9999.5])
def test_a_rate_reads_back_as_shown_in_any_locale(locale: str, value: float, qtbot: QtBot) -> None:
    field = RateSpin(1e-8, 1e4)
    qtbot.addWidget(field)
    field.setLocale(QLocale(locale))
    field.setValue(value)
    text = field.text()
    field.setValue(1.0)
    field.lineEdit().setText(text)
    field.interpretText()
    assert (field.value(), field.text()) == (value, text)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("value", [1, 64, 10_000])
def test_a_batch_size_reads_back_as_shown_in_any_locale(locale: str, value: int, qtbot: QtBot) -> None:
    field = WholeSpin(1, LARGEST)
    qtbot.addWidget(field)
    field.setLocale(QLocale(locale))
    for text in (field.textFromValue(value), QLocale(locale).toString(value)):
        field.setValue(7)
        field.lineEdit().setText(text)
        field.interpretText()
        assert field.value() == value


@pytest.mark.parametrize("locale", LOCALES)
def test_a_seed_reads_back_as_shown_in_any_locale(locale: str, qtbot: QtBot) -> None:
    field = SeedEdit(2**63 - 1)
    qtbot.addWidget(field)
    field.setLocale(QLocale(locale))
    field.set_value(1_234_567_890)
    text = field.text()
    field.set_value(5)
    field.setText(text)
    field.commit()
    assert (field.value, field.text()) == (1_234_567_890, text)


@pytest.mark.parametrize(("typed", "value"), [("60000", 10_000), ("0", 1), ("1e3", 1000), ("1e999", 10_000)])
def test_what_is_out_of_range_stays_until_the_field_is_left(batch_size: WholeSpin, typed: str, value: int) -> None:
    type_into(batch_size, typed)
    assert batch_size.lineEdit().text() == typed
    leave(batch_size)
    assert (batch_size.value(), batch_size.text()) == (value, str(value))


def test_a_tool_tip_says_why_a_number_was_corrected_until_another_is_typed(batch_size: WholeSpin) -> None:
    type_into(batch_size, "60000")
    leave(batch_size)
    assert batch_size.lineEdit().toolTip() == f"Only 1 to {LARGEST} is possible; the nearest number is taken."
    type_into(batch_size, "64")
    assert batch_size.lineEdit().toolTip() == ""


def test_a_fraction_becomes_the_nearest_whole_number(batch_size: WholeSpin) -> None:
    type_into(batch_size, "63.6")
    leave(batch_size)
    assert batch_size.value() == 64


def test_letters_cannot_be_typed(batch_size: WholeSpin) -> None:
    type_into(batch_size, "1x2")
    leave(batch_size)
    assert batch_size.value() == 12
