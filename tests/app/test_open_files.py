"""Files and the clipboard, with the program as a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from PIL import Image
from processes import OUR_WINDOW, environment

TELL = """
    def tell(content):
        if content.picture is not None:
            print(content.picture.width(), content.picture.height(), flush=True)
            QTimer.singleShot(0, window.close)
    window.pad.canvas.content_changed.connect(tell)
""".strip()


COPY = """
    import numpy as np
    from PySide6.QtWidgets import QApplication
    from mnist_desktop.drawing.strokes import Drawing, Stroke
    from mnist_desktop.sessions.pad_mime import DRAWING
    one = Drawing((Stroke(np.array([[250.0, 100.0], [250.0, 400.0]])),))
    window.painted.connect(lambda: (window.pad.canvas.set_drawing(one), window.commands.copy.trigger()))
    def leave():
        if QApplication.clipboard().mimeData().hasFormat(DRAWING):
            QApplication.clipboard().dataChanged.disconnect(leave)
            window.closing.connect(lambda: QTimer.singleShot(0, tell))
            window.close()
    def tell():
        held = QApplication.clipboard().mimeData()
        print(held.hasFormat(DRAWING), held.hasImage(), flush=True)
    QApplication.clipboard().dataChanged.connect(leave)
""".strip()


def test_closed_after_a_copy_it_leaves_the_picture_in_the_clipboard_and_ends_cleanly(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", OUR_WINDOW.format(tell=COPY)],
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "False True\n", "")


def test_started_with_a_file_it_shows_it(tmp_path: Path) -> None:
    Image.new("RGB", (60, 40), (200, 180, 160)).save(tmp_path / "photo.png")
    code = OUR_WINDOW.format(tell=TELL).replace("main([])", "main(['photo.png'])")
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        env=environment(tmp_path),
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "60 40\n", "")
