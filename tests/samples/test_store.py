"""Samples in their file: nothing that was kept is lost, whatever happens to the file and whoever else writes it."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from disks import fill, mounted, run_with_short_writes
from hypothesis import given, settings
from hypothesis import strategies as st
from labelled import about, of_image, sample

from mnist_desktop.samples import store as store_module
from mnist_desktop.samples.sample import Sample
from mnist_desktop.samples.store import SampleStore
from mnist_desktop.system import locks
from mnist_desktop.system.errors import Problem, ProblemError

DAMAGED = {  # a line, and why it is none
    b"{": "not_json",
    b"\xff\xfe": "not_json",
    "año".encode("latin-1"): "not_json",
    bytes(4096): "not_json",
    b"[" * 100_000: "not_json",
    b"9" * 5000: "not_json",
    b"[1, 2]": "drawing_format",
    b'{"format": "mnist-desktop-sample", "version": 9}': "drawing_format",
    json.dumps(about(sample(1)) | {"version": 2, "of": "a newer version"}).encode(): "drawing_version",
    json.dumps(about(sample(1)) | {"label": None}).encode(): "sample_unlabelled",
    json.dumps(about(of_image(1)) | {"image": "AAAA"}).encode(): "stored_image",
}


@pytest.fixture
def store(tmp_path: Path) -> SampleStore:
    return SampleStore(tmp_path / "mine.jsonl")


def lines(samples: Iterable[Sample]) -> list[dict[str, Any]]:
    return [about(each) for each in samples]


def read(store: SampleStore) -> list[dict[str, Any]]:
    """What a window that opens now finds."""
    return lines(SampleStore(store.file).read().samples)


def line_of(kept: Sample, **changes: Any) -> bytes:
    return json.dumps(about(kept) | changes).encode() + b"\n"


def refused(change: Callable[[], object]) -> Problem:
    with pytest.raises(ProblemError) as found:
        change()
    return found.value.problem


def test_what_is_added_is_read_the_oldest_first(store: SampleStore) -> None:
    store.add([sample(3), of_image(1)])
    store.add([])
    store.add([sample(2, extra={"writer": "Åsa"})])
    assert read(store) == lines([of_image(1), sample(2, extra={"writer": "Åsa"}), sample(3)])


def test_a_missing_file_has_no_samples_and_none_is_made_by_reading(tmp_path: Path) -> None:
    store = SampleStore(tmp_path / "missing" / "mine.jsonl")
    assert (store.read().samples, store.read().problems) == ((), ())
    assert list(tmp_path.iterdir()) == []
    store.remove(["other"])
    assert not store.file.exists()
    store.add([sample(1)])
    assert read(store) == lines([sample(1)])


def test_what_is_put_takes_the_place_of_the_same_and_is_added_if_there_is_none(store: SampleStore) -> None:
    store.add([sample(1), sample(2)])
    store.put([sample(1).labelled(4), sample(3)])
    assert read(store) == lines([sample(1).labelled(4), sample(2), sample(3)])


def test_what_is_removed_is_gone_and_a_missing_one_is_no_error(store: SampleStore) -> None:
    store.add([sample(1), sample(2)])
    store.remove([sample(1).id, "other"])
    assert read(store) == lines([sample(2)])


def test_a_file_that_a_change_does_not_touch_is_not_written(store: SampleStore) -> None:
    store.add([sample(1)])
    before = store.file.stat()
    store.remove(["other"])
    store.add([])
    assert (store.file.stat().st_ino, store.file.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


@pytest.mark.parametrize(("damaged", "code"), DAMAGED.items(), ids=range(len(DAMAGED)))
def test_a_damaged_line_costs_that_line_is_named_and_stays(store: SampleStore, damaged: bytes, code: str) -> None:
    store.file.write_bytes(line_of(sample(1)) + damaged + b"\n\n" + line_of(sample(2)))
    found = store.read()
    assert lines(found.samples) == lines([sample(1), sample(2)])
    [problem] = found.problems
    assert (problem.code, problem.values["file"], problem.values["line"]) == ("in_line", store.file, 2)
    assert problem.values["reason"].code == code
    store.put([sample(1, 3), sample(3)])
    store.remove([sample(2).id])
    assert store.file.read_bytes() == line_of(sample(1, 3)) + damaged + b"\n\n" + line_of(sample(3))


def test_a_line_of_a_hundred_megabytes_costs_that_line_and_stays(store: SampleStore) -> None:
    huge = b'{"strokes": [' + b"[[1, 2]]," * 11_000_000 + b"\n"
    store.file.write_bytes(huge + line_of(sample(1)))
    found = store.read()
    assert lines(found.samples) == lines([sample(1)])
    assert [each.values["reason"].code for each in found.problems] == ["sample_too_long"]
    store.put([sample(1, 3)])
    assert store.file.read_bytes() == huge + line_of(sample(1, 3))


@pytest.mark.parametrize("torn", [b'{"format": "mnist-desk', bytes(1000)])
def test_what_a_killed_writer_or_a_power_loss_left_at_the_end_stays_a_line_of_its_own(
    store: SampleStore, torn: bytes
) -> None:
    for change in (store.add, store.put):
        store.file.write_bytes(line_of(sample(1)) + torn)
        change([sample(2)])
        assert store.file.read_bytes() == line_of(sample(1)) + torn + b"\n" + line_of(sample(2))
        assert [each.values["line"] for each in SampleStore(store.file).read().problems] == [2]


@pytest.mark.parametrize(
    "written",
    [
        lambda text: b"\xef\xbb\xbf" + text,
        lambda text: text.replace(b"\n", b"\r\n"),
        lambda text: text.replace(b", ", b",\r"),
    ],
)
def test_what_editors_saved_is_read(store: SampleStore, written: Callable[[bytes], bytes]) -> None:
    store.file.write_bytes(written(line_of(sample(1)) + line_of(sample(2))))
    assert lines(store.read().samples) == lines([sample(1), sample(2)])
    assert store.read().problems == ()


def test_in_another_encoding_nothing_is_read_nothing_is_lost_and_more_can_be_added(store: SampleStore) -> None:
    utf_16 = (line_of(sample(1)) + line_of(sample(2))).decode().encode("utf-16")
    store.file.write_bytes(utf_16)
    assert store.read().samples == ()
    store.add([sample(3)])
    store.put([sample(3, 4)])
    assert read(store) == lines([sample(3, 4)])
    assert store.file.read_bytes() == utf_16 + b"\n" + line_of(sample(3, 4))


def test_of_different_samples_with_one_id_none_is_lost(store: SampleStore) -> None:
    one, other = sample(1), replace(sample(2), id=sample(1).id)
    store.file.write_bytes(line_of(one) + line_of(other) + line_of(one))
    first, second = store.read().samples
    assert (first.id, first.fingerprint, second.fingerprint) == (one.id, one.fingerprint, other.fingerprint)
    store.remove([one.id])
    [left] = store.read().samples
    assert (left.id, left.fingerprint) == (second.id, other.fingerprint)
    store.put([one])
    assert {each.fingerprint for each in store.read().samples} == {one.fingerprint, other.fingerprint}


def test_lines_without_ids_can_be_changed(store: SampleStore) -> None:
    bare = [{key: value for key, value in about(sample(number)).items() if key != "id"} for number in (1, 2)]
    store.file.write_text("".join(json.dumps(each) + "\n" for each in bare))
    first, second = store.read().samples
    store.put([first.labelled(3)])
    store.remove([second.id])
    assert [(each.id, each.label) for each in SampleStore(store.file).read().samples] == [(first.id, 3)]


def test_a_file_that_has_not_changed_is_not_read_again_and_a_known_line_is_not_parsed_again(store: SampleStore) -> None:
    store.add([sample(1)])
    first = store.read()
    assert store.read() is first
    SampleStore(store.file).put([sample(2)])
    second = store.read()
    assert second is not first
    assert second.samples[0] is first.samples[0]


operations = st.one_of(
    st.tuples(st.sampled_from(["put", "remove"]), st.lists(st.integers(0, 5), max_size=4), st.integers(0, 9)),
    st.tuples(st.just("add"), st.lists(st.integers(6, 10**6 - 1), unique=True, max_size=3), st.integers(0, 9)),
    st.tuples(st.just("damage"), st.binary(min_size=1, max_size=30), st.booleans()),
)


@settings(deadline=None, max_examples=60)
@given(st.lists(operations, max_size=12))
def test_whatever_is_done_all_is_there_that_must_be(
    tmp_path_factory: pytest.TempPathFactory, done: list[tuple[Any, ...]]
) -> None:
    store = SampleStore(tmp_path_factory.mktemp("any") / "mine.jsonl")
    labels, damaged = dict[str, int](), list[bytes]()
    for operation, what, how in done:
        match operation:
            case "add":
                new = [each for each in (sample(number, how) for number in what) if each.id not in labels]
                store.add(new)
                labels |= {each.id: how for each in new}
            case "put":
                store.put(sample(number, how) for number in what)
                labels |= {sample(number).id: how for number in what}
            case "remove":
                store.remove(sample(number).id for number in what)
                labels = {each: label for each, label in labels.items() if each not in map(id_of, what)}
            case _:
                line = what.replace(b"\n", b" ")
                damaged.append(line)
                damage(store.file, line, is_torn=how)
        for each in (store, SampleStore(store.file)):
            assert {found.id: found.label for found in each.read().samples} == labels
            assert len(each.read().problems) == sum(bool(line.strip()) for line in damaged)
    content = store.file.read_bytes().split(b"\n") if store.file.exists() else []
    assert [line for line in content if line and not line.startswith(b'{"format"')] == damaged


def id_of(number: int) -> str:
    return sample(number).id


def damage(file: Path, line: bytes, *, is_torn: bool) -> None:
    """Add a line that is no sample; a torn one has no end."""
    before = file.read_bytes() if file.exists() else b""
    end_of_last = b"" if before.endswith(b"\n") or not before else b"\n"
    file.write_bytes(before + end_of_last + line + (b"" if is_torn else b"\n"))


def test_on_a_full_disk_all_stays_and_the_error_names_the_file(small_disk: Path) -> None:
    store = SampleStore(small_disk / "mine.jsonl")
    store.add([sample(1), sample(2)])
    content = store.file.read_bytes()
    fill(small_disk)
    many = [sample(number) for number in range(3, 100)]
    for change in (lambda: store.add(many), lambda: store.put([sample(1, 3)]), lambda: store.remove([sample(1).id])):
        problem = refused(change)
        assert (problem.code, problem.values["file"]) == ("file_not_written", store.file)
        assert store.file.read_bytes() == content
        assert lines(store.read().samples) == lines([sample(1), sample(2)])
    (small_disk / "filler").unlink()
    store.put([sample(1, 3)])
    assert read(store) == lines([sample(1, 3), sample(2)])


WRITE = """
import sys
sys.path.insert(0, {tests!r})
from pathlib import Path
from labelled import sample
from mnist_desktop.samples.store import SampleStore
store = SampleStore(Path(sys.argv[1]))
"""
WRITE = WRITE.format(tests=str(Path(__file__).parents[1]))


def test_of_a_change_that_is_written_only_in_part_nothing_stays(store: SampleStore) -> None:
    store.add([sample(1)])
    content = store.file.read_bytes()
    for change in ("add", "put"):
        done = run_with_short_writes(WRITE + f"store.{change}(sample(n) for n in range(2, 9000))", store.file)
        assert done.returncode == 1
        assert "File too large" in done.stderr
        assert store.file.read_bytes() == content
        assert sorted(each.name for each in store.file.parent.iterdir()) == ["locks", "mine.jsonl"]


CHANGE_FOR_EVER = (
    WRITE
    + """
