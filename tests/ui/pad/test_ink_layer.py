"""The ink layer: painted at once or in slices, it looks the same."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QObject, QRectF, QSize
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from mnist_desktop.drawing.erase import erase
from mnist_desktop.drawing.strokes import Drawing, Stroke
from mnist_desktop.ui.pad import ink_layer
from mnist_desktop.ui.pad.ink_layer import InkLayer, Look
from mnist_desktop.ui.pad.view import View

LOOK = Look(View(QSize(300, 300), 500, 1.0), 18, "#102030")


@pytest.fixture(autouse=True)
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is painted at once takes longer than a slice on a busy machine."""
    monkeypatch.setattr(ink_layer, "SLICE", 60.0)


@pytest.fixture
def layer(qtbot: QtBot) -> Iterator[InkLayer]:
    parent = QObject()  # which lives as long as the test
    yield InkLayer(LOOK, parent)
    parent.deleteLater()


def waves(count: int = 4) -> Drawing:
    across = np.linspace(20, 480, 300)
    rows = [np.stack([across, 100 + 80 * row + 40 * np.sin(across / 30 + row)], axis=1) for row in range(count)]
    return Drawing(tuple(Stroke(points) for points in rows))


def seen(layer: InkLayer) -> QImage:
    return layer.pixmap.toImage()


def difference(one: QImage, other: QImage) -> float:
    pixels = [
        np.frombuffer(each.convertToFormat(QImage.Format.Format_Alpha8).constBits(), np.uint8).astype(int)
        for each in (one, other)
    ]
    return float((np.abs(pixels[0] - pixels[1]) > 60).mean())


def test_in_slices_it_looks_as_painted_at_once(layer: InkLayer, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    layer.set_drawing(waves())
    assert layer.is_finished
    whole = seen(layer)
    monkeypatch.setattr(ink_layer, "SLICE", 0.0)
    layer.set_drawing(waves())
    assert not layer.is_finished
    assert seen(layer) != whole
    with qtbot.waitSignal(layer.painted):
        pass
    qtbot.waitUntil(lambda: layer.is_finished)
    assert seen(layer) == whole


def test_a_layer_that_took_long_is_at_hand_for_undo(
    layer: InkLayer, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ink_layer, "SLICE", 0.0)
    slow = waves()
    layer.set_drawing(slow)
    qtbot.waitUntil(lambda: layer.is_finished)
    whole = seen(layer)
    layer.set_drawing(Drawing())
    layer.set_drawing(slow)
    assert layer.is_finished
    assert seen(layer) == whole


def test_another_colour_takes_no_painting(layer: InkLayer, monkeypatch: pytest.MonkeyPatch) -> None:
    layer.set_drawing(waves())
    monkeypatch.setattr(ink_layer, "SLICE", 0.0)
    layer.set_look(Look(LOOK.view, LOOK.pen_width, "#ff0000"))
    assert layer.is_finished
    colours = {seen(layer).pixelColor(x, 60).name() for x in range(300) if seen(layer).pixelColor(x, 60).alpha() == 255}
    assert colours == {QColor("#ff0000").name()}


def test_a_part_painted_again_looks_as_all_painted_again(layer: InkLayer) -> None:
    layer.set_drawing(waves())
    cut = erase(waves(), (250, 20), (250, 300), 27)
    (left, top), (right, bottom) = cut.points.min(axis=0), cut.points.max(axis=0)
    layer.set_part(cut.drawing, QRectF(left, top, right - left, bottom - top).adjusted(-30, -30, 30, 30))
    by_part = seen(layer)
    layer.set_drawing(cut.drawing)
    assert difference(by_part, seen(layer)) < 0.001
    layer.set_drawing(waves())
    assert difference(by_part, seen(layer)) > 0.01


def test_a_part_is_painted_again_in_the_middle_of_the_first_painting(
    layer: InkLayer, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut = erase(waves(), (250, 20), (250, 300), 27)
    layer.set_drawing(cut.drawing)
    whole = seen(layer)
    monkeypatch.setattr(ink_layer, "SLICE", 0.0)
    layer.set_drawing(waves())
    layer.set_part(cut.drawing, QRectF(150, 0, 200, 400))
    qtbot.waitUntil(lambda: layer.is_finished)
    assert difference(whole, seen(layer)) < 0.001
