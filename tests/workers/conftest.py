from __future__ import annotations

import pytest
import torch
from disks import small_disk  # noqa: F401  # a fixture is known by being here
from mnist_fixtures import data, few, torch_stays  # noqa: F401  # the same


@pytest.fixture(autouse=True)
def one_core() -> None:
    torch.set_num_threads(1)  # the same sums in the same order, whatever the machine and the test before
