"""Samples with a wrong label are pointed out; what the network misreads, and a person labels, is not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from labelled import upright

from mnist_desktop.drawing.arrays import GreyImage, Indices
from mnist_desktop.learning.data import hands
from mnist_desktop.learning.data.hands import Hands
from mnist_desktop.reading import predictor
from mnist_desktop.reading.calibration import Calibration
from mnist_desktop.reading.predictor import Predictor
from mnist_desktop.samples.sample import Sample
from mnist_desktop.samples.suspicions import ROWS, suspicious

WRITERS = range(15, 30)  # those on whom no number was chosen


@pytest.fixture(scope="module", params=["CNNNet", "FirstNet"])
def network(request: pytest.FixtureRequest) -> Predictor:
    return predictor.load(request.param)


@pytest.fixture(scope="module")
def uci() -> Hands:
    everything = hands.load()
    return everything[(everything.collections == 0) & everything.are_digits]


def first(count: int, some: Hands) -> Hands:
    return some[np.arange(count)]


def images(some: Hands) -> list[GreyImage]:
    return list(np.concatenate(list(some.images())))


def samples_of(some: Hands, labels: Indices | None = None) -> list[Sample]:
    shown = some.labels if labels is None else labels
    return [
        Sample(str(number), label, image)
        for number, label, image in zip(some.numbers.tolist(), shown.tolist(), images(some), strict=True)
    ]


def taught(uci: Hands, count: int) -> Iterator[tuple[Hands, Indices, Indices]]:
    """Some digits of each writer, their labels of which a tenth is wrong, and the numbers of the wrong ones."""
    random = np.random.default_rng(0)
    for writer in WRITERS:
        some = uci[random.choice(np.flatnonzero(uci.writers == writer), count, replace=False)]
        is_wrong = random.random(count) < 0.1
        labels = (some.labels + is_wrong * random.integers(1, 10, count)) % 10
        yield some, labels, some.numbers[is_wrong]


@pytest.mark.parametrize(("count", "least"), [(30, 0.8), (100, 0.97)])
def test_most_wrong_labels_are_found_and_hardly_a_right_one(
    network: Predictor, uci: Hands, count: int, least: float
) -> None:
    wrong, found = list[str](), list[str]()
    for some, labels, numbers in taught(uci, count):
        wrong += map(str, numbers.tolist())
        found += suspicious(samples_of(some, labels), network)
    right = len(WRITERS) * count - len(wrong)
    assert len(set(found) & set(wrong)) >= least * len(wrong)
    assert len(set(found) - set(wrong)) <= 0.01 * right


def test_the_first_digit_that_is_taught_is_never_pointed_out(network: Predictor, uci: Hands) -> None:
    some = first(50, uci)
    for each in samples_of(some, (some.labels + 1) % 10):
        assert suspicious([each], network) == frozenset()
    assert suspicious([], network) == frozenset()


def test_one_other_sample_that_looks_only_a_little_like_it_points_out_none(network: Predictor, uci: Hands) -> None:
    """The network reads each as a nine; the first is called a four, and the other one is by another hand."""
    nines = uci[uci.labels == 9]
    pairs = np.random.default_rng(0).choice(len(nines), (40, 2), replace=False)
    found = [suspicious(samples_of(nines[pair], np.array([4, 9])), network) for pair in pairs]
    assert sum(map(bool, found)) <= 10


def test_of_thousands_by_many_hands_one_in_a_hundred_is_pointed_out(network: Predictor) -> None:
    everything = hands.load()
    digits = everything[everything.are_digits]
    some = digits[np.arange(0, len(digits), len(digits) // 2000)]
    assert len(suspicious(samples_of(some), network)) <= 0.012 * len(some)


def test_a_person_whose_every_one_is_a_seven_to_the_network_may_teach_it(network: Predictor, uci: Hands) -> None:
    """A network that reads these digits surely, and a person who calls them otherwise."""
    sevens = first(12, uci[(uci.writers == 20) & (uci.labels == 7)])
    assert suspicious(samples_of(sevens, np.full(12, 1)), network) == frozenset()


def test_a_wrong_label_among_many_is_found_unless_the_person_stands_by_it(network: Predictor, uci: Hands) -> None:
    right = samples_of(first(60, uci[uci.writers == 20]))
    wrong = replace(right[0], label=(right[0].label + 5) % 10)
    assert suspicious([wrong, *right[1:]], network) == {wrong.id}
    assert suspicious([replace(wrong, is_confirmed=True), *right[1:]], network) == frozenset()


def test_of_equal_ones_with_different_labels_each_is_pointed_out_that_is_not_confirmed(network: Predictor) -> None:
    pair = [Sample("a", 1, upright(1)), Sample("b", 4, upright(2))]
    assert suspicious(pair, network) == {"a", "b"}
    assert suspicious([pair[0], replace(pair[1], label=1)], network) == frozenset()
    assert suspicious([replace(pair[0], is_confirmed=True), pair[1]], network) == {"b"}


def test_that_others_agree_with_one_of_two_equal_ones_is_no_excuse(network: Predictor, uci: Hands) -> None:
    right = samples_of(first(30, uci[uci.writers == 20]))
    wrong = replace(right[0], id="wrong", label=(right[0].label + 5) % 10)
    agreeing = [each for each in right if each.label == right[0].label]
    assert suspicious([*agreeing, wrong], network) == {right[0].id, "wrong"}


def test_blank_samples_contradict_nobody(network: Predictor, uci: Hands) -> None:
    blank = [Sample(f"blank {label}", label, upright() * 0) for label in range(10)]
    assert suspicious([*blank, *samples_of(first(20, uci))], network) == frozenset()


@pytest.mark.parametrize("size", [0.0, 1e20, 1e38])
def test_a_network_that_diverged_makes_no_trouble(size: float, uci: Hands) -> None:
    found = predictor.load_checkpoint("FirstNet")
    weights = {name: np.full_like(value, size) for name, value in found.weights.items()}
    diverged = Predictor(found.network, found.options, weights, Calibration())
    right = samples_of(first(60, uci[uci.writers == 20]))
    wrong = replace(right[0], label=(right[0].label + 5) % 10)
    assert len(suspicious([wrong, *right[1:]], diverged)) < 10


def test_many_are_compared_in_parts_as_they_are_at_once(
    network: Predictor, uci: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    some = uci[np.arange(0, len(uci), len(uci) // 300)]
    labels = np.where(np.arange(len(some)) % 20 == 0, (some.labels + 3) % 10, some.labels)
    samples = samples_of(some, labels)
    assert len(samples) < ROWS
    at_once = suspicious(samples, network)
    monkeypatch.setattr("mnist_desktop.samples.suspicions.ROWS", 7)
    assert suspicious(samples, network) == at_once
    assert at_once
