"""The tutorial's own training loop, as a yardstick: a DataLoader that prepares every image by itself."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Final

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812  # the name every PyTorch reader knows
from PIL import Image
from torch import Tensor, nn
from torch.utils.data import DataLoader
from torch.utils.data import Dataset as TorchDataset

from mnist_desktop.drawing.digit_image import MEAN, STD
from mnist_desktop.learning.data.mnist import Digits

BATCH: Final = 64
LEARNING_RATE: Final = 0.001


class OneByOne(TorchDataset[tuple[Tensor, int]]):
    """torchvision's MNIST with ToTensor and Normalize: every image a Pillow picture, then a tensor, then normalised."""

    def __init__(self, digits: Digits) -> None:
        self._digits = digits
        self._prepare = _preparation()

    def __len__(self) -> int:
        return len(self._digits)

    def __getitem__(self, index: int) -> tuple[Tensor, int]:
        picture = Image.fromarray(self._digits.images[index].numpy())
        return self._prepare(picture), int(self._digits.labels[index])


def _preparation() -> Callable[[Image.Image], Tensor]:
    """Torchvision's own where it imports, which beside many builds of torch it does not."""
    try:
        from torchvision import transforms
    except (ImportError, RuntimeError):
        return nn.Sequential(_ToTensor(), _Normalize())
    prepare: Callable[[Image.Image], Tensor] = transforms.Compose(
        [transforms.ToTensor(), transforms.Normalize((MEAN,), (STD,))]
    )
    return prepare


class _ToTensor(nn.Module):
    """Step for step what torchvision's does to a grey picture."""

    def forward(self, picture: Image.Image) -> Tensor:
        pixels = torch.from_numpy(np.array(picture, np.uint8, copy=True))
        in_channels = pixels.view(picture.size[1], picture.size[0], len(picture.getbands())).permute(2, 0, 1)
        return in_channels.contiguous().to(torch.get_default_dtype()).div(255)


class _Normalize(nn.Module):
    """Step for step what torchvision's does, its look at the deviations included."""

    def forward(self, image: Tensor) -> Tensor:
        mean = torch.as_tensor((MEAN,), dtype=image.dtype, device=image.device)
        std = torch.as_tensor((STD,), dtype=image.dtype, device=image.device)
        if (std == 0).any():
            raise ValueError("a standard deviation is 0")
        return image.clone().sub_(mean.view(-1, 1, 1)).div_(std.view(-1, 1, 1))


def steps(network: nn.Module, digits: Digits, seed: int = 0, epochs: int = 1) -> Iterator[float]:
    """Train as the tutorial writes it: the loss of each step."""
    torch.manual_seed(seed)
    loader = DataLoader(OneByOne(digits), batch_size=BATCH, shuffle=True, generator=torch.Generator().manual_seed(seed))
    optimizer = torch.optim.SGD(network.parameters(), lr=LEARNING_RATE)
    network.train()
    for _ in range(epochs):
        for images, labels in loader:
            optimizer.zero_grad()
            loss = F.nll_loss(network(images), labels)
            loss.backward()
            optimizer.step()
            yield loss.item()


def images_per_second(network: nn.Module, digits: Digits) -> float:
    started = time.perf_counter()
    for _ in steps(network, digits):
        pass
    return len(digits) / (time.perf_counter() - started)


class _FirstNet(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.fc0 = nn.Linear(784, 1000)
        self.fc1 = nn.Linear(1000, 50)
        self.fc2 = nn.Linear(50, 10)

    def forward(self, images: Tensor) -> Tensor:
        values = F.relu(self.fc0(images.view(-1, 784)))
        values = F.relu(self.fc1(values))
        return F.log_softmax(F.relu(self.fc2(values)), dim=1)


class _CNNNet(nn.Module):
    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.dropout = dropout
        self.conv1 = nn.Conv2d(1, 10, kernel_size=5)
        self.conv2 = nn.Conv2d(10, 20, kernel_size=5)
        self.conv2_drop = nn.Dropout2d(dropout)
        self.fc1 = nn.Linear(320, 50)
        self.fc2 = nn.Linear(50, 10)

    def forward(self, images: Tensor) -> Tensor:
        values = F.relu(F.max_pool2d(self.conv1(images), 2))
        values = F.relu(F.max_pool2d(self.conv2_drop(self.conv2(values)), 2)).view(-1, 320)
        values = F.dropout(F.relu(self.fc1(values)), self.dropout, training=self.training)
        return F.log_softmax(self.fc2(values), dim=1)


def network(model: str, dropout: float = 0.5) -> nn.Module:
    """The tutorial's network, as the tutorial writes it, with its usual initial weights of seed 0."""
    torch.manual_seed(0)
    return _FirstNet() if model == "FirstNet" else _CNNNet(dropout)
