from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from commands import DIGIT, LINE, PREDICTION, bare_environment, start
from labelled import of_image, sample
from PIL import Image

from mnist_desktop.learning.data.mnist import Dataset
from mnist_desktop.samples import exchange


@pytest.mark.parametrize("model", [[], ["--model", "FirstNet"], ["--model", "CNNNet"]])
def test_every_digit_is_one_line_of_json_in_the_order_asked_for(
    run: Any, model: list[str], drawings: Path, picture: Path
) -> None:
    found = run("predict", *model, picture, drawings, picture).found
    assert [each["source"] for each in found] == [str(picture), f"{drawings}:1", f"{drawings}:2", str(picture)]
    for each in found:
        assert list(each) == PREDICTION
        assert (each["digit"], each["text"]) == (7, "7")
        assert each["sure"] is True
        assert each["confidence"] == each["probabilities"][7] == max(each["probabilities"])
        assert sum(each["probabilities"]) == pytest.approx(1)
        [only] = each["digits"]
        assert list(only) == DIGIT
        assert {key: only[key] for key in DIGIT[:4]} == {key: each[key] for key in DIGIT[:4]}
        assert only["box"] == pytest.approx([150, 120, 200, 290], abs=20)


@pytest.mark.parametrize("suffix", exchange.FORMATS)
def test_exported_samples_are_read_with_and_without_strokes(run: Any, tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"mine{suffix}"
    exchange.write(file, [sample(1), of_image(2), sample(3), of_image(4)])
    assert [each["digit"] for each in run("predict", file).found] == [7, 1, 7, 1]


def test_of_several_digits_the_first_keys_speak_of_the_whole(run: Any, tmp_path: Path) -> None:
    scribble = [[250 + 150 * (number % 2), 110 + 20 * number] for number in range(16)]
    for name, second in (("sure.json", [[250, 110], [400, 110], [300, 400]]), ("unsure.json", scribble)):
        one = json.loads(LINE) | {"strokes": [[[120, 100], [110, 400]], second]}
        (tmp_path / name).write_text(json.dumps(one))
    sure, unsure = run("predict", tmp_path / "sure.json", tmp_path / "unsure.json").found
    assert [sure["text"], sure["sure"], unsure["text"][0], unsure["sure"]] == ["17", True, "1", False]
    assert [each["box"] for each in sure["digits"]] == [[110, 100, 10, 300], [250, 110, 150, 290]]
    for each in (sure, unsure):
        assert list(each) == PREDICTION
        assert each["digit"] is each["probabilities"] is None
        assert each["text"] == "".join(str(digit["digit"]) for digit in each["digits"])
        assert each["confidence"] == min(digit["confidence"] for digit in each["digits"])
        assert each["sure"] == all(digit["sure"] for digit in each["digits"])
        assert [list(digit) for digit in each["digits"]] == [DIGIT, DIGIT]


def test_digits_of_tables_and_arrays_are_a_line_each_by_their_row(run: Any, tmp_path: Path, few: Dataset) -> None:
    images, labels = few.test.images.numpy(), few.test.labels.tolist()
    np.save(tmp_path / "digits.npy", images)
    rows = [",".join(map(str, [label, *image.ravel().tolist()])) for label, image in zip(labels, images, strict=True)]
    (tmp_path / "train.csv").write_text("\n".join([*rows[:3], "5,0,0", *rows[3:]]))
    done = run("predict", tmp_path / "digits.npy", tmp_path / "train.csv", status=1)
    sources = [*(f"digits.npy:{n}" for n in range(1, 101)), *(f"train.csv:{n}" for n in range(1, 102) if n != 4)]
    assert [each["source"] for each in done.found] == [str(tmp_path / source) for source in sources]
    assert [each["digit"] for each in done.found[:100]] == [each["digit"] for each in done.found[100:]]
    assert sum(each["digit"] == label for each, label in zip(done.found, labels, strict=False)) >= 98
    assert done.found[0]["digits"][0]["box"] is None
    assert done.errors == [
        f"mnist-desktop: {tmp_path}/train.csv:4: 3 values in a row: a digit has 784 pixels, with or without a label"
    ]


def test_a_picture_is_read_from_standard_input(picture: Path) -> None:
    with picture.open("rb") as file:
        done = start("predict", "-", stdin=file)
    assert (done.returncode, done.stderr) == (0, "")
    [found] = [json.loads(line) for line in done.stdout.splitlines()]
    assert (found["source"], found["digit"]) == ("standard input", 7)


def test_a_number_that_is_not_finite_never_reaches_standard_output(run: Any, tmp_path: Path) -> None:
    values = np.full((60, 50), 0.9, np.float32)
    values[10:50, 20:26], values[0, 0], values[0, 1] = 0.1, np.nan, np.inf
    Image.fromarray(values).save(tmp_path / "floats.tif")
    [found] = run("predict", tmp_path / "floats.tif").found
    assert np.isfinite([found["confidence"], *found["probabilities"], *found["digits"][0]["box"]]).all()


def test_help_says_what_can_be_read() -> None:
    said = " ".join(start("predict", "--help").stdout.split())
    for kind in ("PNG", "HEIC", ".jsonl", ".csv", ".npy", ".npz", ".gz", "standard input"):
        assert kind in said


def test_what_can_be_read_is_read_and_the_rest_is_reported(
    run: Any, drawings: Path, picture: Path, tmp_path: Path
) -> None:
    drawings.write_text(
        f'{LINE}\n{{"broken\n{LINE.replace("strokes", "lines")}\n{LINE.replace(": 1,", ": 9,")}\n{LINE}\n'
    )
    (tmp_path / "text.png").write_text("no picture")
    done = run("predict", tmp_path / "text.png", tmp_path / "no.png", drawings, picture, tmp_path, status=1)
    assert [each["source"] for each in done.found] == [f"{drawings}:1", f"{drawings}:5", str(picture)]
    assert done.errors == [
        f"mnist-desktop: {tmp_path}/text.png: not a PNG, JPEG, BMP, WebP, TIFF, GIF or AVIF picture, or a damaged one",
        f"mnist-desktop: {tmp_path}/no.png: there is no such file",
        f"mnist-desktop: {drawings}:2: not valid JSON",
        f'mnist-desktop: {drawings}:3: it has no "strokes"',
        f"mnist-desktop: {drawings}:4: version 9 is not known here; this program reads version 1",
        f"mnist-desktop: {tmp_path}: it is a folder, not a file",
    ]


def test_drawings_are_read_from_standard_input() -> None:
    done = start("predict", "-", input=f"{LINE}\nbroken\n{LINE}\n")
    assert done.returncode == 1
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(each["source"], each["digit"]) for each in found] == [("standard input:1", 7), ("standard input:3", 7)]
    assert done.stderr == "mnist-desktop: standard input:2: not valid JSON\n"


def test_it_predicts_without_a_display_and_without_a_home(picture: Path, tmp_path: Path) -> None:
    done = start("predict", str(picture), env=bare_environment(tmp_path))
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["digit"] == 7


NO_TORCH = """
import sys
from mnist_desktop import cli
status = cli.main(sys.argv[1:])
print(status, sorted({"torch", "PySide6"} & {*sys.modules}), file=sys.stderr)
"""


@pytest.mark.parametrize("command", [["predict"], ["predict", "--model", "FirstNet"], ["evaluate", "--drawings"]])
def test_reading_imports_neither_torch_nor_qt(command: list[str], tmp_path: Path) -> None:
    file = tmp_path / "seven.json"
    file.write_text(json.dumps(json.loads(LINE) | {"label": 7}))
    done = subprocess.run([sys.executable, "-c", NO_TORCH, *command, file], capture_output=True, text=True, check=False)
    assert done.stderr == "0 []\n"
    assert done.stdout
