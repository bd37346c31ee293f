"""The state of the window: which network reads, with which weights, and which run is shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from mnist_desktop.runs.history import History, KeptRun
from mnist_desktop.system.errors import Problem
from mnist_desktop.workers.reading import WeightsChoice, WeightsInUse


@dataclass(frozen=True)
class Message:
    """A message at the top of the window: a text or a problem, and an optional button."""

    about: str | Problem
    action: str = ""
    act: Callable[[], object] = lambda: None


class ApplicationState(QObject):
    """The state that sessions change and pages listen to. It calls neither."""

    network_changed = Signal(str)
    choice_changed = Signal(object)  # WeightsChoice: the user or the end of a run chose these weights
    weights_changed = Signal(str)  # the network whose weights changed
    preview_changed = Signal(str)  # the network that reads with something else for now, or no longer does
    runs_changed = Signal()
    run_started = Signal(object)  # KeptRun
    run_changed = Signal()  # another run, or none, is shown
    run_ended = Signal(object)  # History
    message_sent = Signal(object)  # Message

    def __init__(self, network: str, chosen: Mapping[str, str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._network = network
        self._chosen = dict(chosen)
        self._weights: dict[str, WeightsInUse | None] = {}
        self._live = ""
        self._previews: dict[str, str] = {}
        self._runs: dict[str, KeptRun] = {}
        self._run: KeptRun | None = None

    # The network and its weights

    @property
    def network(self) -> str:
        """The network that reads, by its name in the catalog."""
        return self._network

    def choose_network(self, name: str) -> None:
        if name != self._network:
            self._network = name
            self.network_changed.emit(name)

    def chosen(self, network: str) -> WeightsChoice:
        """Return the weights that a network reads with when it follows no run."""
        return WeightsChoice(network, self._chosen.get(network, ""))

    @property
    def all_chosen(self) -> Mapping[str, str]:
        """Maps each network to the id of the run whose weights it reads with, "" for the factory weights."""
        return self._chosen

    def choose(self, choice: WeightsChoice) -> None:
        """Choose these weights. The network stops following the current run."""
        self._chosen[choice.network] = choice.run
        if self._live == choice.network:
            self._live = ""
        self.choice_changed.emit(choice)

    @property
    def live(self) -> str:
        """The network that follows the weights of the current run, "" for none."""
        return self._live

    def follow(self, network: str) -> None:
        """Let a network read with the weights of the current run."""
        self._live = network
        self.weights_changed.emit(network)

    def is_loading(self, network: str) -> bool:
        return network not in self._weights

    def weights(self, network: str) -> WeightsInUse | None:
        """Return the weights that a network reads with, or None if it has none yet."""
        return self._weights.get(network)

    def set_weights(self, weights: WeightsInUse) -> None:
        network = weights.choice.network
        self._weights[network], self._chosen[network] = weights, weights.choice.run
        self.weights_changed.emit(network)

    def clear_weights(self, network: str) -> None:
        """Record that a network has no weights."""
        self._weights[network] = None
        self.weights_changed.emit(network)

    def preview(self, network: str) -> str:
        """Return in words what a network reads with for now in place of its weights, "" if it reads with those."""
        return self._previews.get(network, "")

    def set_preview(self, network: str, words: str) -> None:
        if words != self.preview(network):
            self._previews[network] = words
            self.preview_changed.emit(network)

    # The runs

    @property
    def runs(self) -> list[KeptRun]:
        """All kept runs, the newest first."""
        return sorted(self._runs.values(), key=lambda kept: kept.id, reverse=True)

    def find(self, run: str) -> KeptRun | None:
        return self._runs.get(run)

    def set_runs(self, runs: Mapping[str, KeptRun]) -> None:
        self._runs = dict(runs)
        self.runs_changed.emit()

    def add_run(self, kept: KeptRun) -> None:
        """Add a run whose file was just saved."""
        self.set_runs({**self._runs, kept.id: kept})

    @property
    def run(self) -> KeptRun | None:
        """The run that is shown, current or ended."""
        return self._run

    def show_run(self, run: KeptRun | None) -> None:
        self._run = run
        self.run_changed.emit()

    @property
    def history(self) -> History | None:
        return self._run.history if self._run else None

    # Messages

    def say(self, about: str | Problem, action: str = "", act: Callable[[], object] = lambda: None) -> None:
        self.message_sent.emit(Message(about, action, act))
