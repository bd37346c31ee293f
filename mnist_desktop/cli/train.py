"""`mnist-desktop train`: trains a network and keeps its weights."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import closing, redirect_stdout
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from mnist_desktop.catalog.datasets import DATASETS, USUAL_DATASET
from mnist_desktop.catalog.networks import NETWORKS
from mnist_desktop.catalog.options import OneOf, Option, Whole
from mnist_desktop.catalog.presets import PRESETS, USUAL_PRESET
from mnist_desktop.catalog.training import TRAINING_OPTIONS
from mnist_desktop.cli.arguments import new_file
from mnist_desktop.cli.status import DONE, FAILED, fail, warn
from mnist_desktop.runs.events import NotSaved, RunState, Saved
from mnist_desktop.runs.plan import Plan, fine_tuning, plan_of
from mnist_desktop.system.errors import Problem, ProblemError
from mnist_desktop.system.files import is_stream
from mnist_desktop.words.translation import translate

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from mnist_desktop.learning.control import TrainingControl
    from mnist_desktop.learning.trainer import Trainer
    from mnist_desktop.reading.checkpoint import Checkpoint
    from mnist_desktop.samples.sample import Sample

OPTIONS = [option for option in TRAINING_OPTIONS if option.title]


def add_to(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    about, file = translate("CommandLine", "train a network and keep its weights"), translate("CommandLine", "FILE")
    parser = commands.add_parser("train", help=about, description=about)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--model", choices=tuple(NETWORKS))
    what.add_argument(
        "--resume",
        type=Path,
        metavar=file,
        help=translate("CommandLine", "resume a run where its file says it stopped"),
    )
    what.add_argument(
        "--from",
        type=Path,
        dest="start",
        metavar=file,
        help=translate("CommandLine", "train the weights of this file on, as a new run"),
    )
    parser.add_argument(
        "--drawings",
        type=Path,
        nargs="+",
        metavar=file,
        help=translate(
            "CommandLine", "with --from: labelled drawings or digits to learn, in files as predict takes them"
        ),
    )
    words = translate("CommandLine", "default: {0}; with --from, values for fine-tuning")
    parser.add_argument("--preset", choices=tuple(PRESETS), help=words.format(USUAL_PRESET))
    words = translate("CommandLine", "default: {0}; the others are fetched")
    parser.add_argument("--dataset", choices=tuple(DATASETS), help=words.format(USUAL_DATASET))
    for option in OPTIONS:
        _add_option(parser, option)
    parser.add_argument(
        "--output",
        type=new_file,
        metavar=file,
        help=translate("CommandLine", "keep the run here, epoch by epoch (.safetensors)"),
    )
    parser.add_argument(
        "--weights-only",
        action="store_true",
        help=translate("CommandLine", "keep a quarter of the bytes, and no way to resume the run"),
    )
    parser.add_argument(
        "--json", action="store_true", help=translate("CommandLine", "one event a line instead of a progress bar")
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Train, and save the run's file after each epoch and at the end."""
    from mnist_desktop.cli import progress
    from mnist_desktop.learning.control import TrainingControl
    from mnist_desktop.system import signals

    control = TrainingControl()
    samples, status = _samples(options)
    trainer = _trainer(options, control, samples)
    if trainer.contradicting:
        warn(_left_out(trainer.contradicting, samples))
    output = options.output or options.resume
    report = progress.as_json if options.json else progress.as_bar
    last = None  # the result of the last save
    told = sys.stderr if output and _is_standard_output(output) else sys.stdout
    events = report(iter(trainer), trainer.history)
    with redirect_stdout(told), signals.stop_requested(control.stop), closing(events):
        for event in events:
            if isinstance(event, NotSaved):
                fail(event.problem)
            last = event if isinstance(event, Saved | NotSaved) else last
    can_resume = isinstance(last, Saved) and not options.weights_only and output and not is_stream(output)
    if reason := _reason(trainer, output if can_resume else None):
        return fail(reason)  # said once the bar is closed
    return FAILED if isinstance(last, NotSaved) else status


