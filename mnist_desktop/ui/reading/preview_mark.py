"""A mark on the reading panel while other weights read for now than those in use."""

from __future__ import annotations

from typing import Final

from mnist_desktop.ui.widgets.layout import ElidedLabel

MARGIN: Final = 8  # pixels at both ends


class PreviewMark(ElidedLabel):
    """A line in the colour of warnings. Words that do not fit end in `…` and show as a tool tip."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("previewMark")
        self.setProperty("role", "mark")
        self.setAccessibleName(self.tr("What reads for now"))
        self.setContentsMargins(MARGIN, 0, MARGIN, 0)
        self.hide()

    def show_words(self, words: str) -> None:
        """Show these words. "" hides the mark."""
        self.setText(words)
        self.setVisible(bool(words))
