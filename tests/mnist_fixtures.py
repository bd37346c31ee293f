"""Fixtures of MNIST's digits, whole and in part, for the folders whose tests use torch."""

from __future__ import annotations

import gc

import pytest

from mnist_desktop.learning.data import mnist
from mnist_desktop.learning.data.mnist import Dataset


@pytest.fixture(scope="session")
def data() -> Dataset:
    return mnist.load()


@pytest.fixture(scope="session")
def tiny(data: Dataset) -> Dataset:
    return Dataset("mnist", data.train[:2000], data.test[:500])


@pytest.fixture(scope="session")
def few(data: Dataset) -> Dataset:
    """Three steps of a hundred an epoch, the last one smaller."""
    return Dataset("mnist", data.train[:290], data.test[:100])


@pytest.fixture(scope="session", autouse=True)
def torch_stays() -> None:
    """Its 200,000 objects need not be walked through after each test in search of threads left behind."""
    gc.collect()
    gc.freeze()
