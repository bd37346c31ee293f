"""Stand-ins for workers, of the same signals, that only take notes; and runs and plans to show."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal, SignalInstance, Slot

from mnist_desktop.runs.events import EpochFinished, RunFinished, RunState, Saved
from mnist_desktop.runs.history import History, KeptRun
from mnist_desktop.runs.plan import Plan, plan_of
from mnist_desktop.runs.scores import Score
from mnist_desktop.workers.reading import Question, WeightsChoice
from mnist_desktop.workers.training import LiveWeights, Resume, Start


class StandInTrainer(QObject):
    """Notes what is asked of it; a test tells what comes of it."""

    run_started = Signal(object)
    events_came = Signal(object)
    weights_published = Signal(object)
    run_saved = Signal(object)
    failed = Signal(object)
    ended = Signal()
    prepared = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[Any] = []
        self.holds_imports = False

    def hold_imports(self) -> None:
        self.holds_imports = True

    def release_imports(self) -> None:
        self.holds_imports = False

    @Slot()
    def prepare(self) -> None:
        self.asked.append("prepare")

    @Slot(object)
    def work(self, assignment: Start | Resume) -> None:
        self.asked.append(assignment)

    @Slot(object)
    def save_unsaved(self, path: object) -> None:
        self.asked.append(path)

    def begin(self, run: KeptRun) -> None:
        """The run is under way, with the history of `run`."""
        run.history.state = RunState.RUNNING
        self.run_started.emit(run)

    def finish(self, run: KeptRun, *, saved: bool = True) -> None:
        """Its epochs are done, and it is in its file."""
        if saved:
            self.run_saved.emit(run)
        self.events_came.emit((RunFinished(run.history.scores), *([Saved()] if saved else [])))
        self.ended.emit()


class StandInReader(QObject):
    """Notes what is asked of it; a test tells what it reads."""

    loaded = Signal(object)
    all_loaded = Signal()
    load_failed = Signal(object, object)
    adopted = Signal(str)
    answered = Signal(object)
    picture_failed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.questions: list[Question] = []
        self.asked: list[Any] = []

    def ask(self, question: Question) -> None:
        self.questions.append(question)

    @Slot(object)
    def load(self, choices: list[WeightsChoice]) -> None:
        self.asked += choices

    @Slot(object)
    def use(self, choice: WeightsChoice) -> None:
        self.asked.append(choice)

    @Slot(object)
    def adopt(self, live: LiveWeights) -> None:
        self.asked.append(live)


def kept_run(
    name: str = "CNNNet 1",
    *,
    network: str = "CNNNet",
    state: RunState = RunState.FINISHED,
    parent: str = "",
    **how: Any,
) -> KeptRun:
    """A run with two of its five epochs done; its id is its name, in small letters and dashes."""
    plan = plan_of("recommended", network)
    plan = replace(plan, parent=parent, config=replace(plan.config, epochs=how.pop("epochs", 5)))
    scores = (Score("MNIST test", 0.98),)
    rows = [EpochFinished(epoch, 0.5, 0.9, scores, 1.0, 1000.0) for epoch in (1, 2)]
    history = History(name, plan, state=state, steps=10, epochs=rows, scores=scores)
    return KeptRun(name.lower().replace(" ", "-"), history, how.pop("can_resume", True))


def plan(**values: Any) -> Plan:
    """The recommended plan of CNNNet with other values."""
    usual = plan_of("recommended", "CNNNet")
    return replace(usual, config=replace(usual.config, **values))


def heard(signal: SignalInstance) -> list[tuple[object, ...]]:
    """Everything that a signal says from now on."""
    told: list[tuple[object, ...]] = []
    signal.connect(lambda *values: told.append(values))
    return told
