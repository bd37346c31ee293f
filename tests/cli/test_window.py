"""Which arguments are files to open, and that nothing else opens the window."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from mnist_desktop import app
from mnist_desktop.cli.window import files_to_open

COMMANDS = ("predict", "train")


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[list[Path]]:
    """The files of each window that would open."""
    opened = list[list[Path]]()

    def run(files: list[Path]) -> int:
        opened.append(files)
        return 0

    monkeypatch.setattr(app, "run", run)
    return opened


@pytest.mark.parametrize(
    ("arguments", "files"),
    [
        ([], []),
        (["predict"], []),
        (["predict", "a.png"], []),
        (["fly"], []),
        (["--version"], []),
        (["a.png"], ["a.png"]),
        (["./predict"], ["predict"]),
        (["/tmp/a"], ["/tmp/a"]),
        (["a.png", "b"], ["a.png", "b"]),
    ],
)
def test_what_is_no_command_and_looks_like_a_file_is_one(arguments: list[str], files: list[str]) -> None:
    assert files_to_open(arguments, COMMANDS) == [Path(file).absolute() for file in files]


def test_a_file_of_any_name_is_one_unless_a_command_has_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("fly", "predict"):
        (tmp_path / name).touch()
    assert files_to_open(["fly"], COMMANDS) == [tmp_path / "fly"]
    assert files_to_open(["predict"], COMMANDS) == []


def test_a_file_opens_the_window_with_it(run: Any, opened: list[list[Path]], tmp_path: Path) -> None:
    (tmp_path / "a.png").touch()
    run(tmp_path / "a.png")
    run()
    assert opened == [[tmp_path / "a.png"], []]


def test_a_missing_file_is_one_line_and_opens_no_window(run: Any, opened: list[list[Path]], tmp_path: Path) -> None:
    done = run(tmp_path / "a.png", status=2)
    assert done.errors[-1] == f"mnist-desktop: error: {tmp_path / 'a.png'}: there is no such file"
    assert opened == []
