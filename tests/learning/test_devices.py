from __future__ import annotations

import os
import subprocess
import sys

import pytest
import torch

from mnist_desktop.catalog.options import OneOf
from mnist_desktop.catalog.training import TRAINING_OPTIONS
from mnist_desktop.learning.devices import pick_device


def test_only_a_device_that_is_there_is_picked() -> None:
    accelerator = torch.accelerator.current_accelerator(check_available=True)
    assert pick_device("cpu").type == "cpu"
    assert pick_device("auto") == (accelerator or torch.device("cpu"))
    [devices] = [row for row in TRAINING_OPTIONS if row.name == "device"]
    assert isinstance(devices, OneOf)
    for name in set(devices.choices) - {"auto", "cpu", accelerator.type if accelerator else "cpu"}:
        with pytest.raises(ValueError, match=name):
            pick_device(name)


def test_one_core_is_left_to_the_window() -> None:
    work = "from mnist_desktop.learning import devices; import torch; devices.reserve_one_core()\n"
    work += "print(torch.get_num_threads())"
    done = subprocess.run([sys.executable, "-c", work], capture_output=True, text=True, check=True)
    assert int(done.stdout) == max(1, (os.cpu_count() or 2) - 1)
