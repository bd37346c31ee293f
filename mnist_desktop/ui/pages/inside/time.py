"""The section Time: the moments of a run."""

from __future__ import annotations

from mnist_desktop.ui.pages.inside.sections import InsideSection


class TimeSection(InsideSection):
    """The moments of a run."""

    @property
    def title(self) -> str:
        return self.tr("Time")
