"""The reading worker: the latest question wins, and nothing keeps the thread from ending."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QThread
from pytestqt.qtbot import QtBot

from mnist_desktop.drawing.strokes import Drawing, Stroke
from mnist_desktop.workers.reading import Question, Reading, ReadingWorker, Weights

ONE = Drawing((Stroke(np.array([[250.0, 100.0], [250.0, 400.0]])),))
LOADING = 60_000


@pytest.fixture
def worker() -> Iterator[ReadingWorker]:
    worker, thread = ReadingWorker(), QThread()
    worker.moveToThread(thread)
    thread.start()
    yield worker
    thread.quit()
    thread.wait()


def test_both_networks_are_loaded_the_wanted_one_first(qtbot: QtBot) -> None:
    worker, seen = ReadingWorker(), list[Weights]()
    worker.loaded.connect(seen.append)
    worker.load("FirstNet")
    assert [weights.model for weights in seen] == ["FirstNet", "CNNNet"]
    assert all(weights.test_accuracy is not None and weights.test_accuracy > 0.99 for weights in seen)


def test_the_answer_carries_the_generation_of_its_question(worker: ReadingWorker, qtbot: QtBot) -> None:
    answers = list[Reading]()
    worker.answered.connect(answers.append)
    worker.ask(Question(7, ONE, "CNNNet"))
    qtbot.waitUntil(lambda: bool(answers))
    assert answers[0].generation == 7


def test_before_the_weights_are_there_the_digit_image_is_answered_alone(worker: ReadingWorker, qtbot: QtBot) -> None:
    answers = list[Reading]()
    worker.answered.connect(answers.append)
    worker.ask(Question(1, ONE, "CNNNet"))
    qtbot.waitUntil(lambda: bool(answers))
    assert answers[0].digit_image is not None
    assert answers[0].prediction is None


def test_nothing_drawn_has_neither_image_nor_prediction(worker: ReadingWorker, qtbot: QtBot) -> None:
    answers = list[Reading]()
    worker.answered.connect(answers.append)
    worker.ask(Question(1, Drawing(), "CNNNet"))
    qtbot.waitUntil(lambda: bool(answers))
    assert (answers[0].digit_image, answers[0].prediction) == (None, None)


def test_of_many_questions_at_once_the_last_is_answered_and_most_are_dropped(qtbot: QtBot) -> None:
    worker, thread, answers = ReadingWorker(), QThread(), list[Reading]()
    worker.answered.connect(answers.append)
    worker.moveToThread(thread)
    for generation in range(1, 1001):
        worker.ask(Question(generation, ONE, "CNNNet"))
    thread.start()
    qtbot.waitUntil(lambda: bool(answers) and answers[-1].generation == 1000)
    thread.quit()
    thread.wait()
    assert len(answers) == 1
