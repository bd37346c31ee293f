from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from textwrap import dedent

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mnist_desktop.drawing.digit_image import digit_image
from mnist_desktop.drawing.strokes import Drawing, Stroke
from mnist_desktop.ui.pad.canvas import THICKEST, THINNEST, Canvas
from mnist_desktop.ui.style.theme import DARK, LIGHT

LEFT = Qt.MouseButton.LeftButton
DIAGONAL = ((100, 100), (200, 200), (300, 300))


def draw(canvas: Canvas, points: Sequence[tuple[int, int]]) -> None:
    QTest.mousePress(canvas, LEFT, pos=QPoint(*points[0]))
    for point in points[1:]:
        QTest.mouseMove(canvas, QPoint(*point))
    QTest.mouseRelease(canvas, LEFT, pos=QPoint(*points[-1]))


def shown(canvas: Canvas) -> QImage:
    return canvas.grab().toImage()


def is_ink(canvas: Canvas, x: int, y: int) -> bool:
    return shown(canvas).pixelColor(x, y) == QColor(LIGHT.ink)


def test_a_stroke_is_kept_and_seen(canvas: Canvas) -> None:
    draw(canvas, DIAGONAL)
    (stroke,) = canvas.drawing().strokes
    assert stroke.points.tolist() == [list(point) for point in DIAGONAL]
    assert is_ink(canvas, 250, 250)
    assert not is_ink(canvas, 350, 350)


def test_a_press_without_a_move_is_a_dot(canvas: Canvas) -> None:
    draw(canvas, [(200, 150)])
    assert canvas.drawing() == Drawing((Stroke(np.array([[200.0, 150.0]])),))
    assert is_ink(canvas, 200, 150)


def test_a_quick_second_dot_is_a_stroke_of_its_own(canvas: Canvas) -> None:
    draw(canvas, [(200, 150)])
    QTest.mouseDClick(canvas, LEFT, pos=QPoint(200, 150))
    assert len(canvas.drawing().strokes) == 2


def test_only_the_left_button_draws(canvas: Canvas) -> None:
    QTest.mouseClick(canvas, Qt.MouseButton.MiddleButton, pos=QPoint(100, 100))
    assert canvas.drawing().strokes == ()


def test_the_stroke_under_way_is_announced(qtbot: QtBot, canvas: Canvas) -> None:
    heard: list[Drawing] = []
    canvas.drawing_changed.connect(heard.append)
    QTest.mousePress(canvas, LEFT, pos=QPoint(10, 10))
    assert [len(drawing.strokes[0].points) for drawing in heard] == [1]
    QTest.mouseMove(canvas, QPoint(20, 20))
    qtbot.waitUntil(lambda: len(heard[-1].strokes[0].points) == 2)
    QTest.mouseRelease(canvas, LEFT, pos=QPoint(20, 20))


def test_many_moves_are_announced_together_and_end_with_the_last(canvas: Canvas) -> None:
    heard: list[Drawing] = []
    canvas.drawing_changed.connect(heard.append)
    draw(canvas, [(50 + index, 50) for index in range(400)])
    assert len(heard) < 400
    assert len(heard[-1].strokes[0].points) == 400


def test_ink_painted_bit_by_bit_looks_like_ink_painted_whole(canvas: Canvas) -> None:
    angles = np.linspace(0, 6, 90)
    points = [(int(250 + 150 * np.cos(angle)), int(250 + 100 * np.sin(2 * angle))) for angle in angles]
    draw(canvas, points)
    bit_by_bit = pixels(shown(canvas))
    canvas.set_theme(LIGHT)
    assert (np.abs(bit_by_bit - pixels(shown(canvas))) > 60).mean() < 0.001


def pixels(image: QImage) -> np.ndarray[tuple[int, ...], np.dtype[np.int16]]:
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    rows = np.frombuffer(grey.constBits(), np.uint8).reshape(grey.height(), grey.bytesPerLine())
    return rows[:, : grey.width()].astype(np.int16)


