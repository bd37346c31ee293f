"""What the live plots cost the window. Run with --benchmark-only."""

from __future__ import annotations

import math
import time
from statistics import median

from PySide6.QtWidgets import QApplication
from pytest_benchmark.fixture import BenchmarkFixture
from pytestqt.qtbot import QtBot

from mnist_desktop.runs.events import EpochFinished
from mnist_desktop.runs.history import CAPACITY, History, StepCurve
from mnist_desktop.runs.plan import plan_of
from mnist_desktop.runs.scores import Score
from mnist_desktop.ui.pages.train.plot_board import PlotBoard

POINTS = CAPACITY - 1  # as many as a curve holds
EPOCHS = 1_000  # as many as a run may have
ROUNDS = 30


def long_history() -> History:
    losses = [2.3 * math.exp(-step / 2000) + 0.1 * math.sin(step) ** 2 for step in range(POINTS)]
    rows = [
        EpochFinished(
            epoch, 1 / epoch, 1 - 0.1 / epoch, (Score("MNIST test", 1 - 0.12 / epoch, 1.1 / epoch),), 1.0, 60_000.0
        )
        for epoch in range(1, EPOCHS + 1)
    ]
    history = History("long", plan_of("tutorial", "CNNNet"), steps=POINTS // EPOCHS, losses=StepCurve(1, losses))
    history.epochs.extend(rows)
    return history


def test_refreshing_plots_that_are_full(qtbot: QtBot, benchmark: BenchmarkFixture) -> None:
    board = PlotBoard()
    qtbot.addWidget(board)
    board.resize(480, 440)
    board.attach()
    board.show_with(history=long_history())
    board.show()
    qtbot.waitExposed(board)
    milliseconds = [_refresh(board) for _ in range(ROUNDS)]
    benchmark.pedantic(_refresh, (board,), rounds=1)
    print(f"\nrefresh and repaint: median {median(milliseconds):.1f} ms (goal 20)")
    assert median(milliseconds) <= 20


def _refresh(board: PlotBoard) -> float:
    started = time.perf_counter()
    board.refresh()
    QApplication.processEvents()
    return (time.perf_counter() - started) * 1e3
