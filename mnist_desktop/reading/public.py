"""`mnist_desktop.read`: reads whatever holds digits, from a script."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import IO, Any, Final, cast

import numpy as np
import numpy.typing as npt
from PIL import Image

from mnist_desktop.drawing.digit_image import SIDE
from mnist_desktop.drawing.strokes import Drawing, DrawingError, Stroke
from mnist_desktop.pictures import picture
from mnist_desktop.pictures.picture import Picture
from mnist_desktop.reading import contents, digit_images, inputs, numbers, predictor
from mnist_desktop.reading.contents import Content
from mnist_desktop.reading.inputs import Input, InputError
from mnist_desktop.reading.predictor import Predictor
from mnist_desktop.reading.values import Reading

PREDICTORS: Final = 4  # kept in memory, so that the next call need not load them again
CANVAS: Final = 500  # pixels; strokes that reach further get a larger canvas

Array = npt.NDArray[Any]
Points = Sequence[Sequence[float]] | Array
FilePath = str | bytes | os.PathLike[str] | os.PathLike[bytes]
Readable = FilePath | IO[bytes] | Image.Image | Array | Drawing | Picture | Sequence[Stroke | Points]


def read(what: Readable, model: str | None = None, checkpoint: str | os.PathLike[str] | None = None) -> Reading:
    """Read a number. `mnist_desktop.read` documents the arguments."""
    found = contents.layouts(_content(what))
    return numbers.read(found, _predictor(model, None if checkpoint is None else Path(checkpoint)))


def _predictor(model: str | None, file: Path | None) -> Predictor:
    changed = file.stat().st_mtime_ns if file is not None and file.exists() else 0
    return _kept_predictor(model, file, changed)


@lru_cache(maxsize=PREDICTORS)
def _kept_predictor(model: str | None, file: Path | None, changed: int) -> Predictor:
    """Load a predictor once. `changed` is when its file was changed, so that a newer file is loaded again."""
    return predictor.load(model, file)


def _content(what: Readable) -> Content:
    match what:
        case str() | bytes() | os.PathLike():
            path = os.fsdecode(what)
            return _only(inputs.read(path, sys.stdin.buffer), path)
        case Image.Image():
            return picture.of_image(what)
        case Drawing() | Picture():
            return what
        case _ if hasattr(what, "__array__"):  # of NumPy, torch and others
            return _of_array(np.asarray(what))
        case _ if hasattr(what, "read"):
            name = str(getattr(what, "name", inputs.STANDARD_INPUT))
            return _only(inputs.of_file(cast(IO[bytes], what), name), name)
        case _:
            return _on_canvas([_stroke(each) for each in what])


def _only(found: Iterator[Input | InputError], file: str) -> Content:
    """Return the content of a file that holds one drawing, picture or digit."""
    first, second = next(found, None), next(found, None)
    if isinstance(first, InputError) and second is None:
        raise first
    if not isinstance(first, Input) or second is not None:
        raise InputError("not_one_drawing", file=file)
    return first.content


def _of_array(values: Array) -> Content:
    """Return a grey or colour picture. An array of 28×28 is a digit image already, of either polarity."""
    if values.ndim == 3 and 1 in (values.shape[0], values.shape[2]):
        values = values[..., 0] if values.shape[2] == 1 else values[0]
    is_picture = values.ndim == 2 or (values.ndim == 3 and values.shape[2] in (3, 4))
    if not is_picture or not values.size or values.dtype.kind not in "buif" or not np.isfinite(values).all():
        raise InputError("array_unfit", shape="×".join(map(str, values.shape)), dtype=values.dtype)
    return digit_images.of_pixels(values) if values.shape == (SIDE, SIDE) else picture.of_array(values)


def _stroke(points: Stroke | Points) -> Stroke:
    if isinstance(points, Stroke):
        return points
    try:
        values = np.asarray(points, np.float64)
    except (ValueError, TypeError):
        raise DrawingError("point_shape") from None
    if values.ndim != 2 or values.shape[1] not in (2, 3):
        raise DrawingError("point_shape")
    return Stroke(values[:, :2])


def _on_canvas(strokes: Sequence[Stroke]) -> Drawing:
    """Move strokes to the origin, on a canvas that holds them all."""
    if not strokes:
        return Drawing()
    points = np.concatenate([stroke.points for stroke in strokes])
    low, high = points.min(axis=0), points.max(axis=0)
    side = max(CANVAS, int(np.ceil((high - low).max())))
    return Drawing(tuple(Stroke(stroke.points - low) for stroke in strokes), side, side)
