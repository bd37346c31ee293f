"""The languages of the program."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Language:
    """A language by its code, and its name in itself."""

    code: str
    name: str


LANGUAGES: Final = (Language("en", "English"), Language("es", "Español"))
