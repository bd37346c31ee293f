"""The command line: arguments in, one short function a subcommand.

Each subcommand imports what it needs: torch is never on the way to the window or `--version`.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from mnist_desktop import __version__
from mnist_desktop.runs.plan import DEVICES, MODELS, OPTIMIZERS, PRESETS, Plan

if TYPE_CHECKING:
    from mnist_desktop.learning.checkpoint import Checkpoint
    from mnist_desktop.learning.data.mnist import Dataset
    from mnist_desktop.learning.trainer import Trainer
    from mnist_desktop.reading.inputs import Input

DATASETS: Final = ("mnist", "qmnist", "emnist-digits")
NON_DIGITS: Final = "non-digits"
GALLERIES: Final = ("digits", NON_DIGITS)
DONE, FAILED = 0, 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns its exit status: 0 done, 1 failed with one line that says why, 2 wrong arguments."""
    options = _parser().parse_args(arguments)
    try:
        status: int = options.run(options)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return _fail("stopped")
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # whoever read us has seen enough
        return FAILED
    except (ValueError, OSError) as error:
        return _fail(_one_line(error))
    except Exception as error:
        from mnist_desktop.system import log

        return _fail(f"unexpected {type(error).__name__}: {_one_line(error)}; {log.trace(error)}")
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="mnist-desktop",
        description="Draw a digit and have it read. Without a command, the window opens.",
    )
    parser.add_argument("--version", action="version", version=f"mnist-desktop {__version__}")
    parser.set_defaults(run=_window)
    commands = parser.add_subparsers(title="commands that need no display")
    _add_predict(commands.add_parser("predict", help="read pictures and drawings, one JSON line a digit"))
    _add_train(commands.add_parser("train", help="train a network and keep its weights"))
    _add_evaluate(commands.add_parser("evaluate", help="score a network on a test set"))
    _add_gallery(commands.add_parser("gallery", help="picture the made-up drawings that networks are trained on"))
    return parser


def _add_predict(parser: argparse.ArgumentParser) -> None:
    _add_weights(parser)
    parser.add_argument(
        "inputs", nargs="+", metavar="INPUT", help='a picture, a .json, .jsonl or .jsonl.gz drawing, or "-"'
    )
    parser.set_defaults(run=_predict)


def _add_train(parser: argparse.ArgumentParser) -> None:
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--model", choices=MODELS)
    what.add_argument("--resume", type=Path, metavar="FILE", help="go on with a run where its file says it stopped")
    parser.add_argument("--preset", choices=tuple(PRESETS), default="recommended")
    parser.add_argument("--dataset", choices=DATASETS, default="mnist", help="others than mnist are fetched")
    parser.add_argument("--epochs", type=int, metavar="N")
    parser.add_argument("--batch-size", type=int, metavar="N")
    parser.add_argument("--learning-rate", type=float, metavar="X")
    parser.add_argument("--momentum", type=float, metavar="X")
    parser.add_argument("--optimizer", choices=OPTIMIZERS)
    parser.add_argument("--seed", type=int, metavar="N")
    parser.add_argument("--device", choices=DEVICES)
    parser.add_argument(
        "--output", type=_new_file, metavar="FILE", help="keep the run here, epoch by epoch (.safetensors)"
    )
    parser.add_argument(
        "--weights-only", action="store_true", help="keep a quarter of the bytes, and no way to go on with the run"
    )
    parser.add_argument("--json", action="store_true", help="one event a line instead of a progress bar")
    parser.set_defaults(run=_train)


def _add_evaluate(parser: argparse.ArgumentParser) -> None:
    _add_weights(parser)
    what = parser.add_mutually_exclusive_group()
    what.add_argument(
        "--dataset",
        choices=(*DATASETS, NON_DIGITS),
        default="mnist",
        help=f"qmnist and emnist-digits are fetched; {NON_DIGITS} are drawings it must not be sure of",
    )
    what.add_argument("--drawings", nargs="+", metavar="FILE", help="drawings with labels, as predict takes them")
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=_evaluate)


