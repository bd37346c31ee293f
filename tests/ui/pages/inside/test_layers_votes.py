"""What speaks for and against each digit by itself: bars, mouse and keys, and words for who does not see them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QColor, QFocusEvent, QFont, QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from stand_ins import heard

from mnist_desktop.reading.layer_values import Vote
from mnist_desktop.ui.pages.inside.layers_votes import LEFT, RIGHT, DigitVotes
from mnist_desktop.ui.style.theme import DARK, LIGHT, Theme

Key = Qt.Key
WIDTH = 360
MIDDLE = LEFT + (WIDTH - LEFT - RIGHT) // 2
THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])


def cast(*shares: Sequence[float], bias: float = 0.0) -> list[Vote]:
    """Ten votes: these, and the last of them for all other digits."""
    all_shares = [*shares, *[shares[-1]] * (10 - len(shares))]
    return [Vote(digit, np.array(each, np.float32), bias) for digit, each in enumerate(all_shares)]


VOTES = cast((4.0, -1.0), (2.0, -2.0), (0.0, 0.0), (0.0, -4.0), (1.0,))


@pytest.fixture
def votes(qtbot: QtBot) -> DigitVotes:
    votes = DigitVotes()
    qtbot.addWidget(votes)
    votes.resize(WIDTH, votes.sizeHint().height())
    votes.show_votes(VOTES)
    votes.show()
    qtbot.waitActive(votes)
    return votes


def row(votes: DigitVotes, digit: int) -> list[str]:
    """The colours along the middle of a digit's row."""
    image, y = votes.grab().toImage(), votes.area_of(digit).center().y()
    return [image.pixelColor(x, y).name() for x in range(image.width())]


def bars(votes: DigitVotes, digit: int, theme: Theme = LIGHT) -> tuple[int, int]:
    """How many pixels of a digit's row are for it, and how many against it."""
    colours = row(votes, digit)
    return colours.count(theme.accent), colours.count(theme.warning)


def ground(votes: DigitVotes, digit: int) -> str:
    """The colour of a row where there is neither bar nor word."""
    return row(votes, digit)[LEFT - 2]


def click(votes: DigitVotes, digit: int, button: Qt.MouseButton = Qt.MouseButton.LeftButton) -> None:
    QTest.mouseClick(votes, button, pos=votes.area_of(digit).center())


def looked_at(votes: DigitVotes) -> int | None:
    return None if votes.vote is None else votes.vote.digit


@THEMES
def test_the_largest_of_all_bars_ends_at_its_edge_and_others_are_in_proportion(votes: DigitVotes, theme: Theme) -> None:
    votes.set_theme(theme)
    most = (WIDTH - LEFT - RIGHT) // 2
    for digit, (above, below) in enumerate([(4, 1), (2, 2), (0, 0), (0, 4), (1, 0)]):
        expected = (above * most / 4, below * most / 4)
        assert bars(votes, digit, theme) == pytest.approx(expected, abs=1.5)
        assert row(votes, digit)[MIDDLE] == theme.muted


@pytest.mark.parametrize("width", [200, 201, 700])
def test_no_bar_is_in_the_way_of_digit_or_sum(votes: DigitVotes, width: int) -> None:
    votes.show_votes(cast((1.0, -1.0)))
    votes.resize(width, votes.height())
    colours = row(votes, 3)
    painted = [x for x, colour in enumerate(colours) if colour in (LIGHT.accent, LIGHT.warning)]
    assert painted[0] == pytest.approx(LEFT, abs=1)
    assert painted[-1] == pytest.approx(width - RIGHT, abs=2)


def test_a_bias_is_a_part_of_its_bar(votes: DigitVotes) -> None:
    votes.show_votes(cast((1.0, -1.0), bias=-3.0))
    above, below = bars(votes, 5)
    assert below == pytest.approx(4 * above, abs=6)
    assert votes.accessibleDescription().startswith("0: −3.00; 1: −3.00")


@pytest.mark.parametrize("strength", [0.0, 1e-30, 1e12])
def test_votes_of_any_strength_are_painted(votes: DigitVotes, strength: float) -> None:
    votes.show_votes(cast((strength, -strength / 2)))
    above, below = bars(votes, 0)
    assert (above > 0) == (strength > 0)
    assert below == pytest.approx(above / 2, abs=1.5)
    votes.show_votes(cast((-strength,)))
    assert bars(votes, 9)[0] == 0


@pytest.mark.parametrize("most", [-9999.99, -8.88e12])
def test_the_largest_sums_have_room_beside_the_bars(votes: DigitVotes, most: float) -> None:
    votes.show_votes(cast((-most, most), bias=most))
    said = votes.accessibleDescription().split("; ")[0].removeprefix("0: ")
    bold = QFont(votes.font())
    bold.setBold(True)
    assert QFontMetrics(bold).horizontalAdvance(said) + 4 <= RIGHT


def test_who_does_not_see_the_bars_is_told_the_sums(votes: DigitVotes) -> None:
    assert votes.accessibleName() == "For and against each digit"
    said = "0: +3.00; 1: 0.00; 2: 0.00; 3: −4.00; " + "; ".join(f"{digit}: +1.00" for digit in range(4, 10))
    assert votes.accessibleDescription() == said
    votes.show_votes(())
    assert votes.accessibleDescription() == ""


