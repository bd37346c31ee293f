"""The whole program as a process: how it starts, fails and ends."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from processes import OUR_WINDOW, environment


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


@pytest.mark.parametrize("wait", [0, 30, 100, 300, 1000])
def test_closed_while_torch_is_being_imported_it_ends_cleanly(tmp_path: Path, wait: int) -> None:
    done = run_app(f"window.painted.connect(lambda: QTimer.singleShot({wait}, window.close))", tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_neither_torch_nor_numpy_is_imported_before_the_first_paint(tmp_path: Path) -> None:
    tell = "print({'torch', 'numpy'} & set(sys.modules))"
    done = run_app(f"window.painted.connect(lambda: ({tell}, QTimer.singleShot(0, window.close)))", tmp_path)
    assert done.stdout == "set()\n"


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


def test_where_nothing_can_be_kept_it_runs_and_warns_once(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("a file where the folder should be")
    tell = """
    from PySide6.QtWidgets import QLabel
    told = []
    show = window.show_message
    window.show_message = lambda text: (told.append(text), show(text))
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
