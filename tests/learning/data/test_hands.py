from __future__ import annotations

import csv
import shutil
from pathlib import Path

import numpy as np
import pytest

from mnist_desktop import paths
from mnist_desktop.drawing.digit_image import PART, digit_image
from mnist_desktop.drawing.strokes import Drawing, Stroke
from mnist_desktop.learning.data import hands
from mnist_desktop.learning.data.bundled import DataError
from mnist_desktop.learning.data.hands import DROPPED, STROKES, TENTHS, Hands

EVERYTHING = hands.read(paths.hands() / STROKES)


def of(*drawings: list[list[tuple[float, float]]]) -> Hands:
    """Drawings of 1s by writer 0."""
    strokes = [stroke for drawing in drawings for stroke in drawing]
    nothing = np.zeros(len(drawings), np.intp)
    return Hands(
        np.array([point for stroke in strokes for point in stroke], float),
        np.array([len(stroke) for stroke in strokes]),
        np.array([len(drawing) for drawing in drawings]),
        nothing + ord("1"),
        *[nothing] * 4,
    )


HOOK: list[list[tuple[float, float]]] = [[(0, 0), (10, 0), (10, 40)]]
DOTTED: list[list[tuple[float, float]]] = [[(5, 5)], [(0, 10), (0, 60)]]


def test_the_box_holds_digits_and_characters_by_many_writers() -> None:
    digits = EVERYTHING[EVERYTHING.are_digits]
    assert (len(digits), len(EVERYTHING) - len(digits)) == (23_447, 13_104)
    assert len(np.unique(digits.writers)) == 298
    assert np.unique(digits.labels).tolist() == list(range(10))
    assert (EVERYTHING.labels == -1).sum() == 13_104


def test_every_drawing_is_a_canvas_s_strokes() -> None:
    assert EVERYTHING.points.min() == 0
    assert EVERYTHING.points.max() <= 500
    assert EVERYTHING.strokes.min() >= 1
    assert EVERYTHING.strokes.sum() == len(EVERYTHING.points)
    assert EVERYTHING.drawings.sum() == len(EVERYTHING.strokes)


def test_writers_are_in_one_tenth_and_tenths_have_as_many_digits() -> None:
    digits = EVERYTHING[EVERYTHING.are_digits]
    for writer in np.unique(EVERYTHING.writers):
        assert len(np.unique(EVERYTHING.tenths[EVERYTHING.writers == writer])) == 1
    many = np.bincount(digits.tenths, minlength=TENTHS)
    assert many.max() - many.min() < 30


def test_dropped_digits_are_not_loaded_and_their_list_says_why() -> None:
    with (paths.hands() / DROPPED).open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert 50 < len(rows) < 250
    for row in rows:
        assert chr(EVERYTHING.characters[int(row["drawing"])]) == row["label"]
        assert float(row["probability"]) <= 0.05
        assert row["why"] in ("no whole digit", "another digit")
    assert len(hands.load()) == len(EVERYTHING) - len(rows)
    assert not set(hands.load().numbers.tolist()) & {int(row["drawing"]) for row in rows}


def test_a_choice_has_the_strokes_of_its_drawings_and_may_repeat_them() -> None:
    three = of(HOOK, DOTTED, HOOK)
    chosen = three[np.array([1, 1, 0])]
    assert chosen.points.tolist() == [list(point) for stroke in [*DOTTED, *DOTTED, *HOOK] for point in stroke]
    assert chosen.strokes.tolist() == [1, 2, 1, 2, 3]
    assert chosen.drawings.tolist() == [2, 2, 1]
    assert len(three[np.array([False, True, False])]) == 1
    assert len(three[np.array([], np.intp)]) == 0


def test_segments_join_the_points_of_a_stroke_and_a_point_alone_is_a_dot() -> None:
    hook, dotted = of(HOOK, DOTTED).segments()
    assert hook.tolist() == [[[0, 0], [10, 0]], [[10, 0], [10, 40]]]
    assert dotted.tolist() == [[[5, 5], [5, 5]], [[0, 10], [0, 60]]]


def test_each_point_has_its_drawing() -> None:
    assert of(HOOK, DOTTED).owners().tolist() == [0, 0, 0, 1, 1, 1]


def test_the_images_are_those_of_the_pad() -> None:
    some = EVERYTHING[np.arange(PART + 3)]
    parts = list(some.images())
    assert [len(part) for part in parts] == [PART, 3]
    images = np.concatenate(parts)
    for index in (0, 7, PART + 2):
        one = some[np.array([index])]
        strokes = np.split(one.points + 50, np.cumsum(one.strokes)[:-1])
        drawn = digit_image(Drawing(tuple(Stroke(points) for points in strokes)))
        assert drawn is not None
        np.testing.assert_allclose(images[index], drawn, atol=1e-6)


def test_characters_are_chosen_by_kind_and_drawings_by_tenths() -> None:
    assert set(EVERYTHING[EVERYTHING.are_of("xy")].characters.tolist()) == {ord("x"), ord("y")}
    assert set(EVERYTHING[EVERYTHING.are_by((3, 4))].tenths.tolist()) == {3, 4}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the hands to damage."""
    folder = Path(shutil.copytree(paths.hands(), tmp_path / "hands"))
    monkeypatch.setattr(paths, "hands", lambda: folder)
    monkeypatch.setattr(hands, "load", hands.load.__wrapped__)
    return folder


@pytest.mark.parametrize("name", [STROKES, DROPPED])
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(DataError) as refused:
        hands.load()
    assert (refused.value.problem.code, refused.value.problem.values["file"]) == ("bundled_missing", folder / name)


@pytest.mark.parametrize("at", [0, 1000, -1])
def test_one_changed_byte_is_refused(folder: Path, at: int) -> None:
    content = bytearray((folder / STROKES).read_bytes())
    content[at] ^= 1
    (folder / STROKES).write_bytes(content)
    with pytest.raises(DataError, match="bundled_changed"):
        hands.load()


@pytest.mark.parametrize("content", [b"drawing,label\nmany,1\n", b"drawing\n\n1\n", b"drawing\n\xff\n"])
def test_a_list_that_cannot_be_read_is_refused(folder: Path, content: bytes) -> None:
    (folder / DROPPED).write_bytes(content)
    with pytest.raises(DataError, match="bundled_unreadable"):
        hands.load()


@pytest.mark.parametrize("content", [b"", b"nothing packed", (paths.hands() / STROKES).read_bytes()[:1000]])
def test_what_is_not_packed_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match="no packed drawings"):
        hands.unpacked(content)
