from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from importlib import import_module

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


def test_nothing_is_left_behind(package: str) -> None:
    before = list(sys.meta_path)
    with pytest.raises(ModuleNotFoundError), before_each_import(package, lambda: None):
        import_module("quite_new.missing")
    assert sys.meta_path == before
