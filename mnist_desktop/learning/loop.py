"""The training loop: takes steps, scores epochs and yields events. It uses neither Qt nor files."""

from __future__ import annotations

import hashlib
import math
import time
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Final

import numpy as np
import torch
from torch import Tensor

from mnist_desktop.catalog.datasets import DATASETS
from mnist_desktop.catalog.training import TrainingConfig
from mnist_desktop.drawing.arrays import Indices
from mnist_desktop.learning.data.batches import Batches
from mnist_desktop.learning.data.generated import generated_digits
from mnist_desktop.learning.data.mnist import Dataset, Digits, joined
from mnist_desktop.learning.data.non_digits import NON_DIGIT
from mnist_desktop.learning.data.samples import varied
from mnist_desktop.learning.devices import pick_device
from mnist_desktop.learning.evaluation import evaluate_in_parts
from mnist_desktop.learning.health import HealthMeter
from mnist_desktop.learning.learner import Learner
from mnist_desktop.learning.networks import Network
from mnist_desktop.learning.parts import Threads
from mnist_desktop.reading.checkpoint import ResumeState
from mnist_desktop.runs.events import EpochFinished, Event, Preparing, RunDiverged, RunFinished, Scoring, StepFinished
from mnist_desktop.runs.scores import HELD_OUT, Score, named
from mnist_desktop.samples.sample import Sample
from mnist_desktop.system.errors import ProblemError

DIVERGED_LOSS: Final = 100 * math.log(10)  # nats: a hundred times the loss of random guessing
LEARNER: Final = "learner."


@dataclass(frozen=True)
class TrainingData:
    """The digits to train on, and those to score on by the names of their scores.

    Each epoch is scored on the first of `unseen`: the digits held out or, if there are none, the test set. The last of
    `train` show samples, and `samples` has the index of the sample of each: (images of samples,). `of_start` (n, 10)
    are the logits of the network that fine-tuning began with, before any augmentation; None without distillation.
    """

    train: Digits
    unseen: Mapping[str, Digits]
    samples: Indices = field(default_factory=lambda: np.empty(0, np.intp))
    of_start: Tensor | None = None

    def without(self, left_out: Indices) -> TrainingData:
        """Return the data without all images of some samples, given by their indices."""
        are_kept = ~np.isin(self.samples, left_out)
        chosen = np.append(np.ones(len(self.train) - len(self.samples), np.bool_), are_kept)
        of_start = None if self.of_start is None else self.of_start[torch.from_numpy(chosen)]
        return TrainingData(self.train[chosen], self.unseen, self.samples[are_kept], of_start)

    def fingerprint(self) -> str:
        """Return the SHA-256 of all digits to train on."""
        digest = hashlib.sha256()
        for part in (self.train.images, self.train.labels):
            digest.update(part.contiguous().numpy().data)
        return digest.hexdigest()


def prepare(
    data: Dataset, config: TrainingConfig, other: Dataset | None = None, samples: Sequence[Sample] = ()
) -> Generator[Preparing, None, TrainingData]:
    """Hold digits out and add pen digits and non-digits, of which fine-tuning replays some, and add varied samples.

    The test set of `other` is scored at the end too. Yields the progress. Raises `ProblemError` if the hold-out leaves
    no training digits.
    """
    held_out = data.last(config.hold_out)
    if len(held_out) == len(data.train):
        raise ProblemError("hold_out_too_large", hold_out=config.hold_out, count=len(data.train))
    train = joined([data.train[: len(data.train) - len(held_out)], (yield from generated_digits(config))])
    train, owners = _replayed(train, config), np.empty(0, np.intp)
    if samples:
        mine, owners = varied(samples, config.samples, config.seed)
        train = joined([train, mine])
    tests = {DATASETS[each.name].test_score: each.test for each in (data, other) if each is not None}
    return TrainingData(train, ({HELD_OUT: held_out} if config.hold_out else {}) | tests, owners)


def _replayed(train: Digits, config: TrainingConfig) -> Digits:
    """Choose the images that a run which fine-tunes sees again."""
    if not 0 < config.replay < len(train):
        return train
    order = torch.randperm(len(train), generator=torch.Generator().manual_seed(config.seed))
    return train[order[: config.replay]]


