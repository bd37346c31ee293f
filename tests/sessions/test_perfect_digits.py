"""When perfect digits are made up, and what a click on one does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from explained import load
from inside_stand_in import StandInInside
from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot

from mnist_desktop.reading.perfect_digits import PerfectDigits, perfect_digits
from mnist_desktop.reading.predictor import Predictor
from mnist_desktop.sessions.pad_picture import pad_picture
from mnist_desktop.sessions.perfect_digits import PerfectDigitsSession
from mnist_desktop.sessions.state import ApplicationState
from mnist_desktop.ui.pad.canvas import Canvas
from mnist_desktop.ui.pages.inside.why import WhySection


class Section(WhySection):
    """Notes what it shows."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[PerfectDigits | None] = []

    def show_perfect(self, digits: PerfectDigits | None) -> None:
        self.shown.append(digits)
        super().show_perfect(digits)

    @property
    def is_whole(self) -> bool:
        return bool(self.shown) and self.shown[-1] is not None and self.shown[-1].done == 1


def other_weights(network: str) -> Predictor:
    """A copy, as of a network that learns."""
    found = load(network)
    return Predictor(network, found.network.options, found.network.weights, found.calibration)


@pytest.fixture
def inside(qapp: QObject) -> StandInInside:
    return StandInInside()


@pytest.fixture
def section(qtbot: QtBot) -> Section:
    section = Section()
    qtbot.addWidget(section)
    section.build()
    return section


@pytest.fixture
def canvas(qtbot: QtBot) -> Canvas:
    canvas = Canvas()
    qtbot.addWidget(canvas)
    return canvas


@pytest.fixture
def begin_round(qapp: QObject) -> QAction:
    return QAction()


@pytest.fixture(autouse=True)
def session(
    state: ApplicationState, inside: Any, section: Section, canvas: Canvas, begin_round: QAction
) -> Iterator[PerfectDigitsSession]:
    owner = QObject()
    session = PerfectDigitsSession(state, inside, section, canvas, begin_round, owner)
    yield session
    session.end()
    owner.deleteLater()


def test_they_grow_when_the_section_is_in_view(qtbot: QtBot, inside: StandInInside, section: Section) -> None:
    inside.show(load("FirstNet"))
    qtbot.wait(100)
    assert [found for found in section.shown if found is not None] == []
    section.show()
    inside.show(load("FirstNet"))
    qtbot.waitUntil(lambda: section.is_whole)
    done = [found.done for found in section.shown if found is not None]
    assert len(done) > 10
    assert done == sorted(done)


def test_a_drawing_changes_nothing(qtbot: QtBot, inside: StandInInside, section: Section) -> None:
    section.show()
    inside.show(load("FirstNet"))
    qtbot.waitUntil(lambda: section.is_whole)
    count = len(section.shown)
    inside.show(load("FirstNet"), np.ones((28, 28), np.float32))
    qtbot.wait(100)
    assert len(section.shown) == count


def test_while_a_network_learns_they_are_replaced_whole_and_after_a_rest(
    qtbot: QtBot, inside: StandInInside, section: Section, session: PerfectDigitsSession
) -> None:
    rest = session.findChild(QTimer)
    assert isinstance(rest, QTimer)
    rest.setInterval(3_600_000)
    section.show()
    inside.show(load("FirstNet"))
    qtbot.waitUntil(lambda: section.is_whole)
    count, first = len(section.shown), section.shown[-1]
    for _ in range(5):
        inside.show(other_weights("FirstNet"))
        qtbot.wait(100)
    assert len(section.shown) == count
    rest.setInterval(0)
    qtbot.waitUntil(lambda: len(section.shown) > count)
    assert len(section.shown) == count + 1
    assert section.is_whole
    assert section.shown[-1] is not first


def test_those_of_another_network_begin_at_once(qtbot: QtBot, inside: StandInInside, section: Section) -> None:
    section.show()
    inside.show(load("CNNNet"))
    qtbot.waitUntil(lambda: any(found is not None for found in section.shown))
    inside.show(load("FirstNet"))
    assert section.shown[-1] is None
    qtbot.waitUntil(lambda: section.is_whole)
    *_, expected = perfect_digits(load("FirstNet"))
    assert section.shown[-1] is not None
    assert np.array_equal(section.shown[-1].images, expected.images)


def test_they_stop_out_of_view_and_begin_again(qtbot: QtBot, inside: StandInInside, section: Section) -> None:
    section.show()
    inside.show(load("CNNNet"))
    qtbot.waitUntil(lambda: any(found is not None for found in section.shown))
    section.hide()
    count = len(section.shown)
    qtbot.wait(100)
    assert len(section.shown) == count
    section.show()
    inside.subject_changed.emit()
    qtbot.waitUntil(lambda: section.is_whole)


def test_without_weights_there_are_none(qtbot: QtBot, inside: StandInInside, section: Section) -> None:
    section.show()
    inside.show(load("FirstNet"))
    qtbot.waitUntil(lambda: section.is_whole)
    inside.show(None)
    assert section.shown[-1] is None


def test_a_click_puts_one_on_the_pad_except_in_a_round(
    qtbot: QtBot, inside: StandInInside, section: Section, canvas: Canvas, begin_round: QAction
) -> None:
    section.perfect_digit_clicked.emit(3)
    assert canvas.content().picture is None
    section.show()
    inside.show(load("FirstNet"))
    qtbot.waitUntil(lambda: section.is_whole)
    begin_round.setEnabled(False)
    section.perfect_digit_clicked.emit(3)
    assert canvas.content().picture is None
    begin_round.setEnabled(True)
    section.perfect_digit_clicked.emit(3)
    picture = pad_picture(canvas.content())
    assert picture is not None
    image: Any = picture.decode()
    [reading] = load("FirstNet").predict([image])
    assert reading.digit == 3


def test_they_cannot_be_clicked_in_a_round(
    qtbot: QtBot, inside: StandInInside, section: Section, begin_round: QAction
) -> None:
    section.show()
    inside.show(load("FirstNet"))
    qtbot.waitUntil(lambda: section.is_whole)
    button = section.findChild(QObject, "perfectDigit3")
    assert button is not None
    assert button.property("enabled")
    begin_round.setEnabled(False)
    assert not button.property("enabled")
