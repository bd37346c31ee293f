"""The section Lab: layers, accuracy in words, and what can be done."""

from __future__ import annotations

import numpy as np
import pytest
from hands import shown
from PySide6.QtCore import QLocale
from pytestqt.qtbot import QtBot
from stand_ins import heard

from mnist_desktop.reading.lab import Edits, LabLayer, LabView
from mnist_desktop.ui.pages.inside.lab import LabSection
from mnist_desktop.ui.pages.inside.lab_shown import LabScores
from mnist_desktop.ui.style.theme import DARK


def layer(name: str, units: int, **how: bool) -> LabLayer:
    kernels = np.zeros((units, 5, 5), np.float32) if how.get("has_kernels") else None
    return LabLayer(name, units, False, kernels, np.zeros(units, np.float32), how.get("is_last", False))


CNN = LabView((layer("conv1", 10, has_kernels=True), layer("fc2", 10, is_last=True)), are_activities=True)
FIRST = LabView((layer("fc0", 30), layer("fc2", 10, is_last=True)), are_activities=False)


@pytest.fixture
def section(qtbot: QtBot) -> LabSection:
    section = LabSection()
    section.setLocale(QLocale(QLocale.Language.English))
    section.set_theme(DARK)
    qtbot.addWidget(section)
    section.build()
    section.resize(360, 480)
    section.show()
    section.show_view(CNN)
    section.show_edits(Edits())
    return section


def test_it_shows_the_layers_of_the_network(section: LabSection) -> None:
    before = list(section.rows)
    section.show_view(CNN)
    assert list(section.rows) == before
    section.show_view(FIRST)
    section.show_edits(Edits({"fc0": frozenset({3})}))
    assert [shown(section, name) for name in ("fc0Title", "fc2Title")] == ["fc0: 1 of 30 off", "fc2: the ten digits"]


def test_the_legend_names_what_is_there(section: LabSection) -> None:
    assert "active" in shown(section, "labLegend")
    assert "counts against" in shown(section, "labLegend")
    section.show_view(FIRST)
    assert "the larger its weights" in shown(section, "labLegend")
    assert "counts against" not in shown(section, "labLegend")


@pytest.mark.parametrize(
    ("scores", "words", "can_keep"),
    [
        (LabScores(), "Reading the test digits…", False),
        (LabScores(10_000, before=0.9939), "It reads 99.39 % of 10,000 test digits right.", False),
        (LabScores(10_000, True, 0.9939), "It read 99.39 % of 10,000 test digits right; now …", False),
        (
            LabScores(10_000, True, 0.9939, 0.9, (0.89, 0.91)),
            "99.39 % → 90.00 % of 10,000 test digits read right (of all such digits 89.00 % to 91.00 %)",
            True,
        ),
    ],
)
def test_accuracies_in_words(scores: LabScores, words: str, can_keep: bool, section: LabSection) -> None:
    section.show_scores(scores)
    assert shown(section, "labAccuracy").replace("\N{NO-BREAK SPACE}", " ") == words
    assert section._keep.isEnabled() == can_keep


def test_only_a_loss_beyond_chance_has_the_colour_of_one(section: LabSection) -> None:
    for low, high, role in ((0.98, 0.995, "title"), (0.97, 0.98, "loss")):
        section.show_scores(LabScores(100, True, 0.99, 0.985, (low, high)))
        assert section._accuracy.property("role") == role


def test_why_nothing_could_be_scored_is_said(section: LabSection) -> None:
    section.show_scores(LabScores(100, True, 0.99, 0.985))
    section.show_failure("The test digits cannot be read.")
    assert shown(section, "labAccuracy") == "The test digits cannot be read."
    assert not section._keep.isEnabled()


def test_changes_can_be_undone_while_there_are_some(section: LabSection) -> None:
    told = heard(section.undo_requested)
    assert not section._undo.isEnabled()
    section.show_edits(Edits(noise={"fc2": 0.1}))
    section._undo.trigger()
    assert told == [()]


def test_what_is_switched_is_told_with_its_layer(section: LabSection) -> None:
    told = heard(section.off_changed)
    units = section.rows[0].units
    assert units is not None
    units._take(frozenset({2}))
    assert told == [("conv1", frozenset({2}))]