class TrainingLoop:
    """One training of one network, in place. Iterate to train; stop iterating to stop.

    Between two events a caller may change the rates, add epochs, or take a state to resume from. Shuffling, distortion
    and dropout use generators seeded here, including torch's global one. Raises `ProblemError` if the config's device
    is missing or `resume` does not fit.
    """

    def __init__(
        self,
        network: Network,
        data: TrainingData,
        config: TrainingConfig,
        resume: ResumeState | None = None,
    ) -> None:
        self._device = pick_device(config.device)
        self._data, self._config = data, config
        self._epoch, self._step = 1, 0  # the current epoch, and the steps it has done
        self._tally = _Tally()
        torch.manual_seed(config.seed)
        train = data.train.to(self._device)
        of_start = None if data.of_start is None else data.of_start.to(self._device)
        self._batches = Batches(train, config.batch_size, config.augmentation, config.seed, of_start)
        self._learner = Learner(network.to(self._device), config, len(self._batches))
        self._health = HealthMeter(network, train)
        if resume is not None:
            self._restore(resume)
        self._shuffle = self._batches.state  # its state at the start of the current epoch
        self._last_finite_weights = _copy(self.result)

    @property
    def result(self) -> Network:
        """The network to score and keep: the running mean of the weights if there is one."""
        return self._learner.result

    @property
    def epochs_done(self) -> float:
        """The number of epochs done, with the fraction of the current one."""
        return self._epoch - 1 + self._step / len(self._batches)

    def follow(self, config: TrainingConfig) -> None:
        """Use the learning rate, momentum and number of epochs of `config` from the next step on.

        A one-cycle schedule spans all epochs, including added ones.
        """
        self._config = replace(
            self._config, learning_rate=config.learning_rate, momentum=config.momentum, epochs=config.epochs
        )
        self._learner.follow(self._config)

    def state(self) -> ResumeState:
        """Return the state that a later loop with the same network, data and config resumes from."""
        tensors = {f"{LEARNER}{name}": value for name, value in self._learner.state().items()}
        tensors |= {"shuffle": self._shuffle.clone(), "random.cpu": torch.get_rng_state()}
        if self._device.type == "cuda":
            tensors["random.cuda"] = torch.cuda.get_rng_state(self._device)
        arrays = {name: value.numpy() for name, value in tensors.items()}
        return ResumeState(arrays, {"epoch": self._epoch, "step": self._step, "tally": asdict(self._tally)})

    def __iter__(self) -> Iterator[Event]:
        with Threads(torch.get_num_threads()) as threads:
            yield from self._train(threads)

    def _train(self, threads: Threads) -> Iterator[Event]:
        scores: tuple[Score, ...] = ()
        while self._epoch <= self._config.epochs:
            if not (yield from self._rest_of_epoch(threads)):
                self.result.load_state_dict(self._last_finite_weights)
                yield RunDiverged(self._epoch, self._step)
                return
            scores = ((yield from self._scored(next(iter(self._data.unseen)))),)
            yield self._end_epoch(scores)
        yield RunFinished((yield from self.score(scores)))

    def score(self, known: tuple[Score, ...] = ()) -> Generator[Scoring, None, tuple[Score, ...]]:
        """Score the result on the held-out digits and the test sets. Scores in `known` are not computed again."""
        scores: tuple[Score, ...] = ()
        for name in self._data.unseen:
            scores += (named(known, name) or (yield from self._scored(name)),)
        return scores

    def _scored(self, name: str) -> Generator[Scoring, None, Score]:
        return (yield from evaluate_in_parts(self.result, self._data.unseen[name], name))

    def _rest_of_epoch(self, threads: Threads) -> Generator[StepFinished, None, bool]:
        """Take the remaining steps of the epoch. Return False if the loss diverged."""
        steps, started = len(self._batches), time.perf_counter()
        for batch in self._batches.epoch(skip=self._step):
            gauge = self._health.gauge((self._epoch - 1) * steps + self._step + 1)
            loss, right = self._learner.step(batch, threads, gauge)
            mean_loss = loss.item()
            if not mean_loss <= DIVERGED_LOSS:
                return False
            self._step += 1
            health = gauge.measured(self.epochs_done) if gauge is not None else None
            digits, seconds = int((batch.labels != NON_DIGIT).sum()), time.perf_counter() - started
            self._tally.add(mean_loss, int(right), len(batch), digits, seconds)
            accuracy = int(right) / digits if digits else None
            yield StepFinished(self._epoch, self._step, steps, mean_loss, len(batch), seconds, accuracy, health)
            started = time.perf_counter()
        return True

    def _end_epoch(self, scores: tuple[Score, ...]) -> EpochFinished:
        finished = self._tally.summary(self._epoch, scores)
        self._last_finite_weights = _copy(self.result)
        self._epoch, self._step, self._tally = self._epoch + 1, 0, _Tally()
        self._shuffle = self._batches.state
        return finished

    def _restore(self, resume: ResumeState) -> None:
        numbers = resume.numbers
        tensors = {name: torch.from_numpy(value.copy()) for name, value in resume.arrays.items()}
        of_learner = {name.removeprefix(LEARNER): tensors[name] for name in tensors if name.startswith(LEARNER)}
        try:
            self._epoch, self._step = self._place(int(numbers["epoch"]), int(numbers["step"]))
            self._tally = _Tally(*(type(zero)(numbers["tally"][name]) for name, zero in asdict(_Tally()).items()))
            self._learner.restore(of_learner)
            self._batches.restore(tensors["shuffle"])
            torch.set_rng_state(tensors["random.cpu"])
            if self._device.type == "cuda" and "random.cuda" in tensors:
                torch.cuda.set_rng_state(tensors["random.cuda"], self._device)
        except (KeyError, TypeError, RuntimeError, ValueError, OverflowError) as error:
            raise ProblemError("resume_unfit", reason=str(error)) from error

    def _place(self, epoch: int, step: int) -> tuple[int, int]:
        if epoch < 1 or not 0 <= step <= len(self._batches):
            raise ValueError(f"there is no step {step} of epoch {epoch}")
        return epoch, step


def _copy(network: Network) -> dict[str, Tensor]:
    return {name: value.clone() for name, value in network.state_dict().items()}


@dataclass
class _Tally:
    """The sums of one epoch: loss, correct predictions and time."""

    loss: float = 0.0
    right: int = 0
    seen: int = 0
    digits: int = 0
    seconds: float = 0.0

    def add(self, mean_loss: float, right: int, seen: int, digits: int, seconds: float) -> None:
        self.loss += mean_loss * seen
        self.right += right
        self.seen += seen
        self.digits += digits
        self.seconds += seconds

    def summary(self, epoch: int, scores: tuple[Score, ...]) -> EpochFinished:
        return EpochFinished(
            epoch=epoch,
            train_loss=self.loss / self.seen,
            train_accuracy=self.right / self.digits,
            scores=scores,
            seconds=self.seconds,
            images_per_second=self.seen / self.seconds,
        )
