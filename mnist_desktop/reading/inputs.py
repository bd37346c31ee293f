"""Reads pictures and drawing files."""

from __future__ import annotations

import gzip
import io
import json
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO, Any, Final

from mnist_desktop.drawing.arrays import GreyImage
from mnist_desktop.drawing.segmentation import Layout
from mnist_desktop.drawing.strokes import Drawing, DrawingError
from mnist_desktop.pictures import picture
from mnist_desktop.pictures.picture import PictureError
from mnist_desktop.reading import contents
from mnist_desktop.reading.contents import Content
from mnist_desktop.system.errors import Problem, ProblemError

DRAWINGS: Final = (".json", ".jsonl", ".jsonl.gz")
STANDARD_INPUT: Final = "standard input"
MAX_LINE: Final = 16 * 2**20  # bytes; a drawing of 100,000 points takes 4 MiB


class InputError(ProblemError):
    """An input cannot be read. It names the file, and the line if it has several."""


@dataclass(frozen=True, eq=False)
class Input:
    """A content to read, of a file or of one of its lines, which count from 1.

    `label` is the digit it shows and `writer` the person who drew it, if the file says so.
    """

    name: str
    line: int | None
    content: Content
    label: int | None = None
    writer: str = ""

    @property
    def source(self) -> str:
        return self.name if self.line is None else f"{self.name}:{self.line}"

    def layouts(self) -> list[Layout]:
        """Return the ways to see it as rows of digits. Raises `InputError` if nothing is drawn on it."""
        found = contents.layouts(self.content)
        if not found:
            raise self._blank()
        return found

    def one_digit(self) -> GreyImage:
        """Return the digit image, as it is known to show one digit. Raises `InputError` if nothing is drawn on it."""
        image = contents.one_digit(self.content)
        if image is None:
            raise self._blank()
        return image

    def _blank(self) -> InputError:
        return _refusal(Problem("nothing_drawn"), self.name, self.line)


def read(path: str, standard_input: IO[bytes]) -> Iterator[Input | InputError]:
    """Read one argument of `predict`: a picture, a drawing file, or "-" for drawings on standard input.

    Yields an `InputError` in place of each unreadable input, and continues with the rest.
    """
    if path == "-":
        yield from _drawings(standard_input, STANDARD_INPUT)
    elif path.lower().endswith(DRAWINGS):
        yield from _drawing_file(Path(path))
    else:
        yield _attempt(path, None, lambda: Input(path, None, picture.load(Path(path))))


def _drawing_file(path: Path) -> Iterator[Input | InputError]:
    name = str(path)
    try:
        with gzip.open(path) if path.name.lower().endswith(".gz") else path.open("rb") as file:
            if path.suffix.lower() == ".json":
                yield _attempt(name, None, lambda: _drawn(name, None, file.read(MAX_LINE)))
            else:
                yield from _drawings(file, name)
    except FileNotFoundError:
        yield _refusal(Problem("no_such_file"), name)
    except (OSError, EOFError, zlib.error) as error:
        yield _refusal(error if getattr(error, "strerror", None) else Problem("file_damaged"), name)


def _drawings(file: IO[bytes] | io.BufferedIOBase, name: str) -> Iterator[Input | InputError]:
    for number, line in enumerate(iter(lambda: file.readline(MAX_LINE), b""), start=1):
        if len(line) == MAX_LINE:
            yield _refusal(Problem("line_too_long"), name, number)
            return
        if line.strip():
            yield _attempt(name, number, partial(_drawn, name, number, line))


def _attempt(name: str, line: int | None, make: Callable[[], Input]) -> Input | InputError:
    try:
        return make()
    except (DrawingError, PictureError, InputError) as error:
        return _refusal(error.problem, name, line)


def _refusal(reason: Problem | Exception, name: str, line: int | None = None) -> InputError:
    """Add the file and line to an error."""
    file = Problem("standard_input") if name == STANDARD_INPUT else name
    if line is None:
        return InputError("in_file", file=file, reason=reason)
    return InputError("in_line", file=file, line=line, reason=reason)


def _drawn(name: str, number: int | None, line: bytes) -> Input:
    drawing = Drawing.from_json(_parsed(line))
    return Input(name, number, drawing, drawing.label, str(drawing.extra.get("writer", "")))


def _parsed(line: bytes) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        raise InputError("not_json") from None
