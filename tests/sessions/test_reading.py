"""Drawings and their readings, with a real pad and panel and a stand-in for the worker."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

import numpy as np
import pytest
from PySide6.QtCore import QObject, QRectF, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel
from pytestqt.qtbot import QtBot
from stand_ins import StandInReader, heard, kept_run

from mnist_desktop.drawing.box import Box
from mnist_desktop.drawing.strokes import Drawing, Stroke
from mnist_desktop.pictures.picture import Picture
from mnist_desktop.reading.values import DigitReading, Reading
from mnist_desktop.sessions.reading import ReadingSession
from mnist_desktop.sessions.state import ApplicationState, Message
from mnist_desktop.system.errors import Problem
from mnist_desktop.ui.pad.canvas import Canvas
from mnist_desktop.ui.pad.content import PadContent
from mnist_desktop.ui.reading.number import DigitButton
from mnist_desktop.ui.reading.panel import ReadingPanel
from mnist_desktop.workers.reading import Answer, ReadingWorker, WeightsChoice, WeightsInUse
from mnist_desktop.workers.training import LiveWeights

ONE = Drawing((Stroke(np.array([[250.0, 100.0], [250.0, 400.0]])),))
PICTURE = QImage(100, 50, QImage.Format.Format_RGB888)
pytestmark = pytest.mark.usefixtures("reading")


def reading_of(*digits: int) -> Reading:
    """These digits, sure, in a row of boxes 100 canvas pixels apart."""
    return Reading(tuple(one_of(digit, Box(100.0 * index, 50, 80, 200)) for index, digit in enumerate(digits)))


def one_of(digit: int, box: Box) -> DigitReading:
    return DigitReading(tuple(1.0 if each == digit else 0.0 for each in range(10)), sure=True, box=box)


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
def loaded(reading: ReadingSession, reader: StandInReader) -> None:
    """Both networks can read."""
    for network in ("CNNNet", "FirstNet"):
        reader.loaded.emit(WeightsInUse(WeightsChoice(network), "", (), ()))


def digit(panel: ReadingPanel) -> str:
    return text(panel, "predictedDigit")


def text(panel: ReadingPanel, name: str) -> str:
    label = panel.findChild(QLabel, name)
    assert label is not None
    return label.text()


def answer(reader: StandInReader, *digits: int, question: int = -1) -> None:
    """Answer a question with digits; the newest, unless another is meant."""
    reader.answered.emit(Answer(reader.questions[question].generation, reading_of(*digits)))


def boxes(canvas: Canvas) -> list[tuple[str, bool]]:
    """What is said at the boxes on the pad, and whether they are the selected one's."""
    return [(box.text, box.is_selected) for box in canvas._boxes]


def dot(x: float, y: float) -> Stroke:
    return Stroke(np.array([[x, y]]))


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
    late = len(reader.questions) - 1
    if by == "clearing":
        canvas.clear()
    else:
        state.choose_network("FirstNet")
    answer(reader, 1, question=late)
    assert digit(panel) == ""
    canvas.set_drawing(ONE)
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
    reader.answered.emit(Answer(reader.questions[-1].generation, None))
    assert [message.about for message in messages] == [problem]
    assert text(panel, "confidence") == "No weights to read with"


def test_a_run_that_cannot_be_read_leaves_the_network_loading_until_the_factory_weights_are_there(
    panel: ReadingPanel, reader: StandInReader, state: ApplicationState, messages: list[Message]
) -> None:
    state.choose(WeightsChoice("CNNNet", "one"))
    reader.load_failed.emit(WeightsChoice("CNNNet", "one"), Problem("run_cannot_read"))
    assert [message.about for message in messages] == [Problem("run_cannot_read")]
    assert text(panel, "confidence") == "Getting ready…"


def test_a_run_that_is_discarded_before_it_is_read_is_not_told_of(
    reader: StandInReader, state: ApplicationState, messages: list[Message]
) -> None:
    state.choose(WeightsChoice("CNNNet", "one"))
    state.choose(WeightsChoice("CNNNet"))
    reader.load_failed.emit(WeightsChoice("CNNNet", "one"), Problem("run_cannot_read"))
    assert messages == []


@pytest.mark.usefixtures("loaded")
def test_one_drawn_digit_has_no_box_and_several_have(
    canvas: Canvas, panel: ReadingPanel, reader: StandInReader
) -> None:
    canvas.set_drawing(ONE)
    answer(reader, 1)
    assert boxes(canvas) == []
    answer(reader, 1, 7)
    assert text(panel, "readingText") == "17"
    assert [box for box, _ in boxes(canvas)] == ["1", "7"]
    canvas.clear()
    assert boxes(canvas) == []
    assert (text(panel, "readingText"), text(panel, "confidence")) == ("", "Nothing drawn yet")


@pytest.mark.usefixtures("loaded")
def test_the_digit_drawn_last_is_selected_wherever_it_stands(
    canvas: Canvas, panel: ReadingPanel, reader: StandInReader
) -> None:
    canvas.set_drawing(Drawing((dot(40, 100), dot(240, 100), dot(140, 100))))
    answer(reader, 4, 5, 6)
    assert boxes(canvas) == [("4", False), ("5", True), ("6", False)]


@pytest.mark.usefixtures("loaded")
def test_a_digit_selected_in_the_panel_is_marked_on_the_pad(
    canvas: Canvas, panel: ReadingPanel, reader: StandInReader
) -> None:
    canvas.set_drawing(Drawing((dot(140, 100),)))
    answer(reader, 4, 5)
    panel.show()
    QTest.mouseClick(panel.findChildren(DigitButton)[0], Qt.MouseButton.LeftButton)
    assert boxes(canvas) == [("4", True), ("5", False)]
    assert digit(panel) == "4"


