"""What a test comes to, in words."""

from __future__ import annotations

import pytest
from hands import part, shown
from pytestqt.qtbot import QtBot
from shown_tests import USUAL, a_test

from mnist_desktop.catalog.datasets import DATASETS
from mnist_desktop.runs.scores import MY_DRAWINGS
from mnist_desktop.ui.pages.test.summary import Summary, digits_title


@pytest.fixture
def summary(qtbot: QtBot) -> Summary:
    summary = Summary()
    qtbot.addWidget(summary)
    summary.show()
    return summary


def figures(summary: Summary) -> list[str]:
    return shown(summary, "testFigures").replace("\N{NO-BREAK SPACE}", " ").splitlines()


def test_share_interval_loss_and_trust_are_said(summary: Summary) -> None:
    summary.show_tested(a_test())
    assert shown(summary, "testShare") == "84.00 % right"
    assert shown(summary, "testTitle") == "CNNNet, factory weights, on MNIST's test set" == summary.title
    assert figures(summary) == [
        "21 of 25 digits; of all such digits 65.35 % to 93.60 %, with 95 % certainty.",
        "Loss 0.9273. Sure of 100.00 %; right in 84.00 % of those.",
    ]


def test_who_looks_at_a_test_set_is_told_not_to_choose_by_it(summary: Summary) -> None:
    summary.show_tested(a_test())
    assert part(summary, "testNote").isVisible()
    assert shown(summary, "testNote").startswith("Nobody may choose settings by a test set")
    summary.show_tested(a_test(name=MY_DRAWINGS))
    assert not part(summary, "testNote").isVisible()
    assert shown(summary, "testTitle").endswith("on my digits")


def test_without_a_test_it_says_why(summary: Summary) -> None:
    summary.show_tested(a_test(USUAL))
    summary.show_tested(None, "It is damaged.")
    assert figures(summary) == ["It is damaged."]
    assert not part(summary, "testShare").isVisible()
    assert not part(summary, "testNote").isVisible()
    summary.show_tested(None)
    assert figures(summary) == ["Nothing is scored yet."]


@pytest.mark.parametrize("name", [MY_DRAWINGS, *(row.test_score for row in DATASETS.values())])
def test_all_digits_have_a_title(name: str) -> None:
    assert digits_title(name)
