"""All that works behind the section Time, at once, in the real window."""

from __future__ import annotations

from pathlib import Path

from hands import click, shown
from moments import STEPS
from time_stage import Stage

from mnist_desktop.ui.pages.inside.time_plot import ConfidencePlot


def test_slider_figures_and_film_are_of_the_same_moments(stage: Stage, tmp_path: Path) -> None:
    plot = stage.section.view.confidence
    assert isinstance(plot, ConfidencePlot)
    stage.wait_for(lambda: len(plot._points) == len(STEPS))
    assert stage.section.view.slider.maximum() == len(STEPS) - 1
    stage.section.film_requested.emit(tmp_path / "film.gif")
    stage.wait_for(lambda: shown(stage.window, "message").startswith("Exported"))
    assert stage.section.view.slider.value() == len(STEPS) - 1
    assert shown(stage.window, "timeMoment") == "Epoch 1 of 10, step 8"


def test_while_nothing_is_chosen_all_of_it_is_of_now(stage: Stage) -> None:
    time = stage.session.looking.time
    stage.wait_for(lambda: time.figures.is_settled)
    assert (time.travel.is_at_moment, time.travel.predictor) == (False, None)
    assert stage.is_now


def test_the_window_closes_in_the_middle_of_all_of_it(stage: Stage, tmp_path: Path) -> None:
    stage.section.film_requested.emit(tmp_path / "film.gif")
    click(stage.window, "clearButton")
    click(stage.window, "undoButton")
    stage.window.close()
    assert not list(tmp_path.glob("*.gif"))
