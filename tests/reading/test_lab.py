"""Networks that were changed in the lab, beside torch with a hook that changes an output."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from mnist_desktop.drawing.arrays import Float32Array, GreyImage
from mnist_desktop.learning import networks
from mnist_desktop.reading import predictor
from mnist_desktop.reading.lab import Edits, LabView, edited, view
from mnist_desktop.reading.predictor import Predictor, load_checkpoint
from mnist_desktop.reading.subject import Subject

HIDDEN = {"CNNNet": {"conv1": 10, "conv2": 20, "fc1": 50}, "FirstNet": {"fc0": 1000, "fc1": 50}}
NETWORKS = list(HIDDEN)


@pytest.fixture
def images() -> Float32Array:
    return np.random.default_rng(1).normal(0, 1, (6, 1, 28, 28)).astype(np.float32)


@pytest.fixture
def image() -> GreyImage:
    image = np.zeros((28, 28), np.float32)
    image[4:24, 13:16] = 1
    return image


@contextmanager
def silenced(network: networks.Network, layer: str, units: list[int]) -> Iterator[None]:
    """Let these units of a layer put out 0."""

    def silence(_: Any, __: Any, outputs: torch.Tensor) -> torch.Tensor:
        outputs = outputs.clone()
        outputs[:, units] = 0
        return outputs

    hook = getattr(network, layer).register_forward_hook(silence)
    yield
    hook.remove()


@pytest.mark.parametrize(("name", "layer"), [(name, layer) for name in NETWORKS for layer in HIDDEN[name]])
def test_a_unit_that_is_off_puts_out_zero_as_with_a_hook_in_torch(name: str, layer: str, images: Float32Array) -> None:
    off = [0, 3, HIDDEN[name][layer] - 1]
    found = edited(predictor.load(name), Edits({layer: frozenset(off)})).logits(images)
    network = networks.restored(load_checkpoint(name)).eval()
    with torch.no_grad():
        maps = torch.from_numpy(images)
        whole = network.logits(maps).numpy()
        with silenced_pooled(network, layer, off):
            expected = network.logits(maps).numpy()
    np.testing.assert_allclose(found, expected, atol=1e-4)
    assert np.abs(found - whole).max() > 0.01


@contextmanager
def silenced_pooled(network: networks.Network, layer: str, units: list[int]) -> Iterator[None]:
    """The same, also where pooling does without the call that hooks see."""
    module = getattr(network, layer)
    pooled = getattr(module, "pooled", None)
    if pooled is None:
        with silenced(network, layer, units):
            yield
        return

    def silenced_maps(maps: torch.Tensor) -> torch.Tensor:
        found = pooled(maps).clone()
        found[:, units] = 0
        return torch.as_tensor(found)

    module.pooled = silenced_maps
    yield
    del module.pooled


@pytest.mark.parametrize("name", NETWORKS)
def test_without_edits_the_logits_are_the_same_bit_for_bit(name: str, images: Float32Array) -> None:
    original = predictor.load(name)
    none = Edits({"fc1": frozenset()}, {"fc1": 0.0}, seed=7)
    assert none.are_none
    assert np.array_equal(edited(original, none).logits(images), original.logits(images))


@pytest.mark.parametrize("name", NETWORKS)
def test_the_original_stays_as_it_is_whatever_is_changed(name: str) -> None:
    original = predictor.load(name)
    before = {key: value.copy() for key, value in original.network.weights.items()}
    off = {layer: frozenset(range(units)) for layer, units in HIDDEN[name].items()}
    changed = edited(original, Edits(off, dict.fromkeys([*off, "fc2"], 1.0)))
    for key, value in before.items():
        assert np.array_equal(original.network.weights[key], value)
    assert not changed.network.weights["fc1.weight"].any()
    assert not np.array_equal(changed.network.weights["fc2.weight"], before["fc2.weight"])
    assert changed.calibration == original.calibration


@settings(deadline=None, max_examples=20)
@given(share=st.floats(0.01, 2), seed=st.integers(0, 9), layer=st.sampled_from(["conv1", "conv2", "fc1", "fc2"]))
def test_noise_holds_still_and_grows_with_its_share(share: float, seed: int, layer: str) -> None:
    original = predictor.load("CNNNet")
    weight = original.network.weights[f"{layer}.weight"]

    def noise(times: float) -> Float32Array:
        edits = Edits(noise={layer: times * share}, seed=seed)
        return np.asarray(edited(original, edits).network.weights[f"{layer}.weight"] - weight)

    assert np.array_equal(noise(1), noise(1))
    np.testing.assert_allclose(noise(2), 2 * noise(1), atol=1e-4)
    assert noise(1).std() / weight.std() == pytest.approx(share, rel=0.25)


def test_layers_and_seeds_have_noise_of_their_own() -> None:
    original = predictor.load("FirstNet")

    def noise(layer: str, seed: int) -> Float32Array:
        weight = f"{layer}.weight"
        changed = edited(original, Edits(noise={layer: 0.5}, seed=seed)).network.weights[weight]
        found = (changed - original.network.weights[weight]) / original.network.weights[weight].std()
        return np.asarray(found.ravel()[:500])

    assert abs(np.corrcoef(noise("fc1", 0), noise("fc2", 0))[0, 1]) < 0.2
    assert abs(np.corrcoef(noise("fc1", 0), noise("fc1", 1))[0, 1]) < 0.2


def test_a_unit_that_is_off_stays_off_with_noise(image: GreyImage) -> None:
    edits = Edits().with_off("conv1", frozenset({2})).with_noise("conv1", 0.5)
    found = edited(predictor.load("CNNNet"), edits).activations(image)["pool1"]
    assert not found[2].any()
    assert found[[index for index in range(10) if index != 2]].any()


def test_the_last_layer_cannot_be_off(images: Float32Array) -> None:
    original = predictor.load("CNNNet")
    assert np.array_equal(edited(original, Edits({"fc2": frozenset({1})})).logits(images), original.logits(images))


def seen(original: Predictor, image: GreyImage | None, edits: Edits | None = None) -> LabView:
    return view(Subject(original, image), edits or Edits())


def test_the_view_has_all_layers_with_weights_and_kernels_of_the_first_convolution_alone() -> None:
    cnn, first = (seen(predictor.load(name), None) for name in ("CNNNet", "FirstNet"))
    assert [(layer.name, layer.units, layer.are_filters, layer.is_last) for layer in cnn.layers] == [
        ("conv1", 10, True, False),
        ("conv2", 20, True, False),
        ("fc1", 50, False, False),
        ("fc2", 10, False, True),
    ]
    assert [layer.units for layer in first.layers] == [1000, 50, 10]
    kernels, *others = [layer.kernels for layer in (*cnn.layers, *first.layers)]
    assert kernels is not None
    assert (kernels.shape, np.abs(kernels).max()) == ((10, 5, 5), 1)
    assert others == [None] * 6


def test_shades_are_sizes_of_weights_or_with_a_digit_how_active_units_are(image: GreyImage) -> None:
    original = predictor.load("CNNNet")
    sizes, activities = seen(original, None), seen(original, image)
    assert (sizes.are_activities, activities.are_activities) == (False, True)
    weight = original.network.weights["fc1.weight"].astype(np.float64)
    expected = np.sqrt((weight**2).mean(axis=1))
    np.testing.assert_allclose(sizes.layers[2].shades, expected / expected.max(), rtol=1e-5)
    found = original.activations(image)["fc1"]
    np.testing.assert_allclose(activities.layers[2].shades, found / found.max(), rtol=1e-5)


def test_the_view_still_has_the_kernel_of_a_filter_that_is_off_but_it_is_not_active(image: GreyImage) -> None:
    original = predictor.load("CNNNet")
    layer = seen(original, image, Edits({"conv1": frozenset({4})})).layers[0]
    assert layer.kernels is not None
    assert layer.kernels[4].any()
    assert layer.shades[4] == 0


def test_a_network_without_any_active_unit_has_shades_of_zero(image: GreyImage) -> None:
    original = predictor.load("CNNNet")
    found = seen(original, image, Edits({"conv1": frozenset(range(10)), "fc1": frozenset(range(50))}))
    assert not found.layers[2].shades.any()
