"""What a file holds is told by its bytes; what is damaged in it is named, and the rest is read."""

from __future__ import annotations

import gzip
import io
import json
import os
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from mnist_desktop.drawing.arrays import GreyImage
from mnist_desktop.drawing.digit_image import digit_image
from mnist_desktop.drawing.strokes import Drawing, Stroke
from mnist_desktop.pictures.picture import Picture
from mnist_desktop.reading import inputs, numbers, rows
from mnist_desktop.reading import predictor as predictors
from mnist_desktop.reading.inputs import Input, InputError
from mnist_desktop.reading.predictor import Predictor
from mnist_desktop.system.errors import Problem

SEVEN = ((150, 120), (350, 120), (220, 410))
DRAWING = Drawing((Stroke(np.array(SEVEN, dtype=np.float64)),), label=7)
LINE = json.dumps(DRAWING.to_json()).encode()
NOTHING_HERE = io.BytesIO()


def picture() -> Image.Image:
    image = Image.new("L", (500, 500), 255)
    ImageDraw.Draw(image).line(SEVEN, fill=0, width=20)
    return image


def saved(kind: str) -> bytes:
    content = io.BytesIO()
    picture().save(content, kind)
    return content.getvalue()


def digit() -> GreyImage:
    image = digit_image(DRAWING)
    assert image is not None
    return image


def npy() -> bytes:
    content = io.BytesIO()
    np.save(content, digit())
    return content.getvalue()


def npz() -> bytes:
    content = io.BytesIO()
    np.savez(content, images=digit()[None], labels=[7])
    return content.getvalue()


def csv() -> bytes:
    return ("7," + ",".join(map(str, (digit() * 255).astype(int).ravel().tolist())) + "\n").encode()


CONTENTS: dict[str, tuple[Callable[[], bytes], type]] = {
    "a drawing": (lambda: LINE, Drawing),
    "an indented drawing": (lambda: json.dumps(DRAWING.to_json(), indent=2).encode(), Drawing),
    "a PNG": (lambda: saved("PNG"), Picture),
    "a JPEG": (lambda: saved("JPEG"), Picture),
    "a TIFF": (lambda: saved("TIFF"), Picture),
    "a GIF": (lambda: saved("GIF"), Picture),
    "an array": (npy, np.ndarray),
    "an archive of arrays": (npz, np.ndarray),
    "a table": (csv, np.ndarray),
}
NAMES = ("a.png", "a.jpg", "a.json", "a.jsonl", "a.csv", "a.npy", "a.npz", "a", "A.PNG", "a.txt")


def read(path: Path | str, standard_input: Any = NOTHING_HERE) -> list[Input | InputError]:
    return list(inputs.read(str(path), standard_input))


def only(path: Path | str, standard_input: Any = NOTHING_HERE) -> Input:
    [found] = read(path, standard_input)
    assert isinstance(found, Input), found
    return found


def refusal(path: Path | str) -> Problem | OSError:
    """What is wrong with the one thing in a file."""
    [found] = read(path)
    assert isinstance(found, InputError), found
    assert found.problem.code == "in_file"
    assert found.problem.values["file"] == str(path)
    reason: Problem | OSError = found.problem.values["reason"]
    return reason


@pytest.fixture(scope="module")
def predictor() -> Predictor:
    return predictors.load("CNNNet")


@pytest.mark.parametrize("kind", CONTENTS)
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("is_packed", [False, True])
def test_the_content_says_what_a_file_is_whatever_its_name(
    kind: str, name: str, is_packed: bool, tmp_path: Path
) -> None:
    make, content_type = CONTENTS[kind]
    content = gzip.compress(make()) if is_packed else make()
    for file in (tmp_path / name, tmp_path / f"{name}.gz"):
        file.write_bytes(content)
        found = only(file)
        assert isinstance(found.content, content_type)
        assert found.source in (str(file), f"{file}:1")


@pytest.mark.parametrize("kind", CONTENTS)
def test_every_content_is_read_from_standard_input_of_a_file_a_pipe_and_in_memory(kind: str, tmp_path: Path) -> None:
    make, content_type = CONTENTS[kind]
    (tmp_path / "a").write_bytes(make())
    with (tmp_path / "a").open("rb") as file:
        assert isinstance(only("-", file).content, content_type)
    assert isinstance(only("-", io.BytesIO(make())).content, content_type)
    reader, writer = os.pipe()
    with os.fdopen(reader, "rb") as pipe, os.fdopen(writer, "wb") as sender:
        sending = Thread(target=send, args=(sender, make()))
        sending.start()
        found = only("-", pipe)
        sending.join()
    assert isinstance(found.content, content_type)
    assert found.source in ("standard input", "standard input:1")


