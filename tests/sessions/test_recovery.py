"""What is on the pad is saved for the next start, and never in the way of who draws."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mnist_desktop.drawing.strokes import Drawing, Stroke
from mnist_desktop.sessions.pad_file import content_of, pad_file, picture_data, whole_file
from mnist_desktop.sessions.pad_picture import digit_picture, pad_picture
from mnist_desktop.sessions.recovery import RecoverySession
from mnist_desktop.system.recovery import Recovery
from mnist_desktop.ui.pad.canvas import Canvas
from mnist_desktop.ui.pad.content import PadContent

LEFT = Qt.MouseButton.LeftButton
LINE = Drawing((Stroke(np.array([[10.0, 20.0], [30.5, 40.0]]), np.array([0.25, 1.0])),), extra={"by": "a test"})


@pytest.fixture
def canvas(qtbot: QtBot) -> Canvas:
    canvas = Canvas()
    canvas.resize(500, 500)
    qtbot.addWidget(canvas)
    return canvas


@pytest.fixture
def session(canvas: Canvas, tmp_path: Path) -> Iterator[RecoverySession]:
    session = RecoverySession(canvas, tmp_path, canvas)
    yield session
    session.end()


def draw(canvas: Canvas, x: int = 100) -> None:
    QTest.mousePress(canvas, LEFT, pos=QPoint(x, 100))
    QTest.mouseRelease(canvas, LEFT, pos=QPoint(x, 300))


def saved(folder: Path) -> Drawing | None:
    files = list(folder.glob("*/work"))
    return Drawing.from_json(json.loads(files[0].read_bytes())) if files else None


def leave_behind(work: bytes, folder: Path) -> None:
    left = Recovery(folder)
    left.begin()
    left.keep(work)  # and nothing holds its lock from here on


@pytest.mark.parametrize(
    "drawing",
    [
        LINE,
        Drawing((Stroke(np.arange(2002.0).reshape(-1, 2) / 7),)),
        Drawing(tuple(Stroke(np.array([[x, 1.0]])) for x in range(3)), label=7),
    ],
    ids=["pressure", "long", "dots"],
)
def test_a_drawing_is_saved_as_a_drawing_file(
    drawing: Drawing, qtbot: QtBot, canvas: Canvas, session: RecoverySession, tmp_path: Path
) -> None:
    session.begin()
    canvas.set_drawing(drawing)
    qtbot.waitUntil(lambda: saved(tmp_path) == drawing)


def test_strokes_are_saved_at_most_once_a_second_and_the_last_of_them_is_not_forgotten(
    qtbot: QtBot, canvas: Canvas, session: RecoverySession, tmp_path: Path
) -> None:
    session.begin()
    draw(canvas)
    qtbot.waitUntil(lambda: saved(tmp_path) is not None)
    draw(canvas, 200)
    draw(canvas, 300)
    qtbot.wait(300)
    found = saved(tmp_path)
    assert found is not None
    assert len(found.strokes) == 1
    qtbot.waitUntil(lambda: saved(tmp_path) == canvas.drawing())


def test_of_a_cleared_pad_nothing_is_kept(
    qtbot: QtBot, canvas: Canvas, session: RecoverySession, tmp_path: Path
) -> None:
    session.begin()
    draw(canvas)
    qtbot.waitUntil(lambda: saved(tmp_path) is not None)
    canvas.clear()
    qtbot.waitUntil(lambda: saved(tmp_path) is None)


def test_what_a_window_left_is_put_on_an_empty_pad_as_a_step_that_can_be_undone(
    canvas: Canvas, session: RecoverySession, tmp_path: Path
) -> None:
    leave_behind(json.dumps(LINE.to_json()).encode(), tmp_path)
    session.begin()
    assert canvas.drawing() == LINE
    canvas.undo()
    assert canvas.drawing().strokes == ()


def test_what_is_drawn_already_stays(canvas: Canvas, session: RecoverySession, qtbot: QtBot, tmp_path: Path) -> None:
    leave_behind(json.dumps(LINE.to_json()).encode(), tmp_path)
    draw(canvas)
    drawn = canvas.drawing()
    session.begin()
    assert canvas.drawing() == drawn
    qtbot.waitUntil(lambda: saved(tmp_path) == drawn)


@pytest.mark.parametrize("work", [b"", b"{", b"[" * 50_000, b'{"format": "another"}', b"\xff"])
def test_what_cannot_be_read_leaves_the_pad_empty(
    work: bytes, canvas: Canvas, session: RecoverySession, tmp_path: Path
) -> None:
    leave_behind(work, tmp_path)
    session.begin()
    assert canvas.drawing().strokes == ()


def test_a_drawing_of_a_hundred_thousand_points_is_saved_whole(
    qtbot: QtBot, canvas: Canvas, session: RecoverySession, tmp_path: Path
) -> None:
    many = Drawing((Stroke(np.random.default_rng(0).random((100_000, 2)) * 500),))
    session.begin()
    canvas.set_drawing(many)
    qtbot.waitUntil(lambda: saved(tmp_path) == many)


def test_at_the_end_a_large_drawing_that_is_being_saved_is_forgotten(
    canvas: Canvas, session: RecoverySession, tmp_path: Path
) -> None:
    session.begin()
    canvas.set_drawing(Drawing((Stroke(np.random.default_rng(0).random((100_000, 2)) * 500),)))
    session.end()
    assert list(tmp_path.iterdir()) == []


def photo() -> QImage:
    picture = QImage(640, 480, QImage.Format.Format_RGB32)
    picture.fill(QColor("#caa"))
    return picture


def test_a_picture_is_saved_with_the_strokes_on_it_and_is_back_in_its_place(
    qtbot: QtBot, canvas: Canvas, session: RecoverySession, tmp_path: Path
) -> None:
    session.begin()
    canvas.set_picture(photo())
    draw(canvas)
    qtbot.waitUntil(lambda: (found := saved(tmp_path)) is not None and len(found.strokes) == 1)
    [work] = tmp_path.glob("*/work")
    found = content_of(work.read_bytes())
    assert found.picture is not None
    assert found.picture.size() == QSize(640, 480)
    assert found.picture.pixelColor(320, 240).lightness() == pytest.approx(QColor("#caa").lightness(), abs=3)
    assert found.place == canvas.content().place
    assert found.drawing == canvas.drawing()


def test_a_picture_alone_is_restored(canvas: Canvas, session: RecoverySession, tmp_path: Path) -> None:
    place = QRectF(0, 62.5, 500, 375)
    work = "".join(pad_file(PadContent(Drawing(), photo(), place), picture_data(photo())))
    leave_behind(work.encode(), tmp_path)
    session.begin()
    assert canvas.content().picture is not None
    assert canvas.content().place == place
    canvas.undo()
    assert canvas.content().is_empty


def test_what_is_clear_in_a_picture_stays_clear_and_a_huge_one_is_kept_smaller() -> None:
    picture = QImage(6000, 20, QImage.Format.Format_ARGB32)
    picture.fill(QColor(0, 0, 0, 0))
    found = content_of(
        "".join(pad_file(PadContent(Drawing(), picture, QRectF(0, 0, 9, 9)), picture_data(picture))).encode()
    )
    assert found.picture is not None
    assert found.picture.size() == QSize(3000, 10)
    assert found.picture.pixelColor(5, 5).alpha() == 0


def test_a_digit_image_is_read_from_a_file_as_it_was() -> None:
    digit = (np.random.default_rng(0).integers(0, 256, (28, 28)) / 255).astype(np.float32)
    content = PadContent(Drawing(), digit_picture(digit), QRectF(0, 0, 500, 500))
    found = pad_picture(content_of(whole_file(content)))
    assert found is not None
    assert np.array_equal(np.asarray(found.decode()), digit)


@pytest.mark.parametrize("picture", [5, {}, {"place": [0, 0, 9, 9], "data": "bm8gcGljdHVyZQ=="}, {"place": "abcd"}])
def test_without_its_picture_the_drawing_is_back(picture: object) -> None:
    found = content_of(json.dumps(LINE.to_json() | {"picture": picture}).encode())
    assert found.picture is None
    assert found.drawing == LINE
