from __future__ import annotations

import zlib

import numpy as np
import pytest
from drawings import some_digits
from hypothesis import given
from hypothesis import strategies as st

from mnist_desktop.samples.packing import packed, unpacked
from mnist_desktop.samples.sample import Sample, WasRead
from mnist_desktop.system.errors import ProblemError

SAMPLES = [
    Sample.new(4, some_digits()[4], WasRead(9, 0.75, sure=False, network="CNNNet")),
    Sample.new(7, np.eye(28, dtype=np.float32)),
]


def test_what_is_packed_comes_back() -> None:
    found = unpacked(packed(SAMPLES))
    assert [each.to_json() for each in found] == [each.to_json() for each in SAMPLES]


def test_an_array_fits_a_checkpoint() -> None:
    array = packed(SAMPLES)
    assert (array.dtype, array.ndim) == (np.dtype(np.uint8), 1)
    assert array.nbytes < sum(len(str(each.to_json())) for each in SAMPLES)


@given(st.binary(max_size=60))
def test_other_bytes_are_refused(content: bytes) -> None:
    with pytest.raises((ValueError, ProblemError)):
        unpacked(np.frombuffer(content, np.uint8))


@given(st.integers(0, 200))
def test_a_cut_array_is_refused(length: int) -> None:
    with pytest.raises((ValueError, ProblemError)):
        unpacked(packed(SAMPLES)[:length])


def test_a_line_that_is_no_sample_is_refused() -> None:
    with pytest.raises(ProblemError):
        unpacked(np.frombuffer(zlib.compress(b'{"format": "another"}'), np.uint8))
