"""Reads all samples with the weights in use, a part at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from mnist_desktop.sessions.samples import Samples
from mnist_desktop.sessions.state import ApplicationState
from mnist_desktop.system.errors import Problem
from mnist_desktop.ui.pages.mine.shown import ShownSample, arranged
from mnist_desktop.workers.ask import Asker
from mnist_desktop.workers.reading import ReadingWorker

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from mnist_desktop.reading.predictor import Predictor
    from mnist_desktop.samples.sample import Sample

PART: Final = 200  # samples; the thread that reads them can then do something else
SOONEST: Final = 1000  # milliseconds between two readings with the weights of a training


@dataclass(frozen=True, eq=False)
class _Pass:
    """One reading of all samples, in the order in which they are shown. Only the latest one counts."""

    samples: Sequence[Sample]
    predictor: Predictor | None
    learnt: frozenset[str]  # fingerprints
    suspicious: frozenset[str]  # ids, as found before
    is_live: bool  # with weights that change soon, so that contradictions are not looked for

    def read(self, start: int) -> tuple[ShownSample, ...]:
        """Read a part of the samples. Any thread may call it."""
        from mnist_desktop.samples.images import make_images

        samples = self.samples[start : start + PART]
        make_images(samples)
        images = [each.image for each in samples]
        readings = [None] * len(samples) if self.predictor is None else self.predictor.predict(images)
        return tuple(
            ShownSample(each, _pixels(each), reading, self._is_learnt(each), each.id in self.suspicious)
            for each, reading in zip(samples, readings, strict=True)
        )

    def _is_learnt(self, sample: Sample) -> bool:
        return bool(self.learnt) and sample.fingerprint in self.learnt


class SampleReadings(QObject):
    """Reads the samples while they are wanted: when these change, and when the weights do.

    A change while they are not wanted is made up for at the next `begin`.
    """

    listed = Signal(object)  # list[ShownSample]: all of them, as far as they are known
    read = Signal(object)  # tuple[ShownSample, ...]: some of them, read anew
    suspicious_changed = Signal()

    def __init__(
        self,
        state: ApplicationState,
        samples: Samples,
        worker: ReadingWorker,
        asker: Asker,
        is_wanted: Callable[[], bool],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._state, self._samples, self._worker, self._asker = state, samples, worker, asker
        self._is_wanted = is_wanted
        self._listed: tuple[Sample, ...] | None = None
        self._shown: dict[str, ShownSample] = {}  # what is known of each, by its id
        self._suspicious: frozenset[str] = frozenset()
        self._learnt: frozenset[str] = frozenset()  # fingerprints of what the weights in use learnt from
        self._pass: _Pass | None = None  # under way
        self._is_due = True
        self._soon = QTimer(self, singleShot=True, interval=SOONEST)
        self._soon.timeout.connect(self._take_time)
        samples.changed.connect(self.begin)
        state.network_changed.connect(lambda _: self.begin())
        state.weights_changed.connect(self._take_weights)
        state.runs_changed.connect(self._take_runs)
        worker.adopted.connect(self._take_live_weights)

    @property
    def suspicious(self) -> frozenset[str]:
        """The ids of the samples whose labels contradicted the rest when all were read."""
        return self._suspicious

    def begin(self, *, is_live: bool = False) -> None:
        """Read all samples anew. What is under way is outdated."""
        self._pass = None
        self._is_due = not self._is_wanted()
        if self._is_due:
            return
        if self._listed is not self._samples.all:
            self._list()
        self._learnt = self._learnt_now()
        samples = [each.sample for each in self._shown.values()]
        predictor = self._worker.in_use(self._state.network)
        self._pass = _Pass(samples, predictor, self._learnt, self._suspicious, is_live)
        self._read(self._pass, 0)

    def begin_if_due(self) -> None:
        if self._is_due:
            self.begin()

    def _list(self) -> None:
        """List the samples as they are now, with what is known of them from before."""
        self._listed = self._samples.all
        self._shown = {each.id: self._as_before(each) for each in arranged(self._listed)}
        self.listed.emit(list(self._shown.values()))

    def _as_before(self, sample: Sample) -> ShownSample:
        """Return a sample with its last reading. An unchanged one is the same object, which has its image already."""
        before = self._shown.get(sample.id)
        if before is None:
            return ShownSample(sample)
        if (before.label, before.sample.is_confirmed) == (sample.label, sample.is_confirmed):
            return before
        return replace(before, sample=sample)

    def _learnt_now(self) -> frozenset[str]:
        state = self._state
        if state.live == state.network:
            return frozenset(state.history.samples if state.history else ())
        run = state.find(state.chosen(state.network).run)
        return frozenset(run.history.samples if run else ())

    def _read(self, reading: _Pass, start: int) -> None:
        """Read the next part, or if there is none, look for contradictions."""
        if reading is not self._pass:
            return
        if not self._is_wanted():
            self._pass, self._is_due = None, True
        elif start < len(reading.samples):
            self._ask(reading, lambda: reading.read(start), lambda shown: self._take(reading, start, shown))
        elif reading.is_live:
            self._pass = None
        else:
            self._ask(reading, lambda: _suspicious(reading), lambda ids: self._take_suspicious(reading, ids))

    def _ask(self, reading: _Pass, operation: Callable[[], object], done: Callable[..., None]) -> None:
        self._asker.ask(operation, done, lambda problem: self._take_failure(reading, problem))

    def _take(self, reading: _Pass, start: int, shown: tuple[ShownSample, ...]) -> None:
        if reading is self._pass:
            self._shown |= {each.id: each for each in shown}
            self.read.emit(shown)
            self._read(reading, start + PART)

    def _take_suspicious(self, reading: _Pass, ids: frozenset[str]) -> None:
        if reading is not self._pass:
            return
        self._pass = None
        others = (self._shown[each] for each in ids ^ self._suspicious if each in self._shown)
        changed = tuple(replace(each, is_suspicious=each.id in ids) for each in others)
        self._shown |= {each.id: each for each in changed}
        self.read.emit(changed)
        if ids != self._suspicious:
            self._suspicious = ids
            self.suspicious_changed.emit()

    def _take_failure(self, reading: _Pass, problem: Problem) -> None:
        if reading is self._pass:
            self._pass = None
            self._state.say(problem)

    # When to read anew

    def _take_weights(self, network: str) -> None:
        if network == self._state.network:
            self.begin()

    def _take_live_weights(self, network: str) -> None:
        if network == self._state.network and not self._soon.isActive():
            self._soon.start()

    def _take_time(self) -> None:
        if self._pass is None:
            self.begin(is_live=True)
        else:
            self._soon.start()  # or one that takes long would never end

    def _take_runs(self) -> None:
        if self._learnt_now() != self._learnt:
            self.begin()


def _suspicious(reading: _Pass) -> frozenset[str]:
    from mnist_desktop.samples.suspicions import suspicious

    return frozenset() if reading.predictor is None else suspicious(reading.samples, reading.predictor)


def _pixels(sample: Sample) -> npt.NDArray[np.uint8]:
    import numpy as np

    return (sample.image * 255).round().astype(np.uint8)
