"""What the whole window knows: which network reads, with which weights, and which run is on show."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from mnist_desktop.runs.history import History, KeptRun
from mnist_desktop.system.errors import Problem
from mnist_desktop.workers.reading import WeightsChoice, WeightsInUse


@dataclass(frozen=True)
class Message:
    """Something to say at the top of the window, in words or as a problem, and perhaps a button that acts on it."""

    about: str | Problem
    action: str = ""
    act: Callable[[], object] = lambda: None


class ApplicationState(QObject):
    """Sessions change it, and pages listen to it. It asks nothing of anybody."""

    network_changed = Signal(str)
    choice_changed = Signal(object)  # WeightsChoice: a person, or the end of a run, wants these weights to read
    weights_changed = Signal(str)  # the network that reads with other weights now
    runs_changed = Signal()
    run_started = Signal(object)  # KeptRun
    run_changed = Signal()  # the run on show is another one, or none
    run_ended = Signal(object)  # History
    message_sent = Signal(object)  # Message

    def __init__(self, network: str, chosen: Mapping[str, str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._network = network
        self._chosen = dict(chosen)
        self._weights: dict[str, WeightsInUse | None] = {}
        self._live = ""
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
        """The weights that a network is to read with, once no run under way gives it others."""
        return WeightsChoice(network, self._chosen.get(network, ""))

    @property
    def all_chosen(self) -> Mapping[str, str]:
        """By network the id of the run whose weights it is to read with, "" for the factory weights."""
        return self._chosen

    def choose(self, choice: WeightsChoice) -> None:
        """Read with these weights from now on; those of a run under way are no longer followed."""
        self._chosen[choice.network] = choice.run
        if self._live == choice.network:
            self._live = ""
        self.choice_changed.emit(choice)

    @property
    def live(self) -> str:
        """The network that reads with the weights of the run under way, "" for none."""
        return self._live

    def follow(self, network: str) -> None:
        """Have a network read with the weights of the run under way."""
        self._live = network
        self.weights_changed.emit(network)

    def is_loading(self, network: str) -> bool:
        return network not in self._weights

    def weights(self, network: str) -> WeightsInUse | None:
        """What a network reads with; None where it has no weights, or not yet."""
        return self._weights.get(network)

    def set_weights(self, weights: WeightsInUse) -> None:
        network = weights.choice.network
        self._weights[network], self._chosen[network] = weights, weights.choice.run
        self.weights_changed.emit(network)

    def lose_weights(self, network: str) -> None:
        """A network has nothing to read with."""
        self._weights[network] = None
        self.weights_changed.emit(network)

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
        """Take note of a run whose file has just been written."""
        self.set_runs({**self._runs, kept.id: kept})

    @property
    def run(self) -> KeptRun | None:
        """The run on show, under way or ended."""
        return self._run

    def show_run(self, run: KeptRun | None) -> None:
        self._run = run
        self.run_changed.emit()

    @property
    def history(self) -> History | None:
        return self._run.history if self._run else None

    # Words for the person

    def say(self, about: str | Problem, action: str = "", act: Callable[[], object] = lambda: None) -> None:
        self.message_sent.emit(Message(about, action, act))
