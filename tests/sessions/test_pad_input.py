"""What is opened, dropped or pasted comes on the pad, and one line says what does not. Real events and files."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from hands import drop, of_files
from PIL import Image
from PySide6.QtCore import QMimeData, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QSpinBox
from pytestqt.qtbot import QtBot

from mnist_desktop.drawing.strokes import Drawing, Stroke
from mnist_desktop.sessions.pad_input import RECENT, PadInput
from mnist_desktop.sessions.pages import all_pages
from mnist_desktop.sessions.state import ApplicationState, Message
from mnist_desktop.system.errors import Problem
from mnist_desktop.ui.main_window import MainWindow
from mnist_desktop.words.problems import sentence
from mnist_desktop.workers.ask import Asker

CONTROL = Qt.KeyboardModifier.ControlModifier
LINE = Drawing((Stroke(np.array([[10.0, 20.0], [30.0, 40.0]])),))
JSON = json.dumps(LINE.to_json())


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    window = MainWindow(pages=all_pages())
    qtbot.addWidget(window)
    window.show()
    qtbot.waitActive(window)
    yield window
    QGuiApplication.clipboard().clear()


@pytest.fixture
def asker(window: MainWindow) -> Iterator[Asker]:
    asker = Asker(window)
    asker.start()
    yield asker
    asker.stop()


@pytest.fixture
def session(window: MainWindow, state: ApplicationState, asker: Asker) -> PadInput:
    return PadInput(window, state, asker, [])


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    Image.new("RGB", (60, 40), (200, 180, 160)).save(tmp_path / "photo.png")
    return tmp_path / "photo.png"


def words(message: Message) -> str:
    return sentence(message.about) if isinstance(message.about, Problem) else message.about


def picture_on(window: MainWindow) -> QImage | None:
    return window.pad.canvas.content().picture


def has_picture(window: MainWindow, width: int, height: int) -> Callable[[], bool]:
    return lambda: (found := picture_on(window)) is not None and found.size() == QSize(width, height)


def is_label(window: MainWindow, label: int) -> bool:
    return window.pad.canvas.drawing().label == label


def is_by(window: MainWindow, number: int) -> bool:
    return window.pad.canvas.drawing().extra == {"by": number}


def of_text(text: str) -> QMimeData:
    mime = QMimeData()
    mime.setText(text)
    return mime


def paste(window: MainWindow, mime: QMimeData) -> None:
    QGuiApplication.clipboard().setMimeData(mime)
    QTest.keyClick(window, Qt.Key.Key_V, CONTROL)


def test_a_file_is_opened_by_key_and_the_pad_before_is_one_undo_away(
    window: MainWindow, session: PadInput, photo: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.pad.canvas.set_drawing(LINE)
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(photo)], ""))
    QTest.keyClick(window, Qt.Key.Key_O, CONTROL)
    qtbot.waitUntil(has_picture(window, 60, 40))
    assert window.pad.canvas.drawing().strokes == ()
    window.pad.canvas.undo()
    assert (picture_on(window), window.pad.canvas.drawing().strokes) == (None, LINE.strokes)


def test_a_cancelled_dialog_changes_nothing(
    window: MainWindow, session: PadInput, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, messages: list[Message]
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([], ""))
    window.commands.open.trigger()
    qtbot.wait(50)
    assert window.pad.canvas.content().is_empty
    assert messages == []


def test_what_is_dropped_is_shown(window: MainWindow, session: PadInput, photo: Path, qtbot: QtBot) -> None:
    drop(window, of_files(photo))
    qtbot.waitUntil(has_picture(window, 60, 40))
    drop(window, of_text(JSON))
    qtbot.waitUntil(lambda: window.pad.canvas.drawing().strokes == LINE.strokes)
    image = QImage(30, 20, QImage.Format.Format_RGB32)
    image.fill(QColor("#caa"))
    mime = QMimeData()
    mime.setImageData(image)
    drop(window, mime)
    qtbot.waitUntil(has_picture(window, 30, 20))


def test_what_is_copied_elsewhere_is_pasted(window: MainWindow, session: PadInput, photo: Path, qtbot: QtBot) -> None:
    mime = QMimeData()
    mime.setData("image/png", photo.read_bytes())
    paste(window, mime)
    qtbot.waitUntil(has_picture(window, 60, 40))
    paste(window, of_text(JSON))
    qtbot.waitUntil(lambda: window.pad.canvas.drawing().strokes == LINE.strokes)
    paste(window, of_files(photo))
    qtbot.waitUntil(has_picture(window, 60, 40))


def test_nothing_in_the_clipboard_is_told(
    window: MainWindow, session: PadInput, qtbot: QtBot, messages: list[Message]
) -> None:
    QGuiApplication.clipboard().clear()
    QTest.keyClick(window, Qt.Key.Key_V, CONTROL)
    qtbot.waitUntil(lambda: len(messages) == 1)
    assert words(messages[0]) == "There is neither a picture nor a drawing in it."


def test_a_number_is_pasted_into_a_field_and_not_on_the_pad(
    window: MainWindow, session: PadInput, qtbot: QtBot, messages: list[Message]
) -> None:
    field = window.findChild(QSpinBox, "epochsSpin")
    assert field is not None
    QGuiApplication.clipboard().setText("7")
    field.setFocus()
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_V, CONTROL)
    assert field.text() == "7"
    QGuiApplication.clipboard().setText("8")
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == "7"
    qtbot.wait(50)
    assert messages == []


def test_of_a_hundred_files_one_is_shown_the_next_by_a_button_and_one_line_tells(
    window: MainWindow, session: PadInput, tmp_path: Path, qtbot: QtBot, messages: list[Message]
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "words.txt").write_text("words")
    (tmp_path / "page.html").write_text("<html><p>5</p></html>")
    Image.new("1", (10_000, 10_000)).save(tmp_path / "bomb.png")
    for number in range(96):
        Image.new("L", (20 + number, 20), 200).save(tmp_path / f"{number}.png")
    names = ("folder", "words.txt", "page.html", "bomb.png", *(f"{number}.png" for number in range(96)))
    drop(window, of_files(*(tmp_path / name for name in names)))
    qtbot.waitUntil(has_picture(window, 20, 20))
    [message] = messages
    assert words(message).startswith("0.png is on the pad; 95 more can be shown. 4 cannot be read; the first: ")
    assert "folder" in words(message)
    assert message.action == "Next"
    message.act()
    qtbot.waitUntil(has_picture(window, 21, 20))
    assert words(messages[-1]) == "1.png is on the pad; 94 more can be shown."
    window.pad.canvas.undo()
    assert has_picture(window, 20, 20)()


def test_of_files_none_of_which_can_be_read_one_line_tells_and_the_pad_stays(
    window: MainWindow, session: PadInput, tmp_path: Path, qtbot: QtBot, messages: list[Message]
) -> None:
    window.pad.canvas.set_drawing(LINE)
    (tmp_path / "a.txt").write_text("words")
    session.open([tmp_path / "a.txt", tmp_path / "missing.png"])
    qtbot.waitUntil(lambda: len(messages) == 1)
    assert words(messages[0]).startswith(f"2 cannot be read; the first: {tmp_path / 'a.txt'}: ")
    assert window.pad.canvas.drawing().strokes == LINE.strokes


def test_the_drawings_of_one_file_follow_on_each_other(
    window: MainWindow, session: PadInput, tmp_path: Path, qtbot: QtBot, messages: list[Message]
) -> None:
    file = tmp_path / "sheet.jsonl"
    file.write_text("\n".join(json.dumps({**LINE.to_json(), "label": label}) for label in range(3)))
    session.open([file])
    for label, told in enumerate(("sheet.jsonl:1 is on the pad; 2 more can be shown.", "sheet.jsonl:2 ", "")):
        qtbot.waitUntil(partial(is_label, window, label))
        assert words(messages[-1]).startswith(told)
        if told:
            messages[-1].act()
    assert len(messages) == 2


@pytest.mark.parametrize("pause", [0, 50], ids=["before the first is begun", "while the first is decoded"])
def test_the_newest_wins(window: MainWindow, session: PadInput, tmp_path: Path, qtbot: QtBot, pause: int) -> None:
    Image.effect_noise((5000, 4000), 50).save(tmp_path / "slow.png", compress_level=1)
    (tmp_path / "fast.json").write_text(JSON)
    session.open([tmp_path / "slow.png"])
    qtbot.wait(pause)
    session.open([tmp_path / "fast.json"])
    qtbot.waitUntil(lambda: window.pad.canvas.drawing().strokes == LINE.strokes)
    qtbot.wait(50)
    window.pad.canvas.undo()
    assert window.pad.canvas.content().is_empty, "the slow one never came"


def test_it_is_read_while_the_window_goes_on(window: MainWindow, session: PadInput, photo: Path, qtbot: QtBot) -> None:
    session.open([photo])
    assert picture_on(window) is None
    qtbot.waitUntil(has_picture(window, 60, 40))


def test_what_was_opened_is_in_the_menu_the_newest_first_and_can_be_opened_again(
    window: MainWindow, session: PadInput, photo: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    heard: list[tuple[Path, ...]] = []
    session.recent_changed.connect(heard.append)
    for number in range(RECENT + 2):
        file = tmp_path / f"{number}.json"
        file.write_text(json.dumps({**LINE.to_json(), "by": number}))
        session.open([file])
        qtbot.waitUntil(partial(is_by, window, number))
    session.open([tmp_path / "5.json", tmp_path / "missing.json"])
    qtbot.waitUntil(lambda: len(heard) == RECENT + 3)
    assert [file.stem for file in heard[-1]] == ["5", "10", "9", "8", "7", "6", "4", "3", "2"]
    window.recent.actions()[1].trigger()
    qtbot.waitUntil(partial(is_by, window, 10))
    window.recent.actions()[-1].trigger()
    assert heard[-1] == ()
    assert not window.recent.isEnabled()


def test_a_recent_file_that_cannot_be_read_is_told(
    window: MainWindow, session: PadInput, tmp_path: Path, qtbot: QtBot, messages: list[Message]
) -> None:
    window.recent.file_chosen.emit(tmp_path / "gone.png")
    qtbot.waitUntil(lambda: len(messages) == 1)
    assert words(messages[0]) == f"{tmp_path / 'gone.png'}: there is no such file."
