"""Exports readings of digit images as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Final

from mnist_desktop.reading.values import DigitReading

COLUMNS: Final = ("source", "label", "digit", "confidence", "sure", *(f"p{digit}" for digit in range(10)))

Row = tuple[int | str, int | None, DigitReading]  # the image's index from 0, or its file and line; its label


def to_csv(rows: Iterable[Row]) -> str:
    """Return CSV with one line a digit image; `p0` to `p9` are its probabilities, and `sure` is 1 or 0."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for source, label, reading in rows:
        shares = (f"{share:.6g}" for share in (reading.confidence, *reading.probabilities))
        writer.writerow([source, label, reading.digit, next(shares), int(reading.sure), *shares])
    return text.getvalue()
