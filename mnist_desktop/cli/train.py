"""`mnist-desktop train`: trains a network and keeps its weights."""

from __future__ import annotations

import argparse
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from mnist_desktop.cli import arguments
from mnist_desktop.cli.status import DONE, fail
from mnist_desktop.runs.plan import DEVICES, MODELS, OPTIMIZERS, PRESETS, Plan
from mnist_desktop.system.errors import Problem, ProblemError
from mnist_desktop.words.translation import translate

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from mnist_desktop.learning.data.mnist import Dataset
    from mnist_desktop.learning.trainer import Trainer


def add_to(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    about, file = translate("CommandLine", "train a network and keep its weights"), translate("CommandLine", "FILE")
    parser = commands.add_parser("train", help=about, description=about)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--model", choices=MODELS)
    resume = translate("CommandLine", "resume a run where its file says that it stopped")
    what.add_argument("--resume", type=Path, metavar=file, help=resume)
    parser.add_argument("--preset", choices=tuple(PRESETS), default="recommended")
    fetched = translate("CommandLine", "all but mnist are fetched")
    parser.add_argument("--dataset", choices=arguments.DATASETS, default="mnist", help=fetched)
    parser.add_argument("--epochs", type=int, metavar="N")
    parser.add_argument("--batch-size", type=int, metavar="N")
    parser.add_argument("--learning-rate", type=float, metavar="X")
    parser.add_argument("--momentum", type=float, metavar="X")
    parser.add_argument("--optimizer", choices=OPTIMIZERS)
    parser.add_argument("--seed", type=int, metavar="N")
    parser.add_argument("--device", choices=DEVICES)
    output = translate("CommandLine", "keep the run here, epoch by epoch (.safetensors)")
    parser.add_argument("--output", type=arguments.new_file, metavar=file, help=output)
    weights_only = translate("CommandLine", "keep a quarter of the bytes, from which the run cannot be resumed")
    parser.add_argument("--weights-only", action="store_true", help=weights_only)
    json = translate("CommandLine", "one event a line instead of a progress bar")
    parser.add_argument("--json", action="store_true", help=json)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Train, and write the run's file at each epoch and where it stops."""
    from mnist_desktop.cli import progress
    from mnist_desktop.learning.data import datasets
    from mnist_desktop.runs.events import EpochFinished, RunDiverged, RunFinished, RunState, StateChanged
    from mnist_desktop.system import signals

    trainer = _recording(options, datasets.load(options.dataset))
    output, status = options.output or options.resume, DONE
    report = progress.as_json if options.json else progress.as_bar
    reason: Problem | None = None
    with (
        signals.stop_requested() as asked,
        closing(report(iter(trainer), trainer.history.plan.config.epochs)) as events,
    ):
        for event in events:
            if asked.is_set():
                trainer.history.take(StateChanged(RunState.STOPPED))
            if output and (asked.is_set() or isinstance(event, EpochFinished | RunFinished)):
                status = _keep(trainer, output, weights_only=options.weights_only)
            if isinstance(event, RunDiverged):
                reason = Problem("diverged")
            elif asked.is_set():
                is_kept = output and status == DONE and (trainer.result is not None or output == options.resume)
                goes_on = is_kept and not options.weights_only
                reason = Problem("stopped_with_file", {"file": output}) if goes_on else Problem("stopped")
                break
    return fail(reason) if reason else status  # said once the bar is closed


def _keep(trainer: Trainer, output: Path, *, weights_only: bool) -> int:
    """Write the run as it stands; where that fails the run goes on, and a later epoch may fare better."""
    from mnist_desktop.learning import checkpoint

    try:
        if content := trainer.checkpoint():
            checkpoint.save(replace(content, resume=None) if weights_only else content, output)
    except OSError as error:
        return fail(Problem("file_not_written", {"file": output, "reason": error}))
    return DONE


def _recording(options: argparse.Namespace, data: Dataset) -> Trainer:
    from mnist_desktop.learning import checkpoint
    from mnist_desktop.learning.trainer import Trainer

    names = ("epochs", "batch_size", "learning_rate", "momentum", "optimizer", "seed", "device")
    asked = {name: getattr(options, name) for name in names if getattr(options, name) is not None}
    if options.resume:
        if others := asked.keys() - {"epochs"}:
            raise ProblemError("option_fixed", options=", ".join(sorted(others)))
        return Trainer.resume(checkpoint.load(options.resume), data, options.epochs)
    plan = PRESETS[options.preset][options.model]
    return Trainer.start(Plan(plan.model, replace(plan.config, **asked), plan.options), data, options.model)
