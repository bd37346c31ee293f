"""How pictures are saved: the formats and depths in which people have them."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from benchmarks.scenes.page import Page
from numpy.random import Generator
from PIL import Image

ORIENTATION: Final = 0x0112
STORED: Final[dict[int, Image.Transpose]] = {  # how the pixels are stored, by the orientation that turns them back
    3: Image.Transpose.ROTATE_180,
    6: Image.Transpose.ROTATE_90,
    8: Image.Transpose.ROTATE_270,
}


@dataclass(frozen=True)
class File:
    """An encoded picture and its file name's ending."""

    content: bytes
    suffix: str


Save = Callable[[Page, Generator], File]


def jpeg(page: Page, rng: Generator) -> File:
    """As phones save."""
    return _file(picture(page), "JPEG", quality=int(rng.integers(60, 96)))


def poor_jpeg(page: Page, rng: Generator) -> File:
    """Compressed hard, perhaps twice."""
    once = _file(picture(page), "JPEG", quality=int(rng.integers(10, 30)))
    return _file(Image.open(io.BytesIO(once.content)), "JPEG", quality=int(rng.integers(10, 40)))


def cmyk_jpeg(page: Page, rng: Generator) -> File:
    """As printers' programs save."""
    return _file(picture(page).convert("CMYK"), "JPEG", quality=int(rng.integers(70, 96)))


def turned_jpeg(page: Page, rng: Generator) -> File:
    """Stored on its side, with an EXIF tag that says so."""
    orientation = int(rng.choice(list(STORED)))
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    return _file(picture(page).transpose(STORED[orientation]), "JPEG", quality=85, exif=exif)


def png(page: Page, rng: Generator) -> File:
    """In 8 bits; with transparency if the page has some."""
    return _file(picture(page), "PNG", compress_level=1)


def gif(page: Page, rng: Generator) -> File:
    """A palette of few colours."""
    return _file(picture(page).quantize(int(rng.integers(4, 65))), "GIF")


def one_bit(page: Page, rng: Generator) -> File:
    """Black or white, as fax machines and some scanners save."""
    grey = picture(page).convert("L").point(lambda value: 255 if value > 128 else 0)
    return _file(grey.convert("1", dither=Image.Dither.NONE), rng.choice(["PNG", "BMP"]))


def other_format(page: Page, rng: Generator) -> File:
    """As scanners, browsers and old programs save."""
    return _file(picture(page), rng.choice(["TIFF", "WEBP", "BMP"]))


def deep(bits: int) -> Save:
    """Grey of `bits` bits in 16, as scanners and microscopes save."""

    def save(page: Page, rng: Generator) -> File:
        grey = page.pixels @ np.array([0.299, 0.587, 0.114], np.float32)
        return _file(Image.fromarray((grey * (2**bits - 1)).round().astype(np.uint16)), "PNG", compress_level=1)

    return save


def picture(page: Page) -> Image.Image:
    """Return the page in 8 bits."""
    colours = (page.pixels.clip(0, 1) * 255).round().astype(np.uint8)
    if page.opacity is None:
        return Image.fromarray(colours)
    opacity = (page.opacity.clip(0, 1) * 255).round().astype(np.uint8)
    return Image.fromarray(np.dstack([colours, opacity]))


def _file(image: Image.Image, picture_format: str, **options: Any) -> File:
    content = io.BytesIO()
    image.save(content, picture_format, **options)
    return File(content.getvalue(), f".{picture_format.lower()}")
