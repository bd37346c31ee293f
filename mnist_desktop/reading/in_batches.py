"""Reads many inputs one after the other; digit images, of which a file may have thousands, in batches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby, islice

import numpy as np

from mnist_desktop.reading import numbers
from mnist_desktop.reading.inputs import Input, InputError
from mnist_desktop.reading.predictor import BATCH, Predictor
from mnist_desktop.reading.values import Reading

Read = tuple[Input, Reading] | InputError


def read(found: Iterable[Input | InputError], predictor: Predictor) -> Iterator[Read]:
    """Yield each input with its reading, in order, and an `InputError` in place of each that is damaged or blank."""
    for are_digits, inputs in groupby(found, key=_is_digit_image):
        if are_digits:
            while batch := [each for each in islice(inputs, BATCH) if isinstance(each, Input)]:
                images = [np.asarray(each.content) for each in batch]
                digits = zip(predictor.predict(images), images, strict=True)
                yield from zip(batch, (Reading((replace(digit, image=image),)) for digit, image in digits), strict=True)
        else:
            yield from (_read_one(each, predictor) for each in inputs)


def _is_digit_image(found: Input | InputError) -> bool:
    return isinstance(found, Input) and isinstance(found.content, np.ndarray) and bool(found.content.any())


def _read_one(found: Input | InputError, predictor: Predictor) -> Read:
    if isinstance(found, InputError):
        return found
    try:
        return found, numbers.read(found.layouts(), predictor)
    except InputError as error:
        return error
