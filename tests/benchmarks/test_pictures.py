"""How many of the pictures that people bring are read rightly, and how fast. Run with --benchmark-only.

The tests below that hold the generator to its word belong to the ordinary suite.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from functools import partial
from itertools import cycle
from pathlib import Path
from typing import Final

import numpy as np
import pytest
from benchmarks.scenes.kinds import DIGITS, KINDS, NONE, NOTHING, NUMBERS, Kind
from benchmarks.scenes.score import Table, score
from benchmarks.scenes.writing import Writers
from PIL import Image
from pytest_benchmark.fixture import BenchmarkFixture

from mnist_desktop import read

COUNT: Final = 40
SLOWEST: Final = dict.fromkeys(("window with a clear shadow", "paint program"), 0.1)  # seconds; 1 for photos
SMALL: Final = (300, 420)  # pixels; the longer side where only the generator is tested
COARSE: Final = 32  # pixels; a side of the small copies that are compared


@dataclass(frozen=True)
class Answer:
    text: str
    sure: bool


@pytest.mark.parametrize("model", ["CNNNet", "FirstNet"])
def test_pictures_of_digits(model: str, benchmark: BenchmarkFixture) -> None:
    table = _scored(model, (*DIGITS, *NOTHING), benchmark)
    assert table.overall.right >= 0.97
    assert table.overall.sure_and_wrong <= 0.005
    assert not [str(row) for row in table.rows if row.right < 0.9 or row.seconds > SLOWEST.get(row.name, 1)]


@pytest.mark.parametrize("model", ["CNNNet", "FirstNet"])
def test_pictures_of_numbers(model: str, benchmark: BenchmarkFixture) -> None:
    assert _scored(model, NUMBERS, benchmark).overall.right >= 0.96


def _scored(model: str, kinds: tuple[Kind, ...], benchmark: BenchmarkFixture) -> Table:
    """Score a network on digits by the writers for reports, and print the table."""
    table = benchmark.pedantic(
        score, (partial(read, model=model), kinds), {"count": COUNT, "seed": 1, "writers": Writers.REPORT}, rounds=1
    )
    print(f"\n{model}, {COUNT} pictures of each kind\n{table}")
    assert isinstance(table, Table)
    return table


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_each_picture_of_a_kind_is_another_one(kind: Kind) -> None:
    kind = replace(kind, layout=replace(kind.layout, long_side=SMALL))
    first, again, other_digit, other_seed = (
        kind.picture(seed, each) for seed, each in [(0, 0), (0, 0), (0, 13), (1, 0)]
    )
    assert first == again
    small = [_small_grey(each.file.content) for each in (first, other_digit, other_seed)]
    assert np.abs(small[0] - small[1]).max() > 0.05
    assert np.abs(small[0] - small[2]).max() > 0.05
    assert [each.text[:1] for each in (first, other_digit)] == (["", ""] if kind.digits == NONE else ["0", "3"])
    assert kind.digits[0] <= len(first.text) <= kind.digits[1]


def test_kinds_have_names_of_their_own() -> None:
    assert len({kind.name for kind in KINDS}) == len(KINDS)


def test_a_score_tells_right_from_wrong_and_sure_from_unsure() -> None:
    texts = cycle("0123456789")
    answers = {
        "right": lambda _: Answer(next(texts), True),
        "sure and wrong": lambda _: Answer("x", True),
        "refused": _refuse,
    }
    kinds = (_small(DIGITS[0]), _small(NOTHING[0]))
    tables = {name: score(answer, kinds, 10) for name, answer in answers.items()}
    assert [(row.right, row.sure_and_wrong, row.unsure) for row in tables["right"].rows] == [(1, 0, 0), (0, 1, 0)]
    assert [(row.right, row.sure_and_wrong) for row in tables["sure and wrong"].rows] == [(0, 1), (0, 1)]
    assert [(row.right, row.unsure) for row in tables["refused"].rows] == [(0, 1), (1, 1)]
    assert tables["refused"].overall.right == 0.5


def _small(kind: Kind) -> Kind:
    return replace(kind, layout=replace(kind.layout, long_side=SMALL))


def _refuse(file: Path) -> Answer:
    raise ValueError


def _small_grey(content: bytes) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    with Image.open(io.BytesIO(content)) as image:
        values = np.asarray(image.convert("RGBA") if image.mode != "I;16" else image, np.float64)
    rows, columns = (np.linspace(0, side - 1, COARSE).astype(int) for side in values.shape[:2])
    chosen = values[np.ix_(rows, columns)].reshape(COARSE, COARSE, -1)
    return np.asarray(chosen.mean(axis=2) / max(values.max(), 1))
