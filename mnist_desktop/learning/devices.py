"""The device to train on, and the number of threads torch may use."""

from __future__ import annotations

import os

import torch

from mnist_desktop.system.errors import ProblemError


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
