from __future__ import annotations

import signal
import subprocess
import sys
import threading

import pytest

from mnist_desktop.system.signals import SIGNALS, stop_requested

TWICE = """
import signal, sys
from mnist_desktop.system.signals import stop_requested
number = getattr(signal, sys.argv[1])
with stop_requested(lambda: print("asked", flush=True)):
    signal.raise_signal(number)
    signal.raise_signal(number)
    print("still here")
"""


def nothing() -> None:
    pass


@pytest.mark.parametrize("number", SIGNALS)
def test_a_signal_is_a_wish(number: signal.Signals) -> None:
    asked = threading.Event()
    with stop_requested(asked.set):
        assert not asked.is_set()
        signal.raise_signal(number)
        assert asked.is_set()


@pytest.mark.parametrize("number", SIGNALS)
def test_afterwards_all_is_as_before(number: signal.Signals) -> None:
    before = [signal.getsignal(each) for each in SIGNALS]
    with stop_requested(nothing):
        assert signal.getsignal(number) not in before
        signal.raise_signal(number)
    assert [signal.getsignal(each) for each in SIGNALS] == before


def test_after_an_error_too() -> None:
    before = [signal.getsignal(each) for each in SIGNALS]
    with pytest.raises(ZeroDivisionError), stop_requested(nothing):
        raise ZeroDivisionError
    assert [signal.getsignal(each) for each in SIGNALS] == before


def test_the_second_ctrl_c_strikes_at_once() -> None:
    with stop_requested(nothing):
        signal.raise_signal(signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)


def test_the_second_sigterm_ends_the_process() -> None:
    done = subprocess.run([sys.executable, "-c", TWICE, "SIGTERM"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (-signal.SIGTERM, "asked\n")


def test_after_one_signal_the_other_is_still_a_wish() -> None:
    asked: list[str] = []
    with stop_requested(lambda: asked.append("stop")):
        signal.raise_signal(signal.SIGTERM)
        signal.raise_signal(signal.SIGINT)
    assert asked == ["stop", "stop"]
