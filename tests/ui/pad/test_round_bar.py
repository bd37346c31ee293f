from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from stand_ins import heard

from mnist_desktop.ui.pad.round_bar import RoundBar
from mnist_desktop.ui.style.theme import LIGHT


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """A window with a pad that has the bar, and with a field beside the pad."""
    window = QWidget()
    qtbot.addWidget(window)
    pad = QWidget(window)
    pad.setObjectName("pad")
    pad.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    bar = RoundBar(QAction("Take back", window))
    bar.set_theme(LIGHT)
    pad.addAction(bar.next)
    QVBoxLayout(pad).addWidget(bar)
    layout = QVBoxLayout(window)
    layout.addWidget(pad)
    layout.addWidget(QLineEdit())
    with qtbot.waitActive(window):
        window.show()
    return window


@pytest.fixture
def bar(window: QWidget) -> RoundBar:
    bar = window.findChild(RoundBar)
    assert bar is not None
    return bar


def words(bar: RoundBar) -> tuple[str, str]:
    task, progress = (bar.findChild(QLabel, name) for name in ("roundTask", "roundProgress"))
    assert task is not None
    assert progress is not None
    return task.text(), progress.text()


def test_without_a_task_it_is_hidden_and_its_keys_are_free(bar: RoundBar) -> None:
    assert bar.isHidden()
    assert not any(action.isEnabled() for action in (bar.next, bar.skip, bar.stop))
    bar.show_task(7, 3, 20)
    assert bar.isVisible()
    assert all(action.isEnabled() for action in (bar.next, bar.skip, bar.stop))
    bar.hide_task()
    assert bar.isHidden()
    assert not bar.next.isEnabled()


def test_it_says_what_to_write_and_how_far_the_round_is(bar: RoundBar) -> None:
    bar.show_task(7, 3, 20)
    assert words(bar) == ("Write 7", "3 of 20")
    bar.show_nothing_written()
    assert words(bar) == ("Write 7", "3 of 20: nothing is written yet")
    bar.show_task(7, 3, 20)
    assert words(bar) == ("Write 7", "3 of 20")


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_return_goes_on_only_while_the_pad_has_the_focus(window: QWidget, bar: RoundBar, key: Qt.Key) -> None:
    pressed = heard(bar.next.triggered)
    bar.show_task(7, 3, 20)
    pad, field = window.findChild(QWidget, "pad"), window.findChild(QLineEdit)
    assert pad is not None
    assert field is not None
    pad.setFocus()
    QTest.keyClick(pad, key)
    assert len(pressed) == 1
    field.setFocus()
    QTest.keyClick(field, key)
    assert len(pressed) == 1


def test_a_screen_reader_hears_what_to_write(bar: RoundBar, monkeypatch: pytest.MonkeyPatch) -> None:
    spoken = list[str]()

    def hear(event: QAccessibleEvent) -> None:
        spoken.append(event.message() if hasattr(event, "message") else "")

    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(QAccessible, "updateAccessibility", hear)
    bar.show_task(7, 3, 20)
    assert spoken == ["Write 7"]
