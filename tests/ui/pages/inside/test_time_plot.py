"""The plots of the section Time: what they paint where, and which moment a click chooses."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QLocale, QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from stand_ins import heard

from mnist_desktop.runs.moments import Moment
from mnist_desktop.ui.pages.inside.time_plot import LEFT, ConfidencePlot, LossPlot
from mnist_desktop.ui.pages.inside.time_shown import Confidences
from mnist_desktop.ui.style.theme import DARK, LIGHT, Theme
from mnist_desktop.ui.widgets.small_plot import RIGHT, ROW

WIDTH = 360
DIGITS = (2, 2, 2, 7, 7, 7, 7)
MOMENTS = [Moment(step, step / 8) for step in (0, 1, 2, 4, 8, 16, 1024)]
MIDDLE = (WIDTH - RIGHT + LEFT) // 2  # is at the fourth of seven moments


@pytest.fixture
def confidence(qtbot: QtBot) -> ConfidencePlot:
    plot = ConfidencePlot()
    qtbot.addWidget(plot)
    plot.resize(WIDTH, plot.sizeHint().height())
    plot.show_confidences(Confidences(7, DIGITS, (0.1, 0.1, 0.2, 0.6, 0.9, 1.0, 1.0)))
    plot.show()
    return plot


@pytest.fixture
def loss(qtbot: QtBot) -> LossPlot:
    plot = LossPlot()
    qtbot.addWidget(plot)
    plot.setLocale(QLocale(QLocale.Language.English))
    plot.resize(WIDTH, plot.sizeHint().height())
    plot.show_losses(MOMENTS, [(place, 2.0 - place / 4) for place in range(7)])
    plot.show()
    return plot


def colours(image: QImage, y: int) -> list[QColor]:
    return [image.pixelColor(x, y) for x in range(image.width())]


def band(plot: ConfidencePlot) -> tuple[QColor, QColor]:
    """The colours at the start and at the end of the band of digits."""
    row = colours(plot.grab().toImage(), plot.height() - 6)
    return row[LEFT + 2], row[WIDTH - RIGHT - 4]


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_the_band_has_one_colour_for_the_digit_of_now_and_another_for_others(
    confidence: ConfidencePlot, theme: Theme
) -> None:
    confidence.set_theme(theme)
    assert band(confidence) == (QColor(theme.warning), QColor(theme.accent))
    confidence.show_confidences(Confidences(2, DIGITS, (0.5,) * 7))
    assert band(confidence) == (QColor(theme.accent), QColor(theme.warning))


def test_without_a_drawing_there_is_no_band_and_nothing_to_click(confidence: ConfidencePlot) -> None:
    chosen = heard(confidence.chosen)
    confidence.show_confidences(None)
    assert QColor(LIGHT.accent) not in colours(confidence.grab().toImage(), confidence.height() - 6)
    QTest.mouseClick(confidence, Qt.MouseButton.LeftButton, pos=QPoint(MIDDLE, 40))
    assert chosen == []


@pytest.mark.parametrize(("x", "index"), [(0, 0), (LEFT, 0), (MIDDLE, 3), (WIDTH - RIGHT, 6), (WIDTH - 1, 6)])
def test_a_click_chooses_the_nearest_moment(confidence: ConfidencePlot, x: int, index: int) -> None:
    chosen = heard(confidence.chosen)
    QTest.mouseClick(confidence, Qt.MouseButton.LeftButton, pos=QPoint(x, 40))
    assert chosen == [(index,)]


def test_dragging_goes_through_the_moments(loss: LossPlot) -> None:
    chosen = heard(loss.chosen)
    QTest.mousePress(loss, Qt.MouseButton.LeftButton, pos=QPoint(LEFT, 40))
    QTest.mouseMove(loss, QPoint(MIDDLE, 40))
    QTest.mouseRelease(loss, Qt.MouseButton.LeftButton, pos=QPoint(MIDDLE, 40))
    assert chosen == [(0,), (3,)]


def test_the_cursor_is_at_its_moment(loss: LossPlot) -> None:
    before = loss.grab().toImage()
    loss.show_cursor(3)
    after = loss.grab().toImage()
    changed = [x for x in range(WIDTH) for y in range(20, 70) if before.pixel(x, y) != after.pixel(x, y)]
    assert changed
    assert all(abs(x - MIDDLE) <= 2 for x in changed)
    loss.show_cursor(None)
    assert loss.grab().toImage() == before


def test_of_the_steps_the_first_and_the_last_are_written_and_no_two_overlap(loss: LossPlot) -> None:
    named = loss._named()
    assert {0, 6} <= set(named)
    loss.resize(200, loss.height())
    assert {0, 6} <= set(loss._named())
    assert len(loss._named()) < len(named)


def test_the_last_step_is_written_in_whole(loss: LossPlot) -> None:
    loss.show_losses([*MOMENTS[:-1], Moment(23_456, 10.0)], [(0.0, 1.0), (6.0, 0.5)])
    image = loss.grab().toImage()
    ground = image.pixelColor(0, loss.height() - 2)
    below = range(loss.height() - ROW, loss.height() - 2)
    inked = [x for x in range(WIDTH - RIGHT - 30, WIDTH) if any(image.pixelColor(x, y) != ground for y in below)]
    assert inked[-1] < WIDTH - 1
    assert len(inked) > 25


@pytest.mark.parametrize("count", [0, 1])
def test_a_run_with_hardly_a_moment_is_painted(loss: LossPlot, count: int) -> None:
    loss.show_losses(MOMENTS[:count], [(0.0, 0.0)][:count])
    loss.show_cursor(0 if count else None)
    assert not loss.grab().isNull()


def test_a_loss_falls_from_the_top(loss: LossPlot) -> None:
    image, accent = loss.grab().toImage(), QColor(LIGHT.accent)

    def height(x: int) -> int:
        def distance(y: int) -> int:
            found = image.pixelColor(x, y)
            return abs(found.red() - accent.red()) + abs(found.green() - accent.green())

        return min(range(18, 76), key=distance)

    assert height(LEFT + 20) < height(MIDDLE) < height(WIDTH - RIGHT - 20)
