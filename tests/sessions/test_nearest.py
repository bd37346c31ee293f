"""What the drawing reminds the network of, in the real window."""

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
from mnist_desktop.reading.predictor import Predictor
from mnist_desktop.sessions import nearest
from mnist_desktop.sessions.window import WindowSession
from mnist_desktop.system.errors import ProblemError
from mnist_desktop.ui.main_window import MainWindow
from mnist_desktop.ui.pages.inside.nearest import NearestSection
from mnist_desktop.ui.pages.inside.page import InsidePage
from mnist_desktop.workers.training import LiveWeights

COUNT, FIRST = 3000, 1000


@pytest.fixture(autouse=True)
def fewer_digits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Some of the training digits, so that the network has looked at all of them soon."""
    load = idx.load

    def some(part: str, *where: object) -> object:
        images, labels = load(part, *where)  # type: ignore[arg-type]  # as it was called
        return images[:COUNT], labels[:COUNT]

    monkeypatch.setattr(idx, "load", some)
    monkeypatch.setattr(nearest, "FIRST", FIRST)
    monkeypatch.setattr(nearest, "PACE", 300)


@pytest.fixture
def section(window: MainWindow, qtbot: QtBot) -> NearestSection:
    """The section, which is not in view."""
    wait_until_ready(qtbot, window)
    page = window.findChild(InsidePage)
    assert isinstance(page, InsidePage)
    page.turn_to_section(NearestSection)
    return page.section(NearestSection)


def session(window: MainWindow) -> WindowSession:
    found = window.findChild(WindowSession)
    assert isinstance(found, WindowSession)
    return found


def is_of(section: NearestSection, digit: int) -> bool:
    return labels(section)[0] == {digit}


def come(window: MainWindow, qtbot: QtBot, section: NearestSection) -> None:
    """Bring it into view, and wait until the network has looked at all training digits."""
    turn_to(window, "insidePage")
    qtbot.waitUntil(lambda: has_seen_all(section))


def has_seen_all(section: NearestSection) -> bool:
    return shown(section, "nearestState").startswith("Among all")


def labels(section: NearestSection) -> list[set[int]]:
    return [{each.label for each in gallery.digits} for gallery in section.galleries]


def test_nothing_is_looked_at_until_someone_looks(window: MainWindow, qtbot: QtBot, section: NearestSection) -> None:
    draw(window, DIGITS[7])
    qtbot.wait(100)
    assert session(window).looking.nearest._known is None
    come(window, qtbot, section)
    of_all, others = section.galleries
    assert (len(of_all.digits), len(others.digits)) == (8, 4)
    assert labels(section)[0] == {7}
    assert 7 not in labels(section)[1]


def test_each_drawing_is_compared_with_features_that_stay(
    window: MainWindow, qtbot: QtBot, section: NearestSection
) -> None:
    come(window, qtbot, section)
    known = session(window).looking.nearest._known
    for digit in (0, 3):
        draw(window, DIGITS[digit])
        qtbot.waitUntil(partial(is_of, section, digit))
        click(window, "clearButton")
        qtbot.waitUntil(lambda: labels(section) == [set(), set()])
    assert session(window).looking.nearest._known is known


def test_while_weights_change_it_is_compared_with_the_first_digits_of_some_of_them(
    window: MainWindow, qtbot: QtBot, section: NearestSection
) -> None:
    come(window, qtbot, section)
    draw(window, DIGITS[0])
    before = session(window).reading._worker.predictor("CNNNet")
    assert before is not None
    session(window).state.follow("CNNNet")
    last, seen = before, set[str]()
    for _ in range(15):
        last = Predictor("CNNNet", before.network.options, before.network.weights, before.calibration)
        session(window).reading.take_live(LiveWeights("CNNNet", last))
        qtbot.wait(60)
        seen.add(shown(section, "nearestState"))
    assert any(words.startswith("Among 1") for words in seen)
    qtbot.waitUntil(lambda: has_seen_all(section))
    known = session(window).looking.nearest._known
    assert known is not None
    assert known.predictor is last


def test_a_click_puts_a_training_digit_on_the_pad_which_may_be_taught(
    window: MainWindow, qtbot: QtBot, section: NearestSection
) -> None:
    draw(window, DIGITS[7])
    come(window, qtbot, section)
    gallery = section.galleries[1]
    wanted = gallery.digits[0]
    place = gallery.visualRect(gallery.model().index(0, 0)).center()
    QTest.mouseClick(gallery.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.waitUntil(lambda: [each.index for each in section.galleries[0].digits][:1] == [wanted.index])
    assert float(section.galleries[0].digits[0].distance.replace(",", ".")) < 0.1
    image = window.reading.image
    assert image is not None
    assert np.rint(255 * image).astype(int).tolist() == wanted.pixels.tolist()
    assert id(window.pad.canvas.content().picture) not in session(window).mistakes._for_testing._parts
    click(window, "undoButton")
    assert window.pad.canvas.content().picture is None


def test_out_of_view_it_stops_and_gives_its_memory_back_after_a_while(
    window: MainWindow, qtbot: QtBot, section: NearestSection
) -> None:
    come(window, qtbot, section)
    found = session(window).looking.nearest
    found._keep.setInterval(100)
    turn_to(window, "trainPage")
    assert found._known is not None
    qtbot.waitUntil(lambda: found._known is None)
    turn_to(window, "insidePage")
    qtbot.waitUntil(lambda: found._known is not None)
    qtbot.wait(150)
    assert found._known is not None


def test_another_network_sees_other_digits_as_near(window: MainWindow, qtbot: QtBot, section: NearestSection) -> None:
    draw(window, DIGITS[5])
    come(window, qtbot, section)
    before = [each.index for each in section.galleries[0].digits]
    choose(window, "FirstNet")
    qtbot.waitUntil(lambda: [each.index for each in section.galleries[0].digits] != before)
    qtbot.waitUntil(lambda: has_seen_all(section))


def test_digits_that_cannot_be_loaded_are_told_of_in_the_section(
    window: MainWindow, qtbot: QtBot, section: NearestSection, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(*_: object) -> None:
        raise ProblemError("bundled_missing", file="train.gz")

    with monkeypatch.context() as patch:
        patch.setattr(idx, "load", missing)
        turn_to(window, "insidePage")
        qtbot.waitUntil(lambda: "train.gz" in shown(section, "nearestState"))
    turn_to(window, "trainPage")
    come(window, qtbot, section)


@pytest.mark.parametrize("act", ["close", "leave", "switch", "clear"])
def test_whatever_is_done_while_the_network_looks_is_survived(
    window: MainWindow, qtbot: QtBot, section: NearestSection, act: str
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
    qtbot.wait(100)
    if act != "close":
        come(window, qtbot, section)
