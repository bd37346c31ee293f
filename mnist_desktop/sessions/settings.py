"""The settings that the window saves.

One declarative table. A value that is missing, of another type or out of range gets its default, so that no settings
file can keep the window from opening.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

from mnist_desktop import paths
from mnist_desktop.catalog.networks import NETWORKS, USUAL_NETWORK
from mnist_desktop.catalog.presets import PRESETS, USUAL_PRESET
from mnist_desktop.system import settings as files


@dataclass(frozen=True)
class Settings:
    """The settings of a window at its start.

    `theme` is "system", "light" or "dark"; `pen_width` is in canvas pixels; `geometry` and `layout` are Qt's, in base
    64. `weights` maps each network to the kept run whose weights it reads with, "" for the factory weights. `offered`
    is the interrupted run that was last offered to resume. `plan` is the training form's plan as JSON, made from
    `preset` or "". `language` is a code such as "es", "" for the system's language. `recent` are the files that were
    last opened on the pad, the newest first. `compared` says whether both networks read.
    """

    model: str = USUAL_NETWORK
    theme: str = "system"
    language: str = ""
    pen_width: int = 18
    geometry: str = ""
    layout: str = ""
    weights: Mapping[str, str] = field(default_factory=lambda: dict.fromkeys(NETWORKS, ""))
    offered: str = ""
    training_shown: bool = True
    reading_shown: bool = True
    preset: str = USUAL_PRESET
    plan: str = ""
    recent: Sequence[str] = ()
    compared: bool = False


def one_of(*choices: str) -> Callable[[Any], bool]:
    return lambda value: value in choices


def whole(low: int, high: int) -> Callable[[Any], bool]:
    return lambda value: type(value) is int and low <= value <= high


def short_text(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= 10_000 and value.isascii()


def language_code(value: Any) -> bool:
    return isinstance(value, str) and re.fullmatch("|[a-z]{2,3}", value) is not None


def texts_by_name(value: Any) -> bool:
    return isinstance(value, dict) and len(value) <= 100 and all(map(short_text, (*value, *value.values())))


def paths_of_files(value: Any) -> bool:
    return isinstance(value, list | tuple) and len(value) <= 20 and all(map(path_of_file, value))


def path_of_file(value: Any) -> bool:
    return isinstance(value, str) and 0 < len(value) <= 4096 and value.isprintable()


def names_of(paths: Sequence[Path]) -> Sequence[str]:
    """Return the paths as a setting, without those that cannot be one."""
    return tuple(filter(path_of_file, map(str, paths)))


IS_VALID: Final[files.Checks] = {
    "model": one_of(*NETWORKS),
    "theme": one_of("system", "light", "dark"),
    "language": language_code,
    "pen_width": whole(4, 40),
    "geometry": short_text,
    "layout": short_text,
    "weights": texts_by_name,
    "offered": short_text,
    "training_shown": lambda value: isinstance(value, bool),
    "reading_shown": lambda value: isinstance(value, bool),
    "preset": one_of("", *PRESETS),
    "plan": short_text,
    "recent": paths_of_files,
    "compared": lambda value: isinstance(value, bool),
}
OLD_NAMES: Final = {"firstnet_run": "FirstNet", "cnnnet_run": "CNNNet"}  # names in version 0.1.0, before `weights`


def default_file() -> Path:
    return paths.user_folder() / "settings.json"


def load(file: Path) -> Settings:
    """Read settings. Missing and invalid values get their defaults. Never raises."""
    found = files.load(file)
    known = files.valid(found, IS_VALID)
    old = {network: found[name] for name, network in OLD_NAMES.items() if short_text(found.get(name))}
    weights = {**Settings().weights, **old, **known.get("weights", {})}
    return Settings(**{**known, "weights": weights, "recent": tuple(known.get("recent", ()))})


def save(settings: Settings, file: Path, since: Settings | None = None) -> None:
    """Write all settings, or those that changed since `since`. Other values in the file stay.

    On failure raises OSError and leaves the old file unchanged.
    """
    files.save(asdict(settings), file, asdict(since) if since else {}, IS_VALID)
