"""Inputs that people have reported, one or two of each kind, are read as what they show."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Final

import numpy as np
import papers
import pytest
from commands import start
from hands import DIGITS
from PIL import Image

import mnist_desktop
from mnist_desktop.pictures.picture import Pixels

CASES: Final = Path(__file__).parents[1] / "cases"
MODELS: Final = ("CNNNet", "FirstNet")
ONE_DIGIT: Final = {
    "pencil1px_2.png": "2",
    "pencil1px_8.png": "8",
    "pencil2px_2.png": "2",
    "pencil2px_9.png": "9",
    "photo_handshadow_2.jpg": "2",
    "photo_shade50_2.jpg": "2",
    "photo_shade65_0.jpg": "0",
    "photo_speck_4.jpg": "4",
    "photo_board_glare_9.jpg": "9",
    "photo_pencil_on_blue_grid_9.jpg": "9",
    "photo_tableedge_3.jpg": "3",
    "photo_yellow_2.jpg": "2",
    "photo_redongreen_2.jpg": "2",
    "photo_underline_2.jpg": "2",
    "photo_frame_7.jpg": "7",
    "rounded_card.png": "3",
    "mac_window_shot.png": "3",
    "thin_transparent_edge.png": "3",
    "deep12in16.png": "3",
    "pretty.jsonl": "3",
}
CERTAIN: Final = (  # nothing in these may be anything but ink
    "pencil1px_2.png",
    "pencil2px_9.png",
    "photo_pencil_on_blue_grid_9.jpg",
    "photo_speck_4.jpg",
    "photo_tableedge_3.jpg",
    "photo_redongreen_2.jpg",
    "rounded_card.png",
    "deep12in16.png",
    "pretty.jsonl",
)


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("name", ONE_DIGIT)
def test_each_is_read_and_nothing_is_printed(name: str, model: str, capfd: pytest.CaptureFixture[str]) -> None:
    found = mnist_desktop.read(CASES / name, model)
    assert found.text == ONE_DIGIT[name]
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("name", CERTAIN)
def test_what_is_plain_to_see_is_read_for_sure(name: str, model: str) -> None:
    assert mnist_desktop.read(CASES / name, model).sure


@pytest.mark.parametrize("model", MODELS)
def test_the_command_reads_them_all_and_prints_nothing_else(model: str) -> None:
    expected = [*ONE_DIGIT.values(), "3", "5"]
    done = start("predict", "--model", model, *(str(CASES / name) for name in (*ONE_DIGIT, "utf16.jsonl")))
    assert (done.returncode, done.stderr) == (0, "")
    found = [json.loads(line, parse_constant=_no_number) for line in done.stdout.splitlines()]
    assert [each["text"] for each in found] == expected


def test_every_case_is_looked_at() -> None:
    assert {each.name for each in CASES.iterdir() if each.suffix != ".json"} == {*ONE_DIGIT, "utf16.jsonl", "README.md"}


def _jpeg(pixels: Pixels) -> io.BytesIO:
    content = io.BytesIO()
    Image.fromarray(pixels).save(content, "JPEG")
    content.seek(0)
    return content


@pytest.mark.parametrize("model", MODELS)
def test_a_thin_pen_on_a_large_page_is_read(model: str) -> None:
    page = papers.draw(np.full((4000, 3000, 3), 235, np.uint8), DIGITS[3], (500, 700, 2400, 3300), 10)
    found = mnist_desktop.read(_jpeg(page), model)
    assert (found.text, found.sure) == ("3", True)


def test_a_photo_of_50_megapixels_is_read_with_its_box_in_its_own_pixels() -> None:
    page = papers.draw(np.full((6144, 8192, 3), 235, np.uint8), DIGITS[7], (3000, 1500, 5000, 4500), 120)
    [only] = mnist_desktop.read(_jpeg(page)).digits
    assert (only.digit, only.sure) == (7, True)
    assert only.box is not None
    assert only.box.to_json() == pytest.approx([3240, 1680, 1520, 2740], abs=80)


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("number", [2, 3, 4, 7, 9])
def test_a_picture_of_30_pixels_is_read_black_on_white_and_white_on_black(number: int, model: str) -> None:
    page = papers.draw(np.full((38, 30, 3), 255, np.uint8), DIGITS[number], (4, 4, 26, 34), 2, (0, 0, 0))
    assert mnist_desktop.read(Image.fromarray(page), model).text == str(number)
    assert mnist_desktop.read(Image.fromarray(255 - page), model).text == str(number)


def test_of_pictures_that_cannot_be_read_each_is_one_line(tmp_path: Path) -> None:
    whole = (CASES / "photo_speck_4.jpg").read_bytes()
    contents = {
        "empty.png": b"",
        "cut.jpg": whole[: len(whole) // 2],
        "cut.png": (CASES / "pencil1px_2.png").read_bytes()[:900],
        "text.png": b"no picture\n",
        "iphone.heic": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(100),
    }
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    done = start("predict", *(str(tmp_path / name) for name in contents))
    assert (done.returncode, done.stdout) == (1, "")
    lines = done.stderr.splitlines()
    assert [line.split(": ")[1] for line in lines] == [str(tmp_path / name) for name in contents]


def _no_number(value: str) -> float:
    raise AssertionError(value)
