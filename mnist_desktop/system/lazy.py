"""Imports modules at their first use."""

from __future__ import annotations

from importlib import import_module
from typing import Any


class LazyModule:
    """A proxy of the module `name`. The first access to an attribute, from any thread, imports it."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, attribute: str) -> Any:
        value = getattr(import_module(self._name), attribute)
        setattr(self, attribute, value)  # the next access does not call __getattr__
        return value
