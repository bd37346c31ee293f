"""The language that is a third longer than English, for tests of words that must fit and of numbers with commas."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from mnist_desktop.words import languages


@pytest.fixture
def in_spanish(qapp: QApplication) -> Iterator[None]:
    """Widgets that are made from now on speak Spanish."""
    before = QLocale()
    assert languages.install("es") is None
    yield
    languages.install_for_terminal({})
    QLocale.setDefault(before)
