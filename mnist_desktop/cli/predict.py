"""`predict`: reads pictures and drawings, one JSON line each."""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING, Any

from mnist_desktop.cli import weights
from mnist_desktop.cli.output import DONE, fail
from mnist_desktop.reading.values import Reading
from mnist_desktop.words.translation import translate

if TYPE_CHECKING:
    from mnist_desktop.reading.inputs import Input


def add_to(commands: Any) -> None:
    parser = commands.add_parser("predict", help=translate("Cli", "read pictures and drawings, one JSON line each"))
    weights.add_arguments(parser)
    parser.add_argument(
        "inputs",
        nargs="+",
        metavar="INPUT",
        help=translate("Cli", 'a picture, a .json, .jsonl or .jsonl.gz drawing, or "-"'),
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from mnist_desktop.learning.predictor import Predictor
    from mnist_desktop.reading import inputs

    checkpoint = weights.checkpoint(options)
    predictor = Predictor(checkpoint.network, checkpoint.calibration)
    status = DONE
    for path in options.inputs:
        for found in inputs.read(path, sys.stdin.buffer):
            if isinstance(found, inputs.InputError):
                status = fail(found)
            else:
                print(json.dumps(_fields(found, Reading(tuple(predictor.predict([found.image]))))))
    return status


def _fields(found: Input, reading: Reading) -> dict[str, Any]:
    [digit] = reading.digits
    return {
        "source": found.source,
        "digit": digit.digit,
        "confidence": digit.confidence,
        "sure": digit.sure,
        "probabilities": digit.probabilities,
    }
