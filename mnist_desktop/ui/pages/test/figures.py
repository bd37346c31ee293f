"""What the figures of the sections share."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget


def explained(figure: QWidget, words: QLabel) -> QWidget:
    """Put words below a figure, so that a picture of both has them too."""
    both = QWidget()
    words.setWordWrap(True)
    layout = QVBoxLayout(both)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(4)
    layout.addWidget(figure, 1)
    layout.addWidget(words)
    return both
