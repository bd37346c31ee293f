from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from mnist_desktop.reading.values import DigitReading
from mnist_desktop.ui.reading.digit_tiles import DigitTiles
from mnist_desktop.ui.reading.tile import BigDigit
from mnist_desktop.ui.style.theme import LIGHT

SEVEN = DigitReading((0.0,) * 7 + (0.998, 0.002, 0.0), sure=True)
ONE = DigitReading((0.0, 0.9, 0.0, 0.0, 0.0, 0.0, 0.0, 0.1, 0.0, 0.0), sure=True)
ONE_OR_SEVEN = DigitReading((0.0, 0.6, 0.0, 0.0, 0.0, 0.0, 0.0, 0.4, 0.0, 0.0), sure=False)


@pytest.fixture
def tiles(qtbot: QtBot) -> DigitTiles:
    tiles = DigitTiles()
    qtbot.addWidget(tiles)
    qtbot.addWidget(tiles.caption)  # which the panel lays out
    tiles.set_networks("CNNNet", "FirstNet")
    tiles.set_theme(LIGHT)
    tiles.resize(120, 172)
    tiles.show()
    return tiles


def both(tiles: DigitTiles) -> list[BigDigit]:
    found = [tiles.findChild(BigDigit, name) for name in ("predictedDigit", "otherDigit")]
    return [each for each in found if each is not None]


def colours(widget: QWidget) -> set[str]:
    image: QImage = widget.grab().toImage()
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


def test_alone_the_network_in_use_has_the_whole_tile(tiles: DigitTiles) -> None:
    tiles.show_digits(SEVEN, None)
    own, other = both(tiles)
    assert (own.text(), own.notes, own.height()) == ("7", ("", ""), 172)
    assert not other.isVisible()
    assert tiles.caption.text() == "What it reads"


def test_compared_each_network_has_its_name_and_certainty(tiles: DigitTiles) -> None:
    tiles.set_compared(True)
    tiles.show_digits(SEVEN, ONE_OR_SEVEN)
    own, other = both(tiles)
    assert (own.text(), own.notes) == ("7", ("CNNNet", "99.8 %"))
    assert (other.text(), other.notes) == ("?", ("FirstNet", "1 or 7?"))
    assert other.accessibleDescription() == "What FirstNet reads: 1 or 7?"
    assert own.height() == other.height() < 172 / 2
    assert tiles.caption.text() == "Only CNNNet is sure"


def test_disagreement_is_marked_by_words_and_colour(tiles: DigitTiles) -> None:
    tiles.set_compared(True)
    warning = QColor(LIGHT.warning).name()
    for other, words, is_marked in ((SEVEN, "Both read the same", False), (ONE, "They disagree", True)):
        tiles.show_digits(SEVEN, other)
        assert tiles.caption.text() == words
        assert tiles.caption.property("role") == ("loss" if is_marked else "caption")
        for tile in both(tiles):
            assert tile.is_marked == is_marked
            assert (warning in colours(tile)) == is_marked


def test_the_other_network_has_a_colour_of_its_own(tiles: DigitTiles) -> None:
    tiles.set_compared(True)
    tiles.show_digits(SEVEN, SEVEN)
    own, other = both(tiles)
    assert QColor(LIGHT.accent).name() in colours(own) - colours(other)
    assert QColor(LIGHT.other).name() in colours(other) - colours(own)


def test_with_nothing_read_the_names_stay(tiles: DigitTiles) -> None:
    tiles.set_compared(True)
    tiles.show_digits(SEVEN, ONE)
    tiles.show_digits(None, None)
    assert [(tile.text(), tile.notes, tile.is_marked) for tile in both(tiles)] == [
        ("", ("CNNNet", ""), False),
        ("", ("FirstNet", ""), False),
    ]
    assert tiles.caption.text() == "What they read"
