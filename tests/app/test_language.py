"""The language of the window, in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from processes import OUR_WINDOW, environment

TELL = """
    from PySide6.QtWidgets import QAbstractButton, QLabel
    def tell():
        print(window.findChild(QAbstractButton, "trainButton").text())
        print(window.findChild(QLabel, "message").text())
        window.close()
    window.painted.connect(lambda: QTimer.singleShot(100, tell))""".strip()


def told(home: Path, locale: str, before: str = "") -> list[str]:
    """What the window says on the button Train and in its message; `before` is done before it is made."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", before + OUR_WINDOW.format(tell=TELL)],
        env=environment(home) | {"LC_ALL": locale},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.splitlines()


@pytest.mark.parametrize(
    ("locale", "train"), [("es_MX.UTF-8", "Entrenar"), ("en_US.UTF-8", "Train"), ("fa_IR.UTF-8", "Train")]
)
def test_the_window_speaks_the_language_of_the_system_where_it_can(locale: str, train: str, tmp_path: Path) -> None:
    assert told(tmp_path, locale) == [train, ""]


def test_the_language_that_was_chosen_goes_before_that_of_the_system(tmp_path: Path) -> None:
    (tmp_path / "mnist-desktop").mkdir()
    (tmp_path / "mnist-desktop" / "settings.json").write_text(json.dumps({"language": "es"}))
    assert told(tmp_path, "en_US.UTF-8") == ["Entrenar", ""]


def test_where_its_words_are_missing_the_window_says_so_once_in_english(tmp_path: Path) -> None:
    missing = "from pathlib import Path\nfrom mnist_desktop import paths\n"
    missing += f"paths.translations = Path({str(tmp_path)!r}).joinpath\n"
    (tmp_path / "mnist-desktop").mkdir()
    (tmp_path / "mnist-desktop" / "settings.json").write_text(json.dumps({"language": "es"}))
    [train, message] = told(tmp_path, "en_US.UTF-8", before=missing)
    assert train == "Train"
    assert message.startswith(f"The program speaks English: {tmp_path}/es is missing or damaged")
    assert message.count("English") == 1
