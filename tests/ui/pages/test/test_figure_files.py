"""Figures as pictures and tables."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot
from shown_tests import a_test

from mnist_desktop.ui.pages.test import figure_files
from mnist_desktop.ui.pages.test.digits import DigitsSection
from mnist_desktop.ui.pages.test.figure_files import Heading
from mnist_desktop.ui.pages.test.matrix import MatrixSection
from mnist_desktop.ui.pages.test.reliability import ReliabilitySection
from mnist_desktop.ui.pages.test.sections import TestSection
from mnist_desktop.ui.style.theme import DARK, LIGHT, Theme

TITLE = "CNNNet, factory weights · MNIST, test set"


@pytest.fixture(params=(MatrixSection, DigitsSection, ReliabilitySection))  # those with a figure
def section(request: pytest.FixtureRequest, qtbot: QtBot) -> TestSection:
    section = request.param()
    assert isinstance(section, TestSection)
    qtbot.addWidget(section)
    section.set_theme(LIGHT)
    section.build()
    section.resize(420, 400)
    section.show_tested(a_test())
    section.show()
    return section


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_a_png_has_two_pixels_for_one_on_the_theme_s_card(section: TestSection, theme: Theme) -> None:
    figure = section.figure()
    assert figure is not None
    image = QImage.fromData(figure_files.written(section, Heading(TITLE, theme), Path("a.png")))
    assert image.width() == 2 * (figure.width() + 2 * figure_files.MARGIN)
    assert image.pixelColor(1, 1) == QColor(theme.card)
    colours = {image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)}
    assert len(colours) > 5


def test_an_svg_has_its_words_as_text_and_no_pixels(section: TestSection) -> None:
    text = figure_files.written(section, Heading(TITLE, LIGHT), Path("a.SVG")).decode()
    root = ElementTree.fromstring(text)
    assert root.tag.endswith("svg")
    words = " ".join(" ".join(each.itertext()) for each in root.iter() if each.tag.endswith("text"))
    assert TITLE in words
    assert "<image" not in text


def test_a_csv_has_the_section_s_table(section: TestSection) -> None:
    content = figure_files.written(section, Heading(TITLE, LIGHT), Path("a.csv")).decode()
    table = section.table()
    assert table is not None
    found = list(csv.reader(io.StringIO(content)))
    assert found == [["" if value is None else str(value) for value in row] for row in table]


def test_only_what_there_is_is_offered(section: TestSection) -> None:
    assert list(figure_files.kinds(section).values()) == [".png", ".svg", ".csv"]
    section.show_tested(None)
    assert figure_files.kinds(section) == {}
