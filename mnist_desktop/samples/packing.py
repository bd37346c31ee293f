"""Packs samples into an array, so that a run's checkpoint holds what it needs to be resumed."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable
from typing import Final

import numpy as np
import numpy.typing as npt

from mnist_desktop.samples.sample import Sample

MOST: Final = 2**30  # bytes of unpacked samples, far more than people draw


def packed(samples: Iterable[Sample]) -> npt.NDArray[np.uint8]:
    """Return samples as (n,) uint8: their lines, compressed."""
    lines = "\n".join(json.dumps(each.to_json()) for each in samples)
    return np.frombuffer(zlib.compress(lines.encode()), np.uint8)


def unpacked(content: npt.NDArray[np.uint8]) -> list[Sample]:
    """Return the samples of a result of `packed`. Raises ValueError or `ProblemError` for another array."""
    unpacking = zlib.decompressobj()
    try:
        lines = unpacking.decompress(content.tobytes(), MOST).decode()
    except zlib.error as error:
        raise ValueError("no packed samples") from error
    if not unpacking.eof:
        raise ValueError("packed samples are cut off, or too many")
    return [Sample.from_json(json.loads(line)) for line in lines.splitlines()]
