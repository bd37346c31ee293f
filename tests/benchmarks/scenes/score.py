"""Counts what a reader makes of the pictures of each kind."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from benchmarks.scenes.kinds import Kind, Picture
from benchmarks.scenes.writing import Writers


class Read(Protocol):
    """What a reader found in a picture."""

    @property
    def text(self) -> str: ...

    @property
    def sure(self) -> bool: ...


@dataclass(frozen=True)
class Attempt:
    """One picture as it was read: what it says, what was read ("" where it was refused), how surely and how fast."""

    expected: str
    text: str
    sure: bool
    seconds: float

    @property
    def is_right(self) -> bool:
        """Whether the text is right; where there is nothing to read, whether nothing was read surely."""
        return self.text == self.expected if self.expected else not self.sure

    @property
    def is_sure_and_wrong(self) -> bool:
        return self.sure and not self.is_right


@dataclass(frozen=True)
class Row:
    """The attempts at the pictures of one kind, or of several."""

    name: str
    attempts: tuple[Attempt, ...]

    @property
    def right(self) -> float:
        """Share of the pictures that were read rightly, surely or not, 0…1."""
        return sum(each.is_right for each in self.attempts) / len(self.attempts)

    @property
    def sure_and_wrong(self) -> float:
        return sum(each.is_sure_and_wrong for each in self.attempts) / len(self.attempts)

    @property
    def unsure(self) -> float:
        return sum(not each.sure for each in self.attempts) / len(self.attempts)

    @property
    def seconds(self) -> float:
        """Mean time a picture, from the file to the reading."""
        return sum(each.seconds for each in self.attempts) / len(self.attempts)

    @property
    def slowest(self) -> float:
        return max(each.seconds for each in self.attempts)

    def __str__(self) -> str:
        shares = f"{self.right:7.1%} {self.sure_and_wrong:7.1%} {self.unsure:7.1%}"
        return f"{self.name:36} {shares} {self.seconds * 1e3:6.0f} {self.slowest * 1e3:6.0f}"


@dataclass(frozen=True)
class Table:
    """A row for each kind, in the order of the kinds."""

    rows: tuple[Row, ...]

    @property
    def overall(self) -> Row:
        return Row("all", tuple(attempt for row in self.rows for attempt in row.attempts))

    def __str__(self) -> str:
        title = f"{'':36} {'right':>7} {'s+wrong':>7} {'unsure':>7} {'ms':>6} {'max':>6}"
        return "\n".join([title, *map(str, self.rows), str(self.overall)])


def score(
    read: Callable[[Path], Read],
    kinds: Sequence[Kind],
    count: int = 40,
    seed: int = 0,
    writers: Writers = Writers.DEVELOPMENT,
) -> Table:
    """Have `count` pictures of each kind read from files. A ValueError of `read` is a picture that it refuses."""
    with tempfile.TemporaryDirectory() as folder:
        rows = [
            Row(kind.name, tuple(_attempts(read, (kind.picture(seed, each, writers) for each in range(count)), folder)))
            for kind in kinds
        ]
    return Table(tuple(rows))


def _attempts(read: Callable[[Path], Read], pictures: Iterable[Picture], folder: str) -> Iterable[Attempt]:
    for picture in pictures:
        file = Path(folder) / f"picture{picture.file.suffix}"
        file.write_bytes(picture.file.content)
        started = time.perf_counter()
        try:
            found = read(file)
            text, sure = found.text, found.sure
        except ValueError:
            text, sure = "", False
        yield Attempt(picture.text, text, sure, time.perf_counter() - started)