def _samples(options: argparse.Namespace) -> tuple[list[Sample], int]:
    """Return the labelled drawings to learn from, and report those that are none. Raises `ProblemError` without any."""
    if not options.drawings:
        return [], DONE
    if not options.start:
        raise ProblemError("drawings_without_start")
    from mnist_desktop.samples.exchange import read_samples

    found = [read_samples(file) for file in options.drawings]
    statuses = [fail(problem) for each in found for problem in each.problems]
    samples = [sample for each in found for sample in each.samples]
    if not samples:
        raise ProblemError("no_drawing_to_learn")
    return samples, max(statuses, default=DONE)


def _left_out(left_out: Sequence[Sample], samples: Sequence[Sample]) -> Problem:
    numbers = ", ".join(str(samples.index(each) + 1) for each in left_out)
    return Problem("samples_left_out", {"count": len(left_out), "of": len(samples), "numbers": numbers})


def _add_option(parser: argparse.ArgumentParser, option: Option) -> None:
    flag, words = f"--{option.name.replace('_', '-')}", translate("Catalog", option.title)
    if isinstance(option, OneOf):
        parser.add_argument(flag, choices=tuple(option.choices), help=words)
    else:
        is_whole = isinstance(option, Whole)
        parser.add_argument(flag, type=int if is_whole else float, metavar="N" if is_whole else "X", help=words)


def _trainer(options: argparse.Namespace, control: TrainingControl, samples: Sequence[Sample]) -> Trainer:
    from mnist_desktop.learning.trainer import Trainer
    from mnist_desktop.reading import checkpoint

    save = _save_to(options.output or options.resume, weights_only=options.weights_only)
    values = {option.name: getattr(options, option.name) for option in OPTIONS}
    asked = {name: value for name, value in values.items() if value is not None}
    if options.resume:
        others = asked.keys() - {"epochs"} | {name for name in ("dataset", "preset") if getattr(options, name)}
        if others:
            raise ProblemError("option_fixed", options=", ".join(sorted(others)))
        return Trainer.resume(checkpoint.load(options.resume), control, save, options.epochs)
    start = checkpoint.load(options.start) if options.start else None
    plan = _plan(options, start.network if start else options.model, len(samples))
    plan = replace(plan, config=replace(plan.config, **asked), dataset=options.dataset or USUAL_DATASET)
    if start is None:
        return Trainer.start(plan, options.model, control, save)
    return Trainer.fine_tune(start, plan, samples, start.network, control, save)


def _plan(options: argparse.Namespace, network: str, samples: int) -> Plan:
    if options.start is None:
        return plan_of(options.preset or USUAL_PRESET, network)
    usual = fine_tuning(network, samples)
    if options.preset is None:
        return usual
    plan = plan_of(options.preset, network)
    return replace(plan, config=replace(plan.config, samples=usual.config.samples))


def _save_to(output: Path | None, *, weights_only: bool) -> Callable[[Checkpoint], None]:
    from mnist_desktop.reading import checkpoint

    def save(content: Checkpoint) -> None:
        is_under_way = content.history is not None and content.history.state is RunState.RUNNING
        if output is not None and not (is_under_way and is_stream(output)):  # a stream takes the run once, as it ends
            checkpoint.save(replace(content, resume=None) if weights_only else content, output)

    return save


def _is_standard_output(output: Path) -> bool:
    """Return whether the run goes where the command prints, so that nothing else may be printed there."""
    try:
        return is_stream(output) and os.path.samestat(output.stat(), os.fstat(1))
    except OSError:  # standard output is closed
        return False


def _reason(trainer: Trainer, resumable: Path | None) -> Problem | None:
    """Return why the run ended early, or None."""
    match trainer.history.state:
        case RunState.DIVERGED:
            return Problem("diverged")
        case RunState.FINISHED:
            return None
    return Problem("stopped_with_file", {"file": resumable}) if resumable else Problem("stopped")
