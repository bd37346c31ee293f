"""A person watches a network learn a crossed 7, goes back to when it was a 2, and switches off what speaks for it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hands import OF_THE_WORLD, choose, click, draw, enter, part, probabilities, shown, turn_to, wait_until_ready
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSlider, QLineEdit, QScrollArea, QToolButton
from pytestqt.qtbot import QtBot
from quick_learning import quick_learning  # noqa: F401  # a fixture is known by being here

from mnist_desktop.ui.main_window import MainWindow
from mnist_desktop.ui.pages.inside.digit_map_view import DigitMapView
from mnist_desktop.ui.pages.inside.lab_units import UnitGrid
from mnist_desktop.ui.pages.inside.layers_votes import DigitVotes

SEED = "23"  # with which this 7 is surely a 2 now and then, and a 7 in the end
LEFT = Qt.MouseButton.LeftButton
pytestmark = pytest.mark.usefixtures("quick_learning")


def look_at(window: MainWindow, section: str) -> None:
    """Click the button of a section of the page Inside."""
    turn_to(window, "insidePage")
    buttons = part(window, "insidePage").findChildren(QToolButton)
    [button] = [each for each in buttons if each.text() == section]
    QTest.mouseClick(button, LEFT)


def click_unit(qtbot: QtBot, window: MainWindow, grid: UnitGrid, unit: int) -> None:
    """Scroll a unit of a layer into view and click it."""
    [scroll] = (each for each in part(window, "insidePage").findChildren(QScrollArea) if each.isAncestorOf(grid))
    content = scroll.widget()
    assert content is not None

    def is_in_view() -> bool:
        place = grid.mapTo(content, grid.place(unit).center())
        scroll.ensureVisible(place.x(), place.y())
        return grid.visibleRegion().contains(grid.place(unit).center())

    qtbot.waitUntil(is_in_view)
    QTest.mouseClick(grid, LEFT, pos=grid.place(unit).center())


def type_seed(window: MainWindow, seed: str) -> None:
    field = part(window, "seedSpin")
    assert isinstance(field, QLineEdit)
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, seed)
    QTest.keyClick(field, Qt.Key.Key_Return)


def begin_to_train(qtbot: QtBot, window: MainWindow) -> None:
    """Train as the tutorial does, but faster, and without dropout, whose random numbers differ between machines."""
    turn_to(window, "trainPage")
    QTest.keyClick(part(window, "presetSelector"), Qt.Key.Key_Home)  # Tutorial
    for name, value in (("epochsSpin", "12"), ("learningRateSpin", "0.1"), ("dropoutSpin", "0")):
        enter(window, name, value)
    type_seed(window, SEED)
    qtbot.waitUntil(part(window, "trainButton").isEnabled)
    click(window, "trainButton")
    qtbot.waitUntil(lambda: shown(window, "trainingStatus").startswith("Epoch"))


def stars_until_the_end(qtbot: QtBot, window: MainWindow) -> list[tuple[float, float]]:
    """Return where the star of the drawing was on the map, one place after the other, until the training is done."""
    view, stars = part(window, "digitMap"), list[tuple[float, float]]()
    assert isinstance(view, DigitMapView)

    def is_done() -> bool:
        if view.map is not None and view.map.star is not None and view.map.star not in stars[-1:]:
            stars.append(view.map.star)
        return shown(window, "trainingStatus").startswith("Done")

    qtbot.waitUntil(is_done)
    return stars


def press(qtbot: QtBot, window: MainWindow, key: Qt.Key) -> None:
    """Press a key on the slider of moments, and wait until the drawing is read with the weights of that moment."""
    slider, before = part(window, "timeSlider"), probabilities(window)
    QTest.keyClick(slider, key)
    qtbot.waitUntil(lambda: probabilities(window) != before)


def readings_of_moments(qtbot: QtBot, window: MainWindow) -> Iterator[str]:
    """Go through the moments from the first to the last, and yield what the pad is read as, "?" if that is unsure."""
    slider = part(window, "timeSlider")
    assert isinstance(slider, QAbstractSlider)
    qtbot.waitUntil(slider.isEnabled)
    slider.setFocus()
    press(qtbot, window, Qt.Key.Key_Home)
    yield shown(window)
    while slider.value() < slider.maximum():
        press(qtbot, window, Qt.Key.Key_Right)
        yield shown(window)


def main_speaker(window: MainWindow) -> int | None:
    """The number of the neuron that says the most for a 7, as the section Layers says of the digit that is chosen."""
    found = re.match(r"For 7: unit (\d+)", shown(window, "layerWords"))
    return int(found[1]) if found else None


def switch_off(qtbot: QtBot, window: MainWindow, neuron: int) -> None:
    look_at(window, "Lab")
    before = probabilities(window)
    qtbot.waitUntil(lambda: part(window, "insidePage").findChild(UnitGrid, "fc1Units") is not None)
    grid = part(window, "fc1Units")
    assert isinstance(grid, UnitGrid)
    click_unit(qtbot, window, grid, neuron - 1)
    qtbot.waitUntil(lambda: probabilities(window) != before)


def switch_off_until_it_is_no_7(qtbot: QtBot, window: MainWindow) -> list[int]:
    """Switch off the neuron that says the most for a 7, and then the next one. Return the numbers of all of them."""
    look_at(window, "Layers")
    votes, off = part(window, "digitVotes"), list[int]()
    assert isinstance(votes, DigitVotes)
    qtbot.waitUntil(votes.isVisible)
    QTest.mouseClick(votes, LEFT, pos=votes.area_of(7).center())
    while shown(window) == "7":
        look_at(window, "Layers")
        qtbot.waitUntil(lambda: main_speaker(window) not in (None, *off))
        neuron = main_speaker(window)
        assert neuron is not None
        switch_off(qtbot, window, neuron)
        off.append(neuron)
        assert shown(window, "weights") == shown(window, "previewMark") == f"Lab: {len(off)} off"
    return off


def test_a_7_walks_across_the_map_was_a_2_and_is_none_without_those_who_speak_for_it(
    window: MainWindow, qtbot: QtBot
) -> None:
    wait_until_ready(qtbot, window)
    choose(window, "CNNNet")
    draw(window, OF_THE_WORLD["7 crossed"])
    qtbot.waitUntil(lambda: shown(window) == "7")

    begin_to_train(qtbot, window)
    look_at(window, "Map")
    assert len(stars_until_the_end(qtbot, window)) > 2
    qtbot.waitUntil(lambda: shown(window, "mapAmong") == "The digit on the pad lies among those labelled 7.")
    turn_to(window, "trainPage")
    click(window, "keepButton")
    qtbot.waitUntil(lambda: shown(window, "weights").startswith("CNNNet 1: "))
    weights, learnt = shown(window, "weights"), probabilities(window)
    assert shown(window) == "7"

    look_at(window, "Time")
    seen = list(readings_of_moments(qtbot, window))
    assert (seen[0], seen[-1]) == ("?", "7")
    for _ in seen[seen.index("2") + 1 :]:
        press(qtbot, window, Qt.Key.Key_Left)
    assert shown(window) == "2"
    step = shown(window, "timeMoment").partition("step ")[2]
    assert shown(window, "weights") == shown(window, "previewMark") == f"CNNNet 1 at step {step}"
    press(qtbot, window, Qt.Key.Key_End)
    assert (shown(window), shown(window, "timeMoment")) == ("7", "Epoch 12 of 12, step 384")
    click(window, "backToNowButton")
    qtbot.waitUntil(lambda: probabilities(window) == learnt)

    off = switch_off_until_it_is_no_7(qtbot, window)
    assert shown(window, "fc1Title") == f"fc1: {len(off)} of 50 off"
    click(window, "undoLabButton")
    qtbot.waitUntil(lambda: probabilities(window) == learnt)
    assert (shown(window), shown(window, "weights")) == ("7", weights)
    assert not part(window, "previewMark").isVisible()
