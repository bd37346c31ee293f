"""Test sets as arrays: the same digits as for training's tensors, and no torch."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import save_file
from trainings import result_of

from mnist_desktop import paths
from mnist_desktop.catalog.datasets import DATASETS
from mnist_desktop.drawing.digit_image import digit_image
from mnist_desktop.drawing.strokes import Drawing
from mnist_desktop.learning.data import datasets, downloads, test_sets
from mnist_desktop.learning.data.bundled import DataError
from mnist_desktop.learning.data.mnist import Dataset


@pytest.fixture
def downloaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(paths, "downloads", lambda: tmp_path)
    return downloads.file("qmnist", tmp_path)


@pytest.mark.parametrize("name", ["mnist", "hands"])
def test_they_are_the_digits_that_runs_are_scored_on(name: str) -> None:
    found, wanted = result_of(test_sets.load(name)), datasets.loaded(name).test
    assert found.name == DATASETS[name].test_score
    assert np.array_equal(found.images, wanted.images.numpy())
    assert np.array_equal(found.labels, wanted.labels.numpy())


def test_hands_have_the_strokes_of_their_images() -> None:
    found = result_of(test_sets.load("hands"))
    assert found.drawings is not None
    assert len(found.drawings) == len(found)
    for index in (0, 1, 777, len(found) - 1):
        drawing = found.content(index)
        assert isinstance(drawing, Drawing)
        image = digit_image(drawing)
        assert image is not None
        assert np.abs(image * 255 - found.images[index]).max() < 40  # the pad leaves slips of the pen out


def test_a_downloaded_set_is_read_from_its_file(downloaded: Path, tiny: Dataset) -> None:
    parts = {"train": tiny.train, "test": tiny.test}
    save_file(
        {f"{part}.images": digits.images.contiguous() for part, digits in parts.items()}
        | {f"{part}.labels": digits.labels.contiguous() for part, digits in parts.items()},
        downloaded,
    )
    found = result_of(test_sets.load("qmnist"))
    assert found.name == "QMNIST test"
    assert np.array_equal(found.images, tiny.test.images.numpy())
    assert np.array_equal(found.labels, tiny.test.labels.numpy())


@pytest.mark.parametrize("labels", [None, torch.tensor([1, 2, 10]), torch.tensor([1, 2])])
def test_a_damaged_download_is_refused_with_its_file(downloaded: Path, labels: torch.Tensor | None) -> None:
    if labels is None:
        downloaded.write_bytes(b"damaged")
    else:
        save_file({"test.images": torch.zeros((3, 28, 28), dtype=torch.uint8), "test.labels": labels}, downloaded)
    with pytest.raises(DataError) as refused:
        result_of(test_sets.load("qmnist"))
    assert refused.value.problem.code == "dataset_unreadable"
    assert refused.value.problem.values["file"] == downloaded


def test_they_are_loaded_without_torch() -> None:
    work = (
        "import sys; from mnist_desktop.learning.data import test_sets\n"
        "for name in ('mnist', 'hands'):\n"
        "    try:\n        next(test_sets.load(name))\n"
        "    except StopIteration as end:\n        print(len(end.value))\n"
        "assert 'torch' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", work], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.split()) == (0, ["10000", "2339"]), done.stderr
