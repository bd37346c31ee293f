"""The arguments that say which weights read."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from mnist_desktop import paths
from mnist_desktop.catalog.networks import NETWORKS, USUAL_NETWORK
from mnist_desktop.words.translation import translate

if TYPE_CHECKING:
    from mnist_desktop.learning.checkpoint import Checkpoint


def add_arguments(parser: argparse.ArgumentParser) -> None:
    words = translate("Cli", "default: what the checkpoint holds, else {0}")
    parser.add_argument("--model", choices=tuple(NETWORKS), help=words.format(USUAL_NETWORK))
    parser.add_argument(
        "--checkpoint", type=Path, metavar="FILE", help=translate("Cli", "default: the factory weights")
    )


def checkpoint(options: argparse.Namespace) -> Checkpoint:
    """What these arguments ask for; raises `CheckpointError`."""
    from mnist_desktop.learning import checkpoint

    if options.checkpoint is not None:
        return checkpoint.load(options.checkpoint, options.model)
    network = options.model or USUAL_NETWORK
    return checkpoint.load(paths.weights(network), network)
