"""The library's worker: does as told, tells what is there after each time, and never breaks off."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt, QThread, Signal
from pytestqt.qtbot import QtBot

from mnist_desktop import paths
from mnist_desktop.learning import checkpoint
from mnist_desktop.learning.checkpoint import Checkpoint
from mnist_desktop.learning.library import Library
from mnist_desktop.learning.networks import CNNNet
from mnist_desktop.runs.history import History, KeptRun
from mnist_desktop.runs.plan import Plan, TrainingConfig
from mnist_desktop.workers.library import LibraryWorker

ONE, TWO = "20250101-120000-aaaa", "20250102-120000-bbbb"


class Person(QObject):
    """TrainingControl from the window's thread, and hears what comes back."""

    list_runs = Signal()
    rename = Signal(str, str)
    delete = Signal(str)
    export = Signal(str, object)
    open = Signal(object)

    def __init__(self, worker: LibraryWorker, qtbot: QtBot) -> None:
        super().__init__()
        self._qtbot = qtbot
        self.heard = list[tuple[str, Any]]()
        for name in ("list_runs", "rename", "delete", "export", "open"):
            getattr(self, name).connect(getattr(worker, name))
        for name in ("listed", "opened", "failed"):
            getattr(worker, name).connect(
                lambda value, name=name: self.heard.append((name, value)), Qt.ConnectionType.DirectConnection
            )

    def listing(self) -> list[str]:
        """The names of the runs that are told of next, whatever else is told before."""
        self._qtbot.waitUntil(lambda: bool(self.heard) and self.heard[-1][0] == "listed")
        runs: tuple[KeptRun, ...] = self.heard[-1][1]
        return [run.history.name for run in runs]

    def said(self, name: str) -> list[Any]:
        return [value for heard, value in self.heard if heard == name]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    library = Library(tmp_path / "runs")
    for run, name in ((ONE, "CNNNet 1"), (TWO, "CNNNet 2")):
        library.save(run, Checkpoint(CNNNet(), history=History(name, Plan("CNNNet", TrainingConfig())).to_json()))
    return tmp_path / "runs"


@pytest.fixture
def person(folder: Path, qtbot: QtBot) -> Iterator[Person]:
    worker, thread = LibraryWorker(folder), QThread()
    person = Person(worker, qtbot)
    worker.moveToThread(thread)
    thread.start()
    yield person
    thread.quit()
    thread.wait()


def test_what_is_there_is_told_the_newest_first(person: Person) -> None:
    person.list_runs.emit()
    assert person.listing() == ["CNNNet 2", "CNNNet 1"]
    assert isinstance(person.said("listed")[0], tuple)


def test_a_renamed_run_is_told_with_its_new_name(person: Person, folder: Path) -> None:
    person.rename.emit(ONE, "the first")
    assert person.listing() == ["CNNNet 2", "the first"]
    assert Library(folder).load(ONE).history["name"] == "the first"


def test_a_deleted_run_is_told_no_more(person: Person, folder: Path) -> None:
    person.delete.emit(TWO)
    assert person.listing() == ["CNNNet 1"]
    assert len(list(folder.iterdir())) == 1


def test_an_exported_run_is_elsewhere_and_here(person: Person, tmp_path: Path) -> None:
    person.export.emit(TWO, tmp_path / "mine.safetensors")
    assert person.listing() == ["CNNNet 2", "CNNNet 1"]
    assert checkpoint.load(tmp_path / "mine.safetensors").history["name"] == "CNNNet 2"


def test_an_opened_file_is_told_as_a_run_and_is_among_them(person: Person) -> None:
    person.open.emit(paths.weights("FirstNet"))
    assert person.listing() == ["FirstNet", "CNNNet 2", "CNNNet 1"]
    [opened] = person.said("opened")
    assert isinstance(opened, KeptRun)
    assert opened.id == person.said("listed")[-1][0].id
    assert [name for name, _ in person.heard] == ["opened", "listed"]


@pytest.mark.parametrize(
    ("wish", "arguments"),
    [
        ("rename", ("20990101-000000-0000", "x")),
        ("rename", ("../x", "x")),
        ("delete", ("../x",)),
        ("export", ("20990101-000000-0000", Path("/nowhere/x.safetensors"))),
        ("export", (ONE, Path("/nowhere/x.safetensors"))),
        ("open", (Path("/nowhere/x.safetensors"),)),
        ("open", (Path("/etc/hostname"),)),
    ],
    ids=str,
)
def test_what_cannot_be_done_is_one_line_and_the_next_wish_is_granted(
    wish: str, arguments: tuple[Any, ...], person: Person
) -> None:
    getattr(person, wish).emit(*arguments)
    assert person.listing() == ["CNNNet 2", "CNNNet 1"]
    [reason] = person.said("failed")
    assert reason
    assert "\n" not in reason
    person.heard.clear()
    person.delete.emit(ONE)
    assert person.listing() == ["CNNNet 2"]
    assert person.said("failed") == []


def test_where_there_is_no_folder_there_is_nothing(tmp_path: Path) -> None:
    heard = list[tuple[KeptRun, ...]]()
    worker = LibraryWorker(tmp_path / "nowhere")
    worker.listed.connect(heard.append)
    worker.list_runs()
    assert heard == [()]
