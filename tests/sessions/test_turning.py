"""Which page is in view once a run has started."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot
from stand_ins import StandInTrainer, kept_run

from mnist_desktop.sessions.state import ApplicationState
from mnist_desktop.sessions.training import TrainingSession
from mnist_desktop.sessions.turning import TurningSession
from mnist_desktop.ui.pages.tabs import Page, PageTabs
from mnist_desktop.ui.pages.train.page import TrainPage
from mnist_desktop.ui.style.icons import Glyph


@pytest.fixture
def runs() -> Page:
    return Page()


@pytest.fixture
def pages(qtbot: QtBot, state: ApplicationState, training: TrainingSession, page: TrainPage, runs: Page) -> PageTabs:
    """The page Runs, from which a run is started, and the page Train."""
    pages = PageTabs()
    qtbot.addWidget(pages)
    pages.add(runs, "runsPage", "Runs", Glyph.RUNS)
    pages.add(page, "trainPage", "Train", Glyph.TRAIN)
    TurningSession(state, training, pages, page, pages)
    return pages


def test_a_run_that_starts_is_in_view(
    pages: PageTabs, page: TrainPage, training: TrainingSession, trainer: StandInTrainer
) -> None:
    training.resume(kept_run())
    trainer.begin(kept_run())
    assert pages.current is page


def test_a_page_that_was_chosen_while_it_got_ready_stays(
    pages: PageTabs, page: TrainPage, runs: Page, training: TrainingSession, trainer: StandInTrainer
) -> None:
    pages.turn_to(page)
    training.resume(kept_run())
    pages.turn_to(runs)
    trainer.begin(kept_run())
    assert pages.current is runs


def test_one_that_learns_samples_does_not_come_into_view(
    pages: PageTabs, runs: Page, training: TrainingSession, trainer: StandInTrainer
) -> None:
    run = kept_run()
    run.history.samples = ("0123456789abcdef",)
    training.resume(run)
    trainer.begin(run)
    assert pages.current is runs
