from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from mnist_desktop.catalog.datasets import DATASETS, USUAL_DATASET
from mnist_desktop.catalog.training import TrainingConfig
from mnist_desktop.runs.events import EpochFinished, RunState, StepFinished
from mnist_desktop.runs.history import History, KeptRun
from mnist_desktop.runs.plan import Plan
from mnist_desktop.runs.scores import Score
from mnist_desktop.ui.pages.train.page import TrainPage
from mnist_desktop.ui.style.theme import LIGHT

STEPS = 20  # in an epoch
CONFIG = TrainingConfig(epochs=5, batch_size=128, learning_rate=0.1, momentum=0.9, schedule="one-cycle")
PLANS = {
    "CNNNet": Plan("CNNNet", CONFIG, {"dropout": 0.0}),
    "FirstNet": Plan("FirstNet", CONFIG, {"relu_logits": False}),
}
EVERYTHING = tuple(tuple(1 for _ in range(10)) for _ in range(10))
MakeHistory = Callable[..., History]
MakeKept = Callable[..., KeptRun]


def _history(
    name: str = "CNNNet 1", epochs: int = 3, network: str = "CNNNet", hold_out: int = 0, parent: str = ""
) -> History:
    """A run that has done its epochs and halts: loss 1/x at x epochs, accuracies 91 %, 92 %, … and 90 % in training."""
    plan = replace(PLANS[network], config=replace(CONFIG, hold_out=hold_out), parent=parent)
    history = History(name, plan, created="2026-08-01T12:30:00+00:00")
    for epoch in range(1, epochs + 1):
        for step in range(1, STEPS + 1):
            history.take(StepFinished(epoch, step, STEPS, STEPS / ((epoch - 1) * STEPS + step), 128, 0.01))
        test = Score(DATASETS[USUAL_DATASET].test_score, 0.9 + 0.01 * epoch, 1 / (epoch + 1), EVERYTHING, 100)
        history.take(EpochFinished(epoch, 1 / epoch, 0.9, (test,), 1.0, 1000.0))
    history.state = RunState.STOPPED
    return history


@pytest.fixture
def make_history() -> MakeHistory:
    return _history


@pytest.fixture
def make_kept() -> MakeKept:
    def kept(name: str, *, can_resume: bool = False, **how: object) -> KeptRun:
        return KeptRun(name.lower().replace(" ", "-"), _history(name, **how), can_resume)  # type: ignore[arg-type]

    return kept


@pytest.fixture
def page(qtbot: QtBot) -> TrainPage:
    page = TrainPage()
    page.set_theme(LIGHT)
    page.resize(480, 760)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitActive(page)
    return page


@pytest.fixture
def plotted(page: TrainPage) -> TrainPage:
    page.board.attach()
    return page
