"""Rare requests: done in another thread one after the other, answered in this one, and none is lost."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from mnist_desktop.system import log
from mnist_desktop.system.errors import Problem, ProblemError
from mnist_desktop.workers.ask import Ask, Asker, LatestAsker


@pytest.fixture
def asker(qapp: QCoreApplication) -> Iterator[Asker]:
    asker = Asker()
    asker.start()
    yield asker
    asker.stop()


def never(_: object) -> None:
    raise AssertionError("this is not what was to be answered")


def failing(error: Exception) -> Callable[[], Any]:
    def operation() -> None:
        raise error

    return operation


def test_the_operation_runs_in_another_thread_and_its_answer_comes_in_this_one(asker: Asker, qtbot: QtBot) -> None:
    threads: list[int] = []

    def take(answer: str) -> None:
        assert answer == "an answer"
        threads.append(threading.get_ident())

    def operation() -> str:
        threads.append(threading.get_ident())
        return "an answer"

    asker.ask(operation, take, never)
    qtbot.waitUntil(lambda: len(threads) == 2)
    assert threads[0] != threads[1] == threading.get_ident()


def test_what_is_asked_is_done_in_order(asker: Asker, qtbot: QtBot) -> None:
    answers: list[int] = []
    for number in range(100):
        asker.ask(partial(int, number), answers.append, never)
    qtbot.waitUntil(lambda: len(answers) == 100)
    assert answers == sorted(answers)


def test_an_answer_may_ask_again(asker: Asker, qtbot: QtBot) -> None:
    answers: list[int] = []
    asker.ask(lambda: 1, lambda one: asker.ask(lambda: one + 1, answers.append, never), never)
    qtbot.waitUntil(lambda: answers == [2])


@pytest.mark.parametrize(
    ("error", "problem"),
    [
        (ProblemError("run_in_use", run="x"), Problem("run_in_use", {"run": "x"})),
        (full := OSError(28, "No space left on device"), Problem("os_error", {"reason": full})),
    ],
    ids=["a problem", "an error of the system"],
)
def test_what_cannot_be_done_is_said_and_the_next_is_done(
    error: Exception, problem: Problem, asker: Asker, qtbot: QtBot
) -> None:
    failures, answers = list[Problem](), list[int]()
    asker.ask(failing(error), never, failures.append)
    asker.ask(lambda: 1, answers.append, never)
    qtbot.waitUntil(lambda: answers == [1])
    assert failures == [problem]


def test_an_error_that_nobody_expected_is_a_problem_too_with_its_trace_in_the_log(asker: Asker, qtbot: QtBot) -> None:
    failures: list[Problem] = []
    asker.ask(failing(ZeroDivisionError("quite unexpected")), never, failures.append)
    qtbot.waitUntil(lambda: bool(failures))
    assert isinstance(failures[0], Problem)
    assert "quite unexpected" in log.file().read_text()


def test_what_was_asked_before_the_end_is_done_and_nothing_is_answered_after(qtbot: QtBot) -> None:
    for _ in range(20):
        asker, done, answers = Asker(), list[int](), list[int]()
        asker.start()
        for number in range(5):
            asker.ask(partial(done.append, number), answers.append, never)
        asker.stop()
        assert done == [0, 1, 2, 3, 4]
        QCoreApplication.processEvents()
        assert answers == []


def test_the_end_waits_for_what_is_under_way(qapp: QCoreApplication) -> None:
    asker, begun, done = Asker(), threading.Event(), list[bool]()

    def operation() -> None:
        begun.set()
        time.sleep(0.2)
        done.append(True)

    asker.start()
    asker.ask(operation, never, never)
    assert begun.wait(30)
    asker.stop()
    assert done == [True]


def test_one_that_never_started_ends_at_once(qapp: QCoreApplication) -> None:
    asker = Asker()
    asker.ask(lambda: None, never, never)
    asker.stop()


def test_of_what_waits_only_the_latest_is_asked_for(asker: Asker, qtbot: QtBot) -> None:
    latest, answers, goes_on = LatestAsker(asker), list[int](), threading.Event()

    def operation(number: int) -> int:
        goes_on.wait()
        return number

    for number in range(100):
        latest.ask(Ask(partial(operation, number), answers.append, never))
    goes_on.set()
    qtbot.waitUntil(lambda: len(answers) == 2)
    latest.ask(Ask(lambda: 100, answers.append, never))
    qtbot.waitUntil(lambda: len(answers) == 3)
    assert answers == [0, 99, 100]


def test_what_waits_can_be_forgotten_and_what_fails_holds_nothing_up(asker: Asker, qtbot: QtBot) -> None:
    latest, answers, failures = LatestAsker(asker), list[int](), list[Problem]()
    latest.ask(Ask(failing(ProblemError("run_in_use", run="x")), never, failures.append))
    latest.ask(Ask(lambda: 1, answers.append, never))
    latest.forget()
    qtbot.waitUntil(lambda: bool(failures))
    latest.ask(Ask(lambda: 2, answers.append, never))
    qtbot.waitUntil(lambda: bool(answers))
    assert answers == [2]