print(flush=True)
while True:
    many = [sample(number) for number in range(100, 1500)]
    store.add(many)
    store.put([each.labelled(3) for each in many])
    store.remove([each.id for each in many])
"""
)


def test_killed_at_any_moment_a_writer_leaves_all_that_was_kept(store: SampleStore) -> None:
    store.file.write_bytes(line_of(sample(1)) + b"damaged\n" + line_of(of_image(2)))
    for number in range(8):
        with subprocess.Popen([sys.executable, "-c", CHANGE_FOR_EVER, store.file], stdout=subprocess.PIPE) as writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            time.sleep(0.02 + 0.05 * number)
            writer.kill()
        assert store.file.read_bytes().startswith(line_of(sample(1)) + b"damaged\n" + line_of(of_image(2)))
        found = store.read()
        assert [each.id for each in found.samples[:2]] == [sample(1).id, of_image(2).id]
        assert len(found.problems) in (1, 2)  # the last line may be half written
        store.remove([each.id for each in found.samples[2:]])  # nobody holds the lock of the killed one
        assert read(store) == lines([sample(1), of_image(2)])
        store.file.write_bytes(line_of(sample(1)) + b"damaged\n" + line_of(of_image(2)))


CHANGE_BESIDE_ANOTHER = (
    WRITE
    + """
