"""Exported networks in onnxruntime beside this program's own reading."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from typing import Any

import numpy as np
import onnx
import pytest
from onnxruntime import InferenceSession
from trainings import checkpoint_of, trained

from mnist_desktop.catalog.training import TrainingConfig
from mnist_desktop.drawing.arrays import Float32Array
from mnist_desktop.learning.data.mnist import Dataset
from mnist_desktop.learning.networks import FirstNet
from mnist_desktop.reading import predictor
from mnist_desktop.reading.calibration import Calibration, energy
from mnist_desktop.reading.checkpoint import Checkpoint
from mnist_desktop.reading.networks import NETWORKS
from mnist_desktop.reading.onnx_export import to_onnx
from mnist_desktop.reading.predictor import Predictor, network_input
from mnist_desktop.runs.plan import Plan

MOST_APART = 1e-5  # of any probability


def ink_of(data: Dataset) -> Float32Array:
    """The test digits as an exported network takes them."""
    ink: Float32Array = data.test.images.numpy().astype(np.float32)[:, None] / np.float32(255)
    return ink


def answers(content: bytes, images: Float32Array) -> dict[str, Any]:
    session = InferenceSession(content, providers=["CPUExecutionProvider"])
    names = [output.name for output in session.get_outputs()]
    return dict(zip(names, session.run(names, {"digit_image": images}), strict=True))


def assert_reads_as_here(checkpoint: Checkpoint, images: Float32Array) -> None:
    calibration = checkpoint.calibration
    reader = Predictor(checkpoint.network, checkpoint.options, checkpoint.weights, calibration)
    logits = reader.logits(network_input(list(images[:, 0])))
    probabilities = calibration.probabilities(logits)
    found = answers(to_onnx(checkpoint), images)
    np.testing.assert_allclose(found["logits"], logits, rtol=1e-5, atol=1e-4)
    np.testing.assert_allclose(found["probabilities"], probabilities, rtol=0, atol=MOST_APART)
    near = (abs(probabilities.max(axis=1) - calibration.min_confidence) < MOST_APART) | (
        abs(energy(logits) - calibration.min_energy) < 1e-4
    )  # of a threshold, where float32 may fall on its other side
    assert near.mean() < 0.02
    assert (found["sure"] == calibration.sure(logits, probabilities))[~near].all()


@pytest.mark.parametrize("name", NETWORKS)
def test_the_factory_weights_read_all_test_digits_as_here(name: str, data: Dataset) -> None:
    assert len(data.test) == 10_000
    assert_reads_as_here(predictor.load_checkpoint(name), ink_of(data))


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("FirstNet", {"relu_logits": True}),
        ("FirstNet", {"relu_logits": False}),
        ("CNNNet", {"dropout": 0.5}),
        ("CNNNet", {"dropout": 0.0}),
    ],
    ids=str,
)
@pytest.mark.parametrize("temperature", [0.4, 2.5])
def test_a_run_of_any_options_reads_all_test_digits_as_here(
    name: str, options: dict[str, Any], temperature: float, data: Dataset, few: Dataset
) -> None:
    run = trained(Plan(name, TrainingConfig(epochs=1, learning_rate=0.05, device="cpu"), options), few)
    assert run.result is not None
    calibration = Calibration(temperature, min_confidence=0.6, min_energy=1.5)
    assert_reads_as_here(checkpoint_of(run.result, calibration), ink_of(data))


def test_what_is_sure_needs_confidence_and_energy(data: Dataset) -> None:
    factory, images = predictor.load_checkpoint("CNNNet"), ink_of(data)[:500]
    for calibration in (Calibration(0.5, 0.999, 0.0), Calibration(0.5, 0.0, 10.0)):
        sure = answers(to_onnx(replace(factory, calibration=calibration)), images)["sure"]
        assert 0 < sure.sum() < 500
        assert_reads_as_here(replace(factory, calibration=calibration), images)


@pytest.mark.parametrize("min_energy", [-1e300, 1e300])
def test_an_energy_beyond_float32_is_reached_by_all_or_none(min_energy: float, data: Dataset) -> None:
    factory = replace(predictor.load_checkpoint("CNNNet"), calibration=Calibration(min_energy=min_energy))
    assert set(answers(to_onnx(factory), ink_of(data)[:100])["sure"].tolist()) == {min_energy < 0}


def test_large_logits_give_probabilities_still(data: Dataset) -> None:
    factory = predictor.load_checkpoint("FirstNet")
    large = {name: value * 10_000 if name.startswith("fc2") else value for name, value in factory.weights.items()}
    found = answers(to_onnx(replace(factory, weights=large)), ink_of(data)[:100])
    np.testing.assert_allclose(found["probabilities"].sum(axis=1), 1, rtol=1e-6)
    assert found["sure"].any()


@pytest.mark.parametrize("name", NETWORKS)
@pytest.mark.parametrize("count", [1, 7])
def test_any_number_of_images_is_read(name: str, count: int, data: Dataset) -> None:
    found = answers(to_onnx(predictor.load_checkpoint(name)), ink_of(data)[:count])
    assert {output: (value.shape, value.dtype) for output, value in found.items()} == {
        "logits": ((count, 10), np.float32),
        "probabilities": ((count, 10), np.float32),
        "sure": ((count,), np.bool_),
    }
    assert found["probabilities"].argmax(axis=1).tolist() == data.test.labels[:count].tolist()


@pytest.mark.parametrize("name", NETWORKS)
def test_the_model_is_valid_and_says_what_goes_in_and_comes_out(name: str) -> None:
    checkpoint = predictor.load_checkpoint(name)
    model = onnx.load_from_string(to_onnx(checkpoint))
    onnx.checker.check_model(model, full_check=True)
    [image] = model.graph.input
    shape = [each.dim_param or each.dim_value for each in image.type.tensor_type.shape.dim]
    assert (image.name, shape) == ("digit_image", ["n", 1, 28, 28])
    assert [output.name for output in model.graph.output] == ["logits", "probabilities", "sure"]
    assert {tensor.name for tensor in model.graph.initializer} > set(checkpoint.weights)


def test_an_older_runtime_can_read_it() -> None:
    model = onnx.load_from_string(to_onnx(predictor.load_checkpoint()))
    assert [(each.domain, each.version) for each in model.opset_import] == [("", 13)]
    assert model.ir_version == 7


def test_the_same_checkpoint_gives_the_same_bytes() -> None:
    checkpoint = checkpoint_of(FirstNet())
    assert to_onnx(checkpoint) == to_onnx(checkpoint)


def test_weights_of_any_order_in_memory_are_written() -> None:
    checkpoint = predictor.load_checkpoint("CNNNet")
    turned = {name: np.asarray(value, order="F") for name, value in checkpoint.weights.items()}
    assert to_onnx(replace(checkpoint, weights=turned)) == to_onnx(checkpoint)


def test_reading_imports_no_onnx() -> None:
    work = (
        "import sys, numpy, mnist_desktop.learning.library; mnist_desktop.read(numpy.eye(28));"
        " print({'onnx', 'google.protobuf'} & {*sys.modules})"
    )
    done = subprocess.run([sys.executable, "-c", work], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
