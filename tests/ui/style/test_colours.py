"""Colours between colours, and what can be read on them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor

from mnist_desktop.ui.style.colours import blend, contrast, readable_on


def test_a_blend_goes_from_the_ground_to_the_ink() -> None:
    assert blend("#000000", "#ffffff", 0) == QColor("#000000")
    assert blend("#000000", "#ffffff", 1) == QColor("#ffffff")
    assert blend("#204060", "#406080", 0.5).name() == "#305070"


def test_contrast_is_that_of_the_guidelines() -> None:
    black, white, grey = map(QColor, ("#000000", "#ffffff", "#767676"))
    assert contrast(black, white) == contrast(white, black) == pytest.approx(21)
    assert contrast(grey, white) == pytest.approx(4.54, abs=0.01)
    assert contrast(grey, grey) == 1


@given(st.integers(0, 0xFFFFFF))
def test_black_or_white_can_be_read_on_any_colour(rgb: int) -> None:
    ground = QColor(rgb)
    assert contrast(readable_on(ground), ground) >= 4.5
