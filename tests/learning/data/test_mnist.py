from __future__ import annotations

import gzip
import shutil
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from mnist_desktop import paths
from mnist_desktop.drawing.digit_image import MEAN, STD
from mnist_desktop.learning.data import mnist
from mnist_desktop.learning.data.mnist import CHECKSUMS, DataError, Dataset, pair_up, parse_idx
from mnist_desktop.system.errors import Problem


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of MNIST to damage."""
    return Path(shutil.copytree(paths.mnist(), tmp_path / "mnist"))


def idx(values: np.ndarray) -> bytes:
    sides = b"".join(side.to_bytes(4) for side in values.shape)
    return bytes([0, 0, 8, values.ndim]) + sides + values.astype(np.uint8).tobytes()


IMAGES, LABELS = np.zeros((3, 28, 28)), np.array([1, 2, 3])


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


def shapes(images: tuple[int, ...], labels: tuple[int, ...]) -> Problem:
    return Problem("data_shapes", {"name": "train", "images": images, "labels": labels})


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


def test_images_and_labels_are_paired_up() -> None:
    digits = pair_up(idx(IMAGES), idx(LABELS), "train")
    assert digits.labels.tolist() == [1, 2, 3]
    assert digits.images.shape == (3, 28, 28)


@pytest.mark.parametrize(
    ("images", "labels", "problem"),
    [
        (IMAGES, LABELS[:2], Problem("data_counts", {"name": "train", "images": 3, "labels": 2})),
        (IMAGES, np.array([1, 2, 10]), Problem("data_label", {"name": "train", "label": 10})),
        (IMAGES[:, :27], LABELS, shapes((3, 27, 28), (3,))),
        (IMAGES, LABELS[:, None], shapes((3, 28, 28), (3, 1))),
        (LABELS, LABELS, shapes((3,), (3,))),
    ],
)
def test_images_and_labels_that_do_not_fit_are_refused(
    images: np.ndarray, labels: np.ndarray, problem: Problem
) -> None:
    with pytest.raises(DataError) as refused:
        pair_up(idx(images), idx(labels), "train")
    assert refused.value.problem == problem


@pytest.mark.parametrize("content", [b"", b"\0\0\x08", b"\0\0\x0d\x01\0\0\0\0", b"\0\0\x08\x02\0\0", idx(IMAGES)[:-1]])
def test_what_is_no_idx_file_is_refused(content: bytes) -> None:
    with pytest.raises(DataError) as refused:
        parse_idx(content, "some file")
    assert refused.value.problem.code in {"idx_foreign", "idx_length"}
    assert refused.value.problem.values["name"] == "some file"


@settings(deadline=None)
@given(st.binary(max_size=40), st.booleans())
def test_any_bytes_are_parsed_or_refused(content: bytes, is_begun_well: bool) -> None:
    with suppress(DataError):
        parse_idx((b"\0\0\x08" if is_begun_well else b"") + content, "some file")
