from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import mnist_desktop

PACKAGE = Path(mnist_desktop.__file__).parent
CHECKOUT = Path(__file__).parents[1]


def imported_by(file: Path) -> Iterator[str]:
    """Every module a file imports, wherever in it."""
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module == "PySide6":
            yield from (f"PySide6.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def test_a_layer_knows_only_what_is_below_it() -> None:
    lint = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run([lint, "--no-cache"], cwd=CHECKOUT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_workers_know_of_qt_its_core_alone() -> None:
    known = {name for file in (PACKAGE / "workers").rglob("*.py") for name in imported_by(file)}
    assert {name for name in known if name.startswith("PySide6")} == {"PySide6.QtCore"}


@pytest.mark.parametrize("module", ["app", "sessions.window", "cli", "ui.main_window", "drawing.digit_image"])
def test_torch_is_not_imported_on_the_way_to_the_window(module: str) -> None:
    work = f"import sys, mnist_desktop.{module}; print('torch' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", work], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
