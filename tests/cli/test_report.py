"""What is said of how a network reads: shares of what was put in, whoever drew it."""

from __future__ import annotations

import csv
import json

import numpy as np
import pytest

from mnist_desktop.cli import report
from mnist_desktop.drawing.arrays import Float32Array, GreyImage
from mnist_desktop.drawing.digit_image import normalise
from mnist_desktop.learning.data.non_digits import kept_for_tests
from mnist_desktop.reading import predictor
from mnist_desktop.reading.calibration import Calibration
from mnist_desktop.reading.inputs import Input
from mnist_desktop.reading.networks import FirstNet
from mnist_desktop.reading.predictor import Predictor, network_input
from mnist_desktop.system.errors import Problem, ProblemError


def reader(calibration: Calibration) -> Predictor:
    """Reads the digit whose pixel of the first row is inked, with a logit of 20."""
    weights = {name: np.zeros(shape, np.float32) for name, shape in FirstNet.SHAPES.items()}
    for layer, strength in (("fc0", 20 / normalise(np.ones(1, np.float32))), ("fc1", 1.0), ("fc2", 1.0)):
        np.fill_diagonal(weights[f"{layer}.weight"][:10], strength)
    return Predictor("FirstNet", {"relu_logits": False}, weights, calibration)


READER = reader(Calibration(min_confidence=0.5))


def picture(of: int) -> GreyImage:
    image = np.zeros((28, 28), np.float32)
    image[0, of] = 1
    return image


def pictures(of: list[int]) -> Float32Array:
    return network_input([picture(each) for each in of])


def drawn(label: int | None, writer: str) -> Input:
    return Input("somewhere", 7, picture(4), label, writer)


def test_each_writer_s_share_is_told_the_worst_first() -> None:
    found = report.of_drawings(READER, [drawn(4, "Ada"), drawn(4, "Bo"), drawn(9, "Bo"), drawn(4, "")])
    assert found.evaluation.score.accuracy == 0.75
    assert list(found.writers.items()) == [("Bo", 0.5), ("Ada", 1.0)]
    assert found.to_text().endswith("writers, the worst first: Bo 50.0%, Ada 100.0%")
    assert found.to_json()["writers"] == {"Bo": 0.5, "Ada": 1.0}


def test_where_nobody_is_named_no_writers_are() -> None:
    found = report.of_digits(READER, pictures([1, 2]), np.array([1, 2]), "MNIST test")
    assert "writers" not in found.to_json()
    assert "writers" not in found.to_text()


def test_a_drawing_without_a_label_cannot_be_scored() -> None:
    with pytest.raises(ProblemError) as refused:
        report.of_drawings(READER, [drawn(4, ""), drawn(None, "")])
    assert refused.value.problem == Problem("label_missing", {"source": "somewhere:7"})


def test_the_text_says_what_the_json_says() -> None:
    found = report.of_digits(READER, pictures([1, 2, 3, 3]), np.array([1, 2, 3, 4]), "MNIST test")
    text, known = found.to_text(), json.loads(json.dumps(found.to_json()))
    assert (known["accuracy"], known["sure"], known["right_when_sure"], known["count"]) == (0.75, 1.0, 0.75, 4)
    assert known["calibration_error"] == pytest.approx(0.25)
    for words in ("75.00% of 4 read right", "sure of 100.00%, and right in 75.00%", "off by 25.00%"):
        assert words in text


@pytest.mark.parametrize(("limit", "unsure"), [(10.0, 0.0), (30.0, 1.0)])
def test_of_non_digits_it_is_told_how_many_were_not_taken_for_digits(limit: float, unsure: float) -> None:
    found = report.of_non_digits(reader(Calibration(min_energy=limit)), pictures([5] * 8))
    assert (found.unsure, found.count) == (unsure, 8)
    assert f"{unsure:.2%} of 8" in found.to_text()


@pytest.mark.parametrize(("model", "promised"), [("CNNNet", 0.86), ("FirstNet", 0.80)])
def test_the_factory_weights_are_not_sure_of_what_they_never_saw(model: str, promised: float) -> None:
    images = kept_for_tests().normalised().numpy()
    assert report.of_non_digits(predictor.load(model), images).unsure >= promised


def test_each_digit_has_its_precision_recall_and_f1_in_json_and_text() -> None:
    found = report.of_digits(READER, pictures([1, 2, 3, 3]), np.array([1, 2, 3, 4]), "MNIST test")
    digits = json.loads(json.dumps(found.to_json()))["digits"]
    assert digits[3] == {"digit": 3, "count": 1, "precision": 0.5, "recall": 1.0, "f1": pytest.approx(2 / 3)}
    assert digits[4] == {"digit": 4, "count": 1, "precision": None, "recall": 0.0, "f1": 0.0}
    lines = found.to_text().splitlines()
    assert "     3       50.0%   100.0%    66.7%        1" in lines
    assert "     4           –     0.0%     0.0%        1" in lines
    assert "     0           –        –        –        0" in lines


def test_the_interval_of_the_accuracy_is_said() -> None:
    found = report.of_digits(READER, pictures([1, 2, 3, 3]), np.array([1, 2, 3, 4]), "MNIST test")
    low, high = found.to_json()["accuracy_interval"]
    assert (low, high) == (pytest.approx(0.3006, abs=1e-4), pytest.approx(0.9544, abs=1e-4))
    assert found.to_text().splitlines()[1] == "of all such digits it reads 30.06% to 95.44% right (95% interval)"


def test_the_table_has_what_was_read_in_each_image_and_where_it_is_from() -> None:
    rows = list(csv.DictReader(report.of_drawings(READER, [drawn(4, ""), drawn(9, "")]).to_csv().splitlines()))
    assert [(each["source"], each["label"], each["digit"]) for each in rows] == [
        ("somewhere:7", "4", "4"),
        ("somewhere:7", "9", "4"),
    ]
    of_set = report.of_digits(READER, pictures([1, 2]), np.array([1, 2]), "MNIST test")
    assert [each["source"] for each in csv.DictReader(of_set.to_csv().splitlines())] == ["0", "1"]
