"""What a run leaves behind: calibrated weights and their story."""

from __future__ import annotations

import json
from dataclasses import replace

from mnist_desktop.learning.config import PRESETS
from mnist_desktop.learning.mnist import Dataset
from mnist_desktop.learning.outcome import outcome
from mnist_desktop.learning.training import RunFinished, fit

CONFIG = replace(PRESETS["recommended"].config, epochs=1, batch_size=200, hold_out=500, device="cpu")


def test_a_run_leaves_calibrated_weights_with_their_story(tiny: Dataset) -> None:
    network = PRESETS["recommended"].network("FirstNet")
    *_, finished = fit(network, tiny, CONFIG)
    assert isinstance(finished, RunFinished)
    left = outcome(network, tiny, CONFIG, finished)
    assert left.calibration.temperature > 0
    assert 0 < left.calibration.min_confidence < 1
    assert left.history["dataset"] == tiny.name
    assert left.history["epochs"] == 1
    assert left.history["test_accuracy"] == finished.test.accuracy
    assert json.loads(json.dumps(left.history)) == left.history
