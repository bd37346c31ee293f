from __future__ import annotations

import pytest
from PySide6.QtCore import QLocale

from mnist_desktop.words.numbers import percent


@pytest.mark.parametrize(
    ("share", "text"),
    [(0.0, "0.0 %"), (0.9984, "99.8 %"), (0.99999, "99.9 %"), (1.0, "100.0 %"), (0.0004, "0.0 %")],
)
def test_only_certainty_reads_as_a_hundred(share: float, text: str) -> None:
    assert percent(share, QLocale.c()) == text


@pytest.mark.parametrize(
    ("locale", "text"),
    [("es_ES", "50,0 %"), ("de_DE", "50,0 %"), ("tr_TR", "%50,0"), ("fa_IR", "۵۰٫۰ ٪"), ("ar_EG", "٥٠٫٠ ٪\u061c")],
)
def test_digits_and_signs_follow_the_locale(locale: str, text: str) -> None:
    assert percent(0.5, QLocale(locale)) == text
