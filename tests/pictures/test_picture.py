"""A picture of every kind is decoded to the same pixels, or refused in one line."""

from __future__ import annotations

import io
import random
import struct
import sys
import types
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from PIL import Image, ImageDraw, ImageOps

from mnist_desktop.pictures import picture
from mnist_desktop.pictures.picture import MAX_PIXELS, MAX_SIDE, PictureError, Pixels
from mnist_desktop.system.errors import Problem

SEVEN = ((150, 120), (350, 120), (220, 350))


def sheet(ink: int = 0, paper: int = 255) -> Image.Image:
    """A seven, grey on grey."""
    image = Image.new("L", (500, 400), paper)
    ImageDraw.Draw(image).line(SEVEN, fill=ink, width=20)
    return image


def deep(times: int, kind: type = np.uint16) -> Image.Image:
    return Image.fromarray(np.asarray(sheet()).astype(kind) * kind(times))


def saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    content = io.BytesIO()
    image.save(content, kind, **options)
    return content.getvalue()


def turned(image: Image.Image, kind: str, **options: Any) -> bytes:
    """Turn the picture a quarter, which its EXIF says."""
    exif = Image.Exif()
    exif[0x0112] = 6
    return saved(image.transpose(Image.Transpose.ROTATE_90), kind, exif=exif, **options)


def by_opencv(times: int, suffix: str) -> bytes:
    """A colour picture of 16 bits, which Pillow cannot write."""
    colours = np.repeat(np.asarray(deep(times))[..., None], 3, axis=2)
    return cv2.imencode(suffix, colours)[1].tobytes()


def with_clear_colour() -> bytes:
    image = sheet().convert("P")
    return saved(image, "PNG", transparency=255)


def with_clear_paper(image: Image.Image) -> Image.Image:
    image.putalpha(ImageOps.invert(sheet()))
    return image


KINDS: dict[str, Callable[[], bytes]] = {
    "PNG": lambda: saved(sheet(), "PNG"),
    "PNG in colour": lambda: saved(sheet().convert("RGB"), "PNG"),
    "PNG of 1 bit": lambda: saved(sheet().convert("1"), "PNG"),
    "PNG of 12 bits in 16": lambda: saved(deep(16), "PNG"),
    "PNG of 16 bits": lambda: saved(deep(257), "PNG"),
    "PNG of 12 bits in 16 in colour": lambda: by_opencv(16, ".png"),
    "PNG of 16 bits in colour": lambda: by_opencv(257, ".png"),
    "PNG with a palette": lambda: saved(sheet().convert("P"), "PNG"),
    "PNG with a clear colour in its palette": with_clear_colour,
    "PNG with opacity": lambda: saved(sheet().convert("LA"), "PNG"),
    "PNG, black on nothing": lambda: saved(with_clear_paper(Image.new("L", (500, 400))), "PNG"),
    "PNG, turned": lambda: turned(sheet(), "PNG"),
    "PNG of 16 bits, turned": lambda: turned(deep(257), "PNG"),
    "PNG with a palette, turned": lambda: turned(sheet().convert("P"), "PNG"),
    "JPEG": lambda: saved(sheet(), "JPEG", quality=95),
    "JPEG, progressive": lambda: saved(sheet().convert("RGB"), "JPEG", quality=95, progressive=True),
    "JPEG in CMYK": lambda: saved(sheet().convert("CMYK"), "JPEG", quality=95),
    "JPEG, turned": lambda: turned(sheet(), "JPEG", quality=95),
    "MPO": lambda: saved(sheet(), "MPO", save_all=True, append_images=[sheet()], quality=95),
    "BMP": lambda: saved(sheet(), "BMP"),
    "WebP": lambda: saved(sheet(), "WEBP", lossless=True),
    "WebP, turned": lambda: turned(sheet(), "WEBP", lossless=True),
    "TIFF": lambda: saved(sheet(), "TIFF"),
    "TIFF, turned": lambda: turned(sheet(), "TIFF"),
    "TIFF of 1 bit, as of a fax": lambda: saved(sheet().convert("1"), "TIFF", compression="group4"),
    "TIFF of 1 bit, turned": lambda: turned(sheet().convert("1"), "TIFF"),
    "TIFF of 16 bits": lambda: saved(deep(257), "TIFF", compression="tiff_lzw"),
    "TIFF of 12 bits in 16 in colour": lambda: by_opencv(16, ".tiff"),
    "TIFF of 32 bits": lambda: saved(deep(2**23 + 1, np.int32), "TIFF"),
    "TIFF of shares": lambda: saved(deep(1, np.float32).point(lambda value: value / 255 + 0), "TIFF"),
    "TIFF of floats": lambda: saved(deep(1, np.float32), "TIFF"),
    "TIFF in CMYK": lambda: saved(sheet().convert("CMYK"), "TIFF"),
    "TIFF of pages": lambda: saved(sheet(), "TIFF", save_all=True, append_images=[Image.new("L", (9, 9))]),
    "GIF": lambda: saved(sheet(), "GIF"),
    "GIF that moves": lambda: saved(sheet(), "GIF", save_all=True, append_images=[sheet(9, 240)]),
    "AVIF": lambda: saved(sheet(), "AVIF", quality=95),
    "AVIF, turned": lambda: turned(sheet(), "AVIF", quality=95),
    "PPM": lambda: saved(sheet(), "PPM"),
}


