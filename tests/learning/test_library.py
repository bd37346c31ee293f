"""The user's runs in their folder: what is there is listed, what is not ours is left alone."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

import pytest
from safetensors.torch import save as to_bytes

from mnist_desktop import paths
from mnist_desktop.learning import checkpoint, library
from mnist_desktop.learning.checkpoint import ENTRY, Checkpoint, CheckpointError
from mnist_desktop.learning.data.mnist import Dataset
from mnist_desktop.learning.library import Library, new_id
from mnist_desktop.learning.networks import CNNNet, FirstNet
from mnist_desktop.learning.trainer import Trainer
from mnist_desktop.runs.events import RunState
from mnist_desktop.runs.history import History
from mnist_desktop.runs.plan import Plan, TrainingConfig

ONE, TWO, THREE = "20250101-120000-aaaa", "20250101-120001-0000", "20250203-000000-ffff"
NO_IDS = ["../x", "", "x", "/etc/passwd", "20250101-120000-aaaa/..", "20250101-120000-AAAA", f"{ONE}\n", f"{ONE}.", "."]


@pytest.fixture
def runs(tmp_path: Path) -> Library:
    """A library of three runs, the second being the only one to go on with."""
    library = Library(tmp_path / "runs")
    library.save(ONE, content("FirstNet 1", "FirstNet"))
    library.save(THREE, content("CNNNet 7"))
    library.save(TWO, content("CNNNet 2"))
    return library


def content(name: str, model: str = "CNNNet") -> Checkpoint:
    history = History(name, Plan(model, TrainingConfig()), created="2025-01-01T12:00:00+00:00", state=RunState.FINISHED)
    return Checkpoint(FirstNet() if model == "FirstNet" else CNNNet(), history=history.to_json())


def stopped_run(tiny: Dataset) -> Checkpoint:
    plan = Plan("CNNNet", TrainingConfig(batch_size=100, device="cpu"))
    trainer = Trainer.start(plan, Dataset("few", tiny.train[:200], tiny.test[:50]), "stopped")
    list(islice(trainer, 1))
    found = trainer.checkpoint()
    assert found is not None
    return found


def names(runs: Library) -> list[str]:
    return [run.history.name for run in runs.runs()]


def test_runs_are_listed_the_newest_first(runs: Library) -> None:
    assert [run.id for run in runs.runs()] == [THREE, TWO, ONE]
    assert names(runs) == ["CNNNet 7", "CNNNet 2", "FirstNet 1"]


def test_where_there_is_no_folder_there_are_no_runs(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert Library(tmp_path / "nowhere").runs() == []
    assert Library(tmp_path / "file").runs() == []
    assert not (tmp_path / "nowhere").exists()


def test_a_run_is_listed_with_its_story_and_whether_it_can_go_on(runs: Library, tiny: Dataset) -> None:
    kept = stopped_run(tiny)
    runs.save("20260101-000000-0000", kept)
    newest, *others = runs.runs()
    assert newest.can_resume
    assert newest.history.to_json() == json.loads(json.dumps(History.from_json(kept.history).to_json()))
    assert not any(other.can_resume for other in others)


def test_what_is_saved_is_loaded(runs: Library) -> None:
    assert runs.load(TWO).history["name"] == "CNNNet 2"
    runs.save(TWO, content("again"))
    assert runs.load(TWO).history["name"] == "again"
    assert len(runs.runs()) == 3


def damaged(runs: Library, folder: Path) -> dict[str, bytes]:
    whole = runs.file(ONE).read_bytes()
    flipped = bytearray(whole)
    flipped[20] ^= 1
    checkpoint.save(Checkpoint(CNNNet(), history={"test_accuracy": 0.9}), folder / "weights.safetensors")
    weights = (folder / "weights.safetensors").read_bytes()
    return {
        "20250303-000000-0001.safetensors": whole[:100],
        "20250303-000000-0002.safetensors": bytes(flipped),
        "20250303-000000-0003.safetensors": b"",
        "20250303-000000-0004.safetensors": weights,  # ours, but of no run
        "20250303-000000-0005.safetensors": to_bytes(CNNNet().state_dict(), {ENTRY: "{}"}),
        "holiday.safetensors": whole,
        "notes.txt": b"remember the milk",
        ".20250101-120000-aaaa.safetensors.x.part": whole[:50],
    }


def test_foreign_and_damaged_files_are_passed_over_and_left_alone(runs: Library, tmp_path: Path) -> None:
    files = damaged(runs, tmp_path)
    for name, content in files.items():
        (tmp_path / "runs" / name).write_bytes(content)
    (tmp_path / "runs" / "20250303-000000-0009.safetensors").mkdir()
    assert [run.id for run in runs.runs()] == [THREE, TWO, ONE]
    runs.rename(ONE, "other")
    runs.delete(TWO)
    assert runs.new_name("CNNNet") == "CNNNet 8"
    assert {name: (tmp_path / "runs" / name).read_bytes() for name in files} == files


@pytest.mark.parametrize(
    "history",
    [{}, {"name": 5}, {"losses": {"stride": 1, "values": [10**400]}}, {"model": "ThirdNet"}, {"state": "asleep"}],
    ids=lambda history: str(history)[:40],
)
def test_a_story_that_makes_no_sense_is_passed_over(history: dict[str, Any], runs: Library) -> None:
    whole = content("odd")
    runs.save("20250303-000000-0000", replace(whole, history={**whole.history, **history} if history else {}))
    assert [run.id for run in runs.runs()] == [THREE, TWO, ONE]


def test_a_renamed_run_is_the_same_in_all_else(runs: Library, tiny: Dataset) -> None:
    kept = stopped_run(tiny)
    runs.save(TWO, kept)
    runs.rename(TWO, 'my "best" √')
    again = runs.load(TWO)
    assert again.history["name"] == 'my "best" √'
    assert again.resume is not None
    assert kept.resume is not None
    assert again.resume.numbers == kept.resume.numbers
    assert all((again.resume.tensors[name] == value).all() for name, value in kept.resume.tensors.items())
    assert {**again.history, "name": "", "torch": ""} == {
        **json.loads(json.dumps(kept.history)),
        "name": "",
        "torch": "",
    }


def test_a_deleted_run_is_gone_and_deleting_it_again_is_no_error(runs: Library) -> None:
    runs.delete(TWO)
    runs.delete(TWO)
    assert [run.id for run in runs.runs()] == [THREE, ONE]
    with pytest.raises(CheckpointError, match="there is no such file"):
        runs.load(TWO)


def test_an_exported_run_is_a_checkpoint_elsewhere(runs: Library, tmp_path: Path) -> None:
    runs.export(TWO, tmp_path / "mine.safetensors")
    assert checkpoint.load(tmp_path / "mine.safetensors").history["name"] == "CNNNet 2"
    assert (tmp_path / "mine.safetensors").read_bytes() == runs.file(TWO).read_bytes()


def test_an_export_that_fails_leaves_what_was_there(runs: Library, tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"\[Errno"):
        runs.export(TWO, tmp_path / "missing" / "mine.safetensors")
    with pytest.raises(OSError, match=r"\[Errno"):
        runs.export("20990101-000000-0000", tmp_path / "mine.safetensors")
    assert not (tmp_path / "mine.safetensors").exists()


def test_an_adopted_run_is_another_run_with_the_same_story(runs: Library, tiny: Dataset, tmp_path: Path) -> None:
    file = tmp_path / "theirs.safetensors"
    checkpoint.save(stopped_run(tiny), file)
    before = file.read_bytes()
    adopted = runs.adopt(file)
    assert (adopted.history.name, adopted.can_resume) == ("stopped", True)
    assert adopted.id in [run.id for run in runs.runs()]
    assert runs.load(adopted.id).resume is not None
    assert file.read_bytes() == before
    assert runs.adopt(file).id != adopted.id
    assert len(runs.runs()) == 5


@pytest.mark.parametrize("model", ["FirstNet", "CNNNet"])
def test_weights_without_a_story_get_one_with_the_name_of_their_file(model: str, runs: Library) -> None:
    adopted = runs.adopt(paths.weights(model))
    history = adopted.history
    assert (history.name, history.plan.model, history.state) == (model, model, RunState.FINISHED)
    assert history.plan.options == checkpoint.load(paths.weights(model)).network.options
    assert not adopted.can_resume
    found = next(run for run in runs.runs() if run.id == adopted.id)
    assert found.history.to_json() == history.to_json()
    assert runs.load(adopted.id).calibration == checkpoint.load(paths.weights(model)).calibration


@pytest.mark.parametrize("model", ["FirstNet", "CNNNet"])
def test_what_is_known_of_weights_without_a_story_is_kept(model: str, runs: Library) -> None:
    adopted = runs.adopt(paths.weights(model))
    known = checkpoint.load(paths.weights(model)).history
    assert adopted.history.test_accuracy == known["test_accuracy"] > 0.99


def test_what_is_no_checkpoint_is_not_adopted(runs: Library, tmp_path: Path) -> None:
    (tmp_path / "text").write_text("no weights")
    for path in (tmp_path / "text", tmp_path / "nowhere", tmp_path):
        with pytest.raises(CheckpointError):
            runs.adopt(path)
    assert len(runs.runs()) == 3


@pytest.mark.parametrize("run", NO_IDS, ids=repr)
def test_what_is_no_id_is_refused_before_a_file_is_touched(run: str, runs: Library, tmp_path: Path) -> None:
    (tmp_path / "x.safetensors").write_bytes(b"precious")
    for work in (
        lambda: runs.load(run),
        lambda: runs.save(run, content("x")),
        lambda: runs.rename(run, "x"),
        lambda: runs.delete(run),
        lambda: runs.export(run, tmp_path / "out"),
    ):
        with pytest.raises(CheckpointError, match="is the name of no run"):
            work()
    assert (tmp_path / "x.safetensors").read_bytes() == b"precious"
    assert len(list((tmp_path / "runs").iterdir())) == 3


def test_the_first_number_that_none_has_had_makes_a_name(runs: Library) -> None:
    assert runs.new_name("FirstNet") == "FirstNet 2"
    assert runs.new_name("CNNNet") == "CNNNet 8"
    runs.rename(THREE, "CNNNet 7 the best")
    assert runs.new_name("CNNNet") == "CNNNet 3"


def test_in_an_empty_library_the_first_name_ends_in_1(tmp_path: Path) -> None:
    assert Library(tmp_path).new_name("CNNNet") == "CNNNet 1"


def test_new_ids_are_ids_and_differ(tmp_path: Path) -> None:
    made = [new_id() for _ in range(5)]
    assert len(set(made)) == 5
    assert all(Library(tmp_path).file(run).name == f"{run}.safetensors" for run in made)
    assert all(one[:15] <= other[:15] for one, other in pairwise(made))


def test_where_the_folder_cannot_be_made_saving_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OSError, match=r"\[Errno"):
        Library(tmp_path / "file").save(ONE, content("x"))
    assert library.SUFFIX == ".safetensors"
