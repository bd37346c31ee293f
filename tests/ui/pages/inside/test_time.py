"""The section Time: a slider over moments that can be played, and what is so at each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hands import click, part, shown
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QFileDialog
from pytestqt.qtbot import QtBot

from mnist_desktop.runs.moments import Moment
from mnist_desktop.runs.scores import Score
from mnist_desktop.ui.pages.inside.time import TimeSection
from mnist_desktop.ui.pages.inside.time_player import MomentSlider
from mnist_desktop.ui.pages.inside.time_shown import Confidences, RunMoments
from mnist_desktop.ui.style.theme import DARK, LIGHT

MOMENTS = [Moment(step, step / 8) for step in (0, 1, 2, 4, 8, 16)]
LOSSES = [(place / 2, 2.3 - place / 6) for place in range(11)]


@pytest.fixture
def section(qtbot: QtBot) -> Iterator[TimeSection]:
    section = TimeSection()
    qtbot.addWidget(section)
    section.set_theme(DARK)
    section.build()
    section.resize(360, 700)
    section.show()
    section.show_runs({"a": "CNNNet 1", "b": "FirstNet 2"}, "a")
    section.show_moments(RunMoments(MOMENTS, 2, 268_000, 4_000_000, LOSSES), None)
    yield section
    section.view.slider.pause()


def slider_of(section: TimeSection) -> MomentSlider:
    found = part(section, "timeSlider")
    assert isinstance(found, MomentSlider)
    return found


def test_it_stands_at_now_at_first(section: TimeSection) -> None:
    assert (slider_of(section).maximum(), slider_of(section).value()) == (5, 5)
    assert shown(section, "timeMoment") == "Now"
    assert not part(section, "backToNowButton").isEnabled()
    assert shown(section, "timeSize") == "Moments: 6. They take up 0.3 of at most 4 MB."


def test_a_moved_slider_chooses_a_moment(section: TimeSection, qtbot: QtBot) -> None:
    with qtbot.waitSignal(section.moment_chosen) as chosen:
        QTest.keyClick(slider_of(section), Qt.Key.Key_Left)
    assert chosen.args == [4]
    section.show_moment(2)
    assert shown(section, "timeMoment") == "Epoch 0.25 of 2, step 2"
    section.show_moment(4)
    assert shown(section, "timeMoment") == "Epoch 1 of 2, step 8"
    assert part(section, "backToNowButton").isEnabled()


def test_the_last_moment_can_be_chosen_from_now(section: TimeSection, qtbot: QtBot) -> None:
    slider = slider_of(section)
    with qtbot.waitSignal(section.moment_chosen) as chosen:
        QTest.mouseClick(slider, Qt.MouseButton.LeftButton, pos=QPoint(slider.width() - 8, slider.height() // 2))
    assert chosen.args == [5]


def test_a_click_in_a_plot_chooses_a_moment(section: TimeSection, qtbot: QtBot) -> None:
    plot = part(section, "timeLoss")
    with qtbot.waitSignal(section.moment_chosen) as chosen:
        QTest.mouseClick(plot, Qt.MouseButton.LeftButton, pos=QPoint(46, 40))
    assert chosen.args == [0]


def test_played_from_the_end_all_moments_are_chosen_in_order(section: TimeSection, qtbot: QtBot) -> None:
    chosen: list[int] = []
    section.moment_chosen.connect(chosen.append)
    click(section, "playMomentsButton")
    assert section.commands.play.text() == "Pa&use film"
    qtbot.waitUntil(lambda: not slider_of(section).is_playing)
    assert chosen == [0, 1, 2, 3, 4, 5]
    assert section.commands.play.text() == "P&lay film"


def test_paused_it_plays_on_from_there(section: TimeSection, qtbot: QtBot) -> None:
    chosen: list[int] = []
    section.moment_chosen.connect(chosen.append)
    click(section, "playMomentsButton")
    qtbot.waitUntil(lambda: len(chosen) == 3)
    click(section, "playMomentsButton")
    assert not slider_of(section).is_playing
    click(section, "playMomentsButton")
    qtbot.waitUntil(lambda: not slider_of(section).is_playing)
    assert chosen == [0, 1, 2, 2, 3, 4, 5]


def test_back_at_now_nothing_plays(section: TimeSection) -> None:
    click(section, "playMomentsButton")
    section.show_moment(None)
    assert not slider_of(section).is_playing


def test_without_moments_there_is_nothing_to_press(section: TimeSection) -> None:
    section.show_moments(RunMoments(), None)
    for name in ("timeSlider", "playMomentsButton", "exportFilmButton"):
        assert not part(section, name).isEnabled()
    said = part(section, "timeLoss").accessibleDescription()
    assert said.startswith("There are no moments of this run.")
    assert part(section, "timeConfidence").accessibleDescription() == ""


def test_without_runs_it_says_what_to_do_and_has_nothing_else_to_choose(section: TimeSection) -> None:
    names = ("timeRun", "timeSlider", "timeLoss", "timeConfidence", "backToNowButton", "exportFilmButton")
    assert all(part(section, name).isVisible() for name in names)
    assert not part(section, "timeNoRuns").isVisible()
    section.show_runs({}, "")
    assert not any(part(section, name).isVisible() for name in names)
    assert shown(section, "timeNoRuns").startswith("Train a network")
    assert part(section, "timeMatrix").isVisible()


def test_a_plot_without_a_curve_says_why(section: TimeSection) -> None:
    plot = section.view.confidence
    said = plot.grab().toImage()
    assert plot.accessibleDescription() == "Draw a digit to see how it was read at each moment."
    plot.say_instead("")
    assert plot.grab().toImage() != said


def test_another_run_can_be_chosen(section: TimeSection, qtbot: QtBot) -> None:
    runs = part(section, "timeRun")
    assert isinstance(runs, QComboBox)
    with qtbot.waitSignal(section.run_chosen) as chosen:
        QTest.keyClick(runs, Qt.Key.Key_Down)
    assert chosen.args == ["b"]


def test_the_score_says_how_many_are_right(section: TimeSection) -> None:
    section.show_score(None)
    assert shown(section, "timeScore") == "The confusion matrix comes when the slider rests."
    confusion = tuple(tuple(9 if row == column else 1 for column in range(10)) for row in range(10))
    section.show_score(Score("MNIST test", 0.5, 1.0, confusion, 180))
    assert shown(section, "timeScore") == "Of 180 test digits of MNIST, 50.0 % are read right."


def test_the_drawing_is_named_by_the_digit_of_now(section: TimeSection) -> None:
    plot = section.view.confidence
    section.show_confidences(Confidences(7, (2, 2, 1, 7, 7, 7), (0.1, 0.1, 0.2, 0.6, 0.9, 1.0)))
    assert plot.accessibleName() == "Probability that the drawing is a 7"
    section.show_moment(2)
    before = plot.grab().toImage()
    section.show_moment(3)
    assert plot.grab().toImage() != before
    section.set_theme(LIGHT)
    section.show_confidences(None)
    assert plot.accessibleName() == "Confidence in the drawing"


def test_a_film_is_asked_for_with_its_file(
    section: TimeSection, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "learning.gif"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))
    with qtbot.waitSignal(section.film_requested) as wanted:
        click(section, "exportFilmButton")
    assert wanted.args == [file]
