from __future__ import annotations

from contextlib import suppress

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mnist_desktop.learning.data.bundled import DataError
from mnist_desktop.learning.data.idx import pair_up, parse_idx
from mnist_desktop.system.errors import Problem


def file_of(values: np.ndarray) -> bytes:
    sides = b"".join(side.to_bytes(4) for side in values.shape)
    return bytes([0, 0, 8, values.ndim]) + sides + values.astype(np.uint8).tobytes()


IMAGES, LABELS = np.zeros((3, 28, 28)), np.array([1, 2, 3])


def shapes(images: tuple[int, ...], labels: tuple[int, ...]) -> Problem:
    return Problem("data_shapes", {"name": "train", "images": images, "labels": labels})


def test_images_and_labels_are_paired_up() -> None:
    images, labels = pair_up(file_of(IMAGES), file_of(LABELS), "train")
    assert images.shape == (3, 28, 28)
    assert labels.tolist() == [1, 2, 3]
    assert labels.dtype == np.int64


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
        pair_up(file_of(images), file_of(labels), "train")
    assert refused.value.problem == problem


@pytest.mark.parametrize(
    "content", [b"", b"\0\0\x08", b"\0\0\x0d\x01\0\0\0\0", b"\0\0\x08\x02\0\0", file_of(IMAGES)[:-1]]
)
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
