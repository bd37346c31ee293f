"""A row of digits with label and distance by itself: its size, its tiles, and what is said of them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np
import pytest
from PySide6.QtCore import QLocale, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from stand_ins import heard

from mnist_desktop.reading.neighbours import Neighbour, Neighbours, Reminders
from mnist_desktop.ui.pages.inside.nearest import NearestSection
from mnist_desktop.ui.pages.inside.nearest_gallery import GAP, LINE, TILE, NearestGallery, ShownNeighbour
from mnist_desktop.ui.style.theme import DARK, LIGHT, Theme
from mnist_desktop.ui.widgets.digit_tile import IMAGE, TOP, sized
from mnist_desktop.ui.widgets.models import SPOKEN

WIDTH = 345  # pixels: about what the page has in the smallest window
FULL = np.full((28, 28), 255, np.uint8)
THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])


def digits(count: int, distance: str = "1.2") -> list[ShownNeighbour]:
    return [ShownNeighbour(100 + place, FULL, place, distance, f"The digit {place}") for place in range(count)]


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    page = QWidget()
    page.resize(WIDTH, 700)
    qtbot.addWidget(page)
    return page


@pytest.fixture
def gallery(page: QWidget) -> NearestGallery:
    """One that is as high as it asks to be."""
    gallery, layout = NearestGallery("nearest"), QVBoxLayout(page)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(gallery)
    layout.addStretch(1)
    page.show()
    return gallery


def tile(gallery: NearestGallery, row: int = 0) -> QRect:
    return gallery.visualRect(gallery.model().index(row, 0))


def painted(gallery: NearestGallery, shown: Sequence[ShownNeighbour], row: int = 0) -> QImage:
    """One tile."""
    gallery.show_digits(shown)
    return gallery.viewport().grab(tile(gallery, row)).toImage()


def colours(image: QImage, top: int, height: int) -> set[str]:
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(top, top + height)}


def is_as_high_as_its_tiles(gallery: NearestGallery, rows: int) -> bool:
    """Whether so many lines of tiles are in view, with no room for another."""
    tops = {tile(gallery, row).top() for row in range(len(gallery.digits))}
    last = tile(gallery, len(gallery.digits) - 1)
    left = gallery.viewport().height() - last.bottom()
    return len(tops) == rows and 0 < left < TILE.height() / 2 and gallery.verticalScrollBar().maximum() == 0


@pytest.mark.parametrize(("count", "rows"), [(1, 1), (4, 1), (5, 2), (8, 2), (9, 3)])
def test_it_is_as_high_as_its_lines_of_tiles(gallery: NearestGallery, qtbot: QtBot, count: int, rows: int) -> None:
    gallery.show_digits(digits(count))
    qtbot.waitUntil(partial(is_as_high_as_its_tiles, gallery, rows))


def test_it_grows_and_shrinks_with_its_width(page: QWidget, gallery: NearestGallery, qtbot: QtBot) -> None:
    gallery.show_digits(digits(8))
    for width, rows in ((WIDTH, 2), (260, 3), (2 * TILE.width() + 40, 4), (680, 1), (WIDTH, 2)):
        page.resize(width, 700)
        qtbot.waitUntil(partial(is_as_high_as_its_tiles, gallery, rows))


def test_without_digits_it_has_the_room_of_one_line(gallery: NearestGallery) -> None:
    assert gallery.sizeHint().height() == gallery.minimumSizeHint().height() > TILE.height()
    gallery.show_digits(digits(8))
    gallery.show_digits(())
    assert gallery.sizeHint().height() == gallery.minimumSizeHint().height()
    assert gallery.minimumSizeHint().width() >= 2 * TILE.width()


@THEMES
def test_a_tile_has_its_image_and_below_it_label_and_distance(gallery: NearestGallery, theme: Theme) -> None:
    gallery.set_theme(theme)
    image, below = painted(gallery, digits(1)), TOP + IMAGE + GAP
    ink = QRect((TILE.width() - IMAGE) // 2, TOP, IMAGE, IMAGE)
    assert image.pixelColor(ink.center()) == QColor(theme.ink)
    assert image.pixelColor(ink.topLeft() - QPoint(3, 0)) == QColor(theme.card)
    for top, colour in ((below, theme.text), (below + LINE, theme.muted)):
        nearest = min(distance_to(each, colour) for each in colours(image, top, LINE - GAP))
        assert nearest < 40, f"no {colour} at {top}"


def distance_to(one: str, other: str) -> int:
    first, second = QColor(one), QColor(other)
    parts = ((first.red(), second.red()), (first.green(), second.green()), (first.blue(), second.blue()))
    return sum(abs(a - b) for a, b in parts)


def test_other_labels_distances_and_images_look_different(gallery: NearestGallery) -> None:
    plain = ShownNeighbour(0, FULL, 3, "1.2", "")
    before, below = painted(gallery, [plain]), TOP + IMAGE + GAP
    for changed, top, height in (
        (ShownNeighbour(0, FULL // 2, 3, "1.2", ""), TOP, IMAGE),
        (ShownNeighbour(0, FULL, 8, "1.2", ""), below, LINE - GAP),
        (ShownNeighbour(0, FULL, 3, "7.9", ""), below + LINE, LINE - GAP),
    ):
        image = painted(gallery, [changed])
        differs = [y for y in range(TILE.height()) if colours_at(image, y) != colours_at(before, y)]
        assert differs
        assert all(top <= y < top + height + GAP for y in differs)


def colours_at(image: QImage, y: int) -> list[str]:
    return [image.pixelColor(x, y).name() for x in range(image.width())]


@pytest.mark.parametrize("language", [QLocale.Language.English, QLocale.Language.Spanish])
@pytest.mark.parametrize("distance", [0.0, 9999.94, 10_000.0, 1e20, float("inf"), float("nan")])
def test_any_distance_has_room_on_its_tile(qtbot: QtBot, language: QLocale.Language, distance: float) -> None:
    section = NearestSection()
    section.setLocale(QLocale(language))
    qtbot.addWidget(section)
    section.build()
    section.show_found(Reminders(Neighbours(7, 1, (Neighbour(0, 7, distance),), ()), 1, {0: FULL}))
    gallery = section.galleries[0]
    said = gallery.digits[0].distance
    metrics = QFontMetrics(sized(gallery.font(), 11, gallery.font().weight()))
    assert metrics.horizontalAdvance(said) < TILE.width() - 4, said
    assert said in gallery.digits[0].about


def test_the_words_of_a_tile_are_shown_and_spoken(gallery: NearestGallery) -> None:
    gallery.show_digits(digits(3))
    model = gallery.model()
    assert [model.index(2, 0).data(role) for role in SPOKEN] == ["The digit 2"] * len(SPOKEN)
    assert model.index(2, 0).data(Qt.ItemDataRole.DecorationRole) is None
    assert model.rowCount(model.index(0, 0)) == 0


def test_no_tile_is_current_until_a_person_makes_it_so_and_showing_wishes_for_nothing(gallery: NearestGallery) -> None:
    wished = heard(gallery.pad_requested)
    gallery.show_digits(digits(8))
    assert not gallery.currentIndex().isValid()
    gallery.setCurrentIndex(gallery.model().index(7, 0))
    gallery.show_digits(digits(8, "9.9"))
    assert gallery.selectionModel().isSelected(gallery.model().index(7, 0))
    gallery.show_digits(digits(7))
    assert not gallery.selectionModel().hasSelection()
    assert wished == []
    assert gallery.index_at(3) == 103
