"""The maps of the layers by themselves: where they are, what mouse and keys look at, and what is painted around it."""

from __future__ import annotations

from functools import cache, partial

import pytest
from blank_maps import BLANK, around, zeros
from explained import NETWORKS, drawn, load
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFocusEvent, QFont, QFontMetrics, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot
from stand_ins import heard

from mnist_desktop.reading.layer_maps import ConvolutionMaps, ImageMaps, Maps, PooledMaps, UnitMaps, kernel_maps
from mnist_desktop.reading.layer_views import look
from mnist_desktop.reading.subject import Subject
from mnist_desktop.ui.pages.inside import layers_words
from mnist_desktop.ui.pages.inside.layers_grid import BEHIND_MAPS, EDGE, Place
from mnist_desktop.ui.pages.inside.layers_maps import LEAST_WIDTH, FeatureMaps
from mnist_desktop.ui.style.theme import DARK, LIGHT, Theme

Key = Qt.Key
LEFT, SHIFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier
TAB, MOUSE = Qt.FocusReason.TabFocusReason, Qt.FocusReason.MouseFocusReason
NARROW = 345  # pixels: about what the page has in the smallest window
THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])


def made(qtbot: QtBot, shown: tuple[Maps, ...], width: int = NARROW) -> FeatureMaps:
    maps = FeatureMaps()
    qtbot.addWidget(maps)
    maps.show_maps(shown)
    maps.resize(width, maps.heightForWidth(width))
    maps.show()
    qtbot.waitActive(maps)
    return maps


@pytest.fixture
def maps(qtbot: QtBot) -> FeatureMaps:
    return made(qtbot, BLANK)


@cache
def seen(network: str, *, is_drawn: bool = True) -> tuple[Maps, ...]:
    return look(Subject(load(network), drawn(7) if is_drawn else None)).maps


def last_of(shown: tuple[Maps, ...], layer: int) -> Place:
    """The last pixel of the last map of a layer."""
    count, height, width = shown[layer].values.shape
    return Place(layer, count - 1, height - 1, width - 1)


def point_at(maps: FeatureMaps, place: Place) -> None:
    QTest.mouseMove(maps, maps.area_of(place).center())


def click(maps: FeatureMaps, place: Place, button: Qt.MouseButton = LEFT) -> None:
    QTest.mouseClick(maps, button, pos=maps.area_of(place).center())


def leave(maps: FeatureMaps) -> None:
    QApplication.sendEvent(maps, QEvent(QEvent.Type.Leave))


@pytest.mark.parametrize("network", NETWORKS)
@pytest.mark.parametrize("is_drawn", [True, False], ids=["drawn", "nothing drawn"])
@pytest.mark.parametrize("width", [LEAST_WIDTH, NARROW, 900])
def test_all_pixels_are_within_the_widget_in_its_height(qtbot: QtBot, network: str, is_drawn: bool, width: int) -> None:
    shown = seen(network, is_drawn=is_drawn)
    maps = made(qtbot, shown, width)
    for layer, each in enumerate(shown):
        for index in range(len(each.values)):
            assert maps.rect().contains(maps.area_of(Place(layer, index, 0, each.values.shape[2] - 1)))
        assert maps.rect().contains(maps.area_of(last_of(shown, layer)))
    end = maps.area_of(last_of(shown, len(shown) - 1)).bottom()
    assert end == maps.height() - 1 - EDGE
    assert maps.sizeHint().height() == maps.height()


def test_each_kind_of_picture_has_pixels_of_its_own_size(qtbot: QtBot) -> None:
    kinds = (
        ImageMaps("", zeros(1, 28, 28)),
        PooledMaps("pool", zeros(3, 12, 12), zeros(3, 24, 24), is_rectified=True),
        UnitMaps("fc", zeros(1, 2, 25), zeros(50), 7),
        kernel_maps("conv1", zeros(4, 1, 5, 5)),
        kernel_maps("conv2", zeros(4, 10, 5, 5)),
    )
    for width, sides in ((NARROW, (2, 4, 12, 12, 4)), (LEAST_WIDTH, (2, 4, 7, 12, 4))):
        maps = made(qtbot, kinds, width)
        found = [maps.area_of(Place(layer, 0, 0, 0)).size().toTuple() for layer in range(len(kinds))]
        assert found == [(side, side) for side in sides]


def test_a_page_that_scrolls_gives_them_the_height_that_they_need(qtbot: QtBot) -> None:
    area, maps = QScrollArea(), FeatureMaps()
    area.setWidgetResizable(True)
    area.setWidget(maps)
    area.resize(NARROW, 200)
    qtbot.addWidget(area)
    area.show()
    for shown in (BLANK, BLANK[:1], ()):
        maps.show_maps(shown)
        qtbot.waitUntil(partial(has_its_height, maps, area.viewport()))
    assert maps.sizeHint().height() == 0


