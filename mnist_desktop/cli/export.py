"""`mnist-desktop export`: writes a network for other programs."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Final

from mnist_desktop.cli import arguments
from mnist_desktop.cli.status import DONE
from mnist_desktop.system.errors import ProblemError
from mnist_desktop.words.translation import translate

if TYPE_CHECKING:
    from argparse import _SubParsersAction

FORMATS: Final = ("onnx",)


def add_to(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    about = translate("CommandLine", "write a network with its preprocessing recipe, for other programs")
    parser = commands.add_parser("export", help=about, description=about)
    parser.add_argument("--format", choices=FORMATS, required=True)
    arguments.add_weights(parser)
    parser.add_argument("output", type=arguments.new_file, metavar=translate("CommandLine", "OUTPUT"))
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the network."""
    from mnist_desktop.reading import onnx_export, predictor
    from mnist_desktop.system.files import write_output

    source, output = options.checkpoint, options.output
    content = onnx_export.to_onnx(predictor.load_checkpoint(options.model, source))
    if source and output.exists() and output.samefile(source):
        raise ProblemError("output_is_checkpoint", file=output)
    write_output(output, content)
    return DONE
