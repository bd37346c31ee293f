"""A button with a name and a count."""

from __future__ import annotations

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from mnist_desktop.ui.style.theme import DARK
from mnist_desktop.ui.widgets.choice_button import ChoiceButton


def test_it_says_and_shows_its_count(qtbot: QtBot) -> None:
    holder = QWidget()
    holder.setLocale(QLocale(QLocale.Language.English))
    qtbot.addWidget(holder)
    button = ChoiceButton("Lost", holder)
    none = button.grab().toImage()
    button.show_count(1234)
    assert button.accessibleName() == "Lost: 1,234 digits"
    some = button.grab().toImage()
    button.set_theme(DARK)
    assert none != some != button.grab().toImage()


def test_it_is_wide_enough_for_its_name(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    short, long = ChoiceButton("1", holder), ChoiceButton("Both of them wrong", holder)
    assert long.minimumSizeHint().width() > 3 * short.minimumSizeHint().width()
    assert long.sizeHint().height() == short.sizeHint().height()
