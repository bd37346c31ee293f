"""The one place that finds resources/ and the user's own folder."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import platformdirs

_PACKAGE: Final = Path(__file__).resolve().parent


def resources() -> Path:
    """The folder of data, weights, icons and translations: inside an installed package, beside it in a checkout."""
    installed = _PACKAGE / "resources"
    return installed if installed.is_dir() else _PACKAGE.parent / "resources"


def mnist() -> Path:
    return resources() / "mnist"


def weights(network: str) -> Path:
    """The bundled checkpoint of a network, by its registry name."""
    return resources() / "weights" / f"{network}.safetensors"


def icons() -> Path:
    return resources() / "icons"


def icon() -> Path:
    return icons() / "mnist-desktop.png"


def translations(language: str) -> Path:
    """The program's words in a language, by its code."""
    return resources() / "translations" / f"mnist-desktop_{language}.qm"


def user_folder() -> Path:
    """Where this user's settings and log are kept; not made here, since it may be read-only."""
    return platformdirs.user_data_path("mnist-desktop", appauthor=False)


def runs() -> Path:
    """The folder of the user's own runs and their weights."""
    return user_folder() / "runs"


def downloads() -> Path:
    """Where further data sets are put once fetched."""
    return platformdirs.user_cache_path("mnist-desktop", appauthor=False) / "datasets"
