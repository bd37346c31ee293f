"""The page Test in the real window: what is scored when, and what comes of it when everything changes meanwhile."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hands import choose, click, part, shown, turn_to, wait_until_ready
from my_digits import image_sample, sample
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QFileDialog
from pytestqt.qtbot import QtBot
from stand_ins import kept_run

from mnist_desktop import paths
from mnist_desktop.app import create_window
from mnist_desktop.learning.data import idx, test_sets
from mnist_desktop.learning.library import Library
from mnist_desktop.reading import evaluation, predictor
from mnist_desktop.reading.digit_set import DigitSet
from mnist_desktop.runs.events import Fetching
from mnist_desktop.sessions.testing import TestingSession
from mnist_desktop.sessions.window import WindowSession
from mnist_desktop.ui.main_window import MainWindow
from mnist_desktop.ui.pages.test.matrix import MatrixSection
from mnist_desktop.ui.pages.test.page import TestPage
from mnist_desktop.ui.pages.test.shown import Tested
from mnist_desktop.workers.reading import WeightsChoice
from mnist_desktop.workers.training import LiveWeights

OF_LABELS = [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]  # MNIST's test set
FACTORY = WeightsChoice("CNNNet")


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    """A window with a kept run, whose weights are FirstNet's factory weights, and no page Test in view yet."""
    Library(tmp_path / "runs").adopt(paths.weights("FirstNet"))
    window = create_window(tmp_path / "settings.json", tmp_path / "runs")
    qtbot.addWidget(window)
    window.show()
    wait_until_ready(qtbot, window)
    qtbot.waitUntil(lambda: len(window_session(window).state.runs) == 1)
    yield window
    window.close()


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> DigitSet:
    """The first thousand of MNIST's test set stand for all."""
    images, labels = idx.load(idx.TEST, paths.mnist())
    some = DigitSet("MNIST test", images[:1000], labels[:1000])
    monkeypatch.setattr(test_sets, "load", lambda name: _giving(some))
    return some


def _giving(digits: DigitSet) -> Generator[Fetching, None, DigitSet]:
    yield from ()
    return digits


def window_session(window: MainWindow) -> WindowSession:
    found = window.findChild(WindowSession)
    assert isinstance(found, WindowSession)
    return found


def session_of(window: MainWindow) -> TestingSession:
    return window_session(window).testing


def page_of(window: MainWindow) -> TestPage:
    found = part(window, "testPage")
    assert isinstance(found, TestPage)
    return found


def title(window: MainWindow) -> str:
    return shown(window, "testTitle") if part(window, "testTitle").isVisible() else ""


def pick(window: MainWindow, name: str, value: object) -> None:
    """Choose an item of a selector, as a person does."""
    selector = part(window, name)
    assert isinstance(selector, QComboBox)
    row = next(row for row in range(selector.count()) if selector.itemData(row) == value)
    selector.setCurrentIndex(row)
    selector.activated.emit(row)


def is_busy(window: MainWindow) -> bool:
    return session_of(window)._task is not None


