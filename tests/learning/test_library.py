"""The user's runs in their folder: what is there is listed, what is not ours is left alone."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from itertools import islice, pairwise
from pathlib import Path

import onnx
import pytest
from disks import fill
from safetensors.torch import save as to_bytes
from trainings import checkpoint_of, giving, same_weights, saves_nothing

from mnist_desktop import paths
from mnist_desktop.catalog.training import TrainingConfig
from mnist_desktop.learning.control import TrainingControl
from mnist_desktop.learning.data.mnist import Dataset
from mnist_desktop.learning.library import Library, RunInUseError
from mnist_desktop.learning.networks import CNNNet, FirstNet
from mnist_desktop.learning.trainer import Trainer
from mnist_desktop.reading import checkpoint
from mnist_desktop.reading.checkpoint import ENTRY, Checkpoint
from mnist_desktop.reading.snapshots import Snapshot
from mnist_desktop.reading.tensor_files import CheckpointError
from mnist_desktop.runs.events import RunState, StepFinished
from mnist_desktop.runs.history import History
from mnist_desktop.runs.moments import Moment
from mnist_desktop.runs.plan import Plan
from mnist_desktop.system.errors import ProblemError

ONE, TWO, THREE = "20250101-120000-aaaa", "20250101-120001-0000", "20250203-000000-ffff"
NEW = "20250303-000000-1234"
NO_IDS = ["../x", "", "x", "/etc/passwd", "20250101-120000-aaaa/..", "20250101-120000-AAAA", f"{ONE}\n", f"{ONE}.", "."]


@pytest.fixture
def runs(tmp_path: Path) -> Library:
    """A library of three runs."""
    library = Library(tmp_path / "runs")
    library.save(ONE, content("FirstNet 1", "FirstNet"))
    library.save(THREE, content("CNNNet 7"))
    library.save(TWO, content("CNNNet 2"))
    return library


def content(name: str, network: str = "CNNNet") -> Checkpoint:
    history = History(name, Plan(network), created="2025-01-01T12:00:00+00:00", state=RunState.FINISHED)
    return checkpoint_of(FirstNet() if network == "FirstNet" else CNNNet(), history=history)


def history_of(runs: Library, run: str) -> History:
    found = runs.load(run).history
    assert found is not None
    return found


def stopped_run(tiny: Dataset) -> Checkpoint:
    plan = Plan("CNNNet", TrainingConfig(batch_size=100, device="cpu"))
    load = giving(Dataset("mnist", tiny.train[:200], tiny.test[:50]))
    trainer = Trainer.start(plan, "stopped", TrainingControl(), saves_nothing, load)
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


def test_a_run_is_listed_with_its_history_and_whether_it_can_be_resumed(runs: Library, tiny: Dataset) -> None:
    kept = stopped_run(tiny)
    runs.save("20260101-000000-0000", kept)
    newest, *others = runs.runs()
    assert newest.can_resume
    assert newest.history == kept.history
    assert not any(other.can_resume for other in others)


def test_what_is_saved_is_loaded(runs: Library) -> None:
    assert history_of(runs, TWO).name == "CNNNet 2"
    runs.save(TWO, content("again"))
    assert history_of(runs, TWO).name == "again"
    assert len(runs.runs()) == 3


def damaged(runs: Library, folder: Path) -> dict[str, bytes]:
    whole = runs.file(ONE).read_bytes()
    flipped = bytearray(whole)
    flipped[20] ^= 1
    checkpoint.save(checkpoint_of(CNNNet()), folder / "weights.safetensors")
    weights = (folder / "weights.safetensors").read_bytes()
    return {
        "20250303-000000-0001.safetensors": whole[:100],
        "20250303-000000-0002.safetensors": bytes(flipped),
        "20250303-000000-0003.safetensors": b"",
        "20250303-000000-0004.safetensors": weights,  # ours, but of no run
        "20250303-000000-0005.safetensors": to_bytes(CNNNet().state_dict(), {ENTRY: "{}"}),
        "holiday.safetensors": whole,
        "notes.txt": b"remember the milk",
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


def test_a_renamed_run_is_the_same_in_all_else(runs: Library, tiny: Dataset) -> None:
    kept = stopped_run(tiny)
    runs.save(TWO, kept)
    runs.rename(TWO, 'my "best" √')
    again = runs.load(TWO)
    assert kept.history is not None
    assert again.history == replace(kept.history, name='my "best" √')
    assert same_weights(again, kept)
    assert again.resume is not None
    assert kept.resume is not None
    assert again.resume.numbers == kept.resume.numbers
    assert all((again.resume.arrays[name] == value).all() for name, value in kept.resume.arrays.items())


def test_a_deleted_run_is_gone_and_deleting_it_again_is_no_error(runs: Library) -> None:
    runs.delete(TWO)
    runs.delete(TWO)
    assert [run.id for run in runs.runs()] == [THREE, ONE]
    with pytest.raises(CheckpointError, match="no_such_file"):
        runs.load(TWO)


def test_an_exported_run_is_a_checkpoint_elsewhere(runs: Library, tmp_path: Path) -> None:
    runs.export(TWO, tmp_path / "mine.safetensors")
    assert checkpoint.load(tmp_path / "mine.safetensors").history == history_of(runs, TWO)
    assert (tmp_path / "mine.safetensors").read_bytes() == runs.file(TWO).read_bytes()


@pytest.mark.parametrize("name", ["mine.onnx", "MINE.ONNX"])
def test_where_the_suffix_says_so_a_run_is_exported_as_onnx(runs: Library, tmp_path: Path, name: str) -> None:
    runs.export(TWO, tmp_path / name)
    model = onnx.load_from_string((tmp_path / name).read_bytes())
    assert model.graph.name == "CNNNet"
    assert {entry.key: entry.value for entry in model.metadata_props}["run"] == "CNNNet 2"


def test_an_export_that_fails_names_the_file_and_leaves_what_was_there(runs: Library, tmp_path: Path) -> None:
    for name in ("mine.safetensors", "mine.onnx"):
        with pytest.raises(ProblemError, match=r"file_not_written .*missing/mine"):
            runs.export(TWO, tmp_path / "missing" / name)
        with pytest.raises((OSError, CheckpointError), match=r"\[Errno|no_such_file"):
            runs.export("20990101-000000-0000", tmp_path / name)
    assert [file.name for file in tmp_path.iterdir()] == ["runs"]


def test_a_damaged_run_is_not_exported_as_onnx(runs: Library, tmp_path: Path) -> None:
    content = bytearray(runs.file(TWO).read_bytes())
    content[-3] ^= 1
    runs.file(TWO).write_bytes(content)
    with pytest.raises(CheckpointError, match="checksum_wrong"):
        runs.export(TWO, tmp_path / "mine.onnx")
    assert not (tmp_path / "mine.onnx").exists()


def test_weights_that_are_added_are_a_new_run(runs: Library) -> None:
    content, before = checkpoint_of(CNNNet()), {run.id for run in runs.runs()}
    added = runs.add(content, History("CNNNet, lab", Plan("CNNNet"), state=RunState.FINISHED))
    assert added.id not in before
    assert (added.history.name, added.can_resume) == ("CNNNet, lab", False)
    assert {run.id for run in runs.runs()} == before | {added.id}
    assert same_weights(runs.load(added.id), content)


def test_an_adopted_run_is_another_run_with_the_same_history(runs: Library, tiny: Dataset, tmp_path: Path) -> None:
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


def test_weights_without_a_history_get_one_with_the_name_of_their_file(runs: Library, tmp_path: Path) -> None:
    file = tmp_path / "found on a stick.safetensors"
    checkpoint.save(checkpoint_of(CNNNet(dropout=0.25)), file)
    adopted = runs.adopt(file)
    history = History("found on a stick", Plan("CNNNet", options={"dropout": 0.25}), state=RunState.FINISHED)
    assert (adopted.history, adopted.can_resume) == (history, False)
    assert next(run for run in runs.runs() if run.id == adopted.id).history == history
    runs.rename(adopted.id, "mine")
    assert history_of(runs, adopted.id) == replace(history, name="mine")


@pytest.mark.parametrize("model", ["FirstNet", "CNNNet"])
def test_what_is_known_of_weights_from_elsewhere_is_kept(model: str, runs: Library) -> None:
    adopted = runs.adopt(paths.weights(model))
    assert adopted.history == checkpoint.load(paths.weights(model)).history
    assert adopted.history.test is not None
    assert adopted.history.test.accuracy > 0.99


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
        with pytest.raises(CheckpointError, match="run_unknown"):
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
    made = [Library.new_id() for _ in range(5)]
    assert len(set(made)) == 5
    assert all(Library(tmp_path).file(run).name == f"{run}.safetensors" for run in made)
    assert all(one[:15] <= other[:15] for one, other in pairwise(made))


def test_where_the_folder_cannot_be_made_saving_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OSError, match=r"\[Errno"):
        Library(tmp_path / "file").save(ONE, content("x"))


# Keep and discard


def test_a_new_run_that_is_discarded_is_gone(runs: Library) -> None:
    runs.take(NEW)
    runs.save(NEW, content("new"))
    runs.discard(NEW)
    assert [run.id for run in runs.runs()] == [THREE, TWO, ONE]
    assert_nothing_else(runs)


def test_a_new_run_that_is_kept_is_there_bit_for_bit(runs: Library) -> None:
    runs.take(NEW)
    runs.save(NEW, content("new"))
    before = runs.file(NEW).read_bytes()
    runs.keep(NEW)
    runs.discard(NEW)
    assert runs.file(NEW).read_bytes() == before
    assert_nothing_else(runs)


def test_a_resumed_run_that_is_discarded_is_as_it_was_bit_for_bit(runs: Library) -> None:
    before = runs.file(TWO).read_bytes()
    runs.take(TWO)
    for epoch in range(3):
        runs.save(TWO, content(f"epoch {epoch}"))
    assert runs.file(TWO).read_bytes() != before
    runs.discard(TWO)
    assert runs.file(TWO).read_bytes() == before
    assert_nothing_else(runs)


def test_a_resumed_run_that_is_kept_is_as_it_is_now(runs: Library) -> None:
    runs.take(TWO)
    runs.save(TWO, content("more"))
    runs.keep(TWO)
    assert history_of(runs, TWO).name == "more"
    assert_nothing_else(runs)


def test_a_run_resumed_again_goes_back_to_how_it_was_kept(runs: Library) -> None:
    runs.take(TWO)
    runs.save(TWO, content("more"))
    runs.keep(TWO)
    kept = runs.file(TWO).read_bytes()
    runs.take(TWO)
    runs.save(TWO, content("still more"))
    runs.discard(TWO)
    assert runs.file(TWO).read_bytes() == kept


def test_a_keep_that_comes_after_the_run_was_resumed_again_takes_no_lock_away(runs: Library, tmp_path: Path) -> None:
    runs.take(TWO)
    runs.save(TWO, content("more"))
    kept = runs.file(TWO).read_bytes()
    runs.take(TWO)
    runs.keep(TWO)
    with pytest.raises(RunInUseError):
        Library(tmp_path / "runs").take(TWO)
    runs.save(TWO, content("still more"))
    runs.discard(TWO)
    assert runs.file(TWO).read_bytes() == kept


def test_what_was_not_taken_is_not_discarded(runs: Library) -> None:
    runs.discard(TWO)
    runs.discard("20990101-000000-0000")
    assert history_of(runs, TWO).name == "CNNNet 2"


def test_what_a_closing_window_has_taken_is_kept(runs: Library, tmp_path: Path) -> None:
    for run in (TWO, NEW):
        runs.take(run)
        runs.save(run, content("more"))
    runs.take(TWO)
    runs.keep_all()
    assert_nothing_else(runs)
    Library(tmp_path / "runs").take(TWO)
    assert [history_of(runs, run).name for run in (TWO, NEW)] == ["more", "more"]


def test_where_a_file_cannot_be_remembered_the_run_is_not_taken(runs: Library, tmp_path: Path) -> None:
    in_the_way = runs.file(TWO).with_suffix(".before")
    in_the_way.mkdir()
    with pytest.raises(OSError, match=r"\[Errno"):
        runs.take(TWO)
    in_the_way.rmdir()
    Library(tmp_path / "runs").take(TWO)


def test_without_hard_links_a_file_is_copied(runs: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")  # as FAT and exFAT have it

    monkeypatch.setattr(os, "link", refuse)
    before = runs.file(TWO).read_bytes()
    runs.take(TWO)
    runs.save(TWO, content("more"))
    runs.discard(TWO)
    assert runs.file(TWO).read_bytes() == before


def assert_nothing_else(runs: Library) -> None:
    assert all(file.suffix == ".safetensors" for file in runs.file(ONE).parent.iterdir())


# Several windows


def test_a_run_in_use_is_refused_to_another_window_until_it_is_given_back(runs: Library, tmp_path: Path) -> None:
    other = Library(tmp_path / "runs")
    runs.take(TWO)
    with pytest.raises(RunInUseError) as refused:
        other.take(TWO)
    assert [other.is_in_use(run) for run in (ONE, TWO)] == [False, True]
    assert not runs.is_in_use(TWO)
    assert (refused.value.problem.code, refused.value.problem.values) == ("run_in_use", {"run": TWO})
    other.take(ONE)
    runs.keep(TWO)
    other.take(TWO)


def test_a_run_in_use_is_not_changed_by_another_window_but_can_be_read(runs: Library, tmp_path: Path) -> None:
    other, before = Library(tmp_path / "runs"), runs.file(TWO).read_bytes()
    runs.take(TWO)
    with pytest.raises(RunInUseError):
        other.rename(TWO, "theirs")
    with pytest.raises(RunInUseError):
        other.delete(TWO)
    other.discard(TWO)
    other.keep(TWO)
    assert runs.file(TWO).read_bytes() == before
    assert history_of(other, TWO).name == "CNNNet 2"
    other.export(TWO, tmp_path / "mine.safetensors")


def test_one_window_cannot_discard_what_another_kept(runs: Library, tmp_path: Path) -> None:
    other = Library(tmp_path / "runs")
    runs.take(NEW)
    runs.save(NEW, content("new"))
    runs.keep(NEW)
    kept = runs.file(NEW).read_bytes()
    other.take(NEW)
    other.save(NEW, content("newer"))
    other.discard(NEW)
    runs.discard(NEW)
    assert runs.file(NEW).read_bytes() == kept


OTHER_WINDOW = """
import sys
from pathlib import Path
from mnist_desktop.learning.library import Library
folder, run = Path(sys.argv[1]), sys.argv[2]
library = Library(folder)
{work}
print("ready", flush=True)
sys.stdin.readline()
"""
TAKE = "library.take(run)"
RESUME = """
from dataclasses import replace
library.take(run)
found = library.load(run)
library.save(run, replace(found, history=replace(found.history, name="theirs")))
"""


SAVE = """
import os
from mnist_desktop.reading.checkpoint import Checkpoint
from mnist_desktop.reading.networks import CNNNet
import numpy as np
from mnist_desktop.runs.history import History
from mnist_desktop.runs.moments import Moment
from mnist_desktop.runs.plan import Plan
library.take(run)
os.fsync = lambda _: (print("ready", flush=True), sys.stdin.readline())
weights = {name: np.ones(shape, np.float32) for name, shape in CNNNet.SHAPES.items()}
library.save(run, Checkpoint("CNNNet", {"dropout": 0.5}, weights, history=History("new", Plan("CNNNet"))))
"""


def other_window(folder: Path, run: str, work: str) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", OTHER_WINDOW.format(work=work), folder, run],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def test_a_run_that_another_process_uses_is_refused_until_that_is_killed(runs: Library, tmp_path: Path) -> None:
    with other_window(tmp_path / "runs", TWO, TAKE) as process:
        try:
            with pytest.raises(RunInUseError):
                runs.take(TWO)
        finally:
            process.kill()
    runs.take(TWO)


def test_what_a_killed_window_had_added_to_a_run_is_kept_and_no_other_file(runs: Library, tmp_path: Path) -> None:
    with other_window(tmp_path / "runs", TWO, RESUME) as process:
        process.kill()
    assert runs.file(TWO).with_suffix(".before").exists()
    runs.clean()
    assert history_of(runs, TWO).name == "theirs"
    assert_nothing_else(runs)


def test_cleaning_up_leaves_a_window_at_work_alone(runs: Library, tmp_path: Path) -> None:
    with other_window(tmp_path / "runs", TWO, SAVE) as process:
        try:
            [half] = (tmp_path / "runs").glob(f".{TWO}*")
            runs.clean()
            assert half.exists()
            assert runs.file(TWO).with_suffix(".before").exists()
        finally:
            process.kill()


def test_cleaning_up_leaves_what_this_window_has_taken_alone(runs: Library, tmp_path: Path) -> None:
    before = runs.file(TWO).read_bytes()
    runs.take(TWO)
    runs.save(TWO, content("more"))
    runs.clean()
    with pytest.raises(RunInUseError):
        Library(tmp_path / "runs").take(TWO)
    runs.discard(TWO)
    assert runs.file(TWO).read_bytes() == before


def test_cleaning_up_leaves_files_of_other_names_alone(runs: Library, tmp_path: Path) -> None:
    names = ["notes.before", f"{ONE}.safetensors.bak", ".hidden", f"{ONE}.before.txt", f".{ONE}.before"]
    for name in names:
        (tmp_path / "runs" / name).write_text("precious")
    runs.clean()
    assert all((tmp_path / "runs" / name).exists() for name in names)
    Library(tmp_path / "nowhere").clean()


def test_a_window_killed_during_the_very_first_save_leaves_no_file_after_the_next_start(
    runs: Library, tmp_path: Path
) -> None:
    with other_window(tmp_path / "runs", NEW, SAVE) as process:
        assert list((tmp_path / "runs").glob(f".{NEW}*")), "the save is under way"
        process.kill()
    assert list((tmp_path / "runs").glob(f".{NEW}*"))
    runs.clean()
    assert [run.id for run in runs.runs()] == [THREE, TWO, ONE]
    assert_nothing_else(runs)


# A full disk


def test_on_a_full_disk_a_resumed_run_can_still_be_discarded_bit_for_bit(small_disk: Path) -> None:
    library = Library(small_disk / "runs")
    library.save(TWO, content("CNNNet 2"))
    before = library.file(TWO).read_bytes()
    fill(small_disk)
    library.take(TWO)
    with pytest.raises(OSError, match="No space left"):
        library.save(TWO, content("more"))
    assert library.file(TWO).read_bytes() == before
    library.discard(TWO)
    assert library.file(TWO).read_bytes() == before
    assert_nothing_else(library)


# Moments


def recorded(runs: Library, run: str, *steps: int) -> None:
    """Take a run and record moments of it."""
    runs.take(run)
    found = checkpoint_of(CNNNet())
    for step in steps:
        moment = Moment(step, step / 3)
        runs.record(run, Snapshot(found.network, found.options, found.weights, found.calibration, moment))


def moments_of(runs: Library, run: str) -> tuple[int, ...]:
    return runs.moments(run).kept("CNNNet", 1000).steps


def with_steps(name: str, count: int) -> Checkpoint:
    kept = content(name)
    assert kept.history is not None
    for step in range(count):
        kept.history.take(StepFinished(1, step + 1, count, 1.0, 64, 0.1))
    return kept


def test_a_kept_run_keeps_its_moments_and_a_deleted_one_takes_them_away(runs: Library, tmp_path: Path) -> None:
    recorded(runs, NEW, 0, 1, 2)
    runs.save(NEW, with_steps("new", 2))
    runs.keep(NEW)
    assert moments_of(runs, NEW) == (0, 1, 2)
    runs.delete(NEW)
    assert not list((tmp_path / "runs").glob("*.moments"))


def test_a_discarded_run_takes_its_moments_away(runs: Library, tmp_path: Path) -> None:
    recorded(runs, NEW, 0, 1, 2)
    runs.save(NEW, with_steps("new", 2))
    runs.discard(NEW)
    assert not list((tmp_path / "runs").glob("*.moments"))


def test_a_discarded_part_of_a_run_takes_its_moments_away_and_no_others(runs: Library) -> None:
    recorded(runs, NEW, 0, 1, 3)
    runs.save(NEW, with_steps("new", 3))
    runs.keep(NEW)
    recorded(runs, NEW, 4, 6)
    runs.save(NEW, with_steps("new", 6))
    runs.discard(NEW)
    assert moments_of(runs, NEW) == (0, 1, 3)


def test_a_run_that_was_never_saved_leaves_no_moments(runs: Library, tmp_path: Path) -> None:
    recorded(runs, NEW, 0, 1)
    runs.keep(NEW)
    assert not list((tmp_path / "runs").glob("*.moments"))


def test_what_was_not_taken_is_not_recorded(runs: Library) -> None:
    found = checkpoint_of(CNNNet())
    runs.record(NEW, Snapshot(found.network, found.options, found.weights, found.calibration, Moment(0, 0.0)))
    assert moments_of(runs, NEW) == ()


def test_cleaning_up_removes_moments_without_a_run_and_no_others(runs: Library, tmp_path: Path) -> None:
    folder = tmp_path / "runs"
    recorded(runs, TWO, 0)
    runs.keep(TWO)
    (folder / f"{TWO}.moments" / ".000000001.safetensors.x.part").touch()
    for name in (f"{NEW}.moments", "mine.moments"):
        (folder / name).mkdir()
    runs.clean()
    assert moments_of(runs, TWO) == (0,)
    assert {path.name for path in folder.glob("*.moments")} == {f"{TWO}.moments", "mine.moments"}
    assert not list(folder.glob("*/.*"))


def test_cleaning_up_leaves_the_moments_of_a_run_under_way_alone(runs: Library, tmp_path: Path) -> None:
    recorded(runs, NEW, 0, 1)
    runs.clean()
    Library(tmp_path / "runs").clean()  # as another window does
    assert moments_of(runs, NEW) == (0, 1)


def test_on_a_full_disk_a_moment_is_an_error_and_the_others_stay(small_disk: Path) -> None:
    runs = Library(small_disk / "runs")
    recorded(runs, NEW, 0, 1)
    fill(small_disk)
    with pytest.raises(OSError, match="No space"):
        recorded(runs, NEW, 2)
    assert moments_of(runs, NEW) == (0, 1)
    assert not list((small_disk / "runs").glob("*/.*"))
