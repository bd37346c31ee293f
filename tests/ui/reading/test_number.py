from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mnist_desktop.reading.values import DigitReading
from mnist_desktop.ui.reading.number import DigitButton, Number
from mnist_desktop.ui.style.theme import DARK, LIGHT


def digit(value: int, *, sure: bool = True) -> DigitReading:
    return DigitReading(tuple(0.91 if each == value else 0.01 for each in range(10)), sure)


@pytest.fixture
def number(qtbot: QtBot) -> Number:
    number = Number()
    qtbot.addWidget(number)
    number.resize(210, number.sizeHint().height())
    number.show()
    return number


def buttons(number: Number) -> list[DigitButton]:
    """Those that are seen, from left to right."""
    seen = [button for button in number.findChildren(DigitButton) if button.isVisible()]
    return sorted(seen, key=lambda button: button.x())


def selected(number: Number) -> list[str]:
    return [button.text() for button in buttons(number) if button.isChecked()]


def test_the_text_is_the_number_with_a_mark_for_each_unsure_digit(number: Number) -> None:
    number.show_digits([digit(4), digit(1, sure=False), digit(2)], 2)
    assert number.text() == "4?2"
    assert [button.text() for button in buttons(number)] == ["4", "?", "2"]
    assert selected(number) == ["2"]


def test_the_number_stands_in_the_middle(number: Number) -> None:
    number.show_digits([digit(4), digit(2)], 0)
    first, last = buttons(number)
    assert first.x() > 40
    assert abs(first.x() - (number.width() - last.geometry().right())) <= 2


def test_one_digit_needs_no_selecting(number: Number) -> None:
    number.show_digits([digit(4), digit(2)], 0)
    number.show_digits([digit(4)], 0)
    assert number.text() == "4"
    assert buttons(number) == []


@pytest.mark.parametrize(("at", "key", "to"), [(1, Qt.Key.Key_Left, 0), (1, Qt.Key.Key_Right, 2)])
def test_arrow_keys_select_the_neighbour(qtbot: QtBot, number: Number, at: int, key: Qt.Key, to: int) -> None:
    number.show_digits([digit(4), digit(1), digit(2)], at)
    number.activateWindow()
    buttons(number)[at].setFocus()
    with qtbot.waitSignal(number.digit_selected) as heard:
        QTest.keyClick(buttons(number)[at], key)
    assert heard.args == [to]
    assert buttons(number)[to].hasFocus()


def test_showing_a_selection_is_not_a_persons_choice(qtbot: QtBot, number: Number) -> None:
    with qtbot.assertNotEmitted(number.digit_selected):
        number.show_digits([digit(4), digit(2)], 1)
        number.show_digits([digit(4), digit(2)], 0)
    assert selected(number) == ["4"]


def test_screen_readers_hear_each_digit_and_its_place(number: Number) -> None:
    number.show_digits([digit(4), digit(1, sure=False)], 0)
    faces = [QAccessible.queryAccessibleInterface(button) for button in buttons(number)]
    assert [face.text(QAccessible.Text.Name) for face in faces] == [
        "Digit 1 of 2: 4",
        "Digit 2 of 2: not sure, perhaps 1",
    ]
    assert {face.role() for face in faces} == {QAccessible.Role.RadioButton}


def test_a_number_that_stays_the_same_is_spoken(qtbot: QtBot, number: Number, monkeypatch: pytest.MonkeyPatch) -> None:
    spoken = list[str]()

    def hear(event: QAccessibleEvent) -> None:
        spoken.append(event.message())  # type: ignore[attr-defined]  # of an announcement

    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(QAccessible, "updateAccessibility", hear)
    for last in range(3):
        number.show_digits([digit(4), digit(last, sure=last != 2)], 0)
    qtbot.waitUntil(lambda: bool(spoken))
    assert spoken == ["4, unsure"]


@pytest.mark.parametrize("count", [2, 12])
def test_up_to_twelve_digits_are_seen_in_the_narrowest_panel(number: Number, count: int) -> None:
    number.show_digits([digit(index % 10) for index in range(count)], 0)
    assert len(buttons(number)) == count
    for button in buttons(number):
        assert number.rect().contains(button.geometry())
    assert all(
        one.geometry().right() < other.x() for one, other in zip(buttons(number), buttons(number)[1:], strict=False)
    )


@pytest.mark.parametrize("at", [0, 20, 39])
def test_of_more_digits_the_selected_one_and_those_beside_it_are_seen(number: Number, at: int) -> None:
    number.show_digits([digit(index % 10) for index in range(40)], at)
    assert selected(number) == [str(at % 10)]
    assert len(buttons(number)) >= 12
    assert len(number.text()) == 40


def test_the_selected_digit_stands_out_in_every_theme(number: Number) -> None:
    for theme in (LIGHT, DARK):
        number.set_theme(theme)
        number.show_digits([digit(7), digit(7)], 0)
        one, other = (button.grab().toImage() for button in buttons(number))
        assert one != other


def test_a_digit_that_is_kept_has_a_dot_and_says_as_what(number: Number) -> None:
    number.show_digits([digit(4), digit(1)], 1)
    plain = [button.grab().toImage() for button in buttons(number)]
    number.show_labels([9, None])
    first, second = buttons(number)
    assert (first.toolTip(), first.accessibleDescription()) == ("Kept as 9", "Kept as 9")
    assert second.toolTip() == ""
    assert [button.grab().toImage() == before for button, before in zip(buttons(number), plain, strict=True)] == [
        False,
        True,
    ]
    number.show_labels([None, None])
    assert [button.grab().toImage() for button in buttons(number)] == plain
    assert first.toolTip() == ""
