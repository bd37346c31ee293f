from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mnist_desktop.drawing.arrays import GreyImage, Indices
from mnist_desktop.drawing.segmentation import (
    EVEN_GAP,
    MOST_IN_ALL,
    MOST_IN_ROW,
    MOST_PIECES,
    NARROW_GAP_PRIOR,
    NEVER,
    WIDEST,
    Candidate,
    Layout,
    Pieces,
    Segmentation,
    layouts_of,
    rows,
)

BLANK = np.zeros((28, 28), np.float32)
DIGIT = (60.0, 100.0)  # width and height of most pieces here


@dataclass
class Grouping:
    """The groups of pieces that were rendered, in the order of the candidates."""

    groups: list[Indices] = field(default_factory=list)

    def render(self, groups: Sequence[Indices]) -> GreyImage:
        self.groups += groups
        return np.zeros((len(groups), 28, 28), np.float32)


def pieces(*boxes: tuple[float, float, float, float]) -> Pieces:
    """Pieces at x, y, width, height."""
    places = np.array(boxes, np.float64)
    return Pieces.uncut(places[:, :2], places[:, :2] + places[:, 2:])


def in_line(count: int, gap: float, width: float = DIGIT[0]) -> Pieces:
    """Pieces of the same size side by side, `gap` pixels apart."""
    return pieces(*[(each * (width + gap), 0, width, DIGIT[1]) for each in range(count)])


def grouped(found: Pieces) -> list[list[int]]:
    """The candidates of the first layout, each as its sorted pieces."""
    grouping = Grouping()
    first = layouts_of(found, grouping.render)[0]
    count = sum(len(row.candidates) for row in first.rows)
    return [sorted(group.tolist()) for group in grouping.groups[:count]]


def spans(segmentation: Segmentation) -> dict[tuple[int, int], Candidate]:
    return {(each.first, each.last): each for each in segmentation.candidates}


def only_row(found: Pieces) -> Segmentation:
    [layout] = layouts_of(found, Grouping().render)
    [row] = layout.rows
    return row


def odds_of_two(gap: float, height: float = DIGIT[1]) -> float:
    """The log-odds that two pieces, a share of their height apart, are two digits."""
    found = spans(only_row(in_line(2, gap * height)))
    return found[0, 1].prior + found[1, 2].prior - found[0, 2].prior


def test_one_piece_is_one_digit() -> None:
    [candidate] = only_row(pieces((10, 20, *DIGIT))).candidates
    assert (candidate.first, candidate.last, candidate.prior, candidate.is_clear) == (0, 1, 0, True)
    assert candidate.box is not None
    assert candidate.box.to_json() == [10, 20, 60, 100]


def test_a_piece_above_or_below_another_belongs_to_it() -> None:
    bar_of_a_seven = pieces((0, 0, *DIGIT), (10, 50, 55, 2))
    slash_of_a_zero = pieces((0, 0, *DIGIT), (-5, 10, 70, 80))
    rings_of_an_eight = pieces((5, 0, 50, 48), (0, 50, 60, 50))
    for digit in (bar_of_a_seven, slash_of_a_zero):
        assert grouped(digit) == [[0, 1]]
        assert len(layouts_of(digit, Grouping().render)) == 1
    assert grouped(rings_of_an_eight) == [[0, 1]]


def test_touching_pieces_are_tried_apart_and_together() -> None:
    assert grouped(in_line(2, 0)) == [[0], [0, 1], [1]]


def test_the_order_of_drawing_does_not_matter() -> None:
    one, other = pieces((0, 0, *DIGIT), (80, 5, *DIGIT)), pieces((80, 5, *DIGIT), (0, 0, *DIGIT))
    assert grouped(one) == [[0], [0, 1], [1]]
    assert grouped(other) == [[1], [0, 1], [0]]


def test_pieces_far_apart_are_never_one_digit() -> None:
    assert grouped(in_line(2, (NEVER - 0.01) * DIGIT[1])) == [[0], [0, 1], [1]]
    assert grouped(in_line(2, (NEVER + 0.01) * DIGIT[1])) == [[0], [1]]


def test_the_wider_a_gap_the_likelier_are_two_digits() -> None:
    odds = [odds_of_two(gap) for gap in (-0.25, EVEN_GAP, 0.0, 0.1, 0.3)]
    assert odds == sorted(odds)
    assert odds[0] < -1
    assert odds[1] == pytest.approx(0)
    assert odds[4] > 3


