from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from mnist_desktop import paths


def test_a_checkpoint_says_which_network_it_holds(run: Any, picture: Path) -> None:
    file = paths.weights("FirstNet")
    own, named = (run("predict", *which, picture).found for which in (["--checkpoint", file], ["--model", "FirstNet"]))
    assert own == named
    done = run("predict", "--model", "CNNNet", "--checkpoint", file, picture, status=1)
    assert done.errors == [f"mnist-desktop: {file}: it holds a FirstNet, not a CNNNet"]


@pytest.mark.parametrize("command", ["predict", "evaluate"])
def test_a_file_that_is_no_checkpoint_is_one_line(run: Any, command: str, picture: Path, tmp_path: Path) -> None:
    inputs = [picture] if command == "predict" else []
    for file in (picture, tmp_path, tmp_path / "nowhere"):
        [line] = run(command, "--checkpoint", file, *inputs, status=1).errors
        assert line.startswith(f"mnist-desktop: {file}: ")
