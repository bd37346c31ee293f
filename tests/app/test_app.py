"""The whole program as a process: how it starts, fails and ends."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from processes import OUR_WINDOW, environment

from mnist_desktop import paths
from mnist_desktop.learning.library import Library
from mnist_desktop.runs.events import RunState
from mnist_desktop.runs.history import KeptRun


def run_app(then: str, home: Path) -> subprocess.CompletedProcess[str]:
    """Start the program in a process of its own, with `then` done to its window once it is made."""
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", OUR_WINDOW.format(tell=then)],
        env=environment(home),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_closed_before_word_of_its_first_paint_it_ends_cleanly(tmp_path: Path) -> None:
    done = run_app("QTimer.singleShot(0, lambda: (window.repaint(), window.close()))", tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize("wait", [0, 30, 100, 300, 600, 800, 1100])
def test_closed_while_torch_is_being_imported_it_ends_cleanly(tmp_path: Path, wait: int) -> None:
    done = run_app(f"window.painted.connect(lambda: QTimer.singleShot({wait}, window.close))", tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_neither_torch_nor_numpy_is_imported_before_the_first_paint(tmp_path: Path) -> None:
    tell = "print({'torch', 'numpy'} & set(sys.modules))"
    done = run_app(
        # Nothing else is to hear of the paint: the worker that it starts imports both at once.
        f"window.painted.disconnect(); window.painted.connect(lambda: ({tell}, QTimer.singleShot(0, window.close)))",
        tmp_path,
    )
    assert (done.stdout, done.stderr) == ("set()\n", "")


READ_AND_TELL = """
    import numpy as np
    from PySide6.QtWidgets import QLabel
    from mnist_desktop.drawing.strokes import Drawing, Stroke
    one = Drawing((Stroke(np.array([[250.0, 100.0], [250.0, 400.0]])),))
    window.painted.connect(lambda: window.pad.canvas.set_drawing(one))
    digit = window.findChild(QLabel, "predictedDigit")
    def tell():
        if digit.text():
            print(digit.text(), "torch" in sys.modules)
            timer.stop()
            QTimer.singleShot({wait}, leave)
    def leave():
        print("torch" in sys.modules, "pyqtgraph" in sys.modules)
        window.close()
    timer = QTimer(window)
    timer.timeout.connect(tell)
    timer.start(2)
""".strip()


def test_a_digit_is_read_before_torch_is_imported(tmp_path: Path) -> None:
    done = run_app(READ_AND_TELL.format(wait=0), tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "1 False\nFalse False\n", "")


def test_while_the_pages_are_put_away_neither_torch_nor_the_plots_are_imported(tmp_path: Path) -> None:
    (tmp_path / "mnist-desktop").mkdir()
    (tmp_path / "mnist-desktop" / "settings.json").write_text('{"training_shown": false}')
    done = run_app(READ_AND_TELL.format(wait=2000), tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "1 False\nFalse False\n", "")


TRAIN_AND_TELL = """
    from PySide6.QtWidgets import QAbstractButton, QLabel
    train = window.findChild(QAbstractButton, "trainButton")
    status = window.findChild(QLabel, "trainingStatus")
    window.painted.connect(train.click)
    timer = QTimer(window)
    timer.timeout.connect(lambda: "step" in status.text() and (timer.stop(), print("now", flush=True)))
    timer.start(10)
