"""Keeps samples in a file: a drawing a line, which windows share.

A line that is no sample, damaged or of a newer version, stays in the file as it is.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mnist_desktop.reading.rows import MAX_LINE
from mnist_desktop.samples.sample import Sample
from mnist_desktop.system import locks
from mnist_desktop.system.errors import Problem, ProblemError
from mnist_desktop.system.files import append_output, write_output

LOCKS: Final = "locks"  # a folder beside the file
PATIENCE: Final = 5.0  # seconds to wait for another window

Version = tuple[int, int, int] | None  # of a file: its inode, size and time of change; None if it is missing


@dataclass(frozen=True, eq=False)
class Stored:
    """The samples of a file, the oldest first, and why some of its lines are none."""

    samples: tuple[Sample, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, eq=False)
class _Line:
    """A line with its end, and its sample; or why it is none. A blank line has neither."""

    content: bytes
    sample: Sample | None = None
    problem: Problem | None = None


class SampleStore:
    """The samples of a file. Any thread may call it.

    A change that fails raises `ProblemError` and leaves the file as it was. Of lines with the same id and another
    content, the later ones get ids of their own.
    """

    def __init__(self, file: Path) -> None:
        self.file = file
        self._busy = threading.RLock()
        self._parsed: Mapping[bytes, _Line] = {}
        self._version: Version = None
        self._stored = Stored()

    def read(self) -> Stored:
        """Return all samples. A damaged line costs that line only. A missing file has none.

        Returns the same object again if the file has not changed. Raises `ProblemError` if it cannot be read.
        """
        with self._busy:
            if _version(self.file) != self._version:
                self._read_anew()
            return self._stored

    def add(self, samples: Iterable[Sample]) -> None:
        """Add samples."""
        lines = b"".join(map(_line_of, samples))
        if lines:
            with self._alone():
                append_output(self.file, lines.removesuffix(b"\n"))

    def put(self, samples: Iterable[Sample]) -> None:
        """Write samples in place of those with the same ids, and add those whose ids are new."""
        wanted = {each.id: each for each in samples}
        with self._alone():
            lines = self._lines()
            replaced = [_replaced(line, wanted) for line in lines]
            known = {line.sample.id for line in lines if line.sample}
            self._write([*replaced, *(_line_of(each) for each in wanted.values() if each.id not in known)])

    def remove(self, ids: Iterable[str]) -> None:
        """Remove the samples with these ids. A missing one is no error."""
        gone = set(ids)
        with self._alone():
            lines = self._lines()
            kept = [line for line in lines if line.sample is None or line.sample.id not in gone]
            if len(kept) < len(lines):
                self._write(line.content for line in kept)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Keep other threads and windows from changing the file. Raises `ProblemError` if one of them does not end."""
        with self._busy:
            lock = self._lock()
            if lock is None:
                raise ProblemError("samples_in_use", file=self.file)
            try:
                self._make_folder()
                yield
            finally:
                lock.release()

    def _lock(self) -> locks.Lock | None:
        return locks.try_lock(self.file.with_name(LOCKS) / f"{self.file.name}.lock", PATIENCE)

    def _make_folder(self) -> None:
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ProblemError("file_not_written", file=self.file, reason=error) from error

    def _read_anew(self) -> None:
        lock = self._lock() if self.file.exists() else None  # or else a line could be read that is half written
        try:
            version = _version(self.file)
            lines = self._lines()
        finally:
            if lock is not None:
                lock.release()
        samples = {line.sample.id: line.sample for line in lines if line.sample}
        self._version = version
        self._stored = Stored(
            tuple(sorted(samples.values(), key=lambda each: each.id)),
            tuple(
                Problem("in_line", {"file": self.file, "line": number, "reason": line.problem})
                for number, line in enumerate(lines, start=1)
                if line.problem
            ),
        )

    def _lines(self) -> list[_Line]:
        """Return the lines of the file. Those that are known are not parsed again."""
        lines = [self._parsed.get(line) or _parse(line) for line in _contents(self.file)]
        self._parsed = {line.content: line for line in lines if len(line.content) < MAX_LINE}
        return _apart(lines)

    def _write(self, lines: Iterable[bytes]) -> None:
        write_output(self.file, b"".join(line if line.endswith(b"\n") else line + b"\n" for line in lines))


def _contents(file: Path) -> list[bytes]:
    """Return the lines of a file with their ends; of a missing one none. Raises `ProblemError`."""
    try:
        with file.open("rb") as opened:
            return list(opened)
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise ProblemError("in_file", file=file, reason=error) from error


def _version(file: Path) -> Version:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns


def _line_of(sample: Sample) -> bytes:
    return json.dumps(sample.to_json()).encode() + b"\n"


def _parse(line: bytes) -> _Line:
    if not line.strip():
        return _Line(line)
    try:
        return _Line(line, _sample(line))
    except ProblemError as error:
        return _Line(line, problem=error.problem)


def _sample(line: bytes) -> Sample:
    if len(line) >= MAX_LINE:
        raise ProblemError("sample_too_long")
    try:
        value = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise ProblemError("not_json") from None
    return Sample.from_json(value)


def _apart(lines: list[_Line]) -> list[_Line]:
    """Give a sample whose id an earlier line has, but with another content, an id of its own."""
    taken: dict[str, Sample] = {}
    return [_with_id_of_its_own(line, taken) for line in lines]


def _with_id_of_its_own(line: _Line, taken: dict[str, Sample]) -> _Line:
    """Add the line's sample to those that have taken their ids."""
    if (sample := line.sample) is None:
        return line
    while (other := taken.get(sample.id)) and other.fingerprint != sample.fingerprint:
        sample = sample.apart()
    taken[sample.id] = sample
    return line if sample is line.sample else _Line(_line_of(sample), sample)


def _replaced(line: _Line, wanted: Mapping[str, Sample]) -> bytes:
    """Return the line of the wanted sample with its id, or else the line as it is."""
    if line.sample is None or line.sample.id not in wanted:
        return line.content
    return _line_of(wanted[line.sample.id])
