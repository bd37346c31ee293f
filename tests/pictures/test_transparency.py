"""What is behind a transparent picture: paper that shows its ink, or more of the sheet that it is."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter

from mnist_desktop.pictures.transparency import Pixels, on_paper

SEVEN = ((150, 120), (350, 120), (220, 350))
Colour = tuple[int, int, int]


def strokes(width: int = 20) -> Image.Image:
    """The coverage of a seven's ink, with soft edges."""
    image = Image.new("L", (2000, 1600))
    ImageDraw.Draw(image).line([(4 * x, 4 * y) for x, y in SEVEN], fill=255, width=4 * width)
    return image.resize((500, 400), Image.Resampling.BOX)


def ink_on_nothing(colour: Colour, opacity: float = 1.0, clear: Colour | None = None) -> Pixels:
    image = Image.new("RGB", (500, 400), clear or colour)
    image.paste(colour, (0, 0), strokes().point(lambda value: 255 * (value > 0)))
    image.putalpha(strokes().point(lambda value: value * opacity))
    return np.asarray(image)


def sheet(opacity: Image.Image, paper: Colour = (250, 245, 230), ink: Colour = (20, 20, 60)) -> Pixels:
    image = Image.new("RGB", (500, 400), paper)
    image.paste(ink, (0, 0), strokes())
    image.putalpha(opacity)
    return np.asarray(image)


def card(margin: int, radius: int = 30, turned: float = 0.0) -> Image.Image:
    image = Image.new("L", (500, 400))
    ImageDraw.Draw(image).rounded_rectangle((margin, margin, 499 - margin, 399 - margin), radius, fill=255)
    return image.rotate(turned, Image.Resampling.BICUBIC)


def with_shadow(window: Image.Image) -> Image.Image:
    shadow = window.filter(ImageFilter.GaussianBlur(25)).point(lambda value: value * 0.6)
    return Image.fromarray(np.maximum(np.asarray(window), np.asarray(shadow)))


def contrast(pixels: Pixels) -> tuple[float, float]:
    """How much ink and paper differ, and how much the paper differs from itself, the edges of ink aside."""
    coverage = np.asarray(strokes())
    far = np.asarray(strokes(28)) == 0
    ink, paper = pixels[coverage == 255].astype(float), pixels[far].astype(float)
    return float(np.abs(ink.mean(axis=0) - paper.mean(axis=0)).max()), float(np.ptp(paper, axis=0).max())


INKS: dict[str, Pixels] = {
    "black": ink_on_nothing((0, 0, 0)),
    "white": ink_on_nothing((255, 255, 255)),
    "black, and white where it is clear": ink_on_nothing((0, 0, 0), clear=(255, 255, 255)),
    "white, and black where it is clear": ink_on_nothing((255, 255, 255), clear=(0, 0, 0)),
    "red": ink_on_nothing((220, 30, 30)),
    "yellow": ink_on_nothing((250, 220, 40)),
    "grey": ink_on_nothing((128, 128, 128)),
    "a black highlighter": ink_on_nothing((0, 0, 0), opacity=0.5),
    "a white highlighter": ink_on_nothing((255, 255, 255), opacity=0.5),
}


@pytest.mark.parametrize("kind", INKS)
def test_ink_on_nothing_gets_paper_on_which_it_shows(kind: str) -> None:
    difference, unevenness = contrast(on_paper(INKS[kind]))
    assert difference > 100
    assert unevenness == 0


def test_ink_of_several_colours_is_no_sheet() -> None:
    for colours in (((0, 0, 0), (200, 30, 30)), ((255, 255, 255), (255, 230, 60))):
        pixels = ink_on_nothing(colours[0])
        pixels = np.where(np.arange(500)[None, :, None] < 280, pixels, ink_on_nothing(colours[1]))
        found = on_paper(pixels)
        paper = found[0, 0].astype(int)
        for x, y in ((200, 120), (300, 120)):
            assert np.abs(found[y, x] - paper).max() > 100


def test_soft_edges_of_ink_stay_soft() -> None:
    coverage = np.asarray(strokes()).astype(float)
    found = on_paper(INKS["black"]).astype(float)
    assert np.abs(found - (255 - coverage)[..., None]).max() <= 1


SHEETS: dict[str, Pixels] = {
    "clear corners": sheet(card(0)),
    "a clear edge": sheet(card(2, 0)),
    "a window with a shadow": sheet(with_shadow(card(60, 10))),
    "a dark window with a shadow": sheet(with_shadow(card(60, 10)), (30, 30, 30), (240, 240, 240)),
    "a small window": sheet(with_shadow(card(90, 8))),
    "a turned card": sheet(card(40, 10, turned=12)),
    "a badge": sheet(card(0, 200), (30, 90, 200), (255, 255, 255)),
    "a pencil": sheet(card(0), ink=(210, 205, 190)),
    "all of it": sheet(Image.new("L", (500, 400), 255)),
}


@pytest.mark.parametrize("kind", SHEETS)
def test_a_sheet_goes_on_where_it_is_clear(kind: str) -> None:
    difference, unevenness = contrast(on_paper(SHEETS[kind]))
    assert difference > 35
    assert unevenness == 0


def test_a_stencil_shows_what_was_cut_out() -> None:
    image = Image.new("L", (500, 400))
    image.putalpha(strokes().point(lambda value: 255 - value))
    difference, unevenness = contrast(on_paper(np.asarray(image.convert("RGBA"))))
    assert (difference, unevenness) == (255, 0)


def test_what_is_wholly_clear_is_blank() -> None:
    assert np.ptp(on_paper(np.zeros((30, 40, 4), np.uint8))) == 0


def test_a_picture_seen_through_keeps_its_contrast() -> None:
    for paper, ink in (((255, 255, 255), (0, 0, 0)), ((0, 0, 0), (255, 255, 255))):
        difference, unevenness = contrast(on_paper(sheet(Image.new("L", (500, 400), 128), paper, ink)))
        assert difference > 100
        assert unevenness == 0
