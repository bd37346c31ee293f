"""Runs of weights that the lab changed."""

from __future__ import annotations

import numpy as np
import pytest
from stand_ins import kept_run

from mnist_desktop.reading import predictor
from mnist_desktop.reading.calibration import Calibration
from mnist_desktop.reading.evaluation import Evaluation
from mnist_desktop.reading.predictor import Predictor
from mnist_desktop.runs.events import RunState
from mnist_desktop.sessions import lab_run


@pytest.fixture
def evaluation() -> Evaluation:
    logits = np.eye(10, dtype=np.float32)
    return Evaluation("MNIST test", np.array([0, 1, 2, 3, 4, 5, 6, 7, 8, 0]), logits, Calibration())


@pytest.fixture
def network() -> Predictor:
    return predictor.load("CNNNet")


def test_a_lab_run_is_finished_without_epochs_and_has_the_measured_score(
    network: Predictor, evaluation: Evaluation
) -> None:
    base = kept_run("CNNNet 3")
    found = lab_run.history(network, evaluation, base, [])
    assert (found.name, found.state, found.epochs, found.samples) == ("CNNNet 3, lab", RunState.FINISHED, [], ())
    assert [score.accuracy for score in found.scores] == [0.9]
    assert found.plan.parent == base.id
    assert found.plan.config == base.history.plan.config
    assert found.plan.options == network.network.options
    assert found.created


def test_one_of_factory_weights_has_no_parent(network: Predictor, evaluation: Evaluation) -> None:
    found = lab_run.history(network, evaluation, None, ["CNNNet 3, lab"])
    assert (found.name, found.plan.network, found.plan.parent) == ("CNNNet, lab", "CNNNet", "")


def test_a_name_that_is_taken_gets_a_number(network: Predictor, evaluation: Evaluation) -> None:
    names = ["CNNNet, lab", "CNNNet, lab 2", "other"]
    assert lab_run.history(network, evaluation, None, names).name == "CNNNet, lab 3"
