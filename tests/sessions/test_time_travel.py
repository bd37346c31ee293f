"""Going back in time in the real window: what reads, what is shown, and what ends it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from hands import (
    DIGITS,
    choose,
    click,
    draw,
    part,
    probabilities,
    select_run,
    shown,
    steps_seen,
    turn_to,
    wait_until_ready,
)
from moments import RUNS, STEPS, runs_with_moments
from PIL import Image, ImageSequence
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot
from quick_learning import quick_learning  # noqa: F401  # a fixture is known by being here

from mnist_desktop.app import create_window
from mnist_desktop.learning.library import Library
from mnist_desktop.sessions.window import WindowSession
from mnist_desktop.ui.main_window import MainWindow
from mnist_desktop.ui.pages.inside.lab import LabSection
from mnist_desktop.ui.pages.inside.page import InsidePage
from mnist_desktop.ui.pages.inside.time import TimeSection
from mnist_desktop.workers.reading import WeightsChoice

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


def test_the_pad_is_read_as_of_each_moment_and_then_as_of_now(stage: Stage) -> None:
    before = probabilities(stage.window)
    for index in (0, 4, 2, 1):
        stage.go_to(index)
        assert stage.weights == f"CNNNet 1 at step {STEPS[index]}"
    click(stage.window, "backToNowButton")
    stage.wait_for(lambda: stage.is_now and probabilities(stage.window) == before)


def test_the_other_sections_look_into_that_moment(stage: Stage) -> None:
    stage.go_to(1)
    stage.page.turn_to_section(LabSection)
    subject = stage.session.looking.inside.subject
    assert subject is not None
    exact = stage.library.moments(RUNS["CNNNet"]).load(STEPS[1])
    assert np.array_equal(subject.predictor.network.weights["fc2.bias"], exact.weights["fc2.bias"])


def test_the_confidence_at_each_moment_is_what_is_read_there(stage: Stage) -> None:
    plot = stage.section.view.confidence
    stage.wait_for(lambda: plot.accessibleName() == "Probability that the drawing is a 7")
    image = stage.window.reading.image
    assert image is not None
    moments = stage.library.moments(RUNS["CNNNet"])
    wanted = [moments.load(step).predictor().predict([image])[0].probabilities[7] for step in STEPS]
    assert [value for _, value in plot._points] == pytest.approx(wanted)
    click(stage.window, "clearButton")
    stage.wait_for(lambda: plot.accessibleName() == "Confidence in the drawing")


def test_at_a_moment_too_the_confidence_goes_with_what_was_drawn_and_comes_back_with_it(stage: Stage) -> None:
    plot = stage.section.view.confidence
    stage.wait_for(lambda: plot.accessibleName() == "Probability that the drawing is a 7")
    stage.go_to(0)
    click(stage.window, "clearButton")
    stage.wait_for(lambda: plot.accessibleName() == "Confidence in the drawing")
    click(stage.window, "undoButton")
    stage.wait_for(lambda: plot.accessibleName() == "Probability that the drawing is a 7")


def test_the_confusion_matrix_is_that_of_the_moment(stage: Stage) -> None:
    stage.wait_for(lambda: "99." in shown(stage.window, "timeScore"))
    stage.go_to(0)
    stage.wait_for(lambda: stage.session.looking.time.figures.is_settled)
    assert shown(stage.window, "timeScore").startswith("Of 2000 digits of the MNIST test set, ")
    assert "99." not in shown(stage.window, "timeScore")


def test_a_moment_of_the_other_network_makes_that_one_read(stage: Stage) -> None:
    runs = part(stage.window, "timeRun")
    assert isinstance(runs, QComboBox)
    runs.setCurrentIndex(runs.findText("FirstNet 1"))
    runs.activated.emit(runs.currentIndex())
    stage.wait_for(lambda: stage.session.looking.time.travel.steps == STEPS)
    stage.section.view.slider.go_to(2)
    stage.wait_for(lambda: stage.session.state.network == "FirstNet" and stage.reads_moment(2, "FirstNet"))
    choose(stage.window, "CNNNet")
    stage.wait_for(lambda: stage.is_now)
    assert stage.session.state.preview("FirstNet") == ""


def test_chosen_weights_end_it(stage: Stage) -> None:
    stage.go_to(1)
    stage.session.state.choose(WeightsChoice("CNNNet", RUNS["CNNNet"]))
    stage.wait_for(lambda: stage.weights == "CNNNet 1" and shown(stage.window, "timeMoment") == "Now")


def test_a_run_deleted_while_it_plays_is_left(stage: Stage) -> None:
    click(stage.window, "playMomentsButton")
    select_run(stage.window, "CNNNet 1")
    click(stage.window, "deleteRunButton")
    click(stage.window, "deleteRunButton")
    stage.wait_for(lambda: len(stage.session.state.runs) == 1 and stage.is_now)
    assert not stage.section.view.slider.is_playing
    turn_to(stage.window, "insidePage")
    stage.wait_for(lambda: stage.session.looking.time.travel.run is not None)
    assert stage.session.looking.time.travel.run is not None
    assert stage.session.looking.time.travel.run.history.name == "FirstNet 1"


def test_a_moment_whose_file_is_damaged_is_passed_over(stage: Stage, tmp_path: Path) -> None:
    file = tmp_path / "runs" / f"{RUNS['CNNNet']}.moments" / f"{STEPS[2]:09d}.safetensors"
    file.write_bytes(file.read_bytes()[:-5])
    stage.section.view.slider.go_to(2)
    stage.wait_for(lambda: stage.session.looking.time.travel.steps == (0, 1, 4, 8))
    stage.wait_for(lambda: stage.is_now)
    assert "damaged" in shown(stage.window, "message")


def test_a_window_that_closes_while_it_plays_waits_for_nobody(stage: Stage) -> None:
    click(stage.window, "playMomentsButton")
    stage.window.close()


@pytest.mark.usefixtures("quick_learning")
def test_a_run_that_starts_while_it_plays_ends_it_and_keeps_moments_of_its_own(stage: Stage) -> None:
    click(stage.window, "playMomentsButton")
    turn_to(stage.window, "trainPage")
    stage.wait_for(part(stage.window, "trainButton").isEnabled)
    click(stage.window, "trainButton")
    stage.wait_for(lambda: stage.session.training.run_under_way != "")
    run = stage.session.training.run_under_way
    stage.wait_for(lambda: steps_seen(stage.window) > 1)
    assert not stage.section.view.slider.is_playing
    stage.session.training.stop()
    stage.wait_for(lambda: not stage.session.training.is_busy)
    stage.wait_for(lambda: stage.library.moments(run).kept("CNNNet", 100_000).steps[:2] == (0, 1))


def test_a_film_has_a_frame_of_each_moment(stage: Stage, tmp_path: Path) -> None:
    stage.section.film_requested.emit(tmp_path / "film.gif")
    stage.wait_for(lambda: shown(stage.window, "message") == f"Exported to {tmp_path / 'film.gif'}")
    with Image.open(tmp_path / "film.gif") as film:
        assert (len(list(ImageSequence.Iterator(film))), film.width) == (len(STEPS), 900)


def test_a_film_that_is_left_is_not_written(stage: Stage, tmp_path: Path) -> None:
    stage.section.film_requested.emit(tmp_path / "film.gif")
    stage.go_to(0)
    click(stage.window, "backToNowButton")
    stage.wait_for(lambda: shown(stage.window, "message") == "There is no film: it was left before its end.")
    assert not (tmp_path / "film.gif").exists()


def test_where_a_film_cannot_be_written_it_is_said(stage: Stage, tmp_path: Path) -> None:
    stage.section.film_requested.emit(tmp_path / "nowhere" / "film.gif")
    stage.wait_for(lambda: "film.gif" in shown(stage.window, "message"))
