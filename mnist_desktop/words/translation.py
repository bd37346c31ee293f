"""Texts in the language of the person. In English this imports no Qt, so that a command starts at once."""

from __future__ import annotations

from collections.abc import Callable

_look_up: Callable[[str, str], str | None] | None = None


def translate(context: str, text: str) -> str:
    """`text` in the installed language, or `text` itself where the language has no words for it."""
    return (_look_up and _look_up(context, text)) or text


def is_translated() -> bool:
    """Whether another language than English is installed."""
    return _look_up is not None


def look_up_with(look_up: Callable[[str, str], str | None] | None) -> None:
    """Ask `look_up`, which takes a context and a text, from now on; None is English."""
    global _look_up  # noqa: PLW0603  # a process speaks one language
    _look_up = look_up
