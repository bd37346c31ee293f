"""`mnist_desktop.read`: the same digit, in every form in which a script may hold it."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from PIL import Image, ImageDraw
from trainings import checkpoint_of

import mnist_desktop
from mnist_desktop.drawing.strokes import Drawing, Stroke
from mnist_desktop.learning.data.mnist import Dataset
from mnist_desktop.learning.networks import FirstNet
from mnist_desktop.pictures.picture import load as decode
from mnist_desktop.reading import checkpoint
from mnist_desktop.reading.values import Reading

SEVEN = [(150, 120), (350, 120), (220, 410)]


def picture() -> Image.Image:
    found = Image.new("L", (500, 500), 255)
    ImageDraw.Draw(found).line(SEVEN, fill=0, width=24, joint="curve")
    return found


def saved(folder: Path) -> Path:
    picture().save(folder / "seven.png")
    return folder / "seven.png"


def drawing() -> Drawing:
    return Drawing((Stroke(np.array(SEVEN, float)),))


FORMS: dict[str, Callable[[Path], Any]] = {
    "a path": saved,
    "a path as text": lambda folder: str(saved(folder)),
    "a path as bytes": lambda folder: os.fsencode(saved(folder)),
    "an open file": lambda folder: io.BytesIO(saved(folder).read_bytes()),
    "a picture": lambda _: picture(),
    "a colour picture": lambda _: picture().convert("RGB"),
    "a palette picture": lambda _: picture().convert("P"),
    "a grey array": lambda _: np.asarray(picture()),
    "an array of 16 bits": lambda _: np.asarray(picture()).astype(np.uint16) * 257,
    "an array of 12 bits": lambda _: np.asarray(picture()).astype(np.uint16) * 16,
    "an array of shares": lambda _: np.asarray(picture()) / 255,
    "an array of flags": lambda _: np.asarray(picture()) > 128,
    "white on black": lambda _: 255 - np.asarray(picture()),
    "a colour array": lambda _: np.asarray(picture().convert("RGB")),
    "a transparent array": lambda _: np.asarray(picture().convert("RGBA")),
    "one channel": lambda _: np.asarray(picture())[..., None],
    "one channel, first": lambda _: np.asarray(picture())[None],
    "a tensor": lambda _: torch.from_numpy(np.array(picture()))[None] / 255,
    "a decoded picture": lambda folder: decode(saved(folder)),
    "a drawing": lambda _: drawing(),
    "strokes": lambda _: [SEVEN],
    "strokes with pressure": lambda _: [[(x, y, 0.5) for x, y in SEVEN]],
    "strokes as arrays": lambda _: [np.array(SEVEN)],
    "strokes far away": lambda _: [np.array(SEVEN) * 9 - 5000],
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("model", ["CNNNet", "FirstNet"])
def test_a_seven_is_read_in_every_form(form: str, model: str, tmp_path: Path) -> None:
    found = mnist_desktop.read(FORMS[form](tmp_path), model)
    assert (found.text, found.sure, len(found.digits)) == ("7", True, 1)


def test_a_drawing_file_is_read(tmp_path: Path) -> None:
    file = tmp_path / "seven.json"
    file.write_text(json.dumps(drawing().to_json()))
    assert mnist_desktop.read(file) == mnist_desktop.read(drawing())


def test_a_file_of_several_drawings_is_refused_in_plain_words(tmp_path: Path) -> None:
    file = tmp_path / "two.jsonl"
    file.write_text(f"{json.dumps(drawing().to_json())}\n" * 2)
    with pytest.raises(ValueError, match="not_one_drawing") as refused:
        mnist_desktop.read(file)
    assert refused.value.__notes__ == [f"{file}: one drawing is read at a time; it holds more, or none."]


def test_a_number_is_read_with_the_place_of_each_digit() -> None:
    one, seven = [(120, 100), (110, 400)], [(250, 110), (400, 110), (300, 400)]
    found = mnist_desktop.read(Drawing((Stroke(np.array(one, float)), Stroke(np.array(seven, float)))))
    assert found.text == "17"
    boxes = [each.box for each in found.digits]
    assert [each.to_json() for each in boxes if each] == [[110, 100, 10, 300], [250, 110, 150, 290]]


def test_a_file_of_one_digit_is_read(tmp_path: Path, data: Dataset) -> None:
    image, label = data.test.images[0].numpy(), str(int(data.test.labels[0]))
    np.save(tmp_path / "one.npy", image)
    (tmp_path / "one.csv").write_text(",".join(map(str, image.ravel().tolist())))
    for name in ("one.npy", "one.csv"):
        assert mnist_desktop.read(tmp_path / name).text == label
    np.save(tmp_path / "two.npy", data.test.images[:2].numpy())
    with pytest.raises(ValueError, match="not_one_drawing"):
        mnist_desktop.read(tmp_path / "two.npy")


@pytest.mark.parametrize("kind", ["uint8", "float", "inverted", "int64"])
def test_a_28_by_28_array_is_taken_for_the_digit_image_it_is(kind: str, data: Dataset) -> None:
    images, labels = data.test.images[:200].numpy(), data.test.labels[:200].tolist()
    kinds = {
        "uint8": images,
        "float": images / 255,
        "inverted": 255 - images,
        "int64": images.astype(np.int64),
    }
    read = [mnist_desktop.read(image).text for image in kinds[kind]]
    assert read == [mnist_desktop.read(image).text for image in images]
    assert sum(found == str(label) for found, label in zip(read, labels, strict=True)) >= 197


BLANK: dict[str, Any] = {
    "white paper": np.full((100, 80), 255, np.uint8),
    "black paper": np.zeros((100, 80), np.uint8),
    "a blank digit image": np.zeros((28, 28)),
    "no strokes": [],
    "an empty drawing": Drawing(),
    "a blank picture": Image.new("RGB", (60, 60), "white"),
}


@pytest.mark.parametrize("kind", BLANK)
def test_of_nothing_drawn_the_reading_has_no_digits_and_is_not_sure(kind: str) -> None:
    found = mnist_desktop.read(BLANK[kind])
    assert (found, found.text, found.sure) == (Reading(()), "", False)


def test_a_file_of_a_blank_picture_has_no_digits(tmp_path: Path) -> None:
    Image.new("L", (60, 60), 255).save(tmp_path / "blank.png")
    assert mnist_desktop.read(tmp_path / "blank.png") == Reading(())


WRONG: dict[str, Any] = {
    "a list of numbers": [1, 2, 3],
    "points of four values": [[(1, 2, 3, 4)]],
    "ragged points": [[(1, 2), (3,)]],
    "words": [["a", "b"]],
    "an infinite point": [[(1.0, float("inf"))]],
    "an array of one dimension": np.zeros(784),
    "an array of five channels": np.zeros((9, 9, 5)),
    "an empty array": np.zeros((0, 9)),
    "an array of words": np.array([["a", "b"]]),
    "an array that is not finite": np.full((9, 9), np.nan),
    "no file": "/nowhere/at/all.png",
    "a folder": "/",
}


@pytest.mark.parametrize("kind", WRONG)
def test_what_cannot_be_read_is_refused_with_a_note_in_plain_words(kind: str) -> None:
    with pytest.raises(ValueError, match=r"\w+") as refused:
        mnist_desktop.read(WRONG[kind])
    [note] = refused.value.__notes__
    assert note.endswith(".")
    assert "{" not in note


def test_the_picture_of_a_caller_stays_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "large.jpg"
    picture().resize((3000, 3000)).save(file)
    with Image.open(file) as large:
        mnist_desktop.read(large)
        assert large.size == (3000, 3000)


def test_a_checkpoint_reads_with_what_it_holds_and_again_once_it_changes(tmp_path: Path) -> None:
    file = tmp_path / "weights.safetensors"
    checkpoint.save(checkpoint_of(FirstNet()), file)
    first = mnist_desktop.read(drawing(), checkpoint=file)
    assert mnist_desktop.read(drawing(), checkpoint=str(file)) == first
    checkpoint.save(checkpoint_of(FirstNet()), file)
    os.utime(file, (1, 1))
    assert mnist_desktop.read(drawing(), checkpoint=file) != first
    with pytest.raises(ValueError, match="network_other"):
        mnist_desktop.read(drawing(), "CNNNet", file)
    file.unlink()
    with pytest.raises(ValueError, match="no_such_file"):
        mnist_desktop.read(drawing(), checkpoint=file)


@settings(deadline=None, max_examples=100)
@given(
    arrays(
        st.sampled_from([np.uint8, np.uint16, np.int64, np.float32, np.bool_]), array_shapes(max_dims=4, max_side=12)
    )
)
def test_any_array_is_read_or_refused(values: Any) -> None:
    try:
        found = mnist_desktop.read(values)
    except ValueError as refused:
        assert refused.__notes__  # noqa: PT017  # a note is all that a refusal must have
    else:
        assert all(np.isfinite(each.probabilities).all() for each in found.digits)


NO_TORCH = """
import sys
import mnist_desktop
print(mnist_desktop.read([[(150, 120), (350, 120), (220, 410)]]).text)
assert not {"torch", "PySide6"} & set(sys.modules)
"""


def test_reading_imports_neither_torch_nor_qt() -> None:
    done = subprocess.run([sys.executable, "-c", NO_TORCH], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("7\n", "")
