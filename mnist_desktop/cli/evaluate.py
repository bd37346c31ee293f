"""`evaluate`: scores a network on a test set or on labelled drawings."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from mnist_desktop.catalog.datasets import DATASETS, USUAL_DATASET
from mnist_desktop.cli import weights
from mnist_desktop.cli.output import DONE, fail
from mnist_desktop.system.errors import ProblemError
from mnist_desktop.words.translation import translate

if TYPE_CHECKING:
    from mnist_desktop.cli import report
    from mnist_desktop.reading.inputs import Input

NON_DIGITS: Final = "non-digits"


def add_to(commands: Any) -> None:
    parser = commands.add_parser("evaluate", help=translate("Cli", "score a network on a test set"))
    weights.add_arguments(parser)
    what = parser.add_mutually_exclusive_group()
    words = translate("Cli", "{0} are drawings of no digit, which it should not be sure of; some sets are fetched")
    what.add_argument(
        "--dataset", choices=(*DATASETS, NON_DIGITS), default=USUAL_DATASET, help=words.format(NON_DIGITS)
    )
    what.add_argument(
        "--drawings",
        nargs="+",
        metavar="FILE",
        help=translate("Cli", "drawings with labels, in the files that predict takes"),
    )
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from mnist_desktop.cli import report
    from mnist_desktop.learning.data import datasets, non_digits

    checkpoint, status = weights.checkpoint(options), DONE
    found: report.DigitReport | report.NonDigitReport
    if options.drawings:
        drawings, status = _drawings(options.drawings)
        found = report.of_drawings(checkpoint, drawings)
    elif options.dataset == NON_DIGITS:
        found = report.of_non_digits(checkpoint, non_digits.kept_for_tests())
    else:
        found = report.of_digits(
            checkpoint, datasets.loaded(options.dataset).test, DATASETS[options.dataset].test_score
        )
    print(json.dumps(found.to_json()) if options.json else found.to_text())
    return status


def _drawings(files: Sequence[str]) -> tuple[list[Input], int]:
    """Those that can be read, the others reported; raises `ProblemError` where none can."""
    from mnist_desktop.reading import inputs

    found: list[Input] = []
    status = DONE
    for each in (each for file in files for each in inputs.read(file, sys.stdin.buffer)):
        if isinstance(each, inputs.InputError):
            status = fail(each)
        else:
            found.append(each)
    if not found:
        raise ProblemError("nothing_to_score")
    return found, status
