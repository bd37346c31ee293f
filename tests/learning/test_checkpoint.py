from __future__ import annotations

import hashlib
import json
import os
import pickle
import struct
import zipfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from safetensors.torch import load as tensors_of
from safetensors.torch import save as to_bytes
from torch import Tensor

from mnist_desktop import paths
from mnist_desktop.learning import checkpoint
from mnist_desktop.learning.calibration import Calibration
from mnist_desktop.learning.checkpoint import ENTRY, VERSION, Checkpoint, CheckpointError
from mnist_desktop.learning.networks import NETWORKS, CNNNet, FirstNet, Network, name_of

HISTORY = {"dataset": "MNIST", "epochs": 3, "test_accuracy": 0.99}
CALIBRATION = Calibration(temperature=1.5, min_confidence=0.5, min_energy=2.0)


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    torch.manual_seed(0)
    checkpoint.save(Checkpoint(CNNNet(), CALIBRATION, HISTORY), tmp_path / "saved.safetensors")
    return tmp_path / "saved.safetensors"


def refusal(path: Path, network: str | None = None) -> str:
    """The reason a file is refused for: one line that names it."""
    with pytest.raises(CheckpointError) as refused:
        checkpoint.load(path, network)
    message = str(refused.value)
    assert message.startswith(f"{path}: ")
    assert "\n" not in message
    return message.removeprefix(f"{path}: ")


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
    forged = {key: value for key, value in (about(path) | changes).items() if value is not None}
    if "sha256" not in changes:
        forged["sha256"] = checkpoint._digest_of_tensors(tensors)
    forged.pop("about_sha256", None)
    forged["about_sha256"] = digest(forged)
    path.write_bytes(to_bytes(tensors, {ENTRY: json.dumps(forged)}))
    return path


def same(one: Network, other: Network) -> bool:
    theirs = other.state_dict()
    return all(torch.equal(value, theirs[name]) for name, value in one.state_dict().items())


@pytest.mark.parametrize("network", [FirstNet(relu_logits=True), FirstNet(), CNNNet(dropout=0.0), CNNNet()], ids=repr)
def test_a_checkpoint_comes_back_as_it_was(network: Network, tmp_path: Path) -> None:
    file = tmp_path / "some.safetensors"
    checkpoint.save(Checkpoint(network, CALIBRATION, HISTORY), file)
    found = checkpoint.load(file, name_of(network))
    assert type(found.network) is type(network)
    assert found.network.options == network.options
    assert same(found.network, network)
    assert found.calibration == CALIBRATION
    assert found.history == HISTORY | {"torch": torch.__version__}


@pytest.mark.parametrize("name", NETWORKS)
def test_the_checkpoints_in_the_box_hold_what_they_are_named(name: str) -> None:
    found = checkpoint.load(paths.weights(name), name)
    assert name_of(found.network) == name
    assert found.history["test_accuracy"] > 0.99


def test_the_contract_s_entries_are_in_the_file(saved: Path) -> None:
    found = about(saved)
    assert (found["version"], found["network"], found["options"]) == (1, "CNNNet", {"dropout": 0.5})
    assert found["history"]["torch"] == torch.__version__
    assert len(found["sha256"]) == 64


def test_saving_again_replaces_the_file_and_leaves_no_other(saved: Path) -> None:
    network = CNNNet()
    checkpoint.save(Checkpoint(network), saved)
    assert same(checkpoint.load(saved).network, network)
    assert list(saved.parent.iterdir()) == [saved]


def test_a_network_in_use_is_unchanged_by_a_refused_file(saved: Path, tmp_path: Path) -> None:
    live = checkpoint.load(saved).network
    before = {name: value.clone() for name, value in live.state_dict().items()}
    damaged = tmp_path / "damaged"
    damaged.write_bytes(saved.read_bytes()[:-100])
    refusal(damaged)
    assert all(torch.equal(value, before[name]) for name, value in live.state_dict().items())


