"""What an export of the section Against writes as a table."""

from __future__ import annotations

from collections.abc import Sequence

from mnist_desktop.runs.digit_errors import DigitErrors
from mnist_desktop.ui.pages.test.against_shown import Against
from mnist_desktop.ui.pages.test.sections import Table


def digits_table(against: Against, indices: Sequence[int]) -> Table:
    """Return a row for each of these digits: its place in the set, from 0, its label, and what either reads."""
    tested, other = against.tested.evaluation, against.other.evaluation
    columns = (tested.labels, tested.digits, tested.confidence, other.digits, other.confidence)
    names = ["index", "label", "digit", "confidence", "other_digit", "other_confidence"]
    return [names, *([index, *(each[index].item() for each in columns)] for index in indices)]


def epochs_table(errors: DigitErrors) -> Table:
    """Return a row for each epoch, with how many of each digit were read wrong after it."""
    names = ["epoch", *range(len(errors.counts))]
    return [names, *([epoch, *counts] for epoch, *counts in zip(errors.epochs, *errors.counts, strict=True))]
