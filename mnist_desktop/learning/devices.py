"""What computes: which device, and how many of its cores torch may take."""

from __future__ import annotations

import os

import torch

from mnist_desktop.system.errors import ProblemError


def pick_device(wish: str) -> torch.device:
    """Turn "auto" into the machine's accelerator, or its CPU; raises `ProblemError` for a device that is not there."""
    found = torch.accelerator.current_accelerator(check_available=True)
    if wish == "auto":
        return found or torch.device("cpu")
    if wish == "cpu" or (found is not None and found.type == wish):
        return torch.device(wish)
    raise ProblemError("device_missing", device=wish)


def leave_one_core_to_the_window() -> None:
    """Keep torch to all cores but one, so that a stroke is inked at once whatever is computed behind it."""
    torch.set_num_threads(max(1, (os.cpu_count() or 2) - 1))
