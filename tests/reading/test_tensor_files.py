"""Files of tensors: they come back as they were, and what is odd or damaged is refused by name."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from safetensors.numpy import save

from mnist_desktop.reading import tensor_files
from mnist_desktop.reading.tensor_files import Array, CheckpointError
from mnist_desktop.system.errors import Problem, ProblemError

ENTRY, VERSIONS = "some_entry", (1, 2)
ABOUT = {"version": 2, "network": "CNNNet"}
ARRAYS: dict[str, Array] = {"a": np.arange(6, dtype=np.float32).reshape(2, 3), "b": np.zeros(4, np.float16)}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "some.safetensors"
    file.write_bytes(tensor_files.to_bytes(ENTRY, ABOUT, ARRAYS))
    return file


def read(file: Path, look: Callable[[Any], Any]) -> Any:
    with tensor_files.opened(file) as content:
        return look(content)


def refusal(look: Callable[[], object]) -> Problem:
    """What is refused, in a file or not."""
    with pytest.raises(ProblemError) as refused:
        look()
    problem = refused.value.problem
    reason = problem.values.get("reason", problem)
    assert isinstance(reason, Problem)
    return reason


def about(content: Any) -> dict[str, Any]:
    return tensor_files.about(content, ENTRY, VERSIONS)


def test_what_is_written_comes_back(file: Path) -> None:
    assert read(file, about) == ABOUT
    for name, kind in (("a", "F32"), ("b", "F16")):
        found = read(file, lambda content: tensor_files.tensor(content, name, kind, ARRAYS[name].shape))  # noqa: B023  # it is called at once
        assert found.dtype == ARRAYS[name].dtype
        assert np.array_equal(found, ARRAYS[name])


def test_an_array_that_is_not_contiguous_comes_back_too(tmp_path: Path) -> None:
    turned = ARRAYS["a"].T
    file = tmp_path / "turned.safetensors"
    file.write_bytes(tensor_files.to_bytes(ENTRY, ABOUT, {"a": turned}))
    found = read(file, lambda content: tensor_files.tensor(content, "a", "F32", (3, 2)))
    assert np.array_equal(found, turned)


@given(st.dictionaries(st.text(), st.integers() | st.text() | st.lists(st.floats(allow_nan=False)), max_size=4))
def test_whatever_json_says_about_it_is_covered_by_its_digest(more: dict[str, Any]) -> None:
    said = {**more, "version": 1}
    signed = json.loads(_metadata(tensor_files.to_bytes(ENTRY, said, ARRAYS))[ENTRY])
    assert signed.pop(tensor_files.DIGEST) == tensor_files._digest_of_json(said)
    assert signed == said


def _metadata(content: bytes) -> dict[str, str]:
    size = int.from_bytes(content[:8], "little")
    found: dict[str, str] = json.loads(content[8 : 8 + size])["__metadata__"]
    return found


def test_a_changed_word_is_noticed(file: Path) -> None:
    file.write_bytes(file.read_bytes().replace(b"CNNNet", b"DNNNet"))
    assert refusal(lambda: read(file, about)).code == "checksum_wrong"


@pytest.mark.parametrize(
    ("metadata", "code"),
    [
        (None, "checkpoint_foreign"),
        ({"other": "{}"}, "checkpoint_foreign"),
        ({ENTRY: "no JSON"}, "checkpoint_foreign"),
        ({ENTRY: "[1]"}, "checkpoint_foreign"),
        ({ENTRY: '{"version": 3}'}, "checkpoint_newer"),
        ({ENTRY: '{"version": 1}'}, "checksum_wrong"),
    ],
)
def test_a_file_that_says_something_else_about_itself_is_refused(
    metadata: dict[str, str] | None, code: str, tmp_path: Path
) -> None:
    file = tmp_path / "odd.safetensors"
    file.write_bytes(save(ARRAYS, metadata))
    assert refusal(lambda: read(file, about)).code == code


def test_what_is_no_such_file_is_refused_with_its_name(tmp_path: Path) -> None:
    (tmp_path / "words").write_text("no tensors")
    wanted = {"missing": "no_such_file", "words": "checkpoint_damaged", ".": "not_a_file"}
    for name, code in wanted.items():
        assert refusal(lambda: read(tmp_path / name, about)).code == code  # noqa: B023  # it is called at once
    with pytest.raises(CheckpointError) as refused:
        read(tmp_path / "words", about)
    assert refused.value.problem.values["file"] == tmp_path / "words"


def test_a_huge_file_is_not_even_looked_into(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tensor_files, "MAX_BYTES", file.stat().st_size - 1)
    assert refusal(lambda: read(file, about)).code == "checkpoint_too_large"


@pytest.mark.parametrize(("kind", "shape"), [("F16", (2, 3)), ("F32", (3, 2)), ("F32", (6,))])
def test_a_tensor_of_another_type_or_shape_is_refused(kind: str, shape: tuple[int, ...], file: Path) -> None:
    problem = refusal(lambda: read(file, lambda content: tensor_files.tensor(content, "a", kind, shape)))
    assert problem == Problem("tensor_unfit", {"name": "a", "found": "F32 [2, 3]", "wanted": f"{kind} {list(shape)}"})


@pytest.mark.parametrize("odd", [np.nan, np.inf, -np.inf])
def test_a_number_that_is_not_finite_is_refused(odd: float) -> None:
    assert refusal(lambda: tensor_files.finite("a", np.array([0, odd]))) == Problem("tensor_not_finite", {"name": "a"})


def test_names_must_be_those_that_are_wanted() -> None:
    tensor_files.check_names(["b", "a"], ["a", "b"])
    problem = refusal(lambda: tensor_files.check_names(["a", "c"], ["a", "b"]))
    assert problem == Problem("tensors_unknown", {"names": "b, c"})


def test_a_network_must_be_in_the_catalog_with_its_options() -> None:
    tensor_files.check_network("CNNNet", {"dropout": 0.5})
    assert refusal(lambda: tensor_files.check_network("LeNet", {})).code == "network_unknown"
    refusal(lambda: tensor_files.check_network("CNNNet", {"dropout": 2.0}))


def test_the_digest_of_arrays_sees_names_shapes_and_values_but_not_their_order() -> None:
    digest, turned = tensor_files.digest_of_arrays, dict(reversed(ARRAYS.items()))
    assert digest(turned) == digest(ARRAYS)
    changed = ({**ARRAYS, "a": ARRAYS["a"] + 1}, {**ARRAYS, "a": ARRAYS["a"].reshape(3, 2)}, {"c": ARRAYS["a"]})
    assert len({digest(each) for each in (ARRAYS, *changed)}) == 4
