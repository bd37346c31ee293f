"""The section Map: a map of digits as the network sees them, that moves as it learns."""

from __future__ import annotations

from mnist_desktop.ui.pages.inside.sections import InsideSection


class MapSection(InsideSection):
    """A map of digits as the network sees them, that moves as it learns."""

    @property
    def title(self) -> str:
        return self.tr("Map")
