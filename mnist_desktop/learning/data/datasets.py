"""Loads the data sets of the catalog. Two come with the program; the others are downloaded once to a file."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from functools import cache, partial
from pathlib import Path
from typing import Final

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file
from torch import Tensor

from mnist_desktop import paths
from mnist_desktop.drawing.digit_image import SIDE
from mnist_desktop.learning.data import downloads, fetch, hands, mnist, pen_digits
from mnist_desktop.learning.data.bundled import DataError
from mnist_desktop.learning.data.mnist import Dataset, Digits
from mnist_desktop.runs.events import Fetching

Loading = Generator[Fetching, None, Dataset]


def load(name: str) -> Loading:
    """Load a data set of the catalog, and yield the progress of a download.

    Raises `DataError`. Closing the generator stops the download; the next call starts it again.
    """
    return _LOADERS[name]()


def loaded(name: str) -> Dataset:
    """Load a data set without progress."""
    loading = load(name)
    while True:
        try:
            next(loading)
        except StopIteration as end:
            dataset: Dataset = end.value
            return dataset


def fetched(name: str, folder: Path | None = None) -> Loading:
    """Load a data set from its file in `folder`, and download it first if the file is missing."""
    folder = folder or paths.downloads()
    file = downloads.file(name, folder)
    if not file.is_file():
        yield from downloads.fetched(name, folder)
    try:
        found = load_file(file)
        train, test = (_digits(found, part) for part in ("train", "test"))
    except (OSError, SafetensorError, KeyError, ValueError) as error:
        raise DataError("dataset_unreadable", dataset=name, file=file, reason=str(error)) from error
    return Dataset(name, train, test)


def _digits(found: Mapping[str, Tensor], part: str) -> Digits:
    """Return the images and labels of one part. Raises ValueError if they do not fit `Digits`."""
    images, labels = found[f"{part}.images"], found[f"{part}.labels"]
    are_images = images.dtype == torch.uint8 and images.shape[1:] == (SIDE, SIDE) and len(images) > 0
    are_labels = labels.dtype == torch.int64 and labels.shape == images.shape[:1]
    if not are_images or not are_labels or labels.min() < 0 or labels.max() > 9:
        raise ValueError(f"no labelled digits in {part}")
    return Digits(images, labels)


@cache
def _bundled(name: str) -> Dataset:
    return _BUNDLED[name]()


def _load_bundled(name: str) -> Loading:
    yield from ()
    return _bundled(name)


_BUNDLED: Final[Mapping[str, Callable[[], Dataset]]] = {"mnist": mnist.load, hands.DATASET: pen_digits.dataset}
_LOADERS: Final[Mapping[str, Callable[[], Loading]]] = {
    **{name: partial(_load_bundled, name) for name in _BUNDLED},
    **{name: partial(fetched, name) for name in fetch.FETCHED},
}
