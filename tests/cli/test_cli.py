from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image, ImageDraw
from tqdm import tqdm

from mnist_desktop import __version__, cli, paths
from mnist_desktop.cli import progress
from mnist_desktop.drawing.strokes import Drawing, Stroke
from mnist_desktop.learning import checkpoint, networks
from mnist_desktop.learning.data import datasets, gallery, mnist
from mnist_desktop.learning.data.mnist import Dataset
from mnist_desktop.runs import plan
from mnist_desktop.runs.events import EpochFinished, Event, Preparing, StepFinished

SEVEN = ((150, 120), (350, 120), (220, 410))
LINE = json.dumps(Drawing((Stroke(np.array(SEVEN, dtype=np.float64)),)).to_json())
COMMAND = Path(sys.executable).parent / "mnist-desktop"
PREDICTION = ["source", "digit", "confidence", "sure", "probabilities"]
EPOCH = {"event", "epoch", "train_loss", "train_accuracy", "test_loss", "test_accuracy", "seconds", "images_per_second"}
QUICK = ["train", "--model", "FirstNet", "--preset", "tutorial", "--epochs", "1", "--batch-size", "2000"]


@dataclass(frozen=True)
class Done:
    """What a command left: its exit status, its lines of JSON, and its lines on standard error."""

    status: int
    found: list[dict[str, Any]]
    errors: list[str]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Any:
    """Run the command in this process, torch being here already."""
    monkeypatch.setattr(tqdm, "monitor_interval", 0)

    def run(*arguments: str | Path, status: int = 0) -> Done:
        try:
            found = cli.main([str(argument) for argument in arguments])
        except SystemExit as end:
            found = int(end.code or 0)
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        assert found == status, err
        return Done(found, [json.loads(line) for line in out.splitlines()], err.splitlines())

    return run


