"""The languages of the program: their list, the user's choice, and loading the translations.

A new language needs a row here and a file in resources/translations. The README explains how to make the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mnist_desktop import paths
from mnist_desktop.system.errors import Problem
from mnist_desktop.words.translation import look_up_with

if TYPE_CHECKING:
    from PySide6.QtCore import QTranslator


@dataclass(frozen=True)
class Language:
    """A language by its code, and its own name for itself."""

    code: str
    name: str


SOURCE: Final = "en"  # the language of the source code
LANGUAGES: Final = (Language(SOURCE, "English"), Language("es", "Español"))
_CODES: Final = frozenset(language.code for language in LANGUAGES)

_installed: list[QTranslator] = []  # Qt uses each until it is deleted, the last one first


def install(code: str = "") -> Problem | None:
    """Show the window in a language, "" for the system's. Return a problem if a translation is missing.

    A QApplication must exist, and no widget yet. Numbers follow the system's locale, unless the requested language
    differs from the system's.
    """
    from PySide6.QtCore import QLocale

    system = QLocale.system()
    is_foreign = code in _CODES and QLocale(code).language() != system.language()
    QLocale.setDefault(QLocale(code) if is_foreign else system)
    return _load(code if code in _CODES else _first_known(system.uiLanguages()), in_window=True)


def install_for_terminal(environment: Mapping[str, str]) -> Problem | None:
    """Use the language of the environment in a command, as gettext does. Return a problem if a file is missing."""
    return _load(_first_known(_wanted(environment)), in_window=False)


def _wanted(environment: Mapping[str, str]) -> Iterator[str]:
    locale = next(filter(None, map(environment.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "C")
    if locale.partition(".")[0] not in {"C", "POSIX"}:
        yield from environment.get("LANGUAGE", "").split(":")
        yield locale


def _first_known(names: Iterable[str]) -> str:
    """Return the code of the first language with translations. Names are `es`, `es-MX` or `es_MX.UTF-8`."""
    codes = (re.split(r"[-_.@]", name)[0] for name in names)
    return next((code for code in codes if code in _CODES), SOURCE)


def _load(code: str, *, in_window: bool) -> Problem | None:
    look_up_with(None)
    _installed.clear()  # Qt removes a deleted translator
    file = paths.translations(code)
    if code == SOURCE and not (in_window and file.is_file()):  # English needs only plural forms
        return None
    from PySide6.QtCore import QTranslator

    translator = QTranslator()
    if not translator.load(str(file)) or translator.isEmpty():
        return Problem("translation_missing", {"file": file})
    look_up_with(translator.translate)
    if in_window:
        _install(translator, code)
    return None


def _install(translator: QTranslator, code: str) -> None:
    from PySide6.QtCore import QCoreApplication, QLibraryInfo, QTranslator

    of_qt = QTranslator()  # the texts of Qt's dialogs and menus
    of_qt.load(f"qtbase_{code}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    for each in (of_qt, translator):
        QCoreApplication.installTranslator(each)
        _installed.append(each)
