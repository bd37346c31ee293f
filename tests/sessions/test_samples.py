"""The samples of two windows that share a file, each with a real `Asker` and a real watcher."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, cast

import pytest
from disks import fill
from labelled import about, sample
from PySide6.QtCore import QFileSystemWatcher, QObject
from pytestqt.qtbot import QtBot
from stand_ins import heard

from mnist_desktop.samples.store import SampleStore
from mnist_desktop.sessions.samples import Samples
from mnist_desktop.sessions.state import ApplicationState, Message
from mnist_desktop.system.errors import Problem
from mnist_desktop.workers.ask import Asker


class CountedStore(SampleStore):
    """Counts how often the file is really read."""

    reads = 0

    def _read_anew(self) -> None:
        self.reads += 1
        super()._read_anew()


@contextmanager
def opened(state: ApplicationState, store: SampleStore, asker: Asker | None = None) -> Iterator[Samples]:
    """A window's samples, from its opening to its close."""
    owner, asker = QObject(), asker or Asker()
    asker.start()
    samples = Samples(state, lambda: store, asker, owner)
    samples.begin()
    try:
        yield samples
    finally:
        asker.stop()
        owner.deleteLater()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "user" / "mine.jsonl"


@pytest.fixture
def one(state: ApplicationState, file: Path) -> Iterator[Samples]:
    with opened(state, SampleStore(file)) as samples:
        yield samples


@pytest.fixture
def other(file: Path) -> Iterator[Samples]:
    with opened(ApplicationState("CNNNet", {}), SampleStore(file)) as samples:
        yield samples


def labels(samples: Samples) -> list[int]:
    return [each.label for each in samples.all]


def shows(wanted: list[int], *windows: Samples) -> bool:
    return all(labels(each) == wanted for each in windows)


def test_a_window_follows_another_from_before_there_is_a_folder(one: Samples, other: Samples, qtbot: QtBot) -> None:
    changes: list[tuple[Callable[[], None], list[int]]] = [
        (lambda: one.add([sample(1, 1)]), [1]),
        (lambda: other.add([sample(2, 2)]), [1, 2]),
        (lambda: one.put([sample(1, 5)]), [5, 2]),
        (lambda: one.add([sample(3, 3)]), [5, 2, 3]),
        (lambda: other.remove([sample(2).id]), [5, 3]),
        (lambda: other.put([sample(2, 2)]), [5, 2, 3]),
        (lambda: one.add([sample(4, 4)]), [5, 2, 3, 4]),
    ]
    for change, wanted in changes:
        change()
        qtbot.waitUntil(partial(shows, wanted, one, other))


