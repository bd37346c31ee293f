"""A person draws and looks into the layers of the network that reads."""

from __future__ import annotations

import pytest
from hands import DIGITS, choose, click, draw, part, shown, turn_to, wait_until_ready
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mnist_desktop.reading.layer_maps import ConvolutionMaps, WeightMaps
from mnist_desktop.ui.main_window import MainWindow
from mnist_desktop.ui.pages.inside.layers_grid import Place
from mnist_desktop.ui.pages.inside.layers_maps import FeatureMaps
from mnist_desktop.ui.pages.inside.layers_votes import DigitVotes


@pytest.fixture
def maps(window: MainWindow, qtbot: QtBot) -> FeatureMaps:
    wait_until_ready(qtbot, window)
    turn_to(window, "insidePage")
    found = part(window, "featureMaps")
    assert isinstance(found, FeatureMaps)
    qtbot.waitUntil(lambda: bool(found.maps))
    return found


def has(maps: FeatureMaps, kind: type[object]) -> bool:
    return any(isinstance(each, kind) for each in maps.maps)


def test_a_drawn_seven_is_seen_layer_by_layer_by_one_network_and_the_other(
    window: MainWindow, maps: FeatureMaps, qtbot: QtBot
) -> None:
    assert shown(window, "layersEmpty") == "Draw a digit to see what each layer makes of it."
    choose(window, "CNNNet")
    draw(window, DIGITS[7])
    qtbot.waitUntil(lambda: has(maps, ConvolutionMaps))
    votes = part(window, "digitVotes")
    assert isinstance(votes, DigitVotes)
    qtbot.waitUntil(lambda: max(votes.votes, key=lambda vote: vote.above + vote.below).digit == 7)
    choose(window, "FirstNet")
    qtbot.waitUntil(lambda: has(maps, WeightMaps))
    click(window, "clearButton")
    qtbot.waitUntil(part(window, "layersEmpty").isVisible)
    assert not votes.isVisible()


def test_a_chosen_pixel_s_sum_follows_the_pen(window: MainWindow, maps: FeatureMaps, qtbot: QtBot) -> None:
    choose(window, "CNNNet")
    draw(window, DIGITS[1])
    qtbot.waitUntil(lambda: has(maps, ConvolutionMaps))
    place = Place(1, 2, 12, 11)
    QTest.mouseClick(maps, Qt.MouseButton.LeftButton, pos=maps.area_of(place).center())
    before = shown(window, "layerWords")
    assert before.startswith("conv1, map 3: the products add up to")
    draw(window, DIGITS[7])
    qtbot.waitUntil(lambda: shown(window, "layerWords") != before)
    assert shown(window, "layerWords").startswith("conv1, map 3: the products add up to")
    assert maps.place == place
