"""The pad is saved, labelled and copied; a full disk is told and nothing that was there is lost."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from disks import fill
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from mnist_desktop.drawing.strokes import Drawing, Stroke
from mnist_desktop.sessions.pad_mime import DRAWING, SVG
from mnist_desktop.sessions.pad_output import PadOutput
from mnist_desktop.sessions.pages import all_pages
from mnist_desktop.sessions.state import ApplicationState, Message
from mnist_desktop.system.errors import Problem
from mnist_desktop.ui.main_window import MainWindow
from mnist_desktop.words.problems import sentence
from mnist_desktop.workers.ask import Asker

CONTROL = Qt.KeyboardModifier.ControlModifier
LINE = Drawing((Stroke(np.array([[10.0, 20.0], [30.0, 40.0]]), np.array([0.25, 1.0])),))
Answer = Callable[[Path | str], None]


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    window = MainWindow(pages=all_pages())
    qtbot.addWidget(window)
    window.show()
    qtbot.waitActive(window)
    window.pad.canvas.set_drawing(LINE)
    yield window
    QGuiApplication.clipboard().clear()


@pytest.fixture(autouse=True)
def session(window: MainWindow, state: ApplicationState) -> Iterator[PadOutput]:
    asker = Asker(window)
    asker.start()
    yield PadOutput(window, state, asker)
    asker.stop()


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> Answer:
    """Answers the next dialogs with a file."""

    def answer(file: Path | str) -> None:
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(file), ""))

    return answer


def words(message: Message) -> str:
    return sentence(message.about) if isinstance(message.about, Problem) else message.about


@pytest.mark.parametrize(("name", "start"), [("a.png", b"\x89PNG"), ("a.svg", b"<svg "), ("a.json", b'{"format"')])
def test_the_pad_is_saved_by_key_in_the_format_of_the_suffix(
    name: str, start: bytes, window: MainWindow, answer: Answer, tmp_path: Path, qtbot: QtBot, messages: list[Message]
) -> None:
    answer(tmp_path / name)
    QTest.keyClick(window, Qt.Key.Key_S, CONTROL)
    qtbot.waitUntil(lambda: len(messages) == 1)
    assert words(messages[0]) == f"Saved to {tmp_path / name}"
    assert (tmp_path / name).read_bytes().startswith(start)


def test_a_saved_drawing_file_is_the_drawing(window: MainWindow, answer: Answer, tmp_path: Path, qtbot: QtBot) -> None:
    answer(tmp_path / "a.json")
    window.commands.save.trigger()
    qtbot.waitUntil((tmp_path / "a.json").exists)
    assert Drawing.from_json(json.loads((tmp_path / "a.json").read_bytes())) == LINE


def test_the_drawing_is_what_it_was_when_save_was_chosen(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qtbot: QtBot, messages: list[Message]
) -> None:
    def clear_and_choose(*_: object, **__: object) -> tuple[str, str]:
        window.pad.canvas.clear()
        return str(tmp_path / "a.json"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", clear_and_choose)
    window.commands.save.trigger()
    qtbot.waitUntil(lambda: len(messages) == 1)
    assert Drawing.from_json(json.loads((tmp_path / "a.json").read_bytes())) == LINE


def test_cancelled_dialogs_save_nothing(
    window: MainWindow, answer: Answer, qtbot: QtBot, messages: list[Message]
) -> None:
    answer("")
    window.commands.save.trigger()
    window.commands.labels.actions()[3].trigger()
    qtbot.wait(50)
    assert messages == []


def test_labelled_drawings_are_added_to_a_file_which_is_offered_again(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qtbot: QtBot, messages: list[Message]
) -> None:
    file, offered = tmp_path / "mine.jsonl", list[str]()

    def choose(_: object, __: str, name: str, ___: str, **____: object) -> tuple[str, str]:
        offered.append(name)
        return str(file), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    for digit in (8, 0):
        window.commands.labels.actions()[digit].trigger()
    qtbot.waitUntil(lambda: len(messages) == 2)
    found = [Drawing.from_json(json.loads(line)) for line in file.read_text().splitlines()]
    assert [drawing.label for drawing in found] == [8, 0]
    assert all(drawing.strokes == LINE.strokes for drawing in found)
    assert offered == ["drawings.jsonl", str(file)]
    assert window.pad.canvas.drawing().label is None


def test_on_a_full_disk_one_line_tells_and_the_old_files_stay(
    window: MainWindow, answer: Answer, small_disk: Path, qtbot: QtBot, messages: list[Message]
) -> None:
    kept = small_disk / "kept.png"
    kept.write_bytes(b"old")
    labelled = small_disk / "kept.jsonl"
    labelled.write_bytes(b"old\n")
    window.pad.canvas.set_drawing(Drawing((Stroke(np.random.default_rng(0).random((5000, 2)) * 500),)))
    fill(small_disk)
    answer(kept)
    window.commands.save.trigger()
    qtbot.waitUntil(lambda: len(messages) == 1)
    answer(labelled)
    window.commands.labels.actions()[3].trigger()
    qtbot.waitUntil(lambda: len(messages) == 2)
    assert [words(message) for message in messages] == [
        f"{file} cannot be written: No space left on device." for file in (kept, labelled)
    ]
    assert (kept.read_bytes(), labelled.read_bytes()) == (b"old", b"old\n")


def test_a_copy_is_a_drawing_curves_and_a_picture(window: MainWindow, qtbot: QtBot) -> None:
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("before")
    QTest.keyClick(window, Qt.Key.Key_C, CONTROL)
    qtbot.waitUntil(lambda: clipboard.mimeData().hasFormat(DRAWING))
    mime = clipboard.mimeData()
    assert Drawing.from_json(json.loads(bytes(mime.data(DRAWING).data()))) == LINE
    assert bytes(mime.data(SVG).data()).startswith(b"<svg ")
    image = mime.imageData()
    assert isinstance(image, QImage)
    assert image.pixelColor(40, 60) == QColor("black")


def test_at_the_end_our_copy_becomes_a_picture_and_what_others_copied_stays(
    window: MainWindow, session: PadOutput, qtbot: QtBot
) -> None:
    clipboard = QGuiApplication.clipboard()
    for later in ("", "copied elsewhere"):
        window.commands.copy.trigger()
        qtbot.waitUntil(lambda: clipboard.mimeData() is not None and clipboard.mimeData().hasFormat(DRAWING))
        if later:
            clipboard.setText(later)
        session.end()
        assert clipboard.text() == later
        assert clipboard.mimeData().hasImage() is (later == "")
        assert not clipboard.mimeData().hasFormat(DRAWING)


def test_what_is_not_on_the_pad_cannot_be_saved(window: MainWindow) -> None:
    commands, canvas = window.commands, window.pad.canvas

    def possible() -> tuple[bool, ...]:
        return tuple(each.isEnabled() for each in (commands.save, commands.copy, commands.labels, commands.clear))

    assert possible() == (True, True, True, True)
    canvas.set_picture(QImage(2, 2, QImage.Format.Format_RGB32))
    assert possible() == (True, True, False, True), "a picture alone is no drawing to label"
    canvas.clear()
    assert possible() == (False, False, False, False)
