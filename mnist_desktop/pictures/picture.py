"""Decodes pictures of every kind to the same: upright, in colour, on paper, no larger than it takes to read them."""

from __future__ import annotations

import logging
import math
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import IO, Any, Final

import numpy as np
import numpy.typing as npt
from PIL import ExifTags, Image, ImageOps

from mnist_desktop.pictures.transparency import on_paper
from mnist_desktop.system.errors import ProblemError
from mnist_desktop.system.standard_error import silenced

FORMATS: Final[Mapping[str, str]] = {  # and the modules of Pillow that read them; an older Pillow has no AVIF
    "PNG": "PngImagePlugin",
    "JPEG": "JpegImagePlugin",
    "BMP": "BmpImagePlugin",
    "WEBP": "WebPImagePlugin",
    "TIFF": "TiffImagePlugin",
    "GIF": "GifImagePlugin",
    "AVIF": "AvifImagePlugin",
    "PPM": "PpmImagePlugin",
}
HEIF: Final = "HEIF"
HEIC: Final = (b"ftypheic", b"ftypheix", b"ftypheim", b"ftypheis", b"ftyphevc", b"ftyphevx")
MAX_PIXELS: Final = 64_000_000  # of a large camera; larger pictures are refused before they are decoded
MAX_SIDE: Final = 1280  # pixels; larger pictures are shrunk first
LOUD: Final = ("TIFF",)  # formats whose library prints what is damaged
ORIENTATION: Final = ExifTags.Base.Orientation
UPRIGHT: Final = 1
PART: Final = 2**20  # values to scale at once
BLENDABLE: Final = ("L", "LA", "RGB", "RGBA")  # modes whose pixels can be averaged; others become one of these first

Pixels = npt.NDArray[np.uint8]

logging.getLogger("PIL").addHandler(logging.NullHandler())  # else it warns of odd files on standard error


class PictureError(ProblemError):
    """A picture cannot be read."""


@dataclass(frozen=True, eq=False)
class Picture:
    """A picture to read: `pixels` are (height, width, 3) uint8, red, green and blue.

    `shrunk` is how many pixels of the file, in one direction, are one of these.
    """

    pixels: Pixels
    shrunk: float = 1.0


def load(file: Path | IO[bytes]) -> Picture:
    """Decode a picture. Raises `PictureError` for one that is missing, damaged, too large or of an unknown format."""
    with _friendly_errors(), _opened(file) as stream:
        if _is_heic(stream.read(12)) and HEIF not in _formats():
            raise PictureError("picture_of_heic")
        with Image.open(stream, formats=_formats()) as image:
            _refuse_if_huge(image)
            return _picture(image)


def is_start(start: bytes) -> bool:
    """Say whether the first bytes of a file are those of a picture."""
    return _is_heic(start) or any(accept(start) is True for name in _formats() if (accept := Image.OPEN[name][1]))


def of_image(image: Image.Image) -> Picture:
    """Turn an image of Pillow into a picture. Raises `PictureError` for one too large or damaged."""
    with _friendly_errors():
        _refuse_if_huge(image)
        return _picture(_turned_as(image, image.copy()))


def of_array(values: npt.NDArray[Any]) -> Picture:
    """Turn (height, width) or (height, width, 3 or 4) finite values, of any range, into a picture."""
    image = Image.fromarray(_in_bytes(values))
    _refuse_if_huge(image)
    return _picture(image)


def full_white(values: npt.NDArray[Any]) -> float:
    """Return the value of full white: 1 or 255 if no value is (much) higher, else what the bits in use can hold.

    So 12 bits in 16 have 4,095.
    """
    highest = float(np.max(values, initial=0, where=np.isfinite(values)))
    if highest < 2:
        return 1.0
    return 255.0 if highest <= 255 else 2.0 ** math.ceil(math.log2(highest + 1)) - 1


