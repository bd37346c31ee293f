"""Reads the inputs of commands and scripts: pictures, drawings and digits, each as the bytes say, whatever its name."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Final, cast

from mnist_desktop.drawing.arrays import GreyImage
from mnist_desktop.drawing.segmentation import Layout
from mnist_desktop.pictures import picture
from mnist_desktop.reading import contents, digit_arrays, digit_tables, drawing_files
from mnist_desktop.reading.contents import Content
from mnist_desktop.reading.rows import MAX_BYTES, Labelled, Rows, Stream
from mnist_desktop.system.errors import Problem, ProblemError

STANDARD_INPUT: Final = "standard input"
GZIP: Final = b"\x1f\x8b"
HEAD: Final = 64  # bytes at the start of a file that say what it holds


class InputError(ProblemError):
    """An input cannot be read. It names the file, and the line or row if it has several."""


@dataclass(frozen=True, eq=False)
class Input:
    """A content to read, of a file or of one of its lines or rows, which count from 1.

    `label` is the digit it shows and `writer` the person who drew it, if the file says so. `extra` has the other keys
    of its line in a drawing file.
    """

    name: str
    line: int | None
    content: Content
    label: int | None = None
    writer: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)

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


@dataclass(frozen=True)
class Format:
    """A kind of file. Its first bytes say that a file is one; if they say nothing, the end of the name does."""

    is_start: Callable[[bytes], bool]
    suffixes: tuple[str, ...]
    rows: Callable[[Stream], Rows]


def _array(file: Stream) -> Rows:
    return digit_arrays.read_array(cast(IO[bytes], file))


def _archive(file: Stream) -> Rows:
    return digit_arrays.read_archive(_seekable(file))


def _picture(file: Stream) -> Rows:
    yield None, lambda: Labelled(picture.load(_seekable(file)))


DRAWINGS: Final = Format(drawing_files.is_start, (".json", ".jsonl"), drawing_files.read)
PICTURES: Final = Format(picture.is_start, (), _picture)
FORMATS: Final = (
    DRAWINGS,
    Format(digit_arrays.is_array, (".npy",), _array),
    Format(digit_arrays.is_archive, (".npz",), _archive),
    Format(digit_tables.is_start, (".csv", ".tsv"), digit_tables.read),
    PICTURES,
)


def read(path: str, standard_input: IO[bytes]) -> Iterator[Input | InputError]:
    """Read one argument of `predict`: a file, or "-" for what comes on standard input.

    Yields an `InputError` in place of each unreadable input, and continues with the rest.
    """
    if path == "-":
        yield from of_file(standard_input, STANDARD_INPUT)
        return
    try:
        with Path(path).open("rb") as file:
            yield from of_file(file, path)
    except FileNotFoundError:
        yield _refusal(Problem("no_such_file"), path)
    except IsADirectoryError:
        yield _refusal(Problem("is_folder"), path)
    except OSError as error:
        yield _refusal(error, path)


def of_file(file: IO[bytes], name: str) -> Iterator[Input | InputError]:
    """Read an open binary file, which stays open, as `read` does."""
    stream = file if hasattr(file, "peek") else io.BufferedReader(cast(io.RawIOBase, file))
    try:
        for number, make in _rows(cast(Stream, stream), name):
            yield _attempt(name, number, make)
    except ProblemError as error:
        yield _refusal(error.problem, name)
    except (OSError, EOFError, zlib.error) as error:
        yield _refusal(error if getattr(error, "strerror", None) else Problem("file_damaged"), name)
    finally:
        if stream is not file:
            cast(io.BufferedReader, stream).detach()


def _rows(file: Stream, name: str) -> Rows:
    start, suffix = file.peek(HEAD), name.lower()
    if start.startswith(GZIP) or (suffix.endswith(".gz") and _format_of(start) is None):
        with gzip.open(file) as unpacked:
            yield from _unpacked_rows(unpacked, suffix.removesuffix(".gz"))
    else:
        yield from _unpacked_rows(file, suffix)


def _unpacked_rows(file: Stream, suffix: str) -> Rows:
    usual = DRAWINGS if suffix == STANDARD_INPUT else PICTURES
    named = next((each for each in FORMATS if suffix.endswith(each.suffixes)), usual)
    rows = (_format_of(file.peek(HEAD)) or named).rows(file)
    return _unnumbered_if_alone(rows) if suffix.endswith(".json") else rows


def _format_of(start: bytes) -> Format | None:
    return next((each for each in FORMATS if each.is_start(start)), None)


def _unnumbered_if_alone(rows: Rows) -> Rows:
    first, second = next(rows, None), next(rows, None)
    if first and second:
        yield first
        yield second
    elif first:
        yield None, first[1]
    yield from rows


def _seekable(file: Stream) -> IO[bytes]:
    is_seekable = isinstance(file, io.BufferedReader) and file.seekable()
    return cast(IO[bytes], file) if is_seekable else io.BytesIO(file.read(MAX_BYTES))


def _attempt(name: str, line: int | None, make: Callable[[], Labelled]) -> Input | InputError:
    try:
        made = make()
    except ProblemError as error:
        return _refusal(error.problem, name, line)
    return Input(name, line, made.content, made.label, made.writer, made.extra)


def _refusal(reason: Problem | Exception, name: str, line: int | None = None) -> InputError:
    """Add the file and line to an error."""
    file = Problem("standard_input") if name == STANDARD_INPUT else name
    if line is None:
        return InputError("in_file", file=file, reason=reason)
    return InputError("in_line", file=file, line=line, reason=reason)
