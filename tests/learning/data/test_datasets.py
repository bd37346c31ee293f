from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Callable
from itertools import cycle
from pathlib import Path

import numpy as np
import psutil
import pytest
import torch
from safetensors.torch import save
from torch import Tensor
from trainings import result_of

from mnist_desktop.catalog.datasets import DATASETS
from mnist_desktop.learning.data import datasets, downloads, fetch
from mnist_desktop.learning.data.bundled import DataError
from mnist_desktop.learning.data.datasets import Loading
from mnist_desktop.learning.data.mnist import Dataset, Digits
from mnist_desktop.runs.events import Fetching

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
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join([str(folder), os.environ.get("PYTHONPATH", "")]),
            "XDG_CACHE_HOME": str(folder),
            "OMP_NUM_THREADS": "1",
        },
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize(("broken", "name"), [*zip(BROKEN, cycle(fetch.FETCHED), strict=False)])
def test_without_torchvision_that_is_what_is_wrong(broken: str, name: str, tmp_path: Path) -> None:
    work = "import sys\nfrom mnist_desktop.learning.data import datasets\n"
    work += "try:\n list(datasets.load(sys.argv[1]))\n"
    work += "except datasets.DataError as error:\n print(error.problem.code, error.problem.values)"
    done = run_with_torchvision(broken, tmp_path, "-c", work, name)
    assert done.stderr == ""
    [line] = done.stdout.splitlines()
    code, _, values = line.partition(" ")
    assert code == "torchvision_unfit"
    found = ast.literal_eval(values.replace("PosixPath(", "(").replace("WindowsPath(", "("))
    assert (found["dataset"], found["torch"]) == (name, str(torch.__version__))
    assert found["reason"] in BROKEN[broken].replace('\\"', '"')


def test_without_torchvision_one_line_says_so(tmp_path: Path) -> None:
    train = ("train", "--model", "FirstNet", "--dataset", "qmnist", "--epochs", "1", "--json")
    done = run_with_torchvision("mismatched", tmp_path, "-m", "mnist_desktop", *train)
    assert (done.returncode, done.stdout) == (1, "")
    [line] = done.stderr.splitlines()
    assert line.startswith("mnist-desktop: ")
    assert "torchvision" in line
    assert "operator torchvision::nms does not exist" in line


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


def test_the_hands_come_with_the_program_too() -> None:
    assert list(datasets.load("hands")) == []
    found = datasets.loaded("hands")
    assert (found.name, len(found.train) > 20_000, len(found.test) > 2000) == ("hands", True, True)
    assert datasets.loaded("hands") is found


def test_the_bundled_data_set_is_loaded_once_and_without_fetching(data: Dataset) -> None:
    assert list(datasets.load("mnist")) == []
    found = datasets.loaded("mnist")
    assert found.name == "mnist"
    assert torch.equal(found.test.images, data.test.images)
    assert datasets.loaded("mnist") is found


def test_every_data_set_of_the_catalog_has_a_loader() -> None:
    assert datasets._LOADERS.keys() == DATASETS.keys()
    assert fetch.FETCHED.keys() == {row.name for row in DATASETS.values() if row.download}


# Fetching: a module of torchvision's name stands beside the child process, and lays files down or waits.

TORCHVISION = """
import pathlib, time, torch
class datasets:
    class QMNIST:
        def __init__(self, folder, what, download):
            {work}
"""
LAYS_DOWN = """
            self.data = torch.full((3, 28, 28), 7 if what == "train" else 9, dtype=torch.uint8)
            self.targets = torch.tensor([[1, 5], [2, 5], [3, 5]])
            (pathlib.Path(folder) / "raw").write_bytes(bytes(1000))
            time.sleep(0.3)
"""
HANGS = """
            (pathlib.Path(folder) / "pid").write_text(str(__import__("os").getpid()))
            time.sleep(600)
"""
FAILS = """
            raise OSError("the line is dead\\nand more")
"""
DIES = """
            __import__("os")._exit(3)
"""


