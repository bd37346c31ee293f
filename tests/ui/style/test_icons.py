from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import QApplication

from mnist_desktop import paths
from mnist_desktop.ui.style.icons import SIDE, Glyph, icon, missing


@pytest.fixture
def own_icons(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of icons with one good file."""
    monkeypatch.setattr(paths, "icons", lambda: tmp_path)
    undo = "undo-2.svg"
    (tmp_path / undo).write_bytes((paths.resources() / "icons" / undo).read_bytes())
    return tmp_path


def colours(image: QIcon, mode: QIcon.Mode, ratio: float = 1.0) -> set[str]:
    pixels = image.pixmap(QSize(SIDE, SIDE), ratio, mode).toImage()
    every = (pixels.pixelColor(x, y) for x in range(pixels.width()) for y in range(pixels.height()))
    return {colour.name() for colour in every if colour.alpha() == 255}


@pytest.mark.parametrize("glyph", Glyph)
def test_a_glyph_has_the_colours_it_is_given(qapp: QApplication, glyph: Glyph) -> None:
    image = icon(glyph, "#123456", "#abcdef")
    assert QColor("#123456").name() in colours(image, QIcon.Mode.Normal, 3.0)
    assert QColor("#abcdef").name() in colours(image, QIcon.Mode.Disabled, 3.0)


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0, 3.0, 4.0])
def test_a_glyph_is_drawn_for_dense_screens(qapp: QApplication, ratio: float) -> None:
    pixmap = icon(Glyph.UNDO, "#123456", "#abcdef").pixmap(QSize(SIDE, SIDE), ratio)
    assert pixmap.width() == ratio * SIDE


@pytest.mark.parametrize("ratio", [1.0, 2.0, 3.0])
def test_a_glyph_is_sharp(qapp: QApplication, ratio: float) -> None:
    """The line at the left of the square is covered in the middle and half covered at its two edges at most."""
    image = icon(Glyph.STOP, "#000000", "#abcdef").pixmap(QSize(SIDE, SIDE), ratio).toImage()
    row = [image.pixelColor(x, image.height() // 2).alpha() for x in range(image.width() // 2)]
    assert max(row) == 255
    assert sum(0 < alpha < 255 for alpha in row) <= 2


def test_no_icon_is_missing_from_the_box(qapp: QApplication) -> None:
    assert missing() == []


def test_a_missing_file_gives_an_empty_icon_and_is_named(qapp: QApplication, own_icons: Path) -> None:
    assert not icon(Glyph.UNDO, "#123456", "#abcdef").isNull()
    assert icon(Glyph.REDO, "#123456", "#abcdef").isNull()
    assert "undo-2.svg" not in missing()
    assert {"redo-2.svg", "light/tick.svg", "dark/up-disabled.svg"} <= set(missing())


@pytest.mark.parametrize("content", [b"", b"no picture", b"<svg xmlns='http://www.w3.org/2000/svg'><path d='M1"])
def test_a_damaged_file_gives_an_empty_icon_and_is_named(qapp: QApplication, own_icons: Path, content: bytes) -> None:
    (own_icons / "redo-2.svg").write_bytes(content)
    assert icon(Glyph.REDO, "#123456", "#abcdef").isNull()
    assert "redo-2.svg" in missing()
