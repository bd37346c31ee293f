from __future__ import annotations

import gc

import pytest
import torch
from disks import small_disk  # noqa: F401  # a fixture is known by being here

from mnist_desktop.learning.data import mnist
from mnist_desktop.learning.data.mnist import Dataset


@pytest.fixture(scope="session")
def few() -> Dataset:
    """Three steps of a hundred an epoch, the last one smaller."""
    data = mnist.load()
    return Dataset("mnist", data.train[:290], data.test[:100])


@pytest.fixture(autouse=True)
def one_core() -> None:
    torch.set_num_threads(1)  # the same sums in the same order, whatever the machine and the test before


@pytest.fixture(scope="session", autouse=True)
def torch_stays() -> None:
    """Its 200,000 objects need not be walked through after each test in search of threads left behind."""
    gc.collect()
    gc.freeze()
