"""The files of hand-authored skeletons in resources/."""

from __future__ import annotations

import json
from typing import Any

from mnist_desktop import paths
from mnist_desktop.learning.mnist import DataError


def read_skeletons(name: str) -> dict[str, Any]:
    """The content of `resources/skeletons/<name>.json`; raises `DataError` where that is missing or damaged."""
    path = paths.resources() / "skeletons" / f"{name}.json"
    try:
        content: dict[str, Any] = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise DataError(f"{path} is missing: install mnist-desktop again to get it back") from None
    except (OSError, ValueError) as error:
        raise DataError(f"{path} cannot be read ({error}): install mnist-desktop again to repair it") from None
    return content
