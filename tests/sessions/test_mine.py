"""The page Mine in the real window: what is read of samples, and what is done with them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hands import choose, click, part, shown, turn_to, wait_until_ready
from my_digits import image_sample, sample
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from mnist_desktop.app import create_window
from mnist_desktop.drawing.strokes import Drawing
from mnist_desktop.reading import predictor
from mnist_desktop.reading.values import DigitReading
from mnist_desktop.runs.history import History, KeptRun
from mnist_desktop.runs.plan import plan_of
from mnist_desktop.samples import suspicions
from mnist_desktop.samples.store import SampleStore
from mnist_desktop.sessions import sample_readings
from mnist_desktop.sessions.window import WindowSession
from mnist_desktop.ui.main_window import MainWindow
from mnist_desktop.ui.pad.canvas import Canvas
from mnist_desktop.ui.pages.mine.page import MinePage
from mnist_desktop.ui.pages.mine.shown import ShownSample
from mnist_desktop.workers.training import LiveWeights

# The digits that the strokes show, and their labels: the 1 that is labelled 2 is a wrong key.
LABELS = ((1, 1), (1, 2), (2, 2), (7, 7))
Open = Callable[[], MainWindow]


@pytest.fixture
def store(tmp_path: Path) -> SampleStore:
    store = SampleStore(tmp_path / "mine.jsonl")
    store.add([sample(label, number, drawn) for number, (drawn, label) in enumerate(LABELS)])
    return store


@pytest.fixture
def open_window(qtbot: QtBot, store: SampleStore, tmp_path: Path) -> Iterator[Open]:
    """Opens windows that share the samples, with the page Mine in view."""
    windows: list[MainWindow] = []

    def opened() -> MainWindow:
        window = create_window(tmp_path / "settings.json", tmp_path / "runs")
        qtbot.addWidget(window)
        window.show()
        windows.append(window)
        wait_until_ready(qtbot, window)
        turn_to(window, "minePage")
        return window

    yield opened
    for window in windows:
        window.close()


@pytest.fixture
def mine(open_window: Open, qtbot: QtBot) -> MainWindow:
    window = open_window()
    qtbot.waitUntil(lambda: len(objections(window)) == len(LABELS))
    return window


def page_of(window: MainWindow) -> MinePage:
    found = part(window, "minePage")
    assert isinstance(found, MinePage)
    return found


def session_of(window: MainWindow) -> WindowSession:
    found = window.findChild(WindowSession)
    assert isinstance(found, WindowSession)
    return found


def all_of(window: MainWindow) -> Sequence[ShownSample]:
    return list(page_of(window).gallery.all)


def labels(window: MainWindow) -> list[int]:
    return [each.label for each in all_of(window)]


def objections(window: MainWindow) -> list[str]:
    """What is read against each label, once it is read."""
    return [each.objection for each in all_of(window) if each.reading is not None and each.pixels is not None]


def select(window: MainWindow, *rows: int) -> None:
    view = page_of(window).gallery
    view.setFocus()
    view.clearSelection()
    for row in rows:
        place = view.visualRect(view.model().index(row, 0)).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, place)


def press(window: MainWindow, key: Qt.Key, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focus = window.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key, keys)


def answer(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    for name in ("getOpenFileName", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *_: (str(path), ""))


# What is read of them


def test_samples_are_shown_with_what_is_read_of_them(mine: MainWindow) -> None:
    assert labels(mine) == [1, 2, 2, 7]
    assert sorted(objections(mine)) == ["", "", "", "1"]
    [first, *_] = all_of(mine)
    assert first.pixels is not None
    assert np.array_equal(first.pixels, (first.sample.image * 255).round())


def test_the_network_in_use_reads_them(mine: MainWindow, qtbot: QtBot) -> None:
    choose(mine, "FirstNet")
    wanted = predictor.load("FirstNet").predict([each.sample.image for each in all_of(mine)])
    qtbot.waitUntil(lambda: [each.reading for each in all_of(mine)] == wanted)


def test_nothing_is_read_while_the_page_is_not_in_view(
    mine: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    turn_to(mine, "runsPage")
    before = all_of(mine)
    choose(mine, "FirstNet")
    samples = session_of(mine)._samples
    with qtbot.waitSignal(samples.changed):
        samples.add([sample(4, 9, 4)])
    assert [each.reading for each in all_of(mine)] == [each.reading for each in before]
    turn_to(mine, "minePage")
    qtbot.waitUntil(lambda: labels(mine) == [1, 2, 2, 4, 7] and len(objections(mine)) == 5)


def test_the_weights_of_a_training_read_them_too(
    mine: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sample_readings, "SOONEST", 10)
    session = session_of(mine)
    session.state.follow("CNNNet")
    first_net = predictor.load("FirstNet")  # stands for weights that read something else
    session.reading.take_live(LiveWeights("CNNNet", first_net))
    wanted = first_net.predict([each.sample.image for each in all_of(mine)])
    qtbot.waitUntil(lambda: [each.reading for each in all_of(mine)] == wanted)


def test_what_the_weights_have_learnt_is_marked(mine: MainWindow, qtbot: QtBot) -> None:
    learnt = all_of(mine)[3].sample.fingerprint
    history = History("Mine", plan_of("tutorial", "CNNNet"), samples=(learnt,))
    state = session_of(mine).state
    state._chosen["CNNNet"] = "mine"
    state.set_runs({"mine": KeptRun("mine", history, can_resume=False)})
    qtbot.waitUntil(lambda: [each.is_learnt for each in all_of(mine)] == [False, False, False, True])


def test_what_contradicts_the_rest_is_pointed_out(
    store: SampleStore, open_window: Open, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those that are read as another digit stand for those that contradict the rest."""
    monkeypatch.setattr(
        suspicions,
        "suspicious",
        lambda samples, network: frozenset(
            each.id
            for each, read in zip(samples, network.predict([one.image for one in samples]), strict=True)
            if read.digit != each.label and not each.is_confirmed
        ),
    )
    window = open_window()
    session = session_of(window).mine
    qtbot.waitUntil(lambda: len(session.suspicious) == 1)
    qtbot.waitUntil(lambda: part(window, "suspicionNotice").isVisible())
    assert [each.objection for each in all_of(window) if each.is_suspicious] == ["1"]
    page_of(window).gallery.selectAll()
    with qtbot.waitSignal(session.suspicious_changed):
        click(window, "confirmButton")
    assert session.suspicious == frozenset()
    assert not part(window, "suspicionNotice").isVisible()
    assert [each.is_confirmed for each in store.read().samples].count(True) == 1


