from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from mnist_desktop.drawing.strokes import Drawing
from mnist_desktop.learning.data.mnist import Dataset
from mnist_desktop.reading import contents, in_batches, numbers
from mnist_desktop.reading import predictor as predictors
from mnist_desktop.reading.contents import Content
from mnist_desktop.reading.inputs import Input, InputError
from mnist_desktop.reading.predictor import BATCH, Predictor


@pytest.fixture(scope="module")
def predictor() -> Predictor:
    return predictors.load("CNNNet")


def inputs_of(contents: list[Content | None]) -> Iterator[Input | InputError]:
    """None is for one that is damaged."""
    for number, content in enumerate(contents, start=1):
        yield InputError("not_json") if content is None else Input("a", number, content)


def test_inputs_are_read_in_order_as_one_by_one(
    digits: dict[int, Drawing], data: Dataset, predictor: Predictor
) -> None:
    images: list[Content | None] = [each / np.float32(255) for each in data.test.images[: 2 * BATCH + 3].numpy()]
    mixed = [*images[:5], digits[3], None, *images[5:], digits[7], digits[2], None]
    found = list(in_batches.read(inputs_of(mixed), predictor))
    for number, (content, read) in enumerate(zip(mixed, found, strict=True), start=1):
        if content is None:
            assert isinstance(read, InputError)
        else:
            assert not isinstance(read, InputError)
            source, reading = read
            alone = numbers.read(contents.layouts(content), predictor)
            assert (source.source, reading.text, reading.sure) == (f"a:{number}", alone.text, alone.sure)
            assert reading.confidence == pytest.approx(alone.confidence, abs=1e-5)
            assert np.array_equal(reading.digits[0].image, alone.digits[0].image)  # type: ignore[arg-type]  # it has one


def test_what_is_blank_is_an_error_in_its_place(digits: dict[int, Drawing], predictor: Predictor) -> None:
    blank = np.zeros((28, 28), np.float32)
    found = list(in_batches.read(inputs_of([digits[7], blank, Drawing(), digits[3]]), predictor))
    assert [isinstance(each, InputError) for each in found] == [False, True, True, False]
    assert [each.problem.values["line"] for each in found if isinstance(each, InputError)] == [2, 3]


def test_inputs_are_asked_for_a_batch_at_a_time(predictor: Predictor) -> None:
    asked = 0

    def endless() -> Iterator[Input]:
        nonlocal asked
        while True:
            asked += 1
            yield Input("a", asked, np.ones((28, 28), np.float32))

    next(in_batches.read(endless(), predictor))
    assert asked <= BATCH + 1
