"""Drawings are read however their JSON is laid out and encoded."""

from __future__ import annotations

import io
import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from mnist_desktop.drawing import stored_image
from mnist_desktop.drawing.digit_image import digit_image
from mnist_desktop.drawing.strokes import Drawing, Stroke
from mnist_desktop.reading import inputs
from mnist_desktop.reading.inputs import Input, InputError
from mnist_desktop.reading.rows import MAX_LINE
from mnist_desktop.system.errors import Problem

SEVEN = Drawing((Stroke(np.array([[150.0, 120], [350, 120], [220, 410]])),), label=7, extra={"writer": "Åsa"})
ONE = Drawing((Stroke(np.array([[250.0, 120], [240, 400]])),), label=1)
BOTH = [SEVEN.to_json(), ONE.to_json()]
NAMES = ("a.json", "a.jsonl", "a.png", "standard input")
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32")


def line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def read(text: str | bytes, name: str = "a.jsonl") -> list[Input | InputError]:
    content = text.encode() if isinstance(text, str) else text
    return list(inputs.of_file(io.BytesIO(content), name))


def drawings(found: list[Input | InputError]) -> dict[str, Any]:
    return {each.source: each.content for each in found if isinstance(each, Input)}


def problems(found: list[Input | InputError]) -> list[Problem]:
    return [each.problem for each in found if isinstance(each, InputError)]


LAYOUTS: dict[str, tuple[str, list[int]]] = {  # and the lines or places of its two drawings
    "a line each": ("\n".join(map(line, BOTH)), [1, 2]),
    "a line each, of Windows": ("\r\n".join(map(line, BOTH)) + "\r\n", [1, 2]),
    "blank lines": ("\n\n" + "\n\n".join(map(line, BOTH)) + "\n\n", [3, 5]),
    "indented": (
        "\n".join(json.dumps(each, indent=1) for each in BOTH),
        [1, 1 + len(json.dumps(BOTH[0], indent=1).splitlines())],
    ),
    "a list": (json.dumps(BOTH), [1, 2]),
    "an indented list": (json.dumps(BOTH, indent=2), [1, 2]),
}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_two_drawings_are_read_in_every_layout_and_encoding(layout: str, name: str, encoding: str) -> None:
    text, places = LAYOUTS[layout]
    found = read(text.encode(encoding), name)
    assert drawings(found) == {f"{name}:{place}": each for place, each in zip(places, (SEVEN, ONE), strict=True)}
    assert [(each.label, each.writer) for each in found if isinstance(each, Input)] == [(7, "Åsa"), (1, "")]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("name", NAMES)
def test_a_drawing_alone_is_the_file_unless_it_is_a_line_of_some(encoding: str, indent: int | None, name: str) -> None:
    text = json.dumps(SEVEN.to_json(), indent=indent)
    source = name if indent or name == "a.json" else f"{name}:1"
    assert drawings(read(text.encode(encoding), name)) == {source: SEVEN}


@pytest.mark.parametrize("end", [-1, -40, -150])
@pytest.mark.parametrize("name", NAMES)
def test_a_damaged_indented_drawing_is_one_line(end: int, name: str) -> None:
    text = json.dumps(SEVEN.to_json(), indent=1)[:end]
    assert problems(read(text, name)) == [problem_of(name)]
    assert problems(read(text + "\nno JSON\n" * 100, name)) == [problem_of(name)]


def problem_of(name: str) -> Problem:
    file = Problem("standard_input") if name == "standard input" else name
    return Problem("in_file", {"file": file, "reason": Problem("not_json")})


@pytest.mark.parametrize("first", ['{"format": "mnist-desk', "no JSON", "[1, 2", "]", "\ufffd"])
def test_a_damaged_first_line_costs_itself_alone(first: str) -> None:
    found = read(f"{first}\n{line(BOTH[0])}\n{{\n{line(BOTH[1])}\n")
    assert drawings(found) == {"a.jsonl:2": SEVEN, "a.jsonl:4": ONE}
    assert [each.values["line"] for each in problems(found)] == [1, 3]


