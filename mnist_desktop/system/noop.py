"""Marks a text for translation where it is written, for layers that know neither Qt nor the language."""

from __future__ import annotations


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # noqa: N802  # the name that lupdate looks for
    """Return `text`; whoever shows it translates it in `context`."""
    return text
