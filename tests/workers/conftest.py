from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import torch
from disks import small_disk  # noqa: F401  # a fixture is known by being here
from mnist_fixtures import data, few, torch_stays  # noqa: F401  # the same


@pytest.fixture(autouse=True)
def one_core() -> None:
    torch.set_num_threads(1)  # the same sums in the same order, whatever the machine and the test before


@pytest.fixture
def make_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], str]]:
    """Make a package of two modules of that content, which its import imports one after the other; returns its name."""

    def make(content: str) -> str:
        folder = tmp_path / "quite_new"
        folder.mkdir()
        (folder / "__init__.py").write_text("from quite_new import first, second\n")
        for name in ("first", "second"):
            (folder / f"{name}.py").write_text(content)
        monkeypatch.syspath_prepend(str(tmp_path))
        return "quite_new"

    yield make
    for name in [name for name in sys.modules if name.startswith("quite_new")]:
        del sys.modules[name]
