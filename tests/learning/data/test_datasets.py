from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch

from mnist_desktop.learning.data import datasets
from mnist_desktop.learning.data.mnist import Dataset

BROKEN = {
    "missing": "raise ModuleNotFoundError(\"No module named 'torchvision'\", name='torchvision')",
    "mismatched": "raise RuntimeError('operator torchvision::nms does not exist')",
    "half imported": "raise AttributeError(\"partially initialized module has no attribute 'extension'\")",
    "without its library": "raise OSError('libcudart.so.13: cannot open shared object file')",
}


def run_with_torchvision(broken: str, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a Python where importing torchvision fails in its own way."""
    (folder / "torchvision").mkdir()
    (folder / "torchvision" / "__init__.py").write_text(BROKEN[broken])
    return subprocess.run(
        [sys.executable, *arguments],
        env={**os.environ, "PYTHONPATH": str(folder), "XDG_CACHE_HOME": str(folder), "OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize("broken", BROKEN)
def test_without_torchvision_one_line_says_so(broken: str, tmp_path: Path) -> None:
    train = ("train", "--model", "FirstNet", "--dataset", "qmnist", "--epochs", "1")
    done = run_with_torchvision(broken, tmp_path, "-m", "mnist_desktop", *train)
    assert (done.returncode, done.stdout) == (1, "")
    [line] = done.stderr.splitlines()
    assert line.startswith("mnist-desktop: torchvision does not work here (")
    assert "install the one that matches torch" in line


def test_without_torchvision_asking_for_a_further_data_set_is_a_data_error(tmp_path: Path) -> None:
    for name in ("qmnist", "emnist-digits"):
        ask = f"try:\n datasets.load({name!r})\nexcept datasets.DataError as error:\n print(error)"
        folder = tmp_path / name
        folder.mkdir()
        done = run_with_torchvision("missing", folder, "-c", f"from mnist_desktop.learning import datasets\n{ask}")
        assert done.stderr == ""
        [line] = done.stdout.splitlines()
        assert "torchvision does not work here (No module named 'torchvision')" in line


@pytest.mark.parametrize("broken", ["missing", "mismatched"])
def test_without_torchvision_all_else_works(broken: str, tmp_path: Path) -> None:
    line = '{"format": "mnist-desktop-drawing", "version": 1, "canvas": [9, 9], "strokes": [[[4, 1], [4, 8]]]}'
    (tmp_path / "one.json").write_text(line)
    work = (
        "from mnist_desktop import cli\n"
        f"assert cli.main(['predict', {str(tmp_path / 'one.json')!r}]) == 0\n"
        "assert cli.main(['evaluate', '--model', 'FirstNet', '--json']) == 0\n"
    )
    done = run_with_torchvision(broken, tmp_path, "-c", work)
    assert done.stderr == ""
    prediction, score = done.stdout.splitlines()
    assert '"digit": 1' in prediction
    assert '"count": 10000' in score


def test_the_box_is_a_data_set_like_any_other(data: Dataset) -> None:
    found = datasets.load("mnist")
    assert torch.equal(found.test.images, data.test.images)


def write_idx(file: Path, values: np.ndarray) -> None:
    sides = b"".join(side.to_bytes(4) for side in values.shape)
    file.write_bytes(bytes([0, 0, 8, values.ndim]) + sides + values.astype(np.uint8).tobytes())


def as_fetched(folder: Path, digits: Dataset) -> None:
    """Lay EMNIST's raw files where torchvision would have put them, each image on its side as EMNIST's are."""
    raw = folder / "EMNIST" / "raw"
    raw.mkdir(parents=True)
    for part, found in (("train", digits.train), ("test", digits.test)):
        write_idx(raw / f"emnist-digits-{part}-images-idx3-ubyte", found.images.numpy().transpose(0, 2, 1))
        write_idx(raw / f"emnist-digits-{part}-labels-idx1-ubyte", found.labels.numpy())


def test_emnist_s_digits_come_upright(tiny: Dataset, tmp_path: Path) -> None:
    try:
        import torchvision  # noqa: F401
    except (ImportError, RuntimeError):  # beside a torch that it was not made for, which other tests look at
        pytest.skip("torchvision does not work here")
    as_fetched(tmp_path, tiny)
    found = datasets.load("emnist-digits", tmp_path)
    assert torch.equal(found.train.images, tiny.train.images)
    assert torch.equal(found.test.images, tiny.test.images)
    assert found.test.labels.tolist() == tiny.test.labels.tolist()
