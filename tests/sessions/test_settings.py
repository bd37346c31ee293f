from __future__ import annotations

import json
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from mnist_desktop import paths
from mnist_desktop.sessions import settings
from mnist_desktop.sessions.settings import IS_VALID, Settings

DEFAULTS = Settings()
CHOSEN = Settings(
    model="FirstNet", theme="dark", pen_width=25, geometry="AdnQywAD", weights={"FirstNet": "", "CNNNet": "run 2"}
)
NONSENSE: dict[str, list[Any]] = {
    "compared": ["yes", 1, None, [True]],
    "pen_width": ["abc", -5, 0, 41, 10**400, 18.0, True, None, [18], {}],
    "model": ["ThirdNet", 5, None, ["CNNNet"], {}],
    "theme": ["pink", 5, None, ["dark"], {}],
    "geometry": [5, None, "é", "x" * 10_001, []],
    "language": [5, None, "Spanish", "e", "es\n", "1", "éé", []],
    "recent": [5, None, "a.png", {}, [5], [""], ["a\nb"], ["x" * 4097], ["a"] * 21],
    "weights": [5, None, "run", [], {"CNNNet": 5}, {"é": ""}, {"CNNNet": "x" * 10_001}, {"a": "r", "b": ["r"]}],
}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "settings.json"


@hypothesis_settings(deadline=None)
@given(
    st.builds(
        Settings,
        model=st.sampled_from(["FirstNet", "CNNNet"]),
        theme=st.sampled_from(["system", "light", "dark"]),
        pen_width=st.integers(4, 40),
        geometry=st.text(st.characters(max_codepoint=127), max_size=100),
        language=st.sampled_from(["", "es", "fil"]),
        compared=st.booleans(),
        recent=st.lists(st.sampled_from(["/a.png", "C:\\años.jsonl", "/home/é/ß & co.svg"]), max_size=9).map(tuple),
        weights=st.fixed_dictionaries({"FirstNet": st.just(""), "CNNNet": st.sampled_from(["", "run 2"])}),
    )
)
def test_settings_come_back_as_they_were(tmp_path_factory: pytest.TempPathFactory, chosen: Settings) -> None:
    file = tmp_path_factory.getbasetemp() / "not made yet" / "settings.json"
    settings.save(chosen, file)
    assert settings.load(file) == chosen


def test_a_file_whose_name_cannot_be_kept_does_not_take_the_others_along() -> None:
    names = settings.names_of([Path("/a.png"), Path("/b\n.png"), Path("/c\udcff.png"), Path("/d.png")])
    assert names == ("/a.png", "/d.png")
    assert IS_VALID["recent"](names)


def test_every_setting_is_checked() -> None:
    assert set(IS_VALID) == {field.name for field in fields(Settings)}
    assert all(IS_VALID[name](value) for name, value in asdict(DEFAULTS).items())


def test_before_the_first_start_all_is_default(file: Path) -> None:
    assert settings.load(file) == DEFAULTS


@pytest.mark.parametrize(
    ("name", "value"),
    [(name, value) for name, values in NONSENSE.items() for value in values],
    ids=lambda value: str(value)[:12],
)
def test_a_value_that_makes_no_sense_is_its_default_and_the_others_are_kept(name: str, value: Any, file: Path) -> None:
    file.write_text(json.dumps(asdict(CHOSEN) | {name: value}))
    assert asdict(settings.load(file)) == asdict(CHOSEN) | {name: getattr(DEFAULTS, name)}


def test_unknown_settings_are_passed_over(file: Path) -> None:
    file.write_text(json.dumps(asdict(CHOSEN) | {"lr": "abc", "batch": -5}))
    assert settings.load(file) == CHOSEN


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"garbage",
        b"[General]\nlr=abc\n",
        b"\x00\xff\xfe\x80" * 100,
        b'{"theme": "dark"',
        b"[" * 50_000,
        b'["theme", "dark"]',
        b'"dark"',
        b"null",
        b'{"pen_width": ' + b"9" * 5000 + b"}",
    ],
    ids=lambda content: repr(content[:20]),
)
def test_a_file_of_garbage_gives_the_defaults(content: bytes, file: Path) -> None:
    file.write_bytes(content)
    assert settings.load(file) == DEFAULTS


def test_a_huge_file_is_not_read_to_its_end(file: Path) -> None:
    with file.open("wb") as opened:
        opened.truncate(2**40)
    assert settings.load(file) == DEFAULTS


def test_a_folder_gives_the_defaults(tmp_path: Path) -> None:
    assert settings.load(tmp_path) == DEFAULTS


@hypothesis_settings(deadline=None)
@given(JSON | st.fixed_dictionaries({}, optional=dict.fromkeys(IS_VALID, JSON)))
def test_whatever_the_file_holds_the_settings_are_sane(tmp_path_factory: pytest.TempPathFactory, value: Any) -> None:
    file = tmp_path_factory.getbasetemp() / "any.json"
    file.write_text(json.dumps(value))
    assert all(IS_VALID[name](found) for name, found in asdict(settings.load(file)).items())


def test_where_nothing_can_be_written_saving_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OSError, match=r"\[Errno"):
        settings.save(CHOSEN, tmp_path / "file" / "settings.json")


def test_the_runs_that_version_0_1_0_remembered_are_read(file: Path) -> None:
    file.write_text(json.dumps({"firstnet_run": "run 1", "cnnnet_run": 5}))
    assert settings.load(file).weights == {"FirstNet": "run 1", "CNNNet": ""}
    settings.save(replace(settings.load(file), weights={"FirstNet": "run 3", "CNNNet": ""}), file)
    assert settings.load(file).weights == {"FirstNet": "run 3", "CNNNet": ""}


def test_two_windows_that_choose_weights_for_one_network_each_keep_both(file: Path) -> None:
    loaded = settings.load(file)
    for weights in ({"FirstNet": "run 1", "CNNNet": ""}, {"FirstNet": "", "CNNNet": "run 2"}):
        settings.save(replace(loaded, weights=weights), file, since=loaded)
    assert settings.load(file).weights == {"FirstNet": "run 1", "CNNNet": "run 2"}


def test_they_are_kept_in_the_user_s_own_folder() -> None:
    assert settings.default_file().parent == paths.user_folder()
