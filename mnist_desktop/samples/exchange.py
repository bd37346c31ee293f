"""Reads and writes samples as files for other programs and windows."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from mnist_desktop.samples.sample import Sample
from mnist_desktop.samples.store import SampleStore, Stored
from mnist_desktop.system.files import write_output


def read_samples(path: Path) -> Stored:
    return SampleStore(path).read()


def new_of(samples: Iterable[Sample], known: Iterable[Sample]) -> list[Sample]:
    """Return the samples whose fingerprints are not among those of the known."""
    there = {each.fingerprint for each in known}
    return [each for each in samples if each.fingerprint not in there]


def write(path: Path, samples: Iterable[Sample]) -> None:
    write_output(path, b"".join(json.dumps(each.to_json()).encode() + b"\n" for each in samples))
