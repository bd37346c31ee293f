"""Arguments that several commands share."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mnist_desktop.catalog.networks import NETWORKS, USUAL_NETWORK
from mnist_desktop.words.translation import translate

PICTURES: Final = "PNG, JPEG, BMP, WebP, TIFF, GIF, AVIF, HEIC"

if TYPE_CHECKING:
    from mnist_desktop.reading.predictor import Predictor


def add_weights(parser: argparse.ArgumentParser) -> None:
    """Add the arguments for the network and its weights."""
    default = translate("CommandLine", "default: what the checkpoint holds, else {0}").format(USUAL_NETWORK)
    parser.add_argument("--model", choices=tuple(NETWORKS), help=default)
    parser.add_argument(
        "--checkpoint",
        type=Path,
        metavar=translate("CommandLine", "FILE"),
        help=translate("CommandLine", "default: the factory weights"),
    )


def inputs_help() -> str:
    """Say what can be read."""
    words = translate(
        "CommandLine",
        "a picture ({0}), drawings (.json, .jsonl), digits of 28×28 pixels (.csv as Kaggle has them, .npy, .npz),"
        ' any of these packed (.gz), or "-" for standard input',
    )
    return words.format(PICTURES)


def load_weights(options: argparse.Namespace) -> Predictor:
    """Load the weights of the arguments. Raises `CheckpointError`."""
    from mnist_desktop.reading import predictor

    return predictor.load(options.model, options.checkpoint)


def new_file(name: str) -> Path:
    """Parse the path of a new file, and check early that its folder exists."""
    path = Path(name)
    if path.is_dir() or not path.parent.is_dir():
        words = translate("CommandLine", "{0} is a folder, or its folder does not exist")
        raise argparse.ArgumentTypeError(words.format(path))
    return path
