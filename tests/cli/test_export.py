from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
from commands import COMMAND, Done, bare_environment, start
from disks import fill, mounted, small_disk  # noqa: F401  # a fixture is known by being here
from onnxruntime import InferenceSession

from mnist_desktop import paths
from mnist_desktop.catalog.networks import NETWORKS
from mnist_desktop.learning.data.mnist import Dataset, load

ONNX = ("export", "--format", "onnx")


@pytest.fixture(scope="module")
def digits() -> Dataset:
    return load()


@pytest.mark.parametrize("name", NETWORKS)
def test_the_file_reads_a_thousand_test_digits(run: Any, name: str, tmp_path: Path, digits: Dataset) -> None:
    assert run(*ONNX, "--model", name, tmp_path / "digits.onnx") == Done(0, [], [])
    onnx.checker.check_model(tmp_path / "digits.onnx", full_check=True)
    images = digits.test.images[:1000, None].numpy().astype(np.float32) / 255
    [probabilities] = InferenceSession(tmp_path / "digits.onnx").run(["probabilities"], {"digit_image": images})
    assert (probabilities.argmax(axis=1) == digits.test.labels[:1000].numpy()).mean() > 0.98


def test_without_a_name_it_is_what_the_checkpoint_holds_else_the_usual_network(run: Any, tmp_path: Path) -> None:
    def network(*arguments: str | Path) -> str:
        run(*ONNX, *arguments, tmp_path / "out.onnx")
        return str(onnx.load(tmp_path / "out.onnx").graph.name)

    assert network() == "CNNNet"
    assert network("--checkpoint", paths.weights("FirstNet")) == "FirstNet"


def test_a_checkpoint_that_cannot_be_used_is_one_line_and_nothing_is_written(run: Any, tmp_path: Path) -> None:
    damaged, output = tmp_path / "damaged.safetensors", tmp_path / "out.onnx"
    content = bytearray(paths.weights("CNNNet").read_bytes())
    content[-3] ^= 1
    damaged.write_bytes(content)
    output.write_bytes(b"precious")
    foreign = tmp_path / "foreign.safetensors"
    foreign.write_text("no checkpoint")
    for file, reason in (
        (damaged, "its checksum does not match: it is damaged; use another copy"),
        (foreign, "not a checkpoint, or a damaged one"),
        (tmp_path / "no", "there is no such file"),
        (tmp_path, "not a file"),
    ):
        done = run(*ONNX, "--checkpoint", file, output, status=1)
        assert done.errors == [f"mnist-desktop: {file}: {reason}"]
    factory = paths.weights("CNNNet")
    done = run(*ONNX, "--model", "FirstNet", "--checkpoint", factory, output, status=1)
    assert done.errors == [f"mnist-desktop: {factory}: it holds a CNNNet, not a FirstNet"]
    assert output.read_bytes() == b"precious"


def test_the_checkpoint_itself_is_not_replaced(run: Any, tmp_path: Path) -> None:
    mine, link = tmp_path / "mine.safetensors", tmp_path / "link"
    shutil.copyfile(paths.weights("CNNNet"), mine)
    link.symlink_to(mine)
    for output in (mine, link):
        done = run(*ONNX, "--checkpoint", mine, output, status=1)
        assert done.errors == [f"mnist-desktop: {output} is the checkpoint itself: choose another file"]
    assert mine.read_bytes() == paths.weights("CNNNet").read_bytes()


@pytest.mark.parametrize(
    "arguments",
    [
        ["export", "out.onnx"],
        ["export", "--format", "png", "out.onnx"],
        [*ONNX],
        [*ONNX, "--model", "Net", "out.onnx"],
        [*ONNX, "missing/out.onnx"],
        [*ONNX, "."],
    ],
    ids=" ".join,
)
def test_wrong_arguments_are_status_2(
    run: Any, arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(*arguments, status=2).found == []
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_one_line_and_leaves_what_was_there(run: Any, small_disk: Path) -> None:  # noqa: F811  # the same
    output = small_disk / "out.onnx"
    output.write_bytes(b"precious")
    fill(small_disk)
    done = run(*ONNX, output, status=1)
    assert done.errors == [f"mnist-desktop: {output} cannot be written: No space left on device"]
    assert output.read_bytes() == b"precious"
    assert sorted(file.name for file in small_disk.iterdir()) == ["filler", "out.onnx"]


def test_a_folder_that_is_only_to_be_read_is_one_line(run: Any, tmp_path: Path) -> None:
    with mounted(tmp_path, "ro"):
        done = run(*ONNX, tmp_path / "out.onnx", status=1)
    assert done.errors == [f"mnist-desktop: {tmp_path}/out.onnx cannot be written: Read-only file system"]


def test_a_device_stays_a_device(run: Any) -> None:
    run(*ONNX, "/dev/null")
    assert Path("/dev/null").is_char_device()
    done = run(*ONNX, "/dev/full", status=1)
    assert done.errors == ["mnist-desktop: /dev/full cannot be written: No space left on device"]


def test_a_fifo_and_standard_output_get_the_same_bytes(run: Any, tmp_path: Path) -> None:
    fifo, read = tmp_path / "fifo", list[bytes]()
    os.mkfifo(fifo)
    reader = threading.Thread(target=lambda: read.append(fifo.read_bytes()))
    reader.start()
    run(*ONNX, fifo)
    reader.join()
    assert fifo.is_fifo()
    run(*ONNX, tmp_path / "out.onnx")
    piped = subprocess.run([COMMAND, *ONNX, "/dev/stdout"], capture_output=True, timeout=120, check=False)
    assert (piped.returncode, piped.stderr) == (0, b"")
    assert piped.stdout == read[0] == (tmp_path / "out.onnx").read_bytes()


def test_it_needs_no_display_and_no_home(tmp_path: Path) -> None:
    done = start(*ONNX, str(tmp_path / "out.onnx"), env=bare_environment(tmp_path))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_an_export_imports_neither_torch_nor_qt(tmp_path: Path) -> None:
    work = (
        "import sys; from mnist_desktop import cli;"
        " print(cli.main(sys.argv[1:]), {'torch', 'PySide6', 'onnxruntime'} & {*sys.modules})"
    )
    command = [sys.executable, "-W", "error", "-c", work, *ONNX, str(tmp_path / "out.onnx")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("0 set()\n", "")
