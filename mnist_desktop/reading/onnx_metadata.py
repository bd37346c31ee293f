"""What an exported network says of itself, so that a program needs nothing else to read digits with it.

Metadata of ONNX is text by name. `PREPROCESSING`, `PREDICTION`, `network`, `run` and `version` are plain English; the
others hold JSON.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any, Final

from mnist_desktop import __version__
from mnist_desktop.drawing.digit_image import BOX, CENTRE, MEAN, PEN_WIDTH, SIDE, STD
from mnist_desktop.reading.checkpoint import Checkpoint

PREPROCESSING: Final = "preprocessing"
PREDICTION: Final = "prediction"

_PREPROCESSING: Final = (
    f"digit_image holds grey images of {SIDE}×{SIDE} pixels, one digit each: 1 is ink, 0 is paper."
    f" Scale the ink so that its longer side is {BOX:g} pixels, drawn with a pen about {PEN_WIDTH:g} pixels wide,"
    f" and shift it so that its centre of mass is at index {CENTRE:g} across and down, both counted from 0."
    f" The model itself subtracts the mean, {MEAN}, and divides by the standard deviation, {STD}: do not do so before."
)
_PREDICTION: Final = (
    "probabilities is the softmax of logits / temperature; its index is the digit. sure is true where the highest"
    " probability reaches min_confidence and the log-sum-exp of the logits, not divided by temperature, reaches"
    " min_energy. Where it is false, two digits are likely, or the image is no digit."
)
_RECIPE: Final = {
    "size": [SIDE, SIDE],
    "box": BOX,
    "centre_of_mass": [CENTRE, CENTRE],
    "pen_width": PEN_WIDTH,
    "ink": 1.0,
    "paper": 0.0,
    "mean": MEAN,
    "std": STD,
    "normalised_by_model": True,
}


def entries(checkpoint: Checkpoint) -> dict[str, str]:
    """Return the metadata of a checkpoint's network. `run` and `accuracies` are there if the checkpoint knows them."""
    values = {
        "labels": [str(digit) for digit in range(10)],
        "preprocessing_recipe": _RECIPE,
        "calibration": asdict(checkpoint.calibration),
        "network_options": dict(checkpoint.options),
        **_accuracies(checkpoint),
    }
    return {
        PREPROCESSING: _PREPROCESSING,
        PREDICTION: _PREDICTION,
        "network": checkpoint.network,
        **_run(checkpoint),
        "version": f"mnist-desktop {__version__}",
        **{name: json.dumps(value) for name, value in values.items()},
    }


def _run(checkpoint: Checkpoint) -> dict[str, str]:
    name = checkpoint.history.name if checkpoint.history else ""
    return {"run": name} if name else {}


def _accuracies(checkpoint: Checkpoint) -> dict[str, Any]:
    """Return the share of each test set that was read right, by the name of the score."""
    tests = checkpoint.history.tests if checkpoint.history else ()
    return {"accuracies": {test.name: test.accuracy for test in tests}} if tests else {}