def has_its_height(maps: FeatureMaps, viewport: QWidget) -> bool:
    return maps.height() == max(maps.heightForWidth(viewport.width()), viewport.height())


@pytest.mark.usefixtures("in_spanish")
@pytest.mark.parametrize("network", NETWORKS)
@pytest.mark.parametrize("is_drawn", [True, False], ids=["drawn", "nothing drawn"])
def test_in_spanish_too_all_words_have_room_above_their_maps(qtbot: QtBot, network: str, is_drawn: bool) -> None:
    shown = seen(network, is_drawn=is_drawn)
    maps, end = made(qtbot, shown), -BEHIND_MAPS
    assert maps.accessibleName() == "Mapas de las capas"
    bold = QFont(maps.font())
    bold.setWeight(QFont.Weight.DemiBold)
    for layer, each in enumerate(shown):
        title, sentence = layers_words.title(each), layers_words.sentence(each)
        assert QFontMetrics(bold).horizontalAdvance(title) <= NARROW, title
        room = maps.fontMetrics().boundingRect(QRect(0, 0, NARROW, 0), Qt.TextFlag.TextWordWrap, sentence)
        needed = QFontMetrics(bold).height() + room.height()
        assert maps.area_of(Place(layer, 0, 0, 0)).top() - end - BEHIND_MAPS > needed
        end = maps.area_of(last_of(shown, layer)).bottom()


@THEMES
def test_words_and_frames_have_the_colours_of_the_theme(maps: FeatureMaps, theme: Theme) -> None:
    maps.set_theme(theme)
    image, first = maps.grab().toImage(), maps.area_of(Place(0, 0, 0, 0))
    words = {image.pixelColor(x, y).name() for x in range(200) for y in range(first.top() - 3)}
    assert {theme.text, theme.muted} <= words
    for layer, shown in enumerate(BLANK):
        for index in range(len(shown.values)):
            _, height, width = shown.values.shape
            corners = (Place(layer, index, 0, 0), Place(layer, index, height - 1, width - 1))
            first, last = (maps.area_of(corner) for corner in corners)
            assert around(image, first.united(last), 1) == {QColor(theme.card_border).name()}
            assert image.pixelColor(first.center()).name() == theme.paper


@THEMES
def test_the_pixel_that_is_looked_at_has_a_ring_that_is_seen_on_any_ground(maps: FeatureMaps, theme: Theme) -> None:
    maps.set_theme(theme)
    place = Place(4, 0, 1, 12)
    maps.choose(place)
    image, area = maps.grab().toImage(), maps.area_of(place)
    assert around(image, area, 1) == {theme.text}
    maps.choose(None)
    assert around(maps.grab().toImage(), area, 1) != {theme.text}


def test_a_part_of_them_is_painted_as_it_is_in_the_whole(qtbot: QtBot) -> None:
    maps = made(qtbot, seen("CNNNet"))
    maps.choose(Place(3, 7, 3, 4))
    whole = maps.grab().toImage()
    for top in range(0, maps.height(), 37):
        part = QRect(0, top, maps.width(), min(50, maps.height() - top))
        assert maps.grab(part).toImage() == whole.copy(part)


def test_a_pixel_is_told_once_while_the_mouse_is_on_it(maps: FeatureMaps) -> None:
    told = heard(maps.place_changed)
    area = maps.area_of(Place(4, 0, 1, 12))
    for place in (area.topLeft(), area.center(), area.bottomRight()):
        QTest.mouseMove(maps, place)
        assert (maps.place, len(told)) == (Place(4, 0, 1, 12), 1)
    QTest.mouseMove(maps, area.bottomRight() + QPoint(1, 0))
    assert (maps.place, len(told)) == (Place(4, 0, 1, 13), 2)
    leave(maps)
    assert (maps.place, len(told)) == (None, 3)


def test_the_mouse_looks_elsewhere_while_a_pixel_is_kept_and_keys_go_on_from_the_kept_one(maps: FeatureMaps) -> None:
    chosen = heard(maps.place_chosen)
    click(maps, Place(1, 1, 9, 9))
    point_at(maps, Place(0, 0, 20, 20))
    assert maps.place == Place(0, 0, 20, 20)
    QTest.keyClick(maps, Key.Key_Right)
    assert maps.place == Place(1, 1, 9, 10)
    assert len(chosen) == 2


def test_a_click_beside_the_maps_lets_go_and_the_right_button_does_nothing(maps: FeatureMaps) -> None:
    click(maps, Place(1, 1, 9, 9))
    click(maps, Place(1, 0, 3, 3), Qt.MouseButton.RightButton)
    leave(maps)
    assert maps.place == Place(1, 1, 9, 9)
    QTest.mouseClick(maps, LEFT, pos=QPoint(maps.width() - 2, 2))
    assert maps.place is None


