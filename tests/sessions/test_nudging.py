"""Nudging in the session, with a real panel, real weights and a stand-in for the reading of the pad."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import cast

import numpy as np
import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from stand_ins import StandInReader

from mnist_desktop.drawing.arrays import GreyImage
from mnist_desktop.drawing.box import Box
from mnist_desktop.drawing.digit_image import digit_image
from mnist_desktop.drawing.strokes import Drawing, Stroke
from mnist_desktop.reading import predictor
from mnist_desktop.reading.nudges import Nudge
from mnist_desktop.reading.predictor import Predictor
from mnist_desktop.reading.values import Reading
from mnist_desktop.sessions.nudging import NudgingSession
from mnist_desktop.sessions.reading import ReadingSession
from mnist_desktop.sessions.state import ApplicationState
from mnist_desktop.ui.pad.canvas import Canvas
from mnist_desktop.ui.reading.nudge_pane import NudgePane
from mnist_desktop.ui.reading.panel import ReadingPanel
from mnist_desktop.ui.reading.shift_map_view import ShiftMapView
from mnist_desktop.workers.ask import Asker
from mnist_desktop.workers.reading import Answer, ReadingWorker, WeightsChoice, WeightsInUse

ONE = Drawing((Stroke(np.array([[250.0, 100.0], [250.0, 400.0]])),))
RIGHT = Qt.Key.Key_Right


class Reader(StandInReader):
    """Has the factory weights, and counts how often they are asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.predictors: dict[str, Predictor] = {name: predictor.load(name) for name in ("CNNNet", "FirstNet")}
        self.wanted = 0

    def predictor(self, network: str) -> Predictor | None:
        self.wanted += 1
        return self.predictors.get(network)


@pytest.fixture
def reader(qapp: QObject) -> Reader:
    return Reader()


@pytest.fixture
def asker(qapp: QObject) -> Iterator[Asker]:
    asker = Asker()
    asker.start()
    yield asker
    asker.stop()


@pytest.fixture
def canvas(qtbot: QtBot) -> Canvas:
    canvas = Canvas()
    qtbot.addWidget(canvas)
    return canvas


@pytest.fixture
def panel(
    qtbot: QtBot, state: ApplicationState, reader: Reader, canvas: Canvas, asker: Asker
) -> Iterator[ReadingPanel]:
    """A panel with a 1, and all that makes it read."""
    panel, owner = ReadingPanel(), QObject()
    qtbot.addWidget(panel)
    panel.show()
    reading = ReadingSession(state, cast(ReadingWorker, reader), canvas, panel, owner)
    NudgingSession(state, reading, cast(ReadingWorker, reader), asker, panel, owner)
    for network in ("CNNNet", "FirstNet"):
        reader.loaded.emit(WeightsInUse(WeightsChoice(network), "", (), ()))
    canvas.set_drawing(ONE)
    answer(reader)
    yield panel
    owner.deleteLater()


@pytest.fixture
def pane(panel: ReadingPanel) -> NudgePane:
    panel.nudge.setChecked(True)
    found = panel.findChild(NudgePane)
    assert found is not None
    return found


def answer(reader: Reader, drawing: Drawing = ONE, count: int = 1) -> None:
    """Answer the latest question with as many digits, each the whole drawing, by both networks."""
    image = digit_image(drawing)
    assert image is not None
    own, other = (
        Reading(tuple(replace(each.predict([image])[0], image=image, box=Box(0, 0, 9, 9)) for _ in range(count)))
        for each in reader.predictors.values()
    )
    question = reader.questions[-1]
    reader.answered.emit(Answer(question.generation, own, other if question.other else None))


def shows(panel: ReadingPanel, image: GreyImage) -> Callable[[], bool]:
    return lambda: panel.image is not None and np.array_equal(panel.image, image)


def plain() -> GreyImage:
    image = digit_image(ONE)
    assert image is not None
    return image


def maps(panel: ReadingPanel) -> list[ShiftMapView]:
    return [view for view in panel.findChildren(ShiftMapView) if view.isVisible()]


def test_a_nudged_image_is_read_in_place_of_the_drawn_one(qtbot: QtBot, panel: ReadingPanel, pane: NudgePane) -> None:
    for _ in range(3):
        QTest.keyClick(pane, RIGHT)
    qtbot.waitUntil(shows(panel, Nudge(3).apply(plain())))
    assert panel.digits[0].image is not None
    assert np.array_equal(panel.digits[0].image, plain())


def test_both_networks_have_a_map_while_they_are_compared(
    qtbot: QtBot, panel: ReadingPanel, pane: NudgePane, reader: Reader
) -> None:
    qtbot.waitUntil(lambda: [view.places is not None for view in maps(panel)] == [True])
    panel.compare.setChecked(True)
    answer(reader)
    qtbot.waitUntil(lambda: [view.places is not None for view in maps(panel)] == [True, True])
    own, other = (view.places for view in maps(panel))
    assert own is not None
    assert other is not None
    assert other.same != own.same


def test_while_nobody_nudges_nothing_is_asked_for(panel: ReadingPanel, reader: Reader) -> None:
    answer(reader)
    panel.compare.setChecked(True)
    answer(reader)
    assert reader.wanted == 0
    assert maps(panel) == []


@pytest.mark.parametrize("by", ["a stroke", "clearing", "another digit", "closing"])
def test_a_nudge_ends_with_its_digit(
    by: str, qtbot: QtBot, panel: ReadingPanel, pane: NudgePane, reader: Reader, canvas: Canvas
) -> None:
    answer(reader, count=2)
    QTest.keyClick(pane, RIGHT)
    qtbot.waitUntil(shows(panel, Nudge(1).apply(plain())))
    QTest.keyClick(pane, RIGHT)  # whose answer comes too late
    if by == "a stroke":
        canvas.set_drawing(Drawing(ONE.strokes * 2))
        answer(reader)
    elif by == "clearing":
        canvas.clear()
    elif by == "another digit":
        panel.select(1)
    else:
        panel.nudge.setChecked(False)
    assert not pane.is_nudged
    assert panel.image is None if by == "clearing" else shows(panel, plain())()
    qtbot.wait(200)
    assert panel.image is None if by == "clearing" else shows(panel, plain())()


def test_other_weights_and_another_network_read_the_nudged_image_anew(
    qtbot: QtBot, panel: ReadingPanel, pane: NudgePane, reader: Reader, state: ApplicationState
) -> None:
    QTest.keyClick(pane, RIGHT)
    qtbot.waitUntil(shows(panel, Nudge(1).apply(plain())))
    before = maps(panel)[0].places
    reader.predictors["CNNNet"] = reader.predictors["FirstNet"]
    reader.adopted.emit("CNNNet")
    answer(reader)
    qtbot.waitUntil(lambda: maps(panel)[0].places not in (None, before))
    assert pane.nudge == Nudge(1)
    state.choose_network("FirstNet")
    answer(reader)
    qtbot.waitUntil(shows(panel, Nudge(1).apply(plain())))
    assert pane.nudge == Nudge(1)


def test_a_network_without_weights_has_no_map(
    qtbot: QtBot, panel: ReadingPanel, pane: NudgePane, reader: Reader
) -> None:
    del reader.predictors["FirstNet"]
    panel.compare.setChecked(True)
    reader.answered.emit(Answer(reader.questions[-1].generation, Reading(panel.digits), None))
    qtbot.waitUntil(lambda: [view.places is not None for view in maps(panel)] == [True, False])
