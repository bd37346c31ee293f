"""Imports torch and the plots behind the window: only when they are needed soon, and never during a stroke."""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import Final

from PySide6 import QtCore, QtGui, QtWidgets
from PySide6.QtCore import QObject, Qt

from mnist_desktop.ui.input_watch import InputWatch
from mnist_desktop.ui.pages.train.page import TrainPage
from mnist_desktop.workers.background_import import BackgroundImport
from mnist_desktop.workers.training import TrainingWorker

PLOTS: Final = "mnist_desktop.ui.pages.train.plots"


class Preparation(QObject):
    """Prepares the page Train once it is in view and the user is idle.

    `request` asks the worker to prepare a training. A run that starts earlier ends the preparation.
    """

    def __init__(self, page: TrainPage, worker: TrainingWorker, request: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._page, self._worker, self._request = page, worker, request
        self._is_begun = self._is_prepared = False
        self._plots = BackgroundImport(PLOTS, "pyqtgraph", (QtCore, QtGui, QtWidgets), self)
        self._plots.imported.connect(page.board.attach)
        self._input = InputWatch(self)
        self._input.idle.connect(self._begin_if_in_view)
        direct = Qt.ConnectionType.DirectConnection  # the worker's own thread may be waiting
        self._input.pressed.connect(worker.hold_imports, direct)
        self._input.released.connect(worker.release_imports, direct)
        page.shown.connect(self._input.restart)
        worker.prepared.connect(self._take_prepared)

    def start(self) -> None:
        self._input.start()

    def finish(self) -> None:
        """End the preparation before the window closes. Wait for a started import of the plots."""
        self._input.stop()
        self._worker.release_imports()
        self._plots.finish()

    def _begin_if_in_view(self) -> None:
        if self._page.isVisible() and not self._is_begun:
            self._begin_plots()
            self._request()

    def _take_prepared(self) -> None:
        """End the preparation, once: later runs find everything there."""
        if self._is_prepared:
            return
        self._is_prepared = True
        self._input.stop()
        gc.freeze()  # torch's 200,000 objects stay loaded; without them a collection causes no visible pause
        if not self._is_begun:
            self._begin_plots()

    def _begin_plots(self) -> None:
        self._is_begun = True
        self._plots.start()
