"""Connects reading, training and kept runs in one window, and saves the settings."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from PySide6 import QtGui
from PySide6.QtCore import QByteArray, QObject, Qt

from mnist_desktop.catalog.networks import NETWORKS
from mnist_desktop.runs.history import KeptRun
from mnist_desktop.runs.plan import Plan, plan_of
from mnist_desktop.sessions import pages, stores
from mnist_desktop.sessions import settings as remembered
from mnist_desktop.sessions.against import AgainstSession
from mnist_desktop.sessions.fine_tuning import FineTuningSession
from mnist_desktop.sessions.for_testing import ForTesting
from mnist_desktop.sessions.inside_sessions import InsideSessions
from mnist_desktop.sessions.library import LibrarySession
from mnist_desktop.sessions.mine import MineSession
from mnist_desktop.sessions.mistakes import MistakesSession
from mnist_desktop.sessions.nudging import NudgingSession
from mnist_desktop.sessions.pad_input import PadInput
from mnist_desktop.sessions.pad_output import PadOutput
from mnist_desktop.sessions.preparation import Preparation
from mnist_desktop.sessions.reading import ReadingSession
from mnist_desktop.sessions.recovery import RecoverySession
from mnist_desktop.sessions.samples import Samples
from mnist_desktop.sessions.state import ApplicationState, Message
from mnist_desktop.sessions.stressing import StressingSession
from mnist_desktop.sessions.teaching import Teaching
from mnist_desktop.sessions.testing import TestingSession
from mnist_desktop.sessions.training import TrainingSession
from mnist_desktop.sessions.turning import TurningSession
from mnist_desktop.system.errors import Problem, ProblemError
from mnist_desktop.system.once import Once
from mnist_desktop.ui.main_window import MainWindow
from mnist_desktop.ui.pages.inside.page import InsidePage
from mnist_desktop.ui.pages.mine.page import MinePage
from mnist_desktop.ui.pages.runs.page import RunsPage
from mnist_desktop.ui.pages.tabs import Page
from mnist_desktop.ui.pages.test.against import AgainstSection
from mnist_desktop.ui.pages.test.page import TestPage
from mnist_desktop.ui.pages.test.stress import StressSection
from mnist_desktop.ui.pages.train.page import TrainPage
from mnist_desktop.ui.style.theme import ThemeChoice
from mnist_desktop.words.problems import sentence
from mnist_desktop.words.test_scores import read_right
from mnist_desktop.workers.ask import Asker
from mnist_desktop.workers.reading import ReadingWorker
from mnist_desktop.workers.thread import WorkerThread
from mnist_desktop.workers.training import TrainingWorker

if TYPE_CHECKING:
    from mnist_desktop.learning.library import Library

SAMPLES: Final = "mine.jsonl"
PageKind = TypeVar("PageKind", bound=Page)


class WindowSession(QObject):
    """Owns the state, the workers and the sessions of one window."""

    def __init__(self, window: MainWindow, settings_file: Path, runs_folder: Path) -> None:
        super().__init__(window)
        self._window, self._settings_file = window, settings_file
        self._settings = self._saved_settings = remembered.load(settings_file)
        self._message = Message("")
        self._library: Once[Library] = Once(lambda: stores.library(runs_folder))
        self.state = ApplicationState(self._settings.model, self._settings.weights, self)
        reader, trainer = ReadingWorker(self._library), TrainingWorker(self._library)
        self._asker, self._pad_asker, self._sample_asker = Asker(self), Asker(self), Asker(self)
        self._reading_thread, self._training_thread = WorkerThread(reader, "reading"), WorkerThread(trainer, "training")
        self._train_page, self._runs_page = _page(window, TrainPage), _page(window, RunsPage)
        self.reading = ReadingSession(self.state, reader, window.pad.canvas, window.reading, self)
        self.training = TrainingSession(self.state, trainer, self._train_page, self)
        self._runs = LibrarySession(self.state, self._library, self._asker, self._runs_page, self.training, self)
        recent = [Path(file) for file in self._settings.recent]
        self._pad_input = PadInput(window, self.state, self._pad_asker, recent)
        self._pad_output = PadOutput(window, self.state, self._pad_asker)
        self._samples = Samples(
            self.state, Once(lambda: stores.sample_store(settings_file.with_name(SAMPLES))), self._sample_asker, self
        )
        for_testing = ForTesting()
        self._teach(reader, trainer, for_testing)
        self._test(trainer, for_testing)
        self._recovery = RecoverySession(window.pad.canvas, settings_file.parent / "windows", self)
        self._preparation = Preparation(self._train_page, trainer, self.training.begin, self)
        self._connect(reader, trainer)
        pages.listen_all(window.pages, self.state)
        self._compare(reader)
        self._look_inside(reader)
        self._restore()

    def _look_inside(self, reader: ReadingWorker) -> None:
        """Let the page Inside look into the network that reads."""
        self.looking = InsideSessions(
            self._window,
            self.state,
            self._library,
            reader,
            self.reading,
            _page(self._window, InsidePage),
            self.mistakes.put,
            self,
        )

    def _compare(self, reader: ReadingWorker) -> None:
        """Let both networks read the same digits, let digits be nudged, and let those of a test be stressed."""
        panel = self._window.reading
        NudgingSession(self.state, self.reading, reader, self._pad_asker, panel, self)
        section = _page(self._window, TestPage).section(StressSection)
        self._stressing = StressingSession(self.state, self.testing, reader, panel, section, self)
        panel.compare.setChecked(self._settings.compared)
        panel.compare.toggled.connect(lambda compared: self._remember(compared=compared))

    def _teach(self, reader: ReadingWorker, trainer: TrainingWorker, for_testing: ForTesting) -> None:
        """Make what labels digits, shows them, and lets networks learn them."""
        state, samples, page = self.state, self._samples, _page(self._window, MinePage)
        teaching = Teaching(self._window, state, self.reading, samples, for_testing, self)
        self.mine = MineSession(state, samples, reader, self._asker, page, self._window.pad.canvas, self)
        FineTuningSession(state, samples, self.mine, self.training, trainer, page.learning, self)
        page.round_requested.connect(teaching.begin_round)

    def _test(self, trainer: TrainingWorker, for_testing: ForTesting) -> None:
        """Make what scores weights on labelled digits."""
        page = _page(self._window, TestPage)
        self.testing = TestingSession(self.state, self._samples, self._library, trainer, page, self)
        self.mistakes = MistakesSession(self.testing, self.reading, self._window, page, for_testing, self)
        section = page.section(AgainstSection)
        self._against = AgainstSession(self.state, self.testing, self._library, section, self)

    def _connect(self, reader: ReadingWorker, trainer: TrainingWorker) -> None:
        window, state = self._window, self.state
        window.painted.connect(self._begin)
        window.painted.connect(self._begin_recovery, Qt.ConnectionType.QueuedConnection)  # after the reading has begun
        window.closing.connect(self._end)
        window.message_bar.action_triggered.connect(self._act)
        state.message_sent.connect(self._show_message)
        for changed in (state.network_changed, state.weights_changed, state.run_changed, state.preview_changed):
            changed.connect(lambda *_: self._describe_weights())
        reader.all_loaded.connect(self._prepare)
        trainer.weights_published.connect(self.reading.take_live)
        TurningSession(state, self.training, window.pages, self._train_page, self)
        self._runs.cut_off_found.connect(self._offer_to_resume)
        self._recovery.crash_found.connect(window.message_bar.add_message)
        self._runs_page.list.ticked.connect(lambda earlier: self._train_page.board.show_with(earlier=earlier))
        self._remember_what_is_chosen()

    def _remember_what_is_chosen(self) -> None:
        window, commands, form = self._window, self._window.commands, self._train_page.form
        self.state.network_changed.connect(lambda name: self._remember(model=name))
        commands.themes.triggered.connect(lambda action: self._remember(theme=action.data().value))
        commands.languages.triggered.connect(self._choose_language)
        commands.show_pages.toggled.connect(lambda shown: self._remember(training_shown=shown))
        commands.show_reading.toggled.connect(lambda shown: self._remember(reading_shown=shown))
        window.pad.canvas.pen_width_changed.connect(lambda width: self._remember(pen_width=width))
        self._pad_input.recent_changed.connect(lambda files: self._remember(recent=remembered.names_of(files)))
        form.plan_edited.connect(lambda preset, plan: self._remember(preset=preset, plan=json.dumps(plan.to_json())))

    # Start and end

    def _restore(self) -> None:
        kept, window = self._settings, self._window
        window.set_theme_choice(ThemeChoice(kept.theme))
        window.commands.check_language(kept.language)
        window.pad.canvas.set_pen_width(kept.pen_width)
        window.restoreGeometry(QByteArray.fromBase64(kept.geometry.encode()))
        window.restore_layout(kept.layout, pages_shown=kept.training_shown, reading_shown=kept.reading_shown)
        self._train_page.form.set_plan(*self._remembered_plan())
        self._train_page.form.set_network(self.state.network)
        self._describe_weights()

    def _remembered_plan(self) -> tuple[str, Plan]:
        kept = self._settings
        try:
            return kept.preset, Plan.from_json(json.loads(kept.plan))
        except (ProblemError, ValueError):
            return kept.preset, plan_of(kept.preset or remembered.Settings().preset, self.state.network)

    def _begin(self) -> None:
        if self._window.isVisible():  # it may have closed before this signal arrived
            self._reading_thread.start()
            self._pad_asker.start()
            self.reading.begin(sorted(NETWORKS, key=lambda name: name != self.state.network))

    def _begin_recovery(self) -> None:
        if self._window.isVisible():
            self._recovery.begin()

    def _prepare(self) -> None:
        """Start what can wait until the networks can read."""
        if self._window.isVisible():
            self._training_thread.start()
            self._asker.start()
            self._sample_asker.start()
            self._runs.begin()
            self._samples.begin()
            self._preparation.start()

    def _end(self) -> None:
        self._window.hide()
        self._pad_input.end()
        self.training.quit()
        self._preparation.finish()
        self._training_thread.stop()
        self._asker.stop()
        self._pad_asker.stop()
        self._sample_asker.stop()
        self.testing.end()
        self._against.end()
        self._stressing.end()
        self.looking.end()
        self._pad_output.end()
        self._reading_thread.stop()
        if library := self._library.made:
            library.keep_all()
        self._keep_settings()
        self._recovery.end()

    # Messages

    def _show_message(self, message: Message) -> None:
        self._message = message
        text = sentence(message.about) if isinstance(message.about, Problem) else message.about
        self._window.message_bar.show_message(text, message.action)

    def _act(self) -> None:
        self._message.act()

    def _describe_weights(self) -> None:
        is_loading = self.state.is_loading(self.state.network)
        self._window.status.setText(
            self.tr("Loading the networks; you can draw already") if is_loading else self.tr("Ready")
        )
        self._window.weights.setText(self._weights_in_words())

    def _weights_in_words(self) -> str:
        network, run = self.state.network, self.training.run_under_way
        if preview := self.state.preview(network):
            return preview
        if self.state.live == network:
            words = self.tr("{0}, learning now") if run else self.tr("{0}, not saved")
            return words.format(network)
        weights = self.state.weights(network)
        if weights is None:
            return ""
        name = weights.name or self.tr("{0}, factory weights").format(network)
        if not weights.tests:
            return name
        return self.tr("{0}: {1} read right").format(name, read_right(weights.tests, self._window.locale()))

    def _offer_to_resume(self, kept: KeptRun) -> None:
        if kept.id == self._settings.offered:
            return
        self._remember(offered=kept.id)
        history = kept.history
        text = self.tr("{0} was cut off after {1} of {2} epochs; what it had learnt is kept.").format(
            history.name, len(history.epochs), history.plan.config.epochs
        )
        self._message = Message(text, self.tr("Resume"), lambda: self._resume(kept))
        self._window.message_bar.add_message(text, self._message.action)

    def _resume(self, kept: KeptRun) -> None:
        self.state.choose_network(kept.history.plan.network)
        self.training.resume(kept)

    def _choose_language(self, action: QtGui.QAction) -> None:
        self._remember(language=action.data())
        self.state.say(self.tr("The language changes when you start the program again."))

    # Settings

    def _remember(self, **values: Any) -> None:
        self._settings = replace(self._settings, **values)

    def _keep_settings(self) -> None:
        geometry = bytes(self._window.saveGeometry().toBase64().data()).decode()
        self._remember(geometry=geometry, layout=self._window.layout_state(), weights=dict(self.state.all_chosen))
        try:
            remembered.save(self._settings, self._settings_file, self._saved_settings)
        except OSError as error:
            from mnist_desktop.system import log

            log.note(f"settings not kept: {error}")


def _page(window: MainWindow, kind: type[PageKind]) -> PageKind:
    found = window.findChild(kind)
    assert found is not None, "the window has all pages of the list"
    return found
