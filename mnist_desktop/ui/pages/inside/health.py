"""The section Health: sizes of weights, gradients and updates, and units that are dead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent

from mnist_desktop.ui.pages.inside.sections import InsideSection
from mnist_desktop.ui.style.theme import LIGHT, Theme

if TYPE_CHECKING:
    from mnist_desktop.runs.history import History
    from mnist_desktop.ui.pages.inside.health_view import HealthView


class HealthSection(InsideSection):
    """Shows how well the layers of a run learn. A session gives it the run while it is in view."""

    left_view = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._theme = LIGHT
        self._view: HealthView | None = None

    @property
    def title(self) -> str:
        return self.tr("Health")

    @property
    def view(self) -> HealthView:
        """The widgets, once they are built."""
        assert self._view is not None, "the section was in view before"
        return self._view

    def build(self) -> None:
        from mnist_desktop.ui.pages.inside.health_view import HealthView

        self._view = HealthView()
        self._view.set_theme(self._theme)
        self._fill_with(self._view)

    def show_history(self, history: History | None) -> None:
        """Show a run, None for none. One that was not measured has no curves."""
        self.view.show_history(history)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        if self._view is not None:
            self._view.set_theme(theme)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.left_view.emit()
