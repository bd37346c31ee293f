"""Whatever is done in the window while digits are scored, compared, stressed or nudged, is survived."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest
from hands import DIGITS, choose, click, draw, enter, part, run_on_show, select_run, shown, turn_to
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from quick_learning import quick_learning  # noqa: F401  # a fixture is known by being here

from mnist_desktop import paths
from mnist_desktop.learning.library import Library
from mnist_desktop.reading import evaluation
from mnist_desktop.reading.predictor import Predictor
from mnist_desktop.sessions.window import WindowSession
from mnist_desktop.ui.main_window import MainWindow
from mnist_desktop.ui.pages.test.against import AgainstSection
from mnist_desktop.ui.pages.test.matrix import MatrixSection
from mnist_desktop.ui.pages.test.page import TestPage
from mnist_desktop.ui.pages.test.sections import TestSection
from mnist_desktop.ui.pages.test.stress import StressSection
from mnist_desktop.ui.reading.nudge_pane import NudgePane

LONGER: Final = 0.02  # seconds
pytestmark = pytest.mark.usefixtures("quick_learning", "slow_reading")


@pytest.fixture
def slow_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    """What reads all digits of a test is still under way when the next thing is done."""
    real = Predictor.logits

    def logits(this: Predictor, images: Any) -> Any:
        if len(images) == evaluation.PART:
            time.sleep(LONGER)
        return real(this, images)

    monkeypatch.setattr(Predictor, "logits", logits)


class Meanwhile:
    """A window in which something is under way on the page Test, begun anew whenever it is over."""

    section: type[TestSection] = MatrixSection

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self.qtbot, self.window = qtbot, window
        session, page = window.findChild(WindowSession), window.findChild(TestPage)
        assert isinstance(session, WindowSession)
        assert isinstance(page, TestPage)
        self.session, self.page = session, page

    def begin(self) -> None:
        """Bring the section into view, and wait until what it does is under way."""
        turn_to(self.window, "testPage")
        self.page.turn_to_section(self.section)
        self.start()
        self.qtbot.waitUntil(self.is_under_way)

    def start(self) -> None:
        """Do what it takes besides being in view."""

    def is_under_way(self) -> bool:
        raise NotImplementedError

    def score(self) -> None:
        """Have digits scored anew, unless that is under way."""
        if self.session.testing._task is None:
            click(self.window, "scoreButton")

    def ends_with(self, title: str) -> None:
        """Wait until weights of that title are scored, with the page in view, and nothing is told to be wrong."""
        turn_to(self.window, "testPage")
        testing = self.session.testing
        self.qtbot.waitUntil(lambda: testing.tested is not None and testing.tested.title.startswith(title))
        assert not part(self.window, "messageBar").isVisible(), shown(self.window, "message")


class Scoring(Meanwhile):
    def start(self) -> None:
        self.score()

    def is_under_way(self) -> bool:
        return self.session.testing._task is not None


class ComparingWeights(Meanwhile):
    section = AgainstSection

    def start(self) -> None:
        self.score()

    def is_under_way(self) -> bool:
        return shown(self.window, "againstState").startswith("Reading the same digits")


class Stressing(Meanwhile):
    section = StressSection

    def is_under_way(self) -> bool:
        plots = self.page.section(StressSection).plots.values()
        return any(0 < line.curve.done < line.curve.of for plot in plots for line in plot.lines)


class Nudging(Meanwhile):
    """A digit is nudged, and both networks read it wherever it may be."""

    def start(self) -> None:
        if self.window.pad.canvas.content().is_empty:
            click(self.window, "compareButton")
            click(self.window, "nudgeButton")
            draw(self.window, DIGITS[5])
        self.qtbot.waitUntil(lambda: bool(self.window.reading.digits))
        pane = self.window.findChild(NudgePane)
        assert pane is not None
        for _ in range(3):
            QTest.keyClick(pane, Qt.Key.Key_Plus)
        QTest.keyClick(pane, Qt.Key.Key_Right)

    def is_under_way(self) -> bool:
        return True  # the map of another thickness is not there yet


@pytest.fixture
def window(open_window: Callable[[], MainWindow], home: Path) -> MainWindow:
    """A window with a kept run of FirstNet."""
    Library(home / "runs").adopt(paths.weights("FirstNet"))
    return open_window()


def train(qtbot: QtBot, window: MainWindow) -> None:
    """Begin a long run, and wait for its first weights."""
    turn_to(window, "trainPage")
    enter(window, "epochsSpin", "500")
    qtbot.waitUntil(part(window, "trainButton").isEnabled)
    click(window, "trainButton")
    qtbot.waitUntil(lambda: (run := run_on_show(window)) is not None and len(run.epochs) > 0)


def stop(qtbot: QtBot, window: MainWindow) -> None:
    turn_to(window, "trainPage")
    click(window, "stopButton")
    qtbot.waitUntil(part(window, "decisionBar").isVisible)


@pytest.mark.parametrize("kind", [Scoring, ComparingWeights, Stressing, Nudging])
def test_everything_can_be_done_meanwhile(qtbot: QtBot, window: MainWindow, kind: type[Meanwhile]) -> None:
    meanwhile = kind(qtbot, window)
    qtbot.waitUntil(lambda: len(meanwhile.session.state.runs) == 1)
    [kept] = meanwhile.session.state.runs
    name = kept.history.name
    meanwhile.begin()
    choose(window, "FirstNet")
    meanwhile.ends_with("FirstNet, factory weights")

    meanwhile.begin()
    select_run(window, name)
    click(window, "useRunButton")
    meanwhile.ends_with(name)

    meanwhile.begin()
    select_run(window, name)
    click(window, "deleteRunButton")
    click(window, "deleteRunButton")  # really
    meanwhile.ends_with("FirstNet, factory weights")

    train(qtbot, window)
    meanwhile.ends_with("FirstNet 1 at epoch")
    meanwhile.begin()
    stop(qtbot, window)
    click(window, "discardButton")
    meanwhile.ends_with("FirstNet, factory weights")

    meanwhile.begin()
    window.close()
    assert not window.isVisible()
