"""The log file: kept where it can be, and said so where it cannot."""

from __future__ import annotations

from pathlib import Path

import pytest

from mnist_desktop.system import log
from mnist_desktop.system.errors import Problem

pytestmark = pytest.mark.usefixtures("log_of_its_own")


def test_a_trace_is_written_and_its_place_named() -> None:
    with pytest.raises(LookupError) as caught:
        _fail()
    assert log.trace(caught.value) == Problem("unexpected", {"kind": "LookupError", "log": log.file()})
    assert "Traceback" in log.file().read_text("utf-8")
    assert "no such digit" in log.file().read_text("utf-8")


def test_a_folder_that_cannot_be_made_is_said_and_nothing_is_raised(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file in the way")
    assert not log.open_file()
    assert log.trace(ValueError("x")) == Problem("unexpected_unlogged", {"kind": "ValueError", "log": log.file()})


def test_opening_twice_writes_each_line_once() -> None:
    assert log.open_file()
    assert log.open_file()
    log.note("once")
    assert log.file().read_text("utf-8").count("once") == 1


def _fail() -> None:
    raise LookupError("no such digit")
