from __future__ import annotations

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QLabel, QProgressBar
from pytestqt.qtbot import QtBot

from mnist_desktop.runs.events import RunState
from mnist_desktop.runs.pace import Progress
from mnist_desktop.runs.scores import Score
from mnist_desktop.ui.pages.train.status import RunStatus

HALF_WAY = Progress(epoch=2, epochs=4, step=234, steps=468, images_per_second=17_204.4, seconds_left=12.2)


@pytest.fixture
def status(qtbot: QtBot) -> RunStatus:
    status = RunStatus()
    status.setLocale(QLocale(QLocale.Language.English))
    qtbot.addWidget(status)
    return status


def words(status: RunStatus) -> str:
    label = status.findChild(QLabel, "trainingStatus")
    assert label is not None
    return label.text()


def bar(status: RunStatus) -> int:
    found = status.findChild(QProgressBar, "trainingProgress")
    assert found is not None
    return found.value()


def test_before_any_run_it_is_ready(status: RunStatus) -> None:
    assert words(status) == "Ready to train"
    assert bar(status) == 0


def test_a_run_says_where_it_is_how_long_it_takes_and_how_fast_it_goes(status: RunStatus) -> None:
    status.show_state(RunState.RUNNING)
    assert words(status) == "Getting ready…"
    status.show_progress(HALF_WAY)
    assert words(status) == "Epoch 2 of 4, step 234 of 468 · 12 s left · 17,204 images/s"
    assert bar(status) == 375


@pytest.mark.parametrize(
    ("seconds", "text"), [(None, ""), (59.4, "59 s left"), (61, "1 min 1 s left"), (7300, "2 h 1 min left")]
)
def test_the_time_left_is_in_the_units_people_use(status: RunStatus, seconds: float | None, text: str) -> None:
    status.show_state(RunState.RUNNING)
    status.show_progress(Progress(1, 1, 1, 2, 100.0, seconds))
    assert text in words(status)
    assert ("left" in words(status)) is bool(text)


@pytest.mark.parametrize(
    ("state", "start"),
    [
        (RunState.PAUSED, "Paused at epoch 2 of 4, step 234 of 468"),
        (RunState.STOPPED, "Stopped at epoch 2 of 4, step 234 of 468"),
        (RunState.DIVERGED, "Diverged at epoch 2 of 4, step 234"),
    ],
)
def test_a_run_that_halts_says_where(status: RunStatus, state: RunState, start: str) -> None:
    status.show_state(RunState.RUNNING)
    status.show_progress(HALF_WAY)
    status.show_state(state)
    assert words(status).startswith(start)


def test_a_run_that_is_done_says_what_it_came_to(status: RunStatus) -> None:
    status.show_state(RunState.RUNNING)
    status.show_scores((Score("QMNIST test", 0.9902), Score("Hands test", 0.97)))
    status.show_state(RunState.FINISHED)
    assert words(status) == "Done: 99.02 % of QMNIST and 97.00 % of Hands read right"
    assert bar(status) == 1000


def test_a_new_run_begins_at_nothing(status: RunStatus) -> None:
    status.show_state(RunState.RUNNING)
    status.show_progress(HALF_WAY)
    status.show_state(RunState.STOPPED)
    status.show_state(RunState.RUNNING)
    assert bar(status) == 0


def test_what_takes_time_beside_training_is_told(status: RunStatus) -> None:
    status.show_state(RunState.RUNNING)
    status.show_fetching(50 * 2**20, 200 * 2**20)
    assert words(status) == "Fetching the data: 50 of 200 MB"
    assert bar(status) == 250
    status.show_preparing(2000, 4000)
    assert words(status) == "Preparing: 2,000 of 4,000 drawings made"
    assert bar(status) == 500
    status.show_progress(HALF_WAY)
    status.show_scoring(500, 10_000)
    assert words(status) == "Scoring: 500 of 10,000 images read"
    assert bar(status) == 375
    status.show_text("Getting ready…")
    assert words(status) == "Getting ready…"
