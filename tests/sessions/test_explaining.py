"""When a reading is explained, and which explanations are shown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from explained import drawn, load, silent
from inside_stand_in import StandInInside
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from mnist_desktop.reading import explanation
from mnist_desktop.reading.explanation import Explanation
from mnist_desktop.sessions.explaining import ExplainingSession
from mnist_desktop.sessions.state import ApplicationState, Message
from mnist_desktop.ui.pages.inside.why import WhySection


class Section(WhySection):
    """Notes what it shows."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[Explanation | None] = []

    def show_explanation(self, explanation: Explanation | None) -> None:
        self.shown.append(explanation)
        super().show_explanation(explanation)

    @property
    def last(self) -> Explanation | None:
        return self.shown[-1] if self.shown else None

    def choose(self, row: int) -> None:
        chooser = self.findChild(QComboBox, "whyChooser")
        assert isinstance(chooser, QComboBox)
        chooser.setCurrentIndex(row)
        chooser.activated.emit(row)


@pytest.fixture
def inside(qapp: QObject) -> StandInInside:
    return StandInInside()


@pytest.fixture
def section(qtbot: QtBot) -> Section:
    section = Section()
    qtbot.addWidget(section)
    section.build()
    return section


@pytest.fixture(autouse=True)
def session(state: ApplicationState, inside: Any, section: Section) -> Iterator[ExplainingSession]:
    owner = QObject()
    session = ExplainingSession(state, inside, section, owner)
    yield session
    session.end()
    owner.deleteLater()


def test_nothing_is_explained_out_of_view(qtbot: QtBot, inside: StandInInside, section: Section) -> None:
    inside.show(load("CNNNet"), drawn(7))
    qtbot.wait(100)
    assert section.shown == []
    section.show()
    inside.show(load("CNNNet"), drawn(7))
    qtbot.waitUntil(lambda: section.last is not None)
    assert section.last is not None
    assert section.last.answer == 7


def test_another_question_is_answered(qtbot: QtBot, inside: StandInInside, section: Section) -> None:
    section.show()
    inside.show(load("CNNNet"), drawn(7))
    section.choose(3)
    qtbot.waitUntil(lambda: section.last is not None)
    assert [found.other for found in section.shown if found is not None] == [2]  # and not the first question
    section.choose(0)
    qtbot.waitUntil(lambda: section.last is not None and section.last.question.digit == 7)


def test_what_was_drawn_last_is_explained_last(qtbot: QtBot, inside: StandInInside, section: Section) -> None:
    section.show()
    for digit in (0, 1, 2, 3, 4, 7):
        inside.show(load("CNNNet"), drawn(digit))
    qtbot.waitUntil(lambda: section.last is not None and section.last.answer == 7)
    qtbot.wait(100)
    assert section.last is not None
    assert section.last.answer == 7
    assert len(section.shown) < 6  # those between were skipped


@pytest.mark.parametrize("has_weights", [True, False])
def test_what_is_gone_is_not_explained(
    qtbot: QtBot, inside: StandInInside, section: Section, has_weights: bool
) -> None:
    section.show()
    inside.show(load("CNNNet"), drawn(7))
    inside.show(load("CNNNet") if has_weights else None)
    qtbot.wait(200)
    assert section.shown == [None]


def test_an_answer_about_another_network_is_dropped(
    qtbot: QtBot, inside: StandInInside, section: Section, state: ApplicationState
) -> None:
    section.show()
    inside.show(load("CNNNet"), drawn(7))
    state.choose_network("FirstNet")
    inside.show(load("FirstNet"), drawn(3))
    qtbot.waitUntil(lambda: section.last is not None)
    assert [found.answer for found in section.shown if found is not None] == [3]


def test_weights_that_say_nothing_have_no_smallest_change(
    qtbot: QtBot, inside: StandInInside, section: Section
) -> None:
    section.show()
    inside.show(silent("CNNNet"), drawn(7))
    qtbot.waitUntil(lambda: section.last is not None)
    assert section.last is not None
    assert section.last.change is None


def test_a_fault_is_said(
    qtbot: QtBot,
    inside: StandInInside,
    section: Section,
    messages: list[Message],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_: object) -> None:
        raise OSError("broken")

    monkeypatch.setattr(explanation, "explain", fail)
    section.show()
    inside.show(load("CNNNet"), drawn(7))
    qtbot.waitUntil(lambda: len(messages) == 1)
