from __future__ import annotations

import gzip
import shutil
from pathlib import Path

import pytest
import torch

from mnist_desktop import paths
from mnist_desktop.drawing.digit_image import MEAN, STD
from mnist_desktop.learning.data import mnist
from mnist_desktop.learning.data.bundled import DataError
from mnist_desktop.learning.data.idx import CHECKSUMS
from mnist_desktop.learning.data.mnist import Dataset
from mnist_desktop.system.errors import Problem


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of MNIST to damage."""
    return Path(shutil.copytree(paths.mnist(), tmp_path / "mnist"))


def test_the_box_holds_70000_digits(data: Dataset) -> None:
    assert (len(data.train), len(data.test)) == (60_000, 10_000)
    for part in (data.train, data.test):
        assert part.images.shape == (len(part), 28, 28)
        assert part.images.dtype == torch.uint8
        assert part.labels.shape == (len(part),)
        assert part.labels.dtype == torch.int64
        assert part.labels.unique().tolist() == list(range(10))


def test_the_first_digits_are_the_well_known_ones(data: Dataset) -> None:
    assert data.train.labels[:10].tolist() == [5, 0, 4, 1, 9, 2, 1, 3, 1, 4]
    assert data.test.labels[:10].tolist() == [7, 2, 1, 0, 4, 1, 4, 9, 5, 9]


def test_normalised_digits_have_mnist_s_mean_at_0_and_its_deviation_1(data: Dataset) -> None:
    some = data.train[:100]
    expected = (some.images[:, None].double() / 255 - MEAN) / STD
    torch.testing.assert_close(some.normalised(), expected.float())
    assert some.images.max() == 255, "the originals stay"


def test_a_part_has_the_images_of_its_labels(data: Dataset) -> None:
    part = data.train[5:9]
    assert len(part) == 4
    assert torch.equal(part.images, data.train.images[5:9])
    assert torch.equal(part.labels, data.train.labels[5:9])


def refusal(folder: Path) -> Problem:
    with pytest.raises(DataError) as refused:
        mnist.load(folder)
    return refused.value.problem


@pytest.mark.parametrize("name", CHECKSUMS)
def test_a_missing_file_is_named(name: str, folder: Path) -> None:
    (folder / f"{name}.gz").unlink()
    assert refusal(folder) == Problem("bundled_missing", {"file": folder / f"{name}.gz"})


@pytest.mark.parametrize("share", [0.0, 0.0001, 0.5, 0.999])
@pytest.mark.parametrize("name", ["train-labels-idx1-ubyte", "t10k-images-idx3-ubyte"])
def test_a_truncated_file_is_named(name: str, share: float, folder: Path) -> None:
    file = folder / f"{name}.gz"
    file.write_bytes(file.read_bytes()[: int(file.stat().st_size * share)])
    problem = refusal(folder)
    assert problem.code in {"bundled_unreadable", "bundled_changed"}
    assert problem.values["file"] == file


def test_a_changed_pixel_is_noticed(folder: Path) -> None:
    file = folder / "train-images-idx3-ubyte.gz"
    content = bytearray(gzip.decompress(file.read_bytes()))
    content[12_345_678] ^= 1
    file.write_bytes(gzip.compress(content, 1))
    assert refusal(folder) == Problem("bundled_changed", {"file": file})


def test_files_that_changed_places_are_noticed(folder: Path) -> None:
    shutil.copy(folder / "t10k-labels-idx1-ubyte.gz", folder / "train-labels-idx1-ubyte.gz")
    assert refusal(folder) == Problem("bundled_changed", {"file": folder / "train-labels-idx1-ubyte.gz"})


@pytest.mark.parametrize("content", [b"", b"\0", b"not gzip", b"\x1f\x8b\x08" + b"\xff" * 40])
def test_what_is_no_archive_is_named(content: bytes, folder: Path) -> None:
    (folder / "t10k-labels-idx1-ubyte.gz").write_bytes(content)
    assert refusal(folder).values["file"] == folder / "t10k-labels-idx1-ubyte.gz"


def test_a_folder_in_place_of_a_file_is_named(folder: Path) -> None:
    file = folder / "train-images-idx3-ubyte.gz"
    file.unlink()
    file.mkdir()
    problem = refusal(folder)
    assert (problem.code, problem.values["file"]) == ("bundled_unreadable", file)
    assert isinstance(problem.values["reason"], IsADirectoryError)