@pytest.mark.usefixtures("loaded")
def test_a_picture_is_asked_for_with_its_place_and_shown_to_be_under_way(
    canvas: Canvas, panel: ReadingPanel, reader: StandInReader
) -> None:
    canvas.set_picture(PICTURE)
    assert text(panel, "confidence") == "Reading the picture…"
    picture = reader.questions[-1].picture
    assert picture is not None
    assert (picture.x, picture.y, picture.scale) == (0, 125, 5)
    decoded = picture.decode()
    assert isinstance(decoded, Picture)
    assert decoded.pixels.shape == (50, 100, 3)
    answer(reader, 3)
    assert boxes(canvas) == [("3", True)]
    assert text(panel, "readingText") == "3"


@pytest.mark.usefixtures("loaded")
def test_the_same_picture_is_the_same_to_the_worker_in_every_question(canvas: Canvas, reader: StandInReader) -> None:
    canvas.set_picture(PICTURE)
    canvas.set_content(canvas.content().with_stroke(dot(40, 100)))
    canvas.set_picture(QImage(PICTURE))
    images = [question.picture.image for question in reader.questions if question.picture]
    assert images[-3] is images[-2] is not images[-1]


@pytest.mark.usefixtures("loaded")
def test_an_answer_to_another_picture_is_dropped(canvas: Canvas, panel: ReadingPanel, reader: StandInReader) -> None:
    canvas.set_picture(PICTURE)
    late = len(reader.questions) - 1
    canvas.set_picture(QImage(PICTURE))
    answer(reader, 1, question=late)
    assert text(panel, "confidence") == "Reading the picture…"
    canvas.set_content(PadContent(ONE))
    assert text(panel, "confidence") == "Nothing drawn yet"
    answer(reader, 1)
    assert boxes(canvas) == []


@pytest.mark.usefixtures("loaded")
def test_a_picture_without_digits_and_one_that_cannot_be_read_are_said(
    canvas: Canvas, panel: ReadingPanel, reader: StandInReader, messages: list[Message]
) -> None:
    canvas.set_content(PadContent(Drawing(width=500, height=500), PICTURE, QRectF(0, 0, 100, 50)))
    problem = Problem("picture_unreadable")
    reader.picture_failed.emit(problem)
    answer(reader)
    assert text(panel, "confidence") == "No digit found"
    assert [message.about for message in messages] == [problem]


@pytest.mark.usefixtures("loaded")
def test_nothing_is_asked_of_an_empty_pad(canvas: Canvas, reader: StandInReader, state: ApplicationState) -> None:
    state.choose_network("FirstNet")
    reader.adopted.emit("FirstNet")
    assert reader.questions == []


@pytest.mark.usefixtures("loaded")
def test_it_is_known_what_the_digits_were_read_of_and_whether_that_is_still_there(
    reading: ReadingSession, canvas: Canvas, reader: StandInReader, state: ApplicationState
) -> None:
    told = heard(reading.answer_shown)
    assert not reading.is_up_to_date
    canvas.set_drawing(ONE)
    first = canvas.content()
    canvas.set_content(first.with_stroke(dot(40, 100)))
    answer(reader, 1, question=-2)
    assert reading.content_read is first
    assert not reading.is_up_to_date
    answer(reader, 1, 7)
    assert reading.content_read is canvas.content()
    assert reading.is_up_to_date
    assert len(told) == 2
    state.choose_network("FirstNet")
    assert not reading.is_up_to_date
    answer(reader, 1)
    assert reading.is_up_to_date
    canvas.clear()
    assert not reading.is_up_to_date
    assert len(told) == 4


@pytest.mark.usefixtures("loaded")
def test_the_other_network_is_asked_only_while_networks_are_compared(
    canvas: Canvas, panel: ReadingPanel, reader: StandInReader, state: ApplicationState
) -> None:
    canvas.set_drawing(ONE)
    panel.compare.setChecked(True)
    state.choose_network("FirstNet")
    panel.compare.setChecked(False)
    assert [question.other for question in reader.questions] == ["", "FirstNet", "CNNNet", ""]


@pytest.mark.usefixtures("loaded")
def test_what_the_other_network_reads_is_shown_beside_the_selected_digit(
    canvas: Canvas, panel: ReadingPanel, reader: StandInReader
) -> None:
    panel.compare.setChecked(True)
    canvas.set_drawing(Drawing((dot(140, 100),)))
    generation = reader.questions[-1].generation
    reader.answered.emit(Answer(generation, reading_of(4, 5), reading_of(4, 8)))
    assert (text(panel, "predictedDigit"), text(panel, "otherDigit")) == ("5", "8")
    panel.select(0)
    assert (text(panel, "predictedDigit"), text(panel, "otherDigit")) == ("4", "4")
    canvas.clear()
    assert text(panel, "otherDigit") == ""


@pytest.mark.usefixtures("loaded")
def test_while_compared_new_weights_of_either_network_ask_for_a_reading(
    canvas: Canvas, panel: ReadingPanel, reader: StandInReader
) -> None:
    canvas.set_drawing(ONE)
    panel.compare.setChecked(True)
    asked = len(reader.questions)
    reader.adopted.emit("FirstNet")
    reader.loaded.emit(WeightsInUse(WeightsChoice("FirstNet", "two"), "Two", (), ()))
    assert len(reader.questions) == asked + 2
