"""The section Health: sizes of weights, gradients and updates, and units that are dead."""

from __future__ import annotations

from mnist_desktop.ui.pages.inside.sections import InsideSection


class HealthSection(InsideSection):
    """Sizes of weights, gradients and updates, and units that are dead."""

    @property
    def title(self) -> str:
        return self.tr("Health")
