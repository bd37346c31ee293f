from __future__ import annotations

import pytest
from PySide6.QtCore import QLocale

from mnist_desktop.reading.stress import Kind
from mnist_desktop.ui.pages.test import stress_words

ENGLISH, GERMAN = QLocale(QLocale.Language.English), QLocale(QLocale.Language.German)


def test_every_kind_has_a_title_of_its_own() -> None:
    assert len({stress_words.title(kind) for kind in Kind}) == len(Kind)


@pytest.mark.parametrize(
    ("kind", "level", "words"),
    [(Kind.ROTATION, -15, "-15°"), (Kind.SHIFT, 2, "2 px"), (Kind.BLUR, 0.5, "0.5 px"), (Kind.NOISE, 0.3, "30 %")],
)
def test_a_level_has_its_unit(kind: Kind, level: float, words: str) -> None:
    assert stress_words.level_in_words(kind, level, ENGLISH) == words


def test_numbers_are_in_the_signs_of_the_language() -> None:
    assert stress_words.number(0.5, GERMAN) == "0,5"
