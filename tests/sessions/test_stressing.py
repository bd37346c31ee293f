"""Stress in the real window: when it begins, begins anew, and stops."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hands import shown
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from mnist_desktop.reading import predictor
from mnist_desktop.reading.digit_set import DigitSet
from mnist_desktop.reading.evaluation import Evaluation
from mnist_desktop.reading.predictor import Predictor
from mnist_desktop.reading.stress import Kind
from mnist_desktop.sessions.state import ApplicationState
from mnist_desktop.sessions.stressing import StressingSession
from mnist_desktop.system.errors import Problem, ProblemError
from mnist_desktop.ui.pages.test.shown import Tested
from mnist_desktop.ui.pages.test.stress import StressSection
from mnist_desktop.ui.reading.panel import ReadingPanel
from mnist_desktop.workers.reading import WeightsChoice


class Testing(QObject):
    """Stands in for the session of the page: a test tells what is on show."""

    __test__ = False

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.tested: Tested | None = None
        self.tested_weights: WeightsChoice | None = None
        self.made = 0
        self.are_gone = False  # the weights

    def show(self, tested: Tested | None, network: str = "CNNNet") -> None:
        self.tested, self.tested_weights = tested, WeightsChoice(network) if tested else None
        self.changed.emit()

    def predictor_of(self, choice: WeightsChoice) -> Callable[[], Predictor]:
        def make() -> Predictor:
            self.made += 1
            if self.are_gone:
                raise ProblemError("in_file", file="7.safetensors", reason=Problem("no_such_file"))
            return predictor.load(choice.network)

        return make


class Reader:
    def __init__(self) -> None:
        self.predictors: dict[str, Predictor] = {"FirstNet": predictor.load("FirstNet")}

    def in_use(self, network: str) -> Predictor | None:
        return self.predictors.get(network)


@pytest.fixture
def digits() -> DigitSet:
    noise = np.random.default_rng(0).integers(0, 255, (250, 28, 28)).astype(np.uint8)
    return DigitSet("noise", noise, np.zeros(250, np.int64))


@pytest.fixture
def section(qtbot: QtBot) -> StressSection:
    section = StressSection()
    qtbot.addWidget(section)
    return section


@pytest.fixture
def panel(qtbot: QtBot) -> ReadingPanel:
    panel = ReadingPanel()
    qtbot.addWidget(panel)
    return panel


@pytest.fixture
def testing(qapp: QObject) -> Testing:
    return Testing()


@pytest.fixture
def reader() -> Reader:
    return Reader()


@pytest.fixture(autouse=True)
def stressing(state: ApplicationState, testing: Any, reader: Any, panel: ReadingPanel, section: StressSection) -> Any:
    owner = QObject()
    session = StressingSession(state, testing, reader, panel, section, owner)
    yield session
    session.end()
    owner.deleteLater()


def a_test_of(digits: DigitSet) -> Tested:
    nothing: Any = None
    evaluation: Evaluation = nothing
    return Tested("CNNNet 1", digits, evaluation)


def done(section: StressSection, *, is_other: bool = False) -> int:
    """How many digits every curve is of."""
    lines = [line for plot in section.plots.values() for line in plot.lines if line.is_other == is_other]
    return min((line.curve.done for line in lines), default=0) if len(lines) == len(Kind) else 0


def test_nothing_is_done_until_someone_looks(
    qtbot: QtBot, testing: Testing, section: StressSection, digits: DigitSet
) -> None:
    testing.show(a_test_of(digits))
    qtbot.wait(50)
    assert testing.made == 0
    section.show()
    qtbot.waitUntil(lambda: done(section) == done(section, is_other=True) == 250)
    names = {line.title for plot in section.plots.values() for line in plot.lines}
    assert names == {"CNNNet 1", "FirstNet, factory weights"}


def test_what_is_done_is_not_done_again_but_another_test_is(
    qtbot: QtBot, testing: Testing, section: StressSection, digits: DigitSet
) -> None:
    section.show()
    testing.show(a_test_of(digits))
    qtbot.waitUntil(lambda: done(section) == 250)
    qtbot.waitUntil(lambda: done(section, is_other=True) == 250)
    qtbot.wait(50)
    section.hide()
    section.show()
    qtbot.wait(50)
    assert (testing.made, done(section)) == (1, 250)
    testing.show(a_test_of(digits))
    assert done(section) == 0
    qtbot.waitUntil(lambda: done(section) == 250)
    testing.show(None)
    assert section.table() is None


def test_it_stops_when_it_is_out_of_view_and_begins_again(
    qtbot: QtBot, testing: Testing, section: StressSection, digits: DigitSet
) -> None:
    section.show()
    testing.show(a_test_of(digits))
    qtbot.waitUntil(lambda: done(section) >= 100)
    section.hide()
    before = done(section)
    qtbot.wait(1500)
    assert done(section) == before < 250
    section.show()
    qtbot.waitUntil(lambda: done(section) == 250)
    assert testing.made == 2


def test_a_network_without_weights_has_no_curve(
    qtbot: QtBot, testing: Testing, section: StressSection, digits: DigitSet, reader: Reader
) -> None:
    reader.predictors.clear()
    section.show()
    testing.show(a_test_of(digits))
    qtbot.waitUntil(lambda: done(section) == 250)
    assert {line.is_other for plot in section.plots.values() for line in plot.lines} == {False}


def test_weights_that_are_gone_are_told_of_in_the_section_and_tried_again(
    qtbot: QtBot, testing: Testing, section: StressSection, digits: DigitSet, state: ApplicationState
) -> None:
    told: list[object] = []
    state.message_sent.connect(told.append)
    testing.are_gone = True
    section.show()
    testing.show(a_test_of(digits))
    qtbot.waitUntil(lambda: "7.safetensors" in shown(section, "stressLegend"))
    assert section.table() is None
    testing.are_gone = False
    section.hide()
    section.show()
    qtbot.waitUntil(lambda: done(section) > 0)
    assert "7.safetensors" not in shown(section, "stressLegend")
    assert not told


def test_the_digit_on_the_pad_is_marked_while_it_can_be_seen(section: StressSection, panel: ReadingPanel) -> None:
    from mnist_desktop.reading.values import DigitReading

    image = np.zeros((28, 28), np.float32)
    image[4:24, 16:19] = 1
    digit = DigitReading((1.0,) + (0.0,) * 9, sure=True, image=image)
    panel.show_digits([digit])
    assert not section.plots
    section.show()
    assert section.plots[Kind.SHIFT].place == pytest.approx(3)
    panel.show_digits([])
    assert section.plots[Kind.SHIFT].place is None
