from __future__ import annotations

from pathlib import Path

import pytest

from mnist_desktop import paths
from mnist_desktop.learning.networks import NETWORKS


@pytest.mark.parametrize(
    "file", [paths.icon(), *(paths.weights(name) for name in NETWORKS)], ids=lambda file: file.name
)
def test_what_is_in_the_box_is_found(file: Path) -> None:
    assert file.is_file()
    assert paths.resources() in file.parents


def test_the_data_is_in_the_box() -> None:
    assert len(list(paths.mnist().glob("*.gz"))) == 4


def test_the_user_s_folders_follow_the_platform(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert paths.user_folder().name == "mnist-desktop"
    assert paths.runs() == paths.user_folder() / "runs"
    assert paths.downloads().name == "datasets"
    assert not list(tmp_path.iterdir()), "asking makes nothing"
