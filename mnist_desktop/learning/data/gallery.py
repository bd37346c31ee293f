"""A sheet of the drawings that networks learn from beside MNIST, for people to look at."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from typing import Final

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from mnist_desktop.drawing.arrays import GreyImage
from mnist_desktop.drawing.digit_image import SIDE
from mnist_desktop.learning.data import hands, non_digits, pen_digits
from mnist_desktop.learning.data.hands import TENTHS, Hands
from mnist_desktop.learning.data.variation import Pen

DRAWINGS: Final = 14  # drawings in a row
COLUMNS: Final = 2  # columns of rows
ROWS_PER_DIGIT: Final = 3
SCALE: Final = 2  # sheet pixels per pixel of a digit image
LABEL: Final = 40  # width of a row's name in pixels
FONT_SIZE: Final = 16  # font size in pixels
PAPER: Final = 255


def of_digits(seed: int) -> bytes:
    """Draw digits to train on, varied as they are in training. Returns a PNG, the same for the same seed."""
    return sheet(hands.digits_by(pen_digits.TRAINED), ROWS_PER_DIGIT, seed)


def of_non_digits(seed: int) -> bytes:
    """Draw characters, those kept for tests too. Returns a PNG, the same for the same seed."""
    return sheet(non_digits.by_writers(range(TENTHS), without=non_digits.LOOK_ALIKES), 1, seed)


def sheet(drawings: Hands, rows: int, seed: int) -> bytes:
    """Draw each character in some rows after its name, varied. Returns a PNG, dark ink on white paper."""
    random = np.random.default_rng(seed)
    pen = Pen(pen_digits.VARIATION, random)
    kinds = [np.flatnonzero(drawings.characters == kind) for kind in np.unique(drawings.characters)]
    chosen = np.concatenate([np.resize(random.permutation(kind), rows * DRAWINGS) for kind in kinds])
    images = np.concatenate(list(drawings[chosen].images(pen))).reshape(-1, DRAWINGS, SIDE, SIDE)
    names = [chr(code) for code in drawings[chosen].characters[::DRAWINGS]]
    content = io.BytesIO()
    _page([_row(name, row) for name, row in zip(names, images, strict=True)]).save(content, "PNG")
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
