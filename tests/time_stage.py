"""A window with a drawing and moments of a run to go back to, for tests of what is behind the section Time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from hands import DIGITS, draw, part, probabilities, shown, turn_to, wait_until_ready
from moments import RUNS, STEPS, runs_with_moments
from pytestqt.qtbot import QtBot

from mnist_desktop.app import create_window
from mnist_desktop.learning.library import Library
from mnist_desktop.sessions.window import WindowSession
from mnist_desktop.ui.main_window import MainWindow
from mnist_desktop.ui.pages.inside.page import InsidePage
from mnist_desktop.ui.pages.inside.time import TimeSection

FACTORY = "CNNNet, factory weights"


class Stage:
    """A window with a 7 on its pad and the section Time in view, with the moments of a run of CNNNet."""

    def __init__(self, window: MainWindow, library: Library, qtbot: QtBot) -> None:
        self.window, self.library, self.qtbot = window, library, qtbot
        session = window.findChild(WindowSession)
        assert session is not None
        self.session = session
        page = part(window, "insidePage")
        assert isinstance(page, InsidePage)
        self.page, self.section = page, page.section(TimeSection)

    def open(self) -> None:
        wait_until_ready(self.qtbot, self.window)
        self.qtbot.waitUntil(lambda: len(self.session.state.runs) == len(RUNS))
        draw(self.window, DIGITS[7])
        self.qtbot.waitUntil(lambda: shown(self.window) == "7")
        turn_to(self.window, "insidePage")
        self.page.turn_to_section(TimeSection)
        self.qtbot.waitUntil(lambda: self.session.looking.time.travel.steps == STEPS)

    def go_to(self, index: int) -> None:
        self.section.view.slider.go_to(index)
        self.wait_for(lambda: self.session.looking.time.travel.predictor is not None and self.reads_moment(index))

    def reads_moment(self, index: int, network: str = "CNNNet") -> bool:
        """Whether what reads, and what is shown of the drawing, are those of a moment."""
        exact = self.library.moments(RUNS[network]).load(STEPS[index]).predictor()
        image, read = self.window.reading.image, probabilities(self.window)
        assert image is not None
        return read is not None and np.allclose(read, exact.predict([image])[0].probabilities, atol=1e-5)

    @property
    def is_now(self) -> bool:
        return self.weights.startswith(FACTORY) and shown(self.window, "timeMoment") == "Now"

    @property
    def weights(self) -> str:
        return self.window.weights.text()

    def wait_for(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition)


@pytest.fixture
def stage(qtbot: QtBot, tmp_path: Path) -> Iterator[Stage]:
    library = runs_with_moments(tmp_path / "runs")
    window = create_window(tmp_path / "settings.json", tmp_path / "runs")
    qtbot.addWidget(window)
    window.show()
    stage = Stage(window, library, qtbot)
    stage.open()
    yield stage
    window.close()
