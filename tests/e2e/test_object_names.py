"""The parts that tests, screen readers and scripts look for by name."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hands import turn_to, wait_until_ready
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from mnist_desktop.ui.main_window import MainWindow

ALWAYS = (
    *("canvas", "clearButton", "undoButton", "redoButton", "eraserButton", "openPictureButton"),
    *("modelSelector", "predictedDigit", "readingText", "probabilityBars", "networkInput", "compareButton"),
    *("otherDigit", "pages", "trainPage", "runsPage", "testPage", "insidePage", "minePage"),
)
ON_PAGES = {
    "trainPage": (
        *("presetSelector", "epochsSpin", "batchSizeSpin", "learningRateSpin", "optimizerSelector", "trainButton"),
        *("pauseButton", "stopButton", "epochButton", "keepButton", "discardButton", "trainingProgress"),
        *("trainingStatus", "lossPlot", "accuracyPlot"),
    ),
    "runsPage": ("runsList",),
    "testPage": ("confusionMatrix", "mistakesList", "nextMistakeButton", "testDigitButton"),
    "insidePage": ("featureMaps", "timeSlider", "digitMap", "nearestDigits"),
    "minePage": ("myDigitsList", "learnMineButton", "acceptButton", "revertButton"),
}


def missing(window: MainWindow, names: tuple[str, ...]) -> list[str]:
    return [name for name in names if window.findChild(QObject, name) is None]


def test_the_pad_the_reading_and_the_pages_have_their_parts_at_once(open_window: Callable[[], MainWindow]) -> None:
    assert missing(open_window(), ALWAYS) == []


@pytest.mark.parametrize("page", ON_PAGES)
def test_a_page_has_its_parts_soon_after_it_came_into_view(
    page: str, open_window: Callable[[], MainWindow], qtbot: QtBot
) -> None:
    window = open_window()
    wait_until_ready(qtbot, window)
    turn_to(window, page)
    qtbot.waitUntil(lambda: missing(window, ON_PAGES[page]) == [])