@pytest.fixture
def torchvision(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Puts a torchvision that does this where child processes find it."""

    def stand_in(work: str) -> None:
        package = tmp_path / "packages" / "torchvision"
        package.mkdir(parents=True)
        (package / "__init__.py").write_text(TORCHVISION.format(work=work.strip()))
        (package / "datasets.py").write_text("from torchvision import datasets as found\nQMNIST = found.QMNIST\n")
        monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(package.parent), os.environ.get("PYTHONPATH", "")]))

    return stand_in


def test_a_data_set_is_fetched_once_and_says_how_far_it_is(torchvision: Callable[[str], None], tmp_path: Path) -> None:
    torchvision(LAYS_DOWN)
    fetching = datasets.fetched("qmnist", tmp_path / "sets")
    events = [next(fetching)]
    assert events[0].of == DATASETS["qmnist"].download
    found = result_of(noted(fetching, events))
    assert max(event.done for event in events) >= 1000
    assert found.name == "qmnist"
    assert (found.train.images.unique().tolist(), found.train.labels.tolist()) == ([7], [1, 2, 3])
    assert found.test.images.unique().tolist() == [9]
    again = datasets.fetched("qmnist", tmp_path / "sets")
    events.clear()
    assert torch.equal(result_of(noted(again, events)).train.images, found.train.images)
    assert events == []


def noted(loading: Loading, events: list[Fetching]) -> Loading:
    while True:
        try:
            events.append(next(loading))
        except StopIteration as end:
            return end.value  # type: ignore[no-any-return]  # what a generator returns has no type of its own
        yield events[-1]


def test_a_fetch_that_is_stopped_kills_the_child_process(torchvision: Callable[[str], None], tmp_path: Path) -> None:
    torchvision(HANGS)
    pid = tmp_path / "sets" / "pid"
    fetching = datasets.fetched("qmnist", tmp_path / "sets")
    for _ in fetching:
        if pid.is_file() and pid.read_text():
            break
    child = psutil.Process(int(pid.read_text()))
    assert child.is_running()
    fetching.close()
    assert not child.is_running()
    assert not downloads.file("qmnist", tmp_path / "sets").exists()


@pytest.mark.parametrize(("work", "reason"), [(FAILS, "the line is dead"), (DIES, "")], ids=["fails", "dies"])
def test_a_fetch_that_fails_says_why_and_leaves_no_file(
    work: str, reason: str, torchvision: Callable[[str], None], tmp_path: Path
) -> None:
    torchvision(work)
    with pytest.raises(DataError) as failed:
        list(datasets.fetched("qmnist", tmp_path))
    assert failed.value.problem.code == "dataset_not_fetched"
    assert failed.value.problem.values == {"dataset": "qmnist", "folder": tmp_path, "reason": reason}
    assert not downloads.file("qmnist", tmp_path).exists()


def spoiled(kind: str, digits: Digits) -> dict[str, Tensor]:
    tensors = {"train.images": digits.images, "train.labels": digits.labels}
    tensors |= {name.replace("train", "test"): value.clone() for name, value in tensors.items()}
    wrong: dict[str, Tensor] = {
        "a label over 9": torch.where(digits.labels == 1, 10, digits.labels),
        "a label below 0": torch.where(digits.labels == 1, -1, digits.labels),
        "labels of another type": digits.labels.float(),
        "too few labels": digits.labels[:-1].clone(),
    }
    if kind in wrong:
        tensors["test.labels"] = wrong[kind]
    elif kind == "no labels":
        del tensors["test.labels"]
    elif kind == "images of another size":
        tensors["train.images"] = digits.images[:, 1:].contiguous()
    elif kind == "no images":
        tensors |= {"train.images": digits.images[:0].clone(), "train.labels": digits.labels[:0].clone()}
    return tensors


@pytest.mark.parametrize(
    "kind",
    [
        "a label over 9",
        "a label below 0",
        "labels of another type",
        "too few labels",
        "no labels",
        "images of another size",
        "no images",
        "truncated",
    ],
)
def test_a_damaged_file_is_named_and_refused(kind: str, tiny: Dataset, tmp_path: Path) -> None:
    content = save(spoiled(kind, tiny.train[:50]))
    file = downloads.file("qmnist", tmp_path)
    file.write_bytes(content[:-5] if kind == "truncated" else content)
    with pytest.raises(DataError) as refused:
        list(datasets.fetched("qmnist", tmp_path))
    assert refused.value.problem.code == "dataset_unreadable"
    assert (refused.value.problem.values["dataset"], refused.value.problem.values["file"]) == ("qmnist", file)


def test_a_whole_file_is_read(tiny: Dataset, tmp_path: Path) -> None:
    downloads.file("qmnist", tmp_path).write_bytes(save(spoiled("nothing", tiny.train[:50])))
    assert torch.equal(result_of(datasets.fetched("qmnist", tmp_path)).test.images, tiny.train.images[:50])


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
    as_fetched(tmp_path, tiny)
    found = result_of(datasets.fetched("emnist-digits", tmp_path))
    assert torch.equal(found.train.images, tiny.train.images)
    assert torch.equal(found.test.images, tiny.test.images)
    assert found.test.labels.tolist() == tiny.test.labels.tolist()
