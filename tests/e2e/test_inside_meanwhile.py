"""Whatever is done in the window while a section of the page Inside is at work is survived."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hands import DIGITS, choose, click, click_if_enabled, draw, part, shown, turn_to
from meanwhile import (  # gate and few_digits are fixtures
    Gate,
    Held,
    Meanwhile,
    delete,
    few_digits,  # noqa: F401
    files_of,
    gate,  # noqa: F401
    stop,
    train,
    use,
)
from moments import RUNS, STEPS, runs_with_moments
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot
from quick_learning import quick_learning  # noqa: F401  # a fixture is known by being here

from mnist_desktop.learning.library import Library
from mnist_desktop.learning.moments import Moments
from mnist_desktop.reading import checkpoint, evaluation, explanation, layer_views, neighbours, perfect_digits
from mnist_desktop.reading.checkpoint import Checkpoint
from mnist_desktop.reading.digit_map import MovingMap
from mnist_desktop.reading.predictor import Predictor
from mnist_desktop.sessions import nearest
from mnist_desktop.sessions.lab import LabSession
from mnist_desktop.sessions.time_sessions import TimeSessions
from mnist_desktop.ui.main_window import MainWindow
from mnist_desktop.ui.pages.inside.digit_map import MapSection
from mnist_desktop.ui.pages.inside.health import HealthSection
from mnist_desktop.ui.pages.inside.lab import LabSection
from mnist_desktop.ui.pages.inside.layers import LayersSection
from mnist_desktop.ui.pages.inside.nearest import NearestSection
from mnist_desktop.ui.pages.inside.page import SECTIONS
from mnist_desktop.ui.pages.inside.sections import InsideSection
from mnist_desktop.ui.pages.inside.time import TimeSection
from mnist_desktop.ui.pages.inside.why import WhySection

pytestmark = pytest.mark.usefixtures("quick_learning", "few_digits")


@pytest.fixture(autouse=True)
def few_training_digits(monkeypatch: pytest.MonkeyPatch) -> None:
    """A tenth of the training digits, which are more than are looked at first."""
    images, labels = nearest._training_digits()
    monkeypatch.setattr(nearest, "_training_digits", lambda: (images[::10], labels[::10]))


class OnPageInside(Meanwhile):
    """A section that looks into what is drawn on the pad."""

    page = "insidePage"
    section: type[InsideSection]
    said = ""  # what may be said when it is left

    @property
    def shown(self) -> Any:
        """The section."""
        return self.stack.section(self.section)

    @property
    def predictor(self) -> Predictor | None:
        """What the page looks into."""
        subject = self.session.looking.inside.subject
        return None if subject is None else subject.predictor

    def start(self) -> None:
        self.gate.shut()
        click_if_enabled(self.window, "clearButton")
        draw(self.window, DIGITS[7])

    def ends_with(self, title: str) -> None:
        """Wait until the section shows the weights of that title, and nothing is told to be wrong."""
        self.gate.open()
        self.come()
        self.qtbot.waitUntil(lambda: self.title == title and self.is_of_now())
        assert not part(self.window, "messageBar").isVisible() or shown(self.window, "message") == self.said

    @property
    def title(self) -> str:
        weights = self.session.state.weights(self.session.state.network)
        assert weights is not None
        return weights.name or f"{weights.choice.network}, factory weights"

    def is_of_now(self) -> bool:
        """Whether what is on show was made of what reads now."""
        raise NotImplementedError


class Looking(OnPageInside):
    section = LayersSection
    held = ((layer_views, "look"),)

    def is_of_now(self) -> bool:
        maps = self.shown._view._maps.maps
        [found] = [of for made, of in self.gate._made if made.maps is maps][:1] or [()]
        return bool(found) and found[0].predictor is self.predictor


class Explaining(OnPageInside):
    section = WhySection
    held = ((explanation, "explain"),)

    def is_of_now(self) -> bool:
        return self.gate.made_of(self.shown._explained._explanation)[:1] == (self.predictor,)


class MakingUpDigits(OnPageInside):
    """Ten perfect digits have grown a little."""

    section = WhySection
    held = ((perfect_digits, "perfect_digits"),)

    def start(self) -> None:
        """Use the same weights anew, which are others to it."""
        self.gate.shut()
        state = self.session.state
        if state.live != state.network:
            state.choose(state.chosen(state.network))

    def is_of_now(self) -> bool:
        making = self.session.looking._perfect_digits
        digits = making._shown
        return digits is not None and digits.done == 1 and making._made_by is self.predictor


class Searching(OnPageInside):
    section = NearestSection
    held = ((neighbours, "reminders"),)

    def is_of_now(self) -> bool:
        found = self.gate.made_of(self.session.looking.nearest._shown)
        return bool(found) and found[0].predictor is self.predictor


class LookingAtTrainingDigits(Searching):
    held = ((neighbours, "features"),)

    def start(self) -> None:
        """Use the same weights anew, which are others to it."""
        super().start()
        state = self.session.state
        if state.live != state.network:
            state.choose(state.chosen(state.network))

    def is_of_now(self) -> bool:
        searching = self.session.looking.nearest
        known = searching._known
        return searching._shown is not None and known is not None and known.predictor is self.predictor


class Mapping(OnPageInside):
    section = MapSection
    held = ((MovingMap, "map"),)

    def is_of_now(self) -> bool:
        return self.gate.made_of(self.shown.view.map)[1:2] == (self.predictor,)


class ScoringChanges(OnPageInside):
    """One filter or neuron more is switched off each time, and digits are scored."""

    section = LabSection
    held = ((evaluation, "evaluated"),)

    @property
    def lab(self) -> LabSession:
        return self.session.looking.lab

    def start(self) -> None:
        self.qtbot.waitUntil(self._is_of_network)
        super().start()
        units = self.shown.rows[0].units
        units.off_changed.emit(units.off | {len(units.off)})

    def is_of_now(self) -> bool:
        measured = self.lab._measured
        return (
            measured is not None
            and measured.is_whole
            and measured.of.base is self.lab._previews.base(self.session.state.network)
            and measured.of.edits == self.lab.edits
            and self._is_of_network()
            and shown(self.window, "labAccuracy").startswith("It reads") == self.lab.edits.are_none
        )

    def _is_of_network(self) -> bool:
        """Whether the rows are those of the network that reads, with what is off in it."""
        network, rows = self.session.state.network, self.shown.rows
        if not rows or rows[0].units is None or rows[0]._layer.name != {"CNNNet": "conv1", "FirstNet": "fc0"}[network]:
            return False
        off = self.lab.edits.off.get(rows[0]._layer.name, frozenset())
        return bool(rows[0].units.off == off)


class Travelling(OnPageInside):
    """The moments of the newest run of the network that reads are on show, and one of them is being decoded."""

    section = TimeSection
    held: Held = ((Moments, "load"),)

    @property
    def time(self) -> TimeSessions:
        return self.session.looking.time

    def start(self) -> None:
        self.choose_run()
        self.gate.shut()
        self.shown.view.slider.go_to(1)

    def choose_run(self) -> None:
        state, runs = self.session.state, part(self.window, "timeRun")
        assert isinstance(runs, QComboBox)
        of_network = (kept.id for kept in state.runs if kept.history.plan.network == state.network)
        wanted = self.session.training.run_under_way or next(run for run in of_network if self._has_moments(run))
        runs.setCurrentIndex(runs.findData(wanted))
        runs.activated.emit(runs.currentIndex())
        self.qtbot.waitUntil(lambda: len(self.time.travel.steps) >= len(STEPS))

    def _has_moments(self, run: str) -> bool:
        return bool(self.session._library().moments(run)._steps())

    def is_under_way(self) -> bool:
        return self.gate.is_holding or self.time.travel.predictor is not None

    def is_of_now(self) -> bool:
        """Whether the travel is over, and its run is one that there is."""
        run, runs, state = self.time.travel.run, part(self.window, "timeRun"), self.session.state
        assert isinstance(runs, QComboBox)
        return (
            shown(self.window, "timeMoment") == "Now"
            and not self.shown.view.slider.is_playing
            and state.preview(state.network) == ""
            and self.predictor is self.session.looking.previews.base(state.network)
            and run is not None
            and run.id == runs.currentData()
            and {runs.itemData(row) for row in range(runs.count())} == {kept.id for kept in state.runs}
        )


class ScoringAMoment(Travelling):
    held = ((evaluation, "evaluated"),)

    def start(self) -> None:
        self.gate.open()
        super().start()

    def is_under_way(self) -> bool:
        return self.gate.is_holding and self.time.travel.predictor is not None

    def is_of_now(self) -> bool:
        return super().is_of_now() and self.time.figures._is_scored


class Playing(Travelling):
    def start(self) -> None:
        self.choose_run()
        click(self.window, "playMomentsButton")

    def is_under_way(self) -> bool:
        return bool(self.shown.view.slider.is_playing)


class Filming(Travelling):
    held = ()
    said = "There is no film: it was left before its end."

    def start(self) -> None:
        self.choose_run()
        self.shown.film_requested.emit(Path("never.gif"))

    def is_under_way(self) -> bool:
        return len(self.time.film._frames) > 0

    def is_of_now(self) -> bool:
        return super().is_of_now() and not self.time.film._timer.isActive()


class WatchingHealth(OnPageInside):
    section = HealthSection

    def is_under_way(self) -> bool:
        return shown(self.window, "healthHeading") != ""

    def is_of_now(self) -> bool:
        state = self.session.state
        history, kept = state.history, state.find(state.chosen(state.network).run)
        run = history or (kept.history if kept is not None else None)
        if run is None:
            return shown(self.window, "healthHeading").startswith("Train a network")
        return shown(self.window, "healthHeading").startswith(run.name)


KINDS = (
    Looking,
    Explaining,
    MakingUpDigits,
    Searching,
    LookingAtTrainingDigits,
    Mapping,
    ScoringChanges,
    Travelling,
    ScoringAMoment,
    Playing,
    Filming,
    WatchingHealth,
)


@pytest.fixture
def window(open_window: Callable[[], MainWindow], home: Path) -> MainWindow:
    """A window with a kept run of each network."""
    runs_with_moments(home / "runs")
    return open_window()


@pytest.fixture
def theirs(home: Path) -> Path:
    """A file of weights of FirstNet."""
    snapshot = Library(home / "runs").moments(RUNS["FirstNet"]).load(STEPS[-2])
    file = home / "Theirs.safetensors"
    checkpoint.save(Checkpoint("FirstNet", snapshot.options, snapshot.weights, snapshot.calibration), file)
    return file


def test_each_section_is_one_of_these() -> None:
    assert {kind.section for kind in KINDS} == set(SECTIONS)


@pytest.mark.parametrize("kind", KINDS)
def test_everything_can_be_done_meanwhile(
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    window: MainWindow,
    home: Path,
    theirs: Path,
    gate: Gate,  # noqa: F811
    kind: type[OnPageInside],
) -> None:
    meanwhile = kind(qtbot, window, gate)
    state = meanwhile.session.state
    qtbot.waitUntil(lambda: len(state.runs) == len(RUNS))
    draw(window, DIGITS[7])

    meanwhile.begin()
    choose(window, "FirstNet")
    meanwhile.ends_with("FirstNet, factory weights")

    meanwhile.begin()
    turn_to(window, "runsPage")
    monkeypatch.setattr("mnist_desktop.ui.pages.dialogs.run_file", lambda _: theirs)
    click(window, "openRunButton")
    meanwhile.ends_with("Theirs")

    meanwhile.begin()
    use(window, "FirstNet 1")
    meanwhile.ends_with("FirstNet 1")

    meanwhile.begin()
    delete(window, "FirstNet 1")
    meanwhile.ends_with("FirstNet, factory weights")
    qtbot.waitUntil(lambda: files_of(RUNS["FirstNet"], home) == [])

    train(qtbot, window)
    meanwhile.begin()
    run = meanwhile.session.training.run_under_way
    stop(window)
    gate.open()
    qtbot.waitUntil(part(window, "decisionBar").isVisible)
    meanwhile.ends_with("FirstNet 1")

    meanwhile.begin()
    turn_to(window, "trainPage")
    click(window, "discardButton")
    meanwhile.ends_with("FirstNet, factory weights")
    qtbot.waitUntil(lambda: files_of(run, home) == [])

    choose(window, "CNNNet")
    meanwhile.begin()
    with gate.opened_soon():
        window.close()
    assert not window.isVisible()
