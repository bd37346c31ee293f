"""Connects the page Runs with the files of the kept runs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from mnist_desktop.runs.events import UNDER_WAY
from mnist_desktop.runs.history import KeptRun
from mnist_desktop.sessions.state import ApplicationState
from mnist_desktop.sessions.training import TrainingSession
from mnist_desktop.system.errors import Problem
from mnist_desktop.ui.pages.runs.page import RunsPage
from mnist_desktop.workers.ask import Asker
from mnist_desktop.workers.reading import WeightsChoice

if TYPE_CHECKING:
    from mnist_desktop.learning.library import Library


class LibrarySession(QObject):
    """Lists the kept runs and carries out the user's changes."""

    cut_off_found = Signal(object)  # KeptRun: at the start, the newest interrupted run that can be resumed

    def __init__(
        self,
        state: ApplicationState,
        library: Callable[[], Library],
        asker: Asker,
        page: RunsPage,
        training: TrainingSession,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._state, self._library, self._asker, self._page, self._training = state, library, asker, page, training
        page.use_requested.connect(self._use)
        page.resume_requested.connect(self._resume)
        page.list.run_renamed.connect(self._rename)
        page.delete_requested.connect(self._delete)
        page.export_requested.connect(self._export)
        page.open_requested.connect(self._open)
        page.factory.triggered.connect(lambda: state.choose(WeightsChoice(state.network)))
        training.kept.connect(lambda run: self._do(lambda: self._library().keep(run)))
        training.discarded.connect(self._discard)
        for changed in (state.runs_changed, state.network_changed, state.choice_changed, state.weights_changed):
            changed.connect(lambda *_: self._show())
        state.run_started.connect(lambda _: page.show_under_way(True))
        state.run_ended.connect(lambda _: page.show_under_way(False))

    def begin(self) -> None:
        """Clean up after killed windows, list the runs, and look for an interrupted run."""
        self._asker.ask(self._cleaned, self._take_list, self._state.say)
        self._asker.ask(self._interrupted, self._take_interrupted, self._state.say)

    def _cleaned(self) -> list[KeptRun]:
        self._library().clean()
        return self._library().runs()

    def _interrupted(self) -> KeptRun | None:
        """The newest run that was under way and can be resumed; one that another window trains now was not cut off."""
        found = (run for run in self._library().runs() if run.history.state in UNDER_WAY and run.can_resume)
        return next((run for run in found if not self._library().is_in_use(run.id)), None)

    def _take_interrupted(self, found: KeptRun | None) -> None:
        if found is not None:
            self.cut_off_found.emit(found)

    def _take_list(self, runs: list[KeptRun]) -> None:
        self._state.set_runs({kept.id: kept for kept in runs})

    def _show(self) -> None:
        self._page.show_runs(self._state.runs, self._state.chosen(self._state.network).run)

    def _use(self, run: str) -> None:
        if kept := self._state.find(run):
            self._state.choose(WeightsChoice(kept.history.plan.network, run))

    def _resume(self, run: str) -> None:
        if kept := self._state.find(run):
            self._state.choose_network(kept.history.plan.network)
            self._training.resume(kept)

    def _rename(self, run: str, name: str) -> None:
        if self._is_free(run):
            self._do(lambda: self._library().rename(run, name))

    def _delete(self, run: str) -> None:
        """Delete a run. A network that reads with its weights gets the factory weights."""
        if not self._is_free(run):
            return
        for network, used in list(self._state.all_chosen.items()):
            if used == run:
                self._state.choose(WeightsChoice(network))
        if self._state.run and self._state.run.id == run:
            self._training.forget()
        self._do(lambda: self._library().delete(run))

    def _is_free(self, run: str) -> bool:
        """Return whether a run can be changed, which is not so during its training. Keeps an undecided run."""
        if run == self._training.run_under_way:
            self._state.say(Problem("run_under_way"))
            self._show()
            return False
        self._training.decide_to_keep()
        return True

    def _discard(self, run: str, before: WeightsChoice | None) -> None:
        """Discard a run and use the weights from before: at once, so that nothing reads what is gone.

        They may be those of the same run's old file, which is there only afterwards.
        """
        is_older = before is not None and before.run == run
        if before is not None and not is_older:
            self._state.choose(before)
        self._do(
            lambda: self._library().discard(run),
            lambda _: self._state.choose(before) if before is not None and is_older else None,
        )

    def _export(self, run: str, to: Path) -> None:
        done = self.tr("Exported to {0}").format(to)
        self._do(lambda: self._library().export(run, to), lambda _: self._state.say(done))

    def _open(self, path: Path) -> None:
        self._do(lambda: self._library().adopt(path), self._take_opened)

    def _take_opened(self, kept: KeptRun) -> None:
        self._state.add_run(kept)
        self._use(kept.id)

    def _do(self, operation: Callable[[], Any], done: Callable[[Any], None] = lambda _: None) -> None:
        """Carry out one change, and then list the runs again, even after an error."""
        self._asker.ask(operation, done, self._state.say)
        self._asker.ask(lambda: self._library().runs(), self._take_list, self._state.say)
