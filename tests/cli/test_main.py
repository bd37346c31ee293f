from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from commands import COMMAND, LINE, bare_environment, start

from mnist_desktop import __version__, cli, paths

WRONG = [
    ["predict"],
    ["predict", "--model", "ThirdNet", "x.png"],
    ["fly"],
    ["train"],
    ["train", "--model", "FirstNet", "--epochs", "many"],
    ["train", "--model", "FirstNet", "--preset", "best"],
    ["train", "--model", "FirstNet", "--resume", "run.safetensors"],
    ["train", "--model", "FirstNet", "--optimizer", "Newton"],
    ["train", "--model", "FirstNet", "--momentum", "much"],
    ["evaluate", "--dataset", "letters"],
    ["gallery"],
    ["gallery", "missing/sheet.png"],
    ["gallery", "--seed", "-1", "sheet.png"],
    ["gallery", "--of", "letters", "sheet.png"],
    ["--unknown"],
]
HELP = [["--help"], *([each, "--help"] for each in ("predict", "train", "evaluate", "gallery"))]
LATE = """
import sys
from mnist_desktop import cli
statuses = []
for arguments in {arguments}:
    try:
        cli.main(arguments)
    except SystemExit as end:
        statuses.append(end.code or 0)
print(statuses, sorted({{"torch", "numpy", "PySide6", "tqdm"}} & {{*sys.modules}}))
"""


def test_the_version_is_told_without_a_display(tmp_path: Path) -> None:
    done = start("--version", env=bare_environment(tmp_path))
    assert (done.returncode, done.stdout, done.stderr) == (0, f"mnist-desktop {__version__}\n", "")


@pytest.mark.parametrize("arguments", WRONG, ids=" ".join)
def test_wrong_arguments_are_exit_status_2(run: Any, arguments: Sequence[str]) -> None:
    assert "error:" in run(*arguments, status=2).errors[-1]


@pytest.mark.parametrize("arguments", HELP, ids=" ".join)
def test_help_is_there(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        cli.main(arguments)
    assert end.value.code == 0
    assert "usage: mnist-desktop" in capsys.readouterr().out


def test_python_m_is_the_same_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "mnist_desktop", "--version"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, f"mnist-desktop {__version__}\n")


def test_a_reader_that_has_seen_enough_is_no_error(drawings: Path) -> None:
    drawings.write_text(f"{LINE}\n" * 2000)
    piped = f"{COMMAND} predict {drawings} | head -n 1"
    done = subprocess.run(piped, shell=True, capture_output=True, text=True, check=False)
    assert len(done.stdout.splitlines()) == 1
    assert done.stderr == ""


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_full_disk_under_the_output_is_one_line(picture: Path, unbuffered: str) -> None:
    env = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [COMMAND, "predict", picture], stdout=full, stderr=subprocess.PIPE, text=True, check=False, env=env
        )
    assert done.returncode == 1
    assert done.stderr == "mnist-desktop: No space left on device\n"


def test_an_unexpected_error_is_one_line_and_its_trace_is_kept(tmp_path: Path) -> None:
    no_standard_input = ["sh", "-c", f"exec {COMMAND} predict - <&-"]
    kept = {**os.environ, "XDG_DATA_HOME": str(tmp_path)}
    done = subprocess.run(no_standard_input, env=kept, capture_output=True, text=True, check=False)
    log = tmp_path / "mnist-desktop" / "mnist-desktop.log"
    assert done.returncode == 1
    [line] = done.stderr.splitlines()
    assert line == f"mnist-desktop: something went wrong (AttributeError); the details are in {log}"
    assert "Traceback" in log.read_text()


IN_SPANISH = {**os.environ, "LC_ALL": "es_ES.UTF-8"}


def test_a_command_speaks_spanish_argparse_s_words_included(tmp_path: Path) -> None:
    helped = start("train", "--help", env=IN_SPANISH)
    assert helped.stdout.startswith("uso: mnist-desktop train ")
    assert "opciones:" in helped.stdout
    assert "entrenar una red y guardar sus pesos" in helped.stdout
    wrong = start("predict", "--model", "ThirdNet", "x.png", env=IN_SPANISH)
    assert wrong.returncode == 2
    assert "error: argumento --model: opción no válida: 'ThirdNet'" in wrong.stderr
    failed = start("predict", str(tmp_path / "no.png"), env=IN_SPANISH)
    assert (failed.returncode, failed.stderr) == (1, f"mnist-desktop: {tmp_path}/no.png: no existe ese archivo\n")


def test_json_and_names_of_options_are_the_same_in_spanish(drawings: Path) -> None:
    assert start("predict", str(drawings), env=IN_SPANISH).stdout == start("predict", str(drawings)).stdout
    for command in ("predict", "train", "evaluate", "gallery"):
        options = [re.findall(r"--[a-z-]+", start(command, "--help", env=env).stdout) for env in (IN_SPANISH, None)]
        assert sorted(set(options[0])) == sorted(set(options[1]))


def test_where_its_words_are_missing_a_command_says_so_once_and_works_in_english(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Any
) -> None:
    monkeypatch.setattr(paths, "translations", lambda language: tmp_path / f"{language}.qm")
    monkeypatch.setenv("LC_ALL", "es_ES.UTF-8")
    first, second = run("predict", tmp_path / "no.png", status=1).errors
    assert first.startswith(f"mnist-desktop: the program speaks English: {tmp_path}/es.qm is missing or damaged")
    assert second == f"mnist-desktop: {tmp_path}/no.png: there is no such file"


def test_in_english_help_and_wrong_arguments_import_neither_qt_nor_numpy_nor_torch() -> None:
    work = LATE.format(arguments=[["--version"], *HELP, *WRONG])
    english = {**os.environ, "LC_ALL": "C.UTF-8"}
    done = subprocess.run([sys.executable, "-c", work], env=english, capture_output=True, text=True, check=False)
    assert done.stdout.splitlines()[-1] == f"{[0] * (1 + len(HELP)) + [2] * len(WRONG)} []"
