from __future__ import annotations

import gc
from collections.abc import Iterator
from typing import cast

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from stand_ins import StandInTrainer

from mnist_desktop.sessions.preparation import Preparation
from mnist_desktop.ui.input_watch import MOMENT
from mnist_desktop.ui.pages.train.page import TrainPage
from mnist_desktop.workers.training import TrainingWorker


@pytest.fixture
def preparation(page: TrainPage, trainer: StandInTrainer, qtbot: QtBot) -> Iterator[Preparation]:
    owner = QObject()
    found = Preparation(page, cast(TrainingWorker, trainer), trainer.prepare, owner)
    yield found
    found.finish()
    owner.deleteLater()


def has_plots(page: TrainPage) -> bool:
    return page.board._plots is not None


def test_with_the_page_in_view_a_training_is_prepared_after_a_moment_without_input(
    preparation: Preparation, page: TrainPage, trainer: StandInTrainer, qtbot: QtBot
) -> None:
    preparation.start()
    assert trainer.asked == []
    qtbot.waitUntil(lambda: trainer.asked == ["prepare"])
    qtbot.waitUntil(lambda: has_plots(page))


def test_with_the_page_put_away_nothing_is_imported_until_it_is_shown(
    preparation: Preparation, page: TrainPage, trainer: StandInTrainer, qtbot: QtBot
) -> None:
    page.hide()
    preparation.start()
    qtbot.wait(2 * MOMENT)
    assert trainer.asked == []
    assert not has_plots(page)
    page.show()
    qtbot.waitUntil(lambda: trainer.asked == ["prepare"])


def test_during_a_stroke_nothing_begins_and_what_began_is_held(
    preparation: Preparation, page: TrainPage, trainer: StandInTrainer, qtbot: QtBot
) -> None:
    preparation.start()
    QTest.mousePress(page, Qt.MouseButton.LeftButton)
    assert trainer.holds_imports
    qtbot.wait(2 * MOMENT)
    assert trainer.asked == []
    QTest.mouseRelease(page, Qt.MouseButton.LeftButton)
    assert not trainer.holds_imports
    qtbot.waitUntil(lambda: trainer.asked == ["prepare"])
    QTest.mousePress(page, Qt.MouseButton.LeftButton)
    assert trainer.holds_imports
    QTest.mouseRelease(page, Qt.MouseButton.LeftButton)


def test_a_training_is_prepared_once(
    preparation: Preparation, page: TrainPage, trainer: StandInTrainer, qtbot: QtBot
) -> None:
    preparation.start()
    qtbot.waitUntil(lambda: trainer.asked == ["prepare"])
    QTest.mouseClick(page, Qt.MouseButton.LeftButton)
    qtbot.wait(2 * MOMENT)
    assert trainer.asked == ["prepare"]


def test_a_run_that_starts_first_ends_the_preparation_and_brings_the_plots(
    preparation: Preparation, page: TrainPage, trainer: StandInTrainer, qtbot: QtBot
) -> None:
    preparation.start()
    trainer.prepared.emit()
    qtbot.waitUntil(lambda: has_plots(page))
    qtbot.wait(2 * MOMENT)
    assert trainer.asked == []


def test_later_runs_freeze_nothing_more(
    preparation: Preparation, trainer: StandInTrainer, monkeypatch: pytest.MonkeyPatch
) -> None:
    frozen: list[int] = []
    monkeypatch.setattr(gc, "freeze", lambda: frozen.append(1))
    preparation.start()
    for _ in range(3):
        trainer.prepared.emit()
    assert frozen == [1]


def test_the_end_lets_a_held_import_go_on(
    preparation: Preparation, page: TrainPage, trainer: StandInTrainer, qtbot: QtBot
) -> None:
    preparation.start()
    QTest.mousePress(page, Qt.MouseButton.LeftButton)
    preparation.finish()
    assert not trainer.holds_imports
    QTest.mouseRelease(page, Qt.MouseButton.LeftButton)
