from __future__ import annotations

import numpy as np
import pytest
from explained import drawn, load
from PySide6.QtCore import QLocale

from mnist_desktop.reading.layer_maps import PooledMaps
from mnist_desktop.reading.layer_values import Vote
from mnist_desktop.reading.layer_views import look
from mnist_desktop.reading.subject import Subject
from mnist_desktop.ui.pages.inside import layers_words

ENGLISH = QLocale(QLocale.Language.English)


@pytest.mark.parametrize("network", ["CNNNet", "FirstNet"])
def test_every_picture_has_a_title_and_a_sentence(network: str) -> None:
    for image in (drawn(7), None):
        for maps in look(Subject(load(network), image)).maps:
            assert maps.layer in layers_words.title(maps)
            assert layers_words.sentence(maps).endswith(".")


def test_titles_tell_what_the_pictures_are() -> None:
    views = look(Subject(load("CNNNet"), drawn(7)))
    assert layers_words.title(views.maps[3]) == "conv2: 20 maps of 8 × 8"
    assert layers_words.title(views.maps[5]) == "fc1: 50 units"
    [_, best, worst, _] = look(Subject(load("FirstNet"), drawn(7))).maps
    assert layers_words.title(best) == "fc0: weights of units that speak for 7"
    assert layers_words.title(worst) == "fc0: weights of units that speak against 7"


def test_relu_is_named_where_it_changes_the_value() -> None:
    value = np.full((1, 1, 1), 0, np.float32)
    for size, is_named in ((-1, True), (0, False), (1, False)):
        inputs = np.full((1, 2, 2), size, np.float32)
        maps = PooledMaps("pool", np.maximum(value, size), inputs, is_rectified=True)
        assert ("ReLU" in layers_words.about(maps, 0, maps.explain(0, 0, 0), ENGLISH)) == is_named


def test_a_pooled_pixel_says_where_it_was_taken_from() -> None:
    maps = PooledMaps("pool", np.full((1, 1, 1), 4, np.float32), np.array([[[1, 2], [4, 3]]], np.float32), True)
    words = layers_words.about(maps, 0, maps.explain(0, 0, 0), ENGLISH)
    assert words == "pool, map 1: the largest of four is +4.00, from row 2, column 1 of the map above."


def test_values_have_a_sign_unless_they_are_nothing() -> None:
    assert [layers_words.number(each, ENGLISH) for each in (1.234, -1.234, 0.001, -0.001)] == [
        "+1.23",
        "−1.23",
        "0.00",
        "0.00",
    ]
    assert layers_words.number(-2e12, ENGLISH) == "−2e+12"
    assert layers_words.number(1.5, QLocale(QLocale.Language.Spanish)) == "+1,50"


def test_a_vote_names_the_loudest_units() -> None:
    vote = Vote(7, np.array([1, -2, 0, 4], np.float32), -0.5)
    assert layers_words.about_vote(vote, ENGLISH) == (
        "For 7: unit 4 (+4.00), unit 1 (+1.00). Against it: unit 2 (−2.00). With the bias, −0.50, the sum is +2.50."
    )
    assert "Against it: no unit." in layers_words.about_vote(Vote(7, np.ones(2, np.float32), 0.0), ENGLISH)
