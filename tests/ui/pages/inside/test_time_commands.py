"""The commands of the section Time: what can be done when, and how each looks and is called."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QIcon, QImage, QKeySequence
from PySide6.QtWidgets import QApplication

from mnist_desktop.ui.pages.inside.time_commands import TimeCommands
from mnist_desktop.ui.style import icons
from mnist_desktop.ui.style.icons import SIDE, Glyph
from mnist_desktop.ui.style.theme import DARK, LIGHT, Theme


@pytest.fixture
def commands(qapp: QApplication) -> Iterator[TimeCommands]:
    parent = QObject()
    yield TimeCommands(parent)
    parent.deleteLater()


def all_of(commands: TimeCommands) -> tuple[QAction, ...]:
    return commands.play, commands.now, commands.export


def painted(icon: QIcon) -> QImage:
    return icon.pixmap(SIDE, SIDE).toImage()


def looks_like(action: QAction, glyph: Glyph, theme: Theme) -> bool:
    return painted(action.icon()) == painted(icons.themed(glyph, theme))


def test_at_first_there_is_nothing_to_do(commands: TimeCommands) -> None:
    assert [action.isEnabled() for action in all_of(commands)] == [False, False, False]
    assert commands.play.text() == "P&lay film"


@pytest.mark.parametrize("has_moments", [False, True])
@pytest.mark.parametrize("is_past", [False, True])
def test_moments_can_be_played_and_exported_and_the_past_be_left(
    commands: TimeCommands, has_moments: bool, is_past: bool
) -> None:
    commands.show_possible(has_moments=has_moments, is_past=is_past)
    assert [action.isEnabled() for action in all_of(commands)] == [has_moments, is_past, has_moments]


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_each_has_its_icon_in_the_theme_and_play_that_of_what_it_does(commands: TimeCommands, theme: Theme) -> None:
    commands.show_playing(True)
    commands.set_theme(theme)
    for is_playing, glyph in ((True, Glyph.PAUSE), (False, Glyph.PLAY), (True, Glyph.PAUSE)):
        commands.show_playing(is_playing)
        expected = (glyph, Glyph.STEP, Glyph.SAVE)
        assert all(looks_like(*each, theme) for each in zip(all_of(commands), expected, strict=True))


def test_a_theme_changes_no_icon_of_a_film_that_plays(commands: TimeCommands) -> None:
    commands.show_playing(True)
    for theme in (DARK, LIGHT):
        commands.set_theme(theme)
        assert looks_like(commands.play, Glyph.PAUSE, theme)


def test_the_tool_tips_say_more_than_the_texts(commands: TimeCommands) -> None:
    commands.show_playing(True)
    assert (commands.play.text(), commands.play.toolTip()) == ("Pa&use film", "Play the moments from first to last")
    for action in all_of(commands):
        assert action.toolTip() not in ("", action.text().replace("&", ""))


@pytest.mark.usefixtures("in_spanish")
def test_in_spanish_they_have_words_and_letters_of_their_own(commands: TimeCommands) -> None:
    words = {"Reproducir pe&lícula", "Volver al prese&nte", "Exportar pelíc&ula…"}
    assert {action.text() for action in all_of(commands)} == words
    for is_playing in (False, True):
        commands.show_playing(is_playing)
        assert_letters_differ(commands)


def test_no_two_have_the_same_letter_in_the_menu(commands: TimeCommands) -> None:
    for is_playing in (False, True):
        commands.show_playing(is_playing)
        assert_letters_differ(commands)


def assert_letters_differ(commands: TimeCommands) -> None:
    letters = {QKeySequence.mnemonic(action.text()).toString() for action in all_of(commands)}
    assert len(letters - {""}) == len(all_of(commands))
