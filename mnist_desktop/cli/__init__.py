"""The command line: a file a command, and here what they have in common.

Each command imports what it needs: torch is never on the way to the window or `--version`.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from typing import Any, Final

from mnist_desktop import __version__
from mnist_desktop.cli import evaluate, gallery, predict, train, window
from mnist_desktop.cli.output import FAILED, fail
from mnist_desktop.system.errors import Problem, ProblemError
from mnist_desktop.words import languages
from mnist_desktop.words.translation import translate

COMMANDS: Final = (predict, train, evaluate, gallery)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns its exit status: 0 done, 1 failed with one line that says why, 2 wrong arguments."""
    languages.install_for_command()
    options = _parser().parse_args(arguments)
    try:
        status: int = options.run(options)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return fail(Problem("stopped"))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # whoever read us has seen enough
        return FAILED
    except (ProblemError, OSError) as error:
        return fail(error)
    except Exception as error:
        from mnist_desktop.system import log

        log.trace(error)
        return fail(Problem("unexpected", {"kind": type(error).__name__, "log": log.file()}))
    return status


def _parser() -> argparse.ArgumentParser:
    if translate("Cli", "usage: ") != "usage: ":
        _translate_argparse()
    parser = argparse.ArgumentParser(
        prog="mnist-desktop",
        description=translate("Cli", "Draw a digit and have it read. Without a command, the window opens."),
    )
    parser.add_argument("--version", action="version", version=f"mnist-desktop {__version__}")
    parser.set_defaults(run=window.run)
    commands = parser.add_subparsers(title=translate("Cli", "commands that need no display"))
    for command in COMMANDS:
        command.add_to(commands)
    return parser


def _translate_argparse() -> None:
    """Argparse asks gettext for its own words, by this name in its module, and has no other way in."""

    def gettext(text: str) -> str:
        return translate("argparse", text)

    def ngettext(one: str, many: str, count: int) -> str:
        return gettext(one if count == 1 else many)

    words: dict[str, Any] = {"_": gettext, "ngettext": ngettext}
    for name, function in words.items():
        setattr(argparse, name, function)
