"""The kinds of pictures, one row each."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import Final

import numpy as np
from benchmarks.scenes import camera, files, light, marks, papers, pens, prints, screens, surroundings
from benchmarks.scenes.files import File, Save, gif, jpeg, png
from benchmarks.scenes.page import Layout, Step
from benchmarks.scenes.writing import Writers, written

EVERYDAY: Final = Layout()
SCREEN: Final = Layout(long_side=(300, 1400), height=(0.3, 0.8), margin=0.05)
PIXELS: Final = Layout(long_side=(300, 700), height=(0.4, 0.85), margin=0.04)
ICON: Final = Layout(long_side=(36, 80), height=(0.7, 0.85), margin=0.06)
HUGE: Final = Layout(long_side=(3900, 4100), height=(0.55, 0.85), margin=0.05)
FAR: Final = Layout(long_side=(1800, 4000), height=(0.05, 0.11), margin=0.1)
ROOMY: Final = Layout(height=(0.25, 0.45), margin=0.2)  # space for lines around the digit

ONE: Final = (1, 1)  # digits in a picture, at least and at most
NONE: Final = (0, 0)
SEVERAL: Final = (2, 4)


@dataclass(frozen=True)
class Picture:
    """An encoded picture and what it says; "" if there is nothing to read on it."""

    file: File
    text: str


@dataclass(frozen=True)
class Kind:
    """How pictures of one kind are made: the steps in order, then the file.

    `digits` is how many digits are on it, at least and at most. Without digits no step writes, and a sure reading is
    wrong; the other steps still keep to the size and place of an imagined digit.
    """

    name: str
    steps: tuple[Step, ...]
    save: Save = jpeg
    layout: Layout = EVERYDAY
    digits: tuple[int, int] = ONE

    def picture(self, seed: int, index: int, writers: Writers = Writers.DEVELOPMENT) -> Picture:
        """Make one picture. The same for the same arguments; each `index` differs, and ten of them have all digits."""
        rng = np.random.default_rng([seed, zlib.crc32(self.name.encode()), index])
        count = int(rng.integers(self.digits[0], self.digits[1] + 1))
        rest = rng.integers(0, 10, max(count - 1, 0))
        text = "".join(map(str, [index % 10, *rest]))
        page = self.layout.blank(written(text, writers, rng), rng)
        for step in self.steps:
            page = step(page, rng)
        return Picture(self.save(page, rng), text if count else "")


def _photo(*steps: Step) -> tuple[Step, ...]:
    return (*steps, light.room_light, camera.everyday_camera)


WHITE: Final = papers.plain(pens.WHITE)
BLACK: Final = papers.plain(pens.BLACK)
PAPER: Final = papers.office_paper

DIGITS: Final = (
    Kind("black on white", (WHITE, pens.black_brush), png, SCREEN),
    Kind("white on black", (BLACK, pens.white_brush), png, SCREEN),
    Kind("chalk on a board", _photo(papers.wiped_board, pens.chalk)),
    Kind("marker on a whiteboard", _photo(papers.whiteboard, pens.felt_pen)),
    Kind("pencil of 1 pixel", (WHITE, pens.pixel_pencil(1)), png, PIXELS),
    Kind("pencil of 2 pixels", (WHITE, pens.pixel_pencil(2)), png, PIXELS),
    Kind("pen of 10 pixels on 12 megapixels", _photo(PAPER, pens.pen(pens.INKS, (0.0035, 0.006))), jpeg, HUGE),
    Kind("small digit in a large photo", _photo(PAPER, pens.pen(pens.DARK, (0.05, 0.09))), jpeg, FAR),
    Kind("thick marker", _photo(PAPER, pens.thick_marker)),
    Kind("ballpoint with gaps", _photo(PAPER, pens.worn_ball_pen)),
    Kind("pencil on paper", _photo(PAPER, pens.lead_pencil)),
    Kind("pale pencil", _photo(PAPER, pens.pale_pencil)),
    Kind("dim and noisy", (PAPER, pens.pen(pens.DARK, (0.04, 0.09)), light.dim, camera.noisy_camera)),
    Kind("out of focus", _photo(PAPER, pens.dark_pen, camera.out_of_focus)),
    Kind("light falling off by 50 %", _photo(PAPER, pens.any_pen, light.falling_off(0.5))),
    Kind("light falling off by 65 %", _photo(PAPER, pens.any_pen, light.falling_off(0.65))),
    Kind("dark corners", _photo(PAPER, pens.any_pen, light.vignette)),
    Kind("shadow of a hand or phone", _photo(PAPER, pens.any_pen, light.hand_shadow)),
    Kind("soft shadow", _photo(PAPER, pens.any_pen, light.cast_shadow)),
    Kind("hard shadow across the digit", _photo(PAPER, pens.any_pen, light.hard_shadow)),
    Kind("two shadows", _photo(PAPER, pens.any_pen, light.two_shadows)),
    Kind("highlight on a board", _photo(papers.grey_board, pens.board_pen, light.highlight)),
    Kind("highlight on paper", (PAPER, pens.any_pen, light.duller, light.highlight, camera.everyday_camera)),
    Kind("ruled paper", _photo(PAPER, prints.ruled, pens.any_pen)),
    Kind("squared paper, pencil", _photo(PAPER, prints.squared, pens.lead_pencil)),
    Kind("squared paper, pen", _photo(PAPER, prints.squared, pens.ball_pen)),
    Kind("paper with dots", _photo(PAPER, prints.dotted, pens.any_pen)),
    Kind("printed frame", _photo(PAPER, prints.framed, pens.any_pen), layout=ROOMY),
    Kind("boxes of a form", _photo(PAPER, prints.boxes, pens.dark_pen), layout=ROOMY),
    Kind("underlined", _photo(PAPER, pens.any_pen, prints.underlined), layout=ROOMY),
    Kind("table edge", _photo(PAPER, pens.any_pen, surroundings.table_edge), layout=ROOMY),
    Kind("page on a desk", _photo(PAPER, pens.any_pen, surroundings.on_a_desk)),
    Kind("ruled page in perspective", _photo(PAPER, prints.ruled, pens.any_pen, surroundings.tilted), layout=ROOMY),
    Kind("specks and a stray dot", _photo(PAPER, pens.any_pen, marks.specks)),
    Kind("crumbs", _photo(PAPER, pens.any_pen, marks.crumbs)),
    Kind("coffee ring", _photo(PAPER, marks.coffee_ring, pens.any_pen)),
    Kind("writing on the back", _photo(PAPER, marks.shown_through, pens.any_pen)),
    Kind("yellow highlighter", _photo(PAPER, pens.highlighter)),
    Kind("colours of equal brightness", (pens.equal_luma, camera.camera((0, 0.01), (0, 0.6)))),
    Kind("coloured paper", _photo(papers.bright_paper, pens.dark_pen)),
    Kind("black on transparent", (BLACK, pens.on_clear_ground), png, SCREEN),
    Kind("white on transparent", (WHITE, pens.on_clear_ground), png, SCREEN),
    Kind("card with clear corners", (WHITE, pens.black_brush, screens.rounded_card), png, SCREEN),
    Kind("window with a clear shadow", (WHITE, pens.black_brush, screens.window), png, SCREEN),
    Kind("thin clear edge", (WHITE, pens.black_brush, screens.thin_clear_edge), png, SCREEN),
    Kind("paint program", (WHITE, pens.black_brush, screens.paint_program), png, SCREEN),
    Kind("12 bits in 16", _photo(PAPER, pens.any_pen), files.deep(12)),
    Kind("16 bits", _photo(PAPER, pens.any_pen), files.deep(16)),
    Kind("GIF", (WHITE, pens.any_pen), gif, SCREEN),
    Kind("1 bit", (WHITE, pens.dark_pen), files.one_bit, SCREEN),
    Kind("TIFF, WebP or BMP", _photo(PAPER, pens.any_pen), files.other_format),
    Kind("30 pixels wide", (WHITE, pens.dark_pen), png, ICON),
    Kind("CMYK", _photo(PAPER, pens.any_pen), files.cmyk_jpeg),
    Kind("turned by EXIF", _photo(PAPER, pens.any_pen), files.turned_jpeg),
    Kind("poor JPEG", _photo(PAPER, pens.dark_pen), files.poor_jpeg),
    Kind("ruled paper in a shadow", _photo(PAPER, prints.ruled, pens.dark_pen, light.cast_shadow)),
    Kind(
        "squared page on a desk, lamp",
        _photo(PAPER, prints.squared, pens.dark_pen, surroundings.on_a_desk, light.falling_off(0.4)),
    ),
)

NOTHING: Final = (
    Kind("nothing: shadow", _photo(PAPER, light.cast_shadow), digits=NONE),
    Kind("nothing: hand's shadow", _photo(PAPER, light.hand_shadow), digits=NONE),
    Kind("nothing: ruled paper", _photo(PAPER, prints.ruled), digits=NONE),
    Kind("nothing: squared paper", _photo(PAPER, prints.squared), digits=NONE),
    Kind("nothing: frame", _photo(PAPER, prints.framed), layout=ROOMY, digits=NONE),
    Kind("nothing: boxes", _photo(PAPER, prints.boxes), layout=ROOMY, digits=NONE),
    Kind("nothing: coffee ring and stain", _photo(PAPER, marks.stain, marks.coffee_ring), digits=NONE),
    Kind("nothing: crumbs", _photo(PAPER, marks.crumbs), digits=NONE),
    Kind("nothing: table edge", _photo(PAPER, surroundings.table_edge), digits=NONE),
    Kind("nothing: page on a desk", _photo(PAPER, surroundings.on_a_desk), digits=NONE),
    Kind("nothing: highlight on a board", _photo(papers.grey_board, light.highlight), digits=NONE),
    Kind("nothing: noise", (PAPER, light.dim, camera.noisy_camera), digits=NONE),
)

NUMBERS: Final = (
    Kind("number, black on white", (WHITE, pens.black_brush), png, SCREEN, SEVERAL),
    Kind("number in a photo", _photo(PAPER, pens.any_pen), digits=SEVERAL),
    Kind("number on ruled paper", _photo(PAPER, prints.ruled, pens.any_pen), digits=SEVERAL),
    Kind("number on a board", _photo(papers.wiped_board, pens.chalk), digits=SEVERAL),
    Kind("number in a soft shadow", _photo(PAPER, pens.any_pen, light.cast_shadow), digits=SEVERAL),
    Kind("number on a page on a desk", _photo(PAPER, pens.any_pen, surroundings.on_a_desk), digits=SEVERAL),
)

KINDS: Final = (*DIGITS, *NOTHING, *NUMBERS)