@pytest.mark.usefixtures("in_spanish")
def test_in_spanish_sums_have_commas(qtbot: QtBot) -> None:
    votes = DigitVotes()
    qtbot.addWidget(votes)
    votes.show_votes(VOTES)
    assert votes.accessibleName() == "A favor y en contra de cada cifra"
    assert votes.accessibleDescription().startswith("0: +3,00; 1: 0,00")


def test_the_answer_alone_is_written_in_the_colour_of_text(votes: DigitVotes) -> None:
    for answer in (0, 6):
        shares = [(9.0,) if digit == answer else (1.0,) for digit in range(10)]
        votes.show_votes(cast(*shares))
        strong = [digit for digit in range(10) if darkest(votes, digit) == LIGHT.text]
        assert strong == [answer]


def darkest(votes: DigitVotes, digit: int) -> str:
    """The colour of a digit's stroke, or of what is nearest to black where the digit stands."""
    image, area = votes.grab().toImage(), votes.area_of(digit)
    places = [QPoint(x, y) for x in range(LEFT) for y in range(area.top(), area.bottom())]
    return min((image.pixelColor(place) for place in places), key=QColor.lightness).name()


def test_the_row_below_the_mouse_is_marked_and_told_once(votes: DigitVotes) -> None:
    told = heard(votes.digit_changed)
    for digit in (3, 3, 4):
        QTest.mouseMove(votes, votes.area_of(digit).center() + QPoint(len(told), 0))
    assert (looked_at(votes), len(told)) == (4, 2)
    assert [digit for digit in range(10) if ground(votes, digit) == LIGHT.track] == [4]
    QApplication.sendEvent(votes, QEvent(QEvent.Type.Leave))
    assert (looked_at(votes), len(told)) == (None, 3)
    assert ground(votes, 4) != LIGHT.track


def test_the_first_and_the_last_pixel_of_a_row_are_of_its_digit(votes: DigitVotes) -> None:
    for digit in range(10):
        area = votes.area_of(digit)
        for place in (area.topRight(), area.bottomRight()):
            QTest.mouseMove(votes, place)
            assert looked_at(votes) == digit
    assert votes.rect().contains(votes.area_of(9))


def test_a_click_keeps_a_digit_and_another_click_lets_it_go(votes: DigitVotes) -> None:
    chosen = heard(votes.digit_chosen)
    for digit, kept in ((3, 3), (5, 5), (5, None)):
        click(votes, digit)
        QApplication.sendEvent(votes, QEvent(QEvent.Type.Leave))
        assert looked_at(votes) == kept
    assert len(chosen) == 3


def test_the_mouse_looks_at_another_digit_while_one_is_kept(votes: DigitVotes) -> None:
    click(votes, 3)
    QTest.mouseMove(votes, votes.area_of(8).center())
    assert looked_at(votes) == 8
    QTest.keyClick(votes, Key.Key_Down)
    assert looked_at(votes) == 4


def test_keys_go_from_the_first_to_the_last_and_no_further(votes: DigitVotes) -> None:
    seen = []
    for key in (Key.Key_Up, Key.Key_Up, *[Key.Key_Down] * 10, Key.Key_Up, Key.Key_Escape):
        QTest.keyClick(votes, key)
        seen.append(looked_at(votes))
    assert seen == [0, 0, *range(1, 10), 9, 8, None]


@pytest.mark.parametrize(
    ("reason", "digit"), [(Qt.FocusReason.TabFocusReason, 0), (Qt.FocusReason.MouseFocusReason, None)]
)
def test_the_keyboard_comes_to_a_digit(votes: DigitVotes, reason: Qt.FocusReason, digit: int | None) -> None:
    QApplication.sendEvent(votes, QFocusEvent(QEvent.Type.FocusIn, reason))
    assert looked_at(votes) == digit


def test_the_keyboard_comes_back_to_the_digit_that_was_chosen(votes: DigitVotes) -> None:
    votes.choose(3)
    QApplication.sendEvent(votes, QFocusEvent(QEvent.Type.FocusIn, Qt.FocusReason.TabFocusReason))
    assert looked_at(votes) == 3


def test_what_is_looked_at_is_that_of_the_new_votes(votes: DigitVotes) -> None:
    votes.choose(3)
    others = cast((7.0,))
    votes.show_votes(others)
    assert votes.vote is others[3]
    votes.show_votes(())
    assert votes.vote is None
    votes.show_votes(VOTES)
    assert looked_at(votes) == 3


def test_the_right_button_chooses_nothing(votes: DigitVotes) -> None:
    told = heard(votes.digit_chosen)
    click(votes, 3, Qt.MouseButton.RightButton)
    QApplication.sendEvent(votes, QEvent(QEvent.Type.Leave))
    assert (looked_at(votes), told) == (None, [])


def test_without_votes_there_is_nothing_to_look_at(votes: DigitVotes) -> None:
    votes.show_votes(())
    changed = heard(votes.digit_changed)
    QTest.mouseMove(votes, votes.area_of(3).center())
    click(votes, 3)
    assert (looked_at(votes), changed) == (None, [])
    assert bars(votes, 3) == (0, 0)
