"""`gallery`: pictures the drawings that networks learn from."""

from __future__ import annotations

import argparse
from typing import Any, Final

from mnist_desktop.cli.output import DONE, fail, new_file
from mnist_desktop.system.errors import Problem
from mnist_desktop.words.translation import translate

SHEETS: Final = ("digits", "non-digits")


def add_to(commands: Any) -> None:
    parser = commands.add_parser("gallery", help=translate("Cli", "picture the drawings that networks learn from"))
    parser.add_argument("--of", choices=SHEETS, default=SHEETS[0])
    parser.add_argument(
        "--seed", type=_seed, default=0, metavar="N", help=translate("Cli", "another seed, other drawings")
    )
    parser.add_argument("output", type=new_file, metavar="OUTPUT.png")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from mnist_desktop.learning.data import gallery
    from mnist_desktop.system.files import write_atomically

    try:
        write_atomically(options.output, gallery.SHEETS[options.of](options.seed))
    except OSError as error:
        return fail(Problem("file_not_written", {"file": options.output, "reason": error.strerror or error}))
    return DONE


def _seed(text: str) -> int:
    """Where random drawings begin: any whole number that is not negative."""
    if not text.isdecimal():
        words = translate("Cli", "{0} is not a whole number from 0 up")
        raise argparse.ArgumentTypeError(words.format(text))
    return int(text)
