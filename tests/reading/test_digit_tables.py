"""Tables of digits are read as Kaggle and others have them; what is wrong costs its row."""

from __future__ import annotations

import gzip
import io

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from mnist_desktop.reading import inputs
from mnist_desktop.reading.inputs import Input, InputError
from mnist_desktop.system.errors import Problem

RANDOM = np.random.default_rng(0)
IMAGES = (RANDOM.integers(0, 256, (4, 784)) * np.pad(np.ones((20, 20), int), 4).ravel()).tolist()
LABELS = [7, 2, 1, 0]
PIXEL_NAMES = [f"pixel{number}" for number in range(784)]


def read(content: str | bytes, name: str = "a.csv") -> list[Input | InputError]:
    data = content.encode() if isinstance(content, str) else content
    return list(inputs.of_file(io.BytesIO(data), name))


def table(rows: list[list[object]], separator: str = ",") -> str:
    return "".join(separator.join(map(str, row)) + "\n" for row in rows)


def labelled() -> list[list[object]]:
    return [[label, *image] for label, image in zip(LABELS, IMAGES, strict=True)]


def bare() -> list[list[object]]:
    return [[*image] for image in IMAGES]


def numbered(rows: list[list[object]]) -> list[list[object]]:
    return [[number, *row] for number, row in enumerate(rows)]


TABLES: dict[str, tuple[str | bytes, bool]] = {  # and whether it has labels
    "train.csv of Kaggle": (table([["label", *PIXEL_NAMES], *labelled()]), True),
    "test.csv of Kaggle": (table([[*PIXEL_NAMES], *bare()]), False),
    "test.csv of another contest": (table([["id", *PIXEL_NAMES], *numbered(bare())]), False),
    "the digits of OpenML": (table([[*PIXEL_NAMES, "class"], *([*row[1:], row[0]] for row in labelled())]), True),
    "names in quotes, as of R": (table([['"label"', *(f'"{name}"' for name in PIXEL_NAMES)], *labelled()]), True),
    "names like 1x1": (table([["label", *(f"{n // 28 + 1}x{n % 28 + 1}" for n in range(784))], *labelled()]), True),
    "numbered columns, as of pandas": (table([[*range(784)], *bare()]), False),
    "numbered rows too": (table([["", *range(784)], *numbered(bare())]), False),
    "numbered rows and labels": (table([["", "label", *PIXEL_NAMES], *numbered(labelled())]), True),
    "no header": (table(labelled()), True),
    "pixels alone": (table(bare()), False),
    "semicolons, as of a spreadsheet": (table([["label", *PIXEL_NAMES], *labelled()], ";"), True),
    "tabs": (table(labelled(), "\t"), True),
    "spaces, as of savetxt": (table([[f"{value:.18e}" for value in image] for image in IMAGES], " "), False),
    "numbers with a point": (table([[float(str(value)) for value in row] for row in labelled()]), True),
    "shares": (table([[label, *(v / 255 for v in image)] for label, image in zip(LABELS, IMAGES, strict=True)]), True),
    "black on white": (table([[255 - value for value in image] for image in IMAGES]), False),
    "lines of Windows": (table(labelled()).replace("\n", "\r\n"), True),
    "a byte order mark": (b"\xef\xbb\xbf" + table([["label", *PIXEL_NAMES], *labelled()]).encode(), True),
    "UTF-16": (table([["label", *PIXEL_NAMES], *labelled()]).encode("utf-16"), True),
    "packed": (gzip.compress(table(labelled()).encode()), True),
    "blank lines": ("\n" + table(labelled()).replace("\n", "\n\n"), True),
}


@pytest.mark.parametrize("kind", TABLES)
@pytest.mark.parametrize("name", ["a.csv", "standard input"])
def test_a_table_of_every_kind_gives_its_digits_and_labels(kind: str, name: str) -> None:
    content, has_labels = TABLES[kind]
    if kind.startswith("spaces") and name != "a.csv":
        return  # only the name says that it is a table
    found = read(content, name)
    assert [each.label for each in found if isinstance(each, Input)] == (LABELS if has_labels else [None] * 4)
    for each, image in zip(found, IMAGES, strict=True):
        assert isinstance(each, Input)
        np.testing.assert_allclose(each.one_digit().ravel() * 255, image, atol=1e-3)


