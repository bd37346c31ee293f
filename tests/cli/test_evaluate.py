from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from commands import LINE, bare_environment, start
from labelled import of_image, sample

from mnist_desktop import paths
from mnist_desktop.learning.data.mnist import Dataset
from mnist_desktop.samples import exchange


def test_labelled_drawings_are_scored_and_the_others_reported(run: Any, tmp_path: Path) -> None:
    file = tmp_path / "mine.jsonl"
    seven = json.loads(LINE) | {"label": 7, "writer": "Ada"}
    file.write_text("\n".join([json.dumps(seven), "{", json.dumps(seven | {"label": 1, "writer": "Bo"})]))
    done = run("evaluate", "--drawings", file, "--json", status=1)
    [found] = done.found
    assert (found["count"], found["accuracy"], found["writers"]) == (2, 0.5, {"Bo": 0.0, "Ada": 1.0})
    assert found["confusion"][7][7] == found["confusion"][1][7] == 1
    [line] = done.errors
    assert line == f"mnist-desktop: {file}:2: not valid JSON"


@pytest.mark.parametrize("kind", ["train.csv", "train.csv.gz", "mnist.npz"])
def test_labelled_digits_of_tables_and_arrays_are_scored(run: Any, tmp_path: Path, few: Dataset, kind: str) -> None:
    images, labels = few.test.images.numpy(), few.test.labels.numpy()
    file, table = tmp_path / kind, np.column_stack([labels, images.reshape(-1, 784)])
    if kind == "mnist.npz":
        np.savez(file, x_test=images, y_test=labels)
    else:
        np.savetxt(file, table, "%d", ",", header="label," + ",".join(f"pixel{n}" for n in range(784)), comments="")
    [found] = run("evaluate", "--drawings", file, "--json").found
    assert found["count"] == 100
    assert found["accuracy"] >= 0.98
    assert [sum(row) for row in found["confusion"]] == np.bincount(labels, minlength=10).tolist()


