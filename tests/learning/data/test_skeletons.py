from __future__ import annotations

from pathlib import Path

import pytest

from mnist_desktop import paths
from mnist_desktop.learning.data.mnist import DataError
from mnist_desktop.learning.data.skeletons import read_skeletons
from mnist_desktop.system.errors import Problem


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(paths, "resources", lambda: tmp_path)
    (tmp_path / "skeletons").mkdir()
    return tmp_path / "skeletons"


def test_both_files_in_the_box_can_be_read() -> None:
    assert "skeletons" in read_skeletons("digits")
    assert set(read_skeletons("non_digits")) >= {"train", "kept for tests"}


def test_a_missing_file_is_named_with_what_to_do(folder: Path) -> None:
    with pytest.raises(DataError) as refused:
        read_skeletons("digits")
    assert refused.value.problem == Problem("bundled_missing", {"file": folder / "digits.json"})


@pytest.mark.parametrize("content", [b"", b'{"skeletons": ', b"\xff\xfe\xff"], ids=["empty", "cut off", "not text"])
def test_a_damaged_file_is_named_with_what_to_do(content: bytes, folder: Path) -> None:
    (folder / "digits.json").write_bytes(content)
    with pytest.raises(DataError) as refused:
        read_skeletons("digits")
    assert refused.value.problem.code == "bundled_unreadable"
    assert refused.value.problem.values["file"] == folder / "digits.json"