def test_a_file_cut_anywhere_is_refused(saved: Path, tmp_path: Path) -> None:
    whole, cut = saved.read_bytes(), tmp_path / "cut.safetensors"
    for part in range(200):
        cut.write_bytes(whole[: len(whole) * part // 200])
        refusal(cut)


def test_one_flipped_bit_anywhere_is_refused(saved: Path, tmp_path: Path) -> None:
    whole, flipped = saved.read_bytes(), tmp_path / "flipped.safetensors"
    [size] = struct.unpack("<Q", whole[:8])
    places = [*range(0, 8 + size, (8 + size) // 150), *range(8 + size, len(whole), (len(whole) - size) // 100)]
    places += [*range(8), len(whole) - 1]
    for number, place in enumerate(places):
        content = bytearray(whole)
        content[place] ^= 1 << number % 8
        flipped.write_bytes(content)
        refusal(flipped)


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
    assert "not a checkpoint" in refusal(file)
    assert list(tmp_path.iterdir()) == [file]


def test_the_malicious_pickle_would_have_run_if_it_had_been_trusted(tmp_path: Path) -> None:
    write_pickle(tmp_path / "file.pt")
    pickle.loads((tmp_path / "file.pt").read_bytes())
    assert (tmp_path / "executed").exists()


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert refusal(tmp_path) == "not a file"
    assert refusal(Path("/dev/zero")) == "not a file"
    assert refusal(tmp_path / "pipe") == "not a file"
    assert refusal(tmp_path / "nowhere") == "there is no such file"


def test_a_file_of_many_gigabytes_is_refused_unread(tmp_path: Path) -> None:
    with (tmp_path / "huge").open("wb") as file:
        file.truncate(2**40)
    assert refusal(tmp_path / "huge") == "too large for a checkpoint"


def test_one_network_s_file_is_refused_for_the_other(saved: Path) -> None:
    assert refusal(saved, "FirstNet") == "it holds a CNNNet, not a FirstNet"


def test_one_network_s_tensors_under_the_other_s_name_are_refused(saved: Path) -> None:
    forge(saved, FirstNet().state_dict())
    assert refusal(saved).startswith("tensors are missing or unknown: conv1.bias")


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf")])
def test_weights_that_are_not_finite_are_refused(value: float, saved: Path) -> None:
    tensors = tensors_of(saved.read_bytes())
    tensors["fc1.weight"][3, 4] = value
    assert refusal(forge(saved, tensors)) == "fc1.weight holds values that are not finite"


@pytest.mark.parametrize("kind", [torch.int64, torch.float64, torch.float16, torch.bfloat16])
def test_weights_of_another_type_are_refused(kind: torch.dtype, saved: Path) -> None:
    tensors = {name: value.to(kind) for name, value in tensors_of(saved.read_bytes()).items()}
    forged = to_bytes(tensors, {ENTRY: json.dumps(about(saved))})
    saved.write_bytes(forged)
    assert "not F32 [10, 1, 5, 5]" in refusal(saved)


def test_weights_of_another_shape_are_refused(saved: Path) -> None:
    tensors = tensors_of(saved.read_bytes())
    tensors["fc1.weight"] = tensors["fc1.weight"].T.contiguous()
    assert refusal(forge(saved, tensors)) == "fc1.weight is F32 [320, 50], not F32 [50, 320]"


def test_a_tensor_said_to_be_huge_is_refused_unread(saved: Path) -> None:
    content = saved.read_bytes()
    [size] = struct.unpack("<Q", content[:8])
    header = json.loads(content[8 : 8 + size])
    header["fc1.weight"]["shape"] = [200_000, 200_000]
    changed = json.dumps(header).encode()
    saved.write_bytes(struct.pack("<Q", len(changed)) + changed + content[8 + size :])
    assert "damaged" in refusal(saved)


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
    assert refusal(forge(saved, tensors)) == f"tensors are missing or unknown: {odd}"


@pytest.mark.parametrize("version", [VERSION + 1, 99])
def test_a_newer_format_is_refused_as_such(version: int, saved: Path) -> None:
    assert refusal(forge(saved, version=version)).startswith(f"written by a newer mnist-desktop (format {version})")


def test_swapped_weights_are_noticed(saved: Path) -> None:
    tensors = tensors_of(saved.read_bytes())
    tensors["conv1.bias"] = tensors["conv1.bias"].flip(0)
    assert "checksum" in refusal(forge(saved, tensors, sha256=about(saved)["sha256"]))


def test_a_changed_history_is_noticed(saved: Path) -> None:
    changed = about(saved) | {"history": {"test_accuracy": 1.0}}
    saved.write_bytes(to_bytes(tensors_of(saved.read_bytes()), {ENTRY: json.dumps(changed)}))
    assert "checksum" in refusal(saved)


@pytest.mark.parametrize("name", ["ThirdNet", "__class__", ""])
def test_an_unknown_network_is_refused_by_name(name: str, saved: Path) -> None:
    assert refusal(forge(saved, network=name)) == f"it holds a {name}; known are FirstNet and CNNNet"


@pytest.mark.parametrize("options", [{}, {"dropout": 0.5, "image_size": 10**9}, {"image_size": 784}])
def test_options_missing_or_unknown_are_refused(options: dict[str, Any], saved: Path) -> None:
    assert refusal(forge(saved, options=options)) == "its options do not fit a CNNNet"


NO_SHARES: list[Any] = ["x", -1, 2, [1], {}, float("inf")]
MALFORMED: dict[str, list[Any]] = {
    "version": [None, "1", [1], {}, -1, 1.5, "2\n3"],
    "network": [None, 5, ["CNNNet"], {"CNNNet": 1}, "C\nN"],
    "options": [None, 5, "dropout", ["dropout"], *({"dropout": value} for value in NO_SHARES)],
    "calibration": [None, 5, [1], {"temperature": 1.0, "more": 2}],
    "history": [None, 5, [1], "MNIST"],
    "sha256": [None, 5, "", []],
}
TEMPERATURES = [0, -1, "hot", [1], None, float("nan"), float("inf"), 10**400]


@pytest.mark.parametrize(("key", "value"), [(key, value) for key, values in MALFORMED.items() for value in values])
def test_malformed_metadata_is_refused_though_its_checksum_fits(key: str, value: Any, saved: Path) -> None:
    refusal(forge(saved, **{key: value}))


@pytest.mark.parametrize("temperature", TEMPERATURES, ids=lambda value: str(value)[:8])
def test_a_calibration_of_nonsense_is_refused(temperature: Any, saved: Path) -> None:
    assert refusal(forge(saved, calibration={"temperature": temperature})) == "its calibration cannot be used"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@settings(deadline=None, max_examples=60)
@given(value=JSON, key=st.sampled_from(["version", "network", "options", "calibration", "history", "sha256", "more"]))
def test_any_metadata_is_refused_or_read(tmp_path_factory: pytest.TempPathFactory, value: Any, key: str) -> None:
    file = tmp_path_factory.getbasetemp() / "any.safetensors"
    checkpoint.save(Checkpoint(CNNNet()), file)
    forge(file, **{key: value})
    with suppress(CheckpointError):
        checkpoint.load(file)


@settings(deadline=None, max_examples=150)
@given(st.binary(max_size=200), st.booleans())
def test_any_bytes_are_refused(tmp_path_factory: pytest.TempPathFactory, content: bytes, has_length: bool) -> None:
    file = tmp_path_factory.getbasetemp() / "any.safetensors"
    file.write_bytes((struct.pack("<Q", len(content)) if has_length else b"") + content)
    refusal(file)
