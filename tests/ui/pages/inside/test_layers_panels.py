from __future__ import annotations

import numpy as np
import pytest
from explained import drawn, load
from PySide6.QtCore import QLocale, QRect

from mnist_desktop.reading.layer_values import Explanation, Kernel, PatchSum, Vote
from mnist_desktop.reading.layer_views import look
from mnist_desktop.reading.subject import Subject
from mnist_desktop.ui.pages.inside.layers_panels import HEIGHT, Cell, Mark, Note, Panel, Piece, pieces

ENGLISH = QLocale(QLocale.Language.English)
NARROW = 330


def shown(found: Explanation | Vote, width: int = NARROW) -> list[Piece]:
    return list(pieces(found, width, ENGLISH))


def notes(found: list[Piece]) -> list[str]:
    return [piece.text for piece in found if isinstance(piece, Note) and piece.text]


@pytest.mark.parametrize("network", ["CNNNet", "FirstNet"])
@pytest.mark.parametrize("width", [NARROW, 540])
def test_all_explanations_fit(network: str, width: int) -> None:
    for image in (drawn(7), None):
        views = look(Subject(load(network), image))
        found: list[Explanation | Vote] = [maps.explain(0, 1, 1) for maps in views.maps]
        for each in (*found, *views.votes):
            areas = [piece.area for piece in shown(each, width) if not isinstance(piece, Note) or piece.text]
            assert all(QRect(0, 0, width, HEIGHT).contains(area) for area in areas)


def test_one_map_s_patch_kernel_and_products_stand_side_by_side() -> None:
    found = look(Subject(load("CNNNet"), drawn(7))).maps[1].explain(3, 9, 9)
    assert isinstance(found, PatchSum)
    panels = [piece for piece in shown(found) if isinstance(piece, Panel)]
    for panel, values in zip(panels, (found.patches, found.kernels, found.products), strict=True):
        assert (panel.values == values[0]).all()
    lefts = [panel.area.left() for panel in panels]
    assert lefts == sorted(set(lefts))
    assert notes(shown(found)) == ["×", "="]


def test_of_several_maps_the_strongest_come_first_and_as_many_as_fit() -> None:
    kernels = np.ones((4, 2, 2), np.float32)
    patches = kernels * np.array([1, -4, 3, 2], np.float32)[:, None, None]
    found = PatchSum(patches, kernels, 0.0, 8.0, 4.0)
    assert notes(shown(found)) == ["×", "=", "2", "−16.00", "3", "+12.00", "4", "+8.00", "1", "+4.00"]
    assert notes(shown(found, 90)) == ["×", "=", "2", "−16.00", "3", "+12.00"]


def test_the_largest_of_four_is_marked() -> None:
    maps = look(Subject(load("CNNNet"), drawn(7))).maps[2]
    found = shown(maps.explain(4, 6, 6))
    cells = [piece for piece in found if isinstance(piece, Cell)]
    [mark] = [piece for piece in found if isinstance(piece, Mark)]
    largest = max(cells[:4], key=lambda cell: cell.shade)
    assert mark.area == largest.area
    assert len(cells) == 5


def test_each_kernel_is_shown() -> None:
    kernels = np.random.default_rng(0).normal(size=(3, 5, 5)).astype(np.float32)
    panels = [piece for piece in shown(Kernel(kernels)) if isinstance(piece, Panel)]
    assert all((panel.values == kernel).all() for panel, kernel in zip(panels, kernels, strict=True))


def test_units_are_read_row_by_row() -> None:
    shares = np.arange(30, dtype=np.float32)
    [panel] = [piece for piece in shown(Vote(7, shares, 0.0)) if isinstance(piece, Panel)]
    assert panel.values.ravel()[:30].tolist() == shares.tolist()
    assert panel.values.shape == (2, 25)
