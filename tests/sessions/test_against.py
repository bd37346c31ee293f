"""Two sets of weights against each other, in the real window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hands import choose, part, shown, turn_to, wait_until_ready
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot
from trainings import result_of

from mnist_desktop import paths
from mnist_desktop.app import create_window
from mnist_desktop.learning.library import Library
from mnist_desktop.learning.moments import Moments
from mnist_desktop.reading import checkpoint, predictor
from mnist_desktop.reading.comparison import Comparison
from mnist_desktop.reading.digit_set import DigitSet
from mnist_desktop.reading.evaluation import Evaluation, evaluated
from mnist_desktop.reading.networks import Weights
from mnist_desktop.reading.predictor import Predictor
from mnist_desktop.reading.snapshots import Snapshot
from mnist_desktop.runs.moments import Moment
from mnist_desktop.sessions.window import WindowSession
from mnist_desktop.ui.main_window import MainWindow
from mnist_desktop.ui.pages.test.against import AgainstSection
from mnist_desktop.ui.pages.test.against_shown import Against, Group
from mnist_desktop.ui.pages.test.matrix import MatrixSection
from mnist_desktop.ui.pages.test.page import TestPage
from mnist_desktop.workers.reading import WeightsChoice

PER_EPOCH = 899  # steps of the factory weights' training
MOMENTS = {0.0: 0.2, 10 / PER_EPOCH: 0.2, 881 / PER_EPOCH: 0.1, 2.0: 0.05, 3.5: 0.05, 60.0: 0.02}  # noise by epoch
LATER = ["Middle at epoch 0.98", "Middle after epoch 2"]
PARENT, RUN, CHILD = "20260101-000000-aaaa", "20260102-000000-bbbb", "20260103-000000-cccc"


def blurred(weights: Weights, noise: float, seed: int) -> Weights:
    generator = np.random.default_rng(seed)
    return {
        key: (values + noise * generator.standard_normal(values.shape)).astype(np.float32)
        for key, values in weights.items()
    }


def keep(folder: Path, run: str, name: str, parent: str = "", noise: float = 0.02) -> None:
    """Keep a run whose weights are the factory weights of FirstNet, blurred by some noise."""
    factory = checkpoint.load(paths.weights("FirstNet"))
    assert factory.history is not None
    weights = blurred(factory.weights, noise, seed=int(run[-4:], 16))
    history = replace(factory.history, name=name, plan=replace(factory.history.plan, parent=parent))
    folder.mkdir(exist_ok=True)
    checkpoint.save(replace(factory, weights=weights, history=history), folder / f"{run}.safetensors")


def keep_moments(folder: Path, run: str) -> Moments:
    """Keep moments of a run of FirstNet, whose weights are the nearer to the factory weights the later they are."""
    factory, moments = checkpoint.load(paths.weights("FirstNet")), Library(folder).moments(run)
    for epoch, noise in MOMENTS.items():
        weights, moment = blurred(factory.weights, noise, seed=0), Moment(round(epoch * PER_EPOCH), epoch)
        moments.add(Snapshot("FirstNet", factory.options, weights, factory.calibration, moment))
    return moments


@pytest.fixture
def moments(tmp_path: Path) -> Moments:
    """Moments of the run in the middle."""
    return keep_moments(tmp_path / "runs", RUN)


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
    return evaluation_of(predictor.load(None, file), digits)


def evaluation_of(predictor: Predictor, digits: DigitSet) -> Evaluation:
    return result_of(evaluated(predictor, digits.images, digits.labels, digits.name))


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
    assert set(section_of(window).view.gallery.indices) == set(wanted.gained.tolist())
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
    qtbot.waitUntil(lambda: section_of(window).view._errors is not None)
    errors = section_of(window).view._errors
    assert errors is not None
    assert len(errors.epochs) == len(history.epochs)


# Moments of the tested run


def show_moments(window: MainWindow, qtbot: QtBot, score: Score) -> None:
    """Test the run in the middle, and wait until its moments can be chosen."""
    score(WeightsChoice("FirstNet", RUN))
    show_section(window)
    qtbot.waitUntil(lambda: set(LATER) <= set(offered(window)))


def test_moments_of_the_tested_run_come_after_what_is_most_alike(
    moments: Moments, window: MainWindow, qtbot: QtBot, score: Score, tmp_path: Path
) -> None:
    keep(tmp_path / "runs", "20260104-000000-dddd", "Another")
    session(window)._runs.begin()
    show_moments(window, qtbot, score)
    qtbot.waitUntil(lambda: "Another" in offered(window))
    assert offered(window) == [
        "Before (which it continued)",
        "Afterwards (which continued it)",
        "FirstNet, factory weights",
        "Middle before training",
        *LATER,
        "CNNNet, factory weights",
        "Another",
    ]
    about = selector(window).itemData(offered(window).index(LATER[0]), Qt.ItemDataRole.ToolTipRole)
    assert about.startswith(f"Step 881 of {QLocale().toString(60 * PER_EPOCH)}.")
    assert "less precision" in about


def test_a_moment_is_compared_by_what_its_weights_read(
    moments: Moments, window: MainWindow, qtbot: QtBot, score: Score, tmp_path: Path
) -> None:
    show_moments(window, qtbot, score)
    selector(window).setCurrentText(LATER[0])
    found = compared(window, qtbot, LATER[0])
    before = evaluation_of(moments.load(881).predictor(), found.tested.digits)
    wanted = Comparison(before, read_by(tmp_path / "runs" / f"{RUN}.safetensors", found.tested.digits))
    assert len(wanted.gained) > len(wanted.lost) > 0
    assert set(found.groups[Group.GAINED]) == set(wanted.gained.tolist())
    assert set(found.groups[Group.LOST]) == set(wanted.lost.tolist())
    assert found.comparison.p_value == wanted.p_value
    table = section_of(window).table()
    assert table is not None
    assert len(table) == 1 + len(wanted.gained)


def test_other_weights_have_no_moments_and_the_chosen_one_comes_back(
    moments: Moments, window: MainWindow, qtbot: QtBot, score: Score
) -> None:
    show_moments(window, qtbot, score)
    selector(window).setCurrentText(LATER[1])
    score(WeightsChoice("FirstNet", CHILD))
    compared(window, qtbot, "Middle")
    assert not set(LATER) & set(offered(window))
    score(WeightsChoice("FirstNet", RUN))
    assert compared(window, qtbot, LATER[1]).tested.title == "Middle"
    assert not part(window, "messageBar").isVisible()


def test_moments_are_looked_for_once_the_section_is_in_view(
    moments: Moments, window: MainWindow, qtbot: QtBot, score: Score
) -> None:
    show_moments(window, qtbot, score)
    compared(window, qtbot, "Before")
    page = part(window, "testPage")
    assert isinstance(page, TestPage)
    page.turn_to_section(MatrixSection)
    moments.drop_after(0)
    session(window).state.set_runs({kept.id: kept for kept in session(window).state.runs})
    assert not session(window)._against._asker._tasks
    assert set(LATER) <= set(offered(window))
    show_section(window)
    qtbot.waitUntil(lambda: not set(LATER) & set(offered(window)))


def test_a_moment_that_is_gone_is_told_of_and_not_compared_with_any_more(
    moments: Moments, window: MainWindow, qtbot: QtBot, score: Score
) -> None:
    show_moments(window, qtbot, score)
    selector(window).setCurrentText(LATER[1])
    compared(window, qtbot, LATER[1])
    moments.drop_after(1000)
    session(window).state.set_runs({kept.id: kept for kept in session(window).state.runs})
    compared(window, qtbot, "Before")
    assert shown(window, "message") == "Middle after epoch 2 is gone: the digits are compared with Before"
    assert LATER[0] in offered(window)


def test_a_run_that_is_deleted_takes_its_moments_with_it(
    moments: Moments, window: MainWindow, qtbot: QtBot, score: Score
) -> None:
    show_moments(window, qtbot, score)
    selector(window).setCurrentText(LATER[0])
    session(window)._runs._delete(RUN)
    found = compared(window, qtbot, "FirstNet, factory weights")
    assert found.tested.title == "CNNNet, factory weights"
    assert not [name for name in offered(window) if name.startswith("Middle")]
    assert shown(window, "message").startswith(f"{LATER[0]} is gone")


@pytest.mark.parametrize("content", [None, b"no weights"], ids=["missing", "damaged"])
def test_a_moment_that_cannot_be_read_is_told_of(
    moments: Moments, window: MainWindow, qtbot: QtBot, score: Score, content: bytes | None
) -> None:
    show_moments(window, qtbot, score)
    file = moments._file(881)
    file.unlink() if content is None else file.write_bytes(content)
    selector(window).setCurrentText(LATER[0])
    qtbot.waitUntil(lambda: shown(window, "againstState") != "" and "Reading" not in shown(window, "againstState"))
    assert section_of(window).against is None
    selector(window).setCurrentText(LATER[1])
    compared(window, qtbot, LATER[1])


def test_the_window_may_close_while_a_moment_is_read(
    moments: Moments, window: MainWindow, qtbot: QtBot, score: Score
) -> None:
    show_moments(window, qtbot, score)
    selector(window).setCurrentText(LATER[0])
    window.close()
    assert section_of(window).against is None
