"""Arrays of digits are read as NumPy saves them; nothing in a file is run, and its size costs no memory."""

from __future__ import annotations

import gzip
import io
import pickle
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from mnist_desktop.reading import digit_arrays, inputs
from mnist_desktop.reading.inputs import Input, InputError
from mnist_desktop.system.errors import Problem

Array = npt.NDArray[Any]

IMAGES = np.pad(np.random.default_rng(0).integers(0, 256, (5, 20, 20), dtype=np.uint8), ((0, 0), (4, 4), (4, 4)))
LABELS = np.array([7, 2, 1, 0, 4], np.uint8)


def npy(array: Array) -> bytes:
    content = io.BytesIO()
    np.save(content, array)
    return content.getvalue()


def npz(**arrays: Any) -> bytes:
    content = io.BytesIO()
    np.savez_compressed(content, **arrays)
    return content.getvalue()


def read(content: bytes, name: str = "a.npy") -> list[Input | InputError]:
    return list(inputs.of_file(io.BytesIO(content), name))


def reason(content: bytes) -> Problem:
    [bad] = read(content)
    assert isinstance(bad, InputError)
    assert bad.problem.code == "in_file"
    found: Problem = bad.problem.values["reason"]
    return found


SHAPES: dict[str, Array] = {
    "n×28×28": IMAGES,
    "n×784": IMAGES.reshape(-1, 784),
    "n×1×28×28, as of torch": IMAGES[:, None],
    "n×28×28×1, as of keras": IMAGES[..., None],
    "shares": IMAGES / 255,
    "shares of 16 bits": (IMAGES / 255).astype(np.float16),
    "floats": IMAGES.astype(np.float32),
    "64 bits, the other end first": IMAGES.astype(">i8"),
    "16 bits": IMAGES.astype(np.uint16) * 257,
    "black on white": 255 - IMAGES,
    "in Fortran's order": np.asfortranarray(IMAGES),
    "turned over, by columns": np.ascontiguousarray(IMAGES.reshape(-1, 784).T).T,
}


@pytest.mark.parametrize("kind", SHAPES)
@pytest.mark.parametrize("name", ["a.npy", "standard input", "a.jsonl"])
def test_an_array_of_every_kind_gives_its_digits(kind: str, name: str) -> None:
    found = [each for each in read(npy(SHAPES[kind]), name) if isinstance(each, Input)]
    assert [each.source for each in found] == [f"{name}:{number}" for number in range(1, 6)]
    np.testing.assert_allclose([each.one_digit() for each in found], IMAGES / 255, atol=1e-3)


@pytest.mark.parametrize("shape", [(28, 28), (784,)])
def test_a_single_digit_is_the_file(shape: tuple[int, ...]) -> None:
    [found] = read(npy(IMAGES[0].reshape(shape)))
    assert isinstance(found, Input)
    assert found.source == "a.npy"
    assert np.array_equal(found.one_digit(), IMAGES[0] / np.float32(255))


def test_a_file_on_a_disk_and_a_packed_one_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.npy").write_bytes(npy(IMAGES))
    (tmp_path / "a.npy.gz").write_bytes(gzip.compress(npy(IMAGES)))
    (tmp_path / "a.npz").write_bytes(npz(images=IMAGES, labels=LABELS))
    for name in ("a.npy", "a.npy.gz", "a.npz"):
        assert len(list(inputs.read(str(tmp_path / name), io.BytesIO()))) == 5


ARCHIVES: dict[str, dict[str, Array]] = {
    "mnist.npz of keras": {"x_train": IMAGES[:2], "y_train": LABELS[:2], "x_test": IMAGES, "y_test": LABELS},
    "images": {"images": IMAGES, "labels": LABELS},
    "capitals": {"X": IMAGES, "Y": LABELS},
    "data": {"data": IMAGES.reshape(-1, 784) / 255, "target": LABELS.astype(np.int64)},
    "without names": {"arr_0": IMAGES, "arr_1": LABELS},
    "a column of labels": {"test_images": IMAGES, "test_labels": LABELS[:, None]},
    "labels that are floats": {"digits": IMAGES, "labels": LABELS.astype(np.float64)},
}


@pytest.mark.parametrize("kind", ARCHIVES)
@pytest.mark.parametrize("name", ["a.npz", "standard input"])
def test_an_archive_of_every_kind_gives_its_digits_and_labels(kind: str, name: str) -> None:
    found = [each for each in read(npz(**ARCHIVES[kind]), name) if isinstance(each, Input)]
    assert [each.label for each in found] == LABELS.tolist()
    np.testing.assert_allclose([each.one_digit() for each in found], IMAGES / 255, atol=1e-6)


def test_an_archive_may_have_no_labels() -> None:
    assert [each.label for each in read(npz(images=IMAGES)) if isinstance(each, Input)] == [None] * 5


