"""Translates texts. English needs no Qt, so that a command starts fast."""

from __future__ import annotations

from collections.abc import Callable

_look_up: Callable[[str, str], str | None] | None = None


def translate(context: str, text: str) -> str:
    """Return `text` in the installed language, or `text` itself if it has no translation."""
    return (_look_up and _look_up(context, text)) or text


def is_translated() -> bool:
    """Return whether a language other than English is installed."""
    return _look_up is not None


def look_up_with(look_up: Callable[[str, str], str | None] | None) -> None:
    """Use `look_up(context, text)` from now on. None means English."""
    global _look_up  # noqa: PLW0603  # a process uses one language
    _look_up = look_up
