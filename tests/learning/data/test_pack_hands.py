from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mnist_desktop.learning.data.hands import TENTHS, unpacked
from mnist_desktop.learning.data.pack_hands import main, packed, tenths

SEVEN = {"label": 7, "writer": "3-12", "strokes": [[[250, 100], [260, 100]], [[255, 90]]]}
CROSS = {"character": "x", "writer": 5, "strokes": [[[50, 60], [70, 80]]]}

point = st.lists(st.integers(0, 500), min_size=2, max_size=3)
row = st.fixed_dictionaries(
    {
        "writer": st.integers(0, 99).map(str)
        | st.tuples(st.integers(0, 21), st.integers(0, 99)).map("{0[0]}-{0[1]}".format),
        "strokes": st.lists(st.lists(point, min_size=1, max_size=9), min_size=1, max_size=4),
        "label": st.integers(0, 9),
    }
)


def test_what_is_packed_is_unpacked() -> None:
    found = unpacked(packed([SEVEN, CROSS, SEVEN]))
    assert found.labels.tolist() == [7, -1, 7]
    assert [chr(code) for code in found.characters] == ["7", "x", "7"]
    assert found.collections.tolist() == [3, 0, 3]
    assert found.writers[0] == found.writers[2] != found.writers[1]
    assert found[np.array([0])].points.tolist() == [[0, 10], [10, 10], [5, 0]], "moved to the corner"
    assert found.strokes.tolist() == [2, 1, 2, 2, 1]


@settings(max_examples=30, deadline=None)
@given(st.lists(row, min_size=1, max_size=5))
def test_any_drawings_come_back_in_their_order(rows: list[dict[str, Any]]) -> None:
    found = unpacked(packed(rows))
    for index, each in enumerate(rows):
        points = np.array([point[:2] for stroke in each["strokes"] for point in stroke], float)
        one = found[np.array([index])]
        assert np.array_equal(one.points, points - points.min(axis=0))
        assert one.strokes.tolist() == [len(stroke) for stroke in each["strokes"]]
        assert one.labels.tolist() == [each["label"]]


def test_writers_with_many_digits_are_spread_over_the_tenths() -> None:
    names = [(0, writer) for writer in range(2 * TENTHS)]
    rows = [{"label": 1, "writer": writer} for _, writer in names for _ in range(writer // TENTHS + 1)]
    group = tenths(rows, names)
    assert sorted(group[TENTHS:]) == list(range(TENTHS)), "the writers with two digits"
    assert sorted(group[:TENTHS]) == list(range(TENTHS)), "the writers with one"


def test_the_command_writes_a_file_and_tells_its_checksum(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, output = tmp_path / "some.jsonl.gz", tmp_path / "packed"
    source.write_bytes(gzip.compress(json.dumps(SEVEN).encode() + b"\n" + json.dumps(CROSS).encode()))
    assert main(output, [source, source]) == 0
    assert len(unpacked(output.read_bytes())) == 4
    assert "SHA-256" in capsys.readouterr().out
