"""The section Against: two sets of weights on the same digits."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QAbstractItemModel, QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QTableView, QWidget
from pytestqt.qtbot import QtBot
from tested_digits import against, read_as

from mnist_desktop.runs.digit_errors import DigitErrors
from mnist_desktop.runs.scores import HELD_OUT
from mnist_desktop.ui.pages.test.against import AgainstSection
from mnist_desktop.ui.pages.test.against_shown import Group
from mnist_desktop.ui.pages.test.shown import Choice
from mnist_desktop.ui.style.theme import DARK, LIGHT

LABELS = (1, 2, 3, 4, 5, 6)
#         gained 0 and 3, lost 1, both wrong 2 and 4
ONE = read_as(LABELS, (1, 7, 8, 4, 6, 6), (0.9, 0.9, 0.6, 0.9, 0.9, 0.9))
OTHER = read_as(LABELS, (7, 2, 8, 9, 0, 6), (0.6, 0.9, 0.9, 0.95, 0.9, 0.9), "CNNNet 3")
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def section(qtbot: QtBot) -> AgainstSection:
    section = AgainstSection()
    section.setLocale(QLocale(QLocale.Language.English))
    section.set_theme(LIGHT)
    section.build()
    section.resize(400, 600)
    qtbot.addWidget(section)
    section.show()
    return section


@pytest.fixture
def compared(section: AgainstSection) -> AgainstSection:
    section.show_tested(ONE)
    section.show_against(against(ONE, OTHER))
    return section


def text(section: QWidget, name: str) -> str:
    found = section.findChild(QLabel, name)
    assert isinstance(found, QLabel), name
    return found.text()


def click(section: QWidget, name: str) -> None:
    found = section.findChild(QAbstractButton, name)
    assert isinstance(found, QAbstractButton), name
    QTest.mouseClick(found, LEFT)


def spoken(section: QWidget, name: str) -> str:
    found = section.findChild(QAbstractButton, name)
    assert isinstance(found, QAbstractButton), name
    return found.accessibleName()


def indices(section: AgainstSection) -> tuple[int, ...]:
    return section.view.gallery.indices


def table(section: AgainstSection) -> QAbstractItemModel:
    found = section.findChild(QTableView, "epochsTable")
    assert isinstance(found, QTableView)
    return found.model()


def test_both_accuracies_are_shown(compared: AgainstSection) -> None:
    assert text(compared, "testedShare") == "50.00 %"
    assert text(compared, "otherShare") == "33.33 %"


def test_each_group_has_its_count_and_its_digits(compared: AgainstSection) -> None:
    names = ("gainedButton", "lostButton", "bothWrongButton")
    assert [spoken(compared, name) for name in names] == [
        "Gained: 2 digits",
        "Lost: 1 digits",
        "Both wrong: 2 digits",
    ]
    assert indices(compared) == (3, 0)  # the other weights were surer of the first
    click(compared, "lostButton")
    assert indices(compared) == (1,)
    click(compared, "bothWrongButton")
    assert indices(compared) == (4, 2)


def test_a_tile_says_what_both_read(compared: AgainstSection) -> None:
    assert compared.view.gallery.model().index(0, 0).data() == (
        "Labelled 4\nRead as 4, 90.0 % sure: CNNNet 7\nRead as 9, 95.0 % sure: CNNNet 3"
    )


def test_a_click_wishes_for_a_digit_on_the_pad(compared: AgainstSection) -> None:
    wishes: list[object] = []
    compared.pad_requested.connect(wishes.append)
    view = compared.view.gallery
    QTest.mouseClick(view.viewport(), LEFT, pos=view.visualRect(view.model().index(1, 0)).center())
    assert wishes == [0]


def many(gained: int, lost: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """What two sets of weights read of ones, where one gains and loses that many."""
    return (1,) * gained + (7,) * lost, (7,) * gained + (1,) * lost


@pytest.mark.parametrize(
    ("gained", "lost", "words"),
    [
        (20, 2, "The tested weights read such digits better than the others"),
        (2, 20, "The tested weights read such digits worse than the others"),
        (9, 8, "No evidence that either reads such digits better"),
    ],
)
def test_one_sentence_says_if_the_difference_is_chance(
    section: AgainstSection, gained: int, lost: int, words: str
) -> None:
    one, other = (read_as([1] * (gained + lost), read) for read in many(gained, lost))
    section.show_against(against(one, other))
    assert text(section, "againstVerdict").startswith(words)


def test_p_is_rounded_but_never_to_nothing(section: AgainstSection) -> None:
    for gained, lost, p in ((20, 2, "p < 0.001"), (9, 1, "p = 0.021"), (9, 8, "p = 1.00")):
        one, other = (read_as([1] * (gained + lost), read) for read in many(gained, lost))
        section.show_against(against(one, other))
        assert f"(McNemar’s test, {p})" in text(section, "againstVerdict").replace("\N{NO-BREAK SPACE}", " ")


def test_weights_that_read_alike_are_said_to(section: AgainstSection) -> None:
    section.show_against(against(ONE, ONE))
    assert text(section, "againstVerdict") == "Both read the same digits right."


def test_until_there_is_a_comparison_it_says_why(compared: AgainstSection) -> None:
    verdict = compared.findChild(QLabel, "againstVerdict")
    assert verdict is not None
    assert verdict.isVisible()
    compared.show_state("Reading…")
    assert not verdict.isVisible()
    assert text(compared, "againstState") == "Reading…"
    assert indices(compared) == ()
    assert spoken(compared, "lostButton") == "Lost: 0 digits"


def test_a_test_in_view_needs_a_comparison_and_again_where_that_failed(section: AgainstSection) -> None:
    needed: list[object] = []
    section.needed.connect(needed.append)
    section.show_tested(ONE)
    assert needed == [ONE]
    section.show_state("It failed.")
    section.hide()
    section.show()
    assert needed == [ONE, ONE]
    section.show_against(against(ONE, OTHER))
    section.hide()
    section.show()
    section.show_tested(None)
    assert needed == [ONE, ONE]


def test_the_weights_to_compare_with_are_chosen(section: AgainstSection) -> None:
    chosen: list[object] = []
    section.other_chosen.connect(chosen.append)
    selector = section.findChild(QComboBox, "againstSelector")
    assert selector is not None
    section.show_choices([Choice("one", 1, "about one"), Choice("other", 2)], 2)
    assert (selector.currentText(), chosen) == ("other", [])
    assert selector.itemData(0, Qt.ItemDataRole.ToolTipRole) == "about one"
    selector.setCurrentIndex(0)
    assert chosen == [1]
    section.show_choices([Choice("other", 2)], 2)
    assert (selector.currentText(), selector.count(), chosen) == ("other", 1, [1])


ERRORS = DigitErrors(HELD_OUT, (1, 2, 3), tuple((digit, digit + 2, digit + 1) for digit in range(10)))


def test_errors_by_epoch_are_a_table(compared: AgainstSection) -> None:
    compared.show_errors(ERRORS)
    assert spoken(compared, "epochsButton") == "Errors by epoch: 3"
    click(compared, "epochsButton")
    model = table(compared)
    assert (model.rowCount(), model.columnCount()) == (10, 3)
    assert [model.index(4, column).data() for column in range(3)] == ["4", "6", "5"]
    assert [model.headerData(2, way) for way in (Qt.Orientation.Horizontal, Qt.Orientation.Vertical)] == ["3", "2"]
    assert text(compared, "epochsWords").startswith("Held-out digits read wrong after each epoch:")


def test_what_got_better_and_worse_is_seen_and_said(compared: AgainstSection) -> None:
    compared.show_errors(ERRORS)
    model = table(compared)
    roles = Qt.ItemDataRole
    grounds = [model.index(4, column).data(roles.BackgroundRole) for column in range(3)]
    assert grounds[0] is None
    assert grounds[1].color() != grounds[2].color()
    said = [model.index(4, column).data(roles.AccessibleTextRole) for column in range(3)]
    assert said == [
        "4 after epoch 1: read wrong 4",
        "4 after epoch 2: read wrong 6, 2 more than before",
        "4 after epoch 3: read wrong 5, 1 fewer than before",
    ]
    compared.set_theme(DARK)
    assert model.index(4, 1).data(roles.BackgroundRole).color() != grounds[1].color()


def test_weights_without_epochs_say_so(compared: AgainstSection) -> None:
    compared.show_errors(ERRORS)
    click(compared, "epochsButton")
    compared.show_errors(None)
    assert text(compared, "epochsWords") == "These weights have no scores by epoch."
    assert table(compared).rowCount() == 0


def test_many_epochs_are_scrolled_to_the_last(compared: AgainstSection) -> None:
    compared.show_errors(DigitErrors("MNIST test", tuple(range(1, 101)), tuple((3,) * 100 for _ in range(10))))
    click(compared, "epochsButton")
    view = compared.findChild(QTableView, "epochsTable")
    assert view is not None
    assert view.viewport().rect().contains(view.visualRect(view.model().index(0, 99)).center())
    assert text(compared, "epochsWords").startswith("Test digits read wrong")


def test_the_groups_are_those_of_the_comparison() -> None:
    found = against(ONE, OTHER)
    assert {group: set(found) for group, found in found.groups.items()} == {
        Group.GAINED: set(found.comparison.gained.tolist()),
        Group.LOST: set(found.comparison.lost.tolist()),
        Group.BOTH_WRONG: set(found.comparison.both_wrong.tolist()),
    }


def test_what_is_on_show_can_be_exported_as_soon_as_it_comes(section: AgainstSection, qtbot: QtBot) -> None:
    section.show_tested(ONE)
    assert section.table() is None
    with qtbot.waitSignal(section.contents_changed):
        section.show_against(against(ONE, OTHER))
    names = ["index", "label", "digit", "confidence", "other_digit", "other_confidence"]
    rows = section.table()
    assert rows is not None
    assert rows[0] == names
    assert [row[0] for row in rows[1:]] == list(indices(section)) == [3, 0]
    assert rows[1][1:3] == [4, 4]
    assert rows[1][4:] == [9, pytest.approx(0.95)]
    with qtbot.waitSignal(section.contents_changed):
        click(section, "lostButton")
    assert [row[0] for row in section.table() or ()] == ["index", 1]
    with qtbot.waitSignal(section.contents_changed):
        section.show_state("Reading…")
    assert section.table() is None


def test_the_epochs_can_be_exported_once_there_are_some(section: AgainstSection, qtbot: QtBot) -> None:
    section.show_tested(ONE)
    click(section, "epochsButton")
    assert section.table() is None
    with qtbot.waitSignal(section.contents_changed):
        section.show_errors(DigitErrors(HELD_OUT, (1, 2), tuple((digit, 10 + digit) for digit in range(10))))
    assert section.table() == [["epoch", *range(10)], [1, *range(10)], [2, *range(10, 20)]]
