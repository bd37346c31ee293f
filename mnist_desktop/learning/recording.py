"""Records the weights of a run at some of its moments, while it is trained. It only reads: the run stays the same."""

from __future__ import annotations

from collections.abc import Callable

from mnist_desktop.learning.networks import Network, name_of, weights_of
from mnist_desktop.reading import snapshots
from mnist_desktop.reading.calibration import Calibration
from mnist_desktop.reading.snapshots import Snapshot
from mnist_desktop.runs.events import EpochFinished, Event, StepFinished
from mnist_desktop.runs.history import History
from mnist_desktop.runs.moments import Moment, due
from mnist_desktop.system import log
from mnist_desktop.system.errors import ProblemError

Record = Callable[[Snapshot], None]


class Recorder:
    """Passes on the weights that read at the moments which are due, from the step `start` to the planned end.

    If `record` raises OSError, or `ProblemError` for weights that cannot be kept, that moment is missing; the first
    time, the log gives the reason.
    """

    def __init__(self, record: Record, start: int) -> None:
        self._record, self._start = record, start
        self._has_failed = False

    def take(self, event: Event, history: History, network: Network, calibration: Calibration) -> None:
        """Record the moment after an event that the history has. The end of an epoch is one once it is calibrated."""
        if isinstance(event, EpochFinished) or (isinstance(event, StepFinished) and event.step < event.steps):
            step, end = history.losses.length, history.plan.config.epochs * history.steps
            if step in due(self._start, end, snapshots.room(history.plan.network).moments):
                self._pass_on(network, calibration, Moment(step, step / history.steps))

    def take_start(self, history: History, network: Network, calibration: Calibration) -> None:
        """Record the weights that the run starts with, if it has taken no step yet."""
        if history.losses.length == self._start:
            epoch = self._start / history.steps if history.steps else 0.0
            self._pass_on(network, calibration, Moment(self._start, epoch))

    def _pass_on(self, network: Network, calibration: Calibration, moment: Moment) -> None:
        try:
            self._record(Snapshot(name_of(network), network.options, weights_of(network), calibration, moment))
        except (OSError, ProblemError) as error:
            if not self._has_failed:
                log.note(f"moments of the run are missing: {error}")
            self._has_failed = True
