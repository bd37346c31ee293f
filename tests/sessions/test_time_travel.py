"""Going back in time in the real window: what reads, and what ends it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hands import choose, click, part, probabilities, select_run, shown, steps_seen, turn_to
from moments import RUNS, STEPS
from PySide6.QtWidgets import QComboBox
from quick_learning import quick_learning  # noqa: F401  # a fixture is known by being here
from time_stage import Stage

from mnist_desktop.ui.pages.inside.lab import LabSection
from mnist_desktop.workers.reading import WeightsChoice


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
