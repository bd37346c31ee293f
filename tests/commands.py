"""The command line, as tests start it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from mnist_desktop.drawing.strokes import Drawing, Stroke

SEVEN = ((150, 120), (350, 120), (220, 410))
LINE = json.dumps(Drawing((Stroke(np.array(SEVEN, dtype=np.float64)),)).to_json())
COMMAND = Path(sys.executable).parent / "mnist-desktop"
PREDICTION = ["source", "digit", "confidence", "sure", "probabilities", "text", "digits"]  # its keys, in order
DIGIT = ["digit", "confidence", "sure", "probabilities", "box"]


@dataclass(frozen=True)
class Done:
    """What a command left: its exit status, its lines of JSON, and its lines on standard error."""

    status: int
    found: list[dict[str, Any]]
    errors: list[str]


def start(*arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
    """Run the installed command in a process of its own."""
    return subprocess.run([COMMAND, *arguments], capture_output=True, text=True, timeout=120, check=False, **options)


def bare_environment(tmp_path: Path) -> dict[str, str]:
    """No display, and a home in which nothing can be made."""
    (tmp_path / "home").touch()
    hidden = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"}
    return {name: value for name, value in os.environ.items() if name not in hidden} | {"HOME": str(tmp_path / "home")}
