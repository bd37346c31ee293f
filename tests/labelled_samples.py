"""Samples of a person, in a file of their own, as sessions share them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject

from mnist_desktop.drawing.strokes import Drawing
from mnist_desktop.samples.sample import Sample
from mnist_desktop.samples.store import SampleStore
from mnist_desktop.sessions.samples import Samples
from mnist_desktop.sessions.state import ApplicationState
from mnist_desktop.workers.ask import Asker

FILE = "mine.jsonl"


@pytest.fixture
def samples(state: ApplicationState, tmp_path: Path) -> Iterator[Samples]:
    """The samples in the file of a test's folder, with a worker that reads and writes them."""
    owner = QObject()
    asker = Asker(owner)
    asker.start()
    yield Samples(state, lambda: SampleStore(tmp_path / FILE), asker, owner)
    asker.stop()
    owner.deleteLater()


def stored(folder: Path) -> tuple[Sample, ...]:
    """What the file holds now, the oldest first."""
    return SampleStore(folder / FILE).read().samples


def labels(folder: Path) -> list[int]:
    return [sample.label for sample in stored(folder)]


def strokes_of(sample: Sample) -> list[list[list[float]]]:
    """Each stroke as a list of points."""
    assert isinstance(sample.content, Drawing)
    return [stroke.points.tolist() for stroke in sample.content.strokes]
