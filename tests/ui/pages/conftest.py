from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from mnist_desktop.runs.events import EpochFinished, Evaluation, RunState, StepFinished
from mnist_desktop.runs.history import History, KeptRun
from mnist_desktop.runs.plan import Plan, TrainingConfig
from mnist_desktop.ui.pages.train.page import TrainPage
from mnist_desktop.ui.style.theme import LIGHT

STEPS = 20  # in an epoch
CONFIG = TrainingConfig(epochs=5, batch_size=128, learning_rate=0.1, momentum=0.9, schedule="one-cycle")
PLANS = {
    "CNNNet": Plan("CNNNet", CONFIG, {"dropout": 0.0}),
    "FirstNet": Plan("FirstNet", CONFIG, {"relu_logits": False}),
}
MakeHistory = Callable[..., History]
MakeKept = Callable[..., KeptRun]


def _history(name: str = "CNNNet 1", epochs: int = 3, model: str = "CNNNet", hold_out: int = 0) -> History:
    """A run that has done its epochs and halts: loss 1/x at x epochs, accuracies 91 %, 92 %, … and 90 % in training."""
    plan = replace(PLANS[model], config=replace(CONFIG, hold_out=hold_out))
    history = History(name, plan, created="2026-08-01T12:30:00+00:00")
    everything = tuple(tuple(1 for _ in range(10)) for _ in range(10))
    for epoch in range(1, epochs + 1):
        for step in range(1, STEPS + 1):
            history.take(StepFinished(epoch, step, STEPS, STEPS / ((epoch - 1) * STEPS + step), 128, 0.01))
        test = Evaluation(0.9 + 0.01 * epoch, 1 / (epoch + 1), everything, 100)
        history.take(EpochFinished(epoch, 1 / epoch, 0.9, None, test, 1.0, 1000.0))
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
def panel(qtbot: QtBot) -> TrainPage:
    panel = TrainPage()
    panel.set_theme(LIGHT)
    panel.resize(480, 760)
    qtbot.addWidget(panel)
    panel.show()
    qtbot.waitActive(panel)
    return panel


@pytest.fixture
def plotted(panel: TrainPage) -> TrainPage:
    panel.attach_plots()
    return panel
