"""A lazy module is the module, only later."""

from __future__ import annotations

import colorsys
import sys

import pytest

from mnist_desktop.system.lazy import LazyModule


def test_it_is_imported_at_the_first_use_and_not_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "colorsys")
    lazy = LazyModule("colorsys")
    assert "colorsys" not in sys.modules
    assert lazy.ONE_THIRD == colorsys.ONE_THIRD
    assert "colorsys" in sys.modules


def test_what_the_module_has_not_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no_such_thing"):
        LazyModule("colorsys").no_such_thing  # noqa: B018  # asking is the test


def test_a_module_that_is_not_there_is_an_import_error() -> None:
    with pytest.raises(ModuleNotFoundError, match="no_such_module"):
        LazyModule("no_such_module").anything  # noqa: B018  # asking is the test
