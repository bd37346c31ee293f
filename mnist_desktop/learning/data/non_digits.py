"""Drawings that are no digits: letters and symbols by real people, scribbles, several digits at once.

A network learns not to be sure of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812  # the name every PyTorch reader knows
from torch import Tensor

from mnist_desktop.drawing.arrays import GreyImage, Indices
from mnist_desktop.learning.data import hands, pen_digits
from mnist_desktop.learning.data.hands import TENTHS, Hands
from mnist_desktop.learning.data.mnist import Digits, as_pixels, joined
from mnist_desktop.learning.data.pen_digits import TRAINED
from mnist_desktop.learning.data.scribbles import Strokes, scribble, several_digits
from mnist_desktop.learning.data.variation import Pen

NON_DIGIT: Final = -1  # the label of a non-digit
SCRIBBLED: Final = 0.2  # share of the non-digits that are scribbles
SEVERAL: Final = 0.1  # share of them that are several digits
ALIKE: Final = 0.1  # weight of the wish that a non-digit's ten probabilities are alike
SIZE: Final = 400.0  # pixels of the longer side of a scribble, on the canvas of the characters

# Networks that never saw the kind are sure of a quarter of its characters or more: people write them like a digit.
LOOK_ALIKES: Final = "/OSogZ|szqB'b?l>DGI,}(!.)"
KEPT_FOR_TESTS: Final = "#+=FMTY`fmu{"  # every fifth kind


def non_digits(count: int, seed: int) -> Digits:
    """Return `count` digit images of non-digits to train on, labelled `NON_DIGIT`. The same for the same seed."""
    return joined(list(drawn(count, seed)))


def drawn(count: int, seed: int, tenths: tuple[int, ...] = TRAINED, kept: str = KEPT_FOR_TESTS) -> Iterator[Digits]:
    """Yield the images of `non_digits` in small parts, so that the caller can do other work in between.

    None is by other writers than those of the `tenths`, and none is a look-alike or `kept` for tests.
    """
    if not count:
        return
    random = np.random.default_rng(seed)
    scribbled, several = random.multinomial(count, [SCRIBBLED, SEVERAL, 1 - SCRIBBLED - SEVERAL])[:2]
    digits = hands.digits_by(tenths)
    characters = by_writers(tenths, LOOK_ALIKES + kept)
    made = [scribble(random) for _ in range(scribbled)] + [several_digits(digits, random) for _ in range(several)]
    written = characters[_chosen(len(characters), count - scribbled - several, random)]
    pen = Pen(pen_digits.VARIATION, random)
    for some in (_as_hands(made), written):
        yield from map(_labelled, some.images(pen))


def learnt_kinds() -> str:
    """Return the characters of which networks learn not to be sure, those kept for tests too, in ASCII's order."""
    kinds = set(np.unique(by_writers(range(TENTHS), without=LOOK_ALIKES).characters).tolist())
    return "".join(map(chr, sorted(kinds)))


def by_writers(tenths: Sequence[int], without: str = "") -> Hands:
    """Return the characters by the writers of some tenths, `without` those of some kinds. Raises `DataError`."""
    everything = hands.load()
    return everything[~everything.are_digits & everything.are_by(tenths) & ~everything.are_of(without)]


def kept_for_tests() -> Digits:
    """Return the characters that no network is trained on, as written by anybody."""
    everything = hands.load()
    return joined([_labelled(images) for images in everything[everything.are_of(KEPT_FOR_TESTS)].images()])


def loss(logits: Tensor, labels: Tensor, smoothing: float = 0.0) -> Tensor:
    """Return the mean loss of (n, 10) logits in nats: of a softmax over the digits and "none", whose logit is 0.

    So the log-sum-exp of the ten logits, the energy, says how likely any digit is. It is the background class of
    A. Dhamija, M. Günther, T. Boult: Reducing Network Agnostophobia (NeurIPS 2018, section 2), with a fixed logit.
    `smoothing` is the share of a digit's label that is spread over the ten digits, and not over "none". The ten
    probabilities of a non-digit shall be a little alike besides (D. Hendrycks, M. Mazeika, T. Dietterich: Deep Anomaly
    Detection with Outlier Exposure, ICLR 2019, section 4).
    """
    is_none = labels == NON_DIGIT
    any_digit = F.softplus(logits.logsumexp(1))  # the log-sum-exp of the eleven
    of_label = logits.gather(1, labels.clamp(min=0).unsqueeze(1)).squeeze(1)
    of_digits = any_digit - torch.lerp(of_label, logits.mean(1), smoothing)
    of_others = any_digit - ALIKE * F.log_softmax(logits, dim=1).mean(1)
    return torch.where(is_none, of_others, of_digits).mean()


def _chosen(count: int, many: int, random: np.random.Generator) -> Indices:
    """Choose `many` of `count` in random order, each equally often, give or take one."""
    return np.resize(random.permutation(count), many)


def _as_hands(made: Sequence[Strokes]) -> Hands:
    strokes = [stroke for drawing in made for stroke in drawing]
    nobody = np.zeros(len(made), np.intp)
    return Hands(
        np.concatenate([np.empty((0, 2)), *strokes]) * SIZE,
        np.array([len(stroke) for stroke in strokes], np.intp),
        np.array([len(drawing) for drawing in made], np.intp),
        *[nobody] * 5,
    )


def _labelled(images: GreyImage) -> Digits:
    return Digits(as_pixels(images), torch.full((len(images),), NON_DIGIT))
