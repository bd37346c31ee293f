"""What is painted around maps, on an image that has nothing else on it."""

from __future__ import annotations

import pytest
from blank_maps import BLANK, around
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QFont, QImage, QPainter
from PySide6.QtWidgets import QApplication

from mnist_desktop.ui.pages.inside.layers_grid import Grid, Place, Shape
from mnist_desktop.ui.pages.inside.layers_painting import height_of_words, paint_look, paint_words
from mnist_desktop.ui.style.theme import DARK, LIGHT, Theme

WIDTH = 345
GROUND = "#808080"


@pytest.fixture
def grid(qapp: QApplication) -> Grid:
    sizes = [each.values.shape for each in BLANK]
    return Grid([Shape(count, QSize(width, height), 48, 20) for count, height, width in sizes], WIDTH)


def canvas(height: int) -> QImage:
    image = QImage(WIDTH, height, QImage.Format.Format_RGB32)
    image.fill(QColor(GROUND))
    return image


def looked_at(grid: Grid, place: Place, theme: Theme = LIGHT) -> QImage:
    image = canvas(grid.height + 2)
    painter = QPainter(image)
    paint_look(painter, grid, BLANK, place, theme)
    painter.end()
    return image


def rows_of_ink(image: QImage) -> list[int]:
    return [y for y in range(image.height()) if any(image.pixelColor(x, y).name() != GROUND for x in range(WIDTH))]


@pytest.mark.parametrize(
    ("place", "sources"),
    [
        (Place(1, 1, 3, 4), [(Place(0, 0, 3, 4), 5)]),
        (Place(2, 2, 6, 7), [(Place(1, 0, 6, 7), 5), (Place(1, 1, 6, 7), 5)]),
        (Place(3, 1, 2, 3), [(Place(2, 1, 4, 6), 2)]),
        (Place(4, 0, 0, 3), []),
        (Place(0, 0, 9, 9), []),
    ],
    ids=["of the image", "of all maps", "of the same map", "of units", "of nothing"],
)
def test_what_a_pixel_comes_from_is_ringed(grid: Grid, place: Place, sources: list[tuple[Place, int]]) -> None:
    image = looked_at(grid, place)
    for source, side in sources:
        corner = grid.rect(source)
        assert around(image, QRect(corner.topLeft(), corner.size() * side), 1) == {LIGHT.muted}
    assert differing_rings(canvas(image.height()), image) == len(sources) + 1


def differing_rings(before: QImage, after: QImage) -> int:
    """How many separate things two images differ in."""
    left = {
        (x, y) for x in range(after.width()) for y in range(after.height()) if before.pixel(x, y) != after.pixel(x, y)
    }
    count = 0
    while left:
        count, found = count + 1, [left.pop()]
        while found:
            x, y = found.pop()
            near = {(x + right, y + down) for right in range(-2, 3) for down in range(-2, 3)} & left
            left -= near
            found += near
    return count


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_a_ring_has_an_edge_of_paper_so_that_it_is_seen_on_any_ground(grid: Grid, theme: Theme) -> None:
    place = Place(4, 0, 1, 12)
    image, area = looked_at(grid, place, theme), grid.rect(place)
    assert around(image, area, 1) == {theme.text}
    assert around(image, area, 2) == {theme.paper}
    assert around(image, area, 3) == around(image, area, 0) == {GROUND}


@pytest.mark.parametrize("sentence", ["Short.", "A sentence that goes on for longer than a line. " * 4])
def test_words_are_as_high_as_is_said(qapp: QApplication, sentence: str) -> None:
    height = height_of_words(QFont(), sentence, WIDTH)
    image = canvas(300)
    painter = QPainter(image)
    paint_words(painter, image.rect(), ("Title", sentence), LIGHT)
    assert painter.font() == QFont()
    painter.end()
    inked = rows_of_ink(image)
    assert height - 12 < inked[-1] < height
