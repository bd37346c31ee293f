"""Keeps samples in a file: a drawing a line, which windows share."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from mnist_desktop.samples.sample import Sample
from mnist_desktop.system.errors import Problem, ProblemError
from mnist_desktop.system.files import append_output, write_output


@dataclass(frozen=True, eq=False)
class Stored:
    """The samples of a file, the oldest first, and why some of its lines are none."""

    samples: tuple[Sample, ...] = ()
    problems: tuple[Problem, ...] = ()


class SampleStore:
    """The samples of a file. Any thread may call it.

    A change that fails raises `ProblemError` and leaves the file as it was.
    """

    def __init__(self, file: Path) -> None:
        self.file = file

    def read(self) -> Stored:
        """Return all samples. A damaged line costs that line only. A missing file has none."""
        samples: dict[str, Sample] = {}
        problems: list[Problem] = []
        if not self.file.exists():
            return Stored()
        for number, line in enumerate(self.file.read_text("utf-8").splitlines(), start=1):
            try:
                sample = Sample.from_json(json.loads(line))
            except (ProblemError, ValueError) as error:
                reason = error.problem if isinstance(error, ProblemError) else Problem("not_json")
                problems.append(Problem("in_line", {"file": self.file, "line": number, "reason": reason}))
            else:
                samples[sample.id] = sample
        return Stored(tuple(sorted(samples.values(), key=lambda each: each.id)), tuple(problems))

    def add(self, samples: Iterable[Sample]) -> None:
        """Add samples."""
        self.file.parent.mkdir(parents=True, exist_ok=True)
        lines = [json.dumps(each.to_json()) for each in samples]
        if lines:
            append_output(self.file, "\n".join(lines).encode())

    def put(self, samples: Iterable[Sample]) -> None:
        """Write samples in place of those with the same ids, and add those whose ids are new."""
        found = {each.id: each for each in self.read().samples} | {each.id: each for each in samples}
        self._write(found.values())

    def remove(self, ids: Iterable[str]) -> None:
        """Remove the samples with these ids. A missing one is no error."""
        gone = set(ids)
        self._write(each for each in self.read().samples if each.id not in gone)

    def _write(self, samples: Iterable[Sample]) -> None:
        write_output(self.file, b"".join(json.dumps(each.to_json()).encode() + b"\n" for each in samples))
