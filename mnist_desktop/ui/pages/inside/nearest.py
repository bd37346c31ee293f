"""The section Nearest: the training digits that are nearest to what is on the pad."""

from __future__ import annotations

from mnist_desktop.ui.pages.inside.sections import InsideSection


class NearestSection(InsideSection):
    """The training digits that are nearest to what is on the pad."""

    @property
    def title(self) -> str:
        return self.tr("Nearest")
