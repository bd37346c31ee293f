from __future__ import annotations

import hashlib
import json
import os
import pickle
import struct
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from disks import run_with_short_writes
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from safetensors.torch import load as tensors_of
from safetensors.torch import save as to_bytes
from torch import Tensor
from trainings import checkpoint_of, giving, same_weights, saves_nothing

from mnist_desktop import paths
from mnist_desktop.catalog.training import TrainingConfig
from mnist_desktop.learning.control import TrainingControl
from mnist_desktop.learning.data.mnist import Dataset, Digits
from mnist_desktop.learning.loop import TrainingData, TrainingLoop
from mnist_desktop.learning.networks import NETWORKS, CNNNet, FirstNet, Network, name_of, restored
from mnist_desktop.learning.trainer import Trainer
from mnist_desktop.reading import checkpoint, tensor_files
from mnist_desktop.reading.calibration import Calibration
from mnist_desktop.reading.checkpoint import ENTRY, VERSION
from mnist_desktop.reading.tensor_files import CheckpointError
from mnist_desktop.runs.events import RunState
from mnist_desktop.runs.history import History
from mnist_desktop.runs.plan import Plan, plan_of
from mnist_desktop.runs.scores import Score
from mnist_desktop.system.errors import Problem, ProblemError

FIXTURES = Path(__file__).parents[1] / "fixtures"
HISTORY = History("CNNNet 1", Plan("CNNNet"), state=RunState.FINISHED, scores=(Score("MNIST test", 0.99),))
CALIBRATION = Calibration(temperature=1.5, min_confidence=0.5, min_energy=2.0)


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    torch.manual_seed(0)
    checkpoint.save(
        replace(checkpoint_of(CNNNet(), CALIBRATION, HISTORY), torch=str(torch.__version__)),
        tmp_path / "saved.safetensors",
    )
    return tmp_path / "saved.safetensors"


def refusal(path: Path, network: str | None = None) -> Problem:
    """What a file is refused for, beside its name."""
    with pytest.raises(CheckpointError) as refused:
        checkpoint.load(path, network)
    problem = refused.value.problem
    assert (problem.code, problem.values["file"]) == ("checkpoint_refused", path)
    reason = problem.values["reason"]
    return reason if isinstance(reason, Problem) else Problem("os_error", {"reason": reason})


@pytest.fixture
def stopped(tmp_path: Path, tiny: Dataset) -> Path:
    """A run with momentum that was stopped after its second step."""
    plan = Plan("CNNNet", TrainingConfig(batch_size=100, learning_rate=0.05, momentum=0.9, device="cpu"))
    load = giving(Dataset("mnist", tiny.train[:300], tiny.test[:50]))
    trainer = Trainer.start(plan, "a run", TrainingControl(), saves_nothing, load)
    list(islice(trainer, 2))
    content = trainer.checkpoint()
    assert content is not None
    checkpoint.save(content, tmp_path / "stopped.safetensors")
    return tmp_path / "stopped.safetensors"


def about(path: Path) -> dict[str, Any]:
    content = path.read_bytes()
    [size] = struct.unpack("<Q", content[:8])
    found: dict[str, Any] = json.loads(json.loads(content[8 : 8 + size])["__metadata__"][ENTRY])
    return found


