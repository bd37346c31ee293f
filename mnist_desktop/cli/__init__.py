"""The command line, one file per command.

Each command imports its modules when it runs, so that `--help` imports neither Qt nor NumPy nor torch.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from mnist_desktop import __version__
from mnist_desktop.cli import evaluate, export, gallery, predict, train, window
from mnist_desktop.cli.argparse_words import translate_argparse
from mnist_desktop.cli.status import FAILED, fail
from mnist_desktop.system.errors import Problem
from mnist_desktop.words import languages
from mnist_desktop.words.problems import phrase
from mnist_desktop.words.translation import translate

COMMANDS = (predict, train, evaluate, export, gallery)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command. Return 0 if done, 1 if it failed with a one-line reason, 2 for wrong arguments."""
    if missing := languages.install_for_terminal(os.environ):
        fail(missing)
    options = _options(sys.argv[1:] if arguments is None else arguments)
    try:
        status: int = options.run(options)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return fail(Problem("stopped"))
    except BrokenPipeError:  # the reader of the pipe has closed it
        _drop_unwritten()
        return FAILED
    except (ValueError, OSError) as error:
        _drop_unwritten()
        return fail(error)
    except Exception as error:
        from mnist_desktop.system import log

        return fail(log.trace(error))
    return status


def _drop_unwritten() -> None:
    """Drop what standard output does not take. Python would try to write it again at its end, and show a trace."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    translate_argparse()
    about = translate(
        "CommandLine",
        "Draw a digit and have it read. Without a command, the window opens; with a picture or a drawing file in place"
        " of a command, it opens with that.",
    )
    parser = argparse.ArgumentParser(prog="mnist-desktop", description=about)
    version = translate("CommandLine", "show the version and exit")
    parser.add_argument("--version", action="version", version=f"mnist-desktop {__version__}", help=version)
    commands = parser.add_subparsers(title=translate("CommandLine", "commands that need no display"))
    for command in COMMANDS:
        command.add_to(commands)
    files = window.files_to_open(arguments, commands.choices)
    if missing := next((file for file in files if not file.exists()), None):
        parser.error(phrase(Problem("in_file", {"file": missing, "reason": Problem("no_such_file")})))
    parser.set_defaults(run=window.run, files=files)
    return parser.parse_args([] if files else arguments)
