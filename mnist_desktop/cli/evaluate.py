"""`mnist-desktop evaluate`: scores a network."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mnist_desktop.catalog.datasets import DATASETS, USUAL_DATASET
from mnist_desktop.cli import arguments
from mnist_desktop.cli.status import DONE, fail
from mnist_desktop.system.errors import ProblemError
from mnist_desktop.words.translation import translate

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from mnist_desktop.cli.report import DigitReport, NonDigitReport
    from mnist_desktop.reading.inputs import Input, InputError

NON_DIGITS: Final = "non-digits"


def add_to(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    about = translate("CommandLine", "score a network on a test set")
    parser = commands.add_parser("evaluate", help=about, description=about)
    arguments.add_weights(parser)
    what = parser.add_mutually_exclusive_group()
    dataset = translate(
        "CommandLine",
        "hands are digits by people of whom it has seen none; qmnist and emnist-digits are fetched;"
        " non-digits are characters it must not be sure of",
    )
    what.add_argument("--dataset", choices=(*DATASETS, NON_DIGITS), default=USUAL_DATASET, help=dataset)
    what.add_argument(
        "--drawings",
        nargs="+",
        metavar=translate("CommandLine", "FILE"),
        help=translate("CommandLine", "drawings or digits with labels, in files as predict takes them"),
    )
    parser.add_argument("--json", action="store_true", help=translate("CommandLine", "JSON instead of a table"))
    parser.add_argument(
        "--csv",
        type=arguments.new_file,
        metavar=translate("CommandLine", "FILE"),
        help=translate("CommandLine", "write what is read in each digit too, a row each"),
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the requested report, and write the table of all readings if it is asked for."""
    from mnist_desktop.cli import report
    from mnist_desktop.system.files import write_output

    if options.csv is not None:
        _refuse_inputs(options.csv, [options.checkpoint, *map(Path, options.drawings or ())])
    predictor, status = arguments.load_weights(options), DONE
    found: DigitReport | NonDigitReport
    if options.drawings:
        drawings, status = _drawings(options.drawings)
        found = report.of_drawings(predictor, drawings)
    elif options.dataset == NON_DIGITS:
        from mnist_desktop.learning.data import non_digits

        found = report.of_non_digits(predictor, non_digits.kept_for_tests().normalised().numpy())
    else:
        from mnist_desktop.learning.data import datasets

        test = datasets.loaded(options.dataset).test
        images, labels = test.normalised().numpy(), test.labels.numpy()
        found = report.of_digits(predictor, images, labels, DATASETS[options.dataset].test_score)
    if options.csv is not None:
        write_output(options.csv, found.to_csv().encode())
    print(json.dumps(found.to_json()) if options.json else found.to_text())
    return status


def _refuse_inputs(output: Path, inputs: Sequence[Path | None]) -> None:
    """Raise `ProblemError` if the output would replace a file that is read."""
    if output.is_file() and any(each and each.exists() and output.samefile(each) for each in inputs):
        raise ProblemError("output_is_input", file=output)


def _drawings(files: Sequence[str]) -> tuple[list[Input], int]:
    """Return the digit images of readable drawings and report the others. Raises `ProblemError` if none is readable."""
    from mnist_desktop.reading import inputs

    found: list[Input] = []
    status = DONE
    for each in (each for file in files for each in inputs.read(file, sys.stdin.buffer)):
        try:
            found.append(_as_digit_image(each))
        except inputs.InputError as error:
            status = fail(error)
    if not found:
        raise ProblemError("no_drawing_to_score")
    return found, status


def _as_digit_image(found: Input | InputError) -> Input:
    """Keep the digit image of an input alone. Raises `InputError` for one that is damaged or blank."""
    if isinstance(found, Exception):
        raise found
    return replace(found, content=found.one_digit())
