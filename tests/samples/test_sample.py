"""A sample keeps all that its line says, and is told from others by what it shows and its label."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from labelled import about, of_image, sample, upright

from mnist_desktop.drawing.strokes import Drawing
from mnist_desktop.reading.values import DigitReading
from mnist_desktop.samples.sample import Sample, WasRead
from mnist_desktop.system.errors import ProblemError

MORE = {"writer": "Åsa", "of": {"a newer": [1, None]}}


@pytest.mark.parametrize("kept", [sample(1), of_image(2), sample(3, is_confirmed=True, extra=MORE)])
def test_a_sample_comes_back_from_its_line(kept: Sample) -> None:
    found = Sample.from_json(json.loads(json.dumps(about(kept))))
    assert about(found) == about(kept)
    assert (found.id, found.label, found.created) == (kept.id, kept.label, kept.created)
    assert (found.was_read, found.is_confirmed, found.extra) == (kept.was_read, kept.is_confirmed, kept.extra)
    assert found.fingerprint == kept.fingerprint
    np.testing.assert_array_equal(found.image, kept.image)


@pytest.mark.parametrize("kept", [sample(1, extra=MORE), of_image(2, extra=MORE)])
def test_keys_of_a_newer_version_outlive_another_label(kept: Sample) -> None:
    line = about(Sample.from_json(about(kept)).labelled(3))
    assert {key: line[key] for key in MORE} == MORE
    assert (line["label"], line["confirmed"], line["id"]) == (3, True, kept.id)


def test_a_reading_that_cannot_be_parsed_stays_in_the_line() -> None:
    line = about(sample(1)) | {"read": {"digits": "of a newer version"}}
    found = Sample.from_json(line)
    assert found.was_read is None
    assert about(found)["read"] == {"digits": "of a newer version"}


def test_what_was_read_is_kept_with_the_network() -> None:
    reading = DigitReading((0.1, 0.9, *[0.0] * 8), sure=True)
    assert WasRead.of(reading, "FirstNet") == WasRead(1, 0.9, True, "FirstNet")


def test_a_new_sample_has_an_id_of_its_own_and_a_time() -> None:
    many = [Sample.new(7, sample(1).content) for _ in range(100)]
    assert len({each.id for each in many}) == 100
    assert all(each.created.endswith("+00:00") for each in many)


def test_a_drawing_that_was_a_sample_becomes_another_one() -> None:
    before = sample(1, is_confirmed=True, extra=MORE)
    drawing = Drawing.from_json(about(before))
    new = Sample.new(4, drawing)
    line = about(new)
    assert (line["id"], line["label"], line["writer"]) == (new.id, 4, "Åsa")
    assert not {"confirmed", "read"} & set(line)
    assert new.fingerprint == replace(before, label=4).fingerprint


def test_the_fingerprint_is_of_the_content_and_the_label() -> None:
    one = sample(1)
    same = replace(one, id="other", created="", was_read=None, is_confirmed=True, extra=MORE)
    assert same.fingerprint == one.fingerprint
    others = [one.labelled(8), sample(2), of_image(1), of_image(2), of_image(1, 8)]
    assert len({each.fingerprint for each in (one, *others)}) == 6


def test_a_line_without_an_id_has_the_same_one_each_time() -> None:
    line = {key: value for key, value in about(sample(1)).items() if key not in ("id", "created")}
    first, again, other = (Sample.from_json(each) for each in (line, line, line | {"label": 3}))
    assert first.id == again.id != other.id
    assert first.id < sample(1).id


def test_an_image_that_leaves_the_range_is_cut_to_it() -> None:
    image = upright() * 3 - 1
    found = Sample.from_json(about(Sample.new(1, image)))
    np.testing.assert_array_equal(found.image, upright())


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"label": None}, "sample_unlabelled"),
        ({"label": 10}, "drawing_label"),
        ({"strokes": []}, "drawing_no_strokes"),
        ({"strokes": [], "image": "x"}, "stored_image"),
        ({"format": "other"}, "drawing_format"),
        ({"version": 2}, "drawing_version"),
    ],
)
def test_what_is_no_sample_says_why(change: dict[str, Any], code: str) -> None:
    with pytest.raises(ProblemError) as refused:
        Sample.from_json(about(sample(1)) | change)
    assert refused.value.problem.code == code
