from __future__ import annotations

from dataclasses import replace

import numpy as np
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QImage

from mnist_desktop.drawing.strokes import Drawing, Stroke
from mnist_desktop.ui.pad import boxes
from mnist_desktop.ui.pad.boxes import DigitBox
from mnist_desktop.ui.pad.canvas import Canvas
from mnist_desktop.ui.pad.view import View
from mnist_desktop.ui.style.theme import DARK, LIGHT, Theme

BOX = DigitBox(150, 150, 100, 200, "7")


def seen(canvas: Canvas) -> QImage:
    return canvas.grab().toImage()


def test_boxes_are_seen_and_no_part_of_the_content(canvas: Canvas) -> None:
    canvas.set_drawing(Drawing((Stroke(np.array([[200.0, 150.0], [200.0, 350.0]])),)))
    content, before = canvas.content(), seen(canvas)
    canvas.show_boxes([BOX])
    with_box = seen(canvas)
    assert with_box != before
    assert with_box.pixelColor(200, 250) == QColor(LIGHT.ink)
    assert canvas.content() is content
    canvas.show_boxes([])
    assert seen(canvas) == before


def test_boxes_change_only_around_themselves(canvas: Canvas) -> None:
    before = seen(canvas)
    canvas.show_boxes([BOX])
    area = boxes.area(BOX, View(QSize(500, 500), 500, 1.0), canvas.pen_width).toAlignedRect()
    after = seen(canvas)
    for rest in (QRect(0, 0, 500, area.top()), QRect(0, area.bottom() + 1, 500, 499 - area.bottom())):
        assert after.copy(rest) == before.copy(rest)


def test_sure_unsure_and_selected_differ_in_every_theme(canvas: Canvas) -> None:
    for theme in (LIGHT, DARK):
        assert len(shown_ways(canvas, theme)) == 4


def shown_ways(canvas: Canvas, theme: Theme) -> set[bytes]:
    canvas.set_theme(theme)
    found = set()
    for box in (BOX, replace(BOX, text="?"), replace(BOX, is_sure=False), replace(BOX, is_selected=True)):
        canvas.show_boxes([box])
        found.add(bytes(seen(canvas).constBits()))
    return found


def test_a_box_beyond_the_sheet_is_not_shown(canvas: Canvas) -> None:
    before = seen(canvas)
    canvas.show_boxes([DigitBox(900, 100, 50, 50, "1")])
    assert seen(canvas) == before


def test_the_box_of_what_no_pen_drew_does_not_grow_with_the_pen() -> None:
    view, found = View(QSize(500, 500), 500, 1.0), replace(BOX, is_drawn=False)
    assert boxes.frame(found, view, 40) == boxes.frame(found, view, 4)
    assert boxes.frame(BOX, view, 40).width() == boxes.frame(found, view, 40).width() + 40
