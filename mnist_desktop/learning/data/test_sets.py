"""The test sets of the catalog's data sets, without torch: their images, labels and strokes."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from functools import partial
from typing import Final

import numpy as np
from safetensors import SafetensorError, safe_open

from mnist_desktop import paths
from mnist_desktop.catalog.datasets import DATASETS, USUAL_DATASET
from mnist_desktop.drawing.digit_image import SIDE
from mnist_desktop.drawing.strokes import Drawing, Stroke
from mnist_desktop.learning.data import downloads, hands, idx
from mnist_desktop.learning.data.bundled import DataError
from mnist_desktop.learning.data.hands import TESTED, Hands
from mnist_desktop.reading.calibration import Labels
from mnist_desktop.reading.digit_set import DigitSet
from mnist_desktop.reading.evaluation import Pixels
from mnist_desktop.runs.events import Fetching

Loading = Generator[Fetching, None, DigitSet]


def load(name: str) -> Loading:
    """Load the test set of a data set of the catalog, and yield the progress of a download. Raises `DataError`.

    Closing the generator stops the download.
    """
    return _LOADERS.get(name, partial(_downloaded, name))()


def is_here(name: str) -> bool:
    """Return whether a test set can be loaded without a download."""
    return name in _LOADERS or downloads.file(name, paths.downloads()).is_file()


def _of_mnist() -> Loading:
    yield from ()
    return DigitSet(DATASETS[USUAL_DATASET].test_score, *idx.load(idx.TEST, paths.mnist()))


def _of_hands() -> Loading:
    yield from ()
    tested = hands.digits_by(TESTED)
    images = np.concatenate(list(tested.images()))
    pixels = (images * 255).round().astype(np.uint8)
    return DigitSet(DATASETS[hands.DATASET].test_score, pixels, tested.labels, drawings(tested))


def drawings(written: Hands) -> list[Drawing]:
    """Return the strokes of each drawing, on a canvas of its size."""
    side = int(hands.CANVAS)
    strokes = iter(np.split(written.points, np.cumsum(written.strokes)[:-1]))
    return [Drawing(tuple(Stroke(next(strokes)) for _ in range(count)), side, side) for count in written.drawings]


def _downloaded(name: str) -> Loading:
    folder = paths.downloads()
    file = downloads.file(name, folder)
    if not file.is_file():
        yield from downloads.fetched(name, folder)
    try:
        with safe_open(file, framework="numpy") as found:
            images, labels = (found.get_tensor(f"test.{part}") for part in ("images", "labels"))
        _check(images, labels)
    except (OSError, SafetensorError, ValueError) as error:
        raise DataError("dataset_unreadable", dataset=name, file=file, reason=str(error)) from error
    return DigitSet(DATASETS[name].test_score, images, labels)


def _check(images: Pixels, labels: Labels) -> None:
    are_images = images.dtype == np.uint8 and images.shape[1:] == (SIDE, SIDE) and len(images) > 0
    are_labels = labels.dtype == np.int64 and labels.shape == images.shape[:1]
    if not are_images or not are_labels or labels.min() < 0 or labels.max() > 9:
        raise ValueError("no labelled digits in test")


_LOADERS: Final[Mapping[str, Callable[[], Loading]]] = {USUAL_DATASET: _of_mnist, hands.DATASET: _of_hands}
