"""Occlusion beside covering each place by hand."""

from __future__ import annotations

import numpy as np
import pytest
from explained import NETWORKS, drawn, load

from mnist_desktop.drawing.arrays import GreyImage
from mnist_desktop.reading.occlusion import occlusion
from mnist_desktop.reading.question import Question


def covered(image: GreyImage, row: int, column: int) -> GreyImage:
    """The image with paper on the 5 × 5 pixels around a place, one pixel after the other."""
    found = image.copy()
    for y in range(row - 2, row + 3):
        for x in range(column - 2, column + 3):
            if 0 <= y < 28 and 0 <= x < 28:
                found[y, x] = 0
    return found


@pytest.mark.parametrize("network", NETWORKS)
@pytest.mark.parametrize("question", [Question(7, 2), Question(0, 7)])
def test_it_is_what_covering_each_place_in_turn_changes(network: str, question: Question) -> None:
    predictor, image = load(network), drawn(7)
    found = occlusion(predictor, image, question)
    temperature = predictor.calibration.temperature

    def lead(image: GreyImage) -> tuple[float, int]:
        [reading] = predictor.predict([image])
        ratio = reading.probabilities[question.digit] / reading.probabilities[question.rival]
        return temperature * float(np.log(ratio)), reading.digit

    whole, _ = lead(image)
    for row, column in np.ndindex(28, 28):
        left, digit = lead(covered(image, row, column))
        assert found.losses[row, column] == pytest.approx(whole - left, abs=1e-3)
        assert found.digits[row, column] == digit


def test_what_is_read_at_the_most_important_places_is_known() -> None:
    predictor, image, question = load("CNNNet"), drawn(7), Question(7, 1)
    found = occlusion(predictor, image, question)
    for sign in (1, -1):
        row, column = np.unravel_index((sign * found.losses).argmax(), (28, 28))
        [reading] = predictor.predict([covered(image, int(row), int(column))])
        assert found.digit_if_covered(sign) == reading.digit


def test_ink_at_the_edges_can_be_covered_too() -> None:
    image = np.zeros((28, 28), np.float32)
    image[0, 0] = image[27, 27] = 1
    losses = occlusion(load("FirstNet"), image, Question(1, 2)).losses
    assert losses[:3, :3].all()
    assert losses[25:, 25:].all()
    losses[:3, :3] = losses[25:, 25:] = 0
    assert not losses.any()
