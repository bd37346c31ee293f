"""The map of digits in the real window: when it is made, what moves it, and what a click puts on the pad."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
import pytest
from hands import DIGITS, choose, click, draw, shown, turn_to, wait_until_ready
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mnist_desktop.learning.data import idx
from mnist_desktop.reading.digit_map import DigitMap
from mnist_desktop.reading.predictor import Predictor
from mnist_desktop.sessions.window import WindowSession
from mnist_desktop.system.errors import ProblemError
from mnist_desktop.ui.main_window import MainWindow
from mnist_desktop.ui.pages.inside.digit_map import MapSection
from mnist_desktop.ui.pages.inside.page import InsidePage
from mnist_desktop.workers.training import LiveWeights


@pytest.fixture
def section(window: MainWindow, qtbot: QtBot) -> MapSection:
    """The section, which is not in view."""
    wait_until_ready(qtbot, window)
    page = window.findChild(InsidePage)
    assert isinstance(page, InsidePage)
    page.turn_to_section(MapSection)
    return page.section(MapSection)


def session(window: MainWindow) -> WindowSession:
    found = window.findChild(WindowSession)
    assert isinstance(found, WindowSession)
    return found


def changed(window: MainWindow, seed: int) -> Predictor:
    """The weights of CNNNet with some noise, as of a run."""
    before = session(window).reading._worker.predictor("CNNNet")
    assert before is not None
    random = np.random.default_rng(seed)
    weights = {
        name: each + 0.02 * random.normal(size=each.shape).astype(np.float32)
        for name, each in before.network.weights.items()
    }
    return Predictor("CNNNet", before.network.options, weights, before.calibration)


def is_other(section: MapSection, before: DigitMap | None) -> bool:
    return section.view.map is not before


def is_by(section: MapSection, layer: str) -> bool:
    return section.view.map is not None and section.view.map.layer == layer


def star(section: MapSection) -> tuple[float, float] | None:
    assert section.view.map is not None
    return section.view.map.star


def come(window: MainWindow, qtbot: QtBot, section: MapSection) -> None:
    turn_to(window, "insidePage")
    qtbot.waitUntil(lambda: section.view.map is not None)


def test_nothing_is_mapped_until_someone_looks(window: MainWindow, qtbot: QtBot, section: MapSection) -> None:
    draw(window, DIGITS[7])
    qtbot.wait(100)
    assert session(window).looking.map._maker._moving is None
    come(window, qtbot, section)
    found = section.view.map
    assert found is not None
    assert (found.layer, found.points.shape) == ("fc1", (2000, 2))
    turn_to(window, "trainPage")
    choose(window, "FirstNet")
    qtbot.wait(100)
    assert section.view.map is found


def test_the_drawing_is_a_star_that_comes_and_goes(window: MainWindow, qtbot: QtBot, section: MapSection) -> None:
    come(window, qtbot, section)
    assert section.view.map is not None
    points = section.view.map.points
    assert star(section) is None
    draw(window, DIGITS[7])
    qtbot.waitUntil(lambda: star(section) is not None and "labelled 7" in shown(section, "mapAmong"))
    assert section.view.map.points is points  # the same weights are not mapped again
    click(window, "clearButton")
    qtbot.waitUntil(lambda: star(section) is None)


def test_it_moves_with_each_weights_of_a_run_and_settles_after_the_last(
    window: MainWindow, qtbot: QtBot, section: MapSection
) -> None:
    come(window, qtbot, section)
    state, worker = session(window).state, session(window).reading._worker
    last = None
    for seed in range(4):
        before, last = section.view.map, changed(window, seed)
        state.follow("CNNNet")
        session(window).reading.take_live(LiveWeights("CNNNet", last))
        qtbot.waitUntil(partial(is_other, section, before))
    assert session(window).looking.map._turns > 1
    qtbot.waitUntil(lambda: session(window).looking.map._turns == 1)
    assert worker.predictor("CNNNet") is last
    maker = session(window).looking.map._maker
    qtbot.waitUntil(lambda: maker._moving is not None and maker._moving._made_of == (last, "fc1", 1))


def test_a_layer_is_chosen_and_stays_chosen_where_a_network_has_it(
    window: MainWindow, qtbot: QtBot, section: MapSection
) -> None:
    come(window, qtbot, section)
    for network, wish, layer in (("CNNNet", "pool2", "pool2"), ("FirstNet", "", "fc1"), ("FirstNet", "fc2", "fc2")):
        choose(window, network)
        if wish:
            section.layer_chosen.emit(wish)
        qtbot.waitUntil(partial(is_by, section, layer))
        assert section._layers.currentData() == layer
    choose(window, "CNNNet")
    qtbot.waitUntil(lambda: section._layers.count() == 7)
    assert section._layers.currentText() == "fc2 (the answer)"


def test_a_click_puts_a_digit_on_the_pad_for_testing_alone(
    window: MainWindow, qtbot: QtBot, section: MapSection
) -> None:
    come(window, qtbot, section)
    view = section.view
    assert view._places is not None
    index = int(view._places[:, 0].argmin())
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=view.place(*view.map.points[index].tolist()).toPoint())  # type: ignore[union-attr]  # there is a map
    qtbot.waitUntil(lambda: shown(window, "teachingNote").startswith("Its label in the test"))
    assert view.map is not None
    label = view.map.digits.labels[view.pointed]
    assert shown(window, "teachingNote") == f"Its label in the test: {label}"
    qtbot.waitUntil(lambda: view.map is not None and view.map.star is not None)
    assert view.map.star == pytest.approx(tuple(view.map.points[view.pointed]), abs=1e-2)
    content = window.pad.canvas.content()
    assert id(content.picture) in session(window).mistakes._for_testing._parts


def test_digits_that_cannot_be_loaded_are_told_of_in_the_section(
    window: MainWindow, qtbot: QtBot, section: MapSection, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(*_: object) -> None:
        raise ProblemError("bundled_missing", file="t10k.gz")

    with monkeypatch.context() as patch:
        patch.setattr(idx, "load", missing)
        turn_to(window, "insidePage")
        qtbot.waitUntil(lambda: "t10k.gz" in section.view._nothing)
    turn_to(window, "trainPage")
    come(window, qtbot, section)


@pytest.mark.parametrize("act", ["close", "leave", "switch", "clear"])
def test_whatever_is_done_while_a_map_is_made_is_survived(
    window: MainWindow, qtbot: QtBot, section: MapSection, act: str
) -> None:
    draw(window, DIGITS[3])
    turn_to(window, "insidePage")
    acts: dict[str, Callable[[], object]] = {
        "close": window.close,
        "leave": lambda: turn_to(window, "runsPage"),
        "switch": lambda: choose(window, "FirstNet"),
        "clear": lambda: click(window, "clearButton"),
    }
    acts[act]()
    qtbot.wait(150)
    if act != "close":
        come(window, qtbot, section)