def test_a_digit_has_a_few_pieces_at_most() -> None:
    assert max(map(len, grouped(in_line(12, 0, width=20)))) == MOST_PIECES


def test_a_digit_of_several_pieces_is_no_wider_than_digits_are() -> None:
    assert max(map(len, grouped(in_line(12, 0, width=80)))) == 2
    assert max(map(len, grouped(in_line(12, 0, width=WIDEST * DIGIT[1])))) == 1


def test_low_pieces_are_less_likely_digits() -> None:
    found = spans(only_row(pieces((0, 0, *DIGIT), (80, 0, 60, 72), (160, 0, 60, 60), (240, 0, 60, 40))))
    high, a_little_lower, low, lower = (found[each, each + 1].prior for each in range(4))
    assert high == pytest.approx(a_little_lower)
    assert lower < low - 1 < high - 1


def test_what_may_be_no_ink_makes_its_candidates_unclear() -> None:
    found = replace(in_line(2, 5), are_clear=np.array([True, False]))
    assert {span: each.is_clear for span, each in spans(only_row(found)).items()} == {
        (0, 1): True,
        (0, 2): False,
        (1, 2): False,
    }


def test_a_cut_has_odds_of_its_own() -> None:
    for odds in (-3.0, 0.0, 5.0):
        for gap in (-10, 0):
            found = spans(only_row(replace(in_line(2, gap), cuts=np.array([np.nan, odds]))))
            assert found[0, 1].prior == pytest.approx(-np.log1p(np.exp(-odds)))
            assert found[1, 2].prior == 0


def test_what_was_cut_may_be_put_together_again_however_many_pieces_it_is_in() -> None:
    cuts = np.full(7, 1.0)
    cuts[0] = np.nan
    assert list(range(7)) in grouped(replace(in_line(7, 0, width=20), cuts=cuts))
    assert list(range(7)) not in grouped(in_line(7, 0, width=20))


def test_groups_keep_the_cut_before_their_first_piece() -> None:
    found = replace(in_line(3, 0), cuts=np.array([np.nan, 2.0, -1.0]), are_clear=np.array([True, True, False]))
    around = Pieces.enclosing(found, [np.array([0]), np.array([1, 2])])
    assert around.box() == found.box()
    assert around.cuts.tolist()[1] == 2
    assert around.are_clear.tolist() == [True, False]


def test_rows_go_from_top_to_bottom_and_each_from_left_to_right() -> None:
    found = pieces((100, 300, *DIGIT), (100, 10, *DIGIT), (0, 290, *DIGIT), (0, 0, *DIGIT))
    assert [row.tolist() for row in rows(found, 0.5)] == [[3, 1], [2, 0]]
    [layout] = layouts_of(found, Grouping().render)
    assert [row.length for row in layout.rows] == [2, 2]


def test_what_is_low_is_no_row_but_a_part_of_the_digit_below_or_above() -> None:
    flag_above, bar_below = pieces((20, -70, 40, 10), (0, 0, *DIGIT)), pieces((0, 0, *DIGIT), (0, 160, 60, 5))
    assert [len(row) for row in rows(flag_above, 0.5)] == [2]
    assert [len(row) for row in rows(bar_below, 0.5)] == [2]


def test_with_a_narrow_gap_between_rows_both_ways_are_tried() -> None:
    found = pieces((0, 0, *DIGIT), (0, 125, *DIGIT))
    together, apart = layouts_of(found, Grouping().render)
    assert [len(way.rows) for way in (together, apart)] == [1, 2]
    assert (together.prior, apart.prior) == (0, NARROW_GAP_PRIOR)


def test_a_row_of_dashes_is_no_wide_digit() -> None:
    dashes = pieces(*[(50.0 * each, 0, 30, 0) for each in range(5)])
    assert only_row(dashes).length == 5
    assert [each for each in grouped(dashes) if len(each) > 1] == []


def test_dots_in_one_place_have_a_size() -> None:
    dots = Pieces.uncut(np.zeros((3, 2)), np.zeros((3, 2)))
    assert dots.height > 0
    assert all(np.isfinite(each.prior) for each in only_row(dots).candidates)


