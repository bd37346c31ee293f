"""The base of the sections of the page Inside."""

from __future__ import annotations

from typing import Any

from mnist_desktop.ui.pages.sections import Section


class InsideSection(Section):
    """A section that shows the network that reads from one side."""

    def show_found(self, found: Any) -> None:
        """Show what was computed for this section, a value of the type that it names. None means nothing is drawn."""
