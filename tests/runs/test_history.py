"""A run's history: told by events, bounded in memory, and the same again from its file."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mnist_desktop.runs.events import (
    Change,
    EpochFinished,
    EpochsChanged,
    Evaluation,
    Event,
    Preparing,
    RunDiverged,
    RunFinished,
    RunState,
    Scored,
    Scoring,
    StateChanged,
    StepFinished,
)
from mnist_desktop.runs.history import History, LossCurve, to_csv
from mnist_desktop.runs.plan import MODELS, Plan, TrainingConfig

NONE_READ_AS_3 = tuple(tuple(0 if digit == 3 else 1 for digit in range(10)) for _ in range(10))
ALL_READ = ((1,) * 10,) * 10
TEST = Evaluation(accuracy=0.9, loss=0.4, confusion=ALL_READ, count=100)
HELD_OUT = Evaluation(accuracy=0.8, loss=0.6, confusion=NONE_READ_AS_3, count=90)


def epoch(number: int = 1, validation: Evaluation | None = None, test: Evaluation | None = TEST) -> EpochFinished:
    return EpochFinished(number, 0.5, 0.85, validation, test, seconds=2.0, images_per_second=1000.0)


def step(number: int, loss: float = 0.5) -> StepFinished:
    return StepFinished(1, number, 10, loss, images=64, seconds=0.01)


def history(*events: Event) -> History:
    told = History("CNNNet 1", Plan("CNNNet", TrainingConfig()), created="2025-01-02T03:04:05+00:00")
    for event in events:
        told.take(event)
    return told


figures = st.floats(0, 10, allow_nan=False)
evaluations = st.builds(Evaluation, figures, figures, st.sampled_from([ALL_READ, NONE_READ_AS_3]), st.just(100))
events = st.one_of(
    st.builds(StepFinished, st.integers(1, 3), st.integers(1, 10), st.just(10), figures, st.just(64), figures),
    st.builds(
        EpochFinished,
        st.integers(1, 9),
        figures,
        figures,
        st.none() | evaluations,
        st.none() | evaluations,
        figures,
        figures,
    ),
    st.builds(RunFinished, st.none() | evaluations, evaluations),
    st.builds(RunDiverged, st.integers(1, 9), st.integers(1, 10)),
    st.builds(Change, figures, st.floats(1e-8, 1e4), st.floats(0, 0.9999)),
    st.builds(EpochsChanged, st.integers(1, 1000)),
    st.builds(StateChanged, st.sampled_from(RunState)),
    st.builds(Scored, evaluations),
    st.builds(Scoring, st.integers(1, 9), st.just(10)),
    st.builds(Preparing, st.integers(1, 9), st.just(10)),
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.just(10**400) | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=5,
)


def test_a_step_adds_its_loss_and_tells_how_long_an_epoch_is() -> None:
    told = history(step(1, 2.0), step(2, 1.0))
    assert told.steps == 10
    assert told.loss_points() == ([0.1, 0.2], [2.0, 1.0])


def test_an_epoch_adds_a_row_with_what_was_scored() -> None:
    [row] = history(epoch(1, HELD_OUT, None)).epochs
    assert (row.epoch, row.train_loss, row.train_accuracy) == (1, 0.5, 0.85)
    assert (row.validation_loss, row.validation_accuracy, row.test_loss, row.test_accuracy) == (0.6, 0.8, None, None)
    assert (row.unseen_loss, row.unseen_accuracy) == (0.6, 0.8)
    assert row.never_read == (3,)
    assert (row.seconds, row.images_per_second) == (2.0, 1000.0)


def test_without_digits_held_out_the_test_set_is_what_is_unseen() -> None:
    told = history(epoch())
    assert (told.epochs[0].unseen_loss, told.epochs[0].unseen_accuracy) == (0.4, 0.9)
    assert (told.test_loss, told.test_accuracy) == (0.4, 0.9)


@pytest.mark.parametrize("event", [RunFinished(None, TEST), Scored(TEST)], ids=["finished", "scored"])
def test_the_last_score_on_the_test_set_is_kept(event: Event) -> None:
    assert history(epoch(1, HELD_OUT, None)).test_accuracy is None
    told = history(epoch(1, HELD_OUT, None), event)
    assert (told.test_loss, told.test_accuracy) == (0.4, 0.9)


@pytest.mark.parametrize(
    ("event", "state"),
    [
        (RunFinished(None, TEST), RunState.FINISHED),
        (RunDiverged(1, 2), RunState.DIVERGED),
        (StateChanged(RunState.PAUSED), RunState.PAUSED),
        (Scored(TEST), RunState.RUNNING),
        (epoch(), RunState.RUNNING),
    ],
    ids=lambda value: type(value).__name__,
)
def test_events_say_where_the_run_stands(event: Event, state: RunState) -> None:
    assert history(event).state is state


def test_new_rates_are_noted_and_become_the_plan() -> None:
    change = Change(1.5, 0.05, 0.9)
    told = history(change)
    assert told.changes == [change]
    assert (told.plan.config.learning_rate, told.plan.config.momentum) == (0.05, 0.9)


def test_more_epochs_become_the_plan() -> None:
    assert history(EpochsChanged(12)).plan.config.epochs == 12


@pytest.mark.parametrize("event", [Change(0.0, -1.0, 0.0), Change(0.0, 0.1, 2.0), EpochsChanged(1001)], ids=repr)
def test_a_change_out_of_range_is_refused_and_leaves_no_trace(event: Event) -> None:
    told = history()
    with pytest.raises(ValueError, match="must be between"):
        told.take(event)
    assert told.to_json() == history().to_json()


def test_preparing_and_scoring_are_no_part_of_the_story() -> None:
    assert history(Preparing(1, 2), Scoring(1, 2)).to_json() == history().to_json()


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 40_000))
def test_the_loss_curve_is_bounded_and_its_points_are_means(count: int) -> None:
    curve = LossCurve()
    for number in range(1, count + 1):
        curve.add(float(number))
        assert len(curve.losses) < LossCurve.CAPACITY
    told = len(curve.losses) * curve.stride
    assert count - curve.stride < told <= count
    # The loss of a step is its number here, so that a point's loss is the middle of its steps.
    assert curve.losses == pytest.approx(curve.steps())


@given(st.lists(figures, max_size=50), st.sampled_from([1, 2, 4]))
def test_the_loss_curve_keeps_the_mean(losses: list[float], stride: int) -> None:
    curve = LossCurve(stride)
    for loss in losses:
        curve.add(loss)
    told = losses[: len(curve.losses) * stride]
    assert sum(curve.losses) * stride == pytest.approx(sum(told))


def test_each_point_lies_in_the_middle_of_its_steps() -> None:
    assert LossCurve(1, [0.0] * 3).steps() == [1, 2, 3]
    assert LossCurve(4, [0.0] * 3).steps() == [2.5, 6.5, 10.5]


def test_every_curve_has_its_own_points() -> None:
    LossCurve().add(1.0)
    assert LossCurve().losses == []


@settings(deadline=None)
@given(st.lists(events, max_size=12), st.sampled_from(MODELS))
def test_a_history_comes_back_from_json(told: list[Event], model: str) -> None:
    before = history(*told)
    before.plan = replace(before.plan, model=model)
    found = json.loads(json.dumps(before.to_json()))
    again = History.from_json(found)
    assert json.dumps(again.to_json()) == json.dumps(found)
    assert (again.name, again.plan, again.dataset, again.created) == (
        before.name,
        before.plan,
        before.dataset,
        before.created,
    )
    assert (again.state, again.steps, again.epochs, again.changes) == (
        before.state,
        before.steps,
        before.epochs,
        before.changes,
    )
    assert (again.test_accuracy, again.test_loss) == (before.test_accuracy, before.test_loss)
    assert again.losses.losses == pytest.approx(before.losses.losses, rel=1e-5)


def test_the_figures_a_checkpoint_promises_are_there() -> None:
    found = history(epoch(1, HELD_OUT, None), RunFinished(HELD_OUT, TEST)).to_json()
    assert {"dataset", "config", "seed", "epochs", "validation_accuracy", "test_accuracy", "test_loss"} <= set(found)
    assert (found["epochs"], found["validation_accuracy"], found["test_accuracy"]) == (1, 0.8, 0.9)


KEYS = sorted(history().to_json())


@settings(deadline=None)
@given(st.sampled_from([*KEYS, None]), JSON)
def test_any_json_is_a_history_or_refused(key: str | None, value: Any) -> None:
    whole = history(step(1), epoch(), Change(1.0, 0.1, 0.9)).to_json()
    try:
        found = History.from_json(value if key is None else whole | {key: value})
    except ValueError:
        return
    found.take(step(2))
    json.dumps(found.to_json())
    to_csv([found])


@settings(deadline=None)
@given(st.sampled_from(["rows", "changes", "losses"]), st.data())
def test_any_json_within_is_a_history_or_refused(key: str, data: st.DataObject) -> None:
    whole = json.loads(json.dumps(history(step(1), epoch(), Change(1.0, 0.1, 0.9)).to_json()))
    inner = whole["losses"] if key == "losses" else whole[key][0]
    inner[data.draw(st.sampled_from(sorted(inner)))] = data.draw(JSON)
    try:
        found = History.from_json(whole)
    except ValueError:
        return
    found.take(step(2))
    to_csv([found])


@pytest.mark.parametrize(
    "wrong",
    [
        {"losses": {"stride": 0, "values": []}},
        {"losses": {"stride": True, "values": []}},
        {"losses": {"stride": 1, "values": [10**400]}},
        {"losses": {"stride": 1, "values": ["1.0"]}},
        {"losses": {"stride": 1, "values": [0.5] * LossCurve.CAPACITY}},
        {"steps": 10**400},
        {"steps": True},
        {"state": "asleep"},
        {"name": 5},
        {"test_accuracy": "high"},
        {"rows": [{"epoch": 1}]},
        {"changes": [{"at": 1.0}]},
        {"changes": [5]},
    ],
    ids=lambda wrong: str(wrong)[:50],
)
def test_a_history_that_makes_no_sense_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"."):
        History.from_json(history().to_json() | wrong)


@pytest.mark.parametrize("name", ["epoch", "train_loss", "train_accuracy", "seconds", "images_per_second"])
@pytest.mark.parametrize("value", [None, True, "0.5"], ids=repr)
def test_an_epoch_without_its_figures_is_refused(name: str, value: Any) -> None:
    found = history(epoch()).to_json()
    found["rows"][0][name] = value
    with pytest.raises(ValueError, match="not the history of a run"):
        History.from_json(found)


@pytest.mark.parametrize("missing", [key for key in KEYS if key not in {"seed", "epochs", "validation_accuracy"}])
def test_a_history_without_one_of_its_parts_is_refused(missing: str) -> None:
    found = history().to_json()
    del found[missing]
    with pytest.raises(ValueError, match=r"^not the (history|plan) of a run"):
        History.from_json(found)


def test_a_spreadsheet_gets_every_figure() -> None:
    one = history(step(1, 2.5), step(2, 1.25), epoch(1, HELD_OUT, None), epoch(2, HELD_OUT, TEST))
    other = replace(history(epoch()), name='a "b", c\nd', plan=Plan("FirstNet", TrainingConfig()))
    lines = list(csv.DictReader(io.StringIO(to_csv([one, other]))))
    assert [line["run"] for line in lines] == ["CNNNet 1"] * 4 + ['a "b", c\nd']
    assert [line["model"] for line in lines] == ["CNNNet"] * 4 + ["FirstNet"]
    assert [(line["epoch"], line["step_loss"]) for line in lines[:2]] == [("0.1", "2.5"), ("0.2", "1.25")]
    first, second = lines[2:4]
    assert (first["epoch"], first["train_loss"], first["train_accuracy"]) == ("1", "0.5", "0.85")
    assert (first["validation_loss"], first["validation_accuracy"], first["test_accuracy"]) == ("0.6", "0.8", "")
    assert (second["test_loss"], second["test_accuracy"], second["step_loss"]) == ("0.4", "0.9", "")


def test_of_no_runs_there_is_a_head_alone() -> None:
    assert to_csv([]).splitlines()[0].startswith("run,model,epoch,train_loss,train_accuracy")
    assert len(to_csv([]).splitlines()) == 1
