"""Colours between colours, and what can be read on them."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor

from mnist_desktop.ui.style.colours import blend, contrast, most_readable
from mnist_desktop.ui.style.theme import DARK, LIGHT, Theme


def test_a_blend_goes_from_the_ground_to_the_ink() -> None:
    assert blend("#000000", "#ffffff", 0) == QColor("#000000")
    assert blend("#000000", "#ffffff", 1) == QColor("#ffffff")
    assert blend("#204060", "#406080", 0.5).getRgb()[:3] == (0x30, 0x50, 0x70)


def test_contrast_is_that_of_the_guidelines() -> None:
    black, white, grey = map(QColor, ("#000000", "#ffffff", "#767676"))
    assert contrast(black, white) == contrast(white, black) == pytest.approx(21)
    assert contrast(grey, white) == pytest.approx(4.54, abs=0.01)
    assert contrast(grey, grey) == 1


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_something_can_be_read_on_every_strength_of_the_curves_colours(theme: Theme) -> None:
    for ink in (theme.accent, theme.unseen):
        for strength in range(0, 101, 5):
            ground = blend(theme.paper, ink, strength / 100)
            assert contrast(most_readable((theme.text, theme.on_accent), ground), ground) >= 4.1
