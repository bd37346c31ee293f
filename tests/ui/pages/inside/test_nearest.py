"""The section that shows what the drawing reminds the network of."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest
from hands import shown
from PySide6.QtCore import QLocale, QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from stand_ins import heard

from mnist_desktop.reading.neighbours import Neighbour, Neighbours, Reminders
from mnist_desktop.runs.events import Scoring
from mnist_desktop.ui.pages.inside.nearest import NearestSection
from mnist_desktop.ui.pages.inside.nearest_gallery import NearestGallery
from mnist_desktop.ui.style.theme import DARK, LIGHT

NEAREST = tuple(Neighbour(100 + place, 7, 1 + place / 5) for place in range(8))
OTHERS = tuple(Neighbour(500 + place, 9, 12.34 + place) for place in range(4))


def reminders(count: int = 8) -> Reminders:
    found = Neighbours(7, 5000, NEAREST[:count], OTHERS)
    images = {each.index: np.full((28, 28), 255, np.uint8) for each in (*NEAREST, *OTHERS)}
    return Reminders(found, 60000, images)


@pytest.fixture
def section(qtbot: QtBot) -> NearestSection:
    section = NearestSection()
    section.setLocale(QLocale(QLocale.Language.English))
    section.set_theme(LIGHT)
    section.build()
    section.resize(360, 480)
    qtbot.addWidget(section)
    section.show()
    qtbot.waitExposed(section)
    return section


def click(gallery: NearestGallery, row: int) -> None:
    place = gallery.visualRect(gallery.model().index(row, 0)).center()
    QTest.mouseClick(gallery.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_both_rows_show_label_and_distance_the_nearest_first(section: NearestSection) -> None:
    section.show_found(reminders())
    of_all, others = section.galleries
    assert [(each.index, each.label, each.distance) for each in of_all.digits][:2] == [(100, 7, "1.0"), (101, 7, "1.2")]
    assert [each.distance for each in others.digits] == ["12.3", "13.3", "14.3", "15.3"]
    spoken = others.model().data(others.model().index(0, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "A training digit labelled 9, at a distance of 12.3"
    assert others.accessibleName() == "Nearest of another digit than 7"


def test_a_click_or_enter_wishes_for_a_digit(section: NearestSection) -> None:
    wished = heard(section.pad_requested)
    section.show_found(reminders())
    of_all, others = section.galleries
    click(of_all, 2)
    others.setFocus()
    QTest.keyClick(others, Qt.Key.Key_Right)
    QTest.keyClick(others, Qt.Key.Key_Return)
    assert wished[0] == (102,)
    assert wished[1][0] in {500, 501}


@pytest.mark.parametrize("size", [(360, 480), (530, 620)], ids=str)
def test_all_tiles_are_in_view_and_the_boxes_end_below_them(
    section: NearestSection, qtbot: QtBot, size: tuple[int, int]
) -> None:
    section.resize(*size)
    section.show_found(reminders())
    for gallery in section.galleries:
        qtbot.waitUntil(partial(ends_below_its_tiles, gallery))


def ends_below_its_tiles(gallery: NearestGallery) -> bool:
    last = gallery.visualRect(gallery.model().index(gallery.model().rowCount() - 1, 0))
    return gallery.verticalScrollBar().maximum() == 0 and gallery.viewport().height() - last.bottom() < 10


def test_the_cursor_says_that_tiles_can_be_clicked(section: NearestSection) -> None:
    section.show_found(reminders())
    viewport = section.galleries[1].viewport()
    tile = section.galleries[1].visualRect(section.galleries[1].model().index(0, 0))
    QTest.mouseMove(viewport, tile.center())
    assert viewport.cursor().shape() == Qt.CursorShape.PointingHandCursor
    QTest.mouseMove(viewport, QPoint(viewport.width() - 2, tile.center().y()))
    assert viewport.cursor().shape() == Qt.CursorShape.ArrowCursor


def test_the_current_tile_stays_while_others_take_their_place(section: NearestSection) -> None:
    section.show_found(reminders())
    gallery = section.galleries[0]
    gallery.setCurrentIndex(gallery.model().index(5, 0))
    section.show_found(reminders())
    assert gallery.currentIndex().row() == 5
    section.show_found(reminders(3))
    assert not gallery.currentIndex().isValid()


def test_with_nothing_drawn_it_says_what_to_do(section: NearestSection) -> None:
    section.show_found(reminders())
    section.show_found(None)
    assert not any(gallery.digits for gallery in section.galleries)
    assert section.galleries[0].nothing.startswith("Draw a digit")
    assert [gallery.isVisible() for gallery in section.galleries] == [True, False]


def test_it_says_among_how_many_they_are(section: NearestSection) -> None:
    section.show_progress(Scoring(500, 2000))
    assert shown(section, "nearestState") == "The network looks at the training digits: 25 %"
    section.show_state(5000, 60000)
    assert shown(section, "nearestState") == "Among 5,000 of 60,000 training digits"
    section.show_state(60000, 60000)
    assert shown(section, "nearestState") == "Among all 60,000 training digits"
    section.show_failure("The file is gone.")
    assert shown(section, "nearestState") == "The file is gone."


def test_tiles_are_painted_in_the_theme(section: NearestSection) -> None:
    section.show_found(reminders())
    light = section.grab().toImage()
    section.set_theme(DARK)
    assert section.grab().toImage() != light