def pixels_of(content: bytes) -> Pixels:
    return picture.load(io.BytesIO(content)).pixels


def refusal(content: bytes) -> Problem:
    with pytest.raises(PictureError) as refused:
        picture.load(io.BytesIO(content))
    return refused.value.problem


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_of_every_kind_is_the_same(kind: str) -> None:
    content = KINDS[kind]()
    assert picture.is_start(content[:64])
    pixels = pixels_of(content)
    assert pixels.dtype == np.uint8
    assert pixels.shape == (400, 500, 3)
    assert np.abs(pixels - np.asarray(sheet(), np.float64)[..., None]).mean() < 1


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("share", [0.02, 0.2, 0.5, 0.9])
def test_a_truncated_picture_is_refused_and_nothing_is_printed(
    kind: str, share: float, capfd: pytest.CaptureFixture[str]
) -> None:
    content = KINDS[kind]()
    kept = content[: int(len(content) * share)]
    if kind in ("MPO", "GIF that moves") and share == 0.9:  # the first picture is whole
        assert pixels_of(kept).shape == (400, 500, 3)
    else:
        assert refusal(kept) == Problem("picture_unreadable")
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("kind", KINDS)
def test_a_damaged_picture_is_read_or_refused_and_nothing_is_printed(
    kind: str, capfd: pytest.CaptureFixture[str]
) -> None:
    content, chance = KINDS[kind](), random.Random(kind)
    for _ in range(30):
        damaged = bytearray(content)
        for _ in range(chance.choice((1, 3, 20))):
            damaged[chance.randrange(min(len(damaged), chance.choice((100, 10**6))))] = chance.randrange(256)
        try:
            pixels = pixels_of(bytes(damaged))
        except PictureError as refused:
            assert refused.problem.code.startswith("picture_")  # noqa: PT017  # most are refused, not all
        else:
            assert pixels.ndim == 3
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    "content", [b"", b"this is no picture\n", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"%!PS"]
)
def test_what_is_no_picture_is_refused(content: bytes) -> None:
    assert not picture.is_start(content)
    assert refusal(content) == Problem("picture_unreadable")


def test_a_picture_of_an_iphone_is_refused_with_a_way_out() -> None:
    content = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(100)
    assert picture.is_start(content)
    assert refusal(content) == Problem("picture_of_heic")


def test_a_library_for_heic_is_used_if_there_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def register() -> None:
        monkeypatch.setitem(Image.OPEN, "HEIF", (lambda *_: sheet(), lambda start: start[4:12] == b"ftypheic"))

    monkeypatch.setitem(sys.modules, "pillow_heif", types.SimpleNamespace(register_heif_opener=register))
    monkeypatch.setattr(Image, "ID", [*Image.ID, "HEIF"])
    picture._formats.cache_clear()
    try:
        assert pixels_of(b"\0\0\0\x18ftypheic" + bytes(100)).shape == (400, 500, 3)
    finally:
        picture._formats.cache_clear()


