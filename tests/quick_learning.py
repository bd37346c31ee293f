"""A fixture for windows in which samples are learnt in a second, and hands that teach and learn in them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hands import Strokes, click, click_if_enabled, draw, part, shown, turn_to
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot
from trainings import giving

from mnist_desktop.catalog.presets import FINE_TUNING
from mnist_desktop.drawing.strokes import Drawing
from mnist_desktop.learning.data import datasets, generated, mnist
from mnist_desktop.learning.data.mnist import Dataset
from mnist_desktop.samples.sample import Sample
from mnist_desktop.ui.pages.mine.learning import ResultTable


@pytest.fixture
def quick_learning(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every data set is the first digits of MNIST, and these are all that fine-tuning replays. None are drawn ahead."""
    whole = mnist.load()
    few = Dataset("mnist", whole.train[:2000], whole.test[:500])
    for name in ("mnist", "hands"):
        monkeypatch.setitem(datasets._LOADERS, name, lambda: giving(few)("mnist"))
    monkeypatch.setattr(generated, "generate_ahead", lambda _: iter(()))
    plan_quickly(monkeypatch)


def plan_quickly(monkeypatch: pytest.MonkeyPatch, epochs: int = 1) -> None:
    """Have fine-tuning take so many epochs of a few steps."""
    config = replace(FINE_TUNING.config, epochs=epochs, pen_digits=0, non_digits=0, replay=2000)
    monkeypatch.setattr("mnist_desktop.runs.plan.FINE_TUNING", replace(FINE_TUNING, config=config))


def shape_of(sample: Sample) -> Strokes:
    """Its strokes in a unit box, as a hand draws them."""
    assert isinstance(sample.content, Drawing)
    strokes = [stroke.points for stroke in sample.content.strokes]
    left, top = (min(points[:, axis].min() for points in strokes) for axis in (0, 1))
    side = max(max(points[:, 0].max() - left, points[:, 1].max() - top) for points in strokes)
    return [[((x - left) / side, (y - top) / side) for x, y in points.tolist()] for points in strokes]


def teach(qtbot: QtBot, window: QWidget, strokes: Strokes, label: int) -> None:
    """Draw a digit and press the key of its label."""
    window.activateWindow()  # or another window gets the key
    qtbot.waitUntil(window.isActiveWindow)
    click_if_enabled(window, "clearButton")
    draw(window, strokes)
    qtbot.waitUntil(lambda: shown(window) != "")
    QTest.keyClick(part(window, "canvas"), Qt.Key(ord(str(label))))
    qtbot.waitUntil(lambda: shown(window, "teachingNote").startswith(f"Kept as {label}"))


def begin_to_learn(qtbot: QtBot, window: QWidget) -> None:
    """Press Learn mine once there is something to learn."""
    turn_to(window, "minePage")
    qtbot.waitUntil(part(window, "learnMineButton").isEnabled)
    click(window, "learnMineButton")


def learn(qtbot: QtBot, window: QWidget) -> None:
    """Learn the samples until the person is asked what to do with the result."""
    begin_to_learn(qtbot, window)
    qtbot.waitUntil(part(window, "acceptButton").isVisible)


def results(window: QWidget) -> dict[str, list[str]]:
    """What the page says was read right before and after, and the change, by what it was measured on."""
    table = window.findChild(ResultTable)
    assert table is not None
    if not table.isVisible():
        return {}
    texts = [cell.text() for cell in table._cells if isinstance(cell, QLabel)][3:]  # behind the headings
    return {texts[start]: texts[start + 1 : start + 4] for start in range(0, len(texts), 4)}