first = int(sys.argv[2])
for number in range(first, first + 25):
    store.add([sample(number), sample(number + 1000)])
    store.put([sample(number, 3)])
    store.remove([sample(number + 1000).id])
"""
)


def test_two_processes_that_change_the_file_at_once_lose_nothing(store: SampleStore) -> None:
    command = [sys.executable, "-c", CHANGE_BESIDE_ANOTHER, str(store.file)]
    writers = [subprocess.Popen([*command, first]) for first in ("0", "100")]
    assert [writer.wait(timeout=120) for writer in writers] == [0, 0]
    assert read(store) == lines(sample(number, 3) for number in (*range(25), *range(100, 125)))
    assert SampleStore(store.file).read().problems == ()


def test_while_another_window_writes_a_change_waits_and_then_is_refused(
    store: SampleStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.add([sample(1)])
    monkeypatch.setattr(store_module, "PATIENCE", 0.1)
    lock = locks.try_lock(store.file.with_name("locks") / "mine.jsonl.lock")
    assert lock is not None
    for change in (lambda: store.add([sample(2)]), lambda: store.put([sample(1, 3)]), lambda: store.remove(["x"])):
        assert refused(change) == Problem("samples_in_use", {"file": store.file})
    assert lines(store.read().samples) == lines([sample(1)])
    lock.release()
    store.add([sample(2)])
    assert read(store) == lines([sample(1), sample(2)])


def test_where_the_disk_is_read_only_what_is_there_is_read_and_a_change_is_refused(tmp_path: Path) -> None:
    with mounted(tmp_path, "size=2m"):
        store = SampleStore(tmp_path / "mine.jsonl")
        store.file.write_bytes(line_of(sample(1)))
        subprocess.run(["mount", "-o", "remount,ro", tmp_path], check=True)
        assert lines(store.read().samples) == lines([sample(1)])
        for change in (lambda: store.add([sample(2)]), lambda: store.remove([sample(1).id])):
            assert refused(change).code == "file_not_written"
        missing = SampleStore(tmp_path / "missing" / "mine.jsonl")
        assert refused(lambda: missing.add([sample(1)])).code == "file_not_written"


def test_a_folder_in_the_file_s_place_is_named(store: SampleStore) -> None:
    store.file.mkdir()
    for use in (store.read, lambda: store.put([sample(1)]), lambda: store.remove(["x"])):
        problem = refused(use)
        assert (problem.code, problem.values["file"]) == ("in_file", store.file)
    assert refused(lambda: store.add([sample(1)])).code == "file_not_written"
