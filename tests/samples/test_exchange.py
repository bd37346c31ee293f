"""Samples come from the files that people have and go to files that the other commands and other programs read."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from disks import mounted
from labelled import about, of_image, sample, upright
from PIL import Image

from mnist_desktop.samples import exchange
from mnist_desktop.samples.sample import Sample
from mnist_desktop.system.errors import ProblemError

KEPT = [sample(3, is_confirmed=True), of_image(1, extra={"writer": "Åsa"}), sample(2, 0)]


def lines(samples: Iterable[Sample]) -> list[dict[str, Any]]:
    return [about(each) for each in samples]


def test_an_export_as_drawings_comes_back_as_the_same_samples(tmp_path: Path) -> None:
    exchange.write(tmp_path / "mine.jsonl", KEPT)
    found = exchange.read_samples(tmp_path / "mine.jsonl")
    assert lines(found.samples) == lines(KEPT)
    assert found.problems == ()
    assert exchange.new_of(found.samples, KEPT) == []


def test_an_export_as_a_table_comes_back_as_images_with_labels(tmp_path: Path) -> None:
    exchange.write(tmp_path / "mine.CSV", KEPT)
    header, *rows = (tmp_path / "mine.CSV").read_text().splitlines()
    assert header == ",".join(["label", *(f"pixel{index}" for index in range(784))])
    assert [row.partition(",")[0] for row in rows] == ["7", "1", "0"]
    assert all(set(row.split(",")) <= {str(number) for number in range(256)} for row in rows)
    found = exchange.read_samples(tmp_path / "mine.CSV").samples
    assert [each.label for each in found] == [7, 1, 0]
    for each, kept in zip(found, KEPT, strict=True):
        np.testing.assert_allclose(each.image, kept.image, atol=0.5 / 255 + 1e-6)
        assert each.created.endswith("+00:00")


def test_rows_of_a_table_get_ids_in_their_order(tmp_path: Path) -> None:
    exchange.write(tmp_path / "mine.csv", [of_image(number) for number in range(50)])
    found = exchange.read_samples(tmp_path / "mine.csv").samples
    ids = [each.id for each in found]
    assert ids == sorted(set(ids))
    assert len(ids) == 50


@pytest.mark.parametrize("name", ["digits.npz", "mine.jsonl.gz", "list.json"])
def test_whatever_has_labels_can_be_brought(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    if name == "digits.npz":
        np.savez(file, x=np.stack([upright(1), upright(2)]), y=[1, 2])
    elif name == "list.json":
        file.write_text(json.dumps(lines([sample(1, 1), of_image(2, 2)]), indent=1))
    else:
        file.write_bytes(gzip.compress("\n".join(map(json.dumps, lines([sample(1, 1), of_image(2, 2)]))).encode()))
    found = exchange.read_samples(file)
    assert [each.label for each in found.samples] == [1, 2]
    assert found.problems == ()


def test_each_row_that_is_no_sample_says_why_and_the_rest_is_brought(tmp_path: Path) -> None:
    file = tmp_path / "mine.jsonl"
    nothing = about(sample(2)) | {"strokes": [[[-100, -100]]]}
    blank = about(of_image(4, label=2)) | {"image": about(Sample.new(1, upright() * 0))["image"]}
    rows = [about(sample(1)), nothing, about(sample(3)) | {"label": None}, blank, about(of_image(5)) | {"image": "x"}]
    file.write_text("\n".join([*map(json.dumps, rows), "{", json.dumps(about(sample(6)))]))
    found = exchange.read_samples(file)
    assert lines(found.samples) == lines([sample(1), sample(6)])
    assert [(each.code, each.values.get("line")) for each in found.problems] == [
        ("in_line", 2),
        ("label_missing", None),
        ("in_line", 4),
        ("in_line", 5),
        ("in_line", 6),
    ]
    reasons = [each.values["reason"].code for each in found.problems if each.code == "in_line"]
    assert reasons == ["nothing_drawn", "nothing_drawn", "stored_image", "not_json"]
    assert found.problems[1].values["source"] == f"{file}:3"


def test_a_picture_and_a_missing_file_have_no_samples(tmp_path: Path) -> None:
    Image.new("L", (50, 50), 255).save(tmp_path / "a.png")
    for name, code in (("a.png", "label_missing"), ("missing.jsonl", "in_file"), (".", "in_file")):
        found = exchange.read_samples(tmp_path / name)
        assert found.samples == ()
        assert [each.code for each in found.problems] == [code]


def test_only_what_is_new_is_added_and_each_once() -> None:
    found = [sample(1), sample(2), sample(1, 4), sample(2), replace(sample(3), id=sample(1).id)]
    new = exchange.new_of(found, [sample(1)])
    assert [each.fingerprint for each in new] == [found[index].fingerprint for index in (1, 2, 4)]
    ids = {each.id for each in new}
    assert len(ids | {sample(1).id}) == 4
    assert new[0].id == sample(2).id
    assert exchange.new_of(found, [sample(1), *new]) == []


def test_another_format_cannot_be_written_and_the_known_ones_are_named(tmp_path: Path) -> None:
    with pytest.raises(ProblemError) as refused:
        exchange.write(tmp_path / "mine.xlsx", KEPT)
    assert refused.value.problem.values["known"] == ".jsonl, .csv"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("suffix", exchange.FORMATS)
def test_where_an_export_fails_the_old_file_stays(tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"mine{suffix}"
    with mounted(tmp_path, "size=200k"):
        exchange.write(file, KEPT)
        content = file.read_bytes()
        with pytest.raises(ProblemError) as refused:
            exchange.write(file, [sample(number) for number in range(2000)])
        assert refused.value.problem.code == "file_not_written"
        assert file.read_bytes() == content
        assert list(tmp_path.iterdir()) == [file]
