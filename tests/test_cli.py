from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw
from tqdm import tqdm

from mnist_desktop import __version__, cli, paths
from mnist_desktop.drawing.strokes import Drawing, Stroke
from mnist_desktop.learning import checkpoint, config, datasets, networks

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
    assert set(cli.MODELS) == set(networks.NETWORKS)
    assert list(cli.PRESETS) == list(config.PRESETS)
    assert cli.DATASETS == datasets.NAMES
    assert cli.DEVICES == config.DEVICES


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
        ["evaluate", "--dataset", "letters"],
        ["--unknown"],
    ],
    ids=" ".join,
)
def test_wrong_arguments_are_exit_status_2(run: Any, arguments: Sequence[str]) -> None:
    assert "error:" in run(*arguments, status=2).errors[-1]


@pytest.mark.parametrize("arguments", [["--help"], ["predict", "--help"], ["train", "--help"], ["evaluate", "--help"]])
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
    assert set(found) == {"accuracy", "loss", "confusion", "count"}
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


@pytest.mark.slow
@pytest.mark.parametrize("model", cli.MODELS)
def test_the_recommended_preset_reaches_what_it_promises(run: Any, model: str, tmp_path: Path) -> None:
    *epochs, end = run("train", "--model", model, "--json", "--output", tmp_path / "w.safetensors").found
    assert [event["epoch"] for event in epochs] == [1, 2, 3, 4, 5]
    assert end["test_accuracy"] > 0.98
    checkpoint.load(tmp_path / "w.safetensors", model)