def test_a_digit_that_is_none_costs_itself_alone() -> None:
    images, labels = IMAGES.astype(np.float64), LABELS.astype(np.int64)
    images[1, 9, 9], images[2, 9, 9], labels[3] = np.nan, -3, 11
    found = read(npz(images=images, labels=labels))
    bad = {each.problem.values["line"]: each.problem.values["reason"] for each in found if isinstance(each, InputError)}
    assert bad == {
        2: Problem("pixel_not_number"),
        3: Problem("pixel_out_of_range", {"value": -3.0}),
        4: Problem("drawing_label", {"label": "11"}),
    }
    assert [each.label for each in found if isinstance(each, Input)] == [7, 4]


UNFIT: dict[str, tuple[bytes, Problem]] = {
    "other shapes": (npy(np.zeros((3, 5))), Problem("digits_unfit", {"shape": "3×5", "dtype": np.dtype(float)})),
    "words": (npy(np.full((2, 784), "a")), Problem("digits_unfit", {"shape": "2×784", "dtype": np.dtype("<U1")})),
    "no array": (
        npz(foo=IMAGES),
        Problem("digits_unnamed", {"known": ", ".join(digit_arrays.NAMES), "names": "foo"}),
    ),
    "fewer labels": (npz(x=IMAGES, y=LABELS[:3]), Problem("digit_counts", {"images": 5, "labels": 3})),
    "labels of another shape": (
        npz(x=IMAGES, y=np.eye(10)[:5]),
        Problem("labels_unfit", {"shape": "5×10", "dtype": np.dtype(float)}),
    ),
    "an archive that is none": (b"PK\x03\x04 and so on", Problem("file_damaged")),
    "a header that is none": (b"\x93NUMPY\x01\x00\x10\x00{'descr': (((((", Problem("file_damaged")),
    "a newer version": (b"\x93NUMPY\x09\x00" + npy(IMAGES)[8:], Problem("file_damaged")),
}


@pytest.mark.parametrize("kind", UNFIT)
def test_what_is_no_array_of_digits_is_one_line(kind: str) -> None:
    content, problem = UNFIT[kind]
    assert reason(content) == problem


class Trap:
    def __reduce__(self) -> tuple[Any, ...]:
        return pytest.fail, ("it was run",)


def test_nothing_is_unpickled() -> None:
    trap = np.empty((1, 784), object)
    trap[:] = 0
    header = npy(trap)[: npy(trap).index(b"\n") + 1]
    assert reason(header + pickle.dumps(Trap())).code == "digits_unfit"


@pytest.mark.parametrize("by_columns", [False, True])
def test_the_size_that_a_file_claims_costs_no_memory(by_columns: bool) -> None:
    content = io.BytesIO()
    header = {"descr": "|u1", "fortran_order": by_columns, "shape": (10**12, 784)}
    np.lib.format.write_array_header_1_0(content, header)
    found = read(content.getvalue() + IMAGES.tobytes())
    bad = found[-1]
    assert isinstance(bad, InputError)
    assert bad.problem.values["reason"].code == ("array_too_large" if by_columns else "file_damaged")
    assert len(found) == (1 if by_columns else 6)


@pytest.mark.parametrize("kind", ["n×28×28", "in Fortran's order"])
def test_a_truncated_array_is_reported_once_what_is_there_is_read(kind: str) -> None:
    *good, bad = read(npy(SHAPES[kind])[:-800])
    assert isinstance(bad, InputError)
    assert bad.problem == Problem("in_file", {"file": "a.npy", "reason": Problem("file_damaged")})
    assert len(good) == (3 if kind == "n×28×28" else 0)


def test_an_archive_with_a_flipped_bit_is_damaged() -> None:
    content = bytearray(npz(images=np.repeat(IMAGES, 300, axis=0)))
    content[len(content) // 2] ^= 4
    assert isinstance(read(bytes(content))[-1], InputError)


def test_an_archive_with_a_password_is_damaged() -> None:
    content = bytearray(npz(images=IMAGES))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    assert zipfile.ZipFile(io.BytesIO(content)).infolist()[0].flag_bits & 1
    assert reason(bytes(content)) == Problem("file_damaged")


@settings(deadline=None, max_examples=30)
@given(arrays(np.uint8, st.tuples(st.integers(1, 4), st.just(20), st.just(20))), st.booleans(), st.booleans())
def test_what_is_saved_is_read(ink: Array, by_columns: bool, in_archive: bool) -> None:
    ink[:, 0, 0] = 255  # so that it is no mask
    images = np.pad(ink, ((0, 0), (4, 4), (4, 4)))
    saved = np.asfortranarray(images) if by_columns else images
    found = read(npz(images=saved) if in_archive else npy(saved))
    again = np.array([each.content for each in found if isinstance(each, Input)])
    assert np.array_equal((again * 255).round(), images)


@settings(deadline=None, max_examples=100)
@given(st.sampled_from([npy(IMAGES[:2]), npz(x=IMAGES[:2], y=LABELS[:2])]), st.data())
def test_any_damage_is_read_or_refused(content: bytes, data: st.DataObject) -> None:
    damaged = bytearray(content)
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), max_size=5)):
        damaged[place] = data.draw(st.integers(0, 255))
    end = data.draw(st.integers(0, len(content)))
    assert all(isinstance(each, Input | InputError) for each in read(bytes(damaged[:end])))
