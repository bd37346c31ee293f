"""What is done to samples, and undone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from my_digits import sample
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from mnist_desktop.samples.sample import Sample
from mnist_desktop.samples.store import SampleStore
from mnist_desktop.sessions.sample_changes import SampleChanges
from mnist_desktop.sessions.samples import Samples
from mnist_desktop.sessions.state import ApplicationState, Message
from mnist_desktop.workers.ask import Asker


@pytest.fixture
def samples(qtbot: QtBot, state: ApplicationState, tmp_path: Path) -> Iterator[Samples]:
    """Three samples labelled 1, 2 and 3, in a file."""
    store, asker, owner = SampleStore(tmp_path / "mine.jsonl"), Asker(), QObject()
    store.add([sample(label, label) for label in (1, 2, 3)])
    samples = Samples(state, lambda: store, asker, owner)
    asker.start()
    samples.begin()
    qtbot.waitUntil(lambda: len(samples.all) == 3)
    yield samples
    asker.stop()
    owner.deleteLater()


@pytest.fixture
def changes(samples: Samples, state: ApplicationState) -> SampleChanges:
    return SampleChanges(state, samples, samples)


def labels(samples: Samples) -> list[int]:
    return [each.label for each in samples.all]


def test_a_deletion_is_undone_by_its_message(
    qtbot: QtBot, changes: SampleChanges, samples: Samples, messages: list[Message]
) -> None:
    before = [each.to_json() for each in samples.all]
    changes.delete(samples.all[:2])
    qtbot.waitUntil(lambda: labels(samples) == [3])
    [message] = messages
    assert (message.about, message.action) == ("Deleted: 2 of your digits.", "Undo")
    message.act()
    qtbot.waitUntil(lambda: [each.to_json() for each in samples.all] == before)


def test_changes_are_undone_from_the_last_to_the_first(qtbot: QtBot, changes: SampleChanges, samples: Samples) -> None:
    changes.relabel(samples.all[:1], 7)
    qtbot.waitUntil(lambda: labels(samples) == [7, 2, 3])
    changes.delete(samples.all[1:2])
    qtbot.waitUntil(lambda: labels(samples) == [7, 3])
    changes.undo()
    qtbot.waitUntil(lambda: labels(samples) == [7, 2, 3])
    changes.undo()
    qtbot.waitUntil(lambda: labels(samples) == [1, 2, 3])
    assert not samples.all[0].is_confirmed
    changes.undo()


def test_a_change_is_undone_once(
    qtbot: QtBot, changes: SampleChanges, samples: Samples, messages: list[Message]
) -> None:
    first, second = samples.all[:2]
    changes.delete([first])
    changes.delete([second])
    qtbot.waitUntil(lambda: len(messages) == 2)
    messages[0].act()
    qtbot.waitUntil(lambda: labels(samples) == [1, 3])
    messages[0].act()
    changes.undo()
    qtbot.waitUntil(lambda: labels(samples) == [1, 2, 3])


def test_a_relabelled_and_a_confirmed_sample_are_stood_by(
    qtbot: QtBot, changes: SampleChanges, samples: Samples, messages: list[Message]
) -> None:
    changes.confirm(samples.all[:1])
    qtbot.waitUntil(lambda: samples.all[0].is_confirmed)
    changes.relabel(samples.all[1:2], 9)
    qtbot.waitUntil(lambda: samples.all[1].is_confirmed)
    assert [each.about for each in messages] == [
        "Said to be right: 1 of your digits.",
        "Labelled 9: 1 of your digits.",
    ]


def test_an_import_is_undone_as_a_whole(
    qtbot: QtBot, changes: SampleChanges, samples: Samples, messages: list[Message]
) -> None:
    new: list[Sample] = [sample(8, 8), sample(9, 9)]
    changes.add(new, "Two came.")
    qtbot.waitUntil(lambda: labels(samples) == [1, 2, 3, 8, 9])
    assert messages[0].about == "Two came."
    messages[0].act()
    qtbot.waitUntil(lambda: labels(samples) == [1, 2, 3])


def test_what_failed_is_not_undone(
    qtbot: QtBot, changes: SampleChanges, samples: Samples, messages: list[Message], tmp_path: Path
) -> None:
    (tmp_path / "mine.jsonl").unlink()
    (tmp_path / "mine.jsonl").mkdir()
    changes.delete(samples.all)
    qtbot.waitUntil(lambda: bool(messages))
    assert all(each.action == "" for each in messages)
    changes.undo()
