"""Marks a text for translation, for layers without Qt and without a language."""

from __future__ import annotations


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # noqa: N802  # the name that lupdate looks for
    """Return `text`. The caller that shows it translates it in `context`."""
    return text