def test_a_crowded_row_has_no_more_candidates_than_a_long_number() -> None:
    row = only_row(in_line(MOST_IN_ALL, 10.0, width=30))
    assert row.length == MOST_IN_ROW
    assert len(row.candidates) <= MOST_IN_ROW * MOST_PIECES


def test_of_a_crowded_row_the_closest_are_joined() -> None:
    places = [(60.0 * each - 45 * (each % 2), 0, 10, 100) for each in range(60)]  # pairs, 5 and 95 apart
    row = only_row(pieces(*places))
    single = [spans(row)[each, each + 1].box for each in range(row.length)]
    assert len(single) == MOST_IN_ROW
    assert {box.width for box in single if box} == {10, 25}


@pytest.mark.parametrize("count", [MOST_IN_ALL + 1, 100_000])
def test_more_pieces_than_any_number_has_are_one_scribble(count: int) -> None:
    places = np.random.default_rng(0).uniform(0, 500, (count, 2))
    grouping = Grouping()
    [layout] = layouts_of(Pieces.uncut(places, places), grouping.render)
    assert [len(group) for group in grouping.groups] == [count]
    assert [(row.length, len(row.candidates)) for row in layout.rows] == [(1, 1)]


PLACES = st.lists(
    st.tuples(st.floats(0, 500), st.floats(0, 500), st.floats(0, 200), st.floats(0, 200)), min_size=1, max_size=30
)


@settings(deadline=None)
@given(PLACES, st.randoms(use_true_random=False))
def test_however_pieces_lie_each_is_in_one_place_of_every_layout(
    places: list[tuple[float, float, float, float]], random: object
) -> None:
    found, grouping = pieces(*places), Grouping()
    layouts = layouts_of(found, grouping.render)
    groups = iter(grouping.groups)
    for layout in layouts:
        members = [[next(groups) for _ in row.candidates] for row in layout.rows]
        single = [
            each
            for row, of_row in zip(layout.rows, members, strict=True)
            for candidate, each in zip(row.candidates, of_row, strict=True)
            if candidate.last == candidate.first + 1
        ]
        assert sorted(np.concatenate(single).tolist()) == list(range(len(found)))
        assert len(single) == sum(row.length for row in layout.rows)


@settings(deadline=None)
@given(PLACES)
def test_boxes_are_those_of_the_pieces_in_them(places: list[tuple[float, float, float, float]]) -> None:
    found, grouping = pieces(*places), Grouping()
    candidates = [
        each for layout in layouts_of(found, grouping.render) for row in layout.rows for each in row.candidates
    ]
    for candidate, group in zip(candidates, grouping.groups, strict=True):
        assert candidate.box == found.of(group).box()


def any_segmentation(length: int, random: np.random.Generator) -> Segmentation:
    """A row in which each place has a candidate of its own, and other spans have one or not."""
    some = [(first, last) for first in range(length) for last in range(first + 1, length + 1)]
    kept = [(first, last) for first, last in some if last == first + 1 or random.random() < 0.6]
    random.shuffle(kept)
    return Segmentation(length, tuple(Candidate(*span, BLANK, None, random.normal()) for span in kept))


def paths(segmentation: Segmentation, start: int = 0) -> Iterator[tuple[int, ...]]:
    """All ways through a row, as indices of candidates."""
    if start == segmentation.length:
        yield ()
    for index, each in enumerate(segmentation.candidates):
        if each.first == start:
            yield from ((index, *rest) for rest in paths(segmentation, each.last))


@settings(deadline=None)
@given(length=st.integers(1, 6), seed=st.integers(0, 2**32))
def test_the_best_number_is_the_best_of_all_ways(length: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    row = any_segmentation(length, random)
    scores = random.normal(0, 3, len(row.candidates)).tolist()

    def likelihood(path: tuple[int, ...]) -> float:
        return sum(float(scores[index]) + row.candidates[index].prior for index in path)

    best = max(paths(row), key=likelihood)
    found, path = row.best(scores)
    assert path == best
    assert found == pytest.approx(likelihood(best))


def test_a_digit_image_has_one_layout() -> None:
    layout = Layout.of_digit(BLANK)
    assert layout.rows[0].best([-2.0]) == (-2.0, (0,))
    assert layout.prior == 0
