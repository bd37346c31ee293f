"""torch is imported behind the window: not during a stroke, and without standing in its way."""

from __future__ import annotations

import subprocess
import sys
import textwrap


def run(code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", textwrap.dedent(code)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_while_imports_are_held_none_of_torch_s_modules_begins() -> None:
    out = run("""
        import sys, threading, time
        from mnist_desktop.workers.torch_import import import_torch

        asked, may_import = threading.Event(), threading.Event()

        def wait():
            asked.set()
            may_import.wait()

        thread = threading.Thread(target=import_torch, args=(wait,))
        thread.start()
        asked.wait()
        modules = set(sys.modules)
        time.sleep(0.2)
        print(set(sys.modules) == modules, "torch.nn" in modules)
        may_import.set()
        thread.join()
        print("torch.nn" in sys.modules)
    """)
    assert out == "True False\nTrue\n"


def test_torch_works_after_its_libraries_were_loaded_first() -> None:
    out = run("""
        from mnist_desktop.workers.torch_import import import_torch
        import_torch(lambda: None)
        import torch
        one = torch.ones(3, requires_grad=True)
        (one * 2).sum().backward()
        print(one.grad.tolist())
    """)
    assert out == "[2.0, 2.0, 2.0]\n"


def test_torch_is_imported_once() -> None:
    out = run("""
        from mnist_desktop.workers.torch_import import import_torch
        import_torch(lambda: None)
        import_torch(lambda: print("again"))
    """)
    assert out == ""


def test_where_the_libraries_are_elsewhere_torch_is_imported_all_the_same() -> None:
    out = run("""
        from mnist_desktop.workers import torch_import
        torch_import.LIBRARIES = ("missing.so",)
        torch_import.import_torch(lambda: None)
        import torch
        print(torch.ones(1).item())
    """)
    assert out == "1.0\n"
