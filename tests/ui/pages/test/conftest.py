from __future__ import annotations

import pytest
from PySide6.QtCore import QLocale
from pytestqt.qtbot import QtBot

from mnist_desktop.ui.pages.test.page import TestPage
from mnist_desktop.ui.style.theme import LIGHT


@pytest.fixture
def page(qtbot: QtBot) -> TestPage:
    page = TestPage()
    page.setLocale(QLocale(QLocale.Language.English))
    page.set_theme(LIGHT)
    page.resize(500, 700)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitExposed(page)
    return page
