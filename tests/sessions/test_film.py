"""Films of the moments of a run, taken in the real window."""

from __future__ import annotations

from pathlib import Path

import pytest
from hands import click, shown, turn_to
from moments import STEPS
from PIL import Image, ImageSequence
from PySide6.QtCore import QTimer
from PySide6.QtGui import QPixmap
from time_stage import Stage


def is_said(stage: Stage, words: str) -> bool:
    return words in shown(stage.window, "message")


def test_a_film_has_a_frame_of_each_moment(stage: Stage, tmp_path: Path) -> None:
    file = tmp_path / "film.gif"
    stage.section.film_requested.emit(file)
    stage.wait_for(lambda: is_said(stage, f"Exported to {file}"))
    with Image.open(file) as film:
        frames = [frame.convert("RGB").tobytes() for frame in ImageSequence.Iterator(film)]
        assert film.width == 900
    assert len(set(frames)) == len(frames) == len(STEPS)
    assert stage.section.moment == len(STEPS) - 1


def test_at_each_frame_the_moment_is_read_and_scored(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[bool, bool]] = []
    parts, grab = stage.window.parts, stage.window.parts.grab

    def noted() -> QPixmap:
        seen.append((stage.reads_moment(len(seen)), "right" in shown(stage.window, "timeScore")))
        return grab()

    monkeypatch.setattr(parts, "grab", noted)
    stage.section.film_requested.emit(tmp_path / "film.gif")
    stage.wait_for(lambda: is_said(stage, "Exported to"))
    assert seen == [(True, True)] * len(STEPS)


def test_a_moment_that_somebody_leaves_has_its_frame_yet(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[bool] = []
    parts, grab = stage.window.parts, stage.window.parts.grab
    slider = stage.section.view.slider

    def noted() -> QPixmap:
        seen.append(stage.reads_moment(len(seen)))
        QTimer.singleShot(5, lambda: slider.setValue(0))
        return grab()

    monkeypatch.setattr(parts, "grab", noted)
    stage.section.film_requested.emit(tmp_path / "film.gif")
    stage.wait_for(lambda: is_said(stage, "Exported to"))
    assert seen == [True] * len(STEPS)


def test_a_film_that_is_left_is_not_written(stage: Stage, tmp_path: Path) -> None:
    stage.section.film_requested.emit(tmp_path / "film.gif")
    stage.go_to(0)
    click(stage.window, "backToNowButton")
    stage.wait_for(lambda: is_said(stage, "There is no film: it was left before its end."))
    assert not (tmp_path / "film.gif").exists()


def test_with_nothing_drawn_there_is_a_film_too(stage: Stage, tmp_path: Path) -> None:
    click(stage.window, "clearButton")
    stage.section.film_requested.emit(tmp_path / "film.gif")
    stage.wait_for(lambda: is_said(stage, "Exported to"))


def test_a_film_waits_while_another_page_is_in_view(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[bool] = []
    parts, grab = stage.window.parts, stage.window.parts.grab

    def noted() -> QPixmap:
        seen.append(stage.section.isVisible())
        return grab()

    monkeypatch.setattr(parts, "grab", noted)
    stage.section.film_requested.emit(tmp_path / "film.gif")
    stage.wait_for(lambda: bool(seen))
    turn_to(stage.window, "runsPage")
    assert is_said(stage, "The film waits")
    stage.qtbot.wait(300)
    turn_to(stage.window, "insidePage")
    stage.wait_for(lambda: is_said(stage, "Exported to"))
    assert seen == [True] * len(STEPS)


def test_where_a_film_cannot_be_written_it_is_said(stage: Stage, tmp_path: Path) -> None:
    stage.section.film_requested.emit(tmp_path / "nowhere" / "film.gif")
    stage.wait_for(lambda: is_said(stage, "film.gif") and not is_said(stage, "Exported"))


def test_a_window_that_closes_in_the_middle_of_a_film_leaves_none(stage: Stage, tmp_path: Path) -> None:
    stage.section.film_requested.emit(tmp_path / "film.gif")
    stage.wait_for(lambda: bool(stage.session.looking.time.film._frames))
    stage.window.close()
    assert not (tmp_path / "film.gif").exists()
