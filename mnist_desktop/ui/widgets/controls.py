"""Buttons that can hide their text, and fields that the wheel changes only with the focus."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QAction, QIcon, QKeyEvent, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QSizePolicy,
    QStyleOptionComboBox,
    QStyleOptionToolButton,
    QStylePainter,
    QToolButton,
    QWidget,
)

from mnist_desktop.ui.style import icons

NARROWEST: Final = 80  # pixels; the width of a selector that shrinks
STARTS_WITH: Final = Qt.MatchFlag.MatchStartsWith  # without regard to case


def wheel_changes(field: QWidget, event: QWheelEvent) -> bool:
    """Return whether the wheel changes this field, which needs the focus. If not, the page around it scrolls."""
    if not field.hasFocus():
        event.ignore()
    return field.hasFocus()


class Selector(QComboBox):
    """A combo box that the wheel changes only while it has the focus.

    A key that begins one of its items selects that item, and is no shortcut of the window.
    """

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and self._begins_item(event):
            event.accept()
            return True
        return super().event(event)

    def _begins_item(self, event: QKeyEvent) -> bool:
        is_key_alone = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        return is_key_alone and event.text().strip() != "" and self.findText(event.text(), STARTS_WITH) >= 0

    def wheelEvent(self, event: QWheelEvent) -> None:
        if wheel_changes(self, event):
            super().wheelEvent(event)


class ElidedSelector(Selector):
    """A selector that shrinks. A text that does not fit ends in `…`."""

    def minimumSizeHint(self) -> QSize:
        return QSize(NARROWEST, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        from PySide6.QtWidgets import QStyle  # making its enums takes 10 ms, and most windows never need them

        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        room = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        text, metrics = option.currentText, self.fontMetrics()
        option.currentText = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()


class ActionButton(QToolButton):
    """A button for an action, with icon and text or, folded, with the icon alone."""

    def __init__(self, action: QAction, name: str, role: str = "") -> None:
        super().__init__()
        self.is_folded = False
        self.setObjectName(name)
        self.setProperty("role", role)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setIconSize(QSize(icons.SIDE, icons.SIDE))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setDefaultAction(action)

    @property
    def whole_width(self) -> int:
        """The width in pixels of icon and text."""
        return super().sizeHint().width()

    @property
    def folded_width(self) -> int:
        """The width in pixels of the icon alone. A primary button always shows its text."""
        return self.whole_width if self.property("role") == "primary" else super().sizeHint().height() + 2

    def set_folded(self, folded: bool) -> None:
        if folded != self.is_folded:
            self.is_folded = folded
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.folded_width if self.is_folded else self.whole_width, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self.folded_width, super().sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.width() >= self.whole_width or self.icon().isNull():
            super().paintEvent(event)
        else:
            self._paint_icon_alone()

    def _paint_icon_alone(self) -> None:
        from PySide6.QtWidgets import QStyle  # making its enums takes 10 ms, and most windows never need them

        painter, option = QStylePainter(self), QStyleOptionToolButton()
        self.initStyleOption(option)
        option.toolButtonStyle = Qt.ToolButtonStyle.ToolButtonTextOnly
        option.text = ""
        painter.drawComplexControl(QStyle.ComplexControl.CC_ToolButton, option)
        mode = QIcon.Mode.Normal if self.isEnabled() else QIcon.Mode.Disabled
        place = QRect(QPoint(), self.iconSize())
        place.moveCenter(self.rect().center())
        self.icon().paint(painter, place, Qt.AlignmentFlag.AlignCenter, mode)
        painter.end()


class FoldingRow(QHBoxLayout):
    """A row that folds its buttons, the last one first, until the others have space for their text."""

    def setGeometry(self, area: QRect) -> None:
        buttons = [button for button in self._widgets() if isinstance(button, ActionButton)]
        missing = self._whole_width() - area.marginsRemoved(self.contentsMargins()).width()
        before = [button.is_folded for button in buttons]
        for button in reversed(buttons):
            button.set_folded(missing > 0)
            missing -= button.whole_width - button.folded_width
        if before != [button.is_folded for button in buttons]:
            self.invalidate()
        super().setGeometry(area)

    def _whole_width(self) -> int:
        widgets = self._widgets()
        gaps = self.spacing() * (len(widgets) - 1)
        return gaps + sum(
            each.whole_width if isinstance(each, ActionButton) else each.sizeHint().width() for each in widgets
        )

    def _widgets(self) -> list[QWidget]:
        items = (self.itemAt(index) for index in range(self.count()))
        found = (item.widget() for item in items if item is not None and not item.isEmpty())  # hidden ones are empty
        return [widget for widget in found if widget is not None]
