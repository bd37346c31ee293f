"""Real events of mouse, stylus, fingers and wheels on the canvas."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QInputDevice, QMouseEvent, QPointingDevice, QTabletEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from mnist_desktop.drawing.strokes import Drawing, Stroke
from mnist_desktop.ui.pad.canvas import Canvas
from mnist_desktop.ui.pad.gesture import Tool
from mnist_desktop.ui.pad.pointers import Wheel

LEFT, RIGHT, NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.MouseButton.NoButton
PRESS, MOVE, RELEASE = QEvent.Type.TabletPress, QEvent.Type.TabletMove, QEvent.Type.TabletRelease
LINE = Drawing((Stroke(np.array([[100.0, 250.0], [400.0, 250.0]])),))
PEN = QPointingDevice.PointerType.Pen


@pytest.fixture
def screen() -> QPointingDevice:
    return QTest.createTouchDevice()


def stylus(
    canvas: Canvas, kind: QEvent.Type, x: float, pressure: float, end: QPointingDevice.PointerType = PEN
) -> None:
    device = QPointingDevice(
        "pen", 7, QInputDevice.DeviceType.Stylus, end, QInputDevice.Capability.Pressure, 1, 3, parent=canvas
    )
    button, held = (NONE, LEFT) if kind is MOVE else (LEFT, NONE if kind is RELEASE else LEFT)
    place = QPointF(x, 250)
    keys = Qt.KeyboardModifier.NoModifier
    event = QTabletEvent(kind, device, place, place, pressure, 0, 0, 0, 0, 0, keys, button, held)
    QApplication.sendEvent(canvas, event)
    assert event.isAccepted()


def drag(canvas: Canvas, button: Qt.MouseButton, *places: tuple[int, int]) -> None:
    QTest.mousePress(canvas, button, pos=QPoint(*places[0]))
    for place in places[1:]:
        QTest.mouseMove(canvas, QPoint(*place))
    QTest.mouseRelease(canvas, button, pos=QPoint(*places[-1]))


def rows(canvas: Canvas) -> list[list[list[float]]]:
    return [stroke.points.round(6).tolist() for stroke in canvas.drawing().strokes]


def is_cut_in_the_middle(canvas: Canvas) -> bool:
    return rows(canvas) == [[[100, 250], [223, 250]], [[277, 250], [400, 250]]]  # the eraser reaches 27 pixels


def test_the_right_button_erases_and_the_pen_draws_on(canvas: Canvas) -> None:
    canvas.set_drawing(LINE)
    drag(canvas, RIGHT, (250, 200), (250, 300))
    assert is_cut_in_the_middle(canvas)
    drag(canvas, LEFT, (50, 50), (60, 60))
    assert len(canvas.drawing().strokes) == 3


def test_the_chosen_eraser_erases_with_the_left_button(canvas: Canvas) -> None:
    canvas.set_drawing(LINE)
    canvas.choose_tool(Tool.ERASER)
    drag(canvas, LEFT, (250, 200), (250, 300))
    assert is_cut_in_the_middle(canvas)


def test_erasing_is_one_step_however_often_it_cuts(canvas: Canvas) -> None:
    canvas.set_drawing(LINE)
    drag(canvas, RIGHT, (150, 200), (150, 300), (250, 300), (250, 200), (350, 200), (350, 300))
    assert len(canvas.drawing().strokes) == 4
    canvas.undo()
    assert canvas.drawing() == LINE
    canvas.redo()
    assert len(canvas.drawing().strokes) == 4


def test_erasing_nothing_is_no_step(canvas: Canvas) -> None:
    canvas.set_drawing(LINE)
    drag(canvas, RIGHT, (10, 10), (400, 10))
    canvas.undo()
    assert canvas.drawing().strokes == ()


def test_undo_in_the_middle_of_erasing_takes_it_back(canvas: Canvas) -> None:
    canvas.set_drawing(LINE)
    QTest.mousePress(canvas, RIGHT, pos=QPoint(250, 250))
    canvas.undo()
    QTest.mouseMove(canvas, QPoint(300, 250))
    QTest.mouseRelease(canvas, RIGHT, pos=QPoint(300, 250))
    assert canvas.drawing() == LINE


def test_the_end_of_a_stylus_erases(canvas: Canvas) -> None:
    canvas.set_drawing(LINE)
    stylus(canvas, PRESS, 250, 0.5, QPointingDevice.PointerType.Eraser)
    stylus(canvas, RELEASE, 250, 0.0, QPointingDevice.PointerType.Eraser)
    assert is_cut_in_the_middle(canvas)


def test_the_spike_of_pressure_at_touch_down_is_gone(canvas: Canvas) -> None:
    stylus(canvas, PRESS, 100, 1.0)
    for step, pressure in enumerate([0.9, 0.3, 0.3, 0.4, 0.7]):
        stylus(canvas, MOVE, 120 + 20 * step, pressure)
    stylus(canvas, RELEASE, 200, 0.0)
    (stroke,) = canvas.drawing().strokes
    assert stroke.pressures is not None
    assert stroke.pressures.tolist() == pytest.approx([0.3, 0.3, 0.3, 0.3, 0.4, 0.7], abs=1e-4)


def test_a_stylus_takes_back_what_the_palm_drew_before_it(canvas: Canvas, screen: QPointingDevice) -> None:
    QTest.touchEvent(canvas, screen).press(0, QPoint(300, 400), canvas).commit()
    stylus(canvas, PRESS, 100, 0.5)
    QTest.touchEvent(canvas, screen).move(0, QPoint(310, 410), canvas).commit()
    stylus(canvas, MOVE, 150, 0.5)
    QTest.touchEvent(canvas, screen).release(0, QPoint(310, 410), canvas).commit()
    stylus(canvas, RELEASE, 150, 0.0)
    assert rows(canvas) == [[[100, 250], [150, 250]]]


def test_one_finger_draws(canvas: Canvas, screen: QPointingDevice) -> None:
    QTest.touchEvent(canvas, screen).press(0, QPoint(100, 100), canvas).commit()
    QTest.touchEvent(canvas, screen).move(0, QPoint(150, 120), canvas).commit()
    QTest.touchEvent(canvas, screen).release(0, QPoint(200, 140), canvas).commit()
    (stroke,) = canvas.drawing().strokes
    assert stroke.points.tolist() == [[100, 100], [150, 120], [200, 140]]
    assert stroke.pressures is None


def test_a_second_finger_takes_the_stroke_back_until_all_are_lifted(canvas: Canvas, screen: QPointingDevice) -> None:
    QTest.touchEvent(canvas, screen).press(0, QPoint(100, 100), canvas).commit()
    QTest.touchEvent(canvas, screen).move(0, QPoint(150, 120), canvas).commit()
    QTest.touchEvent(canvas, screen).stationary(0).press(1, QPoint(300, 300), canvas).commit()
    assert canvas.drawing().strokes == ()
    QTest.touchEvent(canvas, screen).move(0, QPoint(160, 160), canvas).release(1, QPoint(300, 300), canvas).commit()
    QTest.touchEvent(canvas, screen).move(0, QPoint(170, 170), canvas).commit()
    QTest.touchEvent(canvas, screen).release(0, QPoint(170, 170), canvas).commit()
    assert canvas.drawing().strokes == ()
    QTest.touchEvent(canvas, screen).press(0, QPoint(10, 10), canvas).commit()
    QTest.touchEvent(canvas, screen).release(0, QPoint(10, 10), canvas).commit()
    assert rows(canvas) == [[[10, 10]]]


def test_a_stroke_that_is_taken_back_is_no_step_and_leaves_no_ink(canvas: Canvas, screen: QPointingDevice) -> None:
    before = canvas.grab().toImage()
    QTest.touchEvent(canvas, screen).press(0, QPoint(100, 100), canvas).commit()
    QTest.touchEvent(canvas, screen).move(0, QPoint(150, 120), canvas).commit()
    QTest.touchEvent(canvas, screen).stationary(0).press(1, QPoint(300, 300), canvas).commit()
    QTest.touchEvent(canvas, screen).release(0, QPoint(0, 0)).release(1, QPoint(0, 0)).commit()
    assert canvas.grab().toImage() == before
    heard: list[object] = []
    canvas.history_changed.connect(lambda *state: heard.append(state))
    canvas.undo()
    assert heard == []


@pytest.mark.parametrize(
    "source", [Qt.MouseEventSource.MouseEventSynthesizedBySystem, Qt.MouseEventSource.MouseEventSynthesizedByQt]
)
def test_mouse_events_made_from_others_draw_nothing(canvas: Canvas, source: Qt.MouseEventSource) -> None:
    place = QPointF(100, 100)
    keys = Qt.KeyboardModifier.NoModifier
    for kind, held in ((QEvent.Type.MouseButtonPress, LEFT), (QEvent.Type.MouseButtonRelease, NONE)):
        QApplication.sendEvent(canvas, QMouseEvent(kind, place, place, place, LEFT, held, keys, source))
    assert canvas.drawing().strokes == ()


def turn(canvas: Canvas, angle: int) -> None:
    place, keys = QPointF(100, 100), Qt.KeyboardModifier.NoModifier
    phase = Qt.ScrollPhase.NoScrollPhase
    QApplication.sendEvent(canvas, QWheelEvent(place, place, QPoint(), QPoint(0, angle), NONE, keys, phase, False))


def test_the_wheel_changes_the_pen_a_notch_at_once_or_in_small_parts(canvas: Canvas) -> None:
    turn(canvas, 120)
    assert canvas.pen_width == 20
    for _ in range(8):
        turn(canvas, -15)
    assert canvas.pen_width == 18
    for _ in range(3):
        turn(canvas, 15)
    assert canvas.pen_width == 18


def test_a_wheel_that_turns_back_begins_anew() -> None:
    wheel = Wheel(1)
    assert [wheel.turn(angle) for angle in (100, -100, -20, 240, 7)] == [0, 0, -1, 2, 0]


def test_the_cursor_is_a_ring_of_the_tools_size(canvas: Canvas) -> None:
    pen = canvas.cursor().pixmap().width()
    QTest.mousePress(canvas, RIGHT, pos=QPoint(100, 100))
    assert canvas.cursor().pixmap().width() - pen == canvas.pen_width
    QTest.mouseRelease(canvas, RIGHT, pos=QPoint(100, 100))
    assert canvas.cursor().pixmap().width() == pen
