"""Settings in a JSON file that several windows and program versions may share."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from mnist_desktop.system.files import write_atomically
from mnist_desktop.system.locks import try_lock

MAX_BYTES: Final = 100_000
LOCK_TIMEOUT: Final = 2.0  # seconds to wait while another window saves

Checks = Mapping[str, Callable[[Any], bool]]
"""By the name of a setting what says whether a value makes sense."""


def load(file: Path) -> dict[str, Any]:
    """Read a settings file. Return {} if it is missing or damaged. Never raises."""
    try:
        with file.open("rb") as opened:
            found = json.loads(opened.read(MAX_BYTES))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def valid(found: Mapping[str, Any], checks: Checks) -> dict[str, Any]:
    """Return the settings that are known and pass their checks."""
    return {name: found[name] for name, is_valid in checks.items() if name in found and is_valid(found[name])}


def save(values: Mapping[str, Any], file: Path, since: Mapping[str, Any], checks: Checks) -> None:
    """Write the settings that differ from `since`, and keep other windows' changes to the rest.

    Also writes settings that are missing or invalid in the file. On failure raises OSError and leaves the old file
    unchanged.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    lock = try_lock(file.with_suffix(".lock"), LOCK_TIMEOUT)  # saves without the lock too: the last writer then wins
    try:
        held = load(file)
        kept = {name: value for name, value in held.items() if name not in checks} | valid(held, checks)
        write_atomically(file, json.dumps(_merged(values, since, kept), indent=2).encode())
    finally:
        if lock is not None:
            lock.release()


def _merged(values: Mapping[str, Any], since: Mapping[str, Any], held: Mapping[str, Any]) -> dict[str, Any]:
    """Return `held` with the differences between `since` and `values`. Nested mappings are merged by key."""
    merged = {**values, **held}
    for name, value in values.items():
        if isinstance(value, Mapping):
            merged[name] = _merged(value, since.get(name, {}), held.get(name, {}))
        elif name not in since or value != since[name]:
            merged[name] = value
    return merged
