"""The languages of the program. A new one is a row here and its file in resources/translations."""

from __future__ import annotations

import locale
import os
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mnist_desktop import paths

if TYPE_CHECKING:
    from PySide6.QtCore import QCoreApplication


@dataclass(frozen=True)
class Language:
    """A language by its code, and its name in itself."""

    code: str
    name: str


LANGUAGES: Final = (Language("en", "English"), Language("es", "Español"))
SOURCE: Final = LANGUAGES[0].code  # what the program is written in


def install(code: str) -> list[str]:
    """Have Qt translate into the language of that code, the system's for "" or a code that is not known.

    Returns the files that are missing or damaged; without them the program speaks English. Needs an application.
    """
    from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator

    chosen = code if code in _CODES else best(QLocale.system().uiLanguages())
    if chosen == code:
        QLocale.setDefault(QLocale(code))
    qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    missing = []
    for folder, name in ((qt, f"qtbase_{chosen}"), (str(paths.translations()), f"mnist-desktop_{chosen}")):
        translator = QTranslator(_application())
        if translator.load(name, folder):
            _application().installTranslator(translator)
        elif chosen != SOURCE:
            missing.append(f"{name}.qm")
    return missing


def install_for_command() -> None:
    """The same for a command in a terminal, by its environment; English imports no Qt."""
    wanted = [os.environ.get(name, "") for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")]
    chosen = best([*":".join(wanted).split(":"), locale.getlocale()[0] or ""])
    if chosen != SOURCE:
        install(chosen)


def best(wanted: Iterable[str]) -> str:
    """The code of the first of these locales, as `es_MX.UTF-8` or `es-MX`, whose language the program has.

    The locale C, which speaks no language, stands for English.
    """
    for each in wanted:
        code = each.replace("-", "_").partition("_")[0].partition(".")[0].lower()
        if code in ("c", "posix"):
            return SOURCE
        if code in _CODES:
            return code
    return SOURCE


_CODES: Final = {language.code for language in LANGUAGES}


def _application() -> QCoreApplication:
    """The one that runs, or for a command one of its own."""
    from PySide6.QtCore import QCoreApplication

    global _own  # noqa: PLW0603  # Python must hold it: Qt has one application a process
    _own = QCoreApplication.instance() or QCoreApplication([])
    return _own


_own: QCoreApplication | None = None
