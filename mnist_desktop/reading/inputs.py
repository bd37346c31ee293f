"""Reads pictures and drawing files as digit images."""

from __future__ import annotations

import gzip
import io
import json
import warnings
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO, Any, Final

import numpy as np
from PIL import Image, ImageOps

from mnist_desktop.drawing.arrays import FloatArray, GreyImage
from mnist_desktop.drawing.digit_image import digit_image
from mnist_desktop.drawing.strokes import Drawing, DrawingError
from mnist_desktop.pictures import photo
from mnist_desktop.system.errors import Problem, ProblemError

DRAWINGS: Final = (".json", ".jsonl", ".jsonl.gz")
PICTURE_FORMATS: Final = ("PNG", "JPEG", "BMP", "WEBP")
MAX_PIXELS: Final = 50_000_000  # pixels of a large camera; larger pictures are refused before they are decoded
MAX_SIDE: Final = 1024  # pixels; larger pictures are shrunk first
STANDARD_INPUT: Final = "standard input"
NOTHING_DRAWN: Final = "nothing_drawn"
MAX_LINE: Final = 16 * 2**20  # bytes; a drawing of 100,000 points takes 4 MiB


class InputError(ProblemError):
    """An input cannot be read. Errors yielded by `read` name the file, and the line if it has several."""

    @property
    def is_blank(self) -> bool:
        """Whether the input can be read, but nothing is drawn on it."""
        reason = self.problem.values.get("reason", self.problem)
        return isinstance(reason, Problem) and reason.code == NOTHING_DRAWN


@dataclass(frozen=True)
class Input:
    """A digit image to read, and its source: a file, or a file and a line.

    `label` is the digit it shows and `writer` the person who drew it, if the drawing file says so.
    """

    source: str
    image: GreyImage
    label: int | None = None
    writer: str = ""


def read(path: str, standard_input: IO[bytes]) -> Iterator[Input | InputError]:
    """Read one argument of `predict`: a picture, a drawing file, or "-" for drawings on standard input.

    Yields an `InputError` in place of each unreadable input, and continues with the rest.
    """
    if path == "-":
        yield from _drawings(standard_input, STANDARD_INPUT)
    elif path.lower().endswith(DRAWINGS):
        yield from _drawing_file(Path(path))
    else:
        yield _attempt(path, None, lambda source: _input(source, photo.digit_image(load_picture(Path(path)))))


def load_picture(path: Path) -> FloatArray:
    """Decode a picture, rotated upright, as (height, width) grey in 0…1. Raises `InputError`."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # `_refuse_if_huge` is stricter
            with Image.open(path, formats=PICTURE_FORMATS) as picture:
                return grey(picture)
    except InputError:
        raise
    except Image.DecompressionBombError:
        raise InputError("picture_far_too_large", limit=MAX_PIXELS) from None
    except FileNotFoundError:
        raise InputError("no_such_file") from None
    except IsADirectoryError:
        raise InputError("picture_is_folder") from None
    except (OSError, ValueError, SyntaxError) as error:
        raise InputError("picture_unreadable") from error


def grey(picture: Image.Image) -> FloatArray:
    """Turn a picture upright and into (height, width) grey in 0…1. Raises `InputError` for one too large or damaged."""
    _refuse_if_huge(picture)
    try:
        return _grey(picture)
    except (OSError, SyntaxError) as error:
        raise InputError("picture_unreadable") from error


def _refuse_if_huge(picture: Image.Image) -> None:
    width, height = picture.size
    if width * height > MAX_PIXELS:
        raise InputError("picture_too_large", width=width, height=height, limit=MAX_PIXELS)


def _grey(picture: Image.Image) -> FloatArray:
    if picture.mode.startswith("I"):
        deep = np.asarray(ImageOps.exif_transpose(picture), dtype=np.float64)
        return np.asarray(deep / 65535.0)
    picture.draft("L", (MAX_SIDE, MAX_SIDE))
    upright = ImageOps.exif_transpose(picture)
    upright = upright.convert("LA") if upright.has_transparency_data else upright.convert("L")
    upright.thumbnail((MAX_SIDE, MAX_SIDE))
    pixels = np.asarray(upright, dtype=np.float64) / 255.0
    return photo.on_paper(pixels[..., 0], pixels[..., 1]) if pixels.ndim == 3 else pixels


def _drawing_file(path: Path) -> Iterator[Input | InputError]:
    name = str(path)
    try:
        with gzip.open(path) if path.name.lower().endswith(".gz") else path.open("rb") as file:
            if path.suffix.lower() == ".json":
                yield _attempt(name, None, lambda source: _drawn(source, file.read(MAX_LINE)))
            else:
                yield from _drawings(file, name)
    except FileNotFoundError:
        yield _refusal(Problem("no_such_file"), name)
    except (OSError, EOFError, zlib.error) as error:
        yield _refusal(error if getattr(error, "strerror", None) else Problem("file_damaged"), name)


def _drawings(file: IO[bytes] | io.BufferedIOBase, name: str) -> Iterator[Input | InputError]:
    for number, line in enumerate(iter(lambda: file.readline(MAX_LINE), b""), start=1):
        if len(line) == MAX_LINE:
            yield _refusal(Problem("line_too_long"), name, number)
            return
        if line.strip():
            yield _attempt(name, number, partial(_drawn, line=line))


def _attempt(name: str, line: int | None, make: Callable[[str], Input]) -> Input | InputError:
    try:
        return make(name if line is None else f"{name}:{line}")
    except (InputError, DrawingError) as error:
        return _refusal(error.problem, name, line)


def _refusal(reason: Problem | Exception, name: str, line: int | None = None) -> InputError:
    """Add the file and line to an error."""
    file = Problem("standard_input") if name == STANDARD_INPUT else name
    if line is None:
        return InputError("in_file", file=file, reason=reason)
    return InputError("in_line", file=file, line=line, reason=reason)


def _drawn(source: str, line: bytes) -> Input:
    drawing = Drawing.from_json(_parsed(line))
    return _input(source, digit_image(drawing), drawing.label, str(drawing.extra.get("writer", "")))


def _input(source: str, image: GreyImage | None, label: int | None = None, writer: str = "") -> Input:
    if image is None:
        raise InputError(NOTHING_DRAWN)
    return Input(source, image, label, writer)


def _parsed(line: bytes) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        raise InputError("not_json") from None
