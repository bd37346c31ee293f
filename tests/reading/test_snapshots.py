"""Snapshots: small, nearly exact, and checked before they are used."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from mnist_desktop import paths
from mnist_desktop.drawing.arrays import Float32Array
from mnist_desktop.learning.data import idx
from mnist_desktop.reading import checkpoint, snapshots
from mnist_desktop.reading.evaluation import as_ink
from mnist_desktop.reading.networks import NETWORKS
from mnist_desktop.reading.predictor import load_checkpoint, network_input
from mnist_desktop.reading.snapshots import CODINGS, Snapshot, room
from mnist_desktop.reading.tensor_files import CheckpointError
from mnist_desktop.runs.moments import Moment
from mnist_desktop.system.errors import ProblemError

EXACT = {"CNNNet": 1 / 2048, "FirstNet": 1 / 62}  # the largest error, of the weight or of the row's largest weight
LEAST_SAME = {"CNNNet": 9999, "FirstNet": 9990}  # of 10,000 digits; seen are 10,000 and 9,995


def snapshot_of(network: str) -> Snapshot:
    found = load_checkpoint(network)
    return Snapshot(network, found.options, found.weights, found.calibration, Moment(117, 0.25))


def kept(snapshot: Snapshot, folder: Path) -> Snapshot:
    file = folder / "117.safetensors"
    file.write_bytes(snapshots.to_bytes(snapshot))
    return snapshots.load(file)


@pytest.mark.parametrize("network", list(NETWORKS))
def test_a_snapshot_holds_what_it_was_made_of(network: str, tmp_path: Path) -> None:
    before = snapshot_of(network)
    after = kept(before, tmp_path)
    assert replace(after, weights=before.weights).__dict__ == before.__dict__
    for name, value in after.weights.items():
        exact = before.weights[name]
        assert (value.shape, value.dtype) == (exact.shape, exact.dtype)
        if value.ndim == 1 or network == "CNNNet":
            np.testing.assert_allclose(value, exact, rtol=EXACT["CNNNet"], atol=1e-7)
        else:
            most = np.abs(exact).max(axis=1, keepdims=True) * EXACT[network]
            assert (np.abs(value - exact) <= most * 1.001).all()


@pytest.mark.parametrize(("network", "moments", "limit"), [("CNNNet", 40, 4e6), ("FirstNet", 39, 25e6)])
def test_all_moments_fit_into_the_limit(network: str, moments: int, limit: int) -> None:
    found = room(network)
    assert (found.moments, found.coding.limit) == (moments, limit)
    assert moments * len(snapshots.to_bytes(snapshot_of(network))) <= limit


@pytest.mark.parametrize("network", list(NETWORKS))
def test_test_digits_read_the_same_as_with_the_exact_weights(network: str, tmp_path: Path) -> None:
    images, _ = idx.load(idx.TEST, paths.mnist())
    before, digits = snapshot_of(network), network_input(as_ink(images))
    exact, found = before.predictor().logits(digits), kept(before, tmp_path).predictor().logits(digits)
    assert (exact.argmax(axis=1) == found.argmax(axis=1)).sum() >= LEAST_SAME[network]


@given(
    arrays(
        np.float32, st.tuples(st.integers(1, 5), st.integers(1, 9)), elements=st.floats(-(2.0**100), 2.0**100, width=32)
    )
)
def test_codes_of_any_matrix_are_nearly_exact(matrix: Float32Array) -> None:
    coding = CODINGS[-1]
    again = coding.unpack("weight", matrix.shape, coding.pack("weight", matrix))
    most = np.abs(matrix).max(axis=1, keepdims=True)
    assert (np.abs(again - matrix) <= np.maximum(most / 61, 1e-36)).all()


@pytest.mark.parametrize("network", list(NETWORKS))
@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_weights_that_are_not_finite_are_refused(network: str, value: float) -> None:
    before = snapshot_of(network)
    for name, weights in before.weights.items():
        changed = weights.copy()
        changed.flat[-1] = value
        with pytest.raises(ProblemError):
            snapshots.to_bytes(replace(before, weights={**before.weights, name: changed}))


def test_weights_too_large_for_their_coding_are_refused() -> None:
    before = snapshot_of("CNNNet")
    changed = {**before.weights, "fc2.bias": np.full(10, 1e6, np.float32)}
    with pytest.raises(ProblemError):
        snapshots.to_bytes(replace(before, weights=changed))


@pytest.mark.parametrize("network", list(NETWORKS))
def test_a_damaged_file_is_refused(network: str, tmp_path: Path) -> None:
    content, file = snapshots.to_bytes(snapshot_of(network)), tmp_path / "117.safetensors"
    random = np.random.default_rng(0)
    places = [*random.integers(0, 2500, 60), *random.integers(0, len(content), 60)]
    damaged = [content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :] for place in places]
    for each in (b"", content[:100], content[:-1], *damaged):
        file.write_bytes(each)
        for read in (snapshots.check, snapshots.load):
            with pytest.raises(CheckpointError):
                read(file)


def test_a_snapshot_is_no_checkpoint_and_a_checkpoint_is_no_snapshot(tmp_path: Path) -> None:
    with pytest.raises(CheckpointError):
        snapshots.load(paths.weights("CNNNet"))
    file = tmp_path / "117.safetensors"
    file.write_bytes(snapshots.to_bytes(snapshot_of("CNNNet")))
    with pytest.raises(CheckpointError):
        checkpoint.load(file)
    with pytest.raises(CheckpointError):
        snapshots.load(tmp_path / "nowhere")
