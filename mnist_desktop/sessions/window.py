"""A window at work: what is read, trained and kept meet here, and the window's settings are kept."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from PySide6 import QtCore, QtGui, QtWidgets
from PySide6.QtCore import QByteArray, QObject

from mnist_desktop.runs.events import RunState
from mnist_desktop.runs.history import History, KeptRun
from mnist_desktop.runs.plan import MODELS, PRESETS, Plan
from mnist_desktop.sessions import settings as remembered
from mnist_desktop.sessions.library import LibrarySession
from mnist_desktop.sessions.reading import ReadingSession
from mnist_desktop.sessions.recovery import RecoverySession
from mnist_desktop.sessions.training import TrainingSession
from mnist_desktop.ui.main_window import MainWindow
from mnist_desktop.ui.pad.canvas import Canvas
from mnist_desktop.ui.style.theme import ThemeChoice
from mnist_desktop.workers.background_import import BackgroundImport
from mnist_desktop.workers.reading import Weights, WeightsChoice

PLOTS: Final = "mnist_desktop.ui.pages.train.plots"
RECOMMENDED: Final = "recommended"


class Session(QObject):
    """Owns the three parts that each look after one worker, and passes on what one of them tells the others."""

    def __init__(self, window: MainWindow, settings_file: Path, runs_folder: Path) -> None:
        super().__init__(window)
        self._window, self._settings_file = window, settings_file
        self._settings = self._saved_settings = remembered.load(settings_file)
        self._before = WeightsChoice("")  # what read before the run on show
        self._cut_off: KeptRun | None = None
        self._reading = ReadingSession(window, runs_folder, self)
        self._library = LibrarySession(window.training, runs_folder, self._reading.thread_of_worker, self)
        self._training = TrainingSession(window.training, runs_folder, self)
        self._plots = BackgroundImport(PLOTS, "pyqtgraph", (QtCore, QtGui, QtWidgets), self)
        self._recovery = RecoverySession(_canvas(window), settings_file.parent / "windows", self)
        self._connect_window()
        self._connect_parts()
        self._restore()

    def _connect_window(self) -> None:
        window, panel = self._window, self._window.training
        window.painted.connect(self._begin)
        window.model_selected.connect(self._take_model)
        window.theme_chosen.connect(lambda choice: self._remember(theme=choice.value))
        window.pen_width_changed.connect(lambda width: self._remember(pen_width=width))
        window.training_shown_changed.connect(lambda shown: self._remember(training_shown=shown))
        window.action_triggered.connect(self._take_up_cut_off)
        window.closing.connect(self._end)
        panel.plan_changed.connect(lambda preset, plan: self._remember(preset=preset, plan=json.dumps(plan.to_json())))
        panel.keep_requested.connect(lambda: panel.show_decision(None, None))
        panel.discard_requested.connect(self._discard)
        panel.run_resume_requested.connect(self._go_on)
        panel.failed.connect(window.show_message)

    def _connect_parts(self) -> None:
        reading, library, training = self._reading, self._library, self._training
        reading.loaded.connect(self._take_weights)
        reading.all_loaded.connect(self._prepare)
        training.began.connect(self._take_begin)
        training.live.connect(reading.take_live)
        training.kept.connect(library.take)
        training.ended.connect(self._take_end)
        library.chosen.connect(self._use)
        library.cut_off_found.connect(self._offer_to_go_on)
        self._recovery.crash_found.connect(self._window.add_message)
        for part in (library, training):
            part.failed.connect(self._window.show_message)
        self._plots.imported.connect(self._window.training.attach_plots)

    # Beginning and end

    def _restore(self) -> None:
        kept, window = self._settings, self._window
        window.set_theme_choice(ThemeChoice(kept.theme))
        window.set_pen_width(kept.pen_width)
        window.set_training_shown(kept.training_shown)
        window.restoreGeometry(QByteArray.fromBase64(kept.geometry.encode()))
        window.training.set_plan(*self._remembered_plan())
        self._show_model(kept.model)

    def _remembered_plan(self) -> tuple[str, Plan]:
        kept = self._settings
        try:
            plan = Plan.from_json(json.loads(kept.plan))
        except ValueError:
            return RECOMMENDED, PRESETS[RECOMMENDED][kept.model]
        return kept.preset, plan

    def _begin(self) -> None:
        if self._window.isVisible():  # and not closed before word of its first paint came here
            self._recovery.begin()
            models = sorted(MODELS, key=lambda model: model != self._settings.model)
            weights = self._settings.weights
            self._reading.begin([WeightsChoice(model, weights.get(model, "")) for model in models])

    def _prepare(self) -> None:
        """Load what training takes, now that the networks can read."""
        if self._window.isVisible():
            self._plots.start()
            self._training.begin()
            self._library.begin()

    def _end(self) -> None:
        self._window.hide()
        self._keep_settings()
        self._training.end()
        self._reading.end()
        self._plots.finish()
        self._recovery.end()

    # The network and its weights

    def _take_model(self, model: str) -> None:
        self._remember(model=model)
        self._show_model(model)

    def _show_model(self, model: str) -> None:
        self._window.set_model(model)
        self._window.training.set_model(model)
        self._library.set_model(model)
        self._reading.set_model(model)

    def _use(self, choice: WeightsChoice) -> None:
        self._note(choice)
        self._reading.use(choice)

    def _take_weights(self, weights: Weights) -> None:
        self._note(weights.choice)

    def _note(self, choice: WeightsChoice) -> None:
        self._library.set_in_use(choice)
        self._remember(weights={**self._settings.weights, choice.model: choice.run})

    # A run

    def _take_begin(self, begun: KeptRun) -> None:
        model = begun.history.plan.model
        self._before = self._library.in_use(model)
        self._reading.follow(model)

    def _take_end(self, history: History) -> None:
        """Where the run left weights worth having they read from now on, and the person may decide."""
        model, run = history.plan.model, self._training.run
        is_kept = self._library.find(run) is not None
        if self._reading.follows(model):
            self._use(WeightsChoice(model, run) if is_kept else self._before)
        if is_kept and history.state is not RunState.DIVERGED:
            self._window.training.show_decision(history, self._reading.factory_accuracy(model))

    def _discard(self) -> None:
        run, before = self._training.run, self._before
        self._window.training.show_decision(None, None)
        if self._library.in_use(before.model).run == run:
            self._use(before if before.run != run else WeightsChoice(before.model))
        self._training.forget()
        self._library.delete(run)

    def _go_on(self, run: str) -> None:
        if kept := self._library.find(run):
            self._take_model(kept.history.plan.model)
            self._training.go_on(kept)

    def _offer_to_go_on(self, kept: KeptRun) -> None:
        if kept.id == self._settings.offered:
            return
        self._remember(offered=kept.id)
        self._cut_off = kept
        name, done, epochs = kept.history.name, len(kept.history.epochs), kept.history.plan.config.epochs
        text = self.tr("{0} was cut off after {1} of {2} epochs; what it had learnt is kept.").format(
            name, done, epochs
        )
        self._window.add_message(text, self.tr("Go on"))

    def _take_up_cut_off(self) -> None:
        self._window.show_message("")
        if self._cut_off is not None:
            self._go_on(self._cut_off.id)
            self._cut_off = None

    # Settings

    def _remember(self, **values: Any) -> None:
        self._settings = replace(self._settings, **values)

    def _keep_settings(self) -> None:
        geometry = bytes(self._window.saveGeometry().toBase64().data()).decode()
        try:
            remembered.save(replace(self._settings, geometry=geometry), self._settings_file, self._saved_settings)
        except OSError as error:
            from mnist_desktop.system import log

            log.note(f"settings not kept: {error}")


def _canvas(window: MainWindow) -> Canvas:
    found = window.findChild(Canvas)
    assert found is not None, "every window has a pad"
    return found
