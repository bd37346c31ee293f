"""The section Layers: what each layer makes of the digit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mnist_desktop.ui.pages.inside.sections import InsideSection
from mnist_desktop.ui.style.theme import LIGHT, Theme

if TYPE_CHECKING:
    from mnist_desktop.reading.layer_views import LayerViews
    from mnist_desktop.ui.pages.inside.layers_view import LayersView


class LayersSection(InsideSection):
    """What each layer makes of the digit."""

    def __init__(self) -> None:
        super().__init__()
        self._theme = LIGHT
        self._view: LayersView | None = None

    @property
    def title(self) -> str:
        return self.tr("Layers")

    def build(self) -> None:
        from mnist_desktop.ui.pages.inside.layers_view import LayersView  # with NumPy, which the start does not need

        self._view = LayersView()
        self._view.set_theme(self._theme)
        self._fill_with(self._view)

    def show_found(self, found: LayerViews) -> None:
        if self._view is not None:
            self._view.show_views(found)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        if self._view is not None:
            self._view.set_theme(theme)
