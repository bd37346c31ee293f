"""The section Why: what in the drawing speaks for the reading."""

from __future__ import annotations

from mnist_desktop.ui.pages.inside.sections import InsideSection


class WhySection(InsideSection):
    """What in the drawing speaks for the reading."""

    @property
    def title(self) -> str:
        return self.tr("Why")