def _add_gallery(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--of", choices=GALLERIES, default="digits")
    parser.add_argument("--seed", type=_seed, default=0, metavar="N", help="another seed, other drawings")
    parser.add_argument("output", type=_new_file, metavar="OUTPUT.png")
    parser.set_defaults(run=_gallery)


def _add_weights(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--model", choices=MODELS, help="default: what the checkpoint holds, else CNNNet")
    parser.add_argument("--checkpoint", type=Path, metavar="FILE", help="default: the weights in the box")


def _new_file(name: str) -> Path:
    """Where a file can be made, as far as can be told before the work that fills it."""
    path = Path(name)
    if path.is_dir() or not path.parent.is_dir():
        raise argparse.ArgumentTypeError(f"{path} is a folder, or is to lie in one that does not exist")
    return path


def _seed(text: str) -> int:
    """Where random drawings begin: any whole number that is not negative."""
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text} is not a whole number from 0 up")
    return int(text)


def _window(_: argparse.Namespace) -> int:
    from mnist_desktop import app

    return app.run()


def _predict(options: argparse.Namespace) -> int:
    from mnist_desktop.learning.predictor import Predictor
    from mnist_desktop.reading import inputs

    checkpoint = _checkpoint(options)
    predictor = Predictor(checkpoint.network, checkpoint.calibration)
    status = DONE
    for path in options.inputs:
        for found in inputs.read(path, sys.stdin.buffer):
            if isinstance(found, inputs.InputError):
                status = _fail(str(found))
                continue
            [prediction] = predictor.predict([found.image])
            _print_json(
                source=found.source,
                digit=prediction.digit,
                confidence=prediction.confidence,
                sure=prediction.sure,
                probabilities=prediction.probabilities,
            )
    return status


def _train(options: argparse.Namespace) -> int:
    from mnist_desktop.cli import progress
    from mnist_desktop.learning.data import datasets
    from mnist_desktop.runs.events import EpochFinished, RunDiverged, RunFinished, RunState, StateChanged
    from mnist_desktop.system import files, signals

    trainer = _recording(options, datasets.load(options.dataset))
    output, status = options.output or options.resume, DONE
    is_stream = output is not None and files.is_stream(output)  # which takes the run once, as it ends
    report = progress.as_json if options.json else progress.as_bar
    reason = ""
    with (
        signals.stop_requested() as asked,
        closing(report(iter(trainer), trainer.history.plan.config.epochs)) as events,
    ):
        for event in events:
            if asked.is_set():
                trainer.history.take(StateChanged(RunState.STOPPED))
            ends_epoch = isinstance(event, EpochFinished) and not is_stream
            if output and (asked.is_set() or ends_epoch or isinstance(event, RunFinished)):
                status = _keep(trainer, output, weights_only=options.weights_only)
            if isinstance(event, RunDiverged):
                reason = "the loss went out of bounds; try a tenth of the learning rate (--learning-rate)"
            elif asked.is_set():
                is_kept = output and status == DONE and (trainer.result is not None or output == options.resume)
                goes_on = is_kept and not options.weights_only and not is_stream
                reason = f"stopped; mnist-desktop train --resume {output} goes on" if goes_on else "stopped"
                break
    return _fail(reason) if reason else status  # said once the bar is closed


def _keep(trainer: Trainer, output: Path, *, weights_only: bool) -> int:
    """Write the run as it stands; where that fails the run goes on, and a later epoch may fare better."""
    from mnist_desktop.learning import checkpoint

    try:
        if content := trainer.checkpoint():
            checkpoint.save(replace(content, resume=None) if weights_only else content, output)
    except OSError as error:
        return _fail(f"not kept: {_one_line(error)}")
    return DONE


def _recording(options: argparse.Namespace, data: Dataset) -> Trainer:
    from mnist_desktop.learning import checkpoint
    from mnist_desktop.learning.trainer import Trainer

    names = ("epochs", "batch_size", "learning_rate", "momentum", "optimizer", "seed", "device")
    asked = {name: getattr(options, name) for name in names if getattr(options, name) is not None}
    if options.resume:
        if others := asked.keys() - {"epochs"}:
            raise ValueError(f"a run goes on as it began: {', '.join(sorted(others))} cannot be changed by --resume")
        return Trainer.resume(checkpoint.load(options.resume), data, options.epochs)
    plan = PRESETS[options.preset][options.model]
    return Trainer.start(Plan(plan.model, replace(plan.config, **asked), plan.options), data, options.model)


def _evaluate(options: argparse.Namespace) -> int:
    from mnist_desktop.cli import report
    from mnist_desktop.learning.data import datasets, non_digits

    checkpoint, status = _checkpoint(options), DONE
    found: report.DigitReport | report.NonDigitReport
    if options.drawings:
        drawings, status = _drawings(options.drawings)
        found = report.of_drawings(checkpoint, drawings)
    elif options.dataset == NON_DIGITS:
        found = report.of_non_digits(checkpoint, non_digits.kept_for_tests())
    else:
        found = report.of_digits(checkpoint, datasets.load(options.dataset).test)
    print(json.dumps(found.to_json()) if options.json else found.to_text())
    return status


def _drawings(files: Sequence[str]) -> tuple[list[Input], int]:
    """Those that can be read, the others reported; raises ValueError where none can."""
    from mnist_desktop.reading import inputs

    found: list[Input] = []
    status = DONE
    for each in (each for file in files for each in inputs.read(file, sys.stdin.buffer)):
        if isinstance(each, inputs.InputError):
            status = _fail(str(each))
        else:
            found.append(each)
    if not found:
        raise ValueError("there is no drawing to score")
    return found, status


def _gallery(options: argparse.Namespace) -> int:
    from mnist_desktop.learning.data import gallery
    from mnist_desktop.system.files import write_atomically

    try:
        write_atomically(options.output, gallery.SHEETS[options.of](options.seed))
    except OSError as error:
        return _fail(f"{options.output} cannot be written: {error.strerror or _one_line(error)}")
    return DONE


def _checkpoint(options: argparse.Namespace) -> Checkpoint:
    from mnist_desktop import paths
    from mnist_desktop.learning import checkpoint

    if options.checkpoint is not None:
        return checkpoint.load(options.checkpoint, options.model)
    model = options.model or "CNNNet"
    return checkpoint.load(paths.weights(model), model)


def _print_json(**fields: Any) -> None:
    print(json.dumps(fields))


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split())


def _fail(reason: str) -> int:
    print(f"mnist-desktop: {reason}", file=sys.stderr)
    return FAILED
