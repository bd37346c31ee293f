"""The map of digits: where discs are, what the mouse and the keys do with them, and how it is painted."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from stand_ins import heard

from mnist_desktop.reading.digit_map import DigitMap
from mnist_desktop.reading.digit_set import DigitSet
from mnist_desktop.ui.pages.inside.digit_map_view import MARGIN, DigitMapView
from mnist_desktop.ui.style.theme import DARK, LIGHT, Theme

POINTS = np.array([[0.0, 0.0], [0.5, 0.0], [-0.5, 0.1], [0.0, -0.6], [5.0, 5.0]])
LABELS = np.array([0, 1, 2, 3, 4])


def a_map(points: np.ndarray = POINTS) -> DigitMap:
    digits = DigitSet("MNIST test", np.full((len(POINTS), 28, 28), 255, np.uint8), LABELS)
    return DigitMap(digits, "fc1", points, LABELS, (None,) * 10)


@pytest.fixture
def view(qtbot: QtBot) -> DigitMapView:
    view = DigitMapView()
    view.resize(400, 300)
    qtbot.addWidget(view)
    view.show()
    qtbot.waitExposed(view)
    view.show_map(a_map())
    return view


def where(view: DigitMapView, index: int) -> QPoint:
    assert view.map is not None
    return view.place(*view.map.points[index].tolist()).toPoint()


def test_the_middle_is_in_the_middle_and_both_axes_have_one_scale(view: DigitMapView) -> None:
    assert view.place(0, 0) == QPointF(200, 150)
    right, up = view.place(0.5, 0), view.place(0, -0.5)
    assert right.x() - 200 == pytest.approx(150 - up.y())
    assert view.place(0, 1).y() < 300 - MARGIN


def test_what_lies_far_out_is_shown_at_the_edge(view: DigitMapView) -> None:
    assert view.place(5, 5) == QPointF(400 - MARGIN, 300 - MARGIN)
    QTest.mouseMove(view, QPoint(400 - MARGIN, 300 - MARGIN))
    assert view.pointed == 4
    assert view.cursor().shape() == Qt.CursorShape.PointingHandCursor


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_each_disc_has_the_colour_of_its_label(view: DigitMapView, theme: Theme) -> None:
    view.set_theme(theme)
    image = view.grab().toImage()
    for index, label in enumerate(LABELS):
        seen, wanted = image.pixelColor(where(view, index)), QColor(theme.digits[label])
        assert seen == wanted, label


def test_the_star_and_the_numbers_are_painted_where_they_are(view: DigitMapView) -> None:
    empty = view.grab().toImage()
    assert view.map is not None
    middles = (None, (0.3, 0.3), *(None,) * 8)
    view.show_map(replace(view.map, star=(-0.3, 0.5), middles=middles))
    image = view.grab().toImage()
    for place in ((-0.3, 0.5), (0.3, 0.3)):
        assert differs_around(empty, image, view.place(*place).toPoint())
    assert not differs_around(empty, image, view.place(0.7, -0.7).toPoint())


def differs_around(one: QImage, other: QImage, place: QPoint) -> bool:
    steps = [QPoint(x, y) for x in range(-6, 7) for y in range(-6, 7)]
    return any(one.pixel(place + step) != other.pixel(place + step) for step in steps)


def test_the_mouse_points_at_the_disc_below_it_and_a_click_wishes_for_it(view: DigitMapView) -> None:
    wished = heard(view.pad_requested)
    QTest.mouseMove(view, where(view, 1) + QPoint(4, -3))
    assert view.pointed == 1
    before = view.grab().toImage()
    QTest.mouseMove(view, QPoint(20, 20))
    assert view.pointed is None
    assert view.grab().toImage() != before
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=where(view, 3))
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    QTest.mouseClick(view, Qt.MouseButton.RightButton, pos=where(view, 3))
    assert wished == [(3,)]


def test_the_star_is_seen_beside_the_box_about_a_digit(view: DigitMapView) -> None:
    assert view.map is not None
    view.show_map(replace(view.map, star=(0.3, 0.1)))
    star = view.place(0.3, 0.1).toPoint()
    QTest.mouseMove(view, where(view, 0))
    assert view.pointed == 0
    assert view.grab().toImage().pixelColor(star) == QColor(LIGHT.text)


def test_arrow_keys_point_at_the_nearest_in_their_direction_and_enter_wishes_for_it(view: DigitMapView) -> None:
    wished = heard(view.pad_requested)
    QTest.keyClick(view, Qt.Key.Key_Enter)
    seen = []
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Up):
        QTest.keyClick(view, key)
        seen.append(view.pointed)
    assert seen == [3, 0, 2, 0, 1, 3]
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert wished == [(3,)]
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert view.pointed is None


def test_keys_begin_at_the_star(view: DigitMapView) -> None:
    assert view.map is not None
    view.show_map(replace(view.map, star=(0.6, 0.0)))
    QTest.keyClick(view, Qt.Key.Key_Left)
    assert view.pointed == 1


def test_what_is_pointed_at_moves_with_the_map_and_is_let_go_with_it(view: DigitMapView) -> None:
    QTest.mouseMove(view, where(view, 3))
    view.show_map(a_map(POINTS + 0.1))
    assert view.pointed == 3
    view.show_map(None)
    assert view.pointed is None
    view.show_map(a_map())
    assert view.words_of(1) == "Labelled 1,\nread as 1"


def test_without_a_map_it_says_why(view: DigitMapView) -> None:
    view.show_map(None)
    silent = view.grab().toImage()
    view.show_map(None, "There is none.")
    assert view.grab().toImage() != silent
    QTest.mouseMove(view, QPoint(200, 150))
    QTest.keyClick(view, Qt.Key.Key_Left)
    assert view.pointed is None


@pytest.mark.parametrize("size", [(1, 1), (10, 400), (400, 10)])
def test_any_size_is_painted(view: DigitMapView, size: tuple[int, int]) -> None:
    view.setMinimumSize(0, 0)
    view.resize(*size)
    QTest.mouseMove(view, QPoint(0, 0))
    view.grab()
