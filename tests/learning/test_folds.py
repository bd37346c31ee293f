from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from mnist_desktop.learning import folds
from mnist_desktop.learning.data import hands, non_digits, pen_digits
from mnist_desktop.learning.data.hands import TENTHS, Hands
from mnist_desktop.learning.folds import FOLDS, Fold, main, probabilities, report, suspects
from mnist_desktop.runs.plan import plan_of


@pytest.fixture(scope="module")
def digits() -> Hands:
    return hands.digits_by(range(TENTHS))


def folds_of(digits: Hands, wrong: int) -> list[Fold]:
    """What networks made of each fold that are sure of its labels, but of the first `wrong` digits of all."""
    read_as = digits.labels.copy()
    read_as[:wrong] = (read_as[:wrong] + 1) % 10
    found = []
    for number in range(FOLDS):
        chosen = digits.are_by((2 * number, 2 * number + 1))
        logits = 20 * np.eye(10, dtype=np.float32)[read_as[chosen]]
        found.append(Fold(chosen, logits, sure=0.98, calibration_error=0.004, unsure=0.9, mnist=0.994))
    return found


def test_every_digit_is_read_by_the_networks_that_never_saw_its_writer(digits: Hands) -> None:
    found = probabilities(folds_of(digits, wrong=5))
    assert (found.argmax(axis=1) != digits.labels).tolist() == [True] * 5 + [False] * (len(digits) - 5)
    np.testing.assert_allclose(found.sum(axis=1), 1)


def test_a_report_tells_means_and_the_worst_collection(digits: Hands) -> None:
    wrong = 30
    worst = int(digits.collections[0])
    assert (digits.collections[:wrong] == worst).all(), "the first digits are of one collection"
    words = report("CNNNet", folds_of(digits, wrong), digits)
    share = 1 - wrong / (digits.collections == worst).sum()
    for part in ("CNNNet: digits 99.87%", f"collection {worst} {share:.2%}", "unsure of unseen kinds 90.0%", "99.40%"):
        assert part in words


def test_digits_whose_label_is_improbable_are_listed_by_their_number_in_the_file(digits: Hands) -> None:
    title, *rows = suspects(probabilities(folds_of(digits, wrong=2)), digits).splitlines()
    assert title == "drawing,label,probability,read as,its probability"
    labels = digits.labels[:2].tolist()
    assert rows == [
        f"{number},{label},0.000,{(label + 1) % 10},1.000"
        for number, label in zip(digits.numbers[:2].tolist(), labels, strict=True)
    ]


def test_a_fold_leaves_its_writers_and_kinds_out(digits: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def drawn(count: int, seed: int, tenths: tuple[int, ...], kept: str = "") -> list[object]:
        asked.append((tenths, kept))
        return []

    monkeypatch.setattr(pen_digits, "drawn", drawn)
    monkeypatch.setattr(non_digits, "drawn", drawn)
    folds._data(plan_of("thorough", "CNNNet"), (4, 5), "xyz")
    others = (0, 1, 2, 3, 6, 7, 8, 9)
    assert asked == [(others, ""), (others, "xyz")]


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_the_command_measures_both_networks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--epochs", "1", "--suspects", str(tmp_path / "suspects.csv")]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("FirstNet: digits 9")
    assert second.startswith("CNNNet: digits 9")
    assert len((tmp_path / "suspects.csv").read_text().splitlines()) > 20
