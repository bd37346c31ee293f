from __future__ import annotations

import numpy as np
import pytest
import torch

from mnist_desktop import paths
from mnist_desktop.learning import checkpoint
from mnist_desktop.learning.calibration import Calibration
from mnist_desktop.learning.data.mnist import Dataset
from mnist_desktop.learning.networks import NETWORKS, CNNNet
from mnist_desktop.learning.predictor import Predictor


@pytest.mark.parametrize("name", NETWORKS)
def test_the_weights_in_the_box_read_mnist(name: str, data: Dataset) -> None:
    bundled = checkpoint.load(paths.weights(name), name)
    images = list(data.test.images[:1000].numpy().astype(np.float32) / 255)
    read = Predictor(bundled.network, bundled.calibration).predict(images)
    labels = data.test.labels[:1000].tolist()
    assert sum(each.digit == label for each, label in zip(read, labels, strict=True)) > 980
    assert sum(each.sure for each in read) > 960
    for each in read:
        assert sum(each.probabilities) == pytest.approx(1)


def test_what_happens_to_the_network_does_not_reach_the_predictor(tiny: Dataset) -> None:
    network = CNNNet()
    predictor = Predictor(network, Calibration())
    images = list(tiny.test.images[:5].numpy().astype(np.float32) / 255)
    before = predictor.predict(images)
    network.train()
    with torch.no_grad():
        for value in network.parameters():
            value.fill_(1)
    assert predictor.predict(images) == before


def test_a_predictor_leaves_the_network_and_the_random_numbers_alone() -> None:
    network = CNNNet().train()
    state = torch.get_rng_state()
    Predictor(network, Calibration()).warm_up()
    assert network.training
    assert torch.equal(torch.get_rng_state(), state)


def test_of_no_images_there_are_no_predictions() -> None:
    assert Predictor(CNNNet(), Calibration()).predict([]) == []
