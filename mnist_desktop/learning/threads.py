"""How many cores torch may take."""

from __future__ import annotations

import os

import torch


def leave_one_core_to_the_window() -> None:
    """Keep torch to all cores but one, so that a stroke is inked at once whatever is computed behind it."""
    torch.set_num_threads(max(1, (os.cpu_count() or 2) - 1))
