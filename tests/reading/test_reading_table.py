from __future__ import annotations

import csv
import io

import pytest

from mnist_desktop.reading.reading_table import COLUMNS, to_csv
from mnist_desktop.reading.values import DigitReading


def reading(digit: int, share: float, *, sure: bool) -> DigitReading:
    rest = (1 - share) / 9
    return DigitReading(tuple(share if each == digit else rest for each in range(10)), sure)


def test_each_reading_is_a_row_with_its_probabilities() -> None:
    text = to_csv([(0, 7, reading(7, 0.91, sure=True)), ("a,b.jsonl:3", None, reading(2, 0.4, sure=False))])
    first, second = csv.DictReader(io.StringIO(text))
    assert tuple(first) == COLUMNS
    assert (first["source"], first["label"], first["digit"], first["confidence"]) == ("0", "7", "7", "0.91")
    assert (second["source"], second["label"], second["digit"], second["sure"]) == ("a,b.jsonl:3", "", "2", "0")
    assert first["sure"] == "1"
    for row in (first, second):
        assert sum(float(row[f"p{digit}"]) for digit in range(10)) == pytest.approx(1, abs=1e-5)
        assert row[f"p{row['digit']}"] == row["confidence"]
