from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from trainings import checkpoint_of, predictor_of

from mnist_desktop.learning.data.mnist import Dataset
from mnist_desktop.learning.networks import NETWORKS, CNNNet, FirstNet
from mnist_desktop.reading import checkpoint, predictor
from mnist_desktop.reading.predictor import BATCH, Predictor, network_input
from mnist_desktop.reading.tensor_files import CheckpointError


@pytest.mark.parametrize("name", NETWORKS)
def test_the_factory_weights_read_mnist(name: str, data: Dataset) -> None:
    images = list(data.test.images[:1000].numpy().astype(np.float32) / 255)
    read = predictor.load(name).predict(images)
    labels = data.test.labels[:1000].tolist()
    assert sum(each.digit == label for each, label in zip(read, labels, strict=True)) > 980
    assert sum(each.sure for each in read) > 960
    for each in read:
        assert sum(each.probabilities) == pytest.approx(1)


def test_the_network_input_is_what_training_normalises(data: Dataset) -> None:
    images = list(data.test.images[:20].numpy().astype(np.float32) / 255)
    found = network_input(images)
    assert found.shape == (20, 1, 28, 28)
    assert found.dtype == np.float32
    np.testing.assert_allclose(found, data.test[:20].normalised(), rtol=1e-6, atol=1e-6)


def test_images_are_read_in_batches_as_they_are_one_by_one(data: Dataset) -> None:
    reader, images = predictor.load("CNNNet"), data.test[: BATCH + 7].normalised().numpy()
    found = reader.logits(images)
    assert found.shape == (BATCH + 7, 10)
    np.testing.assert_allclose(found[-1:], reader.logits(images[-1:]), rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("name", NETWORKS)
def test_the_features_are_those_of_the_last_hidden_layer(name: str, data: Dataset) -> None:
    reader, images = predictor.load(name), data.test[: BATCH + 7].normalised().numpy()
    hidden, logits = reader.features(images)
    np.testing.assert_array_equal(logits, reader.logits(images))
    last = data.test.images[BATCH + 6].numpy().astype(np.float32) / np.float32(255)
    *_, expected, _ = reader.activations(last).values()
    assert hidden.shape == (BATCH + 7, len(expected))
    np.testing.assert_allclose(hidden[-1], expected, rtol=1e-4, atol=1e-5)


def test_of_no_images_there_are_no_predictions() -> None:
    assert predictor_of(CNNNet()).predict([]) == []


@pytest.mark.parametrize("size", [1e20, 1e38])
def test_weights_of_any_size_give_finite_probabilities(size: float) -> None:
    found = checkpoint_of(FirstNet())
    weights = {name: np.full_like(value, size) for name, value in found.weights.items()}
    [read] = Predictor("FirstNet", found.options, weights, found.calibration).predict([np.ones((28, 28), np.float32)])
    assert np.isfinite(read.probabilities).all()


def test_without_a_name_the_usual_network_s_factory_weights_are_loaded(tmp_path: Path) -> None:
    image = np.zeros((28, 28), np.float32)
    assert predictor.load().predict([image]) == predictor.load("CNNNet").predict([image])


def test_a_file_is_loaded_for_what_it_holds(tmp_path: Path) -> None:
    file, image = tmp_path / "weights.safetensors", np.zeros((28, 28), np.float32)
    found = replace(checkpoint_of(FirstNet()), calibration=predictor.load("FirstNet").calibration)
    checkpoint.save(found, file)
    expected = Predictor(found.network, found.options, found.weights, found.calibration).predict([image])
    assert predictor.load(file=file).predict([image]) == expected
    with pytest.raises(CheckpointError):
        predictor.load("CNNNet", file)
