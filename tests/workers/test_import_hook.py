from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from importlib import import_module
from importlib.machinery import SourceFileLoader

import pytest

from mnist_desktop.workers.import_hook import before_each_import


@pytest.fixture
def package(make_package: Callable[[str], str]) -> str:
    return make_package("")


def test_the_function_is_called_before_each_module_of_the_package(package: str) -> None:
    there: list[list[str]] = []

    def note() -> None:
        there.append(sorted(name for name in sys.modules if name.startswith("quite_new.")))

    with before_each_import(package, note):
        import_module(package)
    assert there == [[], ["quite_new.first"]]


def test_another_package_and_another_thread_are_not_told_of(package: str) -> None:
    calls: list[int] = []
    with before_each_import("other", lambda: calls.append(1)):
        import_module(package)
    for name in [name for name in sys.modules if name.startswith("quite_new")]:
        del sys.modules[name]
    with before_each_import(package, lambda: calls.append(2)):
        thread = threading.Thread(target=import_module, args=(package,))
        thread.start()
        thread.join()
    assert calls == []


def test_another_thread_can_import_during_the_call(package: str) -> None:
    imported: list[bool] = []

    def import_elsewhere() -> None:
        sys.modules.pop("colorsys", None)
        thread = threading.Thread(target=import_module, args=("colorsys",), daemon=True)
        thread.start()
        thread.join(5)
        imported.append(not thread.is_alive())

    with before_each_import(package, import_elsewhere):
        import_module(package)
    assert imported == [True, True]


def test_a_module_keeps_its_own_loader(package: str) -> None:
    with before_each_import(package, lambda: None):
        import_module(package)
    module = sys.modules[f"{package}.first"]
    assert isinstance(module.__loader__, SourceFileLoader)
    assert module.__spec__ is not None
    assert module.__spec__.loader is module.__loader__


def test_nothing_is_left_behind(package: str) -> None:
    before = list(sys.meta_path)
    with pytest.raises(ModuleNotFoundError), before_each_import(package, lambda: None):
        import_module("quite_new.missing")
    assert sys.meta_path == before
