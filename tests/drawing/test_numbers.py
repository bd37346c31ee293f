from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from drawings import side_by_side
from hands import DIGITS, OF_THE_WORLD, Strokes

from mnist_desktop.drawing.digit_image import digit_image
from mnist_desktop.drawing.numbers import layouts
from mnist_desktop.drawing.segmentation import Segmentation
from mnist_desktop.drawing.strokes import Drawing, Stroke


def only_row(drawing: Drawing) -> Segmentation:
    [layout] = layouts(drawing)
    [row] = layout.rows
    return row


def places(row: Segmentation) -> list[list[float]]:
    return [each.box.to_json() for each in row.candidates if each.box]


@pytest.mark.parametrize("strokes", [*DIGITS.values(), *OF_THE_WORLD.values()], ids=[*map(str, DIGITS), *OF_THE_WORLD])
def test_one_of_the_ways_to_see_a_digit_is_the_whole_of_it(strokes: Strokes) -> None:
    drawing = side_by_side(strokes)
    row = only_row(drawing)
    [whole] = [each for each in row.candidates if (each.first, each.last) == (0, row.length)]
    image = digit_image(drawing)
    assert image is not None
    assert np.array_equal(whole.image, image)


@pytest.mark.parametrize("name", ["7 crossed", "7 hooked and crossed", "0 with a slash"])
def test_what_is_drawn_across_a_digit_belongs_to_it(name: str) -> None:
    assert len(only_row(side_by_side(OF_THE_WORLD[name])).candidates) == 1


def test_a_bar_that_was_forgotten_belongs_to_its_digit_when_it_is_added_last() -> None:
    seven, bar = OF_THE_WORLD["7 crossed"]
    both = side_by_side([seven, bar], [seven, bar])
    first, its_bar, second, other_bar = both.strokes
    later = Drawing((first, second, other_bar, its_bar), both.width, both.height)
    assert places(only_row(later)) == places(only_row(both))


def test_the_order_of_strokes_does_not_matter_for_what_is_found_where() -> None:
    number = side_by_side(DIGITS[4], DIGITS[2])
    found = [places(only_row(Drawing(order, number.width, number.height))) for order in permutations(number.strokes)]
    assert all(each == found[0] for each in found)
    assert len(found) == 6


def test_digits_far_apart_are_two_images_each_as_if_alone() -> None:
    both = only_row(side_by_side(DIGITS[5], DIGITS[0], gap=0.5))
    assert [(each.first, each.last) for each in both.candidates] == [(0, 1), (1, 2)]
    for candidate, digit in zip(both.candidates, (5, 0), strict=True):
        alone = digit_image(side_by_side(DIGITS[digit]))
        assert alone is not None
        assert np.abs(candidate.image - alone).mean() < 0.02  # the pen's positions are 1/8 of a pixel apart


def test_boxes_enclose_the_ink_and_lie_in_reading_order() -> None:
    number = side_by_side(DIGITS[1], DIGITS[7], DIGITS[3], gap=0.5)
    boxes = [each.box for each in only_row(number).candidates]
    for box, stroke in zip(boxes, number.strokes, strict=True):
        assert box is not None
        low, high = stroke.points.min(axis=0), stroke.points.max(axis=0)
        np.testing.assert_allclose([box.x, box.y], low)
        np.testing.assert_allclose([box.x + box.width, box.y + box.height], high)
    assert [box.x for box in boxes if box] == sorted(box.x for box in boxes if box)


def test_a_box_ends_where_the_canvas_does() -> None:
    [candidate] = only_row(Drawing((Stroke(np.array([[400.0, -80.0], [400.0, 900.0]])),), 500, 450)).candidates
    assert candidate.box is not None
    assert candidate.box.to_json() == [400, 0, 0, 450]


def test_strokes_off_the_canvas_do_not_count() -> None:
    four = side_by_side(DIGITS[4])
    with_more = four.with_stroke(Stroke(np.array([[-60.0, 10.0], [-10.0, 300.0]])))
    assert places(only_row(with_more)) == places(only_row(four))


def test_without_visible_ink_there_is_nothing_to_read() -> None:
    assert layouts(Drawing()) == []
    assert layouts(Drawing((Stroke(np.array([[-50.0, -50.0], [-20.0, 400.0]])),))) == []


@pytest.mark.parametrize(
    ("strokes", "points"), [(1, 100_000), (10_000, 10), (100_000, 1)], ids=["points", "strokes", "dots"]
)
def test_a_scribble_of_a_script_is_one_candidate(strokes: int, points: int) -> None:
    everything = np.random.default_rng(0).uniform(0, 500, (strokes, points, 2))
    scribble = Drawing(tuple(map(Stroke, everything)))
    assert len(only_row(scribble).candidates) == 1