def send(sender: io.BufferedWriter, content: bytes) -> None:
    with sender:
        sender.write(content)


def test_drawings_on_a_pipe_are_read_as_they_come() -> None:
    reader, writer = os.pipe()
    with os.fdopen(reader, "rb") as pipe, os.fdopen(writer, "wb") as sender:
        found = inputs.read("-", pipe)
        for number in (1, 2, 3):
            sender.write(LINE + b"\n")
            sender.flush()
            assert next(found).source == f"standard input:{number}"  # type: ignore[union-attr]  # it is an input
        sender.close()
        assert list(found) == []


def test_standard_input_stays_open() -> None:
    for content in (LINE, npy(), csv(), saved("PNG"), gzip.compress(LINE)):
        file = io.BytesIO(content)
        read("-", file)
        assert not file.closed


@pytest.mark.parametrize("kind", CONTENTS)
def test_every_content_is_read_as_the_digit_that_it_shows(kind: str, tmp_path: Path, predictor: Predictor) -> None:
    (tmp_path / "a").write_bytes(CONTENTS[kind][0]())
    found = numbers.read(only(tmp_path / "a").layouts(), predictor)
    assert (found.text, found.sure) == ("7", True)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("text.png", b"this is no picture\n", "picture_unreadable"),
        ("text", b"this, that and so on\n", "picture_unreadable"),
        ("empty.png", b"", "picture_unreadable"),
        ("script.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "picture_unreadable"),
        ("page.ps", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "picture_unreadable"),
        ("text.json", b"this is no drawing\n", "not_json"),
        ("text.jsonl", b"this is no drawing\nnor this\n" * 80, "not_json"),
        ("text.npy", b"this is no array\n", "file_damaged"),
        ("text.npz", b"this is no archive\n", "file_damaged"),
        ("text.csv", b"this is no table\n", "digit_row_unfit"),
        ("text.csv.gz", b"this is no archive\n", "file_damaged"),
        ("document.docx", b"PK\x03\x04 and so on", "file_damaged"),
    ],
)
def test_what_is_nothing_of_all_is_one_line_that_goes_by_its_name(
    name: str, content: bytes, code: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(content)
    reason = refusal(tmp_path / name)
    assert isinstance(reason, Problem)
    assert reason.code == code


def test_a_folder_and_a_missing_file_say_so(tmp_path: Path) -> None:
    (tmp_path / "folder.jsonl").mkdir()
    for folder in (tmp_path, tmp_path / "folder.jsonl"):
        assert refusal(folder) == Problem("is_folder")
    for name in ("no.png", "no.json", "no.jsonl", "no.jsonl.gz", "no.csv", "no.npz"):
        assert refusal(tmp_path / name) == Problem("no_such_file")


def test_a_name_that_no_system_takes_is_one_line() -> None:
    [found] = read("a" * 10_000)
    assert isinstance(found, InputError)
    assert isinstance(found.problem.values["reason"], OSError)


@pytest.mark.parametrize("mode", ["L", "RGBA", "CMYK"])
def test_an_empty_page_says_that_nothing_is_drawn(mode: str, tmp_path: Path) -> None:
    file = tmp_path / "empty.tif"
    Image.new(mode, (40, 40)).save(file)
    found = only(file)
    with pytest.raises(InputError) as refused:
        found.layouts()
    assert refused.value.problem == Problem("in_file", {"file": str(file), "reason": Problem("nothing_drawn")})


@pytest.mark.parametrize("content", [Drawing(), np.zeros((28, 28), np.float32)])
def test_what_is_blank_says_so_with_its_line(content: Any) -> None:
    found = Input("a.jsonl", 3, content)
    for look in (found.layouts, found.one_digit):
        with pytest.raises(InputError) as refused:
            look()
        assert refused.value.problem.values == {"file": "a.jsonl", "line": 3, "reason": Problem("nothing_drawn")}


STARTS = (
    b"",
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff\xe0",
    b"BM",
    b"II*\0",
    b"\x93NUMPY\x01\x00",
    b"PK\x03\x04",
    b"\xff\xfe",
    b"1,",
)
ENDS = ("png", "json", "jsonl", "jsonl.gz", "csv", "npy", "npz", "")


@settings(deadline=None, max_examples=200)
@given(data=st.binary(max_size=400), start=st.sampled_from(STARTS), end=st.sampled_from(ENDS))
def test_any_bytes_are_read_or_refused(data: bytes, start: bytes, end: str) -> None:
    for content in (start + data, gzip.compress(start + data)):
        found = list(inputs.of_file(io.BytesIO(content), f"any.{end}"))
        assert all(isinstance(each, Input | InputError) for each in found)


MIXED = b"\n".join(
    [
        LINE,
        b'{"format": "mnist-desktop-drawing", "version": 1, "can',
        b"",
        LINE.replace(b'"strokes"', b'"lines"'),
        LINE.replace(b'"version": 1', b'"version": 2'),
        b"\xff\xfe\x00 no UTF-8",
        b"[" * 100_000,
        LINE.replace(b'"strokes": [', b'"strokes": [[],'),
        b'{"format": "mnist-desktop-drawing", "version": 1, "canvas": [500, 500], "strokes": []}',
        LINE,
    ]
)
REASONS = {
    2: "not_json",
    4: "drawing_no_strokes",
    5: "drawing_version",
    6: "not_json",
    7: "not_json",
    8: "stroke_empty",
}


def check_mixed(found: list[Input | InputError], name: str, file: str | Problem) -> None:
    assert [each.source for each in found if isinstance(each, Input)] == [f"{name}:{line}" for line in (1, 9, 10)]
    problems = [each.problem for each in found if isinstance(each, InputError)]
    assert {problem.code for problem in problems} == {"in_line"}
    assert {problem.values["line"]: problem.values["reason"].code for problem in problems} == REASONS
    assert [problem.values["file"] for problem in problems] == [file] * len(REASONS)


@pytest.mark.parametrize("name", ["drawings.jsonl", "drawings.jsonl.gz", "Drawings.JSONL.GZ"])
def test_bad_lines_are_named_by_their_number_and_the_rest_is_read(name: str, tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_bytes(gzip.compress(MIXED) if name.lower().endswith("gz") else MIXED)
    check_mixed(read(file), str(file), str(file))


def test_drawings_come_from_standard_input_too() -> None:
    check_mixed(read("-", io.BytesIO(MIXED)), "standard input", Problem("standard_input"))


def test_a_truncated_archive_is_reported_once_what_is_there_is_read(tmp_path: Path) -> None:
    file = tmp_path / "cut.jsonl.gz"
    noisy = [DRAWING.to_json() | {"noise": np.random.default_rng(n).bytes(2000).hex()} for n in range(50)]
    whole = gzip.compress("\n".join(map(json.dumps, noisy)).encode())
    file.write_bytes(whole[: len(whole) * 3 // 4])
    *good, last = read(file)
    assert len(good) > 10
    assert all(isinstance(each, Input) for each in good)
    assert isinstance(last, InputError)
    assert last.problem == Problem("in_file", {"file": str(file), "reason": Problem("file_damaged")})


@pytest.mark.parametrize("content", [b"no gzip at all", b""])
def test_what_is_no_archive_is_refused(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "drawings.jsonl.gz"
    file.write_bytes(content)
    for found in read(file):
        assert isinstance(found, InputError)
        assert found.problem.values["reason"] == Problem("file_damaged")


def test_an_archive_whose_checksum_is_wrong_is_reported(tmp_path: Path) -> None:
    file = tmp_path / "drawings.jsonl.gz"
    whole = bytearray(gzip.compress(LINE))
    whole[-6] ^= 1
    file.write_bytes(whole)
    assert isinstance(read(file)[-1], InputError)


@pytest.mark.parametrize("depth", range(900, 1100, 10))
def test_json_nested_however_deeply_is_refused(depth: int) -> None:
    nested = b"[" * depth + b"]" * depth
    for key in (b"version", b"label", b"strokes", b"canvas"):
        line = b'{"format": "mnist-desktop-drawing", "version": 1, "canvas": [9, 9], "strokes": [], "' + key + b'": '
        assert all(isinstance(found, InputError) for found in read("-", io.BytesIO(line + nested + b"}")))


def test_a_line_longer_than_any_drawing_is_refused_and_not_read_on(tmp_path: Path) -> None:
    file = tmp_path / "endless.jsonl.gz"
    file.write_bytes(gzip.compress(b"[" * (2 * rows.MAX_LINE)))
    [only] = inputs.read(str(file), io.BytesIO())
    assert isinstance(only, InputError)
    assert only.problem == Problem("in_line", {"file": str(file), "line": 1, "reason": Problem("line_too_long")})
