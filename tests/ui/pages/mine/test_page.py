"""The page Mine: gallery, choice, actions, keys."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from my_digits import shown, three_of_each
from PySide6.QtCore import QLocale, QPoint, Qt, SignalInstance
from PySide6.QtGui import QImage, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from mnist_desktop.samples.sample import Sample
from mnist_desktop.ui.pages.mine.gallery import DigitsList
from mnist_desktop.ui.pages.mine.page import MinePage
from mnist_desktop.ui.pages.mine.shown import SUSPICIOUS, Choice
from mnist_desktop.ui.style.theme import DARK, LIGHT, Theme

LEFT = Qt.MouseButton.LeftButton
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def page(qtbot: QtBot) -> MinePage:
    page = MinePage()
    page.setLocale(QLocale(QLocale.Language.English))
    page.set_theme(LIGHT)
    page.resize(400, 700)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitActive(page)
    return page


@pytest.fixture
def six(page: MinePage) -> MinePage:
    """Three samples of 2 and three of 5, the first one of 5 suspicious and read as 3."""
    two, five = three_of_each(2), three_of_each(5)
    odd = shown(5, 503, read=3, is_suspicious=True)
    page.show_samples([*two, odd, *five[1:]])
    page.gallery.setFocus()
    return page


def widget(page: MinePage, name: str) -> QWidget:
    found = page.findChild(QWidget, name)
    assert isinstance(found, QWidget), name
    return found


def click(page: MinePage, name: str) -> None:
    button = widget(page, name)
    assert isinstance(button, QAbstractButton)
    assert button.isEnabled(), name
    QTest.mouseClick(button, LEFT)


def click_tile(page: MinePage, row: int, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    view = page.gallery
    QTest.mouseClick(view.viewport(), LEFT, keys, view.visualRect(view.model().index(row, 0)).center())


def ids(samples: object) -> list[str]:
    assert isinstance(samples, tuple)
    return [each.id[-3:] for each in samples]


def selected(page: MinePage) -> list[str]:
    return ids(page.gallery.selected)


def heard(signal: SignalInstance) -> list[tuple[object, ...]]:
    told: list[tuple[object, ...]] = []
    signal.connect(lambda *values: told.append(values))
    return told


def enabled(page: MinePage) -> set[str]:
    names = ("relabelButton", "deleteDigitsButton", "onPadButton", "confirmButton", "exportDigitsButton")
    return {name for name in names if widget(page, name).isEnabled()}


# What is shown


def test_without_samples_it_says_how_to_begin(page: MinePage) -> None:
    assert widget(page, "mineBeginning").isVisible()
    assert not page.gallery.isVisible()
    asked = heard(page.round_requested)
    click(page, "writeDigitsButton")
    assert len(asked) == 1
    page.show_samples(three_of_each(2))
    assert not widget(page, "mineBeginning").isVisible()
    assert page.gallery.isVisible()
    page.show_samples([])
    assert widget(page, "mineBeginning").isVisible()


def test_the_choice_counts_the_digits(six: MinePage) -> None:
    names = {name: widget(six, name).accessibleName() for name in ("allDigitsButton", "digitsButton2", "digitsButton7")}
    assert names == {
        "allDigitsButton": "All: 6 digits",
        "digitsButton2": "2: 3 digits",
        "digitsButton7": "7: 0 digits",
    }


def test_a_click_on_a_digit_shows_these_alone(six: MinePage) -> None:
    click(six, "digitsButton5")
    assert six.gallery.choice == Choice(label=5)
    assert six.gallery.model().rowCount() == 3
    click(six, "digitsButton7")
    assert six.gallery.model().rowCount() == 0
    click(six, "allDigitsButton")
    assert six.gallery.model().rowCount() == 8


def test_the_scroll_bar_has_a_handle_only_if_there_is_more_to_see(page: MinePage, qtbot: QtBot) -> None:
    bar = page.gallery.verticalScrollBar()
    page.show_samples([shown(4, number) for number in range(100)])
    qtbot.waitUntil(bar.isEnabled)
    page.show_samples([shown(4, 1)])
    qtbot.waitUntil(lambda: not bar.isEnabled())


def test_suspicious_samples_are_pointed_out_and_shown_alone(six: MinePage) -> None:
    notice = widget(six, "suspicionNotice")
    words = six.findChild(QLabel, "suspicionNoticeText")
    assert words is not None
    assert notice.isVisible()
    assert words.text().startswith("Not learnt, since they contradict the rest: 1 of your digits.")
    click(six, "showSuspiciousButton")
    assert six.gallery.choice == SUSPICIOUS
    assert [each.id[-3:] for each in six.gallery.all if six.gallery.choice.takes(each)] == ["503"]
    checked = [each for each in six.findChildren(QAbstractButton) if each.isChecked()]
    assert checked == []
    click(six, "showSuspiciousButton")
    assert six.gallery.model().rowCount() == 8


def test_all_are_shown_again_once_the_last_suspicious_one_is_decided(six: MinePage) -> None:
    click(six, "showSuspiciousButton")
    six.update_samples([shown(5, 503)])
    assert six.gallery.model().rowCount() == 8
    assert not widget(six, "suspicionNotice").isVisible()


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_each_thing_that_is_known_of_a_sample_is_seen(page: MinePage, theme: Theme) -> None:
    page.set_theme(theme)
    plain = shown(2)
    shows = [
        plain,
        replace(plain, pixels=None),
        shown(2, read=7),
        shown(2, sure=False),
        replace(plain, is_learnt=True),
        replace(plain, is_suspicious=True),
    ]
    seen: list[QImage] = []
    for each in shows:
        page.show_samples([each])
        seen.append(page.gallery.viewport().grab(page.gallery.visualRect(page.gallery.model().index(1, 0))).toImage())
    assert all(one != other for place, one in enumerate(seen) for other in seen[:place])


def test_tiles_stand_below_the_heading_of_their_digit(six: MinePage) -> None:
    areas = [six.gallery.visualRect(six.gallery.model().index(row, 0)) for row in range(8)]
    assert areas[0].width() > six.gallery.viewport().width() - 20
    assert areas[0].bottom() < areas[1].top()
    assert areas[1].top() == areas[3].top()
    assert areas[3].bottom() < areas[4].top() < areas[4].bottom() < areas[5].top()


def test_many_samples_are_scrolled(page: MinePage) -> None:
    page.show_samples([shown(number // 1000, number) for number in range(10_000)])
    bar = page.gallery.verticalScrollBar()
    bar.setValue(bar.maximum())
    last = page.gallery.model().index(page.gallery.model().rowCount() - 1, 0)
    assert page.gallery.viewport().rect().contains(page.gallery.visualRect(last).center())
    page.gallery.selectAll()
    assert len(page.gallery.selected) == 10_000


# What is selected


def test_samples_are_selected_by_mouse_and_keys(six: MinePage) -> None:
    click_tile(six, 1)
    click_tile(six, 6, CTRL)
    assert selected(six) == ["203", "502"]
    click_tile(six, 1)
    click_tile(six, 3, SHIFT)
    assert selected(six) == ["203", "202", "201"]
    QTest.keyClick(six.gallery, Qt.Key.Key_A, CTRL)
    assert len(selected(six)) == 6
    click_tile(six, 1)
    QTest.keyClick(six.gallery, Qt.Key.Key_Right)
    assert selected(six) == ["202"]
    QTest.keyClick(six.gallery, Qt.Key.Key_Down)
    assert selected(six)[0].startswith("50")


def test_a_heading_cannot_be_selected(six: MinePage) -> None:
    click_tile(six, 1)
    click_tile(six, 4)
    assert "5×3" not in selected(six)
    six.gallery.selectAll()
    assert len(six.gallery.selected) == 6


def test_what_stays_stays_selected(six: MinePage) -> None:
    click_tile(six, 2)
    click_tile(six, 6, CTRL)
    six.show_samples([shown(1, 101), *three_of_each(2, 5)])
    assert selected(six) == ["202", "502"]
    assert six.gallery.currentIndex().row() == six.gallery.model().rowCount() - 2


@pytest.mark.parametrize(("row", "next_one"), [(1, "202"), (3, "503"), (7, "502")])
def test_where_all_selected_are_gone_the_next_is_selected(six: MinePage, row: int, next_one: str) -> None:
    click_tile(six, row)
    gone = selected(six)
    six.show_samples([each for each in three_of_each(2, 5) if each.id[-3:] not in gone])
    assert selected(six) == [next_one]


def test_nothing_is_selected_where_nothing_was(six: MinePage) -> None:
    six.show_samples(three_of_each(2))
    assert selected(six) == []


def test_only_what_is_possible_is_offered(six: MinePage) -> None:
    assert enabled(six) == {"exportDigitsButton"}
    click_tile(six, 1)
    assert enabled(six) == {"exportDigitsButton", "relabelButton", "deleteDigitsButton", "onPadButton"}
    click_tile(six, 5, CTRL)
    assert enabled(six) == {"exportDigitsButton", "relabelButton", "deleteDigitsButton", "confirmButton"}


# What is done with them


@pytest.mark.parametrize("key", [Qt.Key.Key_7, Qt.Key.Key_5])
@pytest.mark.parametrize("pad", [Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier])
def test_a_digit_key_relabels_those_with_another_label(six: MinePage, key: Qt.Key, pad: Qt.KeyboardModifier) -> None:
    asked = heard(six.relabel_requested)
    six.gallery.selectAll()
    QTest.keyClick(six.gallery, key, pad)
    [(samples, label)] = asked
    assert label == int(chr(key.value))
    assert len(ids(samples)) == (6 if label == 7 else 3)


def test_a_digit_key_does_nothing_without_a_selection_or_with_ctrl(six: MinePage) -> None:
    asked = heard(six.relabel_requested)
    QTest.keyClick(six.gallery, Qt.Key.Key_7)
    click_tile(six, 1)
    QTest.keyClick(six.gallery, Qt.Key.Key_7, CTRL)
    assert asked == []


def test_keys_of_the_gallery_are_not_the_windows(six: MinePage) -> None:
    keys = ("7", "Delete", "Ctrl+Z")
    taken: list[str] = []
    for key in keys:
        QShortcut(QKeySequence(key), six).activated.connect(lambda key=key: taken.append(key))
    click_tile(six, 1)
    asked = [heard(each) for each in (six.relabel_requested, six.delete_requested, six.undo_requested)]

    def press() -> None:
        focus = six.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, Qt.Key.Key_7)
        QTest.keyClick(focus, Qt.Key.Key_Delete)
        QTest.keyClick(focus, Qt.Key.Key_Z, CTRL)

    press()
    assert (taken, [len(each) for each in asked]) == ([], [1, 1, 1])
    widget(six, "importDigitsButton").setFocus()
    press()
    assert taken == list(keys)


def test_the_menu_relabels_too(six: MinePage) -> None:
    asked = heard(six.relabel_requested)
    click_tile(six, 1)
    menu = six.commands.relabel.menu()
    assert isinstance(menu, QMenu)
    menu.actions()[8].trigger()
    [(samples, label)] = asked
    assert (ids(samples), label) == (["203"], 8)


@pytest.mark.parametrize("ask", ["button", "key"])
def test_selected_samples_are_deleted(six: MinePage, ask: str) -> None:
    asked = heard(six.delete_requested)
    click_tile(six, 1)
    click_tile(six, 2, CTRL)
    if ask == "key":
        QTest.keyClick(six.gallery, Qt.Key.Key_Delete)
    else:
        click(six, "deleteDigitsButton")
    [(samples,)] = asked
    assert ids(samples) == ["203", "202"]


def test_only_the_suspicious_are_said_to_be_right(six: MinePage) -> None:
    asked = heard(six.confirm_requested)
    six.gallery.selectAll()
    click(six, "confirmButton")
    [(samples,)] = asked
    assert ids(samples) == ["503"]


def press_enter(page: MinePage) -> None:
    QTest.keyClick(page.gallery, Qt.Key.Key_Return)


def double_click(page: MinePage) -> None:
    view = page.gallery
    QTest.mouseDClick(view.viewport(), LEFT, pos=view.visualRect(view.model().index(1, 0)).center())


@pytest.mark.parametrize("ask", [press_enter, double_click, lambda page: click(page, "onPadButton")])
def test_one_sample_is_put_on_the_pad(six: MinePage, ask: Callable[[MinePage], None]) -> None:
    asked = heard(six.pad_requested)
    press_enter(six)
    assert asked == []
    click_tile(six, 1)
    ask(six)
    [(sample,)] = asked
    assert isinstance(sample, Sample)
    assert sample.id.endswith("203")


def test_a_drag_over_the_ground_selects_what_it_touches(six: MinePage) -> None:
    view = six.gallery
    area = view.visualRect(view.model().index(3, 0))
    start = QPoint(view.viewport().width() - 4, area.bottom() - 4)
    QTest.mousePress(view.viewport(), LEFT, pos=start)
    QTest.mouseMove(view.viewport(), area.center())
    QTest.mouseRelease(view.viewport(), LEFT, pos=area.center())
    assert selected(six) == ["201"]


# Files


def test_a_file_is_imported(six: MinePage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    asked, answers = heard(six.import_requested), iter(["", str(tmp_path / "a.jsonl")])
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (next(answers), ""))
    click(six, "importDigitsButton")
    click(six, "importDigitsButton")
    assert asked == [(tmp_path / "a.jsonl",)]


@pytest.mark.parametrize("count", [0, 2])
def test_the_selected_are_exported_or_else_all(
    six: MinePage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, count: int
) -> None:
    asked = heard(six.export_requested)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "mine"), "Table of pixels (*.csv)"))
    for row in range(1, count + 1):
        click_tile(six, row, CTRL)
    click(six, "exportDigitsButton")
    [(samples, path)] = asked
    assert path == tmp_path / "mine.csv"
    assert len(ids(samples)) == (count or 6)


# Screen readers


def test_a_screen_reader_finds_names(six: MinePage) -> None:
    assert isinstance(six.gallery, DigitsList)
    assert six.gallery.accessibleName() == "My digits"
    assert "digit key" in six.gallery.accessibleDescription()
    names = [action.text().replace("&", "") for action in six.menu_actions]
    assert names == ["Import digits…", "Export digits…"]
    for name in ("relabelButton", "deleteDigitsButton", "importDigitsButton", "exportDigitsButton", "learnMineButton"):
        assert widget(six, name).toolTip(), name
