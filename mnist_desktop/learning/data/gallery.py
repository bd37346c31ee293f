"""A sheet of drawings of each skeleton, for people to look at."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from typing import Final

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from mnist_desktop.drawing.arrays import GreyImage
from mnist_desktop.drawing.digit_image import SIDE, digit_images
from mnist_desktop.learning.data import non_digits, pen_digits
from mnist_desktop.learning.data.handwriting import Strokes, Variation, draw

DRAWINGS: Final = 12  # drawings in a row
COLUMNS: Final = 4  # columns of rows
SCALE: Final = 2  # sheet pixels per pixel of a digit image
LABEL: Final = 220  # width of a row's name in pixels
FONT_SIZE: Final = 12  # font size in pixels
PAPER: Final = 255


def of_digits(seed: int) -> bytes:
    """Draw the skeletons of the pen digits. Returns a PNG, the same for the same seed."""
    return sheet({each.name: each.strokes for each in pen_digits.load_skeletons()}, pen_digits.VARIATION, seed)


def of_non_digits(seed: int) -> bytes:
    """Draw the skeletons of the non-digits, those kept for tests last. Returns a PNG, the same for the same seed."""
    skeletons = non_digits.load_skeletons("train") | non_digits.load_skeletons("kept for tests")
    return sheet(skeletons, non_digits.VARIATION, seed)


def sheet(skeletons: Mapping[str, Strokes], variation: Variation, seed: int) -> bytes:
    """Draw each skeleton `DRAWINGS` times in a row after its name. Returns a PNG, dark ink on white paper."""
    random = np.random.default_rng(seed)
    rows = [
        _row(name, digit_images(list(draw(strokes, DRAWINGS, variation, random)), canvas=1.0))
        for name, strokes in skeletons.items()
    ]
    content = io.BytesIO()
    _page(rows).save(content, "PNG")
    return content.getvalue()


SHEETS: Final[Mapping[str, Callable[[int], bytes]]] = {"digits": of_digits, "non-digits": of_non_digits}


def _row(name: str, images: GreyImage) -> Image.Image:
    ink = np.concatenate(list(images), axis=1).repeat(SCALE, axis=0).repeat(SCALE, axis=1)
    row = Image.new("L", (LABEL + ink.shape[1], ink.shape[0]), PAPER)
    row.paste(Image.fromarray(((1 - ink) * PAPER).astype(np.uint8)), (LABEL, 0))
    font = ImageFont.load_default(FONT_SIZE)
    ImageDraw.Draw(row).text((FONT_SIZE, SIDE * SCALE // 2), name, fill=0, font=font, anchor="lm")
    return row


def _page(rows: Sequence[Image.Image]) -> Image.Image:
    """Arrange rows of the same size in columns, column by column."""
    width, height = rows[0].size
    down = -(-len(rows) // COLUMNS)
    page = Image.new("L", (min(COLUMNS, len(rows)) * width, down * height), PAPER)
    for number, row in enumerate(rows):
        page.paste(row, (number // down * width, number % down * height))
    return page
