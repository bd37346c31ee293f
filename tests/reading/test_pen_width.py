from __future__ import annotations

import numpy as np
import pytest

from mnist_desktop.drawing.render import ink, trace
from mnist_desktop.learning.data.mnist import Dataset
from mnist_desktop.reading.evaluation import as_ink
from mnist_desktop.reading.pen_width import pen_width
from mnist_desktop.reading.stress import USUAL_PEN_WIDTH

TURN = np.linspace(0, 2 * np.pi, 500)
RING = 14 + 8 * np.stack([np.cos(TURN), np.sin(TURN)], axis=1)
SLANT = trace(np.array([[[9.3, 4.0], [18.1, 24.0]]]))


@pytest.mark.parametrize("path", [RING, SLANT], ids=["ring", "slant"])
@pytest.mark.parametrize("width", [1.5, 2.0, 2.5, 3.0, 4.0, 5.0])
def test_the_width_of_a_drawn_stroke_is_estimated_to_a_seventh(path: np.ndarray, width: float) -> None:
    assert float(pen_width(ink(path, 28, width))) == pytest.approx(width, rel=1 / 7)


def test_many_images_are_measured_at_once() -> None:
    images = np.stack([ink(RING, 28, 2.5), np.zeros((28, 28), np.float32), ink(SLANT, 28, 4.0)])
    assert pen_width(images).tolist() == [float(pen_width(each)) for each in images]
    assert pen_width(images)[1] == 0


def test_the_usual_width_is_that_of_mnist_s_training_digits(data: Dataset) -> None:
    some = np.random.default_rng(0).permutation(len(data.train))[:6000]  # of writers of both kinds, who alternate
    assert pen_width(as_ink(data.train[some].images.numpy())).mean() == pytest.approx(USUAL_PEN_WIDTH, abs=0.03)
