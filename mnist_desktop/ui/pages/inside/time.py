"""The section Time: the moments of a run, to go back to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QHideEvent

from mnist_desktop.ui.pages import dialogs
from mnist_desktop.ui.pages.inside.sections import InsideSection
from mnist_desktop.ui.pages.inside.time_commands import TimeCommands
from mnist_desktop.ui.style.theme import LIGHT, Theme

if TYPE_CHECKING:
    from mnist_desktop.runs.scores import Score
    from mnist_desktop.ui.pages.inside.time_shown import Confidences, RunMoments
    from mnist_desktop.ui.pages.inside.time_view import TimeView


class TimeSection(InsideSection):
    """A run, a slider over its moments, and below it what was so at each moment.

    A session tells it what to show, once it is built.
    """

    run_chosen = Signal(str)  # its id; by the user
    moment_chosen = Signal(int)  # its index; by the user, or while the moments are played
    film_requested = Signal(object)  # Path
    left_view = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.commands = TimeCommands(self)
        self._theme = LIGHT
        self._view: TimeView | None = None
        self._moment: int | None = None
        self._count = 0
        self.commands.play.triggered.connect(self._play_or_pause)
        self.commands.export.triggered.connect(self._ask_where_to)

    @property
    def title(self) -> str:
        return self.tr("Time")

    @property
    def menu_actions(self) -> Sequence[QAction]:
        return self.commands.play, self.commands.now, self.commands.export

    @property
    def is_built(self) -> bool:
        return self._view is not None

    @property
    def view(self) -> TimeView:
        """The widgets, once they are built."""
        assert self._view is not None, "the section was in view before"
        return self._view

    @property
    def moment(self) -> int | None:
        """The index of the moment on show, None for now."""
        return self._moment

    def build(self) -> None:
        from mnist_desktop.ui.pages.inside.time_view import TimeView

        self._view = view = TimeView(self.commands)
        view.set_theme(self._theme)
        self._fill_with(view)
        view.runs.activated.connect(lambda _: self.run_chosen.emit(view.runs.currentData()))
        view.slider.chosen.connect(self.moment_chosen)
        view.slider.play_changed.connect(self.commands.show_playing)
        for plot in (view.loss, view.confidence):
            plot.chosen.connect(view.slider.go_to)

    def show_runs(self, names: Mapping[str, str], chosen: str) -> None:
        """Show runs by their ids, and which one is chosen, "" for none."""
        self.view.show_runs(names, chosen)

    def show_moments(self, shown: RunMoments, moment: int | None) -> None:
        """Show the moments that there are of the chosen run, and the index of that on show, None for now."""
        self._count = len(shown.moments)
        self.view.show_moments(shown, moment)
        self.show_moment(moment)

    def show_moment(self, index: int | None) -> None:
        """Show which moment the network reads with, None for now."""
        self._moment = index
        if index is None:
            self.view.slider.pause()
        self.view.show_moment(index)
        self.commands.show_possible(has_moments=self._count > 0, is_past=index is not None)

    def show_confidences(self, found: Confidences | None) -> None:
        """Show what is read of the drawing at each moment, None if there is none to show."""
        self.view.confidence.show_confidences(found)

    def show_score(self, score: Score | None) -> None:
        """Show the confusion matrix of the moment, None while it is not known."""
        self.view.show_score(score)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.commands.set_theme(theme)
        if self._view is not None:
            self._view.set_theme(theme)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.left_view.emit()

    def _play_or_pause(self) -> None:
        self.view.slider.play_or_pause()

    def _ask_where_to(self) -> None:
        self.view.slider.pause()
        if path := dialogs.film_file(self, self.view.runs.currentText()):
            self.film_requested.emit(path)
