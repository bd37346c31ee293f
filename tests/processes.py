"""The whole program as a process of its own, started with something done to its window, and timed from outside."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

ROUNDS = 11  # processes on a shared machine scatter by half; of fewer the median does too

EMPTY_WINDOW = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
class Empty(QWidget):
    def paintEvent(self, event):
        QTimer.singleShot(0, lambda: print("now", flush=True))
app = QApplication([])
window = Empty()
window.resize(1120, 760)
window.show()
app.exec()
"""

OUR_WINDOW = """
import sys
from PySide6.QtCore import QTimer
from mnist_desktop import app
create = app.create_window
def create_and_tell():
    window = create()
    {tell}
    return window
app.create_window = create_and_tell
from mnist_desktop.cli import main
sys.exit(main([]))
"""

FIRST_PAINT = "window.painted.connect(lambda: print('now', 'torch' in sys.modules, flush=True))"

# A digit is drawn as soon as the window is there; its reading is what is waited for.
FIRST_READING = """
    from PySide6.QtWidgets import QLabel
    import numpy as np
    from mnist_desktop.drawing.strokes import Drawing, Stroke
    one = Drawing((Stroke(np.array([[250.0, 100.0], [250.0, 400.0]])),))
    window.painted.connect(lambda: window.pad.canvas.set_drawing(one))
    digit = window.findChild(QLabel, "predictedDigit")
    timer = QTimer(window)
    timer.timeout.connect(lambda: digit.text() and print("now", "torch" in sys.modules, flush=True))
    timer.start(2)
""".strip()

IMPORT_TORCH = "import torch; print('now', flush=True)"


def environment(home: Path) -> dict[str, str]:
    """The user's environment, in which Python keeps the bytecode that it has compiled."""
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return inherited | {"XDG_DATA_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}


def seconds_until_now(code: str, home: Path) -> tuple[float, str]:
    """From process start to the line that starts with "now"; returns that line too. The process is then killed."""
    started = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-c", code], env=environment(home), stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        elapsed = time.perf_counter() - started
        process.kill()
    assert line.startswith("now"), "the process ended before it came so far"
    return elapsed, line


def median_ratio(code: str, reference: str, home: Path) -> tuple[float, float, float]:
    """Medians of `ROUNDS` after a warm-up each, taken in turns: seconds of both, and the ratio of the medians."""
    pairs = [(seconds_until_now(code, home)[0], seconds_until_now(reference, home)[0]) for _ in range(ROUNDS + 1)][1:]
    ours, theirs = (statistics.median(times) for times in zip(*pairs, strict=True))
    return ours, theirs, ours / theirs


def peak_megabytes(command: Sequence[str | Path]) -> float:
    """The most memory that a command held, resident, in MB."""
    # A small process starts it: a child begins with the memory of its parent, which here is that of all tests.
    tell = "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)"
    tell += "; print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    done = subprocess.run([sys.executable, "-c", tell, *command], capture_output=True, text=True, check=True)
    return int(done.stdout) / 1e3
