"""Windows that end badly, and two windows with one home: processes of their own, really killed and crashed."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from disks import mounted
from PIL import Image
from processes import OUR_WINDOW, environment

DRAW = """
    from PySide6.QtCore import QPoint, Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QWidget
    canvas = window.findChild(QWidget, "canvas")
    def draw():
        QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=QPoint(100, 50))
        QTest.mouseMove(canvas, QPoint(110, 200))
        QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=QPoint(110, 200))
        print(json.dumps(canvas.drawing().to_json()), flush=True)
    import json
    window.painted.connect(draw)
""".strip()
CRASH_IF_TOLD = """
    import ctypes, signal
    signal.signal(signal.SIGUSR1, lambda *_: ctypes.string_at(0))
"""
TELL_WHAT_IS_THERE = """
    import json
    from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
    def tell():
        message, button = window.findChild(QLabel, "message"), window.findChild(QAbstractButton, "messageActionButton")
        shown = message.text() if message.isVisible() else ""
        if button.isVisible() or not {wait_for_button}:
            timer.stop()
            drawing = window.findChild(QWidget, "canvas").drawing().to_json()
            print(json.dumps([drawing, shown, button.text() if button.isVisible() else ""]), flush=True)
            window.close()
    timer = QTimer(window)
    timer.timeout.connect(tell)
    window.painted.connect(lambda: timer.start(200))
""".strip()
TRAIN = """
    from PySide6.QtWidgets import QAbstractButton, QLabel
    window.reading.network_selected.emit("FirstNet")
    window.painted.connect(window.findChild(QAbstractButton, "trainButton").click)
    status = window.findChild(QLabel, "trainingStatus")
    timer = QTimer(window)
    timer.timeout.connect(lambda: "Epoch 2" in status.text() and (timer.stop(), print("trained", flush=True)))
    timer.start(10)
"""


def start(then: str, home: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-c", OUR_WINDOW.format(tell=then)],
        env=environment(home),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def line_of(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    line = process.stdout.readline()
    assert line, process.communicate()[1]
    return line


def wait_until(is_so: Callable[[], object]) -> None:
    deadline = time.monotonic() + 60
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.005)


def saved_drawings(home: Path) -> list[Path]:
    return list((home / "mnist-desktop" / "windows").glob("*/work"))


def draw_and_end(home: Path, number: signal.Signals, also: str = "") -> Any:
    """Draw a stroke, and once it is saved send a signal; returns what was drawn."""
    with start(DRAW + CRASH_IF_TOLD + also, home) as process:
        drawing = json.loads(line_of(process))
        if also:
            assert line_of(process) == "trained\n"
        wait_until(lambda: saved_drawings(home))
        process.send_signal(number)
        assert process.wait(timeout=60) < 0
    return drawing


def what_is_there(home: Path, *, wait_for_button: bool = False) -> tuple[Any, str, str]:
    """Start again: the drawing, the message and its button, after the first paint or once there is a button."""
    with start(TELL_WHAT_IS_THERE.format(wait_for_button=wait_for_button), home) as process:
        out, err = process.communicate(timeout=120)
        assert (process.returncode, err) == (0, "")
    drawing, message, button = json.loads(out)
    return drawing, message, button


def test_the_drawing_of_a_killed_window_is_back_on_the_pad(tmp_path: Path) -> None:
    drawing = draw_and_end(tmp_path, signal.SIGKILL)
    assert len(drawing["strokes"]) == 1
    assert what_is_there(tmp_path) == (drawing, "", "")
    assert what_is_there(tmp_path)[0]["strokes"] == [], "it was closed with the drawing on its pad"


OPEN = """
    from pathlib import Path
    canvas = window.pad.canvas
    canvas.content_changed.connect(lambda content: content.picture and print("opened", flush=True))
    window.painted.connect(lambda: window.open_requested.emit([Path({file!r})]))
""".strip()
TELL_THE_PICTURE = """
    def tell():
        picture = window.pad.canvas.content().picture
        print(None if picture is None else (picture.width(), picture.height()), flush=True)
        window.close()
    window.painted.connect(lambda: QTimer.singleShot(200, tell))
