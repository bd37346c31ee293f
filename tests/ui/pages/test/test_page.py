"""The page Test: one section at a time, and what it exports."""

from __future__ import annotations

from pathlib import Path

import pytest
from hands import click, part
from PySide6.QtWidgets import QFileDialog, QToolButton, QWidget
from pytestqt.qtbot import QtBot
from shown_tests import a_test
from stand_ins import heard

from mnist_desktop.ui.pages.test.digits import DigitsSection
from mnist_desktop.ui.pages.test.matrix import MatrixSection
from mnist_desktop.ui.pages.test.page import SECTIONS, TestPage
from mnist_desktop.ui.pages.test.reliability import ReliabilitySection
from mnist_desktop.ui.pages.test.sections import TestSection
from mnist_desktop.ui.pages.test.shown import Tested
from mnist_desktop.ui.style.theme import DARK, LIGHT

HARDLY_ANY = 2  # widgets


def test_each_section_can_be_brought_into_view(page: TestPage) -> None:
    for kind in SECTIONS:
        page.turn_to_section(kind)
        assert [each for each in SECTIONS if page.section(each).isVisible()] == [kind]


def test_only_the_section_in_view_is_given_the_test(page: TestPage, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[tuple[type, Tested | None]] = []
    for kind in (MatrixSection, DigitsSection):
        monkeypatch.setattr(kind, "show_tested", lambda self, tested: given.append((type(self), tested)))
    first = a_test()
    page.show_tested(first)
    assert given == [(MatrixSection, first)]
    page.turn_to_section(DigitsSection)
    page.turn_to_section(MatrixSection)
    page.turn_to_section(DigitsSection)
    assert given == [(MatrixSection, first), (DigitsSection, first)]
    page.show_tested(None)
    assert given[2:] == [(DigitsSection, None)]


def test_a_section_is_built_when_it_first_comes_into_view(page: TestPage, monkeypatch: pytest.MonkeyPatch) -> None:
    built: list[type] = []
    monkeypatch.setattr(DigitsSection, "build", lambda self: built.append(type(self)))
    monkeypatch.setattr(DigitsSection, "show_tested", lambda self, tested: built.append(type(tested)))
    page.show_tested(a_test())
    for kind in (DigitsSection, MatrixSection, DigitsSection):
        page.turn_to_section(kind)
    assert built == [DigitsSection, Tested]


def test_nothing_is_built_before_the_page_is_in_view(qtbot: QtBot) -> None:
    page = TestPage()
    qtbot.addWidget(page)
    page.set_theme(LIGHT)
    page.show_tested(a_test())
    assert page.findChild(QWidget, "confusionMatrix") is None
    page.show()
    assert page.findChild(QWidget, "confusionMatrix") is not None


@pytest.mark.parametrize("kind", SECTIONS)
def test_a_section_has_hardly_any_widgets_before_it_is_built(qtbot: QtBot, kind: type[TestSection]) -> None:
    section = kind()
    qtbot.addWidget(section)
    section.set_theme(DARK)
    assert len(section.findChildren(QWidget)) <= HARDLY_ANY
    section.build()
    section.show_tested(None)
    assert len(section.findChildren(QWidget)) > HARDLY_ANY


def test_what_sections_ask_for_is_the_page_s_wish(page: TestPage) -> None:
    cells, pads = heard(page.cell_chosen), heard(page.pad_requested)
    page.section(MatrixSection).cell_requested.emit(4, 9)
    page.section(DigitsSection).pad_requested.emit(7)
    assert (cells, pads) == ([(4, 9)], [(7,)])


def test_nothing_can_be_exported_of_no_test(page: TestPage) -> None:
    assert not part(page, "exportTestButton").isEnabled()
    page.show_tested(a_test())
    assert part(page, "exportTestButton").isEnabled()
    page.show_tested(None)
    assert not part(page, "exportTestButton").isEnabled()


@pytest.mark.parametrize(("suffix", "begins"), [("png", b"\x89PNG"), ("svg", b"<?xml"), ("csv", b"confidence,right")])
def test_the_section_in_view_is_exported(
    page: TestPage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, suffix: str, begins: bytes
) -> None:
    asked, file = heard(page.export_requested), tmp_path / f"figure.{suffix}"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), f"(*.{suffix})"))
    page.show_tested(a_test())
    page.turn_to_section(ReliabilitySection)
    click(page, "exportTestButton")
    [(content, path)] = asked
    assert isinstance(content, bytes)
    assert content.startswith(begins)
    assert path == file


def test_what_a_section_has_later_can_be_exported_then(page: TestPage, monkeypatch: pytest.MonkeyPatch) -> None:
    section = page.section(MatrixSection)
    monkeypatch.setattr(section, "table", lambda: [["later"]])
    assert not part(page, "exportTestButton").isEnabled()
    section.contents_changed.emit()
    assert part(page, "exportTestButton").isEnabled()


def test_a_dialog_that_is_cancelled_exports_nothing(page: TestPage, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = heard(page.export_requested)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    page.show_tested(a_test())
    click(page, "exportTestButton")
    assert asked == []


def test_buttons_have_names_for_screen_readers(page: TestPage) -> None:
    for button in page.findChildren(QToolButton):
        assert button.text() or button.accessibleName(), button.objectName()
