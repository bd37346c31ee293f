"""Two sets of weights against each other, in the real window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hands import choose, part, shown, turn_to, wait_until_ready
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot
from trainings import result_of

from mnist_desktop import paths
from mnist_desktop.app import create_window
from mnist_desktop.reading import checkpoint, predictor
from mnist_desktop.reading.comparison import Comparison
from mnist_desktop.reading.digit_set import DigitSet
from mnist_desktop.reading.evaluation import Evaluation, evaluated
from mnist_desktop.sessions.window import WindowSession
from mnist_desktop.ui.main_window import MainWindow
from mnist_desktop.ui.pages.test.against import AgainstSection
from mnist_desktop.ui.pages.test.against_shown import Against, Group
from mnist_desktop.ui.pages.test.matrix import MatrixSection
from mnist_desktop.ui.pages.test.page import TestPage
from mnist_desktop.workers.reading import WeightsChoice

PARENT, RUN, CHILD = "20260101-000000-aaaa", "20260102-000000-bbbb", "20260103-000000-cccc"


def keep(folder: Path, run: str, name: str, parent: str = "", noise: float = 0.02) -> None:
    """Keep a run whose weights are the factory weights of FirstNet, blurred by some noise."""
    factory = checkpoint.load(paths.weights("FirstNet"))
    assert factory.history is not None
    generator = np.random.default_rng(int(run[-4:], 16))
    weights = {
        key: (values + noise * generator.standard_normal(values.shape)).astype(np.float32)
        for key, values in factory.weights.items()
    }
    history = replace(factory.history, name=name, plan=replace(factory.history.plan, parent=parent))
    folder.mkdir(exist_ok=True)
    checkpoint.save(replace(factory, weights=weights, history=history), folder / f"{run}.safetensors")


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    """The window with three runs, each of which continued the one before, and the page Test in view."""
    for run, name, parent in ((PARENT, "Before", ""), (RUN, "Middle", PARENT), (CHILD, "Afterwards", RUN)):
        keep(tmp_path / "runs", run, name, parent)
    window = create_window(tmp_path / "settings.json", tmp_path / "runs")
    qtbot.addWidget(window)
    window.show()
    wait_until_ready(qtbot, window)
    qtbot.waitUntil(lambda: len(session(window).state.runs) == 3)
    turn_to(window, "testPage")
    yield window
    window.close()


@pytest.fixture
def score(window: MainWindow, qtbot: QtBot) -> Callable[[WeightsChoice], None]:
    """Tests weights on MNIST."""

    def scored(choice: WeightsChoice) -> None:
        testing, title = session(window).testing, session(window).testing.weights.title_of(choice)
        testing._choose_weights(choice)
        qtbot.waitUntil(lambda: testing.tested is not None and testing.tested.title == title)

    return scored


def session(window: MainWindow) -> WindowSession:
    found = window.findChild(WindowSession)
    assert isinstance(found, WindowSession)
    return found


def section_of(window: MainWindow) -> AgainstSection:
    page = part(window, "testPage")
    assert isinstance(page, TestPage)
    return page.section(AgainstSection)


def show_section(window: MainWindow) -> None:
    page = part(window, "testPage")
    assert isinstance(page, TestPage)
    page.turn_to_section(AgainstSection)


def selector(window: MainWindow) -> QComboBox:
    found = part(window, "againstSelector")
    assert isinstance(found, QComboBox)
    return found


def compared(window: MainWindow, qtbot: QtBot, other: str) -> Against:
    """The comparison with the other weights of that name, once it is shown."""

    def is_shown() -> bool:
        found = section_of(window).against
        return found is not None and found.other.title == other

    qtbot.waitUntil(is_shown)
    found = section_of(window).against
    assert found is not None
    return found


def read_by(file: Path, digits: DigitSet) -> Evaluation:
    return result_of(evaluated(predictor.load(None, file), digits.images, digits.labels, digits.name))


def offered(window: MainWindow) -> list[str]:
    return [selector(window).itemText(row) for row in range(selector(window).count())]


Score = Callable[[WeightsChoice], None]


def test_what_a_run_continued_and_what_continued_it_come_first(window: MainWindow, qtbot: QtBot, score: Score) -> None:
    score(WeightsChoice("FirstNet", RUN))
    show_section(window)
    compared(window, qtbot, "Before")
    assert offered(window) == [
        "Before (which it continued)",
        "Afterwards (which continued it)",
        "FirstNet, factory weights",
        "CNNNet, factory weights",
    ]


def test_gained_and_lost_are_those_of_both_evaluations(
    window: MainWindow, qtbot: QtBot, score: Score, tmp_path: Path
) -> None:
    score(WeightsChoice("FirstNet", RUN))
    show_section(window)
    found = compared(window, qtbot, "Before")
    one, other = (read_by(tmp_path / "runs" / f"{run}.safetensors", found.tested.digits) for run in (RUN, PARENT))
    wanted = Comparison(other, one)
    assert len(wanted.gained)
    assert len(wanted.lost)
    assert set(found.groups[Group.GAINED]) == set(wanted.gained.tolist())
    assert set(found.groups[Group.LOST]) == set(wanted.lost.tolist())
    assert set(section_of(window).gallery.indices) == set(wanted.gained.tolist())
    assert found.comparison.p_value == wanted.p_value


def test_it_can_be_exported_as_soon_as_it_is_shown(window: MainWindow, qtbot: QtBot, score: Score) -> None:
    score(WeightsChoice("FirstNet", RUN))
    show_section(window)
    assert not part(window, "exportTestButton").isEnabled()
    compared(window, qtbot, "Before")
    assert part(window, "exportTestButton").isEnabled()


def test_other_weights_are_chosen_and_stay_chosen(window: MainWindow, qtbot: QtBot, score: Score) -> None:
    score(WeightsChoice("FirstNet", RUN))
    show_section(window)
    selector(window).setCurrentText("CNNNet, factory weights")
    compared(window, qtbot, "CNNNet, factory weights")
    score(WeightsChoice("FirstNet", CHILD))
    found = compared(window, qtbot, "CNNNet, factory weights")
    assert found.tested.title == "Afterwards"


def test_the_last_wish_counts(window: MainWindow, qtbot: QtBot, score: Score) -> None:
    score(WeightsChoice("FirstNet", RUN))
    show_section(window)
    for name in ("CNNNet, factory weights", "Afterwards (which continued it)", "FirstNet, factory weights"):
        selector(window).setCurrentText(name)
    section, seen = section_of(window), set[str]()

    def look() -> bool:
        if section.against is not None:
            seen.add(section.against.other.title)
        return "FirstNet, factory weights" in seen

    qtbot.waitUntil(look)
    assert len(seen) == 1


def test_out_of_view_nothing_is_compared(window: MainWindow, qtbot: QtBot, score: Score) -> None:
    show_section(window)
    score(WeightsChoice("CNNNet"))
    compared(window, qtbot, "FirstNet, factory weights")
    page = part(window, "testPage")
    assert isinstance(page, TestPage)
    page.turn_to_section(MatrixSection)
    score(WeightsChoice("FirstNet", RUN))
    found = section_of(window).against
    assert found is not None
    assert found.tested.title == "CNNNet, factory weights"
    show_section(window)
    compared(window, qtbot, "Before")


def test_the_other_run_may_be_deleted_while_it_reads(window: MainWindow, qtbot: QtBot, score: Score) -> None:
    score(WeightsChoice("FirstNet", RUN))
    show_section(window)
    session(window)._runs._delete(PARENT)
    compared(window, qtbot, "Afterwards")
    assert not any(name.startswith("Before") for name in offered(window))


def test_the_tested_run_may_be_deleted_too(window: MainWindow, qtbot: QtBot, score: Score) -> None:
    score(WeightsChoice("FirstNet", RUN))
    show_section(window)
    compared(window, qtbot, "Before")
    session(window)._runs._delete(RUN)
    found = compared(window, qtbot, "FirstNet, factory weights")
    assert found.tested.title == "CNNNet, factory weights"


def test_a_run_deleted_out_of_view_is_not_compared_with_afterwards(
    window: MainWindow, qtbot: QtBot, score: Score
) -> None:
    score(WeightsChoice("FirstNet", RUN))
    show_section(window)
    compared(window, qtbot, "Before")
    turn_to(window, "runsPage")
    session(window)._runs._delete(PARENT)
    qtbot.waitUntil(lambda: len(session(window).state.runs) == 2)
    assert section_of(window).against is None
    assert shown(window, "againstState") == ""  # nothing is under way
    turn_to(window, "testPage")
    compared(window, qtbot, "Afterwards")


def test_a_file_that_is_gone_is_told_of(window: MainWindow, qtbot: QtBot, score: Score, tmp_path: Path) -> None:
    score(WeightsChoice("FirstNet", RUN))
    (tmp_path / "runs" / f"{PARENT}.safetensors").unlink()
    show_section(window)
    qtbot.waitUntil(lambda: shown(window, "againstState") != "" and "Reading" not in shown(window, "againstState"))
    assert section_of(window).against is None
    selector(window).setCurrentText("FirstNet, factory weights")
    compared(window, qtbot, "FirstNet, factory weights")


def test_the_window_may_close_meanwhile(window: MainWindow, score: Score) -> None:
    score(WeightsChoice("FirstNet", RUN))
    show_section(window)
    window.close()
    assert section_of(window).against is None


def test_the_network_may_change_meanwhile(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: session(window).testing.tested is not None)
    show_section(window)
    choose(window, "FirstNet")
    found = compared(window, qtbot, "CNNNet, factory weights")
    assert found.tested.title == "FirstNet, factory weights"


@pytest.mark.parametrize("choice", [WeightsChoice("FirstNet"), WeightsChoice("FirstNet", RUN)], ids=["factory", "run"])
def test_the_epochs_of_the_tested_weights_are_shown(
    window: MainWindow, qtbot: QtBot, score: Score, choice: WeightsChoice
) -> None:
    score(choice)
    show_section(window)
    history = checkpoint.load_about(paths.weights("FirstNet")).history
    assert history is not None
    qtbot.waitUntil(lambda: section_of(window)._errors is not None)
    errors = section_of(window)._errors
    assert errors is not None
    assert len(errors.epochs) == len(history.epochs)
