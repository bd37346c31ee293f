"""Connects the page Mine with the samples, the weights in use and the pad."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from mnist_desktop.sessions.onto_pad import put_on_pad
from mnist_desktop.sessions.sample_changes import SampleChanges
from mnist_desktop.sessions.sample_readings import SampleReadings
from mnist_desktop.sessions.samples import Samples
from mnist_desktop.sessions.state import ApplicationState
from mnist_desktop.system.errors import Problem
from mnist_desktop.ui.pad.canvas import Canvas
from mnist_desktop.ui.pages.mine.page import MinePage
from mnist_desktop.words.problems import sentence
from mnist_desktop.workers.ask import Asker
from mnist_desktop.workers.reading import ReadingWorker

if TYPE_CHECKING:
    from mnist_desktop.samples.sample import Sample

Imported = tuple[list["Sample"], int, tuple[Problem, ...]]  # the new ones, how many others were there, what failed


class MineSession(QObject):
    """Shows the samples on the page while it is in view, and carries out what is done with them there."""

    suspicious_changed = Signal()

    def __init__(
        self,
        state: ApplicationState,
        samples: Samples,
        worker: ReadingWorker,
        asker: Asker,
        page: MinePage,
        canvas: Canvas,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._state, self._samples, self._asker, self._page, self._canvas = state, samples, asker, page, canvas
        self._readings = SampleReadings(state, samples, worker, asker, page.isVisible, self)
        self._changes = SampleChanges(state, samples, self)
        self._connect()

    @property
    def suspicious(self) -> frozenset[str]:
        """The ids of the samples whose labels contradict the rest, as far as they were read: not to be learnt."""
        return self._readings.suspicious

    def _connect(self) -> None:
        page, readings, changes = self._page, self._readings, self._changes
        page.shown.connect(readings.begin_if_due)
        readings.listed.connect(page.show_samples)
        readings.read.connect(page.update_samples)
        readings.suspicious_changed.connect(self.suspicious_changed)
        page.relabel_requested.connect(changes.relabel)
        page.confirm_requested.connect(changes.confirm)
        page.delete_requested.connect(changes.delete)
        page.undo_requested.connect(changes.undo)
        page.pad_requested.connect(lambda sample: put_on_pad(self._canvas, sample.content))
        page.import_requested.connect(self._import)
        page.export_requested.connect(self._export)

    def _import(self, path: Path) -> None:
        self._asker.ask(partial(_read, path, self._samples.all), self._take_imported, self._state.say)

    def _take_imported(self, imported: Imported) -> None:
        new, known, problems = imported
        if new:
            self._changes.add(new, self._imported_words(*imported))
        elif problems and not known:
            self._state.say(_summary(problems))
        else:
            self._state.say(self._imported_words(*imported))

    def _imported_words(self, new: Sequence[Sample], known: int, problems: Sequence[Problem]) -> str:
        """Say how many digits are new, how many were there, and what could not be read."""
        number = self._page.locale().toString
        words = [self.tr("Imported: {0} digits.").format(number(len(new)))]
        if known:
            words.append(self.tr("Known already: {0}.").format(number(known)))
        if problems:
            words.append(sentence(_summary(problems)))
        return " ".join(words)

    def _export(self, samples: Sequence[Sample], path: Path) -> None:
        done = self.tr("Exported to {0}").format(path)
        self._asker.ask(partial(_write, path, samples), lambda _: self._state.say(done), self._state.say)


def _read(path: Path, known: Sequence[Sample]) -> Imported:
    from mnist_desktop.samples import exchange

    stored = exchange.read_samples(path)
    new = exchange.new_of(stored.samples, known)
    return new, len(stored.samples) - len(new), stored.problems


def _write(path: Path, samples: Sequence[Sample]) -> None:
    from mnist_desktop.samples import exchange

    exchange.write(path, samples)


def _summary(problems: Sequence[Problem]) -> Problem:
    if len(problems) > 1:
        return Problem("several_refused", {"count": len(problems), "reason": problems[0]})
    return problems[0]
