"""The figures of the section Time in the real window: of which drawing and which weights they are, and when."""

from __future__ import annotations

import pytest
from hands import DIGITS, click, draw, shown
from moments import RUNS, STEPS
from time_stage import Stage

from mnist_desktop.ui.pages.inside.lab import LabSection
from mnist_desktop.ui.pages.inside.time import TimeSection
from mnist_desktop.ui.pages.inside.time_plot import ConfidencePlot

NO_SCORE = "The confusion matrix comes when the slider rests."
SEVEN, THREE = (f"Probability that the drawing is a {digit}" for digit in (7, 3))


def plot_of(stage: Stage) -> ConfidencePlot:
    return stage.section.view.confidence


def draw_a_3(stage: Stage) -> None:
    click(stage.window, "clearButton")
    draw(stage.window, DIGITS[3])
    stage.wait_for(lambda: shown(stage.window) == "3")


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


def test_the_confusion_matrix_is_that_of_the_moment(stage: Stage) -> None:
    stage.wait_for(lambda: "99." in shown(stage.window, "timeScore"))
    stage.go_to(0)
    stage.wait_for(lambda: stage.session.looking.time.figures.is_settled)
    assert shown(stage.window, "timeScore").startswith("Of 2000 test digits of MNIST, ")
    assert "99." not in shown(stage.window, "timeScore")


def test_another_drawing_is_read_with_all_moments_anew(stage: Stage) -> None:
    stage.wait_for(lambda: plot_of(stage).accessibleName() == SEVEN)
    draw_a_3(stage)
    stage.wait_for(lambda: plot_of(stage).accessibleName() == THREE)
    stage.go_to(0)
    click(stage.window, "clearButton")
    draw(stage.window, DIGITS[7])  # is named by what the weights in use read, not those of then
    stage.wait_for(lambda: plot_of(stage).accessibleName() == SEVEN)


def test_a_drawing_cleared_at_a_moment_has_no_confidence_until_it_is_back(stage: Stage) -> None:
    stage.wait_for(lambda: plot_of(stage).accessibleName() == SEVEN)
    stage.go_to(4)
    click(stage.window, "clearButton")
    stage.wait_for(lambda: plot_of(stage).accessibleName() == "Confidence in the drawing")
    click(stage.window, "undoButton")
    stage.wait_for(lambda: plot_of(stage).accessibleName() == SEVEN)


def test_at_another_moment_the_same_drawing_is_not_read_again(stage: Stage) -> None:
    stage.wait_for(lambda: plot_of(stage).accessibleName() == SEVEN)
    task = stage.session.looking.time.figures._drawing_task
    for index in (0, 3):
        stage.go_to(index)
    assert stage.session.looking.time.figures._drawing_task is task


def test_out_of_view_nothing_is_read_and_back_in_view_all_is_of_now(stage: Stage) -> None:
    stage.wait_for(lambda: plot_of(stage).accessibleName() == SEVEN)
    stage.page.turn_to_section(LabSection)
    draw_a_3(stage)
    stage.qtbot.wait(300)
    assert plot_of(stage).accessibleName() == SEVEN
    stage.page.turn_to_section(TimeSection)
    stage.wait_for(lambda: plot_of(stage).accessibleName() == THREE)


def test_a_score_is_taken_away_with_its_moment_and_comes_when_the_slider_rests(stage: Stage) -> None:
    figures = stage.session.looking.time.figures
    stage.wait_for(lambda: figures.is_settled)
    for index in (0, 1, 2):
        stage.go_to(index)
        assert shown(stage.window, "timeScore") == NO_SCORE
        assert not figures.is_settled
    stage.wait_for(lambda: figures.is_settled)
    assert shown(stage.window, "timeScore") != NO_SCORE


def test_digits_to_score_on_are_loaded_once(stage: Stage) -> None:
    figures = stage.session.looking.time.figures
    stage.wait_for(lambda: figures._digits is not None)
    digits = figures._digits
    stage.go_to(0)
    stage.wait_for(lambda: figures.is_settled)
    assert figures._digits is digits
