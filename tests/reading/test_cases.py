"""Inputs that people have reported, one or two of each kind, are read as what they show."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

import pytest
from commands import start

import mnist_desktop

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


def _no_number(value: str) -> float:
    raise AssertionError(value)
