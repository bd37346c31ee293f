from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from mnist_desktop import paths
from mnist_desktop.system.errors import Problem
from mnist_desktop.words import languages
from mnist_desktop.words.languages import LANGUAGES, install, install_for_terminal
from mnist_desktop.words.translation import is_translated, translate

STOPPED = ("Problems", "stopped")
SPANISH = "detenido"


@pytest.fixture(autouse=True)
def in_english_again() -> Iterator[None]:
    before = QLocale()
    yield
    languages.install_for_terminal({})
    QLocale.setDefault(before)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of translations that can be spoilt."""
    shutil.copytree(paths.resources() / "translations", tmp_path / "translations")
    monkeypatch.setattr(paths, "resources", lambda: tmp_path)
    return tmp_path / "translations"


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({}, "stopped"),
        ({"LANG": "C.UTF-8"}, "stopped"),
        ({"LANG": "en_GB.UTF-8"}, "stopped"),
        ({"LANG": "de_DE.UTF-8"}, "stopped"),
        ({"LANG": "es_ES.UTF-8"}, SPANISH),
        ({"LANG": "es"}, SPANISH),
        ({"LANG": "es_MX.UTF-8@euro"}, SPANISH),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "es_ES.UTF-8"}, SPANISH),
        ({"LANG": "es_ES.UTF-8", "LC_ALL": "C"}, "stopped"),
        ({"LANG": "es_ES.UTF-8", "LC_ALL": ""}, SPANISH),
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "de:es"}, SPANISH),
        ({"LANG": "es_ES.UTF-8", "LANGUAGE": "en:es"}, "stopped"),
        ({"LANG": "C", "LANGUAGE": "es"}, "stopped"),
    ],
)
def test_a_command_speaks_the_language_of_its_environment(environment: dict[str, str], words: str) -> None:
    assert install_for_terminal(environment) is None
    assert translate(*STOPPED) == words


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_every_language_has_its_words_and_its_own_name(language: languages.Language, qapp: QApplication) -> None:
    assert install(language.code) is None
    assert is_translated() is (language.code != languages.SOURCE)
    assert language.name[0].isupper()


def test_the_window_speaks_the_language_chosen_with_qt_s_own_words_and_numbers(qtbot: QtBot) -> None:
    assert install("es") is None
    label = QLabel()
    qtbot.addWidget(label)
    assert QCoreApplication.translate("TrainingCommands", "&Train") == "&Entrenar"
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancelar"
    assert translate(*STOPPED) == SPANISH
    assert label.locale().toString(0.5) == "0,5"


def test_english_can_be_chosen_again(qapp: QApplication) -> None:
    install("es")
    install("en")
    assert QCoreApplication.translate("TrainingCommands", "&Train") == "&Train"
    assert translate(*STOPPED) == "stopped"
    assert QLocale().toString(0.5) == "0.5"


@pytest.mark.parametrize("code", ["", "xx"])
def test_without_a_choice_the_window_speaks_the_system_s_language(code: str, qapp: QApplication) -> None:
    assert install(code) is None
    assert QLocale() == QLocale.system()
    assert translate(*STOPPED) == "stopped"  # as the tests' system does


def spoil(file: Path, how: str) -> None:
    whole = file.read_bytes()
    if how == "missing":
        file.unlink()
    elif how == "a folder":
        file.unlink()
        file.mkdir()
    else:
        file.write_bytes(
            {"empty": b"", "cut": whole[:20], "half": whole[: len(whole) // 2], "text": b"Hola\n" * 99}[how]
        )


@pytest.mark.parametrize("how", ["missing", "a folder", "empty", "cut", "half", "text"])
def test_where_its_words_are_missing_or_damaged_it_speaks_english_and_says_so(
    how: str, folder: Path, qapp: QApplication
) -> None:
    file = folder / "mnist-desktop_es.qm"
    spoil(file, how)
    for missing in (install("es"), install_for_terminal({"LANG": "es_ES.UTF-8"})):
        assert missing == Problem("translation_missing", {"file": file})
        assert not is_translated()
    assert QCoreApplication.translate("TrainingCommands", "&Train") == "&Train"


@pytest.mark.parametrize("length", range(0, 50_000, 997))
def test_however_short_a_file_is_cut_its_texts_are_whole_or_english(
    length: int, folder: Path, qapp: QApplication
) -> None:
    file = folder / "mnist-desktop_es.qm"
    file.write_bytes(file.read_bytes()[:length])
    install("es")
    assert translate(*STOPPED) in {"stopped", SPANISH}