def test_rows_are_numbered_by_their_lines() -> None:
    found = read(table([["label", *PIXEL_NAMES], *labelled()]))
    assert [each.source for each in found if isinstance(each, Input)] == ["a.csv:2", "a.csv:3", "a.csv:4", "a.csv:5"]
    assert read(table(labelled()))[0].source == "a.csv:1"  # type: ignore[union-attr]  # it is an input


DAMAGED: dict[str, tuple[list[object], Problem]] = {
    "a short row": ([7, *IMAGES[0][1:]], Problem("digit_row_unfit", {"count": 784})),
    "a long row": ([7, *IMAGES[0], 0], Problem("digit_row_unfit", {"count": 786})),
    "a word": ([7, *IMAGES[0][1:], "ink"], Problem("pixel_not_number")),
    "nothing": ([7, *IMAGES[0][1:], ""], Problem("pixel_not_number")),
    "NaN": ([7, *IMAGES[0][1:], "nan"], Problem("pixel_not_number")),
    "infinity": ([7, *IMAGES[0][1:], "inf"], Problem("pixel_not_number")),
    "below 0": ([7, *IMAGES[0][1:], -1], Problem("pixel_out_of_range", {"value": -1.0})),
    "above 255": ([7, *IMAGES[0][1:], 256], Problem("pixel_out_of_range", {"value": 256.0})),
    "a label above 9": ([10, *IMAGES[0]], Problem("drawing_label", {"label": "'10'"})),
    "a label between digits": ([1.5, *IMAGES[0]], Problem("drawing_label", {"label": "'1.5'"})),
    "no label": (["", *IMAGES[0]], Problem("drawing_label", {"label": "''"})),
    "something else": (["hello"], Problem("digit_row_unfit", {"count": 1})),
}


@pytest.mark.parametrize("kind", DAMAGED)
@pytest.mark.parametrize("place", [0, 2])
def test_a_damaged_row_is_named_and_costs_itself_alone(kind: str, place: int) -> None:
    row, reason = DAMAGED[kind]
    rows = labelled()
    found = read(table([*rows[:place], row, *rows[place:]]))
    [bad] = [each for each in found if isinstance(each, InputError)]
    assert bad.problem == Problem("in_line", {"file": "a.csv", "line": place + 1, "reason": reason})
    assert [each.label for each in found if isinstance(each, Input)] == LABELS


@pytest.mark.parametrize("content", ["a,b\n1,2\n3,4\n" + "5,6\n" * 1000, "label,x\n1,2\n", "1,2,3\n"])
def test_a_table_of_something_else_is_one_line(content: str) -> None:
    [bad] = read(content)
    assert isinstance(bad, InputError)
    assert bad.problem.values["reason"].code == "digit_row_unfit"


@pytest.mark.parametrize("content", ["", "\n\n", table([["label", *PIXEL_NAMES]])])
def test_a_table_without_rows_holds_nothing(content: str) -> None:
    assert read(content) == []


def test_a_row_that_never_ends_is_refused_and_not_read_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mnist_desktop.reading.digit_tables.MAX_LINE", 50_000)
    monkeypatch.setattr("mnist_desktop.reading.rows.MAX_LINE", 50_000)
    *good, bad = read(table(labelled()) + "1," * 100_000)
    assert len(good) == 4
    assert isinstance(bad, InputError)
    assert bad.problem.values["reason"] == Problem("line_too_long")


@settings(deadline=None, max_examples=30)
@given(arrays(np.uint8, (3, 20, 20)), st.lists(st.integers(0, 9), min_size=3, max_size=3), st.booleans())
def test_what_is_written_is_read(ink: np.ndarray, labels: list[int], header: bool) -> None:
    ink[:, 0, 0] = 255  # so that it is no mask
    images = np.pad(ink, ((0, 0), (4, 4), (4, 4))).reshape(3, 784)
    rows: list[list[object]] = [[label, *image] for label, image in zip(labels, images.tolist(), strict=True)]
    found = read(table([["label", *PIXEL_NAMES], *rows] if header else rows))
    assert [each.label for each in found if isinstance(each, Input)] == labels
    again = np.array([each.content for each in found if isinstance(each, Input)])
    assert np.array_equal((again.reshape(3, 784) * 255).round(), images)


@settings(deadline=None, max_examples=100)
@given(st.text(alphabet='0123456789,;\t\n". -elabipx', max_size=2000), st.booleans())
def test_any_text_is_read_or_refused(text: str, after_a_header: bool) -> None:
    start = table([["label", *PIXEL_NAMES]]) if after_a_header else ""
    assert all(isinstance(each, Input | InputError) for each in read(start + text))
