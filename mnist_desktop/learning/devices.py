"""The device to train on, and the number of threads torch may use."""

from __future__ import annotations

import os

import torch

from mnist_desktop.system.errors import ProblemError


def pick_device(wish: str) -> torch.device:
    """Turn "auto" into the accelerator, or the CPU if there is none. Raises `ProblemError` for a missing device."""
    found = torch.accelerator.current_accelerator(check_available=True)
    if wish == "auto":
        return found or torch.device("cpu")
    if wish == "cpu" or (found is not None and found.type == wish):
        return torch.device(wish)
    raise ProblemError("device_missing", device=wish)


def leave_one_core_to_the_window() -> None:
    """Let torch use all cores but one, so that the pad shows strokes at once while torch computes."""
    torch.set_num_threads(max(1, (os.cpu_count() or 2) - 1))
