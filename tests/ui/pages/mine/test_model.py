"""The samples as a model."""

from __future__ import annotations

import pytest
from my_digits import reading, shown, three_of_each
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QAbstractItemModelTester, QSignalSpy

from mnist_desktop.ui.pages.mine.model import DigitsModel, Heading
from mnist_desktop.ui.pages.mine.shown import SUSPICIOUS, Choice, ShownSample


@pytest.fixture
def model(qapp: QCoreApplication) -> DigitsModel:
    model = DigitsModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning, model)
    assert tester.model() is model
    model.show_samples(three_of_each(2, 5))
    return model


def rows(model: DigitsModel) -> list[str]:
    found = (model.at(row) for row in range(model.rowCount()))
    return [f"{row.label}×{row.count}" if isinstance(row, Heading) else row.id[-3:] for row in found]


def test_each_digit_that_is_there_has_a_heading(model: DigitsModel) -> None:
    assert rows(model) == ["2×3", "203", "202", "201", "5×3", "503", "502", "501"]


def test_a_single_digit_needs_no_heading(model: DigitsModel) -> None:
    model.choose(Choice(label=5))
    assert rows(model) == ["503", "502", "501"]
    model.choose(Choice(label=7))
    assert rows(model) == []


def test_only_samples_can_be_selected(model: DigitsModel) -> None:
    selectable = [bool(model.index(row).flags() & Qt.ItemFlag.ItemIsSelectable) for row in range(8)]
    assert selectable == [False, True, True, True, False, True, True, True]


def test_a_new_reading_changes_its_row_alone(model: DigitsModel) -> None:
    changed, reset = QSignalSpy(model.dataChanged), QSignalSpy(model.modelReset)
    model.update_samples([shown(5, 502, read=3), shown(9, 999)])
    row = model.at(6)
    assert isinstance(row, ShownSample)
    assert row.reading == reading(3)
    assert [(each[0].row(), each[1].row()) for each in (changed.at(0),)] == [(6, 6)]
    assert (changed.count(), reset.count()) == (1, 0)


def test_the_same_samples_again_keep_the_rows(model: DigitsModel) -> None:
    reset = QSignalSpy(model.modelReset)
    model.show_samples(three_of_each(2, 5))
    assert reset.count() == 0
    model.show_samples(three_of_each(2))
    assert reset.count() == 1


def test_what_becomes_suspicious_joins_the_suspicious(model: DigitsModel) -> None:
    model.choose(SUSPICIOUS)
    assert rows(model) == []
    model.update_samples([shown(5, 502, is_suspicious=True)])
    assert rows(model) == ["5×1", "502"]
    model.update_samples([shown(5, 502)])
    assert rows(model) == []


def test_words_come_when_they_are_asked_for(model: DigitsModel) -> None:
    tip, name = Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole
    assert "Labelled 2" in model.index(1).data(tip)
    assert model.index(1).data(name) == "2"
    assert [model.index(0).data(role) for role in (tip, name)] == [None, None]
    assert model.index(0).data() == "2"
