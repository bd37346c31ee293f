"""The device to train on, the number of threads torch may use, and the memory it may keep."""

from __future__ import annotations

import os
from typing import Final

import torch

from mnist_desktop.system.errors import ProblemError

KEPT: Final = 31 * 2**20  # bytes; glibc learns from blocks of less than 32 MB only


def pick_device(name: str) -> torch.device:
    """Turn "auto" into the accelerator, or the CPU if there is none. Raises `ProblemError` for a missing device."""
    found = torch.accelerator.current_accelerator(check_available=True)
    if name == "auto":
        return found or torch.device("cpu")
    if name == "cpu" or (found is not None and found.type == name):
        return torch.device(name)
    raise ProblemError("device_missing", device=name)


def reserve_one_core() -> None:
    """Let torch use all cores but one, so that the pad shows strokes at once while torch computes."""
    torch.set_num_threads(max(1, (os.cpu_count() or 2) - 1))


def keep_freed_memory() -> None:
    """Let the C library keep the memory of freed tensors for the next ones, where it would return it to the system.

    glibc gets large blocks from the system, and returns them, until a larger one has been freed; then it keeps up to
    twice that size. Without this, a step that frees and makes megabytes spends a third of its time on page faults.
    """
    torch.empty(KEPT, dtype=torch.uint8)
