"""`mnist-desktop predict`: reads pictures, drawings and digits."""

from __future__ import annotations

import argparse
import json
import os
import sys
from typing import TYPE_CHECKING, Any

from mnist_desktop.cli import arguments
from mnist_desktop.cli.status import DONE, fail
from mnist_desktop.words.translation import translate

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from mnist_desktop.reading.values import DigitReading, Reading


def add_to(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    about = translate("CommandLine", "read pictures, drawings and digits, one JSON line each")
    parser = commands.add_parser("predict", help=about, description=about)
    arguments.add_weights(parser)
    parser.add_argument(
        "inputs",
        nargs="+",
        metavar=translate("CommandLine", "INPUT"),
        help=arguments.inputs_help(),
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print a reading of each input, in order. Report unreadable inputs."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before NumPy loads: threads would wait longer than they work
    from mnist_desktop.reading import in_batches, inputs

    predictor, status = arguments.load_weights(options), DONE
    found = (each for path in options.inputs for each in inputs.read(path, sys.stdin.buffer))
    for read in in_batches.read(found, predictor):
        if isinstance(read, inputs.InputError):
            status = fail(read)
        else:
            one, reading = read
            print(_json(one.source, reading))
    return status


def _json(source: str, reading: Reading) -> str:
    """Return the line of a reading. The keys of one digit say so of the whole if there are several."""
    only = reading.digits[0] if len(reading.digits) == 1 else None
    return json.dumps(
        {
            "source": source,
            "digit": only.digit if only else None,
            "confidence": reading.confidence,
            "sure": reading.sure,
            "probabilities": only.probabilities if only else None,
            "text": reading.text,
            "digits": [_digit(each) for each in reading.digits],
        }
    )


def _digit(reading: DigitReading) -> dict[str, Any]:
    return {
        "digit": reading.digit,
        "confidence": reading.confidence,
        "sure": reading.sure,
        "probabilities": reading.probabilities,
        "box": reading.box.to_json() if reading.box else None,
    }
