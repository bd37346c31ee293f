from __future__ import annotations

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from mnist_desktop.system.standard_error import silenced


def test_what_a_library_prints_is_dropped_and_what_comes_before_and_after_is_not(
    capfd: pytest.CaptureFixture[str],
) -> None:
    print("before", file=sys.stderr)
    with silenced():
        os.write(2, b"a library\n")
    os.write(2, b"after\n")
    assert capfd.readouterr().err == "before\nafter\n"


def test_it_ends_with_an_error_too(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ValueError, match="damaged"), silenced():
        raise ValueError("damaged")
    os.write(2, b"after\n")
    assert capfd.readouterr().err == "after\n"


def test_threads_that_silence_it_at_once_do_not_silence_it_for_good(capfd: pytest.CaptureFixture[str]) -> None:
    together = Barrier(4)

    def silence(_: int) -> None:
        together.wait()
        for _ in range(200):
            with silenced():
                os.write(2, b"a library\n")

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(silence, range(4)))
    os.write(2, b"after\n")
    assert capfd.readouterr().err == "after\n"


def test_a_program_without_standard_error_is_left_alone() -> None:
    kept = os.dup(2)
    os.close(2)
    try:
        with silenced():
            pass
    finally:
        os.dup2(kept, 2)
        os.close(kept)
