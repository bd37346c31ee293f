"""Maps of real digits by the layers of the networks."""

from __future__ import annotations

from copy import copy

import numpy as np
import pytest

from mnist_desktop import paths
from mnist_desktop.learning.data import idx
from mnist_desktop.reading import predictor
from mnist_desktop.reading.calibration import Calibration
from mnist_desktop.reading.digit_map import PIXELS, WIDEST, MovingMap, layers
from mnist_desktop.reading.digit_set import DigitSet
from mnist_desktop.reading.evaluation import as_ink
from mnist_desktop.reading.predictor import Predictor, network_input

COUNT = 600


@pytest.fixture(scope="module")
def digits() -> DigitSet:
    images, labels = idx.load(idx.TEST, paths.mnist())
    return DigitSet("MNIST test", images[:COUNT], labels[:COUNT])


def untrained(network: str) -> Predictor:
    """A network whose weights are noise."""
    known, random = predictor.load(network).network, np.random.default_rng(0)
    weights = {name: 0.1 * random.normal(size=each.shape).astype(np.float32) for name, each in known.weights.items()}
    return Predictor(network, known.options, weights, Calibration())


@pytest.fixture(scope="module", params=["CNNNet", "FirstNet"])
def reader(request: pytest.FixtureRequest) -> Predictor:
    return predictor.load(request.param)


def test_there_is_a_map_by_each_layer_and_by_the_pixels(reader: Predictor, digits: DigitSet) -> None:
    moving = MovingMap(digits)
    names = layers(reader.network)
    assert (names[0], names[-1]) == (PIXELS, "fc2")
    for name in names:
        found = moving.map(reader, name, None)
        assert (found.layer, found.points.shape, found.star, found.among) == (name, (COUNT, 2), None, None)
        assert np.isfinite(found.points).all()


def test_it_says_what_is_read_of_each_digit(reader: Predictor, digits: DigitSet) -> None:
    found = MovingMap(digits).map(reader, "fc1", None)
    assert (found.read == reader.logits(network_input(as_ink(digits.images))).argmax(axis=1)).all()


def test_the_star_of_a_digit_on_the_map_is_its_point_and_among_its_like(reader: Predictor, digits: DigitSet) -> None:
    moving = MovingMap(digits)
    for name in layers(reader.network):
        found = moving.map(reader, name, as_ink(digits.images[5]))
        assert found.star == pytest.approx(tuple(found.points[5]), abs=1e-3)
    assert found.among == digits.labels[5]


def test_digits_of_a_label_lie_around_its_middle(reader: Predictor, digits: DigitSet) -> None:
    found = MovingMap(digits).map(reader, "fc2", None)
    apart = np.hypot(*(found.points[:, None] - np.array(found.middles)).transpose(2, 0, 1))
    assert (apart.argmin(axis=1) == digits.labels).mean() > 0.35  # two dimensions of nine do not part all ten


def test_a_label_without_digits_has_no_middle(reader: Predictor, digits: DigitSet) -> None:
    some = digits.labels != 4
    found = MovingMap(DigitSet("", digits.images[some], digits.labels[some])).map(reader, "fc1", None)
    assert [middle is None for middle in found.middles] == [digit == 4 for digit in range(10)]


def test_each_part_of_the_digits_is_looked_at_in_its_turn(digits: DigitSet) -> None:
    moving = MovingMap(digits)
    first, then = predictor.load("CNNNet"), untrained("CNNNet")
    images = network_input(as_ink(digits.images))
    moving.map(first, "fc1", None)
    for step in range(1, 5):
        read = moving.map(copy(then), "fc1", None, 4).read
        seen = step * COUNT // 4
        assert (read[:seen] == then.logits(images).argmax(axis=1)[:seen]).all()
        assert (read[seen:] == first.logits(images).argmax(axis=1)[seen:]).all()


def test_another_layer_or_network_is_looked_at_as_a_whole(reader: Predictor, digits: DigitSet) -> None:
    moving, other = MovingMap(digits), predictor.load("CNNNet")
    moving.map(other, "fc1", None, 4)
    found = moving.map(reader, "fc2", None, 4)
    assert (found.read == reader.logits(network_input(as_ink(digits.images))).argmax(axis=1)).all()


def test_it_does_not_jump_from_layer_to_layer(reader: Predictor, digits: DigitSet) -> None:
    moving = MovingMap(digits)
    before = moving.map(reader, "fc1", None)
    for name in ("fc2", PIXELS, "fc1"):
        moving.map(reader, name, None)
    assert np.abs(moving.map(reader, "fc1", None).points - before.points).mean() < 0.5  # turned only


def test_the_same_weights_are_mapped_once(reader: Predictor, digits: DigitSet) -> None:
    moving = MovingMap(digits)
    assert moving.map(reader, "fc1", None) is moving.map(reader, "fc1", None)
    assert moving.map(reader, "fc1", as_ink(digits.images[0])).points is moving.map(reader, "fc1", None).points


def test_the_widest_layer_is_thinned(digits: DigitSet) -> None:
    reader = predictor.load("CNNNet")
    moving = MovingMap(digits)
    moving.map(reader, "conv1", None)
    assert moving._projection is not None
    assert WIDEST / 2 < len(moving._projection.centre) <= WIDEST


def test_networks_whose_layers_have_the_same_name_follow_each_other(digits: DigitSet) -> None:
    moving = MovingMap(digits)
    for network in ("CNNNet", "FirstNet"):
        assert moving.map(predictor.load(network), "fc2", None).points.shape == (COUNT, 2)