def test_partial_painting_misses_nothing(canvas: Canvas) -> None:
    """What updates left on the screen bit by bit is what a full one would put there."""
    QTest.mousePress(canvas, LEFT, pos=QPoint(50, 400))
    for step in range(1, 30):
        QApplication.processEvents()
        QTest.mouseMove(canvas, QPoint(50 + 12 * step, 400 - 97 * step % 300))
    QApplication.processEvents()
    partial = on_screen(canvas)
    canvas.repaint()
    assert partial == on_screen(canvas)
    assert partial.pixelColor(50, 400) == QColor(LIGHT.ink)
    QTest.mouseRelease(canvas, LEFT, pos=QPoint(50, 400))


def on_screen(canvas: Canvas) -> QImage:
    return canvas.screen().grabWindow(canvas.winId()).toImage()


def test_undo_and_redo_take_a_stroke_back_and_forth(canvas: Canvas) -> None:
    draw(canvas, DIAGONAL)
    canvas.undo()
    assert canvas.drawing().strokes == ()
    assert not is_ink(canvas, 150, 150)
    canvas.redo()
    assert len(canvas.drawing().strokes) == 1
    assert is_ink(canvas, 150, 150)


def test_clear_can_be_undone(canvas: Canvas) -> None:
    draw(canvas, DIAGONAL)
    drawn = canvas.drawing()
    canvas.clear()
    assert canvas.drawing().strokes == ()
    canvas.undo()
    assert canvas.drawing() == drawn


