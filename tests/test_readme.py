"""What the README has people type."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from commands import SEVEN
from PIL import Image, ImageDraw

README = Path(__file__).parents[1] / "README.md"


def test_the_lines_of_python_read_a_picture(tmp_path: Path) -> None:
    picture = Image.new("L", (500, 500), 255)
    ImageDraw.Draw(picture).line(SEVEN, fill=0, width=20)
    picture.save(tmp_path / "digit.png")
    [lines] = re.findall(r"```python\n(.*?)```", README.read_text("utf-8"), re.DOTALL)
    assert len([line for line in lines.splitlines() if line]) == 2
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", lines], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr) == ("7\n", "")
