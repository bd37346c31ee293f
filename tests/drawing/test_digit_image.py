from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from mnist_desktop.drawing.arrays import FloatArray, GreyImage
from mnist_desktop.drawing.digit_image import (
    BOX,
    CENTRE,
    DOT,
    MEAN,
    STD,
    centre_of_mass,
    digit_image,
    digit_images,
    normalise,
)
from mnist_desktop.drawing.render import FINENESS
from mnist_desktop.drawing.strokes import MAX_SEGMENTS, Drawing, Stroke
from mnist_desktop.learning.data import mnist


def seen(drawing: Drawing) -> GreyImage:
    image = digit_image(drawing)
    assert image is not None
    return image


def moved(drawing: Drawing, scale: float, place: FloatArray, canvas: tuple[int, int]) -> Drawing:
    return Drawing(tuple(Stroke(stroke.points * scale + place) for stroke in drawing.strokes), *canvas)


@settings(deadline=None, max_examples=60)
@given(
    digit=st.sampled_from([0, 1, 2, 3, 4, 7]),
    scale=st.floats(0.15, 3.0),
    right=st.floats(0, 1),
    down=st.floats(0, 1),
    canvas=st.tuples(st.integers(100, 4000), st.integers(100, 4000)),
)
def test_size_place_and_canvas_do_not_matter(
    digits: dict[int, Drawing], digit: int, scale: float, right: float, down: float, canvas: tuple[int, int]
) -> None:
    points = np.concatenate([stroke.points for stroke in digits[digit].strokes])
    low, high = points.min(axis=0), points.max(axis=0)
    scale = min(scale, *(np.array(canvas) / (high - low) * 0.99))
    assume((high - low).max() * scale > 2 * DOT * max(canvas))
    room = np.array(canvas) - (high - low) * scale
    place = room * (0.01 + 0.98 * np.array([right, down])) - low * scale
    other = seen(moved(digits[digit], scale, place, canvas))
    assert np.abs(other - seen(digits[digit])).mean() < 0.02  # the pen's positions are 1/8 of a pixel apart


def test_the_longer_side_of_the_ink_is_twenty_pixels(digits: dict[int, Drawing]) -> None:
    for drawing in digits.values():
        rows, columns = np.nonzero(seen(drawing) >= 0.5)
        longer = max(np.ptp(rows), np.ptp(columns)) + 1
        assert longer == pytest.approx(BOX, abs=1)


def test_the_ink_balances_in_the_middle(digits: dict[int, Drawing]) -> None:
    for drawing in digits.values():
        np.testing.assert_allclose(centre_of_mass(seen(drawing)), CENTRE, atol=1 / FINENESS)


def test_ink_is_black_and_paper_blank(digits: dict[int, Drawing]) -> None:
    for drawing in digits.values():
        image = seen(drawing)
        assert image.shape == (28, 28)
        assert image.dtype == np.float32
        assert image.max() == 1
        assert image.min() == 0


def test_a_drawn_digit_has_as_much_ink_as_one_of_mnist(digits: dict[int, Drawing]) -> None:
    of_mnist = mnist.load().train.images.float().mean((1, 2)) / 255
    for drawing in digits.values():
        assert of_mnist.quantile(0.01) < seen(drawing).mean() < of_mnist.quantile(0.99)


@pytest.mark.parametrize("place", [(0.0, 0.0), (250.0, 250.0), (499.0, 3.0)])
def test_a_dot_stays_a_dot(place: tuple[float, float]) -> None:
    rows, columns = np.nonzero(seen(Drawing((Stroke(np.array([place])),))))
    assert np.ptp(rows) <= 3
    assert np.ptp(columns) <= 3


def test_a_trembling_dot_is_still_a_dot() -> None:
    points = 250 + np.random.default_rng(0).uniform(-2, 2, (30, 2))
    rows, columns = np.nonzero(seen(Drawing((Stroke(points),))))
    assert max(np.ptp(rows), np.ptp(columns)) <= 4


def test_where_nothing_is_drawn_there_is_no_image() -> None:
    assert digit_image(Drawing()) is None


def test_what_is_drawn_off_the_canvas_is_no_image() -> None:
    assert digit_image(Drawing((Stroke(np.array([[-50.0, -50.0], [-20.0, 400.0]])),))) is None


def test_what_hangs_over_the_edge_is_read_by_its_part_on_the_canvas(digits: dict[int, Drawing]) -> None:
    line, far_end = np.array([[100.0, 10.0], [100.0, 500.0]]), np.array([[100.0, 10.0], [100.0, 9000.0]])
    np.testing.assert_allclose(seen(Drawing((Stroke(line),))), seen(Drawing((Stroke(far_end),))), atol=1e-6)


def test_pressure_does_not_matter() -> None:
    points = np.array([[100.0, 100.0], [300.0, 200.0]])
    with_pressure = Drawing((Stroke(points, np.array([0.1, 0.9])),))
    assert np.array_equal(seen(with_pressure), seen(Drawing((Stroke(points),))))


def test_of_a_hundred_thousand_points_no_more_are_drawn_than_a_hand_could() -> None:
    scribble = Drawing((Stroke(np.random.default_rng(0).uniform(0, 500, (100_000, 2))),))
    assert len(scribble.segments()) <= MAX_SEGMENTS
    assert seen(scribble).mean() > 0.3


def test_many_drawings_become_the_images_each_becomes_alone(digits: dict[int, Drawing]) -> None:
    drawings = [*digits.values(), Drawing((Stroke(np.array([[250.0, 250.0]])),))]
    images = digit_images([drawing.segments() for drawing in drawings], 500)
    assert np.array_equal(images, [seen(drawing) for drawing in drawings])


def test_mean_and_deviation_are_those_of_the_training_set() -> None:
    ink = mnist.load().train.images.double() / 255
    assert ink.mean().item() == pytest.approx(MEAN, abs=1e-4)
    assert ink.std().item() == pytest.approx(STD, abs=1e-4)


def test_normalised_ink_has_mean_0_and_deviation_1() -> None:
    values = np.array([[MEAN, MEAN + STD, 0.0]], dtype=np.float32)
    np.testing.assert_allclose(normalise(values), [[0, 1, -MEAN / STD]], atol=1e-6)
