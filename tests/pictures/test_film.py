"""Films: a GIF with all frames, in nearly their colours."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image, ImageSequence

from mnist_desktop.pictures.film import EACH, LAST, Frame, gif

COLOURS = ((255, 255, 255), (52, 84, 209), (143, 67, 0), (27, 34, 68))


def frame(index: int) -> Frame:
    """White, with a square of another colour, in rows that are longer than their pixels."""
    pixels = np.full((30, 43, 3), 255, np.uint8)
    pixels[5:15, 5 + index : 15 + index] = COLOURS[index]
    rows = np.pad(pixels.reshape(30, -1), ((0, 0), (0, 3)))
    return Frame(rows.tobytes(), 43, 30, rows.shape[1])


def test_each_frame_is_there_and_the_last_one_stays() -> None:
    film = Image.open(io.BytesIO(gif([frame(index) for index in (1, 2, 3)])))
    assert (film.format, len(list(ImageSequence.Iterator(film))), film.size, film.info["loop"]) == (
        "GIF",
        3,
        (43, 30),
        0,
    )
    durations = []
    for index in (1, 2, 3):
        film.seek(index - 1)
        pixels = np.asarray(film.convert("RGB")).astype(int)
        assert np.abs(pixels[10, 10 + index] - COLOURS[index]).max() <= 8
        assert np.abs(pixels[25, 40] - 255).max() <= 8
        durations.append(film.info["duration"])
    assert durations == [EACH, EACH, LAST]


def test_one_frame_is_a_film_too() -> None:
    assert Image.open(io.BytesIO(gif([frame(1)]))).size == (43, 30)


def test_what_stays_as_it_is_is_stored_once() -> None:
    noise = np.random.default_rng(0).choice(np.array(COLOURS, np.uint8), (200, 200))
    changed = noise.copy()
    changed[90:100, 90:100] = COLOURS[1]
    one, other = (Frame(pixels.tobytes(), 200, 200, 600) for pixels in (noise, changed))
    assert len(gif([one, other] * 10)) < 2 * len(gif([one]))
