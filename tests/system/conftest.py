from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from disks import small_disk  # noqa: F401  # a fixture is known by being here


@pytest.fixture
def log_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    logger = logging.getLogger("mnist_desktop")
    kept, logger.handlers = logger.handlers, []
    yield
    for handler in logger.handlers:
        handler.close()
    logger.handlers = kept
