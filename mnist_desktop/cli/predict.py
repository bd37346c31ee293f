"""`mnist-desktop predict`: reads pictures and drawings."""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING

from mnist_desktop.cli import arguments
from mnist_desktop.cli.status import DONE, fail
from mnist_desktop.words.translation import translate

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from mnist_desktop.reading.inputs import Input
    from mnist_desktop.reading.values import DigitReading


def add_to(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    about = translate("CommandLine", "read pictures and drawings, one JSON line a digit")
    parser = commands.add_parser("predict", help=about, description=about)
    arguments.add_weights(parser)
    parser.add_argument(
        "inputs",
        nargs="+",
        metavar=translate("CommandLine", "INPUT"),
        help=translate("CommandLine", 'a picture, a .json, .jsonl or .jsonl.gz drawing, or "-"'),
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print a prediction for each input, in order. Report unreadable inputs."""
    from mnist_desktop.reading import inputs

    predictor = arguments.load_weights(options)
    status = DONE
    for path in options.inputs:
        for found in inputs.read(path, sys.stdin.buffer):
            if isinstance(found, inputs.InputError):
                status = fail(found)
            else:
                [prediction] = predictor.predict([found.image])
                print(_json(found, prediction))
    return status


def _json(found: Input, prediction: DigitReading) -> str:
    return json.dumps(
        {
            "source": found.source,
            "digit": prediction.digit,
            "confidence": prediction.confidence,
            "sure": prediction.sure,
            "probabilities": prediction.probabilities,
        }
    )
