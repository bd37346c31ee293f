"""The panel that trains a network and shows how it learns. It asks for things, and shows what it is told."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from mnist_desktop.runs.events import UNDER_WAY, RunState
from mnist_desktop.runs.hints import Hint
from mnist_desktop.runs.history import History, KeptRun, to_csv
from mnist_desktop.runs.pace import Progress
from mnist_desktop.runs.plan import Plan
from mnist_desktop.ui.pages import dialogs
from mnist_desktop.ui.pages.train.commands import TrainingCommands
from mnist_desktop.ui.pages.train.control_bar import ControlBar
from mnist_desktop.ui.pages.train.form import TrainingForm
from mnist_desktop.ui.pages.train.notices import DecisionBar, HintBar
from mnist_desktop.ui.pages.train.pages import Pages
from mnist_desktop.ui.style.theme import Theme
from mnist_desktop.ui.widgets.layout import Card


class TrainPage(Card):
    """Settings above, controls below them, and then the plots or the kept runs."""

    train_requested = Signal(object)  # Plan
    pause_requested = Signal()
    resume_requested = Signal()
    stop_requested = Signal()
    epoch_requested = Signal()  # one more
    rates_changed = Signal(float, float)  # learning rate and momentum, for the run under way
    plan_changed = Signal(str, object)  # by a person: preset, "" where it is none of them, and Plan
    keep_requested = Signal()
    discard_requested = Signal()
    hint_applied = Signal(object)  # Hint
    factory_requested = Signal()
    run_use_requested = Signal(str)  # id
    run_resume_requested = Signal(str)  # id
    run_renamed = Signal(str, str)  # id, new name
    run_delete_requested = Signal(str)  # id
    run_export_requested = Signal(str, object)  # id, Path
    run_open_requested = Signal(object)  # Path
    failed = Signal(str)  # an export, and why

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("trainingPanel")
        self.commands = TrainingCommands(self)
        self._state: RunState | None = None
        self._history: History | None = None
        self._model_to_follow = ""
        self._form = TrainingForm()
        self._strip = ControlBar(self.commands)
        self._hint, self._decision = HintBar(), DecisionBar()
        self._pages = Pages(self.commands)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 16)
        layout.setSpacing(10)
        for part in (self._form, self._strip, self._hint, self._decision):
            layout.addWidget(part)
        layout.addWidget(self._pages, 1)
        self._connect_commands()
        self._connect_parts()

    @property
    def plan(self) -> Plan:
        """What the form asks for."""
        return self._form.plan

    @property
    def preset(self) -> str:
        """The preset whose values these are, "" where they are nobody's."""
        return self._form.preset

    # The plan

    def set_plan(self, preset: str, plan: Plan) -> None:
        """Fill the form with a plan made from `preset`, "" where that is unknown; no signal."""
        self._form.set_plan(preset, plan)

    def set_model(self, name: str) -> None:
        """Plan for the network that reads now, or once the run under way has ended; no signal."""
        self._model_to_follow = name
        self._follow()

    # The run

    def show_state(self, state: RunState | None) -> None:
        """Say where the run stands, and let be done what then can be; None before there was one."""
        self._state = state
        self.commands.show_state(state)
        self._form.set_locked(state in UNDER_WAY)
        self._pages.runs.show_under_way(state in UNDER_WAY)
        self._strip.status.show_state(state)
        self._show_result()
        self._follow()

    def show_run(self, history: History | None) -> None:
        """Plot this run, and by `refresh_run` what comes to it later."""
        if history is not self._history:
            self._hint.forget_dismissal()
        self._history = history
        self._pages.board.show_with(history=history)
        self._show_result()
        self._follow()

    def refresh_run(self) -> None:
        """Draw what has come to the run; some ten times a second is fine."""
        self._pages.board.refresh()

    def show_progress(self, progress: Progress | None) -> None:
        self._strip.status.show_progress(progress)

    def show_status(self, text: str) -> None:
        """Say this below the bar until there is something new to tell."""
        self._strip.status.show_text(text)

    def show_preparing(self, done: int, of: int) -> None:
        self._strip.status.show_preparing(done, of)

    def show_scoring(self, done: int, of: int) -> None:
        self._strip.status.show_scoring(done, of)

    def show_hint(self, hint: Hint | None) -> None:
        """None takes it away; a hint of the kind that was dismissed in this run stays away."""
        self._hint.show_hint(hint)

    def show_decision(self, history: History | None, factory_accuracy: float | None) -> None:
        """Ask whether to keep a run, beside what the factory weights read (a fraction); None takes it away."""
        self._hint.set_waiting(history is not None)
        self._decision.show_decision(history, factory_accuracy)

    # Kept runs, and the looks

    def show_runs(self, runs: Sequence[KeptRun], in_use: str) -> None:
        """List these; `in_use` is the id of the run whose weights read, "" for the factory's."""
        self._pages.runs.show_runs(runs, in_use)

    def attach_plots(self) -> None:
        """Put the plots in, once pyqtgraph was imported in the background; before that their places say so."""
        self._pages.board.attach()

    def set_theme(self, theme: Theme) -> None:
        for part in (self.commands, self._form, self._hint, self._pages):
            part.set_theme(theme)

    # Inside

    def _connect_commands(self) -> None:
        commands = self.commands
        commands.train.triggered.connect(lambda: self.train_requested.emit(self._form.plan))
        commands.pause.triggered.connect(self._pause_or_resume)
        commands.stop.triggered.connect(self.stop_requested)
        commands.epoch.triggered.connect(self.epoch_requested)
        commands.factory.triggered.connect(self.factory_requested)
        commands.open_run.triggered.connect(self._ask_what_to_open)
        commands.export.triggered.connect(self._export_plots)

    def _connect_parts(self) -> None:
        runs = self._pages.runs
        self._form.plan_edited.connect(self.plan_changed)
        self._form.rates_edited.connect(self._take_rates)
        self._hint.hint_applied.connect(self.hint_applied)
        self._decision.keep_requested.connect(self.keep_requested)
        self._decision.discard_requested.connect(self.discard_requested)
        runs.run_use_requested.connect(self.run_use_requested)
        runs.run_resume_requested.connect(self.run_resume_requested)
        runs.run_renamed.connect(self.run_renamed)
        runs.run_delete_requested.connect(self.run_delete_requested)
        runs.run_export_requested.connect(self.run_export_requested)
        runs.ticked.connect(lambda earlier: self._pages.board.show_with(earlier=earlier))

    def _follow(self) -> None:
        """Show the plan of the run under way, or else one for the network that reads."""
        if self._state in UNDER_WAY:
            if self._history is not None and self._history.state in UNDER_WAY:
                self._form.set_plan("", self._history.plan)
        elif self._model_to_follow:
            self._form.set_model(self._model_to_follow)

    def _show_result(self) -> None:
        self._strip.status.show_test_accuracy(self._history.test_accuracy if self._history else None)

    def _pause_or_resume(self) -> None:
        if self._state is RunState.PAUSED:
            self.resume_requested.emit()
        else:
            self.pause_requested.emit()

    def _take_rates(self, learning_rate: float, momentum: float) -> None:
        if self._state in UNDER_WAY:
            self.rates_changed.emit(learning_rate, momentum)

    def _ask_what_to_open(self) -> None:
        path = dialogs.run_file(self)
        if path is not None:
            self.run_open_requested.emit(path)

    def _export_plots(self) -> None:
        path = dialogs.plots_file(self, self._history.name if self._history else self.tr("Training"))
        if path is not None:
            self._write_plots(path)

    def _write_plots(self, path: Path) -> None:
        from mnist_desktop.system.files import write_atomically  # what it imports can wait until after the first paint

        board = self._pages.board
        is_figures = path.suffix.lower() == ".csv"
        content = to_csv(board.shown.histories).encode() if is_figures else board.png()
        try:
            write_atomically(path, content)
        except OSError as error:
            self.failed.emit(self.tr("{0} could not be written: {1}").format(path.name, error.strerror or error))