def test_a_damaged_first_line_costs_a_large_file_nothing_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mnist_desktop.reading.drawing_files.MAX_LINE", 1000)
    found = read("{\n" + f"{line(BOTH[0])}\n" * 50)
    assert list(drawings(found)) == [f"a.jsonl:{number}" for number in range(2, 52)]
    assert [each.values["line"] for each in problems(found)] == [1]


def test_a_damaged_drawing_of_a_list_costs_itself_alone() -> None:
    found = read(json.dumps([BOTH[0], {"format": "other"}, 5, BOTH[1]]), "a.json")
    assert drawings(found) == {"a.json:1": SEVEN, "a.json:4": ONE}
    assert [(each.values["line"], each.values["reason"].code) for each in problems(found)] == [
        (2, "drawing_format"),
        (3, "drawing_format"),
    ]


def test_json_longer_than_any_drawing_is_refused_in_one_line() -> None:
    [problem] = problems(read("[\n" + "1,\n" * (MAX_LINE // 2), "a.json"))
    assert problem == Problem("in_file", {"file": "a.json", "reason": Problem("line_too_long")})


def test_a_byte_that_is_no_letter_costs_no_drawing() -> None:
    text = line(BOTH[0]).encode().replace("Å".encode(), b"\xff")
    [found] = read(text)
    assert isinstance(found, Input)
    assert (found.content.strokes, found.writer) == (SEVEN.strokes, "\ufffdsa")  # type: ignore[union-attr]  # a drawing


def test_without_strokes_the_stored_image_is_the_content(digits: dict[int, Drawing]) -> None:
    image = digit_image(digits[4])
    assert image is not None
    extra = {"image": stored_image.to_text(image), "writer": "Bo", "id": "1"}
    stored = Drawing(label=4, extra=extra).to_json()
    drawn, damaged = SEVEN.to_json() | extra, stored | {"image": "AAAA"}
    found = read("\n".join(map(line, [stored, damaged, drawn])))
    first, second, third = found
    assert isinstance(first, Input)
    assert (first.label, first.writer, first.extra) == (4, "Bo", extra)
    np.testing.assert_allclose(first.one_digit(), image, atol=0.5 / 255 + 1e-6)
    assert isinstance(second, InputError)
    assert second.problem.values["reason"] == Problem("stored_image")
    assert isinstance(third, Input)
    assert isinstance(third.content, Drawing)
    assert third.content.strokes == SEVEN.strokes


POINTS = arrays(np.float64, st.tuples(st.integers(1, 9), st.just(2)), elements=st.floats(-1e5, 1e5, width=32))
DRAWINGS = st.builds(
    Drawing,
    st.lists(st.builds(Stroke, POINTS), max_size=3).map(tuple),
    st.integers(1, 2000),
    st.integers(1, 2000),
    st.none() | st.integers(0, 9),
    st.fixed_dictionaries({}, optional={"writer": st.text(), "note": st.integers()}),
)


@settings(deadline=None, max_examples=100)
@given(st.lists(DRAWINGS, min_size=1, max_size=4), st.sampled_from([None, 0, 3]), st.sampled_from(ENCODINGS))
def test_what_is_written_is_read(written: list[Drawing], indent: int | None, encoding: str) -> None:
    text = "\n".join(json.dumps(each.to_json(), indent=indent) for each in written)
    found = read(text.encode(encoding))
    assert [each.content for each in found if isinstance(each, Input)] == written
    assert [each.label for each in found if isinstance(each, Input)] == [each.label for each in written]


@settings(deadline=None, max_examples=200)
@given(st.text(alphabet='{}[]",:1 \n\tefalsnru', max_size=60), st.sampled_from(NAMES))
def test_any_text_like_json_is_read_or_refused(text: str, name: str) -> None:
    assert all(isinstance(each, Input | InputError) for each in read(text, name))
