"""A message bar at the top of the window that the user can close. It is not a dialog."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from mnist_desktop.ui.style import icons
from mnist_desktop.ui.style.theme import Theme


class _SelectableLabel(QLabel):
    """A text that can be selected and copied, although Ctrl+C copies the pad elsewhere in the window."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    def event(self, event: QEvent) -> bool:
        is_asked = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride
        if is_asked and self.hasSelectedText() and cast(QKeyEvent, event).matches(QKeySequence.StandardKey.Copy):
            event.accept()  # the key is then the label's, and no shortcut
            return True
        return super().event(event)


class MessageBar(QFrame):
    """The message bar. It is hidden while it has no text."""

    dismissed = Signal()
    action_triggered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("messageBar")
        self._text = _SelectableLabel()
        self._text.setObjectName("message")
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._action = self._new_button("messageActionButton")
        self._action.clicked.connect(self._act)
        self._close = self._new_button("dismissButton")
        self._close.setIconSize(QSize(icons.SIDE, icons.SIDE))
        self._close.setToolTip(self.tr("Dismiss"))
        self._close.setAccessibleName(self.tr("Dismiss the message"))
        self._close.clicked.connect(self.dismiss)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 6, 8, 6)
        layout.addWidget(self._text, 1)
        layout.addWidget(self._action, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def show_message(self, text: str, action: str = "") -> None:
        """Show plain text and, if `action` is given, a button with that text. An empty text hides the bar."""
        self._text.setText(text)
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self.setAccessibleName(text)
        self.setVisible(bool(text))
        if text:
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def add_message(self, text: str, action: str = "") -> None:
        """Add a text below the current one. The old button stays unless there is a new one."""
        if not self.isHidden():
            text, action = f"{self._text.text()}\n{text}", action or self._action.text()
        self.show_message(text, action)

    def dismiss(self) -> None:
        self.hide()
        self.dismissed.emit()

    def set_theme(self, theme: Theme) -> None:
        self._close.setIcon(icons.icon(icons.Glyph.CLOSE, theme.warning, theme.disabled))

    def _act(self) -> None:
        self.hide()
        self.action_triggered.emit()

    def _new_button(self, name: str) -> QToolButton:
        button = QToolButton()
        button.setObjectName(name)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button
