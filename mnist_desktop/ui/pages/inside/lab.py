"""The section Lab: filters and neurons that can be switched off."""

from __future__ import annotations

from mnist_desktop.ui.pages.inside.sections import InsideSection


class LabSection(InsideSection):
    """Filters and neurons that can be switched off."""

    @property
    def title(self) -> str:
        return self.tr("Lab")
