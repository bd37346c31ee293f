"""Settings that several windows share: each keeps what it changed, and no other."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from mnist_desktop.system import settings

CHECKS: settings.Checks = {"size": lambda value: type(value) is int, "runs": lambda value: isinstance(value, dict)}
COUNT_UP = """
import sys
from pathlib import Path
from mnist_desktop.system import settings
name, file = sys.argv[1], Path(sys.argv[2])
print("ready", flush=True)
sys.stdin.readline()
for count in range(100):
    settings.save({name: count}, file, {name: None}, {})
    assert settings.load(file)[name] == count
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "settings.json"


def save(values: dict[str, Any], file: Path, since: dict[str, Any]) -> Any:
    settings.save(values, file, since, CHECKS)
    return json.loads(file.read_text())


def test_what_is_unchanged_since_it_was_loaded_stays_as_another_window_left_it(file: Path) -> None:
    file.write_text('{"size": 2}')
    assert save({"size": 1, "theme": "dark"}, file, since={"size": 1, "theme": "light"}) == {"size": 2, "theme": "dark"}


def test_a_mapping_is_merged_name_by_name(file: Path) -> None:
    file.write_text('{"runs": {"a": "theirs", "b": "theirs", "d": "theirs"}}')
    since = {"runs": {"a": "old", "b": "old"}}
    saved = save({"runs": {"a": "ours", "b": "old", "c": "ours"}}, file, since)
    assert saved == {"runs": {"a": "ours", "b": "theirs", "c": "ours", "d": "theirs"}}


def test_settings_of_a_newer_version_survive(file: Path) -> None:
    file.write_text('{"size": 2, "sound": {"volume": 11}}')
    assert save({"size": 3}, file, since={"size": 2}) == {"size": 3, "sound": {"volume": 11}}


def test_what_is_missing_or_makes_no_sense_in_the_file_is_written_too(file: Path) -> None:
    file.write_text('{"size": "large"}')
    values = {"size": 1, "runs": {"a": "x"}}
    assert save(values, file, since=values) == values


@pytest.mark.parametrize("content", ["", "garbage", "[]", "[" * 50_000])
def test_a_file_of_garbage_is_written_anew(content: str, file: Path) -> None:
    file.write_text(content)
    assert save({"size": 1}, file, since={"size": 1}) == {"size": 1}


def test_two_processes_that_save_at_once_lose_nothing(file: Path) -> None:
    windows = [
        subprocess.Popen(
            [sys.executable, "-c", COUNT_UP, name, file], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for name in ("a", "b")
    ]
    for window in windows:
        assert window.stdout is not None
        assert window.stdout.readline() == "ready\n"
    for window in windows:
        assert window.stdin is not None
        window.stdin.write("\n")
        window.stdin.flush()
    for window in windows:
        with window:
            assert window.wait(timeout=60) == 0
    assert settings.load(file) == {"a": 99, "b": 99}
    assert not list(file.parent.glob("*.part"))
