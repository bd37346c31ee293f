from __future__ import annotations

import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from mnist_desktop.workers.importing import Import


def test_once_it_says_so_the_module_is_there(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "quite_new.py").write_text("import threading\nthread = threading.get_ident()\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    work = Import("quite_new")
    with qtbot.waitSignal(work.imported):
        work.start()
    work.wait()
    import threading

    assert sys.modules.pop("quite_new").thread != threading.get_ident()


def test_a_module_that_is_there_already_is_said_to_be_too(qtbot: QtBot) -> None:
    work = Import("json")
    with qtbot.waitSignal(work.imported):
        work.start()
    work.wait()
