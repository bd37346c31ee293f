"""Which digits there are to test on, and how they are loaded."""

from __future__ import annotations

from pathlib import Path

import pytest
from labelled_samples import samples  # noqa: F401  # a fixture is known by being here
from my_digits import sample
from pytestqt.qtbot import QtBot
from trainings import result_of

from mnist_desktop import paths
from mnist_desktop.catalog.datasets import DATASETS
from mnist_desktop.learning.data import downloads
from mnist_desktop.sessions.digits_to_test import MY_DIGITS, DigitsToTest
from mnist_desktop.sessions.samples import Samples
from mnist_desktop.system.errors import Problem, ProblemError


@pytest.fixture
def digits(samples: Samples, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> DigitsToTest:  # noqa: F811
    monkeypatch.setattr(paths, "downloads", lambda: tmp_path)
    return DigitsToTest(samples, samples)


def test_all_data_sets_and_my_digits_are_offered(digits: DigitsToTest) -> None:
    assert [choice.value for choice in digits.choices] == [*DATASETS, MY_DIGITS]
    titles = [choice.title for choice in digits.choices]
    assert titles[:2] == ["MNIST, test set", "Hands, test set"]
    assert titles[-1] == "My digits"


def test_what_is_not_on_the_disk_says_how_much_must_be_fetched(digits: DigitsToTest, tmp_path: Path) -> None:
    assert digits.title_of("qmnist").startswith("QMNIST, test set (to fetch: ")
    assert not digits.are_here("qmnist")
    downloads.file("qmnist", tmp_path).touch()
    assert digits.title_of("qmnist") == "QMNIST, test set"
    assert digits.are_here("qmnist")
    assert digits.are_here("mnist")
    assert digits.are_here(MY_DIGITS)


def test_what_was_loaded_last_is_kept(digits: DigitsToTest) -> None:
    key = digits.key("mnist")
    found = result_of(digits.loader(key)())
    digits.remember(key, found)
    assert result_of(digits.loader(key)()) is found
    digits.remember(digits.key("hands"), found)
    assert result_of(digits.loader(key)()) is not found


def test_my_digits_are_the_samples_of_now(digits: DigitsToTest, samples: Samples, qtbot: QtBot) -> None:  # noqa: F811
    before = digits.key(MY_DIGITS)
    with pytest.raises(ProblemError) as refused:
        result_of(digits.loader(before)())
    assert refused.value.problem == Problem("nothing_to_test")
    with qtbot.waitSignal(samples.changed):
        samples.add([sample(7, 1, drawn=7)])
    assert digits.key(MY_DIGITS) != before
    assert result_of(digits.loader(digits.key(MY_DIGITS))()).labels.tolist() == [7]
