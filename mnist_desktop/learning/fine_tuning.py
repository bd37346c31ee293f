"""Fine-tuning: weights that can read learn the user's samples, with replay of what they learnt before."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

import numpy as np
import torch

from mnist_desktop.catalog.training import TrainingConfig
from mnist_desktop.drawing.arrays import Flags, Indices
from mnist_desktop.learning.data import samples as images
from mnist_desktop.learning.evaluation import all_logits, evaluate, evaluate_in_parts, logits_in_parts
from mnist_desktop.learning.loop import TrainingData, TrainingLoop
from mnist_desktop.learning.networks import restored
from mnist_desktop.reading.checkpoint import Checkpoint, ResumeState
from mnist_desktop.reading.predictor import Predictor
from mnist_desktop.reading.scoring import score
from mnist_desktop.reading.tensor_files import Array
from mnist_desktop.runs.events import CrossValidating, Preparing, RunFinished, Scoring, StartScored, StepFinished
from mnist_desktop.runs.scores import MY_DRAWINGS, Score
from mnist_desktop.samples.images import make_images
from mnist_desktop.samples.packing import packed, unpacked
from mnist_desktop.samples.sample import Sample
from mnist_desktop.samples.suspicions import suspicious
from mnist_desktop.system.errors import ProblemError

FOLDS: Final = 3
LEAST: Final = 2 * FOLDS  # samples that say something about the others of this hand
SAMPLES, ARE_NEW, START = "samples", "samples.new", "start."  # names of arrays in a state to resume from


@dataclass(frozen=True, eq=False)
class FineTuning:
    """What a run that fine-tunes begins with: the weights of `start`, and n `samples` to learn from.

    `are_new` (n,) flags the samples that `start` has not learnt before. `contradicting` are not learnt from.
    """

    start: Checkpoint
    samples: tuple[Sample, ...]
    are_new: Flags
    contradicting: tuple[Sample, ...] = ()

    @classmethod
    def begin(cls, start: Checkpoint, samples: Sequence[Sample]) -> FineTuning:
        """Fine-tune `start` on those samples that have ink and do not contradict the rest.

        Raises `ProblemError` if there is none among them.
        """
        make_images(samples)
        inked = [each for each in samples if each.image.any()]
        if samples and not inked:
            raise ProblemError("no_samples")
        ids = suspicious(inked, Predictor(start.network, start.options, start.weights, start.calibration))
        kept = tuple(each for each in inked if each.id not in ids)
        if inked and not kept:
            raise ProblemError("samples_contradict", count=len(inked))
        known = set(start.history.samples) if start.history else set()
        are_new = np.array([each.fingerprint not in known for each in kept], np.bool_)
        return cls(replace(start, resume=None), kept, are_new, tuple(each for each in inked if each.id in ids))

    @classmethod
    def of(cls, checkpoint: Checkpoint) -> FineTuning | None:
        """Return what a run began with, from its last checkpoint. None if it did not fine-tune.

        Raises `ProblemError` if the checkpoint is damaged.
        """
        arrays = checkpoint.resume.arrays if checkpoint.resume else {}
        if SAMPLES not in arrays:
            return None
        weights = {name.removeprefix(START): value for name, value in arrays.items() if name.startswith(START)}
        start = Checkpoint(checkpoint.network, checkpoint.options, weights, checkpoint.calibration)
        try:
            return cls(start, tuple(unpacked(arrays[SAMPLES])), arrays[ARE_NEW].astype(np.bool_))
        except (KeyError, ValueError) as error:
            raise ProblemError("resume_unfit", reason=str(error)) from error

    def added_to(self, state: ResumeState) -> ResumeState:
        """Return a state to resume from that holds what `of` returns, too."""
        mine: dict[str, Array] = {SAMPLES: self._packed, ARE_NEW: self.are_new.astype(np.uint8)}
        start = {f"{START}{name}": value for name, value in self.start.weights.items()}
        return replace(state, arrays={**state.arrays, **mine, **start})

    @property
    def fingerprints(self) -> tuple[str, ...]:
        """The fingerprints of all samples that the run, or one that it began with, has learnt."""
        known = self.start.history.samples if self.start.history else ()
        return tuple(sorted({*known, *(each.fingerprint for each in self.samples)}))

    @cached_property
    def _packed(self) -> Array:
        return packed(self.samples)  # takes a second for 10,000, and a run is saved several times

    @cached_property
    def groups(self) -> Indices:
        """The group of each sample, (n,): from 0 to `FOLDS` - 1 for a new one, else -1.

        The samples of each digit are spread over all groups. With fewer than `LEAST` new ones, no sample has a group.
        """
        groups = np.full(len(self.samples), -1)
        new = np.flatnonzero(self.are_new)
        if len(new) >= LEAST:
            labels = np.array([self.samples[index].label for index in new])
            groups[new[np.argsort(labels, kind="stable")]] = np.arange(len(new)) % FOLDS
        return groups


def with_start(data: TrainingData, tuning: FineTuning) -> Generator[Preparing, None, TrainingData]:
    """Return the data with the logits of the start for all of it, and yield the progress."""
    parts: list[torch.Tensor] = []
    for part in logits_in_parts(restored(tuning.start), data.train):
        parts.append(part)
        yield Preparing(sum(map(len, parts)), len(data.train))
    return replace(data, of_start=torch.cat(parts))


def compared(
    finished: RunFinished, tuning: FineTuning, data: TrainingData, config: TrainingConfig
) -> Iterator[CrossValidating | Scoring | StartScored | RunFinished]:
    """End a run that fine-tuned: score its start too, and both on samples that neither learnt."""
    mine = yield from cross_validated(tuning, data, config)
    before = yield from start_scores(tuning, data)
    yield StartScored((*before, *mine[:1]))
    yield RunFinished((*finished.scores, *mine[1:]))


def start_scores(tuning: FineTuning, data: TrainingData) -> Generator[Scoring, None, tuple[Score, ...]]:
    """Score the start of a run on the digits that its end is scored on."""
    start, scores = restored(tuning.start), list[Score]()
    for name, digits in data.unseen.items():
        scores.append((yield from evaluate_in_parts(start, digits, name)))
    return tuple(scores)


def cross_validated(
    tuning: FineTuning, data: TrainingData, config: TrainingConfig
) -> Generator[CrossValidating, None, tuple[Score, ...]]:
    """Score the start, and what becomes of it, on samples that it never learnt. Yields the progress.

    For each group of samples the start is fine-tuned on all others, and then reads those of the group. Returns the
    scores before and after, or none if there are too few new samples. Torch's global generator stays as it was.
    """
    if (tuning.groups < 0).all():
        return ()
    written = images.as_written(tuning.samples)
    logits = np.empty((len(written), 10), np.float32)
    with torch.random.fork_rng(devices=[]):
        for group in range(FOLDS):
            left_out = np.flatnonzero(tuning.groups == group)
            loop = TrainingLoop(restored(tuning.start), data.without(left_out), config)
            yield from _progress(loop, group, config.epochs)
            logits[left_out] = all_logits(loop.result, written[left_out]).cpu().numpy()
    tested = tuning.groups >= 0
    before = evaluate(restored(tuning.start), written[tested], MY_DRAWINGS)
    return before, score(logits[tested], written.labels[tested].numpy(), MY_DRAWINGS)


def _progress(loop: TrainingLoop, group: int, epochs: int) -> Iterator[CrossValidating]:
    for event in loop:
        if isinstance(event, StepFinished):
            done = (group * epochs + event.epoch - 1) * event.steps + event.step
            yield CrossValidating(done, FOLDS * epochs * event.steps)
