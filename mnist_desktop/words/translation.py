"""Texts in the language of the person."""

from __future__ import annotations

import sys


def translate(context: str, text: str) -> str:
    """What Qt has for a text. A command in English never imports Qt, and then the text is as it stands."""
    core = sys.modules.get("PySide6.QtCore")
    return text if core is None else str(core.QCoreApplication.translate(context, text))