def test_clearing_an_empty_sheet_is_no_step(canvas: Canvas, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(canvas.history_changed):
        canvas.clear()


def test_the_history_says_what_can_be_done(canvas: Canvas) -> None:
    heard: list[tuple[bool, bool]] = []
    canvas.history_changed.connect(lambda can_undo, can_redo: heard.append((can_undo, can_redo)))
    draw(canvas, DIAGONAL)
    canvas.undo()
    canvas.redo()
    assert heard == [(True, False), (False, True), (True, False)]


def test_a_new_sheet_has_steps_of_its_own_until_the_old_one_is_put_back(canvas: Canvas) -> None:
    draw(canvas, DIAGONAL)
    draw(canvas, ((50, 400), (90, 400)))
    canvas.undo()
    drawn = canvas.drawing()
    before = canvas.new_sheet()
    assert canvas.content().is_empty
    assert not is_ink(canvas, 150, 150)
    canvas.undo()
    assert canvas.content().is_empty
    canvas.put_back(before)
    assert canvas.drawing() == drawn
    assert is_ink(canvas, 150, 150)
    canvas.redo()
    assert len(canvas.drawing().strokes) == 2


def test_what_is_on_a_new_sheet_as_the_old_one_is_put_back_is_one_undo_away(canvas: Canvas) -> None:
    draw(canvas, DIAGONAL)
    drawn = canvas.drawing()
    before = canvas.new_sheet()
    QTest.mousePress(canvas, LEFT, pos=QPoint(10, 10))
    QTest.mouseMove(canvas, QPoint(50, 10))
    canvas.put_back(before)
    QTest.mouseRelease(canvas, LEFT, pos=QPoint(50, 10))
    assert canvas.drawing() == drawn
    canvas.undo()
    assert [stroke.points.max() for stroke in canvas.drawing().strokes] == [50]
    canvas.undo()
    assert canvas.drawing() == drawn


def test_undo_in_the_middle_of_a_stroke_takes_that_stroke_back(canvas: Canvas) -> None:
    QTest.mousePress(canvas, LEFT, pos=QPoint(10, 10))
    QTest.mouseMove(canvas, QPoint(50, 50))
    canvas.undo()
    QTest.mouseMove(canvas, QPoint(90, 90))
    QTest.mouseRelease(canvas, LEFT, pos=QPoint(90, 90))
    assert canvas.drawing().strokes == ()
    canvas.redo()
    assert len(canvas.drawing().strokes) == 1


def test_a_drawing_of_another_size_is_fitted_as_one_step(canvas: Canvas) -> None:
    canvas.set_drawing(Drawing((Stroke(np.array([[0.0, 0.0], [500.0, 1000.0]])),), width=500, height=1000))
    drawing = canvas.drawing()
    assert (drawing.width, drawing.height) == (500, 500)
    assert drawing.strokes[0].points.tolist() == [[125, 0], [375, 500]]
    canvas.undo()
    assert canvas.drawing().strokes == ()


def test_a_resize_keeps_the_drawing_and_shows_all_of_it(canvas: Canvas) -> None:
    draw(canvas, DIAGONAL)
    drawn = canvas.drawing()
    canvas.resize(250, 250)
    assert canvas.drawing() == drawn
    assert is_ink(canvas, 125, 125)


def test_a_resize_in_the_middle_of_a_stroke_keeps_it(canvas: Canvas) -> None:
    QTest.mousePress(canvas, LEFT, pos=QPoint(100, 100))
    canvas.resize(250, 250)
    QTest.mouseRelease(canvas, LEFT, pos=QPoint(100, 100))
    assert canvas.drawing().strokes[0].points.tolist() == [[100, 100], [200, 200]]
    assert is_ink(canvas, 75, 75)


def test_strokes_off_the_sheet_are_kept(canvas: Canvas) -> None:
    draw(canvas, [(480, 250), (600, 250), (600, -40)])
    assert canvas.drawing().strokes[0].points.max() == 600
    assert canvas.drawing().segments().max() <= 500


def test_the_hint_leaves_on_the_first_press_and_returns_when_cleared(canvas: Canvas) -> None:
    with_hint = shown(canvas)
    QTest.mousePress(canvas, LEFT, pos=QPoint(20, 20))
    assert shown(canvas).copy(150, 200, 200, 100) != with_hint.copy(150, 200, 200, 100)
    QTest.mouseRelease(canvas, LEFT, pos=QPoint(20, 20))
    canvas.clear()
    assert shown(canvas).copy(150, 200, 200, 100) == with_hint.copy(150, 200, 200, 100)


def test_pen_width_changes_the_looks_only(qtbot: QtBot, canvas: Canvas) -> None:
    draw(canvas, DIAGONAL)
    drawn = canvas.drawing()
    assert not is_ink(canvas, 212, 188)
    with qtbot.waitSignal(canvas.pen_width_changed) as heard:
        canvas.set_pen_width(40)
    assert heard.args == [40]
    assert is_ink(canvas, 212, 188)
    assert canvas.drawing() == drawn


@pytest.mark.parametrize(("asked", "got"), [(-5, THINNEST), (1000, THICKEST)])
def test_pen_width_stays_in_its_range(canvas: Canvas, asked: int, got: int) -> None:
    canvas.set_pen_width(asked)
    assert canvas.pen_width == got


def test_ink_and_paper_follow_the_theme(canvas: Canvas) -> None:
    draw(canvas, DIAGONAL)
    canvas.set_theme(DARK)
    assert shown(canvas).pixelColor(250, 250) == QColor(DARK.ink)
    assert shown(canvas).pixelColor(100, 440) == QColor(DARK.paper)


def test_a_stylus_draws_with_pressure_and_the_mouse_events_beside_it_do_nothing(canvas: Canvas) -> None:
    tablet(canvas, QEvent.Type.TabletPress, 100, 100, 0.2)
    QTest.mousePress(canvas, LEFT, pos=QPoint(101, 100))
    tablet(canvas, QEvent.Type.TabletMove, 200, 100, 0.8)
    QTest.mouseMove(canvas, QPoint(201, 100))
    QTest.mouseRelease(canvas, LEFT, pos=QPoint(201, 100))
    tablet(canvas, QEvent.Type.TabletRelease, 200, 100, 0.0)
    (stroke,) = canvas.drawing().strokes
    assert stroke.points.tolist() == [[100, 100], [200, 100]]
    assert stroke.pressures is not None
    assert stroke.pressures.tolist() == pytest.approx([0.2, 0.8])


def tablet(canvas: Canvas, kind: QEvent.Type, x: float, y: float, pressure: float) -> None:
    button = Qt.MouseButton.NoButton if kind == QEvent.Type.TabletMove else LEFT
    held = Qt.MouseButton.NoButton if kind == QEvent.Type.TabletRelease else LEFT
    where = QPointF(x, y)
    pen = QPointingDevice.primaryPointingDevice()
    event = QTabletEvent(kind, pen, where, where, pressure, 0, 0, 0, 0, 0, Qt.KeyboardModifier.NoModifier, button, held)
    QApplication.sendEvent(canvas, event)
    assert event.isAccepted()


def test_a_screen_reader_is_told_what_it_is(canvas: Canvas) -> None:
    assert canvas.objectName() == "canvas"
    assert canvas.accessibleName()
    assert canvas.accessibleDescription()
    assert canvas.focusPolicy() == Qt.FocusPolicy.StrongFocus


AT_ANY_DENSITY = """
    from PySide6.QtCore import QPoint, Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication
    from mnist_desktop.drawing.digit_image import digit_image
    from mnist_desktop.ui.pad.canvas import Canvas

    app = QApplication([])
    canvas = Canvas()
    canvas.resize(400, 400)
    canvas.show()
    app.processEvents()
    points = [QPoint(*point) for point in [(120, 80), (250, 90), (150, 210), (260, 250), (110, 330)]]
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, points[0])
    for point in points[1:]:
        QTest.mouseMove(canvas, point)
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, points[-1])
    image = canvas.grab().toImage()
    assert image.width() == round(400 * canvas.devicePixelRatioF()), image.width()
    print(canvas.devicePixelRatioF(), digit_image(canvas.drawing()).tobytes().hex())
"""


def in_a_process_of_its_own(tmp_path: Path, script: str, **environment: str) -> str:
    """Run `script`, so that an abort fails a test and not the suite."""
    file = tmp_path / "script.py"
    file.write_text(dedent(script), encoding="utf-8")
    settings = {"QT_QPA_PLATFORM": "offscreen", "PATH": "", "PYTHONPATH": str(Path(__file__).parents[3])}
    done = subprocess.run(
        [sys.executable, "-W", "error", str(file)],
        env=settings | environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_digit_image_is_the_same_on_every_screen(tmp_path: Path) -> None:
    read = [
        in_a_process_of_its_own(tmp_path, AT_ANY_DENSITY, QT_SCALE_FACTOR=ratio).split() for ratio in ("1", "1.5", "2")
    ]
    assert [float(ratio) for ratio, _ in read] == [1.0, 1.5, 2.0]
    assert len({image for _, image in read}) == 1
    assert bytes.fromhex(read[0][1]).strip(b"\0")


ENDLESS = """
    import sys
    from PySide6.QtCore import QPoint, Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication
    from mnist_desktop.ui.pad.canvas import Canvas

    import numpy  # else the first stroke does, and brings references to None of its own

    app = QApplication([])
    canvas = Canvas()
    canvas.resize(300, 300)
    canvas.show()
    app.processEvents()
    left = Qt.MouseButton.LeftButton
    heard = [0, 0]

    def references():
        return [sys.getrefcount(value) for value in (None, True, False)]

    def hear_history(*_):
        heard[0] += 1

    def hear_drawing(drawing):
        heard[1] += sum(len(stroke.points) for stroke in drawing.strokes) > 1

    canvas.history_changed.connect(hear_history)
    canvas.drawing_changed.connect(hear_drawing)
    before = references()
    for _ in range(100_000):
        canvas.history_changed.emit(True, False)
    for stroke in range(20):
        QTest.mousePress(canvas, left, pos=QPoint(150, 150))
        for step in range(1_000):
            QTest.mouseMove(canvas, QPoint(20 + step % 250, 20 + (step * 7 + stroke) % 250))
            if step % 4 == 0:
                app.processEvents()
        QTest.mouseRelease(canvas, left, pos=QPoint(150, 150))
        assert len(canvas.drawing().strokes[0].points) > 1_000
        canvas.clear()
    assert heard[0] == 100_000 + 40, heard
    assert heard[1] > 100, heard
    for name, one, other in zip(("None", "True", "False"), before, references()):
        assert abs(one - other) < 500, (name, one, other)
    print("lives")
"""


def test_endless_signals_and_moves_keep_the_process_alive(tmp_path: Path) -> None:
    """PySide6 6.12.0 on Python 3.11 lost a reference to None or True on each, and aborted after some hundreds."""
    assert in_a_process_of_its_own(tmp_path, ENDLESS).strip() == "lives"


def test_the_digit_image_does_not_depend_on_the_widgets_size(canvas: Canvas) -> None:
    draw(canvas, [(100, 100), (300, 140), (200, 400)])
    large = digit_image(canvas.drawing())
    canvas.clear()
    canvas.resize(250, 250)
    draw(canvas, [(50, 50), (150, 70), (100, 200)])
    small = digit_image(canvas.drawing())
    assert large is not None
    assert small is not None
    assert np.allclose(large, small, atol=1e-5)
