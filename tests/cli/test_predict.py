from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from commands import LINE, PREDICTION, bare_environment, start


@pytest.mark.parametrize("model", [[], ["--model", "FirstNet"], ["--model", "CNNNet"]])
def test_every_digit_is_one_line_of_json_in_the_order_asked_for(
    run: Any, model: list[str], drawings: Path, picture: Path
) -> None:
    found = run("predict", *model, picture, drawings, picture).found
    assert [each["source"] for each in found] == [str(picture), f"{drawings}:1", f"{drawings}:2", str(picture)]
    for each in found:
        assert list(each) == PREDICTION
        assert each["digit"] == 7
        assert each["sure"] is True
        assert each["confidence"] == each["probabilities"][7] == max(each["probabilities"])
        assert sum(each["probabilities"]) == pytest.approx(1)


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
        f"mnist-desktop: {tmp_path}/text.png: not a PNG, JPEG, BMP or WebP picture, or a damaged one",
        f"mnist-desktop: {tmp_path}/no.png: there is no such file",
        f"mnist-desktop: {drawings}:2: not valid JSON",
        f'mnist-desktop: {drawings}:3: it has no "strokes"',
        f"mnist-desktop: {drawings}:4: version 9 is not known here; this program reads version 1",
        f"mnist-desktop: {tmp_path}: it is a folder, not a picture",
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