def test_a_folder_that_comes_just_before_it_can_be_watched_is_followed(
    state: ApplicationState, file: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch = QFileSystemWatcher.addPaths

    def too_late(watcher: QFileSystemWatcher, paths: list[str]) -> Any:
        if not file.exists():
            SampleStore(file).add([sample(1, 1)])
        return watch(watcher, paths)

    monkeypatch.setattr(QFileSystemWatcher, "addPaths", too_late)
    with opened(state, SampleStore(file)) as samples:
        qtbot.waitUntil(lambda: labels(samples) == [1])
        SampleStore(file).put([sample(1, 5)])
        qtbot.waitUntil(lambda: labels(samples) == [5], timeout=5000)


def test_a_file_that_is_removed_and_comes_back_is_followed(one: Samples, file: Path, qtbot: QtBot) -> None:
    one.add([sample(1, 1)])
    qtbot.waitUntil(lambda: labels(one) == [1])
    file.rename(file.with_suffix(".away"))
    qtbot.waitUntil(lambda: labels(one) == [])
    file.with_suffix(".away").rename(file)
    qtbot.waitUntil(lambda: labels(one) == [1])
    shutil.rmtree(file.parent)
    qtbot.waitUntil(lambda: labels(one) == [])
    SampleStore(file).add([sample(2, 2)])
    qtbot.waitUntil(lambda: labels(one) == [2])


def test_who_asked_is_told_once_a_change_is_safe(one: Samples, file: Path, qtbot: QtBot) -> None:
    seen: list[list[int]] = []

    def done() -> None:
        seen.append([each.label for each in SampleStore(file).read().samples])

    one.add((each for each in [sample(1, 1), sample(2, 2)]), done)
    qtbot.waitUntil(lambda: seen == [[1, 2]])
    one.put(iter([sample(2, 3)]), done)
    qtbot.waitUntil(lambda: seen == [[1, 2], [1, 3]])
    one.remove(iter([sample(1).id]), done)
    qtbot.waitUntil(lambda: seen == [[1, 2], [1, 3], [3]])
    qtbot.waitUntil(lambda: labels(one) == [3])


def test_what_was_asked_for_is_done_whatever_becomes_of_the_list(
    state: ApplicationState, file: Path, qtbot: QtBot
) -> None:
    asker, may_go_on = Asker(), threading.Event()
    with opened(state, SampleStore(file), asker) as samples:
        asker.ask(may_go_on.wait, lambda _: None, lambda _: None)
        batch, other, gone = [sample(1, 1), sample(2, 2), sample(3, 3)], [sample(1, 5)], [sample(2).id]
        for change, values in ((samples.add, batch), (samples.put, other), (samples.remove, gone)):
            cast(Any, change)(values)
            values.clear()
        may_go_on.set()
        qtbot.waitUntil(lambda: labels(samples) == [5, 3])


def test_a_change_that_fails_is_told_and_memory_stays_as_the_file(
    small_disk: Path, state: ApplicationState, messages: list[Message], qtbot: QtBot
) -> None:
    store = SampleStore(small_disk / "mine.jsonl")
    with opened(state, store) as samples:
        samples.add([sample(1, 1)])
        qtbot.waitUntil(lambda: labels(samples) == [1])
        fill(small_disk)
        done: list[None] = []
        samples.add([sample(number) for number in range(2, 100)], lambda: done.append(None))
        samples.put([sample(1, 2)], lambda: done.append(None))
        qtbot.waitUntil(lambda: len(messages) == 2)
        assert [each.about.code for each in messages if isinstance(each.about, Problem)] == ["file_not_written"] * 2
        assert (labels(samples), done) == ([1], [])


def test_damaged_lines_are_told_in_one_message_and_only_when_there_are_more(
    state: ApplicationState, messages: list[Message], file: Path, qtbot: QtBot
) -> None:
    file.parent.mkdir()
    good = json.dumps(about(sample(1, 1)))
    file.write_text(f"{good}\n{{\nnothing\n")
    with opened(state, SampleStore(file)) as samples:
        qtbot.waitUntil(lambda: labels(samples) == [1])
        samples.add([sample(2, 2)])
        qtbot.waitUntil(lambda: labels(samples) == [1, 2])
        first = Problem("in_line", {"file": file, "line": 2, "reason": Problem("not_json")})
        assert [each.about for each in messages] == [Problem("samples_damaged", {"count": 2, "reason": first})]
        with file.open("a") as lines:
            lines.write("[\n")
        qtbot.waitUntil(lambda: len(messages) == 2)
        assert messages[1].about == Problem("samples_damaged", {"count": 3, "reason": first})


def test_a_file_that_cannot_be_read_is_told_once_and_read_when_it_can(
    one: Samples, messages: list[Message], file: Path, qtbot: QtBot
) -> None:
    file.mkdir(parents=True)
    qtbot.waitUntil(lambda: len(messages) == 1)
    assert isinstance(messages[0].about, Problem)
    assert messages[0].about.code == "in_file"
    for number in range(3):
        (file.parent / str(number)).touch()
        qtbot.wait(20)
    assert len(messages) == 1
    file.rmdir()
    one.add([sample(1, 1)])
    qtbot.waitUntil(lambda: labels(one) == [1])


def test_what_happens_beside_the_file_does_not_make_it_be_read(
    state: ApplicationState, file: Path, qtbot: QtBot
) -> None:
    store = CountedStore(file)
    with opened(state, store) as samples:
        told = heard(samples.changed)
        samples.add([sample(1, 1)])
        qtbot.waitUntil(lambda: labels(samples) == [1])
        qtbot.wait(50)
        reads, changes = store.reads, len(told)
        for number in range(10):
            (file.parent / str(number)).touch()
            qtbot.wait(5)
        assert (store.reads, len(told)) == (reads, changes)
        SampleStore(file).add([sample(2, 2)])
        qtbot.waitUntil(lambda: labels(samples) == [1, 2])
        qtbot.wait(50)
        assert store.reads <= reads + 2
        assert len(told) == changes + 1


def test_many_changes_of_another_window_are_read_together(state: ApplicationState, file: Path, qtbot: QtBot) -> None:
    store = CountedStore(file)
    with opened(state, store) as samples:
        samples.add([sample(1)])
        qtbot.waitUntil(lambda: len(samples.all) == 1)
        reads, there = store.reads, SampleStore(file)
        for number in range(100, 200):
            there.add([sample(number)])
        qtbot.waitUntil(lambda: len(samples.all) == 101)
        assert store.reads - reads < 10
