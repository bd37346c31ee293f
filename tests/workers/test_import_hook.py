from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from mnist_desktop.workers.import_hook import before_each_import


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    folder = tmp_path / "brand_new"
    folder.mkdir()
    (folder / "__init__.py").write_text("from brand_new import first, second\n")
    for name in ("first", "second"):
        (folder / f"{name}.py").touch()
    monkeypatch.syspath_prepend(str(tmp_path))
    yield "brand_new"
    for name in [name for name in sys.modules if name.startswith("brand_new")]:
        del sys.modules[name]


def test_the_function_is_called_before_each_module_of_the_package(package: str) -> None:
    there: list[list[str]] = []

    def note() -> None:
        there.append(sorted(name for name in sys.modules if name.startswith("brand_new.")))

    with before_each_import(package, note):
        import_module(package)
    assert there == [[], ["brand_new.first"]]


def test_another_package_and_another_thread_are_not_told_of(package: str) -> None:
    calls: list[int] = []
    with before_each_import("other", lambda: calls.append(1)):
        import_module(package)
    for name in [name for name in sys.modules if name.startswith("brand_new")]:
        del sys.modules[name]
    with before_each_import(package, lambda: calls.append(2)):
        thread = threading.Thread(target=import_module, args=(package,))
        thread.start()
        thread.join()
    assert calls == []


def test_nothing_is_left_behind(package: str) -> None:
    before = list(sys.meta_path)
    with pytest.raises(ModuleNotFoundError), before_each_import(package, lambda: None):
        import_module("brand_new.missing")
    assert sys.meta_path == before
