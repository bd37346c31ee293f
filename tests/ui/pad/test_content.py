"""How wide the sheet is, and how drawings and pictures come onto it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest

from mnist_desktop.drawing.strokes import Drawing, Stroke
from mnist_desktop.ui.pad.canvas import Canvas
from mnist_desktop.ui.pad.content import HEIGHT, WIDEST, PadContent, fitted

LEFT = Qt.MouseButton.LeftButton


def picture(width: int = 400, height: int = 200) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    return image


def draw(canvas: Canvas, *places: tuple[int, int]) -> None:
    QTest.mousePress(canvas, LEFT, pos=QPoint(*places[0]))
    for place in places[1:]:
        QTest.mouseMove(canvas, QPoint(*place))
    QTest.mouseRelease(canvas, LEFT, pos=QPoint(*places[-1]))


@pytest.mark.parametrize(
    ("size", "width"), [((500, 500), 500), ((400, 800), 500), ((900, 300), 1500), ((900, 90), 2000)]
)
def test_the_sheet_is_as_wide_as_the_widgets_shape(canvas: Canvas, size: tuple[int, int], width: int) -> None:
    canvas.setMinimumSize(10, 10)
    canvas.resize(*size)
    assert (canvas.drawing().width, canvas.drawing().height) == (width, 500)


def test_a_new_width_is_announced_and_no_step(canvas: Canvas) -> None:
    widths: list[int] = []
    canvas.drawing_changed.connect(lambda drawing: widths.append(drawing.width))
    canvas.resize(1000, 500)
    assert widths == [1000]
    canvas.undo()
    assert canvas.drawing().width == 1000


def test_ink_at_the_right_stays_on_the_sheet_of_a_narrower_widget(canvas: Canvas) -> None:
    canvas.resize(1000, 500)
    draw(canvas, (850, 100), (900, 400))
    drawn = canvas.drawing().strokes
    canvas.resize(500, 500)
    assert canvas.drawing().width == 920
    assert canvas.drawing().strokes == drawn
    assert canvas.grab().toImage().pixelColor(round(875 * 500 / 920), 250) == QColor("#1b2244")
    canvas.undo()
    assert canvas.drawing().width == 500
    canvas.redo()
    assert canvas.drawing().width == 920


def test_what_was_drawn_beyond_the_edge_asks_for_no_room(canvas: Canvas) -> None:
    draw(canvas, (450, 100), (700, 100))
    canvas.resize(400, 400)
    assert canvas.drawing().width == 500


@given(st.integers(1, 5000), st.integers(1, 5000), st.integers(HEIGHT, WIDEST))
def test_a_drawing_of_any_shape_is_fitted_whole(width: int, height: int, room: int) -> None:
    corners = Stroke(np.array([[0.0, 0.0], [width, height]]))
    drawing = fitted(Drawing((corners,), width, height), room)
    assert drawing.height == HEIGHT
    assert HEIGHT <= drawing.width <= WIDEST
    [stroke] = drawing.strokes
    assert stroke.points.min() >= -1e-6
    assert (stroke.points.max(axis=0) <= np.array([drawing.width, HEIGHT]) + 1e-6).all()
    across, down = stroke.points[1] - stroke.points[0]
    assert across * height == pytest.approx(down * width, rel=1e-6, abs=1e-6)


def test_a_picture_lies_fitted_below_the_strokes(canvas: Canvas) -> None:
    shown = picture()
    canvas.set_picture(shown)
    draw(canvas, (100, 250), (400, 250))
    content = canvas.content()
    assert content.place == QRectF(0, 125, 500, 250)
    assert content.picture is shown
    seen = canvas.grab().toImage()
    assert seen.pixelColor(250, 200) == QColor("red")
    assert seen.pixelColor(250, 250) == QColor("#1b2244")
    assert seen.pixelColor(250, 100) != QColor("red")


def test_showing_clearing_and_removing_a_picture_can_be_undone(canvas: Canvas) -> None:
    draw(canvas, (100, 100), (200, 100))
    canvas.set_picture(picture())
    assert canvas.drawing().strokes == ()
    draw(canvas, (100, 250), (400, 250))
    canvas.clear()
    assert canvas.content().is_empty
    canvas.undo()
    assert canvas.content().picture is not None
    assert len(canvas.drawing().strokes) == 1
    canvas.set_picture(None)
    assert canvas.content().picture is None
    assert len(canvas.drawing().strokes) == 1
    for _ in range(3):
        canvas.undo()
    assert canvas.content().picture is None
    assert canvas.drawing().strokes[0].points.tolist() == [[100, 100], [200, 100]]


def test_each_change_is_announced_and_strokes_only_where_they_change(canvas: Canvas) -> None:
    contents: list[PadContent] = []
    drawings: list[Drawing] = []
    canvas.content_changed.connect(contents.append)
    canvas.drawing_changed.connect(drawings.append)
    canvas.set_picture(picture())
    assert [content.picture is None for content in contents] == [False]
    assert [len(drawing.strokes) for drawing in drawings] == [0]
    draw(canvas, (100, 100), (110, 100))
    assert contents[-1].drawing is drawings[-1]
    assert len(drawings[-1].strokes) == 1


def test_a_picture_needs_its_room_too(canvas: Canvas) -> None:
    canvas.resize(1000, 500)
    canvas.set_picture(picture(900, 500))
    canvas.resize(500, 500)
    assert canvas.drawing().width == 950