def test_a_missing_file_a_folder_and_a_closed_one_say_so(tmp_path: Path) -> None:
    for path, code in ((tmp_path / "no.png", "no_such_file"), (tmp_path, "is_folder")):
        with pytest.raises(PictureError, match=code):
            picture.load(path)
    (tmp_path / "a.png").write_bytes(saved(sheet(), "PNG"))
    assert picture.load(tmp_path / "a.png").pixels.shape == (400, 500, 3)


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def bomb(width: int, height: int) -> bytes:
    """A well-formed 1-bit PNG of so many pixels, all white; a few kilobytes."""
    rows = zlib.compress((b"\0" + b"\xff" * ((width + 7) // 8)) * height, 9)
    return head(width, height) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def head(width: int, height: int) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))


def test_a_picture_bomb_is_refused_by_its_head_alone() -> None:
    limit = {"width": 10_000, "height": 10_000, "limit": MAX_PIXELS}
    for content in (head(10_000, 10_000) + chunk(b"IDAT", b"never looked at"), bomb(10_000, 10_000)):
        assert refusal(content) == Problem("picture_too_large", limit)
    assert refusal(bomb(15_000, 15_000)) == Problem("picture_far_too_large", {"limit": MAX_PIXELS})


def test_an_image_of_pillow_that_is_too_large_is_refused_before_it_is_decoded() -> None:
    image = Image.open(io.BytesIO(head(9_000, 8_000) + chunk(b"IDAT", b"never looked at")))
    with pytest.raises(PictureError, match="picture_too_large"):
        picture.of_image(image)


def test_a_photo_of_50_megapixels_is_read_and_says_how_much_it_was_shrunk() -> None:
    photo = Image.new("RGB", (8192, 6144), "white")
    ImageDraw.Draw(photo).line([(2000, 2000), (6000, 2000)], fill="navy", width=200)
    found = picture.load(io.BytesIO(saved(photo, "JPEG")))
    assert found.pixels.shape == (MAX_SIDE * 3 // 4, MAX_SIDE, 3)
    assert found.shrunk == 8192 / MAX_SIDE
    dark = np.flatnonzero((found.pixels[..., 0] < 100).any(axis=0))
    assert (dark[[0, -1]] * found.shrunk).tolist() == pytest.approx([2000, 6000], abs=8)


def test_a_large_page_of_1_bit_is_read() -> None:
    assert pixels_of(bomb(9000, 7000)).shape == (round(MAX_SIDE * 7 / 9), MAX_SIDE, 3)


@pytest.mark.parametrize("size", [(1, 1), (1, 2), (3, 1), (1, 6000), (30, 40)])
def test_the_smallest_and_thinnest_pictures_are_decoded(size: tuple[int, int]) -> None:
    found = picture.load(io.BytesIO(saved(Image.new("L", size, 200), "PNG")))
    assert found.shrunk == max(size) / max(found.pixels.shape[:2])
    assert found.pixels.size > 0
    assert (found.pixels == 200).all()


def test_values_that_are_no_numbers_are_black_and_infinite_ones_white() -> None:
    values = np.full((20, 30), 0.5, np.float32)
    values[0, :3] = np.nan, np.inf, -np.inf
    pixels = pixels_of(saved(Image.fromarray(values), "TIFF"))
    assert pixels[0, :4, 0].tolist() == [0, 255, 0, 128]


def test_an_image_of_a_caller_stays_as_it_was() -> None:
    image = sheet().resize((3000, 2400))
    image.getexif()[0x0112] = 6
    found = picture.of_image(image)
    assert (image.size, image.getexif()[0x0112], found.pixels.shape) == (
        (3000, 2400),
        6,
        (MAX_SIDE, MAX_SIDE * 4 // 5, 3),
    )


@pytest.mark.parametrize("kind", [kind for kind in KINDS if "turned" in kind])
def test_an_image_that_a_caller_opened_is_turned_too(kind: str) -> None:
    with Image.open(io.BytesIO(KINDS[kind]())) as image:
        assert picture.of_image(image).pixels.shape == (400, 500, 3)


@pytest.mark.parametrize(
    ("values", "white"),
    [([0, 1], 1), ([0.0, 1.3], 1), ([0, 2], 255), ([255.0], 255), ([256], 511), ([4080], 4095), ([65_535], 65_535)],
)
def test_full_white_is_1_or_255_or_what_the_bits_can_hold(values: list[float], white: float) -> None:
    assert picture.full_white(np.array(values)) == white


@settings(deadline=None, max_examples=100)
@given(
    arrays(
        st.sampled_from([np.uint8, np.uint16, np.int64, np.float32, np.bool_]),
        array_shapes(min_dims=2, max_dims=2, max_side=12),
    )
)
def test_any_grey_array_becomes_a_picture(values: Any) -> None:
    assert picture.of_array(values).pixels.shape == (*values.shape, 3)


def test_no_plugin_of_pillow_is_needed_that_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(Image.OPEN, "AVIF")  # as of an older Pillow
    monkeypatch.setitem(picture.FORMATS, "AVIF", "NoSuchPlugin")
    picture._formats.cache_clear()
    try:
        assert refusal(KINDS["AVIF"]()) == Problem("picture_unreadable")
        assert pixels_of(KINDS["PNG"]()).shape == (400, 500, 3)
    finally:
        picture._formats.cache_clear()
