from __future__ import annotations

import gzip
import io
import json
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageOps

from mnist_desktop.drawing.arrays import GreyImage
from mnist_desktop.drawing.digit_image import digit_image
from mnist_desktop.drawing.strokes import Drawing, Stroke
from mnist_desktop.reading import inputs
from mnist_desktop.reading import predictor as predictors
from mnist_desktop.reading.inputs import Input, InputError
from mnist_desktop.reading.predictor import Predictor
from mnist_desktop.system.errors import Problem

SEVEN = ((150, 120), (350, 120), (220, 410))
DRAWING = Drawing((Stroke(np.array(SEVEN, dtype=np.float64)),), label=7)
LINE = json.dumps(DRAWING.to_json()).encode()
NOTHING_HERE = io.BytesIO()


def sheet(ink: int = 0, paper: int = 255, side: int = 500) -> Image.Image:
    """A seven, grey on grey."""
    image = Image.new("L", (side, side), paper)
    scale = side / 500
    ImageDraw.Draw(image).line([(x * scale, y * scale) for x, y in SEVEN], fill=ink, width=round(20 * scale))
    return image


def transparent(ink: int) -> Image.Image:
    image = Image.new("L", (500, 500), ink)
    image.putalpha(ImageOps.invert(sheet()))
    return image


def palette_with_transparency() -> Image.Image:
    image = sheet().convert("P")
    image.info["transparency"] = 255
    return image


def deep() -> Image.Image:
    return Image.fromarray(np.asarray(sheet(), dtype=np.uint16) * 257)


def read(path: Path | str, standard_input: io.BytesIO = NOTHING_HERE) -> list[Input | InputError]:
    return list(inputs.read(str(path), standard_input))


def seen(path: Path) -> GreyImage:
    [found] = read(path)
    assert isinstance(found, Input), found
    assert found.source == str(path)
    return found.image


def refusal(path: Path | str) -> Problem | OSError:
    """What is wrong with the one thing in a file."""
    [found] = read(path)
    assert isinstance(found, InputError), found
    assert found.problem.code == "in_file"
    assert found.problem.values["file"] == str(path)
    reason: Problem | OSError = found.problem.values["reason"]
    return reason


def apart(one: GreyImage, other: GreyImage) -> float:
    return float(np.abs(one - other).mean())


@pytest.fixture(scope="module")
def predictor() -> Predictor:
    return predictors.load("CNNNet")


@pytest.fixture(scope="module")
def reference() -> GreyImage:
    image = digit_image(DRAWING)
    assert image is not None
    return image


