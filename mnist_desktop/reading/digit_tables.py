"""Reads tables of digits as Kaggle has them: CSV, a digit a row, its 784 pixels with or without its label.

The first row may be a header. It says which column is the label; without one it is the first of 785.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from typing import Final

import numpy as np

from mnist_desktop.drawing.digit_image import SIDE
from mnist_desktop.reading import digit_images
from mnist_desktop.reading.rows import (
    MAX_LINE,
    Labelled,
    Line,
    Rows,
    Stream,
    as_text,
    encoding_of,
    label_of,
    lines_of,
    refused,
)
from mnist_desktop.system.errors import ProblemError

PIXELS: Final = SIDE * SIDE
LABELS: Final = ("label", "labels", "class", "digit", "target", "y")
NUMBERS: Final = ("", "id", "index", "imageid", "unnamed: 0")  # columns that count the rows
SEPARATORS: Final = ",;\t"  # without any of them, values are separated by spaces
NAMES: Final = "|".join((*LABELS, *NUMBERS, r"pixel\w*", r"\d+x\d+", r"-?\d[\d.e+-]*"))
_START: Final = re.compile(rf'\s*"?({NAMES})"?\s*[{SEPARATORS}]', re.IGNORECASE)


@dataclass(frozen=True)
class Columns:
    """The columns of a table: their count, which is the label, which the first pixel, and the header's line or 0."""

    separator: str | None
    count: int
    label: int | None
    first: int
    header: int


def is_start(start: bytes) -> bool:
    """Say whether the first bytes of a file are those of a table of digits."""
    return _START.match(start.decode(encoding_of(start), "replace").lstrip("\ufeff")) is not None


def read(file: Stream) -> Rows:
    """Yield the digits of a table, numbered by their lines. Raises `ProblemError` for a table of something else."""
    with as_text(file) as text:
        lines = lines_of(text)
        start = list(islice(lines, 2))
        if not start:
            return
        columns = _columns_of(start)
        for number, line in chain(start[columns.header :], lines):
            if len(line) >= MAX_LINE:
                yield refused(number, "line_too_long")
                return
            yield number, partial(_digit, columns, line)


def _digit(columns: Columns, line: str) -> Labelled:
    fields = _fields(line, columns.separator)
    if len(fields) != columns.count:
        raise ProblemError("digit_row_unfit", count=len(fields))
    try:
        pixels = np.array(fields[columns.first : columns.first + PIXELS], np.float32)
    except ValueError:
        raise ProblemError("pixel_not_number") from None
    label = None if columns.label is None else label_of(fields[columns.label])
    return Labelled(digit_images.of_file(pixels), label)


def _columns_of(start: list[Line]) -> Columns:
    """Return the columns of the first two lines, of which one may be damaged, and is the shorter one then.

    Raises `ProblemError` if both are no rows of digits.
    """
    found = [columns for number, (_, line) in enumerate(start, start=1) if (columns := _columns(line, number))]
    if not found:
        raise ProblemError("digit_row_unfit", count=len(_fields(start[0][1], _separator(start[0][1]))))
    return max(found, key=lambda columns: columns.count)


def _columns(line: str, number: int) -> Columns | None:
    """Return the columns of a table with such a row, or None if it is not one of digits."""
    separator = _separator(line)
    names = [field.strip().lower() for field in _fields(line, separator)]
    is_header = _is_header(names)
    if is_header:
        label = next((index for index, name in enumerate(names) if name in LABELS), None)
        pixels = [index for index, name in enumerate(names) if index != label and name not in NUMBERS]
    else:
        label = 0 if len(names) == PIXELS + 1 else None
        pixels = list(range(len(names)))[label is not None :]
    if len(pixels) != PIXELS or pixels[-1] - pixels[0] != PIXELS - 1:
        return None
    return Columns(separator, len(names), label, pixels[0], number if is_header else 0)


def _is_header(names: list[str]) -> bool:
    """Return whether a row has names: in words, or the pixels' numbers, which no pixel is as bright as."""
    words = sum(not re.fullmatch(r"[-+.\de]*", name) for name in names)
    return words > len(names) / 2 or names[-1:] in ([str(PIXELS - 1)], [str(PIXELS)]) or bool({*LABELS} & {*names})


def _separator(line: str) -> str | None:
    return max(SEPARATORS, key=line.count) if any(each in line for each in SEPARATORS) else None


def _fields(line: str, separator: str | None) -> list[str]:
    return line.replace('"', "").strip("\r\n").split(separator)
