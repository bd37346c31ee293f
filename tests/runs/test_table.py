from __future__ import annotations

import csv
import io

from mnist_desktop.runs.events import EpochFinished, StepFinished
from mnist_desktop.runs.history import History
from mnist_desktop.runs.plan import Plan
from mnist_desktop.runs.scores import HELD_OUT, Score
from mnist_desktop.runs.table import COLUMNS, to_csv

TEST, VALIDATION = Score("MNIST test", 0.9, 0.4), Score(HELD_OUT, 0.8, 0.6)


def history(name: str, network: str, *epochs: tuple[Score, ...]) -> History:
    made = History(name, Plan(network))
    for step, loss in ((1, 2.5), (2, 1.25)):
        made.take(StepFinished(1, step, 10, loss, images=64, seconds=0.01))
    for number, scores in enumerate(epochs, start=1):
        made.take(EpochFinished(number, 0.5, 0.85, scores, seconds=2.0, images_per_second=1000.0))
    return made


def lines(*histories: History) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(to_csv(histories))))


def test_every_figure_is_in_the_table() -> None:
    found = lines(history("CNNNet 1", "CNNNet", (VALIDATION,), (VALIDATION, TEST)))
    assert [(line["epoch"], line["step_loss"]) for line in found[:2]] == [("0.1", "2.5"), ("0.2", "1.25")]
    first, second = found[2:]
    assert (first["epoch"], first["train_loss"], first["train_accuracy"]) == ("1", "0.5", "0.85")
    assert (first["validation_loss"], first["validation_accuracy"], first["test_accuracy"]) == ("0.6", "0.8", "")
    assert (second["test_loss"], second["test_accuracy"], second["step_loss"]) == ("0.4", "0.9", "")
    assert (second["seconds"], second["images_per_second"]) == ("2.0", "1000.0")


def test_every_line_names_its_run_and_network_whatever_the_name() -> None:
    found = lines(history("CNNNet 1", "CNNNet", (TEST,)), history('a "b", c\nd', "FirstNet", (TEST,)))
    assert [(line["run"], line["model"]) for line in found] == [
        *[("CNNNet 1", "CNNNet")] * 3,
        *[('a "b", c\nd', "FirstNet")] * 3,
    ]


def test_a_score_without_a_loss_leaves_its_place_empty() -> None:
    [*_, line] = lines(history("CNNNet 1", "CNNNet", (Score("QMNIST test", 0.7),)))
    assert (line["test_accuracy"], line["test_loss"]) == ("0.7", "")


def test_of_no_runs_there_is_a_head_alone() -> None:
    assert to_csv([]).splitlines() == [",".join(COLUMNS)]