""".strip()


def test_a_picture_that_a_killed_window_had_opened_is_back_on_the_pad(tmp_path: Path) -> None:
    file = tmp_path / "photo.png"
    Image.new("RGB", (60, 40), (200, 180, 160)).save(file)
    with start(OPEN.format(file=str(file)), tmp_path) as process:
        assert line_of(process) == "opened\n"
        wait_until(lambda: saved_drawings(tmp_path))
        process.kill()
    file.unlink()
    with start(TELL_THE_PICTURE, tmp_path) as process:
        assert process.communicate(timeout=120) == ("(60, 40)\n", "")


def test_after_a_crash_in_native_code_the_trace_is_in_the_log_and_the_next_start_says_so(tmp_path: Path) -> None:
    drawing = draw_and_end(tmp_path, signal.SIGUSR1)
    log = tmp_path / "mnist-desktop" / "mnist-desktop.log"
    assert what_is_there(tmp_path) == (
        drawing,
        f"The program crashed last time; the details are in {log}. The drawing is back on the pad.",
        "",
    )
    trace = log.read_text("utf-8")
    assert "Segmentation fault" in trace
    assert "string_at" in trace
    assert what_is_there(tmp_path)[1] == ""


def test_after_a_crash_in_mid_training_the_run_is_offered_too(tmp_path: Path) -> None:
    draw_and_end(tmp_path, signal.SIGUSR1, TRAIN)
    _, message, button = what_is_there(tmp_path, wait_for_button=True)
    crash, cut_off = message.split("\n")
    assert crash.startswith("The program crashed last time; ")
    assert cut_off.startswith("FirstNet 1 was cut off after 1 of ")
    assert button == "Resume"


def test_a_window_that_is_closed_leaves_nothing_but_its_settings_and_the_log(tmp_path: Path) -> None:
    what_is_there(tmp_path)
    assert list((tmp_path / "mnist-desktop" / "windows").iterdir()) == []


CHOOSE_DARK = (
    "window.painted.connect("
    "lambda: (window.commands.theme_action(ThemeChoice.DARK).trigger(), print('now', flush=True)))"
)
CHOOSE_PEN = "window.painted.connect(lambda: (window.pad.canvas.set_pen_width(31), print('now', flush=True)))"


@pytest.mark.parametrize("first_to_close", [0, 1])
def test_two_windows_that_both_change_settings_both_keep_theirs(first_to_close: int, tmp_path: Path) -> None:
    theme = f"from mnist_desktop.ui.style.theme import ThemeChoice\n    {CHOOSE_DARK}"
    windows = [start(then, tmp_path) for then in (theme, CHOOSE_PEN)]
    for window in windows:
        assert line_of(window) == "now\n"
    for window in (windows[first_to_close], windows[1 - first_to_close]):
        with window:
            window.terminate()
            assert window.communicate(timeout=60) == ("", "")
    settings = json.loads((tmp_path / "mnist-desktop" / "settings.json").read_text())
    assert (settings["theme"], settings["pen_width"]) == ("dark", 31)


SHOW_PLACE = """
    window.painted.connect(lambda: QTimer.singleShot(200, lambda: (print(json.dumps([
        list(window.screen().availableGeometry().getRect()), list(window.frameGeometry().getRect()),
        [each.objectName() or each.text() for each in window.findChildren(QLabel) + window.findChildren(QAbstractButton)
         if each.isVisible() and not window.rect().contains(each.mapTo(window, each.rect().bottomRight()))]
    ]), flush=True), window.close())))
""".strip()


def place(home: Path, size: tuple[int, int], scale: str = "1") -> tuple[list[int], list[int], list[str]]:
    """The screen and the window on it, each left, top, width, height; and what of the window is cut."""
    screens = {"screens": [{"name": "one", "x": 0, "y": 0, "width": size[0], "height": size[1]}]}
    (home / "screens.json").write_text(json.dumps(screens))
    platform = f"offscreen:configfile={home / 'screens.json'}"
    imports = "import json; from PySide6.QtWidgets import QAbstractButton, QLabel\n    "
    done = subprocess.run(
        [sys.executable, "-c", OUR_WINDOW.format(tell=imports + SHOW_PLACE)],
        env={**environment(home), "QT_QPA_PLATFORM": platform, "QT_SCALE_FACTOR": scale},
        stdout=subprocess.PIPE,
        text=True,
        timeout=60,
        check=True,
    )
    screen, window, cut = json.loads(done.stdout)
    return screen, window, cut


def is_inside(window: list[int], screen: list[int]) -> bool:
    return all(
        screen[axis] <= window[axis] and window[axis] + window[axis + 2] <= screen[axis] + screen[axis + 2]
        for axis in (0, 1)
    )


@pytest.mark.parametrize(("size", "scale"), [((1366, 768), "1"), ((1920, 1080), "1.5"), ((1920, 1080), "1")])
def test_the_first_window_is_in_the_middle_of_its_screen_and_nothing_is_cut(
    size: tuple[int, int], scale: str, tmp_path: Path
) -> None:
    screen, window, cut = place(tmp_path, size, scale)
    assert screen[2:] == [round(side / float(scale)) for side in size]
    assert is_inside(window, screen)
    for axis in (0, 1):
        before, after = window[axis], screen[axis + 2] - window[axis] - window[axis + 2]
        assert abs(before - after) <= 4
    assert cut == []


def test_a_window_remembered_from_a_larger_screen_is_on_the_smaller_one(tmp_path: Path) -> None:
    place(tmp_path, (3840, 2160))
    screen, window, _ = place(tmp_path, (1366, 768))
    assert is_inside(window, screen)


def test_an_error_that_qt_cannot_survive_is_one_line_and_its_trace_is_in_the_log(tmp_path: Path) -> None:
    fail = "from PySide6.QtCore import qFatal; window.painted.connect(lambda: qFatal('no more of this'))"
    with start(fail, tmp_path) as process:
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (-signal.SIGABRT, "")
    assert err.startswith("mnist-desktop: Qt cannot go on: ")
    assert err.count("\n") == 1
    assert what_is_there(tmp_path)[1].startswith("The program crashed last time; ")
    assert "Aborted" in (tmp_path / "mnist-desktop" / "mnist-desktop.log").read_text("utf-8")


def test_with_a_home_that_can_only_be_read_it_runs_and_says_once_that_nothing_is_kept(tmp_path: Path) -> None:
    with mounted(tmp_path, "ro"):
        with start(DRAW + CRASH_IF_TOLD, tmp_path) as process:
            line_of(process)
            process.send_signal(signal.SIGUSR1)
            assert process.wait(timeout=60) < 0
        drawing, message, _ = what_is_there(tmp_path)
    assert drawing["strokes"] == []
    assert message == f"Settings and the log are not kept: {tmp_path / 'mnist-desktop'} cannot be written."