def digest(value: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()


def forge(path: Path, tensors: Mapping[str, Tensor] | None = None, **changes: Any) -> Path:
    """Write the checkpoint anew with changes, its checksums made to fit; a change to None takes a key away."""
    tensors = dict(tensors_of(path.read_bytes()) if tensors is None else tensors)
    gone = [key for key, value in changes.items() if value is None]
    forged = {key: value for key, value in (about(path) | changes).items() if key not in gone}
    if "sha256" not in changes:
        forged["sha256"] = tensor_files.digest_of_arrays({name: value.numpy() for name, value in tensors.items()})
    forged.pop("about_sha256", None)
    forged["about_sha256"] = digest(forged)
    path.write_bytes(to_bytes(tensors, {ENTRY: json.dumps(forged)}))
    return path


@pytest.mark.parametrize("network", [FirstNet(relu_logits=True), FirstNet(), CNNNet(dropout=0.0), CNNNet()], ids=repr)
def test_a_checkpoint_comes_back_as_it_was(network: Network, tmp_path: Path) -> None:
    file = tmp_path / "some.safetensors"
    checkpoint.save(checkpoint_of(network, CALIBRATION, HISTORY), file)
    found = checkpoint.load(file, name_of(network))
    assert (found.network, found.options) == (name_of(network), network.options)
    assert same_weights(found, network)
    assert same_weights(restored(found), network)
    assert found.calibration == CALIBRATION
    assert found.history == HISTORY


@pytest.mark.parametrize("name", NETWORKS)
def test_the_factory_weights_hold_what_they_are_named_with_the_run_that_made_them(name: str) -> None:
    found = checkpoint.load(paths.weights(name), name)
    assert found.network == name
    assert found.resume is None
    history = found.history
    assert history is not None
    assert {test.name: test.accuracy > 0.99 for test in history.tests} == {"MNIST test": True, "Hands test": True}
    assert history.plan == plan_of("thorough", name)
    assert [epoch.epoch for epoch in history.epochs] == list(range(1, history.plan.config.epochs + 1))
    assert (history.state, history.plan.options) == (RunState.FINISHED, found.options)


def test_a_finished_run_of_version_0_1_0_comes_over_whole() -> None:
    found = checkpoint.load(FIXTURES / "cnnnet-finished-run-0.1.0.safetensors", "CNNNet")
    history = found.history
    assert history is not None
    assert (history.name, history.state, history.steps) == ("CNNNet 2", RunState.FINISHED, 2)
    assert [epoch.unseen and epoch.unseen.accuracy for epoch in history.epochs] == [pytest.approx(1 / 15)] * 2
    assert [change.learning_rate for change in history.changes] == [0.02]
    assert (history.plan.config.hold_out, history.plan.config.averaging) == (90, 0.9)
    assert history.test is not None
    assert history.test.accuracy == 0.11


def test_a_stopped_run_of_version_0_1_0_can_be_resumed() -> None:
    found = checkpoint.load(FIXTURES / "cnnnet-stopped-run-0.1.0.safetensors")
    assert found.resume is not None
    assert (found.resume.numbers["epoch"], found.resume.numbers["step"]) == (2, 2)
    assert found.history is not None
    assert (found.history.state, found.history.losses.values[-1]) == (RunState.STOPPED, 2.27169)


def test_what_version_0_1_0_wrote_is_written_again_in_the_newer_format(tmp_path: Path) -> None:
    found = checkpoint.load(FIXTURES / "cnnnet-stopped-run-0.1.0.safetensors")
    checkpoint.save(found, tmp_path / "again.safetensors")
    again = checkpoint.load(tmp_path / "again.safetensors")
    assert about(tmp_path / "again.safetensors")["version"] == VERSION
    assert (again.history, again.calibration) == (found.history, found.calibration)
    assert same_weights(again, found)
    assert again.resume is not None
    assert found.resume is not None
    assert again.resume.numbers == found.resume.numbers


def test_the_contract_s_entries_are_in_the_file(saved: Path) -> None:
    found = about(saved)
    assert (found["version"], found["network"], found["options"]) == (2, "CNNNet", {"dropout": 0.5})
    assert found["torch"] == torch.__version__
    plan = found["history"]["plan"]
    assert (plan["config"]["epochs"], plan["config"]["seed"], plan["dataset"]) == (10, 0, "mnist")
    assert found["history"]["scores"][0]["accuracy"] == 0.99
    assert len(found["sha256"]) == 64


def test_saving_again_replaces_the_file_and_leaves_no_other(saved: Path) -> None:
    network = CNNNet()
    checkpoint.save(checkpoint_of(network), saved)
    assert same_weights(checkpoint.load(saved), network)
    assert list(saved.parent.iterdir()) == [saved]


@pytest.mark.parametrize("kind", ["saved", "stopped"])
def test_a_file_cut_anywhere_is_refused(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    saved: Path = request.getfixturevalue(kind)
    whole, cut = saved.read_bytes(), tmp_path / "cut.safetensors"
    for part in range(200):
        cut.write_bytes(whole[: len(whole) * part // 200])
        refusal(cut)


@pytest.mark.parametrize("kind", ["saved", "stopped"])
def test_one_flipped_bit_anywhere_is_refused(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    saved: Path = request.getfixturevalue(kind)
    whole, flipped = saved.read_bytes(), tmp_path / "flipped.safetensors"
    [size] = struct.unpack("<Q", whole[:8])
    places = [*range(0, 8 + size, (8 + size) // 150), *range(8 + size, len(whole), (len(whole) - size) // 100)]
    places += [*range(8), len(whole) - 1]
    for number, place in enumerate(places):
        content = bytearray(whole)
        content[place] ^= 1 << number % 8
        flipped.write_bytes(content)
        refusal(flipped)


def test_a_run_to_resume_comes_back_as_it_was(stopped: Path) -> None:
    resume = checkpoint.load(stopped).resume
    assert resume is not None
    assert (resume.numbers["epoch"], resume.numbers["step"]) == (1, 2)
    assert {"shuffle", "random.cpu", "learner.taken", "learner.optimizer.0.momentum_buffer"} <= set(resume.arrays)
    again = stopped.parent / "again.safetensors"
    checkpoint.save(checkpoint.load(stopped), again)
    assert again.read_bytes() == stopped.read_bytes()


def test_what_a_file_says_of_itself_is_read_without_its_tensors(saved: Path, stopped: Path) -> None:
    assert checkpoint.load_about(saved).resume is None
    found = checkpoint.load_about(stopped)
    assert found.history is not None
    assert found.resume is not None
    assert (found.network, found.history.name, found.resume["step"]) == ("CNNNet", "a run", 2)


def test_a_file_of_version_0_1_0_that_says_nothing_of_resuming_is_read_as_weights_alone(saved: Path) -> None:
    forge(saved, version=1, resume=None, history={"test_accuracy": 0.9})
    assert "resume" not in about(saved)
    found = checkpoint.load(saved)
    assert found.resume is None
    assert found.history == History("", Plan("CNNNet"), state=RunState.FINISHED, scores=(Score("MNIST test", 0.9),))


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
@pytest.mark.parametrize("name", ["optimizer.3.momentum_buffer", "network.fc1.weight"])
def test_a_state_that_is_not_finite_is_refused(name: str, value: float, stopped: Path) -> None:
    tensors = tensors_of(stopped.read_bytes())
    tensors[f"resume.learner.{name}"].view(-1)[3] = value
    assert refusal(forge(stopped, tensors)) == Problem("tensor_not_finite", {"name": f"resume.learner.{name}"})


def test_a_state_without_word_of_where_the_run_stopped_is_refused(stopped: Path) -> None:
    assert refusal(forge(stopped, version=1, resume=None, history={})).code == "tensors_unknown"


@pytest.mark.parametrize("kind", [torch.bfloat16, torch.float64, torch.complex64, torch.float8_e4m3fn], ids=str)
def test_a_state_of_another_type_is_refused(kind: torch.dtype, stopped: Path) -> None:
    tensors = tensors_of(stopped.read_bytes())
    tensors["resume.shuffle"] = tensors["resume.shuffle"].to(kind)
    header = {ENTRY: json.dumps(about(stopped))}
    stopped.write_bytes(to_bytes(tensors, header))
    assert (found := refusal(stopped)).code == "tensor_unfit"
    assert found.values["name"] == "resume.shuffle"


@pytest.mark.parametrize("value", [5, [1], "here", True])
def test_what_says_of_no_kind_where_the_run_stopped_is_refused(value: Any, stopped: Path) -> None:
    assert refusal(forge(stopped, resume=value)).code == "checkpoint_senseless"


@pytest.mark.parametrize("missing", ["resume.shuffle", "resume.learner.taken", "resume.random.cpu"])
def test_a_state_that_is_not_whole_still_has_weights_but_cannot_be_resumed(missing: str, stopped: Path) -> None:
    tensors = tensors_of(stopped.read_bytes())
    del tensors[missing]
    found = checkpoint.load(forge(stopped, tensors))
    assert found.history is not None
    few = Digits(torch.zeros(300, 28, 28, dtype=torch.uint8), torch.zeros(300, dtype=torch.int64))
    with pytest.raises(ProblemError, match="resume_unfit"):
        TrainingLoop(restored(found), TrainingData(few, {"test": few}), found.history.plan.config, found.resume)


class Malicious:
    def __init__(self, witness: Path) -> None:
        self._witness = witness

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        return Path.touch, (self._witness,)


def write_pickle(file: Path) -> None:
    file.write_bytes(pickle.dumps(Malicious(file.parent / "executed")))


def write_torch_pickle(file: Path) -> None:
    torch.save({"weights": Malicious(file.parent / "executed")}, file)


def write_zip(file: Path) -> None:
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("weights.txt", "1 2 3")


FOREIGN: dict[str, Callable[[Path], object]] = {
    "a malicious pickle": write_pickle,
    "a malicious torch file": write_torch_pickle,
    "a whole module": lambda file: torch.save(CNNNet(), file),
    "a state dict": lambda file: torch.save(CNNNet().state_dict(), file),
    "a text": lambda file: file.write_text("weights? which weights?\n" * 100),
    "a picture": lambda file: Image.new("L", (28, 28)).save(file, format="PNG"),
    "a zip": write_zip,
    "an empty file": lambda file: file.touch(),
    "eight bytes": lambda file: file.write_bytes(b"\xff" * 8),
    "a header of no end": lambda file: file.write_bytes(struct.pack("<Q", 2**62) + b"{}"),
    "another program's tensors": lambda file: file.write_bytes(to_bytes(CNNNet().state_dict())),
    "another program's metadata": lambda file: file.write_bytes(to_bytes(CNNNet().state_dict(), {"format": "pt"})),
    "a number for metadata": lambda file: file.write_bytes(to_bytes(CNNNet().state_dict(), {ENTRY: "5"})),
    "no JSON for metadata": lambda file: file.write_bytes(to_bytes(CNNNet().state_dict(), {ENTRY: "{"})),
    "JSON too deep": lambda file: file.write_bytes(to_bytes(CNNNet().state_dict(), {ENTRY: "[" * 100_000})),
}


@pytest.mark.parametrize("kind", FOREIGN)
def test_what_is_no_checkpoint_is_refused_and_nothing_in_it_is_run(kind: str, tmp_path: Path) -> None:
    file = tmp_path / "file.safetensors"
    FOREIGN[kind](file)
    assert refusal(file).code in {"checkpoint_foreign", "checkpoint_damaged"}
    assert list(tmp_path.iterdir()) == [file]


def test_the_malicious_pickle_would_have_run_if_it_had_been_trusted(tmp_path: Path) -> None:
    write_pickle(tmp_path / "file.pt")
    pickle.loads((tmp_path / "file.pt").read_bytes())
    assert (tmp_path / "executed").exists()


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert refusal(tmp_path).code == "not_a_file"
    assert refusal(Path("/dev/zero")).code == "not_a_file"
    assert refusal(tmp_path / "pipe").code == "not_a_file"
    assert refusal(tmp_path / "nowhere").code == "no_such_file"


def test_a_file_of_many_gigabytes_is_refused_unread(tmp_path: Path) -> None:
    with (tmp_path / "huge").open("wb") as file:
        file.truncate(2**40)
    assert refusal(tmp_path / "huge").code == "checkpoint_too_large"


def test_one_network_s_file_is_refused_for_the_other(saved: Path) -> None:
    assert refusal(saved, "FirstNet") == Problem("network_other", {"network": "CNNNet", "expected": "FirstNet"})


def test_one_network_s_tensors_under_the_other_s_name_are_refused(saved: Path) -> None:
    forge(saved, FirstNet().state_dict())
    assert (found := refusal(saved)).code == "tensors_unknown"
    assert found.values["names"].startswith("conv1.bias, conv1.weight")


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf")])
def test_weights_that_are_not_finite_are_refused(value: float, saved: Path) -> None:
    tensors = tensors_of(saved.read_bytes())
    tensors["fc1.weight"][3, 4] = value
    assert refusal(forge(saved, tensors)) == Problem("tensor_not_finite", {"name": "fc1.weight"})


@pytest.mark.parametrize("kind", [torch.int64, torch.float64, torch.float16, torch.bfloat16])
def test_weights_of_another_type_are_refused(kind: torch.dtype, saved: Path) -> None:
    tensors = {name: value.to(kind) for name, value in tensors_of(saved.read_bytes()).items()}
    forged = to_bytes(tensors, {ENTRY: json.dumps(about(saved))})
    saved.write_bytes(forged)
    assert (found := refusal(saved)).code == "tensor_unfit"
    assert found.values["wanted"] == "F32 [10, 1, 5, 5]"


def test_weights_of_another_shape_are_refused(saved: Path) -> None:
    tensors = tensors_of(saved.read_bytes())
    tensors["fc1.weight"] = tensors["fc1.weight"].T.contiguous()
    found = {"name": "fc1.weight", "found": "F32 [320, 50]", "wanted": "F32 [50, 320]"}
    assert refusal(forge(saved, tensors)) == Problem("tensor_unfit", found)


def test_a_tensor_said_to_be_huge_is_refused_unread(saved: Path) -> None:
    content = saved.read_bytes()
    [size] = struct.unpack("<Q", content[:8])
    header = json.loads(content[8 : 8 + size])
    header["fc1.weight"]["shape"] = [200_000, 200_000]
    changed = json.dumps(header).encode()
    saved.write_bytes(struct.pack("<Q", len(changed)) + changed + content[8 + size :])
    assert refusal(saved).code == "checkpoint_damaged"


@pytest.mark.parametrize(
    ("change", "odd"),
    [(lambda tensors: tensors.pop("fc2.bias"), "fc2.bias"), (lambda tensors: tensors.update(fc9=torch.ones(1)), "fc9")],
    ids=["missing", "unknown"],
)
def test_tensors_missing_or_unknown_are_named(
    change: Callable[[dict[str, Tensor]], Any], odd: str, saved: Path
) -> None:
    tensors = tensors_of(saved.read_bytes())
    change(tensors)
    assert refusal(forge(saved, tensors)) == Problem("tensors_unknown", {"names": odd})


@pytest.mark.parametrize("version", [VERSION + 1, 99])
def test_a_newer_format_is_refused_as_such(version: int, saved: Path) -> None:
    newer = Problem("checkpoint_newer", {"version": version, "known": VERSION})
    assert refusal(forge(saved, version=version)) == newer


def test_swapped_weights_are_noticed(saved: Path) -> None:
    tensors = tensors_of(saved.read_bytes())
    tensors["conv1.bias"] = tensors["conv1.bias"].flip(0)
    assert refusal(forge(saved, tensors, sha256=about(saved)["sha256"])).code == "checksum_wrong"


def test_a_changed_history_is_noticed(saved: Path) -> None:
    changed = about(saved)
    changed["history"]["scores"][0]["accuracy"] = 1.0
    saved.write_bytes(to_bytes(tensors_of(saved.read_bytes()), {ENTRY: json.dumps(changed)}))
    assert refusal(saved).code == "checksum_wrong"


@pytest.mark.parametrize("name", ["ThirdNet", "__class__", ""])
def test_an_unknown_network_is_refused_by_name(name: str, saved: Path) -> None:
    unknown = Problem("network_unknown", {"network": name, "known": "FirstNet, CNNNet"})
    assert refusal(forge(saved, network=name)) == unknown


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({}, "option_out_of_range"),
        ({"dropout": 0.5, "image_size": 10**9}, "option_unknown"),
        ({"image_size": 784}, "option_unknown"),
        ({"dropout": True}, "option_out_of_range"),
    ],
    ids=str,
)
def test_options_missing_or_unknown_are_refused_by_name(options: dict[str, Any], code: str, saved: Path) -> None:
    assert refusal(forge(saved, options=options)).code == code


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"dataset": "kuzushiji"}, "dataset_unknown"),
        ({"network": "ThirdNet"}, "network_unknown"),
        ({"options": {"width": 3}}, "option_unknown"),
        ({"config": {"momentum": 2.0}}, "option_out_of_range"),
    ],
    ids=str,
)
def test_a_plan_of_what_the_catalog_does_not_know_is_refused_with_that_reason(
    wrong: dict[str, Any], code: str, saved: Path
) -> None:
    history = about(saved)["history"]
    found = refusal(forge(saved, history=history | {"plan": history["plan"] | wrong}))
    assert found.code == "checkpoint_senseless"
    assert found.values["reason"].code == code


@pytest.mark.parametrize(
    "where", [(), ("calibration",), ("history",), ("history", "plan"), ("history", "plan", "config")], ids=str
)
def test_a_key_that_is_not_known_is_refused_by_name_and_not_dropped(where: tuple[str, ...], saved: Path) -> None:
    changed = about(saved)
    inner = changed
    for key in where:
        inner = inner[key]
    inner["warmup"] = 0.1
    assert refusal(forge(saved, **{**changed, "resume": {}})) == Problem("option_unknown", {"option": "warmup"})


NO_SHARES: list[Any] = ["x", -1, 2, [1], {}, float("inf")]
MALFORMED: dict[str, list[Any]] = {
    "version": [None, "1", [1], {}, -1, 1.5, "2\n3"],
    "network": [None, 5, ["CNNNet"], {"CNNNet": 1}, "C\nN"],
    "options": [None, 5, "dropout", ["dropout"], *({"dropout": value} for value in NO_SHARES)],
    "calibration": [None, 5, [1], {"temperature": 1.0, "more": 2}],
    "history": [5, [1], "MNIST", {}, {"name": "a run"}],
    "sha256": [None, 5, "", []],
}
TEMPERATURES = [0, -1, "hot", [1], None, float("nan"), float("inf"), 10**400]


@pytest.mark.parametrize(("key", "value"), [(key, value) for key, values in MALFORMED.items() for value in values])
def test_malformed_metadata_is_refused_though_its_checksum_fits(key: str, value: Any, saved: Path) -> None:
    refusal(forge(saved, **{key: value}))


@pytest.mark.parametrize("temperature", TEMPERATURES, ids=lambda value: str(value)[:8])
def test_a_calibration_of_nonsense_is_refused(temperature: Any, saved: Path) -> None:
    assert refusal(forge(saved, calibration={"temperature": temperature})).code == "checkpoint_senseless"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@settings(deadline=None, max_examples=60)
@given(value=JSON, key=st.sampled_from(["version", "network", "options", "calibration", "history", "sha256", "more"]))
def test_any_metadata_is_refused_or_read(tmp_path_factory: pytest.TempPathFactory, value: Any, key: str) -> None:
    file = tmp_path_factory.getbasetemp() / "any.safetensors"
    checkpoint.save(checkpoint_of(CNNNet()), file)
    forge(file, **{key: value})
    with suppress(CheckpointError):
        checkpoint.load(file)


@settings(deadline=None, max_examples=150)
@given(st.binary(max_size=200), st.booleans())
def test_any_bytes_are_refused(tmp_path_factory: pytest.TempPathFactory, content: bytes, has_length: bool) -> None:
    file = tmp_path_factory.getbasetemp() / "any.safetensors"
    file.write_bytes((struct.pack("<Q", len(content)) if has_length else b"") + content)
    refusal(file)


def test_on_a_full_disk_the_old_file_stays_and_nothing_else_is_left(small_disk: Path) -> None:
    file = small_disk / "run.safetensors"
    network = CNNNet()
    checkpoint.save(checkpoint_of(network), file)
    with pytest.raises(OSError, match="No space left"):
        checkpoint.save(checkpoint_of(FirstNet()), file)
    assert same_weights(checkpoint.load(file), network)
    assert list(small_disk.iterdir()) == [file]


SAVE = """
import sys
from pathlib import Path
import numpy as np
from mnist_desktop.reading import checkpoint
from mnist_desktop.reading.checkpoint import Checkpoint
from mnist_desktop.reading.networks import FirstNet
from mnist_desktop.runs.history import History
from mnist_desktop.runs.plan import Plan
def of(value):
    weights = {name: np.full(shape, value, np.float32) for name, shape in FirstNet.SHAPES.items()}
    return Checkpoint("FirstNet", {"relu_logits": False}, weights, history=History(f"{value}", Plan("FirstNet")))
file, contents = Path(sys.argv[1]), [of(1.0), of(2.0)]
print("ready", flush=True)
"""
SAVE_FOR_EVER = f"""{SAVE}
while True:
    for content in contents:
        checkpoint.save(content, file)
"""
SAVE_ONCE = f"{SAVE}\ncheckpoint.save(contents[0], file)"


def test_where_a_write_comes_back_short_the_old_file_stays_and_nothing_else_is_left(saved: Path) -> None:
    before = saved.read_bytes()
    done = run_with_short_writes(SAVE_ONCE, saved)
    assert done.returncode == 1
    assert "OSError: [Errno 27] File too large" in done.stderr
    assert saved.read_bytes() == before
    assert list(saved.parent.iterdir()) == [saved]


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_killed_in_mid_save_fifty_times_the_file_is_always_the_old_or_the_new_one(tmp_path: Path) -> None:
    file = tmp_path / "run.safetensors"
    halves = 0
    for number in range(50):
        with subprocess.Popen([sys.executable, "-c", SAVE_FOR_EVER, file], stdout=subprocess.PIPE) as writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            time.sleep(0.05 + 0.002 * number if number else 1.0)
            writer.kill()
        found = checkpoint.load(file)
        assert found.history is not None
        assert found.history.name in {"1.0", "2.0"}
        assert {str(each) for value in found.weights.values() for each in np.unique(value)} == {found.history.name}
        parts = list(tmp_path.glob(".*.part"))
        halves += bool(parts)
        for part in parts:
            os.utime(part, (0, 0))  # an hour passes
    assert halves, "no save was ever interrupted"
    checkpoint.save(found, file)
    assert list(tmp_path.iterdir()) == [file]
