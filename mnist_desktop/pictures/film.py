"""Films: pictures of what is on the screen, one after the other, as a GIF that plays without end."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PIL import Image

EACH: Final = 100  # milliseconds of a frame
LAST: Final = 2500  # milliseconds of the last one
COLOURS: Final = 96  # few colours make a small file, and a screen has few
SAMPLES: Final = 4  # frames that the colours are chosen from


@dataclass(frozen=True)
class Frame:
    """A picture: `pixels` are 8-bit RGB, row by row, and each row is `stride` bytes long."""

    pixels: bytes
    width: int
    height: int
    stride: int


def gif(frames: Sequence[Frame]) -> bytes:
    """Return a GIF of n ≥ 1 frames. All have the same colours, so that only what changes between them is stored."""
    pictures = [_picture(frame).crop((0, 0, frames[0].width, frames[0].height)) for frame in frames]
    palette = _palette(pictures)
    first, *others = (each.quantize(palette=palette, dither=Image.Dither.NONE) for each in pictures)
    content = io.BytesIO()
    durations = [EACH] * len(others) + [LAST]
    first.save(content, "GIF", save_all=True, append_images=others, duration=durations, loop=0, optimize=False)
    return content.getvalue()


def _picture(frame: Frame) -> Image.Image:
    return Image.frombuffer("RGB", (frame.width, frame.height), frame.pixels, "raw", "RGB", frame.stride, 1)


def _palette(pictures: Sequence[Image.Image]) -> Image.Image:
    """Choose the colours from some frames, the last one among them."""
    chosen = list(pictures[::-1])[:: max(len(pictures) // SAMPLES, 1)]
    width, height = chosen[0].size
    sheet = Image.new("RGB", (width, height * len(chosen)))
    for index, picture in enumerate(chosen):
        sheet.paste(picture, (0, index * height))
    return sheet.quantize(COLOURS, method=Image.Quantize.MEDIANCUT)