def test_weights_that_cannot_be_had_leave_the_samples_unread(mine: MainWindow, qtbot: QtBot) -> None:
    session = session_of(mine)
    session.mine._readings._worker._in_use.clear()
    session.state.clear_weights("CNNNet")
    qtbot.waitUntil(lambda: [each.reading for each in all_of(mine)] == [None] * 4)
    assert all(each.pixels is not None for each in all_of(mine))


def test_ten_thousand_samples_are_shown_and_read(store: SampleStore, open_window: Open, qtbot: QtBot) -> None:
    first = sample(7, 0, 7)
    store.add(replace(first, id=f"20260901-{number:06}", label=number % 10) for number in range(10_000 - len(LABELS)))
    window = open_window()
    qtbot.waitUntil(lambda: len(all_of(window)) == 10_000)
    choose(window, "FirstNet")  # what is under way is outdated
    [wanted] = predictor.load("FirstNet").predict([first.image])
    qtbot.waitUntil(lambda: len(objections(window)) == 10_000 and is_read_as(all_of(window)[-1], wanted))


def is_read_as(sample: ShownSample, wanted: DigitReading) -> bool:
    """Whether it is read so, up to the rounding of numbers that are computed in a batch."""
    return sample.reading is not None and sample.reading.probabilities == pytest.approx(wanted.probabilities, rel=1e-4)


# What is done with them


def test_a_digit_key_relabels_and_ctrl_z_takes_it_back(mine: MainWindow, store: SampleStore, qtbot: QtBot) -> None:
    select(mine, 1)
    press(mine, Qt.Key.Key_4)
    qtbot.waitUntil(lambda: labels(mine) == [2, 2, 4, 7])
    qtbot.waitUntil(lambda: len(objections(mine)) == 4 and "1" in objections(mine)[2])
    press(mine, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: labels(mine) == [1, 2, 2, 7])
    assert sorted(each.label for each in store.read().samples) == [1, 2, 2, 7]


