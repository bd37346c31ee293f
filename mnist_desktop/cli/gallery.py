"""`mnist-desktop gallery`: shows the drawings that networks learn from beside MNIST."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Final

from mnist_desktop.cli import arguments
from mnist_desktop.cli.status import DONE
from mnist_desktop.words.translation import translate

if TYPE_CHECKING:
    from argparse import _SubParsersAction

GALLERIES: Final = ("digits", "non-digits")


def add_to(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    about = translate("CommandLine", "picture drawings by many people, from which networks learn")
    parser = commands.add_parser("gallery", help=about, description=about)
    parser.add_argument("--of", choices=GALLERIES, default="digits")
    parser.add_argument(
        "--seed", type=_seed, default=0, metavar="N", help=translate("CommandLine", "another seed gives other drawings")
    )
    parser.add_argument("output", type=arguments.new_file, metavar=translate("CommandLine", "OUTPUT.png"))
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write a PNG."""
    from mnist_desktop.learning.data import gallery
    from mnist_desktop.system.files import write_output

    write_output(options.output, gallery.SHEETS[options.of](options.seed))
    return DONE


def _seed(text: str) -> int:
    """Parse a seed: an integer ≥ 0."""
    if not text.isdecimal():
        words = translate("CommandLine", "{0} is not a whole number from 0 up")
        raise argparse.ArgumentTypeError(words.format(text))
    return int(text)
