"""What explains a reading, in pictures and words."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from explained import drawn, load
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from mnist_desktop.reading.explanation import Explanation, explain
from mnist_desktop.ui.pages.inside.why_explained import ExplainedReading
from mnist_desktop.ui.style.theme import DARK


@pytest.fixture
def shown(qtbot: QtBot) -> ExplainedReading:
    shown = ExplainedReading()
    shown.setLocale(QLocale(QLocale.Language.English))
    qtbot.addWidget(shown)
    return shown


@pytest.fixture(scope="module")
def why() -> Explanation:
    return explain(load("CNNNet"), drawn(7))


@pytest.fixture(scope="module")
def why_not() -> Explanation:
    return explain(load("CNNNet"), drawn(7), 2)


def words(shown: ExplainedReading, name: str) -> str:
    found = shown.findChild(QLabel, name)
    assert isinstance(found, QLabel)
    return found.text()


def test_each_picture_shows_its_values_on_the_digit(shown: ExplainedReading, why: Explanation) -> None:
    shown.show_explanation(why)
    covered, shares, change, after = shown.maps
    assert why.change is not None
    for picture, values in ((covered, why.occlusion.losses), (shares, why.shares.pixels), (change, why.change.change)):
        assert picture.image is why.image
        assert picture.values is not None
        assert np.array_equal(picture.values, values)
    assert after.image is why.change.after
    assert after.values is None


@pytest.mark.parametrize("name", ["coveredWords", "sharesWords", "changeWords"])
def test_each_picture_has_a_sentence_that_names_the_digits(
    shown: ExplainedReading, why: Explanation, why_not: Explanation, name: str
) -> None:
    empty = words(shown, name)
    shown.show_explanation(why)
    said = words(shown, name)
    assert "7" in said
    assert str(why.other) in said
    shown.show_explanation(why_not)
    assert "2" in words(shown, name)
    assert len({empty, said, words(shown, name)}) == 3


def test_the_shares_are_said_to_add_up(shown: ExplainedReading, why: Explanation) -> None:
    shown.show_explanation(why)
    said = words(shown, "sharesWords")
    assert f"{why.shares.pixels.sum():.2f}" in said
    assert f"{why.shares.lead:.2f}" in said


def test_it_says_what_is_read_without_the_most_important_place(shown: ExplainedReading, why: Explanation) -> None:
    stays = replace(why, occlusion=replace(why.occlusion, digits=np.full((28, 28), 7)))
    flips = replace(why, occlusion=replace(why.occlusion, digits=np.full((28, 28), 4)))
    shown.show_explanation(stays)
    assert "Even without the place that matters most it reads 7." in words(shown, "coveredWords")
    shown.show_explanation(flips)
    assert "Without the place that matters most it reads 4." in words(shown, "coveredWords")


def test_it_says_how_much_ink_changes_or_that_no_change_was_found(shown: ExplainedReading, why: Explanation) -> None:
    shown.show_explanation(why)
    assert why.change is not None
    assert f"{100 * why.change.ink_share:.0f} %" in words(shown, "changeWords")
    shown.show_explanation(replace(why, change=None))
    assert f"No small change was found after which it would read {why.other}." in words(shown, "changeWords")
    _, _, change, after = shown.maps
    assert (change.values, after.image) == (None, None)


def test_the_legend_names_all_colours_in_the_theme(shown: ExplainedReading, why: Explanation) -> None:
    assert "Draw a digit" in words(shown, "whyLegend")
    shown.show_explanation(why)
    shown.set_theme(DARK)
    legend = words(shown, "whyLegend").replace("&nbsp;", " ")
    colours = (DARK.accent, DARK.warning, DARK.earlier[0], DARK.earlier[1], DARK.disabled)
    meanings = ("speaks for 7", f"speaks for {why.other}", "ink added", "ink taken away", "the digit")
    places = [legend.index(each) for pair in zip(colours, meanings, strict=True) for each in pair]
    assert places == sorted(places)


def test_without_a_drawing_the_pictures_are_empty(shown: ExplainedReading, why: Explanation) -> None:
    shown.show_explanation(why)
    shown.show_explanation(None)
    assert [picture.image for picture in shown.maps] == [None] * 4


def test_a_screen_reader_gets_the_names_and_the_sentences(shown: ExplainedReading, why: Explanation) -> None:
    shown.show_explanation(why)
    assert [picture.accessibleName() for picture in shown.maps] == ["Covered", "Shares", "Change", "After"]
    for picture in shown.maps[:3]:
        assert "7" in picture.accessibleDescription()
