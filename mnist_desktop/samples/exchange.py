"""Files of samples that people bring and take: drawings, and tables of digits as Kaggle has them."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

import numpy as np

from mnist_desktop.pictures.picture import Picture
from mnist_desktop.reading import inputs
from mnist_desktop.reading.digit_tables import PIXELS
from mnist_desktop.reading.inputs import Input, InputError
from mnist_desktop.samples.sample import Sample, new_id, now
from mnist_desktop.samples.store import Stored
from mnist_desktop.system.errors import Problem, ProblemError
from mnist_desktop.system.files import write_output


def read_samples(path: Path) -> Stored:
    """Return the samples of a file, in its order, and why some of its rows are none: damaged, blank or without label.

    It takes every file that `reading.inputs` takes. A line of a drawing file keeps its id and what else it says. Other
    rows get an id and a time of now.
    """
    samples, problems = list[Sample](), list[Problem]()
    id_of_file, created = new_id(), now()
    for number, found in enumerate(inputs.read(str(path), io.BytesIO())):
        try:
            samples.append(_sample(found, f"{id_of_file}-{number:06}", created))
        except ProblemError as error:
            problems.append(error.problem)
    return Stored(tuple(samples), tuple(problems))


def new_of(found: Iterable[Sample], known: Iterable[Sample]) -> list[Sample]:
    """Return those that are not among the known ones, each once. One whose id is taken gets another."""
    taken = {each.id: each.fingerprint for each in known}
    fingerprints, new = set(taken.values()), list[Sample]()
    for each in found:
        if each.fingerprint in fingerprints:
            continue
        sample = each
        while sample.id in taken:
            sample = sample.apart()
        taken[sample.id] = sample.fingerprint
        fingerprints.add(sample.fingerprint)
        new.append(sample)
    return new


def write(path: Path, samples: Sequence[Sample]) -> None:
    """Write samples in the format of the file's suffix, one of `FORMATS`. Raises `ProblemError`."""
    if path.suffix.lower() not in FORMATS:
        raise ProblemError("export_unknown", file=path, known=", ".join(FORMATS))
    write_output(path, FORMATS[path.suffix.lower()](samples))


def _sample(found: Input | InputError, default_id: str, created: str) -> Sample:
    """Make a sample of a row. Raises `ProblemError` if it is damaged, blank or without label."""
    if isinstance(found, InputError):
        raise found
    if found.label is None or isinstance(found.content, Picture):
        raise ProblemError("label_missing", source=found.source)
    found.one_digit()
    return Sample.of_file(found.label, found.content, found.extra, default_id, created)


def _as_drawings(samples: Sequence[Sample]) -> bytes:
    return b"".join(json.dumps(each.to_json()).encode() + b"\n" for each in samples)


def _as_table(samples: Sequence[Sample]) -> bytes:
    """Return a table as Kaggle has it: a header, and the label and 784 pixels in 0…255, ink 255, of each."""
    header = ",".join(["label", *(f"pixel{index}" for index in range(PIXELS))])
    return "".join(f"{line}\n" for line in [header, *map(_row, samples)]).encode()


def _row(sample: Sample) -> str:
    pixels = (sample.image * 255).round().astype(np.uint8).ravel().tolist()
    return ",".join(map(str, [sample.label, *pixels]))


FORMATS: Final[Mapping[str, Callable[[Sequence[Sample]], bytes]]] = {".jsonl": _as_drawings, ".csv": _as_table}
