"""Settings as JSON in a file that several windows, and several versions of a program, may share."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from mnist_desktop.system.files import write_atomically
from mnist_desktop.system.locks import try_lock

MAX_BYTES: Final = 100_000
PATIENCE: Final = 2.0  # seconds to wait for another window that saves

Checks = Mapping[str, Callable[[Any], bool]]
"""By the name of a setting what says whether a value makes sense."""


def load(file: Path) -> dict[str, Any]:
    """Read whatever a file holds, which may be nothing. Never raises."""
    try:
        with file.open("rb") as opened:
            found = json.loads(opened.read(MAX_BYTES))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def sane(found: Mapping[str, Any], checks: Checks) -> dict[str, Any]:
    """Those settings that are known and whose values pass their checks."""
    return {name: found[name] for name, is_sane in checks.items() if name in found and is_sane(found[name])}


def save(values: Mapping[str, Any], file: Path, since: Mapping[str, Any], checks: Checks) -> None:
    """Write what differs from `since` into a file, and otherwise keep what others wrote there meanwhile.

    A setting that is missing in the file, or makes no sense there, is written too. Raises OSError where nothing can
    be written, and leaves what was there.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    lock = try_lock(file.with_suffix(".lock"), PATIENCE)  # without it too: better the last word than none
    try:
        held = load(file)
        kept = {name: value for name, value in held.items() if name not in checks} | sane(held, checks)
        write_atomically(file, json.dumps(_merged(values, since, kept), indent=2).encode())
    finally:
        if lock is not None:
            lock.release()


def _merged(values: Mapping[str, Any], since: Mapping[str, Any], held: Mapping[str, Any]) -> dict[str, Any]:
    """Lay what differs between `since` and `values` over `held`; a mapping in them is merged key by key as well."""
    merged = {**values, **held}
    for name, value in values.items():
        if isinstance(value, Mapping):
            merged[name] = _merged(value, since.get(name, {}), held.get(name, {}))
        elif name not in since or value != since[name]:
            merged[name] = value
    return merged
