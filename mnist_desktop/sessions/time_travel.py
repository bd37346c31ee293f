"""Lets a network read with the weights that it had at a moment of a run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLocale, QObject, Signal

from mnist_desktop.runs.history import KeptRun
from mnist_desktop.runs.moments import KeptMoments, Moment, losses_along
from mnist_desktop.sessions.previews import Previews
from mnist_desktop.sessions.state import ApplicationState
from mnist_desktop.system.errors import Problem
from mnist_desktop.ui.pages.inside.page import InsidePage
from mnist_desktop.ui.pages.inside.time import TimeSection
from mnist_desktop.workers.ask import Ask, Asker, LatestAsker

if TYPE_CHECKING:
    from mnist_desktop.learning.library import Library
    from mnist_desktop.reading.predictor import Predictor
    from mnist_desktop.ui.pages.inside.time_shown import RunMoments

DECODED: Final = 8  # moments whose weights stay in memory; FirstNet's take 3.3 MB each


class TimeTravel(QObject):
    """Goes to the moment that is chosen in the section Time, and back to now when anything else is chosen to read with.

    It stays there while other sections are in view, so that these show that moment too.
    """

    moments_changed = Signal()  # those of the run on show
    moment_changed = Signal()  # the network reads with the weights of another moment, or with those in use again

    def __init__(
        self,
        state: ApplicationState,
        library: Callable[[], Library],
        previews: Previews,
        page: InsidePage,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._state, self._library, self._previews = state, library, previews
        self._page, self._section = page, page.section(TimeSection)
        self._thread = Asker(self)
        self._listings, self._decodings = LatestAsker(self._thread), LatestAsker(self._thread)
        self._decoded = lru_cache(maxsize=DECODED)(self.load)
        self._run = ""  # its id
        self._kept = KeptMoments()
        self._predictor: Predictor | None = None
        page.came_into_view.connect(self._come)
        self._section.run_chosen.connect(self._choose)
        self._section.moment_chosen.connect(self._go_to)
        self._section.commands.now.triggered.connect(self.end_travel)
        state.runs_changed.connect(self._take_runs)
        state.run_changed.connect(self._take_runs)
        state.network_changed.connect(self._take_network)
        for changed in (state.choice_changed, state.run_started):
            changed.connect(lambda _: self.end_travel())

    @property
    def run(self) -> KeptRun | None:
        """The run whose moments are shown."""
        return self._runs().get(self._run)

    @property
    def steps(self) -> tuple[int, ...]:
        """The steps of its moments, in order."""
        return self._kept.steps

    @property
    def predictor(self) -> Predictor | None:
        """What the run's network reads with at the moment on show. None for now, and until the weights are decoded."""
        return self._predictor

    @property
    def is_at_moment(self) -> bool:
        """Whether a moment is on show, or will be once its weights are decoded."""
        return self._section.moment is not None

    def load(self, run: str, step: int) -> Predictor:
        """Decode the weights of a moment, in any thread. Raises `CheckpointError` if it is missing or damaged."""
        return self._library().moments(run).load(step).predictor()

    def end_travel(self) -> None:
        """Let the network read with the weights in use again."""
        if self.is_at_moment:
            self._predictor = None
            self._decodings.forget()
            self._section.show_moment(None)
            self._previews.end_moments()
            self.moment_changed.emit()

    def end(self) -> None:
        """Wait for the thread."""
        self._thread.stop()

    def _come(self) -> None:
        if self._page.current is self._section:
            self._thread.start()
            self._take_runs()

    def _runs(self) -> Mapping[str, KeptRun]:
        """All runs by their ids: that on show on the page Train, which may have no file yet, and all kept ones."""
        shown, kept = self._state.run, {each.id: each for each in self._state.runs}
        return kept if shown is None else {shown.id: shown, **{run: kept[run] for run in kept if run != shown.id}}

    def _take_runs(self) -> None:
        """Show the run that was chosen, if it is still there, and look for new moments of it."""
        if not self._section.is_built:
            return
        runs = self._runs()
        if self._run not in runs:
            self._choose(self._usual(runs))
            return
        self._decoded.cache_clear()  # a discarded part of a run takes its moments away, and others may take their place
        self._section.show_runs({run: kept.history.name for run, kept in runs.items()}, self._run)
        if self._section.isVisible() or self.is_at_moment:
            self._list()

    def _usual(self, runs: Mapping[str, KeptRun]) -> str:
        """Return the run on show on the page Train, or else the newest one of the network that reads, or of any."""
        shown = self._state.run
        of_network = (run for run, kept in runs.items() if kept.history.plan.network == self._state.network)
        return shown.id if shown is not None else next(of_network, next(iter(runs), ""))

    def _choose(self, run: str) -> None:
        """Show the moments of another run, "" for none."""
        self.end_travel()
        self._run = run
        self._take_kept(run, KeptMoments())
        if run:
            self._take_runs()
        else:
            self._section.show_runs({}, "")

    def _list(self) -> None:
        run = self.run
        assert run is not None, "only those of a run that is there are listed"
        listing = partial(_listed, self._library, run.id, run.history.plan.network, run.history.losses.length)
        self._listings.ask(Ask(listing, partial(self._take_kept, run.id), self._state.say))

    def _take_kept(self, run: str, kept: KeptMoments) -> None:
        """Show the moments of the chosen run, and stay at the one on show."""
        if run != self._run:
            return
        index, before = self._section.moment, self._kept
        step = None if index is None else before.steps[index]
        self._kept = kept
        if step is not None and step not in kept.steps:
            self.end_travel()
            step = None
        self._section.show_moments(self._shown(), None if step is None else kept.steps.index(step))
        if kept.steps != before.steps:
            self.moments_changed.emit()

    def _shown(self) -> RunMoments:
        from mnist_desktop.ui.pages.inside.time_shown import RunMoments

        run, kept = self.run, self._kept
        if run is None:
            return RunMoments()
        history = run.history
        moments = [Moment(step, step / max(history.steps, 1)) for step in kept.steps]
        losses = losses_along(history, kept.steps)
        return RunMoments(moments, history.plan.config.epochs, kept.size, kept.limit, losses)

    def _go_to(self, index: int) -> None:
        """Read with the weights of this moment of the chosen run once they are decoded; of several, the latest."""
        step = self._kept.steps[index]
        self._predictor = None
        self._section.show_moment(index)
        run, decoding = self._run, partial(self._decode, self._run, step)
        self._decodings.ask(Ask(decoding, partial(self._take_decoded, run, step), partial(self._miss, run)))

    def _decode(self, run: str, step: int) -> Predictor | None:
        """Decode a moment in the thread. None if its run is deleted meanwhile."""
        from mnist_desktop.reading.tensor_files import CheckpointError

        try:
            return self._decoded(run, step)
        except CheckpointError:
            if self._library().file(run).is_file():
                raise
            return None

    def _take_decoded(self, run: str, step: int, predictor: Predictor | None) -> None:
        kept, index = self.run, self._section.moment
        if kept is None or run != self._run or index is None:
            return
        if predictor is None:
            self._leave()
            return
        if step == self._kept.steps[index]:
            self._predictor = predictor
        network = predictor.network.name
        self._state.choose_network(network)
        words = self.tr("{0} at step {1}").format(kept.history.name, QLocale().toString(step))
        self._previews.show_moment(network, predictor, words)
        self.moment_changed.emit()

    def _miss(self, run: str, problem: Problem) -> None:
        """Leave a moment whose file is gone or damaged, unless its run was left already."""
        if run == self._run:
            self._state.say(problem)
            self._leave()

    def _leave(self) -> None:
        """End the travel, and list the moments that are left."""
        self.end_travel()
        self._take_runs()

    def _take_network(self, network: str) -> None:
        """End the travel when another network is chosen to read."""
        run = self.run
        if run is not None and network != run.history.plan.network:
            self.end_travel()


def _listed(library: Callable[[], Library], run: str, network: str, last: int) -> KeptMoments:
    return library().moments(run).kept(network, last)
