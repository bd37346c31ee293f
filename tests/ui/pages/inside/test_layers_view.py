"""The section Layers with a real mouse and a real keyboard."""

from __future__ import annotations

import pytest
from explained import drawn, load
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QColor, QImage, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from mnist_desktop.reading.layer_maps import ConvolutionMaps, WeightMaps
from mnist_desktop.reading.layer_values import Ink, Kernel, PatchSum, Pooled, UnitShare, Vote
from mnist_desktop.reading.layer_views import LayerViews, look
from mnist_desktop.reading.subject import Subject
from mnist_desktop.ui.pages.inside.layers import LayersSection
from mnist_desktop.ui.pages.inside.layers_detail import LayerDetail
from mnist_desktop.ui.pages.inside.layers_grid import Place
from mnist_desktop.ui.pages.inside.layers_maps import FeatureMaps
from mnist_desktop.ui.pages.inside.layers_votes import DigitVotes
from mnist_desktop.ui.style.theme import DARK, LIGHT

Key = Qt.Key


@pytest.fixture
def section(qtbot: QtBot) -> LayersSection:
    section = LayersSection()
    qtbot.addWidget(section)
    section.set_theme(LIGHT)
    section.build()
    section.resize(540, 1150)  # all is in view
    section.show()
    section.activateWindow()
    qtbot.waitUntil(section.isActiveWindow)
    return section


def seen(network: str = "CNNNet", digit: int = 7) -> LayerViews:
    return look(Subject(load(network), drawn(digit)))


def maps_of(section: QWidget) -> FeatureMaps:
    found = section.findChild(FeatureMaps, "featureMaps")
    assert found is not None
    return found


def votes_of(section: QWidget) -> DigitVotes:
    found = section.findChild(DigitVotes, "digitVotes")
    assert found is not None
    return found


def explained(section: QWidget) -> object:
    found = section.findChild(LayerDetail)
    assert found is not None
    return found.explained


def words(section: QWidget, name: str = "layerWords") -> QLabel:
    found = section.findChild(QLabel, name)
    assert found is not None
    return found


def show(section: LayersSection, views: LayerViews) -> None:
    section.show_found(views)
    QTest.qWait(20)  # for the layout


def point_at(section: QWidget, place: Place) -> None:
    maps = maps_of(section)
    QTest.mouseMove(maps, maps.area_of(place).center())


def colour_at(image: QImage, point: QPoint) -> str:
    return image.pixelColor(point).name()


