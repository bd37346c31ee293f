"""`mnist_desktop.read`: reads whatever holds digits, from a script."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from PIL import Image

from mnist_desktop.drawing.digit_image import SIDE
from mnist_desktop.drawing.strokes import Drawing, DrawingError, Stroke
from mnist_desktop.pictures import picture
from mnist_desktop.reading import contents, inputs, numbers, predictor
from mnist_desktop.reading.contents import Content
from mnist_desktop.reading.inputs import InputError
from mnist_desktop.reading.predictor import Predictor
from mnist_desktop.reading.values import Reading

PREDICTORS: Final = 4  # kept in memory, so that the next call need not load them again
CANVAS: Final = 500  # pixels; strokes that reach further get a larger canvas

Array = npt.NDArray[Any]
Points = Sequence[Sequence[float]] | Array
Readable = str | os.PathLike[str] | Image.Image | Array | Drawing | Sequence[Stroke | Points]


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
        case str() | os.PathLike():
            return _of_file(os.fspath(what))
        case Image.Image():
            return picture.of_image(what)
        case np.ndarray():
            return _of_array(what)
        case Drawing():
            return what
        case _:
            return _on_canvas([_stroke(each) for each in what])


def _of_file(path: str) -> Content:
    """Return the content of a picture, or of a file with one drawing."""
    found = list(islice(inputs.read(path, sys.stdin.buffer), 2))
    if len(found) != 1:
        raise InputError("not_one_drawing", file=path)
    [one] = found
    if isinstance(one, inputs.Input):
        return one.content
    raise one


def _of_array(values: Array) -> Content:
    """Return a grey or colour picture. An array of 28×28 is a digit image already, of either polarity."""
    pixels = _in_unit_range(values)
    if pixels.shape != (SIDE, SIDE):
        return picture.of_array(pixels)
    border = np.concatenate([pixels[0], pixels[-1], pixels[:, 0], pixels[:, -1]])
    return np.asarray(1 - pixels if np.median(border) > 0.5 else pixels, np.float32)


def _in_unit_range(values: Array) -> Array:
    """Return a picture's values in 0…1: (height, width), or with 3 or 4 channels."""
    if values.ndim == 3 and values.shape[2] == 1:
        values = values[..., 0]
    is_picture = values.ndim == 2 or (values.ndim == 3 and values.shape[2] in (3, 4))
    if not is_picture or not values.size or values.dtype.kind not in "buif" or not np.isfinite(values).all():
        raise InputError("array_unfit", shape="×".join(map(str, values.shape)), dtype=values.dtype)
    return (values / _white(values)).clip(0.0, 1.0)


def _white(values: Array) -> float:
    """Return the value of full white: 65,535 for uint16, 1 for floats and bools that go no higher, else 255."""
    if values.dtype == np.uint16:
        return 65_535.0
    is_unit = values.dtype.kind in "bf" and values.max() <= 1
    return 1.0 if is_unit else 255.0


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
