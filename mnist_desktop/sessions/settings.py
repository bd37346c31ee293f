"""What the window remembers from one start to the next.

One declarative table; a value that is missing, of another type or out of its range falls back to its default by
itself, so that no settings file can keep the window from opening.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

from mnist_desktop import paths
from mnist_desktop.catalog.networks import NETWORKS
from mnist_desktop.catalog.presets import PRESETS

MAX_BYTES: Final = 100_000


@dataclass(frozen=True)
class Settings:
    """`theme` is "system", "light" or "dark"; `pen_width` is in canvas pixels; `geometry` is Qt's, in base 64.

    `firstnet_run` and `cnnnet_run` are the kept runs whose weights read, "" for those in the box; `offered` is the
    cut-off run that was last offered to go on with. `plan` is the training form's, as JSON, from `preset` or "".
    """

    model: str = "CNNNet"
    theme: str = "system"
    pen_width: int = 18
    geometry: str = ""
    layout: str = ""
    language: str = ""
    weights: Mapping[str, str] = field(default_factory=dict)
    offered: str = ""
    training_shown: bool = True
    reading_shown: bool = True
    preset: str = "recommended"
    plan: str = ""


def one_of(*choices: str) -> Callable[[Any], bool]:
    return lambda value: value in choices


def whole(low: int, high: int) -> Callable[[Any], bool]:
    return lambda value: type(value) is int and low <= value <= high


def short_text(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= 10_000 and value.isascii()


IS_SANE: Final[Mapping[str, Callable[[Any], bool]]] = {
    "model": one_of(*NETWORKS),
    "theme": one_of("system", "light", "dark"),
    "pen_width": whole(4, 40),
    "geometry": short_text,
    "layout": short_text,
    "language": short_text,
    "weights": lambda value: isinstance(value, dict) and all(map(short_text, value.values())),
    "offered": short_text,
    "training_shown": lambda value: isinstance(value, bool),
    "reading_shown": lambda value: isinstance(value, bool),
    "preset": one_of("", *PRESETS),
    "plan": short_text,
}


def default_file() -> Path:
    return paths.user_folder() / "settings.json"


def load(file: Path) -> Settings:
    """Read settings, taking the default for whatever is not there or not sane. Never raises."""
    try:
        with file.open("rb") as opened:
            found = json.loads(opened.read(MAX_BYTES))
    except (OSError, ValueError, RecursionError):
        return Settings()
    if not isinstance(found, dict):
        return Settings()
    return Settings(
        **{name: found[name] for name, is_sane in IS_SANE.items() if name in found and is_sane(found[name])}
    )


def save(settings: Settings, file: Path) -> None:
    """Write settings; raises OSError where that cannot be done, and leaves what was there."""
    from mnist_desktop.system.files import write_atomically

    file.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(file, json.dumps(asdict(settings), indent=2).encode())