@cache
def _formats() -> list[str]:
    """Return the formats that can be read here. HEIF is one if the user has installed `pillow-heif`."""
    for module in FORMATS.values():
        with suppress(ImportError):
            import_module(f"PIL.{module}")
    with suppress(ImportError):
        import_module("pillow_heif").register_heif_opener()
    return [name for name in (*FORMATS, HEIF) if name in Image.OPEN]


def _is_heic(start: bytes) -> bool:
    return start[4:12] in HEIC


@contextmanager
def _opened(file: Path | IO[bytes]) -> Iterator[IO[bytes]]:
    if isinstance(file, Path):
        with file.open("rb") as stream:
            yield stream
    else:
        yield file


@contextmanager
def _friendly_errors() -> Iterator[None]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # `_refuse_if_huge` is stricter, and damage is found on decoding
            yield
    except PictureError:
        raise
    except Image.DecompressionBombError:
        raise PictureError("picture_far_too_large", limit=MAX_PIXELS) from None
    except FileNotFoundError:
        raise PictureError("no_such_file") from None
    except IsADirectoryError:
        raise PictureError("is_folder") from None
    except Exception as error:  # decoders of damaged files fail in every way
        if isinstance(error, OSError) and error.strerror:
            raise PictureError("os_error", reason=error) from error
        raise PictureError("picture_unreadable") from error


def _refuse_if_huge(image: Image.Image) -> None:
    width, height = image.size
    if width * height > MAX_PIXELS:
        raise PictureError("picture_too_large", width=width, height=height, limit=MAX_PIXELS)


def _picture(image: Image.Image) -> Picture:
    """Turn an image that may be changed into a picture. It is shrunk early, which saves memory and time."""
    longer, is_deep = max(image.size), _is_deep(image)
    image.draft("RGB", (MAX_SIDE, MAX_SIDE))
    with silenced() if image.format in LOUD else nullcontext():
        image.load()
    small = image if image.mode in BLENDABLE and "transparency" not in image.info else _converted(image)
    small.thumbnail((MAX_SIDE, MAX_SIDE), Image.Resampling.BOX)
    upright = ImageOps.exif_transpose(_turned_as(image, small))
    pixels = np.asarray(upright.convert("RGBA" if upright.has_transparency_data else "RGB"))
    colours = pixels if pixels.shape[2] == 3 else on_paper(pixels)
    return Picture(_brightened(colours) if is_deep else colours, longer / max(colours.shape[:2]))


def _turned_as(image: Image.Image, copy: Image.Image) -> Image.Image:
    """Give a copy the orientation that the EXIF of an image says, which some copies lose."""
    copy.getexif()[ORIENTATION] = image.getexif().get(ORIENTATION, UPRIGHT)
    return copy


def _converted(image: Image.Image) -> Image.Image:
    """Return an image of another mode, such as deep grey or a palette's, in one of those that are `BLENDABLE`."""
    if image.mode.startswith(("I", "F")):
        return Image.fromarray(_in_bytes(np.asarray(image)))
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


def _in_bytes(values: npt.NDArray[Any]) -> Pixels:
    """Scale values to 0…255, by parts, as there may be many. What is no number becomes 0."""
    white, found = full_white(values), np.empty(values.shape, np.uint8)
    rows = max(1, PART // max(1, values[:1].size))
    for start in range(0, len(values), rows):
        part = np.nan_to_num(values[start : start + rows].astype(np.float64)).clip(0, white)
        found[start : start + rows] = (part * (255 / white)).round()
    return found


def _is_deep(image: Image.Image) -> bool:
    """Return whether a file has colours of 16 bits. Pillow keeps the upper 8 of them."""
    return not image.mode.startswith("I") and any(";16" in str(tile[3]) for tile in getattr(image, "tile", ()))


def _brightened(pixels: Pixels) -> Pixels:
    """Scale the upper 8 bits of 16 as `full_white` has it, so that 12 bits in 16 are not nearly black."""
    white = 2 ** int(pixels.max(initial=1)).bit_length() - 1
    return np.asarray(pixels.astype(np.uint16) * 255 // white, np.uint8)
