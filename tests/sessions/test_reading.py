"""Drawings and their readings, with a real pad and panel and a stand-in for the worker."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

import numpy as np
import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QComboBox, QLabel
from pytestqt.qtbot import QtBot
from stand_ins import StandInReader, kept_run

from mnist_desktop.drawing.strokes import Drawing, Stroke
from mnist_desktop.reading.values import DigitReading, Reading
from mnist_desktop.sessions.reading import ReadingSession
from mnist_desktop.sessions.state import ApplicationState, Message
from mnist_desktop.system.errors import Problem
from mnist_desktop.ui.pad.canvas import Canvas
from mnist_desktop.ui.reading.panel import ReadingPanel
from mnist_desktop.workers.reading import Answer, ReadingWorker, WeightsChoice, WeightsInUse
from mnist_desktop.workers.training import LiveWeights

ONE = Drawing((Stroke(np.array([[250.0, 100.0], [250.0, 400.0]])),))
IMAGE = np.ones((28, 28), dtype=np.float32)
pytestmark = pytest.mark.usefixtures("reading")


def reading_of(digit: int) -> Reading:
    return Reading((DigitReading(tuple(1.0 if each == digit else 0.0 for each in range(10)), sure=True),))


@pytest.fixture
def reader(qapp: QObject) -> StandInReader:
    return StandInReader()


@pytest.fixture
def canvas(qtbot: QtBot) -> Canvas:
    canvas = Canvas()
    qtbot.addWidget(canvas)
    return canvas


@pytest.fixture
def panel(qtbot: QtBot) -> ReadingPanel:
    panel = ReadingPanel()
    qtbot.addWidget(panel)
    return panel


@pytest.fixture
def reading(
    state: ApplicationState, reader: StandInReader, canvas: Canvas, panel: ReadingPanel
) -> Iterator[ReadingSession]:
    owner = QObject()
    yield ReadingSession(state, cast(ReadingWorker, reader), canvas, panel, owner)
    owner.deleteLater()


@pytest.fixture
def loaded(reader: StandInReader) -> None:
    """Both networks can read."""
    for network in ("CNNNet", "FirstNet"):
        reader.loaded.emit(WeightsInUse(WeightsChoice(network), "", (), ()))


def digit(panel: ReadingPanel) -> str:
    return text(panel, "predictedDigit")


def text(panel: ReadingPanel, name: str) -> str:
    label = panel.findChild(QLabel, name)
    assert label is not None
    return label.text()


def answer(reader: StandInReader, digit: int, question: int = -1) -> None:
    """Answer a question with a digit; the newest, unless another is meant."""
    reader.answered.emit(Answer(reader.questions[question].generation, IMAGE, reading_of(digit)))


def live(network: str) -> LiveWeights:
    predictor: Any = None
    return LiveWeights(network, predictor)


def test_weights_are_loaded_as_they_were_chosen(
    reading: ReadingSession, reader: StandInReader, state: ApplicationState
) -> None:
    state.choose(WeightsChoice("FirstNet", "one"))
    reader.asked.clear()
    reading.begin(["CNNNet", "FirstNet"])
    assert reader.asked == [WeightsChoice("CNNNet"), WeightsChoice("FirstNet", "one")]


def test_until_the_weights_are_there_the_panel_says_so(panel: ReadingPanel, reader: StandInReader) -> None:
    assert text(panel, "confidence") == "Getting ready…"
    reader.loaded.emit(WeightsInUse(WeightsChoice("FirstNet"), "", (), ()))
    assert text(panel, "confidence") == "Getting ready…"
    reader.loaded.emit(WeightsInUse(WeightsChoice("CNNNet"), "", (), ()))
    assert text(panel, "confidence") == "Nothing drawn yet"


@pytest.mark.usefixtures("loaded")
def test_a_drawing_is_read_by_the_network_chosen(
    canvas: Canvas, panel: ReadingPanel, reader: StandInReader, state: ApplicationState
) -> None:
    canvas.set_drawing(ONE)
    assert (reader.questions[-1].drawing, reader.questions[-1].network) == (ONE, "CNNNet")
    answer(reader, 1)
    assert digit(panel) == "1"
    selector = panel.findChild(QComboBox, "modelSelector")
    assert selector is not None
    selector.setCurrentText("FirstNet")
    assert state.network == "FirstNet"
    assert (reader.questions[-1].drawing, reader.questions[-1].network) == (ONE, "FirstNet")


@pytest.mark.usefixtures("loaded")
def test_a_network_chosen_elsewhere_is_shown_and_reads(
    canvas: Canvas, panel: ReadingPanel, reader: StandInReader, state: ApplicationState
) -> None:
    canvas.set_drawing(ONE)
    state.choose_network("FirstNet")
    selector = panel.findChild(QComboBox, "modelSelector")
    assert selector is not None
    assert selector.currentText() == "FirstNet"
    assert reader.questions[-1].network == "FirstNet"


@pytest.mark.usefixtures("loaded")
def test_every_answer_of_a_stroke_under_way_is_shown(
    canvas: Canvas, panel: ReadingPanel, reader: StandInReader
) -> None:
    canvas.set_drawing(ONE)
    canvas.set_drawing(Drawing((*ONE.strokes, *ONE.strokes)))
    answer(reader, 1, question=-2)
    assert digit(panel) == "1"


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize("by", ["clearing", "another network"])
def test_an_answer_that_came_too_late_is_dropped(
    canvas: Canvas, panel: ReadingPanel, reader: StandInReader, state: ApplicationState, by: str
) -> None:
    canvas.set_drawing(ONE)
    if by == "clearing":
        canvas.clear()
    else:
        state.choose_network("FirstNet")
    answer(reader, 1, question=-2)
    assert digit(panel) == ""
    answer(reader, 7)
    assert digit(panel) == "7"


@pytest.mark.usefixtures("loaded")
def test_other_weights_are_loaded_and_read_the_drawing_anew(
    canvas: Canvas, reader: StandInReader, state: ApplicationState
) -> None:
    canvas.set_drawing(ONE)
    asked = len(reader.questions)
    state.choose(WeightsChoice("CNNNet", "one"))
    assert reader.asked == [WeightsChoice("CNNNet", "one")]
    reader.loaded.emit(WeightsInUse(WeightsChoice("FirstNet", "two"), "Two", (), ()))
    assert len(reader.questions) == asked
    reader.loaded.emit(WeightsInUse(WeightsChoice("CNNNet", "one"), "One", (), ()))
    assert len(reader.questions) == asked + 1
    assert state.chosen("CNNNet").run == "one"


@pytest.mark.usefixtures("loaded")
def test_the_weights_of_a_run_under_way_read_until_others_are_chosen(
    reading: ReadingSession, canvas: Canvas, reader: StandInReader, state: ApplicationState
) -> None:
    canvas.set_drawing(ONE)
    reading.take_live(live("CNNNet"))
    assert reader.asked == []
    state.run_started.emit(kept_run())
    reading.take_live(live("CNNNet"))
    assert reader.asked == [live("CNNNet")]
    asked = len(reader.questions)
    reader.adopted.emit("CNNNet")
    assert len(reader.questions) == asked + 1
    state.choose(WeightsChoice("CNNNet"))
    reader.asked.clear()
    reading.take_live(live("CNNNet"))
    assert reader.asked == []


@pytest.mark.usefixtures("loaded")
def test_live_weights_of_the_other_network_ask_for_no_reading(
    canvas: Canvas, reader: StandInReader, state: ApplicationState
) -> None:
    canvas.set_drawing(ONE)
    asked = len(reader.questions)
    reader.adopted.emit("FirstNet")
    assert len(reader.questions) == asked


def test_a_network_without_weights_is_told_and_said(
    canvas: Canvas, panel: ReadingPanel, reader: StandInReader, messages: list[Message]
) -> None:
    problem = Problem("factory_cannot_read", {"network": "CNNNet"})
    reader.load_failed.emit(WeightsChoice("CNNNet"), problem)
    canvas.set_drawing(ONE)
    reader.answered.emit(Answer(reader.questions[-1].generation, IMAGE, None))
    assert [message.about for message in messages] == [problem]
    assert text(panel, "confidence") == "No weights to read with"


def test_a_run_that_cannot_be_read_leaves_the_network_loading_until_the_factory_weights_are_there(
    panel: ReadingPanel, reader: StandInReader, messages: list[Message]
) -> None:
    reader.load_failed.emit(WeightsChoice("CNNNet", "one"), Problem("run_cannot_read"))
    assert [message.about for message in messages] == [Problem("run_cannot_read")]
    assert text(panel, "confidence") == "Getting ready…"