""".strip()
JUST_TELL = "window.painted.connect(lambda: print('now', flush=True))"


def start_app(then: str, home: Path) -> subprocess.Popen[str]:
    """Start the program; returns once `then` has it print "now"."""
    process = subprocess.Popen(
        [sys.executable, "-W", "error", "-c", OUR_WINDOW.format(tell=then)],
        env=environment(home),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    if process.stdout.readline() != "now\n":
        _, err = process.communicate()
        pytest.fail(f"the program ended before it came so far (status {process.returncode}): {err}")
    return process


def kept_runs(home: Path) -> list[KeptRun]:
    return Library(home / "mnist-desktop" / "runs").runs()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("then", [JUST_TELL, TRAIN_AND_TELL], ids=["idle", "training"])
def test_a_signal_closes_the_window_as_a_person_would(then: str, number: signal.Signals, tmp_path: Path) -> None:
    with start_app(then, tmp_path) as process:
        process.send_signal(number)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (0, "", "")
    assert (tmp_path / "mnist-desktop" / "settings.json").is_file()
    assert [kept.can_resume for kept in kept_runs(tmp_path)] == [True] * (then is TRAIN_AND_TELL)


def test_closed_in_mid_training_it_ends_cleanly_and_the_run_is_kept(tmp_path: Path) -> None:
    then = TRAIN_AND_TELL.replace('print("now", flush=True)', "window.close()")
    done = run_app(then, tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    [kept] = kept_runs(tmp_path)
    assert kept.can_resume
    assert kept.history.state is RunState.RUNNING


def test_killed_in_mid_training_it_starts_again_with_the_last_epoch_at_hand(tmp_path: Path) -> None:
    then = TRAIN_AND_TELL.replace('"step" in', '"Epoch 2" in').replace(
        "window.painted.connect(train.click)",
        "window.reading.network_selected.emit('FirstNet'); window.painted.connect(train.click)",
    )
    with start_app(then, tmp_path) as process:
        process.kill()
    [kept] = kept_runs(tmp_path)
    assert kept.can_resume
    assert [row.epoch for row in kept.history.epochs] == [1]
    tell = """
    from PySide6.QtWidgets import QLabel
    message = window.findChild(QLabel, "message")
    timer = QTimer(window)
    timer.timeout.connect(lambda: message.text() and (timer.stop(), print(message.text()), window.close()))
    timer.start(10)"""
    again = run_app(tell.strip(), tmp_path)
    assert (again.returncode, again.stderr) == (0, "")
    assert again.stdout.startswith("FirstNet 1 was cut off after 1 of ")


def test_widgets_are_freed_on_their_own_thread_while_another_trains(tmp_path: Path) -> None:
    litter = """
    import threading
    import weakref
    from PySide6.QtWidgets import QWidget
    freed_at_home = set()
    def note():
        freed_at_home.add(threading.current_thread() is threading.main_thread())
        if "Epoch" in status.text() and len(freed_at_home) > 0:
            window.close()
    def drop_widgets():
        for _ in range(200):
            widget = QWidget()
            widget.itself = widget  # only a collection of garbage frees it
            weakref.finalize(widget, note)
    littering = QTimer(window)
    littering.timeout.connect(drop_widgets)
    littering.start(50)
    import atexit
    atexit.register(lambda: print(freed_at_home))"""
    then = TRAIN_AND_TELL.replace('print("now", flush=True)', "None") + litter
    done = run_app(then, tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "{True}\n", "")


def test_an_error_in_a_slot_is_logged_and_told_and_the_window_lives(tmp_path: Path) -> None:
    fail_then_close = """
    from PySide6.QtWidgets import QLabel
    def fail():
        raise ZeroDivisionError("a slot failed")
    def tell():
        print(window.findChild(QLabel, "message").text())
        window.close()
    window.painted.connect(lambda: QTimer.singleShot(0, fail))
    window.painted.connect(lambda: QTimer.singleShot(500, tell))"""
    done = run_app(fail_then_close.strip(), tmp_path)
    log = (tmp_path / "mnist-desktop" / "mnist-desktop.log").read_text("utf-8")
    assert done.returncode == 0
    assert done.stdout.startswith("Something went wrong (ZeroDivisionError)")
    assert "Traceback" not in done.stdout + done.stderr
    assert "a slot failed" in log
    assert "Traceback" in log


def test_with_an_icon_missing_it_runs_and_names_its_file(tmp_path: Path) -> None:
    icons = tmp_path / "icons"
    shutil.copytree(paths.icons(), icons)
    (icons / "pencil.svg").unlink()
    tell = f"""
    from pathlib import Path
    from PySide6.QtWidgets import QLabel
    from mnist_desktop import paths
    paths.icons = lambda: Path({str(icons)!r})
    def tell():
        print(window.findChild(QLabel, "message").text())
        window.close()
    window.painted.connect(lambda: QTimer.singleShot(0, tell))"""
    done = run_app(tell.strip(), tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "Icons are missing or damaged (pencil.svg): install mnist-desktop again to repair them.\n"


def test_where_nothing_can_be_kept_it_runs_and_warns_once(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("a file where the folder should be")
    tell = """
    from PySide6.QtWidgets import QLabel
    told = []
    show = window.message_bar.show_message
    window.message_bar.show_message = lambda text, *action: (told.append(text), show(text, *action))
    window.painted.connect(lambda: QTimer.singleShot(1500, lambda: (print(len(told), told[0]), window.close())))"""
    done = run_app(tell.strip(), in_the_way)
    assert done.returncode == 0
    assert done.stderr == ""
    assert done.stdout.startswith("1 Settings and the log are not kept: ")


def test_without_a_display_one_line_names_the_commands_that_need_none(tmp_path: Path) -> None:
    hidden = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    done = subprocess.run(
        [sys.executable, "-m", "mnist_desktop"],
        env={**hidden, "XDG_DATA_HOME": str(tmp_path), "QT_QPA_PLATFORM": "xcb"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert all(command in done.stderr for command in ("display", "predict", "train", "evaluate"))
