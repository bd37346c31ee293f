"""What keeps the user's runs and samples; made when first needed, as importing it takes time."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mnist_desktop.learning.library import Library
    from mnist_desktop.samples.store import SampleStore


def library(folder: Path) -> Library:
    from mnist_desktop.learning.library import Library

    return Library(folder)


def sample_store(file: Path) -> SampleStore:
    from mnist_desktop.samples.store import SampleStore

    return SampleStore(file)
