"""One message at the top of the window that can be read on and put away; never a dialog in the way."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from mnist_desktop.ui import icons
from mnist_desktop.ui.theme import Theme


class MessageBar(QFrame):
    """Hidden until there is something to say."""

    dismissed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("messageBar")
        self._text = QLabel()
        self._text.setObjectName("message")
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._button = self._new_button()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 6, 8, 6)
        layout.addWidget(self._text, 1)
        layout.addWidget(self._button, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def show_message(self, text: str) -> None:
        """Show plain text of any length; an empty one puts the bar away."""
        self._text.setText(text)
        self.setAccessibleName(text)
        self.setVisible(bool(text))
        if text:
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def dismiss(self) -> None:
        self.hide()
        self.dismissed.emit()

    def set_theme(self, theme: Theme) -> None:
        self._button.setIcon(icons.icon(icons.Glyph.CLOSE, theme.warning, theme.disabled))

    def _new_button(self) -> QToolButton:
        button = QToolButton()
        button.setObjectName("dismissButton")
        button.setIconSize(QSize(icons.SIDE, icons.SIDE))
        button.setToolTip(self.tr("Dismiss"))
        button.setAccessibleName(self.tr("Dismiss the message"))
        button.clicked.connect(self.dismiss)
        return button