@pytest.mark.parametrize("suffix", exchange.FORMATS)
def test_exported_samples_are_scored_with_and_without_strokes(run: Any, tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"mine{suffix}"
    exchange.write(file, [sample(1), of_image(2), sample(3), of_image(4, label=9)])
    [found] = run("evaluate", "--drawings", file, "--json").found
    assert (found["count"], found["accuracy"]) == (4, 0.75)
    assert found["confusion"][9][1] == 1


def test_what_is_blank_is_reported_and_the_rest_is_scored(run: Any, tmp_path: Path) -> None:
    file, seven = tmp_path / "mine.jsonl", json.loads(LINE) | {"label": 7}
    file.write_text("\n".join(map(json.dumps, [seven, seven | {"strokes": []}, seven])))
    done = run("evaluate", "--drawings", file, "--json", status=1)
    assert done.found[0]["count"] == 2
    assert done.errors == [f"mnist-desktop: {file}:2: nothing is drawn on it"]


def test_digits_without_labels_cannot_be_scored(run: Any, tmp_path: Path, few: Dataset) -> None:
    np.save(tmp_path / "digits.npy", few.test.images.numpy())
    done = run("evaluate", "--drawings", tmp_path / "digits.npy", status=1)
    assert done.errors == [f"mnist-desktop: {tmp_path}/digits.npy:1: it has no label"]


@pytest.mark.parametrize(("content", "reason"), [(LINE, "mine.jsonl:1: it has no label"), ("", "no drawing to score")])
def test_drawings_that_cannot_be_scored_are_one_line(run: Any, tmp_path: Path, content: str, reason: str) -> None:
    file = tmp_path / "mine.jsonl"
    file.write_text(content)
    [line] = run("evaluate", "--drawings", file, status=1).errors
    assert reason in line


def test_non_digits_are_scored_by_how_many_it_is_not_sure_of(run: Any) -> None:
    [found] = run("evaluate", "--dataset", "non-digits", "--json").found
    assert found["count"] > 1000
    assert 0.5 < found["unsure"] <= 1


@pytest.mark.parametrize("model", ["FirstNet", "CNNNet"])
def test_writers_whom_it_never_saw_are_a_data_set_too(run: Any, model: str) -> None:
    [found] = run("evaluate", "--model", model, "--dataset", "hands", "--json").found
    assert found["count"] == sum(map(sum, found["confusion"])) == 2339
    assert found["accuracy"] > 0.98
    assert found["sure"] > 0.96
    assert found["calibration_error"] < 0.01


def test_it_evaluates_without_a_display_and_without_a_home(tmp_path: Path) -> None:
    done = start("evaluate", "--model", "FirstNet", env=bare_environment(tmp_path))
    assert (done.returncode, done.stderr) == (0, "")
    assert "of 10,000 read right, loss 0." in done.stdout.splitlines()[0]


def test_an_evaluation_has_the_contract_s_keys(run: Any) -> None:
    [found] = run("evaluate", "--model", "CNNNet", "--json").found
    contract = {"accuracy", "loss", "confusion", "count"}
    further = {"accuracy_interval", "calibration_error", "sure", "right_when_sure", "reliability", "digits"}
    assert set(found) == contract | further
    assert [each["count"] for each in found["digits"]] == [sum(row) for row in found["confusion"]]
    assert found["accuracy"] > 0.99
    assert found["count"] == sum(map(sum, found["confusion"])) == 10_000
    assert found["accuracy"] == sum(found["confusion"][digit][digit] for digit in range(10)) / 10_000


def rows_of(file: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(file.read_text().splitlines()))


def test_the_readings_of_a_data_set_are_written_a_row_each(run: Any, tmp_path: Path, few: Dataset) -> None:
    file = tmp_path / "readings.csv"
    [found] = run("evaluate", "--csv", file, "--json").found
    rows = rows_of(file)
    assert [row["source"] for row in rows] == [str(index) for index in range(100)]
    assert [int(row["label"]) for row in rows] == few.test.labels.tolist()
    assert sum(row["label"] == row["digit"] for row in rows) == round(found["accuracy"] * 100)
    assert sum(row["sure"] == "1" for row in rows) == round(found["sure"] * 100)


def test_the_readings_of_drawings_name_their_lines(run: Any, tmp_path: Path) -> None:
    drawings, file = tmp_path / "mine.jsonl", tmp_path / "readings.csv"
    drawings.write_text("\n".join(json.dumps(json.loads(LINE) | {"label": label}) for label in (7, 1)))
    run("evaluate", "--drawings", drawings, "--csv", file, "--json")
    assert [(row["source"], row["label"], row["digit"]) for row in rows_of(file)] == [
        (f"{drawings}:1", "7", "7"),
        (f"{drawings}:2", "1", "7"),
    ]


def test_the_readings_of_non_digits_have_no_label(run: Any, tmp_path: Path) -> None:
    [found] = run("evaluate", "--dataset", "non-digits", "--csv", tmp_path / "readings.csv", "--json").found
    rows = rows_of(tmp_path / "readings.csv")
    assert {row["label"] for row in rows} == {""}
    assert sum(row["sure"] == "0" for row in rows) == round(found["unsure"] * found["count"])


def test_the_readings_can_go_down_a_stream(tmp_path: Path) -> None:
    done = start("evaluate", "--model", "FirstNet", "--csv", "/dev/stdout", env=bare_environment(tmp_path))
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0].startswith("source,label,digit,")
    assert "of 10,000 read right" in lines[10_001]


@pytest.mark.parametrize("is_checkpoint", [True, False])
def test_the_readings_never_replace_what_is_read(run: Any, tmp_path: Path, is_checkpoint: bool) -> None:
    file = tmp_path / "readings.csv"
    content = paths.weights("FirstNet").read_bytes() if is_checkpoint else LINE.encode()
    file.write_bytes(content)
    done = run("evaluate", "--checkpoint" if is_checkpoint else "--drawings", file, "--csv", file, status=1)
    assert done.errors == [f"mnist-desktop: {file} is itself read: choose another file"]
    assert file.read_bytes() == content