def start(*arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
    """Run the installed command in a process of its own."""
    return subprocess.run([COMMAND, *arguments], capture_output=True, text=True, timeout=120, check=False, **options)


def bare_environment(tmp_path: Path) -> dict[str, str]:
    """No display, and a home in which nothing can be made."""
    (tmp_path / "home").touch()
    hidden = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"}
    return {name: value for name, value in os.environ.items() if name not in hidden} | {"HOME": str(tmp_path / "home")}


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> Dataset:
    """Five steps of a hundred are an epoch."""
    data = mnist.load()
    few = Dataset("MNIST", data.train[:500], data.test[:100])
    monkeypatch.setattr(datasets, "load", lambda _: few)
    return few


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Have something done in the midst of a training, at the first event of a kind."""

    def meanwhile(kind: type, act: Callable[[], object]) -> None:
        report = progress.as_json

        def reported(events: Iterator[Event], epochs: int) -> Generator[Event, None, None]:
            waiting = True
            for event in report(events, epochs):
                if waiting and isinstance(event, kind):
                    waiting = False
                    act()
                yield event

        monkeypatch.setattr(progress, "as_json", reported)

    return meanwhile


@pytest.fixture
def drawings(tmp_path: Path) -> Path:
    (tmp_path / "drawings.jsonl").write_text(f"{LINE}\n{LINE}\n")
    return tmp_path / "drawings.jsonl"


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    image = Image.new("L", (500, 500), 255)
    ImageDraw.Draw(image).line(SEVEN, fill=0, width=20)
    image.save(tmp_path / "seven.png")
    return tmp_path / "seven.png"


def test_the_choices_are_the_registries() -> None:
    assert set(plan.MODELS) == set(networks.NETWORKS)
    assert cli.DATASETS == datasets.NAMES
    assert tuple(gallery.SHEETS) == cli.GALLERIES
    assert set(plan.MODELS) == {plan.model for plans in plan.PRESETS.values() for plan in plans.values()}


def test_the_version_is_told_without_torch_and_without_a_display(tmp_path: Path) -> None:
    done = start("--version", env=bare_environment(tmp_path))
    assert (done.returncode, done.stdout, done.stderr) == (0, f"mnist-desktop {__version__}\n", "")
    work = "import atexit, sys; atexit.register(lambda: print(*{'torch', 'numpy', 'PySide6'} & {*sys.modules}))\n"
    work += "from mnist_desktop import cli; cli.main(['--version'])"
    done = subprocess.run([sys.executable, "-c", work], capture_output=True, text=True, check=False)
    assert done.stdout.splitlines() == [f"mnist-desktop {__version__}", ""]


@pytest.mark.parametrize(
    "arguments",
    [
        ["predict"],
        ["predict", "--model", "ThirdNet", "x.png"],
        ["fly"],
        ["train"],
        ["train", "--model", "FirstNet", "--epochs", "many"],
        ["train", "--model", "FirstNet", "--preset", "best"],
        ["train", "--model", "FirstNet", "--resume", "run.safetensors"],
        ["train", "--model", "FirstNet", "--optimizer", "Newton"],
        ["train", "--model", "FirstNet", "--momentum", "much"],
        ["evaluate", "--dataset", "letters"],
        ["gallery"],
        ["gallery", "missing/sheet.png"],
        ["gallery", "--seed", "-1", "sheet.png"],
        ["gallery", "--of", "letters", "sheet.png"],
        ["--unknown"],
    ],
    ids=" ".join,
)
def test_wrong_arguments_are_exit_status_2(run: Any, arguments: Sequence[str]) -> None:
    assert "error:" in run(*arguments, status=2).errors[-1]


@pytest.mark.parametrize(
    "arguments", [["--help"], *([each, "--help"] for each in ("predict", "train", "evaluate", "gallery"))], ids=" ".join
)
def test_help_is_there(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        cli.main(arguments)
    assert end.value.code == 0
    assert "usage: mnist-desktop" in capsys.readouterr().out


@pytest.mark.parametrize("model", [[], ["--model", "FirstNet"], ["--model", "CNNNet"]])
def test_every_digit_is_one_line_of_json_in_the_order_asked_for(
    run: Any, model: list[str], drawings: Path, picture: Path
) -> None:
    found = run("predict", *model, picture, drawings, picture).found
    assert [each["source"] for each in found] == [str(picture), f"{drawings}:1", f"{drawings}:2", str(picture)]
    for each in found:
        assert list(each) == PREDICTION
        assert each["digit"] == 7
        assert each["sure"] is True
        assert each["confidence"] == each["probabilities"][7] == max(each["probabilities"])
        assert sum(each["probabilities"]) == pytest.approx(1)


def test_what_can_be_read_is_read_and_the_rest_is_reported(
    run: Any, drawings: Path, picture: Path, tmp_path: Path
) -> None:
    drawings.write_text(
        f'{LINE}\n{{"broken\n{LINE.replace("strokes", "lines")}\n{LINE.replace(": 1,", ": 9,")}\n{LINE}\n'
    )
    (tmp_path / "text.png").write_text("no picture")
    done = run("predict", tmp_path / "text.png", tmp_path / "no.png", drawings, picture, tmp_path, status=1)
    assert [each["source"] for each in done.found] == [f"{drawings}:1", f"{drawings}:5", str(picture)]
    starts = [tmp_path / "text.png", tmp_path / "no.png", *(f"{drawings}:{line}" for line in (2, 3, 4)), tmp_path]
    assert len(done.errors) == len(starts)
    for line, start in zip(done.errors, starts, strict=True):
        assert line.startswith(f"mnist-desktop: {start}: ")


def test_drawings_are_read_from_standard_input() -> None:
    done = start("predict", "-", input=f"{LINE}\nbroken\n{LINE}\n")
    assert done.returncode == 1
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(each["source"], each["digit"]) for each in found] == [("standard input:1", 7), ("standard input:3", 7)]
    assert done.stderr == "mnist-desktop: standard input:2: not valid JSON\n"


def test_it_predicts_without_a_display_and_without_a_home(picture: Path, tmp_path: Path) -> None:
    done = start("predict", str(picture), env=bare_environment(tmp_path))
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["digit"] == 7


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


def test_it_evaluates_without_a_display_and_without_a_home(tmp_path: Path) -> None:
    done = start("evaluate", "--model", "FirstNet", env=bare_environment(tmp_path))
    assert (done.returncode, done.stderr) == (0, "")
    assert "of 10,000 read right, loss 0.0" in done.stdout.splitlines()[0]


def test_python_m_is_the_same_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "mnist_desktop", "--version"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, f"mnist-desktop {__version__}\n")


def test_a_reader_that_has_seen_enough_is_no_error(drawings: Path) -> None:
    drawings.write_text(f"{LINE}\n" * 2000)
    piped = f"{COMMAND} predict {drawings} | head -n 1"
    done = subprocess.run(piped, shell=True, capture_output=True, text=True, check=False)
    assert len(done.stdout.splitlines()) == 1
    assert done.stderr == ""


def test_a_full_disk_under_the_output_is_one_line(picture: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [COMMAND, "predict", picture], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.returncode == 1
    assert done.stderr == "mnist-desktop: [Errno 28] No space left on device\n"


def test_a_checkpoint_says_which_network_it_holds(run: Any, picture: Path) -> None:
    file = paths.weights("FirstNet")
    own, named = (run("predict", *which, picture).found for which in (["--checkpoint", file], ["--model", "FirstNet"]))
    assert own == named
    done = run("predict", "--model", "CNNNet", "--checkpoint", file, picture, status=1)
    assert done.errors == [f"mnist-desktop: {file}: it holds a FirstNet, not a CNNNet"]


@pytest.mark.parametrize("command", ["predict", "evaluate"])
def test_a_file_that_is_no_checkpoint_is_one_line(run: Any, command: str, picture: Path, tmp_path: Path) -> None:
    inputs = [picture] if command == "predict" else []
    for file in (picture, tmp_path, tmp_path / "nowhere"):
        [line] = run(command, "--checkpoint", file, *inputs, status=1).errors
        assert line.startswith(f"mnist-desktop: {file}: ")


def test_an_evaluation_has_the_contract_s_keys(run: Any) -> None:
    [found] = run("evaluate", "--model", "CNNNet", "--json").found
    contract = {"accuracy", "loss", "confusion", "count"}
    assert set(found) == contract | {"calibration_error", "sure", "right_when_sure", "reliability"}
    assert found["accuracy"] > 0.99
    assert found["count"] == sum(map(sum, found["confusion"])) == 10_000
    assert found["accuracy"] == sum(found["confusion"][digit][digit] for digit in range(10)) / 10_000


def test_a_trained_network_is_written_and_then_reads(run: Any, picture: Path, tmp_path: Path) -> None:
    file = tmp_path / "trained.safetensors"
    epoch, end = run(*QUICK, "--learning-rate", "0.1", "--seed", "3", "--json", "--output", file).found
    assert set(epoch) >= EPOCH
    assert (epoch["event"], epoch["epoch"], end["event"]) == ("epoch", 1, "finished")
    assert epoch["test_accuracy"] == end["test_accuracy"] > 0.5
    kept = checkpoint.load(file, "FirstNet")
    assert kept.history["config"] | {"seed": 3, "learning_rate": 0.1, "batch_size": 2000} == kept.history["config"]
    assert kept.history["test_accuracy"] == end["test_accuracy"]
    [found] = run("predict", "--checkpoint", file, picture).found
    assert list(found) == PREDICTION
    [score] = run("evaluate", "--checkpoint", file, "--json").found
    assert score["accuracy"] == pytest.approx(end["test_accuracy"])


@pytest.mark.parametrize("place", ["file/w.safetensors", "missing/w.safetensors", "."])
def test_where_the_weights_cannot_be_written_is_told_before_training(run: Any, place: str, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert "does not exist" in run(*QUICK, "--output", tmp_path / place, status=2).errors[-1]


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        (["--learning-rate", "-1"], "learning rate must be between"),
        (["--learning-rate", "nan"], "learning rate must be between"),
        (["--epochs", "0"], "epochs must be between"),
        (["--batch-size", "-5"], "batch size must be between"),
        (["--momentum", "1.5"], "momentum must be between"),
        (["--seed", "-1"], "seed must be between"),
        (["--device", "mps"], 'no "mps" device'),
    ],
)
@pytest.mark.skipif(sys.platform == "darwin", reason="may have an mps device")
def test_a_value_that_makes_no_sense_is_one_line(run: Any, wrong: list[str], reason: str) -> None:
    [line] = run("train", "--model", "FirstNet", *wrong, status=1).errors
    assert line.startswith("mnist-desktop: ")
    assert reason in line


def test_an_unexpected_error_is_one_line_and_its_trace_is_kept(tmp_path: Path) -> None:
    no_standard_input = ["sh", "-c", f"exec {COMMAND} predict - <&-"]
    kept = {**os.environ, "XDG_DATA_HOME": str(tmp_path)}
    done = subprocess.run(no_standard_input, env=kept, capture_output=True, text=True, check=False)
    log = tmp_path / "mnist-desktop" / "mnist-desktop.log"
    assert done.returncode == 1
    [line] = done.stderr.splitlines()
    assert line.startswith("mnist-desktop: unexpected AttributeError: ")
    assert line.endswith(f"the details are in {log}")
    assert "Traceback" in log.read_text()


@pytest.mark.parametrize("of", cli.GALLERIES)
def test_a_gallery_is_a_picture_of_dark_ink_the_same_for_the_same_seed(run: Any, of: str, tmp_path: Path) -> None:
    first, again, other = (tmp_path / name for name in ("first.png", "again.png", "other.png"))
    for file, seed in ((first, 0), (again, 0), (other, 1)):
        assert run("gallery", "--of", of, "--seed", str(seed), file) == Done(0, [], [])
    with Image.open(first) as sheet:
        assert sheet.format == "PNG"
        assert sheet.getextrema() == (0, 255)
        assert np.asarray(sheet).mean() > 200
    assert first.read_bytes() == again.read_bytes() != other.read_bytes()


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="needs a folder in which nobody can make a file")
def test_a_gallery_that_cannot_be_written_is_one_line(run: Any) -> None:
    [line] = run("gallery", "/proc/sheet.png", status=1).errors
    assert line == "mnist-desktop: /proc/sheet.png cannot be written: No such file or directory"


def test_a_gallery_goes_where_standard_output_goes(run: Any, tmp_path: Path) -> None:
    run("gallery", tmp_path / "sheet.png")
    piped = subprocess.run([COMMAND, "gallery", "/dev/stdout"], capture_output=True, timeout=120, check=False)
    assert (piped.returncode, piped.stderr) == (0, b"")
    assert piped.stdout == (tmp_path / "sheet.png").read_bytes()


TRAIN = ["train", "--model", "CNNNet", "--preset", "tutorial", "--batch-size", "100", "--json"]
INTERRUPT = partial(signal.raise_signal, signal.SIGINT)


def same_weights(one: Path, other: Path) -> bool:
    ones, others = (checkpoint.load(file).network.state_dict() for file in (one, other))
    return all(torch.equal(value, others[name]) for name, value in ones.items())


@pytest.mark.usefixtures("few")
def test_a_run_goes_on_from_its_file_as_if_it_had_not_stopped(run: Any, tmp_path: Path) -> None:
    whole, file = tmp_path / "whole.safetensors", tmp_path / "run.safetensors"
    run(*TRAIN, "--epochs", "3", "--output", whole)
    run(*TRAIN, "--epochs", "1", "--output", file)
    assert not same_weights(whole, file)
    *epochs, end = run("train", "--resume", file, "--epochs", "3", "--json").found
    assert [event["epoch"] for event in epochs] == [2, 3]
    assert end["test_accuracy"] == checkpoint.load(whole).history["test_accuracy"]
    assert same_weights(whole, file)
    assert checkpoint.load(file).history["epochs"] == 3


@pytest.mark.usefixtures("few")
def test_weights_alone_are_the_same_in_a_smaller_file_that_no_run_goes_on_from(run: Any, tmp_path: Path) -> None:
    whole, alone = tmp_path / "whole.safetensors", tmp_path / "alone.safetensors"
    run(*TRAIN, "--epochs", "1", "--output", whole)
    run(*TRAIN, "--epochs", "1", "--output", alone, "--weights-only")
    assert same_weights(whole, alone)
    assert alone.stat().st_size < whole.stat().st_size
    [line] = run("train", "--resume", alone, status=1).errors
    assert "weights alone" in line


@pytest.mark.usefixtures("few")
def test_with_an_output_the_file_gone_on_from_stays_as_it_was(run: Any, tmp_path: Path) -> None:
    file, other = tmp_path / "run.safetensors", tmp_path / "other.safetensors"
    run(*TRAIN, "--epochs", "1", "--output", file)
    before = file.read_bytes()
    run("train", "--resume", file, "--epochs", "2", "--json", "--output", other)
    assert file.read_bytes() == before
    assert checkpoint.load(other).history["epochs"] == 2


@pytest.mark.usefixtures("few")
def test_a_run_is_kept_at_the_end_of_every_epoch(run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file, kept = tmp_path / "run.safetensors", list[tuple[int, bool]]()
    save = checkpoint.save

    def noted(content: checkpoint.Checkpoint, path: Path) -> None:
        save(content, path)
        found = checkpoint.load(path)
        kept.append((found.history["epochs"], found.resume is not None))

    monkeypatch.setattr(checkpoint, "save", noted)
    run(*TRAIN, "--epochs", "2", "--output", file)
    assert kept == [(1, True), (2, True), (2, True)]


@pytest.mark.usefixtures("few")
def test_a_fifo_is_given_the_run_once_as_it_ends(run: Any, tmp_path: Path) -> None:
    fifo, file = tmp_path / "fifo", tmp_path / "run.safetensors"
    os.mkfifo(fifo)
    reader = threading.Thread(target=lambda: file.write_bytes(fifo.read_bytes()))
    reader.start()
    run(*TRAIN, "--epochs", "2", "--output", fifo)
    reader.join()
    assert fifo.is_fifo()
    assert checkpoint.load(file).history["epochs"] == 2


@pytest.mark.usefixtures("few")
def test_where_it_cannot_be_kept_on_the_way_training_goes_on(run: Any, meanwhile: Any, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    meanwhile(StepFinished, folder.rmdir)
    done = run(*TRAIN, "--epochs", "2", "--output", folder / "run.safetensors", status=1)
    assert [event["event"] for event in done.found] == ["epoch", "epoch", "finished"]
    assert done.errors
    assert all(line.startswith("mnist-desktop: not kept: ") for line in done.errors)


@pytest.mark.usefixtures("few")
def test_what_could_be_kept_in_the_end_is_no_failure(run: Any, meanwhile: Any, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    meanwhile(StepFinished, folder.rmdir)
    meanwhile(EpochFinished, folder.mkdir)
    run(*TRAIN, "--epochs", "1", "--output", folder / "run.safetensors")
    assert checkpoint.load(folder / "run.safetensors").history["epochs"] == 1


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize("model", plan.MODELS)
def test_a_loss_out_of_bounds_is_one_line(run: Any, model: str) -> None:
    done = run("train", "--model", model, "--batch-size", "100", "--learning-rate", "1000", "--json", status=1)
    [line] = done.errors
    assert line == "mnist-desktop: the loss went out of bounds; try a tenth of the learning rate (--learning-rate)"


@pytest.mark.usefixtures("few")
def test_momentum_and_optimiser_are_those_asked_for(run: Any, tmp_path: Path) -> None:
    file = tmp_path / "run.safetensors"
    run(*TRAIN, "--epochs", "1", "--momentum", "0.5", "--optimizer", "AdamW", "--output", file)
    found = checkpoint.load(file)
    assert (found.history["config"]["momentum"], found.history["config"]["optimizer"]) == (0.5, "AdamW")
    assert found.resume is not None
    assert "learner.optimizer.0.exp_avg" in found.resume.tensors


@pytest.mark.usefixtures("few")
def test_stopped_without_a_file_it_says_so(run: Any, meanwhile: Any) -> None:
    meanwhile(StepFinished, INTERRUPT)
    assert run(*TRAIN, status=1).errors == ["mnist-desktop: stopped"]


@pytest.mark.usefixtures("few")
def test_stopped_before_its_first_step_there_is_nothing_to_go_on_with(
    run: Any, meanwhile: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = plan.PRESETS["thorough"]["CNNNet"]
    chosen = replace(chosen, config=replace(chosen.config, hold_out=100))
    monkeypatch.setattr(cli, "PRESETS", {"tutorial": {"CNNNet": chosen}})
    meanwhile(Preparing, INTERRUPT)
    file = tmp_path / "run.safetensors"
    assert run(*TRAIN, "--output", file, status=1).errors == ["mnist-desktop: stopped"]
    assert not file.exists()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_stopped_by_a_signal_the_run_is_kept_and_one_line_says_how_to_go_on(
    number: signal.Signals, tmp_path: Path
) -> None:
    file = tmp_path / "run.safetensors"
    arguments = ["train", "--model", "FirstNet", "--preset", "tutorial", "--batch-size", "1000", "--output", str(file)]
    with subprocess.Popen([COMMAND, *arguments], stderr=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stderr is not None
        told = b""
        while b"loss=" not in told:
            told += (read := os.read(process.stderr.fileno(), 1000))
            assert read, told.decode()
        process.send_signal(number)
        _, rest = process.communicate(timeout=120)
    assert process.returncode == 1
    *_, last = rest.decode().replace("\r", "\n").splitlines()
    assert last == f"mnist-desktop: stopped; mnist-desktop train --resume {file} goes on"
    assert b"Traceback" not in rest
    stopped = checkpoint.load(file)
    assert stopped.resume is not None
    assert stopped.history["state"] == "stopped"
    assert stopped.history["epochs"] + stopped.resume.numbers["step"] > 0


def test_a_run_that_goes_on_keeps_its_settings(run: Any, tmp_path: Path) -> None:
    [line] = run("train", "--resume", tmp_path / "run.safetensors", "--learning-rate", "0.5", status=1).errors
    assert line == "mnist-desktop: a run goes on as it began: learning_rate cannot be changed by --resume"


@pytest.mark.parametrize("model", plan.MODELS)
def test_weights_alone_are_no_run_to_go_on_with(run: Any, model: str) -> None:
    [line] = run("train", "--resume", paths.weights(model), "--json", status=1).errors
    assert line == "mnist-desktop: this file holds weights alone, and no run to go on with"


def test_a_file_that_is_no_checkpoint_is_no_run_to_go_on_with(run: Any, picture: Path, tmp_path: Path) -> None:
    for file in (picture, tmp_path / "nowhere"):
        [line] = run("train", "--resume", file, "--json", status=1).errors
        assert line.startswith(f"mnist-desktop: {file}: ")


@pytest.mark.slow
@pytest.mark.parametrize(("model", "promised"), [("FirstNet", 0.983), ("CNNNet", 0.989)])
def test_the_recommended_preset_reaches_what_it_promises(run: Any, model: str, promised: float, tmp_path: Path) -> None:
    *epochs, end = run("train", "--model", model, "--json", "--output", tmp_path / "w.safetensors").found
    assert len(epochs) == plan.PRESETS["recommended"][model].config.epochs
    assert end["test_accuracy"] > promised
    checkpoint.load(tmp_path / "w.safetensors", model)
