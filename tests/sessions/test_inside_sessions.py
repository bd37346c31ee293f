"""All that works behind the page Inside, in the real window: each section shows something, and all of one network."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import pytest
from hands import DIGITS, choose, click, draw, part, shown, turn_to, wait_until_ready
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mnist_desktop.sessions.window import WindowSession
from mnist_desktop.ui.main_window import MainWindow
from mnist_desktop.ui.pages.inside.digit_map import MapSection
from mnist_desktop.ui.pages.inside.health import HealthSection
from mnist_desktop.ui.pages.inside.lab import LabSection
from mnist_desktop.ui.pages.inside.lab_units import UnitGrid
from mnist_desktop.ui.pages.inside.layers import LayersSection
from mnist_desktop.ui.pages.inside.layers_maps import FeatureMaps
from mnist_desktop.ui.pages.inside.nearest import NearestSection
from mnist_desktop.ui.pages.inside.page import SECTIONS, InsidePage
from mnist_desktop.ui.pages.inside.sections import InsideSection
from mnist_desktop.ui.pages.inside.time import TimeSection
from mnist_desktop.ui.pages.inside.why import WhySection

AMONG_SEVENS = "The digit on the pad lies among those labelled 7."


def has_maps(window: MainWindow) -> bool:
    found = part(window, "featureMaps")
    return isinstance(found, FeatureMaps) and bool(found.maps)


# What a section shows in the end with a 7 on the pad
SHOWN: Final[Mapping[type[InsideSection], Callable[[MainWindow], bool]]] = {
    LayersSection: has_maps,
    WhySection: lambda window: "the lead of 7 over" in shown(window, "coveredWords"),
    NearestSection: lambda window: bool(page_of(window).section(NearestSection).galleries[0].digits),
    MapSection: lambda window: shown(window, "mapAmong") == AMONG_SEVENS,
    LabSection: lambda window: window.findChild(UnitGrid, "fc1Units") is not None,
    TimeSection: lambda window: shown(window, "timeScore").startswith("Of 2000 test digits"),
    HealthSection: lambda window: shown(window, "healthHeading") != "",
}


def page_of(window: MainWindow) -> InsidePage:
    found = part(window, "insidePage")
    assert isinstance(found, InsidePage)
    return found


def session_of(window: MainWindow) -> WindowSession:
    found = window.findChild(WindowSession)
    assert found is not None
    return found


def look_at(qtbot: QtBot, window: MainWindow, section: type[InsideSection]) -> None:
    page_of(window).turn_to_section(section)
    qtbot.waitUntil(lambda: SHOWN[section](window))


def biases(window: MainWindow) -> list[float]:
    """Those of the filters of conv1 of what the sections look into."""
    subject = session_of(window).looking.inside.subject
    assert subject is not None
    found: list[float] = subject.predictor.network.weights["conv1.bias"].tolist()
    return found


def wish_for_a_near_one(qtbot: QtBot, window: MainWindow) -> None:
    look_at(qtbot, window, NearestSection)
    gallery = page_of(window).section(NearestSection).galleries[0]
    place = gallery.visualRect(gallery.model().index(0, 0)).center()
    QTest.mouseClick(gallery.viewport(), Qt.MouseButton.LeftButton, pos=place)


def wish_for_one_on_the_map(qtbot: QtBot, window: MainWindow) -> None:
    look_at(qtbot, window, MapSection)
    view = page_of(window).section(MapSection).view
    assert view.map is not None
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=view.place(*view.map.points[0].tolist()).toPoint())


@pytest.fixture
def inside(window: MainWindow, qtbot: QtBot) -> MainWindow:
    """The window with a 7 on its pad and the page in view."""
    wait_until_ready(qtbot, window)
    choose(window, "CNNNet")
    draw(window, DIGITS[7])
    qtbot.waitUntil(lambda: shown(window) == "7")
    turn_to(window, "insidePage")
    return window


@pytest.mark.parametrize("section", SECTIONS)
def test_each_section_shows_what_is_on_the_pad(section: type[InsideSection], inside: MainWindow, qtbot: QtBot) -> None:
    look_at(qtbot, inside, section)


def test_what_the_lab_changes_all_sections_look_into(inside: MainWindow, qtbot: QtBot) -> None:
    look_at(qtbot, inside, LabSection)
    before = biases(inside)
    grid = part(inside, "conv1Units")
    assert isinstance(grid, UnitGrid)
    qtbot.waitUntil(lambda: grid.width() > grid.place(3).right())
    QTest.mouseClick(grid, Qt.MouseButton.LeftButton, pos=grid.place(3).center())
    qtbot.waitUntil(lambda: biases(inside)[3] == 0.0)
    for section in (LayersSection, MapSection):
        look_at(qtbot, inside, section)
        assert biases(inside) == [*before[:3], 0.0, *before[4:]]


@pytest.mark.parametrize("wish", [wish_for_a_near_one, wish_for_one_on_the_map])
def test_a_digit_that_is_wished_for_is_put_on_the_pad_but_not_in_a_round_of_writing(
    wish: Callable[[QtBot, MainWindow], None], inside: MainWindow, qtbot: QtBot
) -> None:
    inside.commands.write_round.trigger()
    draw(inside, DIGITS[7])
    wish(qtbot, inside)
    assert inside.pad.canvas.content().picture is None
    click(inside, "roundStopButton")  # the 7 from before comes back
    wish(qtbot, inside)
    assert inside.pad.canvas.content().picture is not None


def test_a_cleared_pad_empties_the_sections_that_show_the_drawing(inside: MainWindow, qtbot: QtBot) -> None:
    look_at(qtbot, inside, MapSection)
    click(inside, "clearButton")
    qtbot.waitUntil(lambda: shown(inside, "mapAmong").startswith("Draw a digit"))
    page_of(inside).turn_to_section(LayersSection)
    qtbot.waitUntil(part(inside, "layersEmpty").isVisible)


def test_the_window_closes_while_all_sections_are_at_work(inside: MainWindow) -> None:
    for section in SECTIONS:
        page_of(inside).turn_to_section(section)
    inside.close()
