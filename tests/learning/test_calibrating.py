"""Which digits a run is calibrated on, and that the calibration fits the network."""

from __future__ import annotations

from dataclasses import replace

import pytest
import torch

from mnist_desktop.catalog.training import TrainingConfig
from mnist_desktop.learning import calibrating
from mnist_desktop.learning.calibrating import UNCALIBRATED, calibrated, validation_digits
from mnist_desktop.learning.data import pen_digits
from mnist_desktop.learning.data.mnist import Dataset
from mnist_desktop.learning.networks import CNNNet, FirstNet, restored
from mnist_desktop.reading.predictor import load_checkpoint

PLAIN = TrainingConfig()


@pytest.mark.parametrize("config", [replace(PLAIN, pen_digits=60), replace(PLAIN, pen_digits=60, hold_out=40)])
def test_a_run_with_pen_digits_is_calibrated_on_other_people_s(config: TrainingConfig, few: Dataset) -> None:
    assert validation_digits(few, config) is pen_digits.as_written(pen_digits.HELD_OUT)


def test_others_are_calibrated_on_what_they_hold_out(few: Dataset) -> None:
    found = validation_digits(few, replace(PLAIN, hold_out=40))
    assert torch.equal(found.images, few.train.images[-40:])


def test_without_a_hold_out_the_last_training_digits_are_taken(few: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calibrating, "VALIDATION", 50)
    found = validation_digits(few, PLAIN)
    assert torch.equal(found.labels, few.train.labels[-50:])


def test_logits_that_are_ten_times_as_large_have_ten_times_the_temperature(tiny: Dataset) -> None:
    network, digits = restored(load_checkpoint("CNNNet")), tiny.train
    assert isinstance(network, CNNNet)
    before = calibrated(network, digits)
    with torch.no_grad():
        for value in (network.fc2.weight, network.fc2.bias):
            value.mul_(10)
    after = calibrated(network, digits)
    assert after.temperature == pytest.approx(10 * before.temperature, rel=0.02)
    assert after.min_confidence == pytest.approx(before.min_confidence, abs=0.02)


def test_before_it_is_calibrated_an_untrained_network_is_sure_of_nothing(few: Dataset) -> None:
    torch.manual_seed(0)
    network = FirstNet()
    logits = network(few.test.normalised()).detach().numpy()
    assert not UNCALIBRATED.sure(logits, UNCALIBRATED.probabilities(logits)).any()
