"""A labelled digit on the pad."""

from __future__ import annotations

import numpy as np
from pytestqt.qtbot import QtBot

from mnist_desktop.drawing.strokes import Drawing
from mnist_desktop.sessions.onto_pad import put_on_pad
from mnist_desktop.ui.pad.canvas import Canvas


def test_strokes_are_shown_as_strokes_and_an_image_as_a_picture(qtbot: QtBot, digits: dict[int, Drawing]) -> None:
    canvas = Canvas()
    qtbot.addWidget(canvas)
    put_on_pad(canvas, digits[4])
    assert len(canvas.drawing().strokes) == len(digits[4].strokes)
    image = np.zeros((28, 28), np.float32)
    image[4:24, 14] = 1
    put_on_pad(canvas, image)
    picture = canvas.content().picture
    assert not canvas.drawing().strokes
    assert picture is not None
    assert [picture.pixelColor(x, 10).lightness() for x in (13, 14)] == [255, 0]
    canvas.undo()
    assert len(canvas.drawing().strokes) == len(digits[4].strokes)
