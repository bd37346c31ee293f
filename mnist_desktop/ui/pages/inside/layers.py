"""The section Layers: what each layer makes of the digit."""

from __future__ import annotations

from mnist_desktop.ui.pages.inside.sections import InsideSection


class LayersSection(InsideSection):
    """What each layer makes of the digit."""

    @property
    def title(self) -> str:
        return self.tr("Layers")
