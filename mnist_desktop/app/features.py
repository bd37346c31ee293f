"""Turns off PySide's search for `__feature__`, which this program does not use.

With PySide imported, every module that is imported later has its source read and searched, and kept in memory. For
torch that is 0.3 s and 42 MB. Importing this module turns it off, so it comes before the
others.
"""

from __future__ import annotations

import sys

import PySide6.QtCore  # noqa: F401  # it installs the search

_FEATURE = "shibokensupport.feature"
_SEARCH = "_mod_uses_pyside"

if hasattr(sys.modules.get(_FEATURE), _SEARCH):  # a version that has it not needs no help
    setattr(sys.modules[_FEATURE], _SEARCH, lambda module: False)
