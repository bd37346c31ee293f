"""The program started with files, as a process of its own."""

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
