"""How a value comes about, as it is painted and said below the maps."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from explained import NETWORKS, diverged, drawn, load
from PySide6.QtCore import QLocale, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from mnist_desktop.reading.layer_values import Explanation, Ink, Kernel, PatchSum, Pooled, Source, UnitShare, Vote
from mnist_desktop.reading.layer_views import look
from mnist_desktop.reading.predictor import Predictor
from mnist_desktop.reading.subject import Subject
from mnist_desktop.ui.pages.inside import layers_words
from mnist_desktop.ui.pages.inside.layers_detail import EDGE, LayerDetail
from mnist_desktop.ui.pages.inside.layers_panels import CELL, HEIGHT, LINE, UNIT, Note, pieces
from mnist_desktop.ui.style.theme import DARK, LIGHT, Theme

NARROW = 345  # pixels: about what the page has in the smallest window
THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
POOLED = Pooled(np.array([[0, -1], [2, 1]], np.float32), 1, 0, 2.0, Source(0, 0, 0, 2))
ONES = np.ones((1, 5, 5), np.float32)
SUM = PatchSum(ONES, -ONES, 0.5, 0.0, 1.0)
VOTE = Vote(7, np.array([2, -2, 0], np.float32), 0.0)
KINDS: list[Explanation | Vote] = [Ink(0.5, 1.1), SUM, POOLED, Kernel(ONES), UnitShare(3, 0.0, 0.0, 7, SUM), VOTE]


def made(qtbot: QtBot) -> LayerDetail:
    detail = LayerDetail()
    qtbot.addWidget(detail)
    detail.resize(NARROW, HEIGHT + 100)
    detail.show()
    return detail


@pytest.fixture
def detail(qtbot: QtBot) -> LayerDetail:
    return made(qtbot)


def words_of(detail: LayerDetail) -> QLabel:
    found = detail.findChild(QLabel, "layerWords")
    assert found is not None
    return found


def image_of(detail: LayerDetail) -> QImage:
    """What is painted above the words."""
    QTest.qWait(5)  # for the layout
    [picture] = [each for each in detail.findChildren(QWidget) if not isinstance(each, QLabel)]
    return picture.grab(picture.rect().adjusted(EDGE, 0, 0, 0)).toImage()


def colour(image: QImage, x: int, y: int) -> str:
    return image.pixelColor(x, y).name()


def colours(image: QImage, area: QRect) -> set[str]:
    return {colour(image, x, y) for x in range(area.left(), area.right()) for y in range(area.top(), area.bottom())}


@THEMES
def test_cells_have_the_colour_of_their_value_and_the_one_that_was_kept_a_ring(
    detail: LayerDetail, theme: Theme
) -> None:
    detail.set_theme(theme)
    detail.show_explained(POOLED, "")
    image, top, inside = image_of(detail), (HEIGHT - 2 * CELL) // 2, 6
    found = [[colour(image, column * CELL + inside, top + row * CELL + inside) for column in (0, 1)] for row in (0, 1)]
    assert found[0][0] == theme.paper
    assert found[1][0] == theme.accent
    assert len({found[0][1], found[1][1], theme.paper, theme.accent}) == 4
    rings = [[colour(image, column * CELL + 1, top + row * CELL + CELL // 2) for column in (0, 1)] for row in (0, 1)]
    assert [[each == theme.text for each in row] for row in rings] == [[False, False], [True, False]]


@THEMES
def test_numbers_on_cells_can_be_read(detail: LayerDetail, theme: Theme) -> None:
    detail.set_theme(theme)
    for ink in (0.0, 1.0):
        detail.show_explained(Ink(ink, ink), "")
        lightness = [QColor(each).lightnessF() for each in colours(image_of(detail), QRect(4, LINE + 4, 36, 36))]
        assert max(lightness) - min(lightness) > 0.4


@THEMES
def test_pictures_are_painted_in_their_places_with_signs_between(detail: LayerDetail, theme: Theme) -> None:
    detail.set_theme(theme)
    detail.show_explained(VOTE, "")
    units = image_of(detail)
    found = [colour(units, UNIT * unit + UNIT // 2, LINE + UNIT // 2) for unit in range(3)]
    assert found == [theme.accent, theme.warning, theme.paper]
    detail.show_explained(SUM, "")
    image = image_of(detail)
    row = [colour(image, x, HEIGHT // 2) for x in range(NARROW - 2)]
    assert [row.count(each) > 60 for each in (theme.accent, theme.warning)] == [True, True]
    assert row.index(theme.accent) < row.index(theme.warning)
    for note in (each for each in pieces(SUM, NARROW, detail.locale()) if isinstance(each, Note) and each.text):
        assert len(colours(image, QRect(note.area.center() - QPoint(5, 5), QSize(10, 10)))) > 1, note.text


@pytest.mark.parametrize("found", KINDS, ids=lambda found: type(found).__name__)
def test_every_kind_is_painted_and_gone_when_nothing_is_looked_at(
    detail: LayerDetail, found: Explanation | Vote
) -> None:
    detail.show_explained(KINDS[0], "")
    detail.show_explained(None, "")
    blank = image_of(detail)
    assert len(colours(blank, blank.rect())) == 1
    detail.show_explained(found, "Said")
    assert detail.explained is found
    assert image_of(detail) != blank
    detail.show_explained(None, "")
    assert detail.explained is None
    assert image_of(detail) == blank


def test_a_theme_repaints_what_is_looked_at(detail: LayerDetail) -> None:
    detail.show_explained(SUM, "")
    light = image_of(detail)
    detail.set_theme(DARK)
    assert image_of(detail) != light


def test_before_the_first_look_there_is_no_room_for_pictures(detail: LayerDetail) -> None:
    before = detail.sizeHint().height()
    detail.show_explained(None, "Said")
    assert detail.sizeHint().height() == before < HEIGHT
    detail.show_explained(VOTE, "Said")
    grown = detail.sizeHint().height()
    assert grown > before + HEIGHT
    detail.show_explained(None, "Said much more of it, " * 20)
    assert detail.sizeHint().height() == grown


def test_numbers_are_those_of_the_locale(detail: LayerDetail) -> None:
    detail.setLocale(QLocale(QLocale.Language.English))
    detail.show_explained(POOLED, "")
    english = image_of(detail)
    detail.setLocale(QLocale(QLocale.Language.Spanish))
    assert image_of(detail) != english


@pytest.mark.usefixtures("in_spanish")
@pytest.mark.parametrize("network", NETWORKS)
@pytest.mark.parametrize("load_it", [load, diverged], ids=["factory", "diverged"])
def test_no_words_are_cut_in_spanish(qtbot: QtBot, network: str, load_it: Callable[[str], Predictor]) -> None:
    detail = made(qtbot)
    locale, views = detail.locale(), look(Subject(load_it(network), drawn(7)))
    middles = [(maps, each, maps.values.shape[1] // 2) for maps in views.maps for each in range(len(maps.values))]
    pixels = [layers_words.about(maps, each, maps.explain(each, row, 3), locale) for maps, each, row in middles]
    said = [layers_words.hint(), *pixels, *(layers_words.about_vote(vote, locale) for vote in views.votes)]
    metrics, room = words_of(detail).fontMetrics(), words_of(detail).height()
    for words in said:
        needed = metrics.boundingRect(words_of(detail).rect(), Qt.TextFlag.TextWordWrap, words)
        assert needed.height() <= room, words
