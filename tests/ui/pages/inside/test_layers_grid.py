from __future__ import annotations

from itertools import product

from PySide6.QtCore import QPoint, QSize

from mnist_desktop.ui.pages.inside.layers_grid import GAP, Grid, Place, Shape

IMAGE = Shape(1, QSize(28, 28), 48, 30)
MAPS = Shape(10, QSize(24, 24), 48, 30)
WIDE = 520
NARROW = 334


def all_places(grid: Grid) -> list[Place]:
    return [
        Place(layer, index, row, column)
        for layer, each in enumerate(grid.rows)
        for index, row, column in product(
            range(each.shape.count), range(each.shape.size.height()), range(each.shape.size.width())
        )
    ]


def test_the_pixel_at_the_middle_of_where_a_pixel_is_is_that_pixel() -> None:
    for width in (WIDE, NARROW, 60):
        grid = Grid([IMAGE, MAPS], width)
        assert all(grid.place_at(grid.rect(place).center()) == place for place in all_places(grid))


def test_no_two_maps_overlap_and_none_is_cut() -> None:
    for width in (WIDE, NARROW, 60):
        grid = Grid([IMAGE, MAPS], width)
        tiles = [row.tile(index) for row in grid.rows for index in range(row.shape.count)]
        assert all(not one.intersects(other) for one in tiles for other in tiles if one is not other)
        assert all(tile.right() < width and tile.bottom() < grid.height for tile in tiles)


def test_lines_are_full_where_that_costs_little() -> None:
    assert Grid([MAPS], WIDE).rows[0].columns == 10
    assert Grid([MAPS], NARROW).rows[0].columns == 5
    assert Grid([MAPS], 4 * (48 + GAP)).rows[0].columns == 4  # two would waste half of the width


def test_pixels_are_as_large_as_the_width_has_room_for() -> None:
    units = Shape(1, QSize(25, 2), 300, 30)
    assert Grid([units], 400).rows[0].cell == 12
    assert Grid([units], 130).rows[0].cell == 5
    assert Grid([units], 10).rows[0].cell == 1


def test_there_is_no_pixel_between_maps_nor_in_the_words() -> None:
    grid = Grid([IMAGE, MAPS], WIDE)
    assert grid.place_at(QPoint(5, 5)) is None
    assert grid.place_at(grid.rows[1].tile(0).topRight() + QPoint(2, 5)) is None
    assert grid.place_at(QPoint(5, grid.height + 50)) is None


def test_neighbours_go_on_in_the_next_map_and_end_at_the_edge() -> None:
    grid = Grid([IMAGE, MAPS], NARROW)
    assert grid.beside(Place(1, 0, 3, 23), 1, 0) == Place(1, 1, 3, 0)
    assert grid.beside(Place(1, 1, 3, 0), -1, 0) == Place(1, 0, 3, 23)
    assert grid.beside(Place(1, 1, 23, 2), 0, 1) == Place(1, 6, 0, 2)
    assert grid.beside(Place(1, 0, 0, 0), -1, -1) == Place(1, 0, 0, 0)
    assert grid.beside(Place(1, 9, 23, 23), 1, 1) == Place(1, 9, 23, 23)
    unfilled = Grid([MAPS], 4 * (48 + GAP))
    assert unfilled.beside(Place(0, 9, 3, 23), 1, 0) == Place(0, 9, 3, 23)


def test_it_knows_which_pixels_there_are() -> None:
    grid = Grid([IMAGE, MAPS], WIDE)
    assert grid.has(Place(1, 9, 23, 23))
    for gone in (Place(2, 0, 0, 0), Place(1, 10, 0, 0), Place(1, 0, 24, 0), Place(1, 0, 0, 24)):
        assert not grid.has(gone)
    assert grid.first_of(1, 30) == Place(1, 9, 12, 12)
    assert Grid([], WIDE).height == 0
