from __future__ import annotations

import pytest
from PySide6.QtCore import QLocale

from mnist_desktop.runs.scores import Score
from mnist_desktop.words.test_scores import read_right

BOTH = (Score("MNIST test", 0.9946), Score("Hands test", 0.98))


@pytest.mark.parametrize(
    ("language", "words"),
    [("en_GB", "99.46 % of MNIST and 98.00 % of Hands"), ("es_ES", "99,46 % of MNIST y 98,00 % of Hands")],
)
def test_each_test_set_s_share_is_told_in_the_locale_s_numbers(language: str, words: str) -> None:
    assert read_right(BOTH, QLocale(language)).replace("\N{NO-BREAK SPACE}", " ") == words


def test_one_test_set_is_told_alone() -> None:
    assert read_right(BOTH[:1], QLocale("en_GB")).replace("\N{NO-BREAK SPACE}", " ") == "99.46 % of MNIST"
