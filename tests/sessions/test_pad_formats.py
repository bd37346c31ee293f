"""What is on the pad in each format, read back by the program's own readers."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import numpy as np
import pytest
from hands import DIGITS
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage

from mnist_desktop import read
from mnist_desktop.drawing.arrays import FloatArray
from mnist_desktop.drawing.strokes import Drawing, Stroke
from mnist_desktop.sessions.pad_formats import FORMATS, format_of, kinds
from mnist_desktop.ui.pad.content import PadContent

PEN = 18


def content(digit: int) -> PadContent:
    strokes = tuple(Stroke(np.array(stroke) * 300 + 100) for stroke in DIGITS[digit])
    return PadContent(Drawing(strokes))


def on_picture() -> PadContent:
    picture = QImage(60, 40, QImage.Format.Format_RGB32)
    picture.fill(QColor("#caa"))
    return PadContent(Drawing((Stroke(np.array([[250.0, 250.0]])),)), picture, QRectF(0, 100, 500, 300))


def written(content: PadContent, suffix: str, folder: Path) -> Path:
    file = folder / f"pad{suffix}"
    file.write_bytes(format_of(file).write(content, PEN))
    return file


def shades(image: QImage) -> FloatArray:
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)  # a temporary one would take its bytes along
    return np.frombuffer(bytes(grey.constBits()), np.uint8) / 1.0


@pytest.mark.parametrize("suffix", [".png", ".json"])
@pytest.mark.parametrize("digit", [2, 4, 5, 8])
def test_a_saved_digit_is_read_as_before(digit: int, suffix: str, tmp_path: Path) -> None:
    assert read(written(content(digit), suffix, tmp_path)).text == str(digit)


@pytest.mark.parametrize("digit", [2, 4, 5, 8])
def test_curves_and_picture_show_the_same(digit: int, tmp_path: Path) -> None:
    svg, png = (QImage(str(written(content(digit), suffix, tmp_path))) for suffix in (".svg", ".png"))
    size = svg.size()
    assert (size.width(), size.height()) == (500, 500)
    one, other = (shades(image.scaled(size)) for image in (svg, png))
    assert np.abs(one - other).mean() < 1.0


def test_the_picture_on_the_pad_is_in_each_format(tmp_path: Path) -> None:
    png = QImage(str(written(on_picture(), ".png", tmp_path)))
    assert (png.pixelColor(500, 500), png.pixelColor(100, 500)) == (QColor("black"), QColor("#caa"))
    assert png.pixelColor(500, 20) == QColor("white")
    root = ET.parse(written(on_picture(), ".svg", tmp_path)).getroot()
    assert [mark.tag.rpartition("}")[2] for mark in root] == ["rect", "image", "circle"]
    assert b'"picture"' in written(on_picture(), ".json", tmp_path).read_bytes()


def test_a_suffix_in_capitals_is_the_same_format() -> None:
    assert format_of(Path("A.PNG")) is FORMATS[0]


def test_each_format_has_a_name_of_its_own() -> None:
    assert list(kinds().values()) == [".png", ".svg", ".json"]
    assert all(f"*{suffix}" in name for name, suffix in kinds().items())