def test_all_pixels_of_all_maps_have_the_colour_of_their_value(section: LayersSection) -> None:
    show(section, seen())
    maps = maps_of(section)
    image = maps.grab().toImage()
    for layer, shown in enumerate(maps.maps):
        count, height, width = shown.values.shape
        for index in range(count):
            place = Place(layer, index, height // 2, width // 2)
            value = shown.values[index, height // 2, width // 2]
            colour = QColor(colour_at(image, maps.area_of(place).center()))
            if abs(value) > 0.1 * abs(shown.values).max():
                assert (colour.blue() > colour.red()) == (value > 0)
            if value == 0:
                assert colour.name() == QColor(LIGHT.paper).name()


def test_pointing_at_a_convolution_s_pixel_shows_its_sum(section: LayersSection) -> None:
    show(section, seen())
    point_at(section, Place(3, 7, 3, 4))
    found, maps = explained(section), maps_of(section).maps[3]
    assert isinstance(found, PatchSum)
    assert found.value == maps.values[7, 3, 4]
    assert words(section).text().startswith("conv2, map 8: the products add up to")
    assert maps_of(section).accessibleDescription() == words(section).text()
    QApplication.sendEvent(maps_of(section), QEvent(QEvent.Type.Leave))
    assert maps_of(section).accessibleDescription() == ""


@pytest.mark.parametrize(
    ("network", "place", "kind"),
    [
        ("CNNNet", Place(0, 0, 5, 5), Ink),
        ("CNNNet", Place(1, 3, 5, 5), PatchSum),
        ("CNNNet", Place(2, 3, 5, 5), Pooled),
        ("CNNNet", Place(5, 0, 1, 3), UnitShare),
        ("FirstNet", Place(1, 20, 5, 5), UnitShare),
        ("FirstNet", Place(2, 1, 5, 5), UnitShare),
    ],
    ids=str,
)
def test_every_kind_of_pixel_is_explained_and_painted(
    section: LayersSection, network: str, place: Place, kind: type[object]
) -> None:
    show(section, seen(network))
    detail = section.findChild(LayerDetail)
    assert detail is not None
    before = detail.grab().toImage()
    point_at(section, place)
    assert isinstance(explained(section), kind)
    assert detail.grab().toImage() != before


def test_nothing_jumps_when_something_is_pointed_at(section: LayersSection) -> None:
    show(section, seen())
    detail = section.findChild(LayerDetail)
    assert detail is not None
    before, maps = detail.geometry(), maps_of(section).geometry()
    point_at(section, Place(1, 0, 5, 5))
    QTest.qWait(5)
    grown = detail.geometry()
    assert grown.top() < before.top()
    assert grown.bottom() == before.bottom()
    for place in (Place(3, 0, 5, 5), Place(2, 0, 5, 5)):
        point_at(section, place)
        QTest.qWait(5)
        assert (detail.geometry(), maps_of(section).geometry()) == (grown, maps)
    QTest.mouseMove(maps_of(section), QPoint(5, 5))
    QTest.qWait(5)
    assert explained(section) is None
    assert (detail.geometry(), maps_of(section).geometry()) == (grown, maps)


def test_where_a_value_comes_from_is_ringed_in_the_layer_before(section: LayersSection) -> None:
    show(section, seen())
    maps = maps_of(section)
    before = maps.grab().toImage()
    point_at(section, Place(2, 4, 6, 6))
    after = maps.grab().toImage()
    source = maps.area_of(Place(1, 4, 12, 12)).topLeft() - QPoint(1, 1)
    assert colour_at(after, source) == QColor(LIGHT.muted).name()
    assert colour_at(before, source) != QColor(LIGHT.muted).name()
    elsewhere = maps.area_of(Place(1, 5, 12, 12)).topLeft() - QPoint(1, 1)
    assert colour_at(after, elsewhere) == colour_at(before, elsewhere)


def test_when_the_mouse_leaves_nothing_is_explained_any_more(section: LayersSection) -> None:
    show(section, seen())
    point_at(section, Place(1, 0, 5, 5))
    QApplication.sendEvent(maps_of(section), QEvent(QEvent.Type.Leave))
    assert explained(section) is None
    assert "Point at a picture" in words(section).text()


def test_what_was_clicked_is_explained_anew_while_the_hand_draws(section: LayersSection) -> None:
    show(section, seen())
    maps = maps_of(section)
    place = Place(1, 3, 9, 9)
    QTest.mouseClick(maps, Qt.MouseButton.LeftButton, pos=maps.area_of(place).center())
    QApplication.sendEvent(maps, QEvent(QEvent.Type.Leave))
    show(section, seen(digit=1))
    found, shown = explained(section), maps.maps[1]
    assert isinstance(found, PatchSum)
    assert isinstance(shown, ConvolutionMaps)
    assert found.value == shown.values[3, 9, 9]
    QTest.mouseClick(maps, Qt.MouseButton.LeftButton, pos=maps.area_of(place).center())
    QApplication.sendEvent(maps, QEvent(QEvent.Type.Leave))
    assert explained(section) is None


def test_a_pixel_that_is_gone_is_no_longer_looked_at(section: LayersSection) -> None:
    show(section, seen())
    maps = maps_of(section)
    QTest.mouseClick(maps, Qt.MouseButton.LeftButton, pos=maps.area_of(Place(4, 19, 3, 3)).center())
    show(section, seen("FirstNet"))
    assert maps.place is None
    assert explained(section) is None


def test_keys_choose_a_pixel_a_map_and_a_layer(section: LayersSection) -> None:
    show(section, seen())
    maps = maps_of(section)
    votes_of(section).setFocus()
    QTest.keyClick(votes_of(section), Key.Key_Backtab)
    assert maps.place == Place(0, 0, 14, 14)
    for key, modifier, expected in (
        (Key.Key_PageDown, Qt.KeyboardModifier.NoModifier, Place(1, 0, 12, 12)),
        (Key.Key_Right, Qt.KeyboardModifier.NoModifier, Place(1, 0, 12, 13)),
        (Key.Key_Down, Qt.KeyboardModifier.NoModifier, Place(1, 0, 13, 13)),
        (Key.Key_Right, Qt.KeyboardModifier.ShiftModifier, Place(1, 1, 13, 13)),
        (Key.Key_Left, Qt.KeyboardModifier.NoModifier, Place(1, 1, 13, 12)),
        (Key.Key_Up, Qt.KeyboardModifier.NoModifier, Place(1, 1, 12, 12)),
        (Key.Key_PageUp, Qt.KeyboardModifier.NoModifier, Place(0, 0, 14, 14)),
    ):
        QTest.keyClick(maps, key, modifier)
        assert maps.place == expected
    assert isinstance(explained(section), Ink)
    QTest.keyClick(maps, Key.Key_Escape)
    assert maps.place is None


def test_keys_that_choose_are_no_shortcuts_of_the_window(section: LayersSection) -> None:
    show(section, seen())
    for widget in (maps_of(section), votes_of(section)):
        for key, is_kept in ((Key.Key_Down, True), (Key.Key_7, False)):
            event = QKeyEvent(QEvent.Type.ShortcutOverride, key, Qt.KeyboardModifier.NoModifier)
            event.ignore()
            QApplication.sendEvent(widget, event)
            assert event.isAccepted() == is_kept


def test_what_a_key_chose_is_brought_into_view(section: LayersSection) -> None:
    section.resize(360, 480)
    show(section, seen())
    maps, area = maps_of(section), section.findChild(QScrollArea)
    assert area is not None
    maps.setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(5):
        QTest.keyClick(maps, Key.Key_PageDown)
        assert maps.place is not None
        assert maps.visibleRegion().contains(maps.area_of(maps.place))
    assert area.verticalScrollBar().value() > 0


def test_pointing_at_a_digit_shows_the_units_that_speak_for_it(section: LayersSection) -> None:
    show(section, seen())
    votes = votes_of(section)
    QTest.mouseMove(votes, votes.area_of(7).center())
    found = explained(section)
    assert isinstance(found, Vote)
    assert found.digit == 7
    assert words(section).text().startswith("For 7: unit ")
    assert "7: +" in votes.accessibleDescription()


def test_a_digit_is_chosen_by_keys_and_takes_the_place_of_a_pixel(section: LayersSection) -> None:
    show(section, seen())
    maps, votes = maps_of(section), votes_of(section)
    QTest.mouseClick(maps, Qt.MouseButton.LeftButton, pos=maps.area_of(Place(1, 3, 9, 9)).center())
    QApplication.sendEvent(maps, QEvent(QEvent.Type.Leave))
    votes.setFocus()
    for _ in range(3):
        QTest.keyClick(votes, Key.Key_Down)
    found = explained(section)
    assert isinstance(found, Vote)
    assert found.digit == 2
    assert maps.place is None
    QTest.keyClick(votes, Key.Key_Escape)
    assert explained(section) is None


def test_bars_go_to_the_right_for_a_digit_and_to_the_left_against_it(section: LayersSection) -> None:
    show(section, seen())
    votes = votes_of(section)
    image = votes.grab().toImage()
    y = votes.area_of(7).center().y()
    colours = [image.pixelColor(x, y).name() for x in range(image.width())]
    middle = colours.index(QColor(LIGHT.muted).name(), 100)
    right = [x for x, colour in enumerate(colours) if colour == QColor(LIGHT.accent).name()]
    left = [x for x, colour in enumerate(colours) if colour == QColor(LIGHT.warning).name()]
    assert min(right) > middle > max(left)
    vote = votes.votes[7]
    assert len(right) / len(left) == pytest.approx(vote.above / -vote.below, rel=0.1)


def test_while_nothing_is_drawn_it_asks_for_a_digit_and_shows_the_weights(section: LayersSection) -> None:
    show(section, look(Subject(load("CNNNet"))))
    assert words(section, "layersEmpty").isVisible()
    assert not votes_of(section).isVisible()
    point_at(section, Place(1, 4, 2, 2))
    assert isinstance(explained(section), Kernel)
    show(section, seen())
    assert not words(section, "layersEmpty").isVisible()
    assert votes_of(section).isVisible()


def test_the_legend_has_the_colours_of_the_theme(section: LayersSection) -> None:
    for theme in (LIGHT, DARK):
        section.set_theme(theme)
        text = words(section, "layersLegend").text()
        assert theme.accent in text
        assert theme.warning in text
    show(section, seen())
    image = maps_of(section).grab().toImage()
    corner = maps_of(section).area_of(Place(0, 0, 0, 0)).center()
    assert colour_at(image, corner) == QColor(DARK.paper).name()


def test_the_units_for_the_answer_come_first(section: LayersSection) -> None:
    show(section, seen("FirstNet"))
    shown = maps_of(section).maps[1]
    assert isinstance(shown, WeightMaps)
    assert list(shown.shares) == sorted(shown.shares, reverse=True)
    point_at(section, Place(1, 0, 14, 14))
    found = explained(section)
    assert isinstance(found, UnitShare)
    assert found.unit == shown.units[0]


def test_nothing_is_shown_before_it_was_in_view(qtbot: QtBot) -> None:
    section = LayersSection()
    qtbot.addWidget(section)
    section.set_theme(DARK)
    section.show_found(seen())
    assert section.findChild(FeatureMaps) is None
