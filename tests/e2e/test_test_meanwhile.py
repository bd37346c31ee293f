"""Whatever is done in the window while digits are scored, compared, stressed or nudged, is survived."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hands import DIGITS, choose, click, draw, part, shown, turn_to
from meanwhile import Gate, Meanwhile, delete, few_digits, gate, stop, train, use  # noqa: F401  # two are fixtures
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from quick_learning import quick_learning  # noqa: F401  # a fixture is known by being here

from mnist_desktop import paths
from mnist_desktop.learning.library import Library
from mnist_desktop.reading import comparison, evaluation, stress
from mnist_desktop.ui.main_window import MainWindow
from mnist_desktop.ui.pages.test.against import AgainstSection
from mnist_desktop.ui.pages.test.matrix import MatrixSection
from mnist_desktop.ui.pages.test.sections import TestSection
from mnist_desktop.ui.pages.test.stress import StressSection
from mnist_desktop.ui.reading.nudge_pane import NudgePane

pytestmark = pytest.mark.usefixtures("quick_learning", "few_digits")


class OnPageTest(Meanwhile):
    page = "testPage"
    section: type[TestSection] = MatrixSection

    def start(self) -> None:
        """Have digits scored anew, and hold what the gate is put before."""
        self.qtbot.waitUntil(lambda: self.session.testing._task is None)
        self.gate.shut()
        click(self.window, "scoreButton")

    def ends_with(self, title: str) -> None:
        """Wait until weights of that title are scored, with the page in view, and nothing is told to be wrong."""
        self.gate.open()
        turn_to(self.window, "testPage")
        testing = self.session.testing
        self.qtbot.waitUntil(lambda: testing.tested is not None and testing.tested.title.startswith(title))
        assert not part(self.window, "messageBar").isVisible(), shown(self.window, "message")


class Scoring(OnPageTest):
    held = ((evaluation, "evaluated"),)


class ComparingWeights(OnPageTest):
    section = AgainstSection
    held = ((comparison, "Comparison"),)


class Stressing(OnPageTest):
    section = StressSection
    held = ((stress, "curves"),)


class Nudging(OnPageTest):
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


@pytest.mark.parametrize("kind", [Scoring, ComparingWeights, Stressing, Nudging])
def test_everything_can_be_done_meanwhile(qtbot: QtBot, window: MainWindow, gate: Gate, kind: type[OnPageTest]) -> None:  # noqa: F811
    meanwhile = kind(qtbot, window, gate)
    qtbot.waitUntil(lambda: len(meanwhile.session.state.runs) == 1)
    [kept] = meanwhile.session.state.runs
    name = kept.history.name
    meanwhile.begin()
    choose(window, "FirstNet")
    meanwhile.ends_with("FirstNet, factory weights")

    meanwhile.begin()
    use(window, name)
    meanwhile.ends_with(name)

    meanwhile.begin()
    delete(window, name)
    meanwhile.ends_with("FirstNet, factory weights")

    train(qtbot, window)
    meanwhile.ends_with("FirstNet 1 at epoch")
    meanwhile.begin()
    stop(window)
    gate.open()
    qtbot.waitUntil(part(window, "decisionBar").isVisible)
    click(window, "discardButton")
    meanwhile.ends_with("FirstNet, factory weights")

    meanwhile.begin()
    with gate.opened_soon():
        window.close()
    assert not window.isVisible()
