"""Finds resources/ and the user's folder. No other module does."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import platformdirs

_PACKAGE: Final = Path(__file__).resolve().parent


def resources() -> Path:
    """Return the folder of data, weights, icons and translations: in an installed package, or next to it."""
    installed = _PACKAGE / "resources"
    return installed if installed.is_dir() else _PACKAGE.parent / "resources"


def mnist() -> Path:
    return resources() / "mnist"


def hands() -> Path:
    return resources() / "hands"


def weights(network: str) -> Path:
    """Return the checkpoint of a network's factory weights, by the network's name."""
    return resources() / "weights" / f"{network}.safetensors"


def icons() -> Path:
    return resources() / "icons"


def icon() -> Path:
    return icons() / "mnist-desktop.png"


def translations(language: str) -> Path:
    """Return the file of translations into a language, by its code."""
    return resources() / "translations" / f"mnist-desktop_{language}.qm"


def user_folder() -> Path:
    """Return the folder of the user's settings and log. It is not created here, since it may be read-only."""
    return platformdirs.user_data_path("mnist-desktop", appauthor=False)


def runs() -> Path:
    """Return the folder of the user's runs and their weights."""
    return user_folder() / "runs"


def downloads() -> Path:
    """Return the folder of downloaded data sets."""
    return platformdirs.user_cache_path("mnist-desktop", appauthor=False) / "datasets"
