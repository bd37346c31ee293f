from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel
from pytestqt.qtbot import QtBot
from stand_ins import heard

from mnist_desktop.reading.nudged import Nudged, Places
from mnist_desktop.reading.nudges import Nudge
from mnist_desktop.reading.values import DigitReading
from mnist_desktop.ui.reading.network_input import NetworkInput
from mnist_desktop.ui.reading.nudge_pane import NudgePane
from mnist_desktop.ui.reading.number import DigitButton
from mnist_desktop.ui.reading.panel import NoReading, ReadingPanel
from mnist_desktop.ui.reading.probability_bars import ProbabilityBars

IMAGE = np.ones((28, 28), dtype=np.float32)
EIGHT = DigitReading((0.0, 0.0, 0.0, 0.002, 0.0, 0.0, 0.0, 0.0, 0.998, 0.0), sure=True, image=IMAGE)
FOUR_OR_NINE = DigitReading(
    (0.0, 0.0, 0.02, 0.0, 0.6, 0.0, 0.0, 0.0, 0.0, 0.38), sure=False, image=IMAGE * np.float32(0.5)
)
LETTER = DigitReading((0.0, 0.0, 0.0, 0.01, 0.99, 0.0, 0.0, 0.0, 0.0, 0.0), sure=False, image=IMAGE)


@pytest.fixture
def panel(qtbot: QtBot) -> ReadingPanel:
    panel = ReadingPanel()
    qtbot.addWidget(panel)
    panel.show()
    return panel


def texts(panel: ReadingPanel) -> tuple[str, str]:
    digit, confidence = (panel.findChild(QLabel, name) for name in ("predictedDigit", "confidence"))
    assert digit is not None
    assert confidence is not None
    return digit.text(), confidence.text()


def selector(panel: ReadingPanel) -> QComboBox:
    found = panel.findChild(QComboBox, "modelSelector")
    assert found is not None
    return found


def number(panel: ReadingPanel) -> str:
    found = panel.findChild(QLabel, "readingText")
    assert found is not None
    return found.text()


def shown_of_the_selected(panel: ReadingPanel) -> tuple[tuple[float, ...] | None, float | None]:
    """The bars' probabilities, and the mean of the digit image."""
    bars, preview = panel.findChild(ProbabilityBars), panel.findChild(NetworkInput)
    assert bars is not None
    assert preview is not None
    image = preview.digit_image
    return bars.probabilities, None if image is None else float(image.mean())


def test_nothing_drawn(panel: ReadingPanel) -> None:
    assert texts(panel) == ("", "Nothing drawn yet")
    assert number(panel) == ""


def test_a_sure_reading(panel: ReadingPanel) -> None:
    panel.show_digits([EIGHT])
    assert texts(panel) == ("8", "99.8 % sure")
    assert number(panel) == "8"


def test_an_unsure_reading_names_the_two_likeliest(panel: ReadingPanel) -> None:
    panel.show_digits([FOUR_OR_NINE])
    assert texts(panel) == ("?", "Not sure: 4 or 9?")
    assert number(panel) == "?"


def test_an_unsure_reading_names_no_second_digit_that_is_unlikely(panel: ReadingPanel) -> None:
    panel.show_digits([LETTER])
    assert texts(panel) == ("?", "Not sure: 4?")


def test_bars_and_preview_show_the_same_digit(panel: ReadingPanel) -> None:
    panel.show_digits([EIGHT])
    assert shown_of_the_selected(panel) == (EIGHT.probabilities, 1.0)


def test_of_a_number_the_newest_digit_is_selected(panel: ReadingPanel) -> None:
    panel.show_digits([EIGHT], newest=0)
    panel.show_digits([FOUR_OR_NINE, EIGHT], newest=0)
    assert number(panel) == "?8"
    assert texts(panel) == ("?", "Not sure: 4 or 9?")
    assert shown_of_the_selected(panel) == (FOUR_OR_NINE.probabilities, 0.5)


def test_the_digit_being_drawn_stays_selected_as_its_place_changes(panel: ReadingPanel) -> None:
    panel.show_digits([FOUR_OR_NINE, EIGHT, EIGHT], newest=0)
    panel.show_digits([EIGHT, EIGHT, FOUR_OR_NINE], newest=2)
    assert panel.selected == 2
    assert texts(panel)[0] == "?"


