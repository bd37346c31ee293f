"""What is said of how a network reads: shares of what was put in, whoever drew it."""

from __future__ import annotations

import json
from collections.abc import Sequence

import numpy as np
import pytest
import torch
from torch import Tensor

from mnist_desktop import paths
from mnist_desktop.cli import report
from mnist_desktop.learning import checkpoint
from mnist_desktop.learning.calibration import Calibration
from mnist_desktop.learning.checkpoint import Checkpoint
from mnist_desktop.learning.data.mnist import Digits
from mnist_desktop.learning.data.non_digits import kept_for_tests
from mnist_desktop.learning.networks import Network
from mnist_desktop.reading.inputs import Input
from mnist_desktop.system.errors import Problem, ProblemError


class FirstPixel(Network):
    """Reads the digit that the first pixel's grey names: 0 for paper, 9 for ink; feels more than that of none."""

    def __init__(self) -> None:
        super().__init__()
        self.scale = torch.nn.Parameter(torch.tensor(20.0))

    def logits(self, images: Tensor, masks: Sequence[Tensor] = ()) -> Tensor:
        del masks
        read = ((images[:, 0, 0, 0] * 0.3081 + 0.1307) * 9).round().long()
        return torch.nn.functional.one_hot(read, 10) * self.scale


READER = Checkpoint(FirstPixel(), Calibration(min_confidence=0.5))


def digits(read: list[int], labels: list[int]) -> Digits:
    images = torch.zeros(len(read), 28, 28, dtype=torch.uint8)
    images[:, 0, 0] = torch.tensor(read) * 255 // 9
    return Digits(images, torch.tensor(labels))


def drawn(label: int | None, writer: str) -> Input:
    image = np.zeros((28, 28), dtype=np.float32)
    image[0, 0] = 4 / 9
    return Input("somewhere:7", image, label, writer)


def test_each_writer_s_share_is_told_the_worst_first() -> None:
    found = report.of_drawings(READER, [drawn(4, "Ada"), drawn(4, "Bo"), drawn(9, "Bo"), drawn(4, "")])
    assert found.score.accuracy == 0.75
    assert list(found.writers.items()) == [("Bo", 0.5), ("Ada", 1.0)]
    assert found.to_text().endswith("writers, the worst first: Bo 50.0%, Ada 100.0%")
    assert found.to_json()["writers"] == {"Bo": 0.5, "Ada": 1.0}


def test_where_nobody_is_named_no_writers_are() -> None:
    found = report.of_digits(READER, digits([1, 2], [1, 2]), "MNIST test")
    assert "writers" not in found.to_json()
    assert "writers" not in found.to_text()


def test_a_drawing_without_a_label_cannot_be_scored() -> None:
    with pytest.raises(ProblemError) as refused:
        report.of_drawings(READER, [drawn(4, ""), drawn(None, "")])
    assert refused.value.problem == Problem("label_missing", {"source": "somewhere:7"})


def test_the_text_says_what_the_json_says() -> None:
    found = report.of_digits(READER, digits([1, 2, 3, 3], [1, 2, 3, 4]), "MNIST test")
    text, known = found.to_text(), json.loads(json.dumps(found.to_json()))
    assert (known["accuracy"], known["sure"], known["right_when_sure"], known["count"]) == (0.75, 1.0, 0.75, 4)
    assert known["calibration_error"] == pytest.approx(0.25)
    for words in ("75.00% of 4 read right", "sure of 100.00%, and right in 75.00%", "off by 25.00%"):
        assert words in text


@pytest.mark.parametrize(("limit", "unsure"), [(10.0, 0.0), (30.0, 1.0)])
def test_of_non_digits_it_is_told_how_many_were_not_taken_for_digits(limit: float, unsure: float) -> None:
    reader = Checkpoint(FirstPixel(), Calibration(min_energy=limit))
    found = report.of_non_digits(reader, digits([5] * 8, [-1] * 8))
    assert (found.unsure, found.count) == (unsure, 8)
    assert f"{unsure:.2%} of 8" in found.to_text()


@pytest.mark.parametrize(("model", "promised"), [("CNNNet", 0.93), ("FirstNet", 0.90)])
def test_the_factory_weights_are_not_sure_of_what_they_never_saw(model: str, promised: float) -> None:
    assert report.of_non_digits(checkpoint.load(paths.weights(model)), kept_for_tests()).unsure >= promised
