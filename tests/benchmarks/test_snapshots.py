"""What the moments of a run cost: time while it is trained, space, and time to go to one. Run with --benchmark-only."""

from __future__ import annotations

import time
from pathlib import Path
from statistics import median

import pytest
from hands import DIGITS, draw, part, shown, turn_to, wait_until_ready
from moments import RUNS, STEPS, runs_with_moments
from pytest_benchmark.fixture import BenchmarkFixture
from pytestqt.qtbot import QtBot

from mnist_desktop.app import create_window
from mnist_desktop.learning.control import TrainingControl
from mnist_desktop.learning.library import Library
from mnist_desktop.learning.trainer import Trainer
from mnist_desktop.reading.networks import NETWORKS
from mnist_desktop.reading.snapshots import Snapshot
from mnist_desktop.runs.plan import plan_of
from mnist_desktop.sessions.window import WindowSession
from mnist_desktop.ui.pages.inside.page import InsidePage
from mnist_desktop.ui.pages.inside.time import TimeSection
from mnist_desktop.workers.reading import Answer

SHARE = 0.02  # of the training time
LARGEST = {"CNNNet": 4e6, "FirstNet": 25e6}  # bytes of a run
STEP = 50.0  # milliseconds from the slider to the reading
ROUNDS = 20
RUN = "20250303-000000-1234"


@pytest.mark.parametrize("network", list(NETWORKS))
def test_share_of_a_recommended_run(network: str, tmp_path: Path, benchmark: BenchmarkFixture) -> None:
    library = Library(tmp_path / "runs")
    library.take(RUN)
    spent: list[float] = []
    plan = plan_of("recommended", network)
    trainer = Trainer.start(plan, "a run", TrainingControl(), lambda content: library.save(RUN, content))

    def record(snapshot: Snapshot) -> None:
        started = time.perf_counter()
        library.record(RUN, snapshot)
        spent.append(time.perf_counter() - started)

    def train() -> None:
        trainer.record_to(record)
        list(trainer)

    benchmark.pedantic(train, rounds=1)
    seconds = sum(epoch.seconds for epoch in trainer.history.epochs)
    kept = library.moments(RUN).kept(network, trainer.history.losses.length)
    library.keep(RUN)
    print(
        f"\n{network}: {len(kept.steps)} moments, {kept.size / 1e6:.1f} MB, {median(spent) * 1e3:.2f} ms each (median),"
        f" {sum(spent) / seconds:.2%} of {seconds:.1f} s of training (goal {SHARE:.0%})"
    )
    assert kept.size <= LARGEST[network]
    assert sum(spent) / seconds <= SHARE


@pytest.mark.parametrize("network", list(NETWORKS))
def test_from_the_slider_to_the_reading(
    network: str, qtbot: QtBot, tmp_path: Path, benchmark: BenchmarkFixture
) -> None:
    runs_with_moments(tmp_path / "runs")
    window = create_window(tmp_path / "settings.json", tmp_path / "runs")
    qtbot.addWidget(window, before_close_func=lambda window: window.close())
    window.show()
    wait_until_ready(qtbot, window)
    session, page = window.findChild(WindowSession), part(window, "insidePage")
    assert session is not None
    assert isinstance(page, InsidePage)
    qtbot.waitUntil(lambda: len(session.state.runs) == len(RUNS))
    draw(window, DIGITS[7])
    qtbot.waitUntil(lambda: shown(window) == "7")
    turn_to(window, "insidePage")
    page.turn_to_section(TimeSection)
    page.section(TimeSection).run_chosen.emit(RUNS[network])
    qtbot.waitUntil(lambda: session.looking.time.travel.steps == STEPS)
    answers: list[Answer] = []
    session.reading._worker.answered.connect(answers.append)
    slider, milliseconds = page.section(TimeSection).view.slider, []
    slider.go_to(0)
    qtbot.waitUntil(lambda: bool(answers) and session.reading.is_up_to_date)

    def scrub() -> None:
        for index in range(ROUNDS):
            answers.clear()
            started = time.perf_counter()
            slider.go_to((index + 1) % len(STEPS))
            qtbot.waitUntil(lambda: bool(answers) and session.reading.is_up_to_date)
            milliseconds.append((time.perf_counter() - started) * 1e3)

    benchmark.pedantic(scrub, rounds=1)
    print(
        f"\n{network}: {median(milliseconds):.0f} ms (median), {max(milliseconds):.0f} ms at most (goal {STEP:.0f} ms)"
    )
    assert median(milliseconds) <= STEP
