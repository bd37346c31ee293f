"""What people hand us to read, pictures and drawing files, as digit images."""

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
MAX_PIXELS: Final = 50_000_000  # a large camera's; 10,000 × 10,000 is refused unread
ENOUGH: Final = 1024  # pixels; a larger picture is made smaller before it is looked at
MAX_LINE: Final = 16 * 2**20  # bytes; 100,000 points of a drawing take 4


class InputError(ProblemError):
    """An input that cannot be read, and why."""


@dataclass(frozen=True)
class Input:
    """A digit image to read, with the name of where it came from: a file, or a file and a line.

    `label` is the digit it is meant to be and `writer` who drew it, where a drawing file says so.
    """

    source: str
    image: GreyImage
    label: int | None = None
    writer: str = ""


def read(path: str, standard_input: IO[bytes]) -> Iterator[Input | InputError]:
    """Read one argument of `predict`: a picture, a drawing file, or "-" for drawings on standard input.

    What cannot be read comes as an `InputError` in its place, so that the rest is still read.
    """
    if path == "-":
        yield from _drawings(standard_input, "standard input")
    elif path.lower().endswith(DRAWINGS):
        yield from _drawing_file(Path(path))
    else:
        yield _attempt(path, lambda: _input(path, photo.digit_image(load_picture(Path(path)))))


def load_picture(path: Path) -> FloatArray:
    """Decode a picture, upright, as (height, width) grey in 0…1; raises `InputError`."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # `_refuse_if_huge` is stricter
            with Image.open(path, formats=PICTURE_FORMATS) as picture:
                _refuse_if_huge(picture)
                return _grey(picture)
    except InputError:
        raise
    except Image.DecompressionBombError:
        raise InputError("picture_too_large", most=f"{MAX_PIXELS:,}") from None
    except FileNotFoundError:
        raise InputError("no_such_file") from None
    except IsADirectoryError:
        raise InputError("is_a_folder") from None
    except (OSError, ValueError, SyntaxError) as error:
        raise InputError("picture_unreadable") from error


def _refuse_if_huge(picture: Image.Image) -> None:
    width, height = picture.size
    if width * height > MAX_PIXELS:
        raise InputError("picture_too_large", most=f"{MAX_PIXELS:,}")


def _grey(picture: Image.Image) -> FloatArray:
    if picture.mode.startswith("I"):
        deep = np.asarray(ImageOps.exif_transpose(picture), dtype=np.float64)
        return np.asarray(deep / 65535.0)
    picture.draft("L", (ENOUGH, ENOUGH))
    upright = ImageOps.exif_transpose(picture)
    upright = upright.convert("LA") if upright.has_transparency_data else upright.convert("L")
    upright.thumbnail((ENOUGH, ENOUGH))
    pixels = np.asarray(upright, dtype=np.float64) / 255.0
    return photo.on_paper(pixels[..., 0], pixels[..., 1]) if pixels.ndim == 3 else pixels


def _drawing_file(path: Path) -> Iterator[Input | InputError]:
    try:
        with gzip.open(path) if path.name.lower().endswith(".gz") else path.open("rb") as file:
            if path.suffix.lower() == ".json":
                yield _attempt(str(path), lambda: _drawn(str(path), file.read(MAX_LINE)))
            else:
                yield from _drawings(file, str(path))
    except FileNotFoundError:
        yield _named(path, Problem("no_such_file"))
    except (OSError, EOFError, zlib.error) as error:
        yield _named(path, getattr(error, "strerror", None) or Problem("file_damaged"))


def _drawings(file: IO[bytes] | io.BufferedIOBase, name: str) -> Iterator[Input | InputError]:
    for number, line in enumerate(iter(lambda: file.readline(MAX_LINE), b""), start=1):
        if len(line) == MAX_LINE:
            yield _named(f"{name}:{number}", Problem("line_too_long"))
            return
        if line.strip():
            source = f"{name}:{number}"
            yield _attempt(source, partial(_drawn, source, line))


def _named(source: str | Path, reason: str | Problem) -> InputError:
    return InputError("in_input", source=source, reason=reason)


def _attempt(source: str, make: Callable[[], Input]) -> Input | InputError:
    try:
        return make()
    except (InputError, DrawingError) as error:
        return _named(source, error.problem)


def _drawn(source: str, line: bytes) -> Input:
    drawing = Drawing.from_json(_parsed(line))
    return _input(source, digit_image(drawing), drawing.label, str(drawing.extra.get("writer", "")))


def _input(source: str, image: GreyImage | None, label: int | None = None, writer: str = "") -> Input:
    if image is None:
        raise InputError("picture_empty")
    return Input(source, image, label, writer)


def _parsed(line: bytes) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        raise InputError("json_invalid") from None
