"""What files hold: one row after the other, each of which may be damaged without harm to the rest."""

from __future__ import annotations

import gzip
import io
import json
import reprlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final, NoReturn

from mnist_desktop.reading.contents import Content
from mnist_desktop.system.errors import ProblemError

MAX_LINE: Final = 16 * 2**20  # characters; a drawing of 100,000 points takes 4 MiB
MAX_BYTES: Final = 2**29  # of a picture or an array that must be in memory as a whole

Stream = io.BufferedReader | gzip.GzipFile
Line = tuple[int, str]  # counted from 1


@dataclass(frozen=True, eq=False)
class Labelled:
    """A content, the digit that it shows and the person who drew it, if the file says so.

    `extra` has the other keys of its line in a drawing file.
    """

    content: Content
    label: int | None = None
    writer: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)


Row = tuple[int | None, Callable[[], Labelled]]  # its number, unless it is the whole file; raises `ProblemError`
Rows = Iterator[Row]


def refused(number: int | None, code: str, **values: Any) -> Row:
    """Return a row that is refused for the problem of this code."""

    def refuse() -> NoReturn:
        raise ProblemError(code, **values)

    return number, refuse


@contextmanager
def as_text(file: Stream) -> Iterator[io.TextIOWrapper]:
    """Decode a file in UTF-8, UTF-16 or UTF-32, as its first bytes say. What is damaged becomes U+FFFD."""
    text = io.TextIOWrapper(file, encoding_of(file.peek(4)), errors="replace")
    try:
        yield text
    finally:
        text.detach()


def encoding_of(start: bytes) -> str:
    """Return the encoding of a text, by its byte order mark or by the zeros between its first letters."""
    return json.detect_encoding(start)


def lines_of(text: io.TextIOBase, first: int = 1) -> Iterator[Line]:
    """Yield the lines that are not blank. One of `MAX_LINE` or more comes in pieces."""
    lines = enumerate(iter(partial(text.readline, MAX_LINE), ""), start=first)
    return ((number, line) for number, line in lines if line.strip())


def label_of(value: Any) -> int:
    """Return the digit of a label that is a number or its text. Raises `ProblemError`."""
    try:
        number = float(value)
    except (TypeError, ValueError):
        number = -1.0
    if not (0 <= number <= 9 and number.is_integer()):
        raise ProblemError("drawing_label", label=reprlib.repr(value))
    return int(number)
