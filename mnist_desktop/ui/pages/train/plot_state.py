"""The values that the plots show."""

from __future__ import annotations

from dataclasses import dataclass

from mnist_desktop.runs.history import History
from mnist_desktop.ui.style.theme import LIGHT, Theme


@dataclass(frozen=True)
class EarlierRun:
    """A kept run whose curves are shown beside the run. `colour` is an index into the theme's `earlier`."""

    history: History
    colour: int

    def colour_in(self, theme: Theme) -> str:
        return theme.earlier[self.colour % len(theme.earlier)]


@dataclass(frozen=True)
class PlotState:
    """The run (None before the first), earlier runs, and display settings. `smoothing` is 0…100."""

    history: History | None = None
    earlier: tuple[EarlierRun, ...] = ()
    theme: Theme = LIGHT
    smoothing: int = 40
    is_log: bool = False

    @property
    def histories(self) -> list[History]:
        """The histories of all runs shown, each once."""
        found = [self.history, *(run.history for run in self.earlier)]
        return list({id(history): history for history in found if history is not None}.values())
