"""When the section in view looks into the network, in the real page, with real weights."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

import numpy as np
import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot
from stand_ins import StandInReader, heard

from mnist_desktop.drawing.arrays import GreyImage
from mnist_desktop.reading import predictor
from mnist_desktop.reading.predictor import Predictor
from mnist_desktop.reading.subject import Subject
from mnist_desktop.reading.values import DigitReading
from mnist_desktop.sessions import inside
from mnist_desktop.sessions.inside import InsideSession
from mnist_desktop.sessions.state import ApplicationState, Message
from mnist_desktop.system.errors import Problem, ProblemError
from mnist_desktop.ui.pages.inside.health import HealthSection
from mnist_desktop.ui.pages.inside.page import SECTIONS, InsidePage
from mnist_desktop.ui.pages.inside.time import TimeSection
from mnist_desktop.ui.reading.panel import ReadingPanel
from mnist_desktop.workers.reading import ReadingWorker, WeightsChoice, WeightsInUse


class Reader(StandInReader):
    """Has the factory weights."""

    def __init__(self) -> None:
        super().__init__()
        self.predictors: dict[str, Predictor] = {name: predictor.load(name) for name in ("CNNNet", "FirstNet")}

    def predictor(self, network: str) -> Predictor | None:
        return self.predictors.get(network)


class Looks:
    """Notes what is looked into, and what is shown of it."""

    def __init__(self) -> None:
        self.seen: list[Subject] = []
        self.shown: list[tuple[str, Any]] = []

    def look(self, subject: Subject) -> int:
        self.seen.append(subject)
        return len(self.seen)


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> Looks:
    """The sections that look, of which each shows the number of the look."""
    looks = Looks()
    monkeypatch.setattr(inside, "LOOKS", dict.fromkeys((TimeSection, HealthSection), looks.look))
    for kind in SECTIONS:
        monkeypatch.setattr(kind, "show_found", lambda self, found: looks.shown.append((type(self).__name__, found)))
    return looks


@pytest.fixture
def reader(qapp: QObject) -> Reader:
    return Reader()


@pytest.fixture
def panel(qtbot: QtBot) -> ReadingPanel:
    panel = ReadingPanel()
    qtbot.addWidget(panel)
    return panel


@pytest.fixture
def page(qtbot: QtBot) -> InsidePage:
    page = InsidePage()
    qtbot.addWidget(page)
    page.turn_to_section(TimeSection)
    return page


@pytest.fixture
def session(
    state: ApplicationState, reader: Reader, panel: ReadingPanel, page: InsidePage, looks: Looks
) -> Iterator[InsideSession]:
    owner = QObject()
    session = InsideSession(state, cast(ReadingWorker, reader), panel, page, owner)
    yield session
    session.end()


def draw(panel: ReadingPanel) -> GreyImage:
    image = np.zeros((28, 28), np.float32)
    image[4:24, 14] = 1
    panel.show_digits([DigitReading((0.1,) * 10, sure=False, image=image)])
    return image


def test_what_is_drawn_is_looked_into_and_shown(
    session: InsideSession, looks: Looks, page: InsidePage, panel: ReadingPanel, reader: Reader, qtbot: QtBot
) -> None:
    page.show()
    qtbot.waitUntil(lambda: looks.shown == [("TimeSection", 1)])
    image = draw(panel)
    qtbot.waitUntil(lambda: looks.shown[1:] == [("TimeSection", 2)])
    before, after = looks.seen
    assert before.image is None
    assert after.image is not None
    assert np.array_equal(after.image, image)
    assert after.predictor is reader.predictors["CNNNet"]


def test_out_of_view_nothing_is_looked_into(
    session: InsideSession, looks: Looks, page: InsidePage, panel: ReadingPanel, state: ApplicationState, qtbot: QtBot
) -> None:
    changes = heard(session.subject_changed)
    draw(panel)
    state.choose_network("FirstNet")
    qtbot.wait(50)
    assert (looks.seen, looks.shown, changes) == ([], [], [])


def test_another_network_and_other_weights_are_looked_into(
    session: InsideSession, looks: Looks, page: InsidePage, state: ApplicationState, reader: Reader, qtbot: QtBot
) -> None:
    page.show()
    qtbot.waitUntil(lambda: len(looks.shown) == 1)
    state.choose_network("FirstNet")
    qtbot.waitUntil(lambda: len(looks.shown) == 2)
    state.set_weights(WeightsInUse(WeightsChoice("FirstNet"), "", (), ()))
    qtbot.waitUntil(lambda: len(looks.shown) == 3)
    state.set_weights(WeightsInUse(WeightsChoice("CNNNet"), "", (), ()))  # which does not read
    reader.adopted.emit("FirstNet")
    qtbot.waitUntil(lambda: len(looks.shown) == 4)
    names = [subject.predictor.network.name for subject in looks.seen]
    assert names == ["CNNNet", "FirstNet", "FirstNet", "FirstNet"]


def test_a_section_that_comes_into_view_is_shown_its_own(
    session: InsideSession, looks: Looks, page: InsidePage, qtbot: QtBot
) -> None:
    page.show()
    qtbot.waitUntil(lambda: len(looks.shown) == 1)
    page.turn_to_section(HealthSection)
    qtbot.waitUntil(lambda: looks.shown[1:] == [("HealthSection", 2)])


def test_what_was_under_way_for_another_section_is_not_shown(
    session: InsideSession, looks: Looks, page: InsidePage, qtbot: QtBot
) -> None:
    page.show()
    page.turn_to_section(HealthSection)
    qtbot.waitUntil(lambda: looks.shown == [("HealthSection", len(looks.seen))])


def test_while_a_network_has_no_weights_nothing_is_looked_into(
    session: InsideSession, looks: Looks, page: InsidePage, reader: Reader, qtbot: QtBot
) -> None:
    reader.predictors.clear()
    page.show()
    qtbot.wait(50)
    assert session.subject is None
    assert looks.seen == []


def test_what_goes_wrong_is_told_in_one_line(
    session: InsideSession, page: InsidePage, state: ApplicationState, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    def fail(subject: Subject) -> None:
        raise ProblemError("no_such_file")

    monkeypatch.setattr(inside, "LOOKS", {TimeSection: fail})
    said = heard(state.message_sent)
    page.show()
    qtbot.waitUntil(lambda: len(said) == 1)
    assert [cast(Message, message).about for [message] in said] == [Problem("no_such_file")]
