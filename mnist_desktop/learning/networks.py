"""The tutorial's two networks, and the registry of their classes by the names of the catalog.

They take normalised digit images and return log-probabilities. `logits` returns the values before log-softmax.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import torch
import torch.nn.functional as F  # noqa: N812  # the name every PyTorch reader knows
from torch import Tensor, nn

from mnist_desktop.catalog import networks as catalog
from mnist_desktop.catalog.networks import NetworkOptions
from mnist_desktop.drawing.arrays import Float32Array
from mnist_desktop.reading.checkpoint import Checkpoint
from mnist_desktop.runs.plan import Plan


class Network(nn.Module):
    """The base of all networks: normalised (n, 1, 28, 28) float32 in, (n, 10) log-probabilities out."""

    @property
    def options(self) -> dict[str, float | bool]:
        """The options it was built with, so that a checkpoint can build it again."""
        return {option.name: getattr(self, option.name) for option in catalog.NETWORKS[name_of(self)].options}

    def logits(self, images: Tensor) -> Tensor:
        """Return the (n, 10) values before log-softmax."""
        raise TypeError("a network of the registry computes logits")

    def forward(self, images: Tensor) -> Tensor:
        return F.log_softmax(self.logits(images), dim=1)


class FirstNet(Network):
    """784-1000-50-10, fully connected: 835,560 parameters.

    `relu_logits` puts the tutorial's ReLU on the last layer too. A logit that ReLU sets to 0 gets no gradient, so the
    network can stop predicting a class for good. The option exists to show this.
    """

    def __init__(self, image_size: int = 784, *, relu_logits: bool = False) -> None:
        super().__init__()
        self.relu_logits = relu_logits
        self.fc0 = nn.Linear(image_size, 1000)
        self.fc1 = nn.Linear(1000, 50)
        self.fc2 = nn.Linear(50, 10)

    def logits(self, images: Tensor) -> Tensor:
        hidden = F.relu(self.fc0(images.flatten(1)))
        hidden = F.relu(self.fc1(hidden))
        scores: Tensor = self.fc2(hidden)
        return F.relu(scores) if self.relu_logits else scores


class PairedConv2d(nn.Conv2d):
    """An unpadded convolution of (n, 1, h, w), w even, that computes two pixels of a row at once on the CPU.

    The results are the same. Vector units process 8 or 16 channels at a time. One input channel and ten output channels
    leave most of them idle, and the gradient of these weights took a quarter of a step. So two neighbours in a row
    become two input channels, and their results become twice the output channels. In channels-last memory this is the
    same row of results.
    """

    def forward(self, images: Tensor) -> Tensor:
        if not images.is_cpu:
            return super().forward(images)
        count, _, height, width = images.shape
        pairs = images.reshape(count, height, width // 2, 2).permute(0, 3, 1, 2)
        bias = None if self.bias is None else self.bias.repeat(2)
        maps = F.conv2d(pairs, self._weight_of_pairs(), bias).permute(0, 2, 3, 1)
        return maps.reshape(count, maps.shape[1], -1, self.out_channels).permute(0, 3, 1, 2)

    def _weight_of_pairs(self) -> Tensor:
        """Return (2 out, 2, k, k/2 + 1/2): the kernels for a pair's left pixel, then the same for its right pixel."""
        size = self.kernel_size[0]
        both = torch.cat([F.pad(self.weight, (0, 1)), F.pad(self.weight, (1, 0))])
        return both.view(len(both), size, -1, 2).permute(0, 3, 1, 2)


class CNNNet(Network):
    """Two 5×5 convolutions of 10 and 20 channels, then 320-50-10: 21,840 parameters.

    `dropout` is the probability of dropout after the second convolution and before the last layer. The tutorial's 0.5
    is too much for a network this small once augmentation varies the data.
    """

    def __init__(self, *, dropout: float = 0.5) -> None:
        super().__init__()
        self.dropout = dropout
        self.conv1 = PairedConv2d(1, 10, kernel_size=5)
        self.conv2 = nn.Conv2d(10, 20, kernel_size=5)
        self.conv2_drop = nn.Dropout2d(dropout)
        self.fc1 = nn.Linear(320, 50)
        self.fc2 = nn.Linear(50, 10)

    def logits(self, images: Tensor) -> Tensor:
        maps = F.relu(F.max_pool2d(self.conv1(images), 2))
        maps = F.relu(F.max_pool2d(self.conv2_drop(self.conv2(maps)), 2))
        hidden = F.relu(self.fc1(maps.flatten(1)))
        hidden = F.dropout(hidden, self.dropout, training=self.training)
        scores: Tensor = self.fc2(hidden)
        return scores


NETWORKS: Final[Mapping[str, type[Network]]] = {each.__name__: each for each in (FirstNet, CNNNet)}


def build(name: str, options: NetworkOptions) -> Network:
    """Build a network with initial weights. Raises KeyError for an unknown name, TypeError for an unknown option."""
    return _channels_last(NETWORKS[name](**options))


def begin(plan: Plan) -> Network:
    """Build the network that a run starts with. The plan's seed determines its weights."""
    torch.manual_seed(plan.config.seed)
    return build(plan.network, plan.options)


def blank(name: str, options: NetworkOptions) -> Network:
    """Build a network with tensors on the meta device, for `fill`. Draws no random numbers.

    Training draws from torch's global generator, and loading weights at the same time must not change its results.
    """
    with torch.device("meta"):
        return NETWORKS[name](**options)


def fill(network: Network, weights: Mapping[str, Tensor]) -> Network:
    """Give a blank network these weights, by name. Raises RuntimeError if they do not fit."""
    network.load_state_dict(weights, assign=True)
    return _channels_last(network)


def restored(found: Checkpoint) -> Network:
    """Build the network of a checkpoint, with copies of its weights. Draws no random numbers."""
    weights = {name: torch.from_numpy(value.copy()) for name, value in found.weights.items()}
    return fill(blank(found.network, found.options), weights)


def weights_of(network: Network) -> dict[str, Float32Array]:
    """Return copies of the weights as arrays, for readings and checkpoints."""
    return {name: value.cpu().numpy().copy() for name, value in network.state_dict().items()}


def name_of(network: Network) -> str:
    return type(network).__name__


def _channels_last(network: Network) -> Network:
    move: Callable[..., Network] = network.to  # torch's annotations of `to` lack memory_format in older versions
    return move(memory_format=torch.channels_last)
