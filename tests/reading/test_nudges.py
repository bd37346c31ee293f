from __future__ import annotations

import numpy as np
import pytest

from mnist_desktop.drawing.arrays import GreyImage
from mnist_desktop.drawing.digit_image import centre_of_mass
from mnist_desktop.learning.data.mnist import Dataset
from mnist_desktop.reading import predictor
from mnist_desktop.reading.distortions import rotated, shifted, thickened
from mnist_desktop.reading.evaluation import as_ink
from mnist_desktop.reading.networks import NETWORKS
from mnist_desktop.reading.nudges import REACH, Nudge, shift_map
from mnist_desktop.reading.pen_width import pen_width


@pytest.fixture(scope="module")
def image(data: Dataset) -> GreyImage:
    return np.asarray(as_ink(data.test.images[:1].numpy())[0])


def test_no_nudge_changes_no_bit(image: GreyImage) -> None:
    assert Nudge().apply(image).tobytes() == image.tobytes()


def test_a_nudge_is_what_it_is_made_of(image: GreyImage) -> None:
    np.testing.assert_array_equal(Nudge(right=2, down=-1).apply(image), shifted(image[None], 2, -1)[0])
    np.testing.assert_array_equal(Nudge(degrees=20).apply(image), rotated(image[None], 20)[0])
    np.testing.assert_array_equal(Nudge(wider=1).apply(image), thickened(image[None], 1)[0])
    found, before = Nudge(3, -2, 15, 1).apply(image), image
    np.testing.assert_allclose(centre_of_mass(found) - centre_of_mass(before), [3, -2], atol=0.5)
    assert pen_width(found) > pen_width(before) + 0.5


@pytest.mark.parametrize("network", NETWORKS)
def test_the_map_has_the_reading_at_each_place(network: str, image: GreyImage) -> None:
    reader = predictor.load(network)
    found = shift_map(reader, image)
    assert [len(row) for row in found] == [2 * REACH + 1] * (2 * REACH + 1)
    for right, down in ((0, 0), (-REACH, REACH), (REACH, -REACH), (3, -2), (-1, 5)):
        [expected] = reader.predict([Nudge(right, down).apply(image)])
        there = found[REACH + down][REACH + right]
        assert (there.digit, there.sure) == (expected.digit, expected.sure)
        assert there.probabilities == pytest.approx(expected.probabilities, abs=1e-4)


def test_the_cnn_reads_digits_at_more_places_than_the_first_network(data: Dataset) -> None:
    right = dict.fromkeys(NETWORKS, 0)
    for network in NETWORKS:
        reader = predictor.load(network)
        for image, label in zip(as_ink(data.test.images[:20].numpy()), data.test.labels[:20].tolist(), strict=True):
            right[network] += sum(each.digit == label for row in shift_map(reader, image) for each in row)
    assert right["CNNNet"] > 1.1 * right["FirstNet"]
