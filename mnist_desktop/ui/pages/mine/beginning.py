"""What the page says while there are no samples: how to begin."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from mnist_desktop.ui.widgets.controls import ActionButton, FoldingRow
from mnist_desktop.ui.widgets.layout import label

BESIDE: Final = 60  # pixels at the left and right of the words


class Beginning(QWidget):
    """Says how to begin, with buttons to write digits and to import them."""

    def __init__(self, write: QAction, imports: QAction) -> None:
        super().__init__()
        self.setObjectName("mineBeginning")
        title = _centred(self.tr("Teach it your hand"), "headline")
        words = _centred(
            self.tr(
                "Draw a digit and press its key, 0 to 9: the network then knows what it should have read."
                " Your digits are kept here, and are learnt when you say so."
            ),
            "caption",
        )
        words.setContentsMargins(BESIDE, 0, BESIDE, 0)
        row = FoldingRow()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(ActionButton(write, "writeDigitsButton", role="primary"))
        row.addWidget(ActionButton(imports, "importFirstButton"))
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 16, 0, 16)
        layout.setSpacing(12)
        layout.addStretch(1)
        layout.addWidget(title)
        layout.addWidget(words)
        layout.addLayout(row)
        layout.addStretch(2)


def _centred(text: str, role: str) -> QLabel:
    result = label(text, role)
    result.setWordWrap(True)
    result.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return result
