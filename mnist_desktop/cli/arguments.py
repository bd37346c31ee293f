"""Arguments that several commands have, and what becomes of them."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mnist_desktop.runs.plan import MODELS
from mnist_desktop.words.translation import translate

if TYPE_CHECKING:
    from mnist_desktop.learning.checkpoint import Checkpoint

DATASETS: Final = ("mnist", "qmnist", "emnist-digits")


def add_weights(parser: argparse.ArgumentParser) -> None:
    """Let a person say which network reads, and with which weights."""
    parser.add_argument(
        "--model", choices=MODELS, help=translate("CommandLine", "default: what the checkpoint holds, else CNNNet")
    )
    parser.add_argument(
        "--checkpoint",
        type=Path,
        metavar=translate("CommandLine", "FILE"),
        help=translate("CommandLine", "default: the factory weights"),
    )


def load_weights(options: argparse.Namespace) -> Checkpoint:
    """The checkpoint asked for; raises `CheckpointError`."""
    from mnist_desktop import paths
    from mnist_desktop.learning import checkpoint

    if options.checkpoint is not None:
        return checkpoint.load(options.checkpoint, options.model)
    model = options.model or "CNNNet"
    return checkpoint.load(paths.weights(model), model)


def new_file(name: str) -> Path:
    """Where a file can be made, as far as can be told before the work that fills it."""
    path = Path(name)
    if path.is_dir() or not path.parent.is_dir():
        words = translate("CommandLine", "{0} is a folder, or its folder does not exist")
        raise argparse.ArgumentTypeError(words.format(path))
    return path
