"""Long requests: their steps are told of here, and what is cancelled ends before its next step."""

from __future__ import annotations

import threading
from collections.abc import Generator, Iterator

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from mnist_desktop.system.errors import Problem, ProblemError
from mnist_desktop.workers.steps import StepAsker


@pytest.fixture
def asker(qapp: QCoreApplication) -> Iterator[StepAsker]:
    asker = StepAsker()
    yield asker
    asker.stop()


class Counting:
    """Counts to a number, waits before each step until it may go on, and notes where it ran and that it was closed."""

    def __init__(self, to: int, *, waits: bool = False) -> None:
        self.to, self.steps, self.is_closed, self.thread = to, 0, False, 0
        self.may_go_on = threading.Semaphore(0 if waits else to)

    def __call__(self) -> Generator[int, None, str]:
        self.thread = threading.get_ident()
        try:
            for step in range(1, self.to + 1):
                self.may_go_on.acquire()
                self.steps = step
                yield step
        finally:
            self.is_closed = True
        return "counted"


def never(_: object) -> None:
    raise AssertionError("this is not what was to be answered")


def test_steps_and_the_result_come_in_order_to_this_thread(asker: StepAsker, qtbot: QtBot) -> None:
    told: list[object] = []
    counting = Counting(3)
    asker.ask(counting, told.append, never, lambda step: told.append((step, threading.get_ident())))
    qtbot.waitUntil(lambda: "counted" in told)
    here = threading.get_ident()
    assert told == [(1, here), (2, here), (3, here), "counted"]
    assert counting.thread != here


def test_what_is_cancelled_ends_before_its_next_step_and_says_nothing(asker: StepAsker, qtbot: QtBot) -> None:
    steps: list[int] = []
    counting = Counting(1000, waits=True)
    task = asker.ask(counting, never, never, steps.append)
    counting.may_go_on.release()
    qtbot.waitUntil(lambda: steps == [1])
    task.cancel()
    counting.may_go_on.release()
    qtbot.waitUntil(lambda: counting.is_closed)
    assert counting.steps <= 2
    answers: list[str] = []
    asker.ask(Counting(1), answers.append, never)
    qtbot.waitUntil(lambda: answers == ["counted"])
    assert steps == [1]


def test_what_is_cancelled_before_it_began_never_begins(asker: StepAsker, qtbot: QtBot) -> None:
    first, second, answers = Counting(1, waits=True), Counting(1), list[str]()
    asker.ask(first, answers.append, never)
    asker.ask(second, never, never).cancel()
    first.may_go_on.release()
    asker.ask(Counting(1), answers.append, never)
    qtbot.waitUntil(lambda: len(answers) == 2)
    assert second.steps == 0


def test_why_it_failed_is_told(asker: StepAsker, qtbot: QtBot) -> None:
    def failing() -> Generator[int, None, None]:
        yield 1
        raise ProblemError("no_such_file")

    problems: list[Problem] = []
    asker.ask(failing, never, problems.append)
    qtbot.waitUntil(lambda: problems == [Problem("no_such_file")])


def test_the_end_cancels_what_is_under_way_and_what_waits(qapp: QCoreApplication, qtbot: QtBot) -> None:
    asker = StepAsker()
    first, second = Counting(1000, waits=True), Counting(1)
    asker.ask(first, never, never)
    asker.ask(second, never, never)
    first.may_go_on.release()
    qtbot.waitUntil(lambda: first.steps == 1)
    timer = threading.Timer(0.1, first.may_go_on.release)
    timer.start()
    asker.stop()
    timer.join()
    assert first.is_closed
    assert second.steps == 0
    third = Counting(1)
    asker.ask(third, never, never)
    QCoreApplication.processEvents()
    assert third.steps == 0


def test_it_needs_no_thread_until_something_is_asked(qapp: QCoreApplication) -> None:
    asker = StepAsker()
    assert not asker._asker._thread._thread.isRunning()
    asker.stop()
