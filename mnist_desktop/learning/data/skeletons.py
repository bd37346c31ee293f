"""The files of hand-authored skeletons in resources/."""

from __future__ import annotations

import json
from typing import Any

from mnist_desktop import paths
from mnist_desktop.learning.data.mnist import reading_bundled


def read_skeletons(name: str) -> dict[str, Any]:
    """Return the content of `resources/skeletons/<name>.json`. Raises `DataError` if it is missing or damaged."""
    path = paths.resources() / "skeletons" / f"{name}.json"
    with reading_bundled(path):
        content: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return content