def rotated_by_exif(file: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned a quarter clockwise for viewing
    sheet().rotate(90, expand=True).save(file, exif=exif, quality=95)


PICTURES: dict[str, Callable[[Path], object]] = {
    "black on white.png": lambda file: sheet().save(file),
    "white on black.png": lambda file: sheet(255, 0).save(file),
    "black on transparent.png": lambda file: transparent(0).save(file),
    "white on transparent.png": lambda file: transparent(255).save(file),
    "16-bit.png": lambda file: deep().save(file),
    "1-bit.png": lambda file: sheet().convert("1").save(file),
    "palette.png": lambda file: sheet().convert("P").save(file),
    "palette and transparent.png": lambda file: palette_with_transparency().save(file),
    "colour.png": lambda file: ImageOps.colorize(sheet(), "navy", "beige").save(file),
    "a digit in the corner of a large page.png": lambda file: ImageOps.expand(sheet(), (0, 0, 3000, 2500), 255).save(
        file
    ),
    "photo.jpg": lambda file: sheet(60, 180).save(file, quality=85),
    "rotated by its EXIF.jpg": rotated_by_exif,
    "CMYK.jpg": lambda file: sheet().convert("CMYK").save(file, quality=95),
    "picture.webp": lambda file: sheet().save(file, lossless=True),
    "picture.bmp": lambda file: sheet().save(file),
    "named in capitals.PNG": lambda file: sheet().save(file, format="PNG"),
    "named wrongly.jpg": lambda file: sheet().save(file, format="PNG"),
}


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_seen_as_its_strokes_are(
    name: str, tmp_path: Path, reference: GreyImage, predictor: Predictor
) -> None:
    PICTURES[name](tmp_path / name)
    image = seen(tmp_path / name)
    assert apart(image, reference) < 0.02
    [drawn, found] = predictor.predict([reference, image])
    assert drawn.digit == found.digit == 7
    assert abs(drawn.confidence - found.confidence) < 0.02


def test_a_picture_30_pixels_wide_is_read(tmp_path: Path, predictor: Predictor) -> None:
    sheet(side=30).save(tmp_path / "small.png")
    [found] = predictor.predict([seen(tmp_path / "small.png")])
    assert found.digit == 7


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def bomb(width: int, height: int) -> bytes:
    """A well-formed 1-bit PNG of so many pixels, all white; a few kilobytes."""
    rows = zlib.compress((b"\0" + b"\xff" * ((width + 7) // 8)) * height, 9)
    return head(width, height) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def head(width: int, height: int) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))


@pytest.mark.parametrize("side", [10_000, 15_000])
def test_a_picture_bomb_is_refused_for_its_pixels(side: int, tmp_path: Path) -> None:
    file = tmp_path / "bomb.png"
    file.write_bytes(bomb(side, side))
    limit = {"width": 10_000, "height": 10_000, "limit": inputs.MAX_PIXELS}
    assert refusal(file) in (
        Problem("picture_too_large", limit),
        Problem("picture_far_too_large", {"limit": inputs.MAX_PIXELS}),
    )


def test_a_picture_bomb_is_refused_by_its_head_alone(tmp_path: Path) -> None:
    file = tmp_path / "bomb.png"
    file.write_bytes(head(10_000, 10_000) + chunk(b"IDAT", b"never looked at"))
    limit = {"width": 10_000, "height": 10_000, "limit": inputs.MAX_PIXELS}
    assert refusal(file) in (
        Problem("picture_too_large", limit),
        Problem("picture_far_too_large", {"limit": inputs.MAX_PIXELS}),
    )


def test_a_picture_just_small_enough_is_looked_at(tmp_path: Path) -> None:
    (tmp_path / "large.png").write_bytes(bomb(10_000, 5_000))
    assert refusal(tmp_path / "large.png") == Problem("nothing_drawn")


@pytest.mark.parametrize("kind", ["png", "jpg", "webp", "bmp"])
@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
def test_a_truncated_picture_is_refused(kind: str, share: float, tmp_path: Path) -> None:
    file = tmp_path / f"cut.{kind}"
    sheet().save(file)
    whole = file.read_bytes()
    file.write_bytes(whole[: int(len(whole) * share)])
    assert refusal(file) == Problem("picture_unreadable")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("text.png", b"this is no picture\n"),
        ("empty.png", b""),
        ("script.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("page.ps", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n"),
    ],
)
def test_what_is_no_picture_is_refused(name: str, content: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    assert refusal(tmp_path / name) == Problem("picture_unreadable")


def test_a_gif_is_refused(tmp_path: Path) -> None:
    sheet().save(tmp_path / "seven.gif")
    assert refusal(tmp_path / "seven.gif") == Problem("picture_unreadable")


def test_a_folder_and_a_missing_file_say_so(tmp_path: Path) -> None:
    assert refusal(tmp_path) == Problem("picture_is_folder")
    for name in ("no.png", "no.json", "no.jsonl", "no.jsonl.gz"):
        assert refusal(tmp_path / name) == Problem("no_such_file")
    (tmp_path / "folder.jsonl").mkdir()
    assert isinstance(refusal(tmp_path / "folder.jsonl"), IsADirectoryError)


@pytest.mark.parametrize("mode", ["L", "RGBA", "CMYK"])
def test_an_empty_page_says_that_nothing_is_drawn(mode: str, tmp_path: Path) -> None:
    file = tmp_path / ("empty.jpg" if mode == "CMYK" else "empty.png")
    Image.new(mode, (40, 40)).save(file)
    assert refusal(file) == Problem("nothing_drawn")


def test_a_16_bit_page_that_is_only_faintly_uneven_is_empty(tmp_path: Path) -> None:
    uneven = np.random.default_rng(0).integers(58_000, 62_000, (40, 50), dtype=np.uint16)
    Image.fromarray(uneven).save(tmp_path / "empty.png")
    assert refusal(tmp_path / "empty.png") == Problem("nothing_drawn")


@settings(deadline=None, max_examples=60)
@given(data=st.binary(max_size=400), start=st.sampled_from([b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"BM"]))
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, data: bytes, start: bytes) -> None:
    folder = tmp_path_factory.getbasetemp()
    for name in ("any.png", "any.json", "any.jsonl", "any.jsonl.gz"):
        (folder / name).write_bytes(start + data)
        assert all(isinstance(found, Input | InputError) for found in read(folder / name))


def test_a_drawing_file_holds_one_digit(tmp_path: Path, reference: GreyImage) -> None:
    file = tmp_path / "drawing.json"
    file.write_text(json.dumps(DRAWING.to_json(), indent=2))
    assert np.array_equal(seen(file), reference)


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
    9: "nothing_drawn",
}


def check_mixed(found: list[Input | InputError], name: str, file: str | Problem) -> None:
    assert [each.source for each in found if isinstance(each, Input)] == [f"{name}:1", f"{name}:10"]
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
    file.write_bytes(gzip.compress(b"[" * (2 * inputs.MAX_LINE)))
    [only] = inputs.read(str(file), io.BytesIO())
    assert isinstance(only, InputError)
    assert only.problem == Problem("in_line", {"file": str(file), "line": 1, "reason": Problem("line_too_long")})