def test_tab_looks_at_a_first_pixel_but_leaves_a_kept_one(maps: FeatureMaps) -> None:
    for reason, place in ((MOUSE, None), (TAB, Place(0, 0, 14, 14))):
        maps.setFocus(reason)
        assert maps.place == place
        maps.clearFocus()
    maps.choose(Place(3, 2, 1, 1))
    maps.setFocus(TAB)
    assert maps.place == Place(3, 2, 1, 1)


def test_keys_end_at_the_first_and_the_last_layer_and_map(maps: FeatureMaps) -> None:
    for key, modifier, expected in (
        (Key.Key_PageUp, NONE, Place(0, 0, 14, 14)),
        (Key.Key_PageDown, NONE, Place(1, 0, 12, 12)),
        (Key.Key_Right, SHIFT, Place(1, 1, 12, 12)),
        (Key.Key_Left, SHIFT, Place(1, 0, 12, 12)),
        (Key.Key_Right, SHIFT, Place(1, 1, 12, 12)),
        (Key.Key_PageDown, NONE, Place(2, 1, 10, 10)),
        (Key.Key_PageDown, NONE, Place(3, 1, 5, 5)),
        *[(Key.Key_PageDown, NONE, Place(4, 0, 1, 13))] * 2,
        (Key.Key_Down, NONE, Place(4, 0, 1, 13)),
    ):
        QTest.keyClick(maps, key, modifier)
        assert maps.place == expected


@pytest.mark.parametrize("key", [Key.Key_Escape, Key.Key_7, Key.Key_Tab])
def test_keys_with_nothing_to_do_are_left_to_the_window(maps: FeatureMaps, key: Qt.Key) -> None:
    event = QKeyEvent(QEvent.Type.KeyPress, key, NONE)
    maps.keyPressEvent(event)
    assert not event.isAccepted()


def test_only_a_change_of_what_is_kept_is_told(maps: FeatureMaps) -> None:
    told = heard(maps.place_changed)
    for place in (None, Place(0, 0, 1, 1), Place(0, 0, 1, 1), None):
        maps.choose(place)
    assert len(told) == 2


def test_what_is_pointed_at_stays_while_maps_change_below_the_mouse_and_is_let_go_with_them(maps: FeatureMaps) -> None:
    point_at(maps, Place(1, 1, 9, 9))
    maps.show_maps(BLANK[:2])
    assert maps.place == Place(1, 1, 9, 9)
    maps.show_maps(BLANK[:1])
    assert maps.place is None
    maps.grab()


def test_new_maps_are_painted_in_place_of_the_old_ones(maps: FeatureMaps) -> None:
    values = zeros(2, 24, 24)
    values[1] = 1
    shown = ConvolutionMaps("conv", values, zeros(1, 28, 28), zeros(2, 1, 5, 5), zeros(2), is_rectified=False)
    for each, expected in ((BLANK[1], [LIGHT.paper, LIGHT.paper]), (shown, [LIGHT.paper, LIGHT.accent])):
        maps.show_maps((BLANK[0], each, *BLANK[2:]))
        image = maps.grab().toImage()
        middles = [maps.area_of(Place(1, index, 12, 12)).center() for index in (0, 1)]
        assert [image.pixelColor(middle).name() for middle in middles] == expected


def test_without_maps_there_is_nothing_to_look_at(qtbot: QtBot) -> None:
    maps = made(qtbot, ())
    maps.resize(NARROW, 100)
    told = heard(maps.place_changed)
    QApplication.sendEvent(maps, QFocusEvent(QEvent.Type.FocusIn, TAB))
    QTest.mouseMove(maps, QPoint(20, 20))
    QTest.mouseClick(maps, LEFT, pos=QPoint(20, 20))
    for key in (Key.Key_Down, Key.Key_PageDown, Key.Key_Escape):
        event = QKeyEvent(QEvent.Type.ShortcutOverride, key, NONE)
        QApplication.sendEvent(maps, event)
        assert not event.isAccepted()
        QTest.keyClick(maps, key)
    assert (maps.place, told) == (None, [])
    assert maps.sizeHint().height() == 0
    image = maps.grab().toImage()
    assert len({image.pixelColor(x, y).name() for x in range(NARROW) for y in range(100)}) == 1


@pytest.mark.parametrize("width", [1, 5, 27])
def test_any_width_is_painted(qtbot: QtBot, width: int) -> None:
    maps = made(qtbot, BLANK, width)
    maps.choose(Place(2, 2, 6, 7))
    assert not maps.grab().isNull()
    assert maps.area_of(Place(0, 0, 0, 1)).left() == maps.area_of(Place(0, 0, 0, 0)).left() + 1
