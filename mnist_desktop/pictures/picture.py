"""Decodes pictures of every kind: upright, in colour, on paper, and no larger than it takes to read them."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageOps

from mnist_desktop.drawing.arrays import Flags, FloatArray
from mnist_desktop.system.errors import ProblemError

FORMATS: Final = ("PNG", "JPEG", "MPO", "BMP", "WEBP", "TIFF", "GIF", "AVIF", "HEIF", "PPM")
MAX_PIXELS: Final = 64_000_000  # of a large camera; larger pictures are refused before they are decoded
MAX_SIDE: Final = 1280  # pixels; larger pictures are shrunk first
CLEAR: Final = 0.9  # opacity; a pixel that is less opaque may show what is behind the picture
CARD: Final = 0.4  # share of opaque pixels from which on they are a sheet of paper, and not ink on nothing

Pixels = npt.NDArray[np.uint8]


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
    with _friendly_errors(), Image.open(file, formats=_known_formats()) as image:
        return _picture(image)


def of_image(image: Image.Image) -> Picture:
    """Turn an image of Pillow into a picture. Raises `PictureError` for one too large or damaged."""
    with _friendly_errors():
        return _picture(image.copy())


def of_array(values: npt.NDArray[Any]) -> Picture:
    """Turn (height, width) or (height, width, 3 or 4) values in 0…1 into a picture."""
    return _picture(Image.fromarray((values * 255).round().astype(np.uint8)))


def _known_formats() -> list[str]:
    """Return those of `FORMATS` that this Pillow can read."""
    Image.init()
    return [name for name in FORMATS if name in Image.OPEN]


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
        raise PictureError("picture_is_folder") from None
    except (OSError, ValueError, SyntaxError, EOFError, OverflowError) as error:
        raise PictureError("picture_unreadable") from error


def _picture(image: Image.Image) -> Picture:
    width, height = image.size
    if width * height > MAX_PIXELS:
        raise PictureError("picture_too_large", width=width, height=height, limit=MAX_PIXELS)
    image.draft("RGB", (MAX_SIDE, MAX_SIDE))
    upright = ImageOps.exif_transpose(image)
    pixels = _on_paper(_shrunk(_in_eight_bits(upright)))
    return Picture(pixels, max(width, height) / max(pixels.shape))


def _in_eight_bits(image: Image.Image) -> Image.Image:
    """Return the image in 8 bits a channel. Deeper values are scaled by the bits that they use, as of 12 in 16."""
    if image.mode.startswith(("I", "F")):
        values = np.nan_to_num(np.asarray(image, dtype=np.float64)).clip(0.0)
        white = 2.0 ** np.ceil(np.log2(values.max() + 1)) - 1 if values.max() > 255 else 255.0
        return Image.fromarray((values * (255 / white)).clip(0, 255).astype(np.uint8))
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


def _shrunk(image: Image.Image) -> Image.Image:
    image.thumbnail((MAX_SIDE, MAX_SIDE), Image.Resampling.BOX)
    return image


def _on_paper(image: Image.Image) -> Pixels:
    pixels = np.asarray(image)
    if pixels.ndim == 2:
        return np.repeat(pixels[..., None], 3, axis=2)
    return pixels if pixels.shape[2] == 3 else _blended(pixels)


def _blended(pixels: Pixels) -> Pixels:
    """Put (height, width, 4) pixels on the paper that their opaque part is, or on paper that its ink contrasts with."""
    colours, opacity = pixels[..., :3].astype(np.float64), pixels[..., 3:] / 255.0
    opaque = opacity[..., 0] >= CLEAR
    if opaque.mean() >= CARD:
        return np.where(opaque[..., None], colours, _median(colours, opaque)).astype(np.uint8)
    weight = opacity.sum()
    is_light = weight > 0 and (colours.mean(axis=2, keepdims=True) * opacity).sum() / weight > 127.5
    behind = 0.0 if is_light else 255.0
    return (colours * opacity + behind * (1 - opacity)).astype(np.uint8)


def _median(colours: FloatArray, chosen: Flags) -> FloatArray:
    return np.asarray(np.median(colours[chosen], axis=0))
