"""What an exported network says of itself, as a program finds it in the file."""

from __future__ import annotations

import json
from dataclasses import asdict, replace

import onnx
import pytest
from trainings import checkpoint_of

from mnist_desktop import __version__
from mnist_desktop.drawing import digit_image
from mnist_desktop.learning.networks import FirstNet
from mnist_desktop.reading import predictor
from mnist_desktop.reading.checkpoint import Checkpoint
from mnist_desktop.reading.networks import NETWORKS
from mnist_desktop.reading.onnx_export import to_onnx
from mnist_desktop.runs.history import History
from mnist_desktop.runs.plan import Plan
from mnist_desktop.runs.scores import HELD_OUT, Score


def entries(checkpoint: Checkpoint) -> dict[str, str]:
    model = onnx.load_from_string(to_onnx(checkpoint))
    assert (model.producer_name, model.producer_version) == ("mnist-desktop", __version__)
    return {entry.key: entry.value for entry in model.metadata_props}


@pytest.mark.parametrize("name", NETWORKS)
def test_the_factory_weights_say_everything(name: str) -> None:
    checkpoint = predictor.load_checkpoint(name)
    found = entries(checkpoint)
    assert (found["network"], found["version"]) == (name, f"mnist-desktop {__version__}")
    assert json.loads(found["labels"]) == list("0123456789")
    assert json.loads(found["calibration"]) == asdict(checkpoint.calibration)
    assert json.loads(found["network_options"]) == checkpoint.options
    assert checkpoint.history is not None
    assert found["run"] == checkpoint.history.name
    accuracies = json.loads(found["accuracies"])
    assert list(accuracies) == ["MNIST test", "Hands test"]
    assert min(accuracies.values()) > 0.99


def test_the_recipe_is_that_of_the_pad_in_numbers_and_in_words() -> None:
    found = entries(checkpoint_of(FirstNet()))
    recipe = json.loads(found["preprocessing_recipe"])
    assert recipe == {
        "size": [28, 28],
        "box": digit_image.BOX,
        "centre_of_mass": [digit_image.CENTRE, digit_image.CENTRE],
        "pen_width": digit_image.PEN_WIDTH,
        "ink": 1.0,
        "paper": 0.0,
        "mean": digit_image.MEAN,
        "std": digit_image.STD,
        "normalised_by_model": True,
    }
    for words in ("28×28", "1 is ink, 0 is paper", "20 pixels", "2.5 pixels", "index 14", "0.1307", "0.3081"):
        assert words in found["preprocessing"]
    for words in ("probabilities", "temperature", "sure", "min_confidence", "min_energy"):
        assert words in found["prediction"]


def test_a_run_is_named_with_its_test_scores_alone() -> None:
    scores = (Score(HELD_OUT, 0.5), Score("MNIST test", 0.25), Score("Hands test", 0.75))
    history = History("my best √", Plan("FirstNet"), scores=scores)
    found = entries(checkpoint_of(FirstNet(), history=history))
    assert found["run"] == "my best √"
    assert json.loads(found["accuracies"]) == {"MNIST test": 0.25, "Hands test": 0.75}


def test_what_a_checkpoint_does_not_know_is_left_out() -> None:
    bare = checkpoint_of(FirstNet())
    unnamed = replace(bare, history=History("", Plan("FirstNet")))
    for checkpoint in (bare, unnamed):
        assert not {"run", "accuracies"} & entries(checkpoint).keys()
