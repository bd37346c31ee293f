"""The kept runs, with real pages, a real `Asker`, and a folder that is only a dict."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot
from stand_ins import StandInTrainer, heard, kept_run, plan

from mnist_desktop.runs.events import RunState
from mnist_desktop.runs.history import KeptRun
from mnist_desktop.sessions.library import LibrarySession
from mnist_desktop.sessions.state import ApplicationState, Message
from mnist_desktop.sessions.training import TrainingSession
from mnist_desktop.system.errors import Problem, ProblemError
from mnist_desktop.ui.pages.runs.page import RunsPage
from mnist_desktop.ui.pages.train.page import TrainPage
from mnist_desktop.ui.style.theme import LIGHT
from mnist_desktop.workers.ask import Asker
from mnist_desktop.workers.reading import WeightsChoice
from mnist_desktop.workers.training import Resume


class StandInLibrary:
    """Notes what is done to the runs it holds; what is in `in_use` is refused."""

    def __init__(self, *runs: KeptRun) -> None:
        self.held = {run.id: run for run in runs}
        self.in_use: set[str] = set()
        self.done: list[tuple[object, ...]] = []

    def runs(self) -> list[KeptRun]:
        return sorted(self.held.values(), key=lambda run: run.id, reverse=True)

    def clean(self) -> None:
        self.done.append(("clean",))

    def keep(self, run: str) -> None:
        self.done.append(("keep", run))

    def discard(self, run: str) -> None:
        self.held.pop(run, None)
        self.done.append(("discard", run))

    def is_in_use(self, run: str) -> bool:
        return run in self.in_use

    def rename(self, run: str, name: str) -> None:
        self._refuse(run)
        self.held[run].history.name = name

    def delete(self, run: str) -> None:
        self._refuse(run)
        del self.held[run]

    def export(self, run: str, to: Path) -> None:
        self._refuse(run)
        self.done.append(("export", run, to))

    def adopt(self, path: Path) -> KeptRun:
        run = kept_run(path.stem)
        self.held[run.id] = run
        return run

    def _refuse(self, run: str) -> None:
        if run in self.in_use:
            raise ProblemError("run_in_use", run=run)


@pytest.fixture
def library() -> StandInLibrary:
    cut_off = kept_run("CNNNet 2", state=RunState.RUNNING)
    return StandInLibrary(kept_run("CNNNet 1"), cut_off, kept_run("FirstNet 3", network="FirstNet"))


@pytest.fixture
def runs_page(qtbot: QtBot) -> RunsPage:
    page = RunsPage()
    page.set_theme(LIGHT)
    qtbot.addWidget(page)
    return page


@pytest.fixture
def session(
    qtbot: QtBot, state: ApplicationState, library: StandInLibrary, runs_page: RunsPage, training: TrainingSession
) -> Iterator[LibrarySession]:
    """It has listed the runs."""
    owner, asker = QObject(), Asker()
    asker.start()
    session = LibrarySession(state, cast(Any, lambda: library), asker, runs_page, training, owner)
    session.begin()
    qtbot.waitUntil(lambda: bool(state.runs))
    yield session
    asker.stop()
    owner.deleteLater()


def listed(page: RunsPage) -> list[str]:
    items = (page.list.topLevelItem(row) for row in range(page.list.topLevelItemCount()))
    return [item.text(0) for item in items if item]


def bold(page: RunsPage) -> list[str]:
    """The runs that are marked as those whose weights read."""
    items = (page.list.topLevelItem(row) for row in range(page.list.topLevelItemCount()))
    return [item.text(0) for item in items if item and item.font(0).bold()]


@pytest.fixture
def under_way(trainer: StandInTrainer, training: TrainingSession, state: ApplicationState) -> KeptRun:
    """A run that is being trained, and has been saved once."""
    run = kept_run("CNNNet 4", epochs=6)
    training.start(plan())
    trainer.begin(run)
    trainer.run_saved.emit(run)
    return run


def test_the_runs_are_listed_after_what_was_left_behind_is_gone(
    session: LibrarySession, runs_page: RunsPage, library: StandInLibrary
) -> None:
    assert listed(runs_page) == ["FirstNet 3", "CNNNet 2", "CNNNet 1"]
    assert library.done == [("clean",)]


def test_the_newest_run_that_was_cut_off_is_told_at_the_start(
    session: LibrarySession, state: ApplicationState, library: StandInLibrary, qtbot: QtBot
) -> None:
    told = heard(session.cut_off_found)
    library.held["cnnnet-9"] = replace(kept_run("CNNNet 9", state=RunState.PAUSED), can_resume=False)
    session.begin()
    qtbot.waitUntil(lambda: bool(told))
    assert told == [(library.held["cnnnet-2"],)]


def test_a_run_that_another_window_trains_was_not_cut_off(
    session: LibrarySession, library: StandInLibrary, qtbot: QtBot
) -> None:
    told = heard(session.cut_off_found)
    library.held["cnnnet-9"] = kept_run("CNNNet 9", state=RunState.RUNNING)
    library.in_use.add("cnnnet-9")
    session.begin()
    qtbot.waitUntil(lambda: bool(told))
    assert told == [(library.held["cnnnet-2"],)]


@pytest.mark.usefixtures("session")
def test_a_run_that_is_used_reads_and_is_marked_for_its_network(runs_page: RunsPage, state: ApplicationState) -> None:
    runs_page.use_requested.emit("firstnet-3")
    assert state.chosen("FirstNet") == WeightsChoice("FirstNet", "firstnet-3")
    assert bold(runs_page) == []
    state.choose_network("FirstNet")
    assert bold(runs_page) == ["FirstNet 3"]
    runs_page.factory.trigger()
    assert state.chosen("FirstNet") == WeightsChoice("FirstNet", "")
    assert bold(runs_page) == []


@pytest.mark.usefixtures("session")
def test_a_run_is_resumed_with_its_network(
    runs_page: RunsPage, state: ApplicationState, trainer: StandInTrainer
) -> None:
    state.choose_network("FirstNet")
    runs_page.resume_requested.emit("cnnnet-2")
    assert state.network == "CNNNet"
    again = trainer.asked[-1]
    assert isinstance(again, Resume)
    assert (again.run, again.epochs) == ("cnnnet-2", None)


@pytest.mark.usefixtures("session")
def test_while_a_run_is_under_way_no_other_can_be_resumed(
    runs_page: RunsPage, trainer: StandInTrainer, under_way: KeptRun
) -> None:
    resume = runs_page.findChild(QToolButton, "resumeRunButton")
    assert resume is not None
    other = runs_page.list.topLevelItem(1)
    assert other is not None
    runs_page.list.setCurrentItem(other)
    assert not resume.isEnabled()
    trainer.finish(under_way)
    assert resume.isEnabled()


@pytest.mark.usefixtures("session")
def test_a_rename_is_listed_once_it_is_in_the_file(runs_page: RunsPage, qtbot: QtBot) -> None:
    runs_page.list.run_renamed.emit("cnnnet-1", "Best")
    qtbot.waitUntil(lambda: "Best" in listed(runs_page))


@pytest.mark.usefixtures("session")
def test_what_another_window_has_in_use_is_not_changed_and_the_person_is_told(
    runs_page: RunsPage, library: StandInLibrary, messages: list[Message], qtbot: QtBot
) -> None:
    library.in_use.add("cnnnet-1")
    runs_page.delete_requested.emit("cnnnet-1")
    qtbot.waitUntil(lambda: bool(messages))
    assert messages[0].about == Problem("run_in_use", {"run": "cnnnet-1"})
    assert "CNNNet 1" in listed(runs_page)


@pytest.mark.usefixtures("session")
def test_where_a_run_that_reads_is_deleted_the_factory_weights_read(
    runs_page: RunsPage, state: ApplicationState, qtbot: QtBot
) -> None:
    runs_page.use_requested.emit("firstnet-3")
    runs_page.delete_requested.emit("firstnet-3")
    assert state.chosen("FirstNet").run == ""
    qtbot.waitUntil(lambda: listed(runs_page) == ["CNNNet 2", "CNNNet 1"])


@pytest.mark.usefixtures("session")
def test_the_run_on_show_leaves_the_page_when_it_is_deleted(
    runs_page: RunsPage, page: TrainPage, state: ApplicationState, trainer: StandInTrainer, under_way: KeptRun
) -> None:
    trainer.finish(under_way)
    runs_page.delete_requested.emit(under_way.id)
    assert state.run is None
    assert page.board.shown.history is None


@pytest.mark.usefixtures("session")
@pytest.mark.parametrize("change", ["rename", "delete"])
def test_a_run_under_way_is_not_changed(
    runs_page: RunsPage, library: StandInLibrary, messages: list[Message], under_way: KeptRun, change: str, qtbot: QtBot
) -> None:
    library.held[under_way.id] = under_way
    if change == "rename":
        runs_page.list.run_renamed.emit(under_way.id, "Best")
    else:
        runs_page.delete_requested.emit(under_way.id)
    assert [message.about for message in messages] == [Problem("run_under_way")]
    assert "CNNNet 4" in listed(runs_page)
    assert library.done == [("clean",)]


@pytest.mark.usefixtures("session")
def test_another_run_may_be_changed_meanwhile_and_that_keeps_nothing(
    runs_page: RunsPage, library: StandInLibrary, under_way: KeptRun, qtbot: QtBot
) -> None:
    runs_page.list.run_renamed.emit("cnnnet-1", "Best")
    qtbot.waitUntil(lambda: "Best" in listed(runs_page))
    assert library.done == [("clean",)]


@pytest.mark.usefixtures("session")
def test_whoever_changes_runs_while_one_waits_for_a_decision_keeps_it(
    runs_page: RunsPage, library: StandInLibrary, trainer: StandInTrainer, under_way: KeptRun, qtbot: QtBot
) -> None:
    trainer.finish(under_way)
    runs_page.list.run_renamed.emit("cnnnet-1", "Best")
    qtbot.waitUntil(lambda: "Best" in listed(runs_page))
    assert library.done == [("clean",), ("keep", under_way.id)]


@pytest.mark.usefixtures("session")
def test_a_discarded_run_is_read_no_more_before_its_file_goes(
    runs_page: RunsPage,
    page: TrainPage,
    state: ApplicationState,
    library: StandInLibrary,
    trainer: StandInTrainer,
    under_way: KeptRun,
    qtbot: QtBot,
) -> None:
    state.follow("CNNNet")
    trainer.finish(under_way)
    done_when_chosen: list[tuple[object, ...]] = []
    state.choice_changed.connect(lambda _: done_when_chosen.extend(library.done))
    page.decision.discard_requested.emit()
    assert state.chosen("CNNNet").run == ""
    assert ("discard", under_way.id) not in done_when_chosen
    qtbot.waitUntil(lambda: ("discard", under_way.id) in library.done)
    qtbot.waitUntil(lambda: "CNNNet 4" not in listed(runs_page))


@pytest.mark.usefixtures("session")
def test_after_a_discard_the_older_weights_of_the_same_run_are_loaded_only_once_its_file_is_back(
    training: TrainingSession, state: ApplicationState, library: StandInLibrary, qtbot: QtBot
) -> None:
    done_when_chosen: list[tuple[object, ...]] = []
    state.choice_changed.connect(lambda _: done_when_chosen.extend(library.done))
    training.discarded.emit("cnnnet-1", WeightsChoice("CNNNet", "cnnnet-1"))
    qtbot.waitUntil(lambda: state.chosen("CNNNet").run == "cnnnet-1")
    assert ("discard", "cnnnet-1") in done_when_chosen


@pytest.mark.usefixtures("session")
def test_a_run_is_exported_and_the_person_is_told_where_it_is(
    runs_page: RunsPage, library: StandInLibrary, messages: list[Message], tmp_path: Path, qtbot: QtBot
) -> None:
    runs_page.export_requested.emit("cnnnet-1", tmp_path / "mine.onnx")
    qtbot.waitUntil(lambda: bool(messages))
    assert ("export", "cnnnet-1", tmp_path / "mine.onnx") in library.done
    assert [message.about for message in messages] == [f"Exported to {tmp_path}/mine.onnx"]


@pytest.mark.usefixtures("session")
def test_an_export_that_fails_is_told_and_no_other_thing(
    runs_page: RunsPage, library: StandInLibrary, messages: list[Message], tmp_path: Path, qtbot: QtBot
) -> None:
    library.in_use.add("cnnnet-1")
    runs_page.export_requested.emit("cnnnet-1", tmp_path / "mine.onnx")
    runs_page.export_requested.emit("cnnnet-2", tmp_path / "other.onnx")
    qtbot.waitUntil(lambda: len(messages) == 2)
    assert messages[0].about == Problem("run_in_use", {"run": "cnnnet-1"})


@pytest.mark.usefixtures("session")
def test_a_file_that_is_opened_joins_the_list_and_reads(
    runs_page: RunsPage, state: ApplicationState, tmp_path: Path, qtbot: QtBot
) -> None:
    runs_page.open_requested.emit(tmp_path / "Theirs.safetensors")
    qtbot.waitUntil(lambda: "Theirs" in listed(runs_page))
    qtbot.waitUntil(lambda: state.chosen("CNNNet").run == "theirs")
