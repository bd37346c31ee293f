"""What networks read with for now in place of their weights: a moment of a run, and what the lab changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from mnist_desktop.catalog.networks import NETWORKS
from mnist_desktop.sessions.state import ApplicationState
from mnist_desktop.workers.reading import Preview, ReadingWorker

if TYPE_CHECKING:
    from mnist_desktop.reading.predictor import Predictor

Change = Callable[["Predictor"], "Predictor"]


@dataclass(frozen=True, eq=False)
class _Parts:
    """A preview and its words: those of a moment of a run, and those of what the lab changed."""

    moment: Predictor | None = None
    moment_words: str = ""
    change: Change | None = None
    change_words: str = ""


class Previews(QObject):
    """Composes the previews of each network. The lab changes the moment of a run, or else the weights in use."""

    _shown = Signal(object)  # Preview

    def __init__(self, state: ApplicationState, worker: ReadingWorker, parent: QObject) -> None:
        super().__init__(parent)
        self._state, self._worker = state, worker
        self._parts = {network: _Parts() for network in NETWORKS}
        self._shown.connect(worker.show_preview)
        for changed in (state.choice_changed, state.run_started):
            changed.connect(lambda _: self.end_moments())

    def show_moment(self, network: str, predictor: Predictor, words: str) -> None:
        """Let a network read with the weights that it had at a moment of a run, which the words name."""
        self._show(network, replace(self._parts[network], moment=predictor, moment_words=words))

    def end_moments(self) -> None:
        """Let all networks read with their weights of now."""
        for network, parts in self._parts.items():
            if parts.moment is not None:
                self._show(network, replace(parts, moment=None, moment_words=""))

    def show_change(self, network: str, change: Change | None, words: str = "") -> None:
        """Let a network read with weights that are changed like this, None for unchanged ones."""
        self._show(network, replace(self._parts[network], change=change, change_words=words))

    def base(self, network: str) -> Predictor | None:
        """Return what the lab changes: the moment of a run, or the weights in use."""
        return self._parts[network].moment or self._worker.in_use(network)

    def _show(self, network: str, parts: _Parts) -> None:
        self._parts[network] = parts
        self._shown.emit(Preview(network, parts.moment, parts.change))
        self._state.set_preview(network, " · ".join(filter(None, (parts.moment_words, parts.change_words))))