def test_a_selection_by_the_user_stays_until_there_are_more_digits(panel: ReadingPanel) -> None:
    panel.show_digits([EIGHT, EIGHT, FOUR_OR_NINE], newest=2)
    panel.select(1)
    panel.show_digits([EIGHT, FOUR_OR_NINE, EIGHT], newest=2)
    assert panel.selected == 1
    assert texts(panel)[0] == "?"
    panel.show_digits([EIGHT, EIGHT], newest=0)
    assert panel.selected == 1
    panel.show_digits([EIGHT], newest=0)
    assert panel.selected == 0
    panel.show_digits([EIGHT] * 4, newest=3)
    assert panel.selected == 3


def test_another_number_has_no_selection_of_the_user(panel: ReadingPanel) -> None:
    panel.show_digits([EIGHT, EIGHT, EIGHT], newest=2)
    panel.select(0)
    panel.show_digits([])
    assert panel.selected == 0
    panel.show_digits([EIGHT, EIGHT, EIGHT], newest=1)
    assert panel.selected == 1


def test_a_user_who_selects_a_digit_is_told(qtbot: QtBot, panel: ReadingPanel) -> None:
    panel.show_digits([FOUR_OR_NINE, EIGHT], newest=1)
    with qtbot.waitSignal(panel.digit_selected) as said:
        QTest.mouseClick(panel.findChildren(DigitButton)[0], Qt.MouseButton.LeftButton)
    assert said.args == [0]
    assert shown_of_the_selected(panel) == (FOUR_OR_NINE.probabilities, 0.5)


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        (NoReading.LOADING, "Getting ready…"),
        (NoReading.NOTHING_DRAWN, "Nothing drawn yet"),
        (NoReading.UNDER_WAY, "Reading the picture…"),
        (NoReading.NO_WEIGHTS, "No weights to read with"),
        (NoReading.NO_DIGIT, "No digit found"),
    ],
)
def test_without_digits_the_reason_is_said(panel: ReadingPanel, reason: NoReading, words: str) -> None:
    panel.explain(reason)
    assert texts(panel) == ("", words)
    panel.show_digits([EIGHT])
    assert texts(panel) == ("8", "99.8 % sure")
    panel.show_digits([])
    assert texts(panel) == ("", words)
    assert number(panel) == ""
    assert shown_of_the_selected(panel) == (None, None)


def test_the_networks_are_offered_and_explained(panel: ReadingPanel) -> None:
    combo = selector(panel)
    assert [combo.itemText(index) for index in range(combo.count())] == ["FirstNet", "CNNNet"]
    assert combo.currentText() == "CNNNet"
    assert "784-1000-50-10" in combo.itemData(0, Qt.ItemDataRole.ToolTipRole)
    assert "21,840" in combo.itemData(1, Qt.ItemDataRole.ToolTipRole)


def test_a_person_choosing_a_network_is_told(qtbot: QtBot, panel: ReadingPanel) -> None:
    with qtbot.waitSignal(panel.network_selected) as said:
        QTest.keyClick(selector(panel), Qt.Key.Key_Up)
    assert said.args == ["FirstNet"]


def test_setting_a_network_is_not_a_persons_choice(qtbot: QtBot, panel: ReadingPanel) -> None:
    with qtbot.assertNotEmitted(panel.network_selected):
        panel.set_network("FirstNet")
    assert selector(panel).currentText() == "FirstNet"


def note(panel: ReadingPanel) -> str:
    found = panel.findChild(QLabel, "teachingNote")
    assert found is not None
    return found.text()


def test_a_reading_can_be_corrected_and_what_was_kept_is_said(panel: ReadingPanel) -> None:
    assert note(panel) == ""
    panel.show_digits([FOUR_OR_NINE, EIGHT], newest=1)
    assert note(panel) == "Wrong? Type the right digit"
    panel.select(0)
    assert note(panel) == "Which is it? Type the digit"
    panel.show_kept(9)
    assert note(panel) == "Kept as 9 · Esc takes it back"
    panel.show_kept(None)
    panel.show_digits([])
    assert note(panel) == ""


def test_a_click_on_a_bar_is_heard_while_the_panel_is_teachable(panel: ReadingPanel) -> None:
    clicked = heard(panel.bar_clicked)
    panel.show_digits([EIGHT])
    bars = panel.findChild(ProbabilityBars)
    assert bars is not None
    for teachable in (True, False, True):
        panel.set_teachable(teachable)
        QTest.mouseClick(bars, Qt.MouseButton.LeftButton, pos=QPoint(50, bars.height() - 2))
        assert (note(panel) != "") == teachable
    assert clicked == [(9,), (9,)]


