"""The tutorial's two networks, and the registry of their classes by the names of the catalog.

They take normalised digit images and return log-probabilities. `logits` returns the values before log-softmax.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

import torch
import torch.nn.functional as F  # noqa: N812  # the name every PyTorch reader knows
from torch import Tensor, nn

from mnist_desktop.catalog import networks as catalog
from mnist_desktop.catalog.networks import NetworkOptions
from mnist_desktop.drawing.arrays import Float32Array
from mnist_desktop.learning.gradients import WideLinear
from mnist_desktop.learning.layers import PooledBlockConv2d, PooledConv2d
from mnist_desktop.reading.checkpoint import Checkpoint
from mnist_desktop.runs.plan import Plan


class Network(nn.Module):
    """The base of all networks: normalised (n, 1, 28, 28) float32 in, (n, 10) log-probabilities out."""

    @property
    def options(self) -> dict[str, float | bool]:
        """The options it was built with, so that a checkpoint can build it again."""
        return {option.name: getattr(self, option.name) for option in catalog.NETWORKS[name_of(self)].options}

    def masks(self, count: int) -> tuple[Tensor, ...]:
        """Draw the dropout masks for `count` images, from torch's global generator. In evaluation there are none.

        Each is (count, …) float32: 0 for a value that is dropped, 1 / (1 - p) for one that is kept.
        """
        del count
        return ()

    def logits(self, images: Tensor, masks: Sequence[Tensor] = ()) -> Tensor:
        """Return the (n, 10) values before log-softmax. Without masks, nothing is dropped."""
        raise TypeError("a network of the registry computes logits")

    def hidden(self, images: Tensor) -> dict[str, Tensor]:
        """Return the outputs of each hidden layer by its name, in order, after pooling and ReLU; nothing is dropped."""
        raise TypeError("a network of the registry computes its hidden layers")

    def forward(self, images: Tensor) -> Tensor:
        return F.log_softmax(self.logits(images, self.masks(len(images))), dim=1)


class FirstNet(Network):
    """784-1000-50-10, fully connected: 835,560 parameters.

    `relu_logits` puts the tutorial's ReLU on the last layer too. A logit that ReLU sets to 0 gets no gradient, so the
    network can stop predicting a class for good. The option exists to show this.
    """

    def __init__(self, image_size: int = 784, *, relu_logits: bool = False) -> None:
        super().__init__()
        self.relu_logits = relu_logits
        self.fc0 = WideLinear(image_size, 1000)
        self.fc1 = nn.Linear(1000, 50)
        self.fc2 = nn.Linear(50, 10)

    def logits(self, images: Tensor, masks: Sequence[Tensor] = ()) -> Tensor:
        hidden = F.relu(self.fc0(images.flatten(1)))
        hidden = F.relu(self.fc1(hidden))
        scores: Tensor = self.fc2(hidden)
        return F.relu(scores) if self.relu_logits else scores

    def hidden(self, images: Tensor) -> dict[str, Tensor]:
        first = F.relu(self.fc0(images.flatten(1)))
        return {"fc0": first, "fc1": F.relu(self.fc1(first))}


class CNNNet(Network):
    """Two 5×5 convolutions of 10 and 20 channels, then 320-50-10: 21,840 parameters.

    `dropout` is the probability of dropout after the second convolution and before the last layer. The tutorial's 0.5
    is too much for a network this small once augmentation varies the data.
    """

    def __init__(self, *, dropout: float = 0.5) -> None:
        super().__init__()
        self.dropout = dropout
        self.conv1 = PooledBlockConv2d(1, 10, kernel_size=5)
        self.conv2 = PooledConv2d(10, 20, kernel_size=5)
        self.conv2_drop = nn.Dropout2d(dropout)
        self.fc1 = nn.Linear(320, 50)
        self.fc2 = nn.Linear(50, 10)

    def masks(self, count: int) -> tuple[Tensor, ...]:
        if not self.training or not self.dropout:
            return ()
        sizes = [(count, self.conv2.out_channels, 1, 1), (count, self.fc1.out_features)]
        kept, device = 1 - self.dropout, self.fc1.weight.device
        return tuple(torch.empty(size, device=device).bernoulli_(kept).div_(kept) for size in sizes)

    def logits(self, images: Tensor, masks: Sequence[Tensor] = ()) -> Tensor:
        of_maps, of_hidden = masks or (None, None)
        # Dropping whole maps after pooling and ReLU gives the same values as before them, at a quarter of the cost.
        maps = _masked(self.conv2.pooled(self.conv1.pooled(images)), of_maps)
        hidden = _masked(F.relu(self.fc1(maps.flatten(1))), of_hidden)
        scores: Tensor = self.fc2(hidden)
        return scores

    def hidden(self, images: Tensor) -> dict[str, Tensor]:
        first = self.conv1.pooled(images)
        second = self.conv2.pooled(first)
        return {"conv1": first, "conv2": second, "fc1": F.relu(self.fc1(second.flatten(1)))}


def _masked(values: Tensor, mask: Tensor | None) -> Tensor:
    return values if mask is None else values * mask


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
