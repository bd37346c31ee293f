"""Previews: a moment of a run, what the lab changes, and both together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

import pytest
from PySide6.QtCore import QObject, Slot
from stand_ins import StandInReader, heard, kept_run

from mnist_desktop.reading import predictor
from mnist_desktop.reading.predictor import Predictor
from mnist_desktop.sessions.previews import Previews
from mnist_desktop.sessions.state import ApplicationState
from mnist_desktop.workers.reading import Preview, ReadingWorker, WeightsChoice


class Reader(StandInReader):
    """Notes the previews, and has weights."""

    def __init__(self) -> None:
        super().__init__()
        self.weights = predictor.load("CNNNet")
        self.previews: list[Preview] = []

    def in_use(self, network: str) -> Predictor | None:
        return self.weights if network == "CNNNet" else None

    @Slot(object)
    def show_preview(self, preview: Preview) -> None:
        self.previews.append(preview)

    def last(self) -> tuple[str, Predictor | None, object]:
        preview = self.previews[-1]
        return preview.network, preview.base, preview.change


@pytest.fixture
def reader(qapp: QObject) -> Reader:
    return Reader()


@pytest.fixture
def previews(state: ApplicationState, reader: Reader) -> Iterator[Previews]:
    owner = QObject()
    yield Previews(state, cast(ReadingWorker, reader), owner)
    owner.deleteLater()


@pytest.fixture
def moment() -> Predictor:
    return predictor.load("CNNNet")


def same(weights: Predictor) -> Predictor:
    return weights


def test_a_moment_is_shown_and_named_until_it_ends(
    previews: Previews, reader: Reader, state: ApplicationState, moment: Predictor
) -> None:
    told = heard(state.preview_changed)
    previews.show_moment("CNNNet", moment, "CNNNet 1, epoch 2")
    assert reader.last() == ("CNNNet", moment, None)
    assert (state.preview("CNNNet"), state.preview("FirstNet")) == ("CNNNet 1, epoch 2", "")
    assert previews.base("CNNNet") is moment
    previews.end_moments()
    assert reader.last() == ("CNNNet", None, None)
    assert state.preview("CNNNet") == ""
    assert previews.base("CNNNet") is reader.weights
    assert told == [("CNNNet",), ("CNNNet",)]


def test_the_lab_changes_a_moment_while_there_is_one(
    previews: Previews, reader: Reader, state: ApplicationState, moment: Predictor
) -> None:
    previews.show_change("CNNNet", same, "Lab: 1 off")
    assert reader.last() == ("CNNNet", None, same)
    previews.show_moment("CNNNet", moment, "epoch 2")
    assert reader.last() == ("CNNNet", moment, same)
    assert state.preview("CNNNet") == "epoch 2 · Lab: 1 off"
    previews.end_moments()
    assert reader.last() == ("CNNNet", None, same)
    previews.show_change("CNNNet", None)
    assert reader.last() == ("CNNNet", None, None)
    assert state.preview("CNNNet") == ""


@pytest.mark.parametrize("what", ["other weights are chosen", "a run starts"])
def test_moments_end_but_changes_stay_when(
    what: str, previews: Previews, reader: Reader, state: ApplicationState, moment: Predictor
) -> None:
    previews.show_change("CNNNet", same, "Lab: 1 off")
    previews.show_moment("CNNNet", moment, "epoch 2")
    if what == "a run starts":
        state.run_started.emit(kept_run())
    else:
        state.choose(WeightsChoice("FirstNet"))
    assert reader.last() == ("CNNNet", None, same)
    assert state.preview("CNNNet") == "Lab: 1 off"


def test_without_a_moment_there_is_nothing_to_end(previews: Previews, reader: Reader) -> None:
    previews.end_moments()
    assert reader.previews == []


def test_a_network_without_weights_has_no_base(previews: Previews) -> None:
    assert previews.base("FirstNet") is None
