"""Reads drawing files: JSON with a drawing on each line, or drawings written in any other way.

A drawing without strokes may have a digit image instead (`drawing.stored_image`).
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from functools import partial
from itertools import chain
from typing import Any, Final

from mnist_desktop.drawing import stored_image
from mnist_desktop.drawing.strokes import Drawing
from mnist_desktop.reading.rows import MAX_LINE, Labelled, Line, Rows, Stream, as_text, encoding_of, lines_of, refused
from mnist_desktop.system.errors import ProblemError

_NOT_BLANK: Final = re.compile(r"\S")


def is_start(start: bytes) -> bool:
    """Say whether the first bytes of a file are those of JSON."""
    return start.decode(encoding_of(start), "replace").lstrip("\ufeff \t\r\n").startswith(("{", "["))


def read(file: Stream) -> Rows:
    """Yield the drawings of a file: a drawing a line, or indented objects, or a list of drawings.

    A drawing is numbered by its line, or by its place in a list, unless it is the only one of indented JSON.
    """
    with as_text(file) as text:
        lines = lines_of(text)
        first = next(lines, None)
        if first is None:
            return
        if _is_drawing(first[1]) or len(first[1]) >= MAX_LINE:
            yield from _by_line(chain([first], lines))
        else:
            yield from _by_value(first, text)


def _by_line(lines: Iterator[Line]) -> Rows:
    for number, line in lines:
        if len(line) >= MAX_LINE:
            yield refused(number, "line_too_long")
            return
        yield number, partial(_of_text, line)


def _by_value(first: Line, rest: io.TextIOBase) -> Rows:
    """Yield the drawings of a file whose first line is not a drawing: it is indented, a list, or damaged."""
    number, start = first
    start += rest.read(MAX_LINE) + rest.readline(MAX_LINE)
    try:
        values = _values(start, number)
    except (ValueError, RecursionError):
        lines = list(lines_of(io.StringIO(start), number))
        if any(_is_drawing(line) for _, line in lines):
            yield from _by_line(chain(lines, lines_of(rest, number + start.count("\n"))))
        else:
            yield refused(None, "line_too_long" if len(start) >= MAX_LINE else "not_json")
    else:
        for place, value in values:
            yield place if len(values) > 1 else None, partial(_drawn, value)


def _values(text: str, number: int) -> list[tuple[int, Any]]:
    """Return the JSON values that stand one after the other in a text, the first on line `number`, and their lines.

    A list that stands alone gives its elements and their places. Raises ValueError or RecursionError.
    """
    decoder, values, end = json.JSONDecoder(), list[tuple[int, Any]](), 0
    while found := _NOT_BLANK.search(text, end):
        number += text.count("\n", end, found.start())
        value, end = decoder.raw_decode(text, found.start())
        values.append((number, value))
        number += text.count("\n", found.start(), end)
    if len(values) == 1 and isinstance(values[0][1], list):
        return list(enumerate(values[0][1], start=1))
    return values


def _is_drawing(line: str) -> bool:
    try:
        return line.lstrip().startswith("{") and isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _of_text(line: str) -> Labelled:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        raise ProblemError("not_json") from None
    return _drawn(value)


def _drawn(value: Any) -> Labelled:
    drawing = Drawing.from_json(value)
    writer = str(drawing.extra.get("writer", ""))
    return Labelled(stored_image.content_of(drawing), drawing.label, writer, drawing.extra)
