"""Measures how networks read writers, and kinds of characters, that they never saw: in five folds over all writers.

Run it as `python -m mnist_desktop.learning.folds [--epochs N] [--suspects FILE]`. Each fold leaves a fifth of the
writers and a fifth of the kinds of characters out of a `thorough` training. The suspects are digits whose label has
less than 5 % in the mean of the networks that never saw their writer: a person looks at them, and lists those to drop
in `resources/hands/dropped.csv`.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np
import torch

from mnist_desktop.catalog.networks import NETWORKS
from mnist_desktop.drawing.arrays import Flags, Float32Array, FloatArray
from mnist_desktop.learning.data import hands, mnist, non_digits, pen_digits
from mnist_desktop.learning.data.hands import TENTHS, Hands
from mnist_desktop.learning.data.mnist import Digits, as_pixels, joined
from mnist_desktop.learning.evaluation import all_logits
from mnist_desktop.learning.loop import TrainingData, TrainingLoop
from mnist_desktop.learning.networks import Network, begin
from mnist_desktop.reading.calibration import calibrate, log_softmax, trust
from mnist_desktop.runs.plan import Plan, plan_of
from mnist_desktop.runs.scores import HELD_OUT
from mnist_desktop.system.files import write_atomically

FOLDS: Final = 5
PRESET: Final = "thorough"
SUSPICIOUS: Final = 0.05  # a label with a lower probability may be wrong
FEW: Final = 150  # digits; a smaller collection says little on its own
_COLUMNS: Final = ("drawing", "label", "probability", "read as", "its probability")


@dataclass(frozen=True, eq=False)
class Fold:
    """What one network made of what it never saw. Shares are in 0…1.

    `chosen` (n,) flags the digits by the fold's writers, and `logits` (m, 10) are theirs, calibrated. The calibration
    was fitted to half of these writers. `sure` and `calibration_error` are of the others, `unsure` of the fold's kinds
    of characters. `mnist` is the accuracy on the end of MNIST's training set.
    """

    chosen: Flags
    logits: Float32Array
    sure: float
    calibration_error: float
    unsure: float
    mnist: float


def measured(network: str, number: int, epochs: int | None, digits: Hands) -> Fold:
    """Train a network without a fold's writers and kinds of characters, and show it what was left out."""
    left_out = (2 * number, 2 * number + 1)
    kinds = non_digits.learnt_kinds()[number::FOLDS]
    plan = plan_of(PRESET, network)
    config = replace(plan.config, seed=number, epochs=epochs or plan.config.epochs)
    data = _data(replace(plan, config=config), left_out, kinds)
    loop = TrainingLoop(begin(replace(plan, config=config)), data, config)
    for _ in loop:
        pass
    chosen = digits.are_by(left_out)
    logits, labels = _logits(loop.result, digits[chosen]), digits.labels[chosen]
    tested = digits.tenths[chosen] == left_out[0]
    calibration = calibrate(logits[~tested], labels[~tested])
    characters = non_digits.by_writers(range(TENTHS))
    unseen = _logits(loop.result, characters[characters.are_of(kinds)])
    found = trust(logits[tested], labels[tested], calibration)
    unsure = ~calibration.sure(unseen, calibration.probabilities(unseen))
    held_out = data.unseen[HELD_OUT]
    right = all_logits(loop.result, held_out).argmax(1) == held_out.labels
    logits /= np.float32(calibration.temperature)
    return Fold(chosen, logits, found.sure, found.calibration_error, float(unsure.mean()), float(right.float().mean()))


def probabilities(folds: Sequence[Fold]) -> FloatArray:
    """Return the (n, 10) probabilities of all digits by the networks that never saw their writers."""
    found = np.empty((len(folds[0].chosen), 10))
    for each in folds:
        found[each.chosen] = np.exp(log_softmax(each.logits))
    return found


def report(network: str, folds: Sequence[Fold], digits: Hands) -> str:
    """Return a line on a network: means over digits, writers and folds, and the worst collection."""
    right = probabilities(folds).argmax(axis=1) == digits.labels
    collections = _means(right, digits.collections, at_least=FEW)
    worst = min(collections, key=collections.__getitem__)
    writers = np.mean(list(_means(right, digits.writers).values()))
    sure, error, unsure, of_mnist = np.mean(
        [(each.sure, each.calibration_error, each.unsure, each.mnist) for each in folds], axis=0
    )
    return (
        f"{network}: digits {right.mean():.2%}, writers {writers:.2%}, collection {worst} {collections[worst]:.2%}; "
        f"sure {sure:.2%}, ECE {error:.2%}, unsure of unseen kinds {unsure:.1%}; MNIST held out {of_mnist:.2%}"
    )


def suspects(found: FloatArray, digits: Hands) -> str:
    """Return the list of digits whose labels may be wrong as CSV, given the (n, 10) probabilities of all digits."""
    own = found[np.arange(len(digits)), digits.labels]
    read_as, highest = found.argmax(axis=1), found.max(axis=1)
    rows = [
        _row((digits.numbers[each], digits.labels[each], f"{own[each]:.3f}", read_as[each], f"{highest[each]:.3f}"))
        for each in np.flatnonzero(own < SUSPICIOUS)
    ]
    return "".join([_row(_COLUMNS), *rows])


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog=f"python -m {__spec__.name}")
    parser.add_argument("--epochs", type=int)
    parser.add_argument("--suspects", type=Path)
    options = parser.parse_args(arguments)
    digits = hands.digits_by(range(TENTHS))
    found = []
    for network in NETWORKS:
        folds = [measured(network, number, options.epochs, digits) for number in range(FOLDS)]
        print(report(network, folds, digits), flush=True)
        found.append(probabilities(folds))
    if options.suspects:
        write_atomically(options.suspects, suspects(np.mean(found, axis=0), digits).encode())
    return 0


def _data(plan: Plan, left_out: Sequence[int], kinds: str) -> TrainingData:
    config, train = plan.config, mnist.load().train
    others = tuple(tenth for tenth in range(TENTHS) if tenth not in left_out)
    kept = len(train) - config.hold_out
    digits = pen_digits.drawn(config.pen_digits, config.seed, others)
    characters = non_digits.drawn(config.non_digits, config.seed, others, kinds)
    return TrainingData(joined([train[:kept], *digits, *characters]), {HELD_OUT: train[kept:]})


def _logits(network: Network, some: Hands) -> Float32Array:
    images = as_pixels(np.concatenate(list(some.images())))
    return all_logits(network, Digits(images, torch.from_numpy(some.labels))).cpu().numpy()


def _row(values: Sequence[object]) -> str:
    return ",".join(map(str, values)) + "\n"


def _means(right: Flags, groups: np.ndarray, at_least: int = 1) -> Mapping[int, float]:
    """Return the share that is right in each group of `at_least` so many."""
    counts, sums = np.bincount(groups), np.bincount(groups, right)
    return {int(group): float(sums[group] / counts[group]) for group in np.flatnonzero(counts >= at_least)}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