def test_only_a_selection_by_the_user_is_a_choice(panel: ReadingPanel) -> None:
    panel.show_digits([EIGHT, EIGHT], newest=1)
    assert not panel.is_chosen
    panel.select(0)
    assert panel.is_chosen
    panel.show_digits([])
    assert not panel.is_chosen


def test_nothing_jumps_as_texts_change(panel: ReadingPanel) -> None:
    places = [child.geometry() for child in panel.findChildren(QLabel)]
    for digits in ([EIGHT], [FOUR_OR_NINE] * 2, [EIGHT] * 30, []):
        panel.show_digits(digits)
        assert panel.sizeHint().width() <= panel.width()
        assert [child.geometry() for child in panel.findChildren(QLabel)] == places


def other(panel: ReadingPanel) -> str:
    found = panel.findChild(QLabel, "otherDigit")
    assert found is not None
    return found.text() if found.isVisible() else "hidden"


def bars(panel: ReadingPanel) -> ProbabilityBars:
    found = panel.findChild(ProbabilityBars)
    assert found is not None
    return found


def test_the_other_network_is_shown_while_networks_are_compared(panel: ReadingPanel) -> None:
    button = panel.findChild(QAbstractButton, "compareButton")
    assert button is not None
    panel.show_digits([EIGHT])
    assert other(panel) == "hidden"
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert other(panel) == ""
    panel.show_digits([EIGHT, EIGHT], 0, [EIGHT, FOUR_OR_NINE])
    assert (other(panel), bars(panel).other) == ("8", EIGHT.probabilities)
    panel.select(1)
    assert (other(panel), bars(panel).other) == ("?", FOUR_OR_NINE.probabilities)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert (other(panel), bars(panel).other) == ("hidden", None)


def nudged_to(digit: DigitReading) -> Nudged:
    """A nudge after which both networks read `digit`."""
    places = Places(8, ((digit,) * 13,) * 13)
    return Nudged(Nudge(1), IMAGE * np.float32(0.25), (places, places))


def test_a_nudged_digit_is_shown_in_place_of_the_selected_one(panel: ReadingPanel) -> None:
    panel.compare.setChecked(True)
    panel.nudge.setChecked(True)
    pane = panel.findChild(NudgePane)
    assert pane is not None
    panel.show_digits([EIGHT, EIGHT], 1, [EIGHT, EIGHT])
    QTest.keyClick(pane, Qt.Key.Key_Right)
    panel.show_nudged(nudged_to(FOUR_OR_NINE))
    assert number(panel) == "8?"
    assert texts(panel) == ("?", "Not sure: 4 or 9?")
    assert other(panel) == "?"
    assert shown_of_the_selected(panel) == (FOUR_OR_NINE.probabilities, 0.25)
    assert panel.digits == (EIGHT, EIGHT)
    assert "What it receives, nudged" in {label.text() for label in panel.findChildren(QLabel)}
    panel.reset_nudge()
    assert shown_of_the_selected(panel) == (EIGHT.probabilities, 1.0)
    assert pane.nudge == Nudge()


def test_the_pane_is_made_when_it_is_first_wanted_and_has_the_focus(qtbot: QtBot, panel: ReadingPanel) -> None:
    assert panel.findChild(NudgePane) is None
    qtbot.waitActive(panel)
    told = heard(panel.nudge_changed)
    panel.nudge.trigger()
    pane = panel.findChild(NudgePane)
    assert pane is not None
    assert pane.hasFocus()
    QTest.keyClick(pane, Qt.Key.Key_Left)
    panel.nudge.trigger()
    assert not pane.isVisible()
    assert told == [(Nudge(),), (Nudge(right=-1),), (None,)]


def test_the_image_that_is_shown_is_told(panel: ReadingPanel) -> None:
    told = heard(panel.image_changed)
    panel.show_digits([EIGHT])
    assert panel.image is not None
    assert len(told) == 1
    panel.show_digits([])
    assert panel.image is None


def test_other_weights_that_read_for_now_are_marked(panel: ReadingPanel) -> None:
    mark = panel.findChild(QLabel, "previewMark")
    assert mark is not None
    assert not mark.isVisible()
    panel.show_preview("Lab: 2 off")
    assert (mark.isVisible(), mark.text()) == (True, "Lab: 2 off")
    panel.show_preview("")
    assert not mark.isVisible()
