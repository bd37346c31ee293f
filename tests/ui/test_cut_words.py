from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from mnist_desktop.words.languages import LANGUAGES

SHOW = Path(__file__).parents[1] / "cut_words.py"


@pytest.mark.parametrize("scale", ["1", "2"])
@pytest.mark.parametrize("language", [language.code for language in LANGUAGES])
def test_no_words_are_cut_in_the_smallest_window(language: str, scale: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, SHOW, language],
        env={**os.environ, "QT_SCALE_FACTOR": scale, "XDG_DATA_HOME": str(tmp_path)},
        stdout=subprocess.PIPE,
        text=True,
        timeout=60,
        check=True,
    )
    assert json.loads(done.stdout) == []
