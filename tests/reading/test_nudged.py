from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from mnist_desktop.drawing.arrays import GreyImage
from mnist_desktop.reading import predictor
from mnist_desktop.reading.nudged import Nudged, NudgedReader, Places, Region, place_of
from mnist_desktop.reading.nudges import REACH, Nudge
from mnist_desktop.reading.predictor import Predictor
from mnist_desktop.reading.values import DigitReading


@pytest.fixture(scope="module")
def networks() -> list[Predictor]:
    return [predictor.load("CNNNet"), predictor.load("FirstNet")]


@pytest.fixture
def one() -> GreyImage:
    image = np.zeros((28, 28), np.float32)
    image[4:24, 13:16] = 1
    return image


def reading(digit: int) -> DigitReading:
    return DigitReading(tuple(float(each == digit) for each in range(10)), sure=True)


def places(rows: list[str], digit: int) -> Places:
    """A map whose top left is `rows`, and that reads `digit` elsewhere."""
    whole = [row.ljust(13, str(digit)) for row in rows] + [str(digit) * 13] * (13 - len(rows))
    return Places(digit, tuple(tuple(reading(int(each)) for each in row) for row in whole))


@pytest.mark.parametrize("nudge", [Nudge(), Nudge(3, -2), Nudge(-6, 6, degrees=20, wider=1)])
def test_what_is_read_is_what_each_network_reads_in_the_nudged_image(
    networks: list[Predictor], one: GreyImage, nudge: Nudge
) -> None:
    found = NudgedReader().read(one, nudge, networks)
    assert np.array_equal(found.image, nudge.apply(one))
    for network, read in zip(networks, found.readings, strict=True):
        [expected] = network.predict([nudge.apply(one)])
        assert read.probabilities == pytest.approx(expected.probabilities, abs=1e-5)
        assert read.sure == expected.sure


def test_same_is_counted_from_what_is_read_without_any_nudge(networks: list[Predictor], one: GreyImage) -> None:
    lying = NudgedReader().read(one, Nudge(degrees=90), networks[:1])
    [only] = lying.places
    assert only.digit == 1
    assert only.same < only.count == 169


def test_a_map_is_computed_once_for_each_turn_thickness_and_predictor(
    networks: list[Predictor], one: GreyImage
) -> None:
    reader = NudgedReader()

    def maps(image: GreyImage, nudge: Nudge, which: list[Predictor]) -> tuple[Places, ...]:
        return reader.read(image, nudge, which).places

    cnn, first = maps(one, Nudge(), networks)
    assert maps(one.copy(), Nudge(2, 2), networks) == (cnn, first)
    assert maps(one, Nudge(1), networks[1:]) == (first,)
    assert maps(one, Nudge(1), networks)[1] is first
    assert maps(one, Nudge(degrees=5), networks)[1] is not first
    assert maps(one[::-1].copy(), Nudge(), networks)[1] is not first


def test_places_are_counted_from_the_upper_left() -> None:
    assert place_of(Nudge()) == (REACH, REACH)
    assert place_of(Nudge(right=-6, down=6)) == (12, 0)


def test_regions_are_where_another_digit_is_read() -> None:
    found = places(["11177", "11177", "111"], digit=2)
    assert set(found.changed) == {Region(1, 9, (1, 1)), Region(7, 4, (0, 3))}
    assert found.same == 169 - 13


def test_regions_of_one_digit_that_touch_at_a_corner_are_two() -> None:
    assert [region.size for region in places(["1", "21"], digit=2).changed] == [1, 1]


def test_a_region_is_named_inside_it_though_it_is_bent() -> None:
    [region] = places(["1111111", "1", "1", "1", "1", "1"], digit=2).changed
    row, column = region.middle
    assert row == 0 or column == 0


def test_a_nudged_image_knows_its_place_in_the_map() -> None:
    found = places(["12", "3"], digit=4)
    image = np.zeros((28, 28), np.float32)
    nudged = Nudged(Nudge(-5, -6), image, (found,))
    assert [each.digit for each in nudged.readings] == [2]
    assert [each.digit for each in replace(nudged, nudge=Nudge(-6, -5)).readings] == [3]
