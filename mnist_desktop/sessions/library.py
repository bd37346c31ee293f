"""The runs that were kept: where their list in the window meets the worker that looks after their files."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QThread, Signal

from mnist_desktop.runs.events import UNDER_WAY
from mnist_desktop.runs.history import KeptRun
from mnist_desktop.ui.pages.train.page import TrainPage
from mnist_desktop.workers.library import LibraryWorker
from mnist_desktop.workers.reading import WeightsChoice


class LibrarySession(QObject):
    """Knows all kept runs, and which of them each network reads with."""

    chosen = Signal(object)  # WeightsChoice: these weights are to read from now on
    cut_off_found = Signal(object)  # KeptRun: at the start, the newest that was cut off and can go on
    failed = Signal(str)  # one line for a person

    _list_requested = Signal()
    _delete_requested = Signal(str)

    def __init__(self, panel: TrainPage, folder: Path, thread: QThread, parent: QObject) -> None:
        super().__init__(parent)
        self._panel = panel
        self._model = ""
        self._in_use: dict[str, str] = {}  # by network the id of a run, "" for the weights in the box
        self._runs: dict[str, KeptRun] = {}
        self._is_first_list = True
        self._worker = LibraryWorker(folder)
        self._worker.moveToThread(thread)
        self._connect(panel, self._worker)

    def begin(self) -> None:
        self._list_requested.emit()

    def set_model(self, model: str) -> None:
        self._model = model
        self._show()

    def set_in_use(self, choice: WeightsChoice) -> None:
        """Take note of the weights that read now."""
        self._in_use[choice.model] = choice.run
        self._show()

    def in_use(self, model: str) -> WeightsChoice:
        return WeightsChoice(model, self._in_use.get(model, ""))

    def find(self, run: str) -> KeptRun | None:
        return self._runs.get(run)

    def take(self, kept: KeptRun) -> None:
        """Take note of a run whose file has just been written."""
        self._runs[kept.id] = kept
        self._show()

    def delete(self, run: str) -> None:
        """Remove a run; the factory weights read where it did."""
        for model, used in self._in_use.items():
            if used == run:
                self.chosen.emit(WeightsChoice(model))
        self._delete_requested.emit(run)

    def _connect(self, panel: TrainPage, worker: LibraryWorker) -> None:
        self._list_requested.connect(worker.list_runs)
        self._delete_requested.connect(worker.delete)
        panel.run_renamed.connect(worker.rename)
        panel.run_export_requested.connect(worker.export)
        panel.run_open_requested.connect(worker.open)
        panel.run_delete_requested.connect(self.delete)
        panel.run_use_requested.connect(self._use)
        panel.factory_requested.connect(lambda: self.chosen.emit(WeightsChoice(self._model)))
        worker.listed.connect(self._take_list)
        worker.opened.connect(self._take_opened)
        worker.failed.connect(self.failed)

    def _use(self, run: str) -> None:
        if kept := self._runs.get(run):
            self.chosen.emit(WeightsChoice(kept.history.plan.model, run))

    def _take_list(self, runs: tuple[KeptRun, ...]) -> None:
        self._runs = {kept.id: kept for kept in runs}
        self._show()
        if self._is_first_list:
            self._is_first_list = False
            self._look_for_cut_off(runs)

    def _look_for_cut_off(self, runs: tuple[KeptRun, ...]) -> None:
        for kept in runs:
            if kept.history.state in UNDER_WAY and kept.can_resume:
                self.cut_off_found.emit(kept)
                return

    def _take_opened(self, kept: KeptRun) -> None:
        self.take(kept)
        self._use(kept.id)

    def _show(self) -> None:
        newest_first = sorted(self._runs.values(), key=lambda kept: kept.id, reverse=True)
        self._panel.show_runs(newest_first, self._in_use.get(self._model, ""))