def test_delete_deletes_and_the_message_undoes_it(mine: MainWindow, store: SampleStore, qtbot: QtBot) -> None:
    select(mine, 1)
    press(mine, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    press(mine, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: labels(mine) == [])
    qtbot.waitUntil(lambda: shown(mine, "message") == "Deleted: 4 of your digits.")
    assert store.read().samples == ()
    assert part(mine, "mineBeginning").isVisible()
    click(mine, "messageActionButton")
    qtbot.waitUntil(lambda: labels(mine) == [1, 2, 2, 7])
    assert len(store.read().samples) == 4


def test_strokes_come_onto_the_pad_as_strokes(mine: MainWindow, qtbot: QtBot) -> None:
    select(mine, 6)
    click(mine, "onPadButton")
    canvas = part(mine, "canvas")
    assert isinstance(canvas, Canvas)
    content = all_of(mine)[-1].sample.content
    assert isinstance(content, Drawing)
    assert len(canvas.drawing().strokes) == len(content.strokes)
    assert np.array_equal(canvas.drawing().strokes[0].points, content.strokes[0].points)
    qtbot.waitUntil(lambda: shown(mine) == "7")


def test_an_image_comes_onto_the_pad_as_a_picture(store: SampleStore, open_window: Open, qtbot: QtBot) -> None:
    store.put([image_sample(0, 9)])
    window = open_window()
    qtbot.waitUntil(lambda: len(objections(window)) == 5)
    select(window, 1)
    click(window, "onPadButton")
    canvas = part(window, "canvas")
    assert isinstance(canvas, Canvas)
    picture = canvas.content().picture
    assert picture is not None
    assert (picture.width(), picture.pixelColor(14, 10).name(), picture.pixelColor(0, 0).name()) == (
        28,
        "#000000",
        "#ffffff",
    )
    qtbot.waitUntil(lambda: shown(window) == "1")


@pytest.mark.parametrize("name", ["mine.jsonl", "mine.csv"])
def test_what_is_exported_can_be_imported(
    mine: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str
) -> None:
    file = tmp_path / "elsewhere" / name
    file.parent.mkdir()
    answer(monkeypatch, file)
    click(mine, "exportDigitsButton")
    qtbot.waitUntil(lambda: shown(mine, "message") == f"Exported to {file}")
    select(mine, 1)
    press(mine, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    press(mine, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: labels(mine) == [])
    click(mine, "importFirstButton")
    qtbot.waitUntil(lambda: labels(mine) == [1, 2, 2, 7] and len(objections(mine)) == 4)
    assert shown(mine, "message") == "Imported: 4 digits."
    click(mine, "messageActionButton")
    qtbot.waitUntil(lambda: labels(mine) == [])


def test_what_is_there_already_is_not_imported_again(
    mine: MainWindow, store: SampleStore, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "more.jsonl"
    file.write_bytes(store.file.read_bytes() + json.dumps(sample(4, 9, 4).to_json()).encode() + b"\n{}\n")
    answer(monkeypatch, file)
    click(mine, "importDigitsButton")
    qtbot.waitUntil(lambda: labels(mine) == [1, 2, 2, 4, 7])
    assert shown(mine, "message").startswith("Imported: 1 digits. Known already: 4. ")
    assert "more.jsonl" in shown(mine, "message")
    click(mine, "importDigitsButton")
    qtbot.waitUntil(lambda: shown(mine, "message").startswith("Imported: 0 digits. Known already: 5."))


def test_a_file_of_nothing_is_refused_in_one_line(
    mine: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "letter.jsonl"
    file.write_text("Dear reader\n")
    answer(monkeypatch, file)
    click(mine, "importDigitsButton")
    qtbot.waitUntil(lambda: "letter.jsonl" in shown(mine, "message"))
    assert labels(mine) == [1, 2, 2, 7]


def test_an_export_that_fails_is_said(
    mine: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    answer(monkeypatch, tmp_path / "no-folder" / "mine.jsonl")
    click(mine, "exportDigitsButton")
    qtbot.waitUntil(lambda: "cannot be written" in shown(mine, "message"))