class Gate:
    """Lets readings go on only when the test says so."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.is_open, self.parts = False, 0
        real = predictor.Predictor.logits

        def logits(this: predictor.Predictor, images: Any) -> Any:
            if len(images) == evaluation.PART:
                self.parts += 1
                while not self.is_open:
                    QTest.qSleep(1)
            return real(this, images)

        monkeypatch.setattr(predictor.Predictor, "logits", logits)


# Scores


def test_nothing_is_scored_until_the_page_is_in_view(window: MainWindow, qtbot: QtBot) -> None:
    session = session_of(window)
    assert not session._asker._asker._thread._thread.isRunning()
    turn_to(window, "testPage")
    qtbot.waitUntil(lambda: session.tested is not None)


def test_the_weights_in_use_are_scored_on_mnist(window: MainWindow, qtbot: QtBot) -> None:
    turn_to(window, "testPage")
    qtbot.waitUntil(lambda: title(window) != "")
    assert title(window) == "CNNNet, factory weights, on MNIST's test set"
    tested = session_of(window).tested
    assert tested is not None
    assert tested.evaluation.score.accuracy > 0.99
    table = page_of(window).section(MatrixSection).table()
    assert table is not None
    assert [sum(row[1:]) for row in table[1:]] == OF_LABELS  # type: ignore[arg-type]  # they are numbers


def test_hands_come_with_their_strokes(window: MainWindow, qtbot: QtBot) -> None:
    turn_to(window, "testPage")
    pick(window, "testDigitsSelector", "hands")
    qtbot.waitUntil(lambda: title(window).endswith("on Hands's test set"))
    tested = session_of(window).tested
    assert tested is not None
    assert tested.digits.drawings is not None


def test_another_network_and_a_kept_run_are_scored_when_they_are_chosen(
    window: MainWindow, few: DigitSet, qtbot: QtBot
) -> None:
    turn_to(window, "testPage")
    qtbot.waitUntil(lambda: title(window).startswith("CNNNet, factory"))
    choose(window, "FirstNet")
    qtbot.waitUntil(lambda: title(window).startswith("FirstNet, factory"))
    [kept] = window_session(window).state.runs
    pick(window, "testWeightsSelector", WeightsChoice("FirstNet", kept.id))
    qtbot.waitUntil(lambda: title(window).startswith(kept.history.name))
    choose(window, "CNNNet")
    assert title(window).startswith(kept.history.name), "who chose weights keeps them"


def test_coming_back_to_the_page_scores_nothing_anew(window: MainWindow, few: DigitSet, qtbot: QtBot) -> None:
    turn_to(window, "testPage")
    qtbot.waitUntil(lambda: title(window) != "")
    before = session_of(window).tested
    turn_to(window, "trainPage")
    turn_to(window, "testPage")
    assert not is_busy(window)
    assert session_of(window).tested is before
    click(window, "scoreButton")
    qtbot.waitUntil(lambda: session_of(window).tested is not before)


def test_a_change_while_the_page_is_away_is_scored_when_it_comes_back(
    window: MainWindow, few: DigitSet, qtbot: QtBot
) -> None:
    turn_to(window, "testPage")
    qtbot.waitUntil(lambda: title(window) != "")
    turn_to(window, "trainPage")
    choose(window, "FirstNet")
    assert not is_busy(window)
    turn_to(window, "testPage")
    qtbot.waitUntil(lambda: title(window).startswith("FirstNet"))


# My digits


def test_my_digits_are_scored_and_scored_anew_when_they_change(window: MainWindow, few: DigitSet, qtbot: QtBot) -> None:
    samples = window_session(window)._samples
    with qtbot.waitSignal(samples.changed):
        samples.add([sample(7, 1, drawn=7), image_sample(1, 2)])
    turn_to(window, "testPage")
    pick(window, "testDigitsSelector", "")
    qtbot.waitUntil(lambda: title(window).endswith("on my digits"))
    assert not part(window, "testNote").isVisible()
    samples.add([sample(2, 3, drawn=2)])
    qtbot.waitUntil(lambda: (found := session_of(window).tested) is not None and len(found.digits) == 3)


def test_without_digits_of_mine_it_says_how_to_get_some(window: MainWindow, few: DigitSet, qtbot: QtBot) -> None:
    turn_to(window, "testPage")
    qtbot.waitUntil(lambda: title(window) != "")
    pick(window, "testDigitsSelector", "")
    qtbot.waitUntil(lambda: "draw one, and press its key" in shown(window, "testFigures"))
    assert (title(window), session_of(window).tested) == ("", None)


# What goes wrong


def test_a_damaged_set_is_named_and_the_next_one_is_scored(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = tmp_path / "mnist"
    folder.mkdir()
    for part_of in ("images-idx3", "labels-idx1"):
        (folder / f"t10k-{part_of}-ubyte.gz").write_bytes(b"damaged")
    monkeypatch.setattr(paths, "mnist", lambda: folder)
    turn_to(window, "testPage")
    qtbot.waitUntil(lambda: str(folder) in shown(window, "testFigures"))
    assert not part(window, "messageBar").isVisible()
    pick(window, "testDigitsSelector", "hands")
    qtbot.waitUntil(lambda: title(window) != "")


def test_a_damaged_run_is_named(window: MainWindow, few: DigitSet, qtbot: QtBot, tmp_path: Path) -> None:
    [kept] = window_session(window).state.runs
    (tmp_path / "runs" / f"{kept.id}.safetensors").write_bytes(b"damaged")
    turn_to(window, "testPage")
    pick(window, "testWeightsSelector", WeightsChoice("FirstNet", kept.id))
    qtbot.waitUntil(lambda: kept.id in shown(window, "testFigures"))


def test_what_must_be_fetched_is_scored_only_when_asked(
    window: MainWindow, few: DigitSet, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(paths, "downloads", lambda: tmp_path / "none")
    turn_to(window, "testPage")
    qtbot.waitUntil(lambda: title(window) != "")
    pick(window, "testDigitsSelector", "qmnist")
    assert not is_busy(window)
    assert session_of(window).tested is None
    selector = part(window, "testDigitsSelector")
    assert isinstance(selector, QComboBox)
    assert selector.currentText().startswith("QMNIST, test set (to fetch: ")
    click(window, "scoreButton")
    qtbot.waitUntil(lambda: session_of(window).tested is not None)


# Meanwhile


def test_cancelling_leaves_what_was_on_show(
    window: MainWindow, few: DigitSet, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    turn_to(window, "testPage")
    qtbot.waitUntil(lambda: title(window) != "")
    before, gate = session_of(window).tested, Gate(monkeypatch)
    pick(window, "testWeightsSelector", WeightsChoice("FirstNet"))
    qtbot.waitUntil(lambda: gate.parts == 1)
    click(window, "scoreButton")
    gate.is_open = True
    qtbot.waitUntil(lambda: not session_of(window)._asker._tasks)
    assert not is_busy(window)
    assert gate.parts == 1, "it stopped before the next part"
    assert session_of(window).tested is before


def test_only_the_last_choice_counts(
    window: MainWindow, few: DigitSet, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    turn_to(window, "testPage")
    qtbot.waitUntil(lambda: title(window) != "")
    gate, titles = Gate(monkeypatch), list[str]()
    session_of(window).changed.connect(lambda: titles.append(title(window)))
    for network in ("FirstNet", "CNNNet", "FirstNet"):
        pick(window, "testWeightsSelector", WeightsChoice(network))
    gate.is_open = True
    qtbot.waitUntil(lambda: not session_of(window)._asker._tasks)
    assert titles == ["FirstNet, factory weights, on MNIST's test set"]


def test_closing_stops_what_is_scored(
    window: MainWindow, few: DigitSet, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate(monkeypatch)
    turn_to(window, "testPage")
    qtbot.waitUntil(lambda: gate.parts == 1)
    original = session_of(window)._asker.stop

    def stop() -> None:
        gate.is_open = True
        original()

    monkeypatch.setattr(session_of(window)._asker, "stop", stop)
    window.close()
    assert gate.parts == 1
    assert session_of(window).tested is None


def test_deleting_the_run_on_show_goes_back_to_the_weights_in_use(
    window: MainWindow, few: DigitSet, qtbot: QtBot
) -> None:
    [kept] = window_session(window).state.runs
    turn_to(window, "testPage")
    pick(window, "testWeightsSelector", WeightsChoice("FirstNet", kept.id))
    qtbot.waitUntil(lambda: title(window).startswith(kept.history.name))
    window_session(window)._runs._delete(kept.id)
    qtbot.waitUntil(lambda: title(window).startswith("CNNNet, factory"))
    selector = part(window, "testWeightsSelector")
    assert isinstance(selector, QComboBox)
    assert kept.history.name not in [selector.itemText(row) for row in range(selector.count())]


def test_deleting_the_run_while_it_is_scored_is_survived(
    window: MainWindow, few: DigitSet, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    [kept] = window_session(window).state.runs
    turn_to(window, "testPage")
    qtbot.waitUntil(lambda: title(window) != "")
    gate = Gate(monkeypatch)
    pick(window, "testWeightsSelector", WeightsChoice("FirstNet", kept.id))
    qtbot.waitUntil(lambda: gate.parts == 1)
    window_session(window)._runs._delete(kept.id)
    qtbot.waitUntil(lambda: not window_session(window).state.runs)
    gate.is_open = True
    qtbot.waitUntil(lambda: not is_busy(window))
    assert title(window).startswith("CNNNet, factory")


# Weights of a run under way


def begin_run(window: MainWindow, history_steps: int) -> None:
    """A run is under way, and its weights are FirstNet's factory weights under CNNNet's name."""
    state = window_session(window).state
    run = kept_run("CNNNet 7")
    for _ in range(history_steps):
        run.history.losses.add(0.5)
    state.show_run(run)
    state.run_started.emit(run)
    turn_to(window, "testPage")  # the window turned to the training


def test_live_weights_are_scored_as_of_now_and_it_says_when(window: MainWindow, few: DigitSet, qtbot: QtBot) -> None:
    turn_to(window, "testPage")
    qtbot.waitUntil(lambda: title(window) != "")
    begin_run(window, 23)
    first_net = predictor.load("FirstNet")
    session_of(window).weights._take_live(LiveWeights("CNNNet", first_net))
    qtbot.waitUntil(lambda: title(window) == "CNNNet 7 at epoch 3, step 3, on MNIST's test set")
    tested = session_of(window).tested
    assert tested is not None
    wanted = first_net.logits(predictor.network_input(evaluation.as_ink(few.images)))
    assert np.allclose(tested.evaluation.logits, wanted, atol=1e-4)


def test_weights_that_come_later_are_scored_only_when_asked(window: MainWindow, few: DigitSet, qtbot: QtBot) -> None:
    turn_to(window, "testPage")
    qtbot.waitUntil(lambda: title(window) != "")
    begin_run(window, 23)
    weights = session_of(window).weights
    weights._take_live(LiveWeights("CNNNet", predictor.load("FirstNet")))
    qtbot.waitUntil(lambda: title(window).startswith("CNNNet 7"))
    before = session_of(window).tested
    weights._take_live(LiveWeights("CNNNet", predictor.load("CNNNet")))
    assert not is_busy(window)
    click(window, "scoreButton")
    qtbot.waitUntil(lambda: session_of(window).tested is not before)
    after = session_of(window).tested
    assert before is not None
    assert after is not None
    assert not np.array_equal(after.evaluation.logits, before.evaluation.logits)


# What others ask for


def test_other_weights_are_evaluated_on_the_same_digits(window: MainWindow, few: DigitSet, qtbot: QtBot) -> None:
    turn_to(window, "testPage")
    qtbot.waitUntil(lambda: title(window) != "")
    found: list[Tested] = []
    session_of(window).ask(WeightsChoice("FirstNet"), few, found.append)
    qtbot.waitUntil(lambda: len(found) == 1)
    assert found[0].digits is few
    assert found[0].title == "FirstNet, factory weights"


def test_what_is_outdated_is_not_answered(
    window: MainWindow, few: DigitSet, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    turn_to(window, "testPage")
    qtbot.waitUntil(lambda: title(window) != "")
    gate, found = Gate(monkeypatch), list[Tested]()
    session = session_of(window)
    session.ask(WeightsChoice("FirstNet"), few, found.append)
    session.ask(FACTORY, few, found.append)
    gate.is_open = True
    qtbot.waitUntil(lambda: not session._asker._tasks)
    assert [each.title for each in found] == ["CNNNet, factory weights"]


# Exports


@pytest.mark.parametrize("suffix", ["png", "svg", "csv"])
def test_a_figure_is_written(
    window: MainWindow, few: DigitSet, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, suffix: str
) -> None:
    file = tmp_path / f"matrix.{suffix}"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), f"(*.{suffix})"))
    turn_to(window, "testPage")
    qtbot.waitUntil(lambda: title(window) != "")
    click(window, "exportTestButton")
    qtbot.waitUntil(lambda: shown(window, "message") == f"Exported to {file}")
    assert file.stat().st_size > 100


def test_a_file_that_cannot_be_written_is_named(
    window: MainWindow, few: DigitSet, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "missing" / "matrix.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), "(*.csv)"))
    turn_to(window, "testPage")
    qtbot.waitUntil(lambda: title(window) != "")
    click(window, "exportTestButton")
    qtbot.waitUntil(lambda: str(file) in shown(window, "message"))
