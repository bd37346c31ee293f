"""A run's history: made by events, bounded in memory, and the same again from its file."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mnist_desktop.catalog.networks import NETWORKS
from mnist_desktop.catalog.training import TrainingConfig
from mnist_desktop.runs.events import (
    Change,
    ChangeRefused,
    EpochFinished,
    EpochsChanged,
    Event,
    Fetching,
    NotSaved,
    Preparing,
    RunDiverged,
    RunFinished,
    RunState,
    Saved,
    Scored,
    Scoring,
    StartScored,
    StateChanged,
    StepFinished,
)
from mnist_desktop.runs.health import Health, LayerHealth
from mnist_desktop.runs.history import CAPACITY, History, KeptRun, StepCurve
from mnist_desktop.runs.plan import Plan
from mnist_desktop.runs.scores import HELD_OUT, Score
from mnist_desktop.runs.table import to_csv
from mnist_desktop.system.errors import Problem, ProblemError

ALL_READ = ((1,) * 10,) * 10
TEST = Score("MNIST test", accuracy=0.9, loss=0.4, confusion=ALL_READ, count=100)
VALIDATION = Score(HELD_OUT, accuracy=0.8, loss=0.6, count=90)


HEALTH = Health(0.25, (LayerHealth("fc0", 0.1, 0.2, 0.001, 0.5), LayerHealth("fc1", 0.1, 0.0, 0.0)))


def epoch(number: int = 1, *scores: Score) -> EpochFinished:
    return EpochFinished(number, 0.5, 0.85, scores or (TEST,), seconds=2.0, images_per_second=1000.0)


def step(number: int, loss: float = 0.5) -> StepFinished:
    return StepFinished(1, number, 10, loss, images=64, seconds=0.01)


def history(*events: Event, network: str = "CNNNet") -> History:
    made = History("CNNNet 1", Plan(network), created="2025-01-02T03:04:05+00:00")
    for event in events:
        made.take(event)
    return made


def as_json(made: History) -> Any:
    return json.loads(json.dumps(msgspec.to_builtins(made)))


figures = st.floats(0, 10, allow_nan=False)
some_scores = st.lists(
    st.builds(Score, st.sampled_from(["MNIST test", HELD_OUT]), figures, st.none() | figures, st.just(ALL_READ)),
    max_size=2,
).map(tuple)
problems = st.just(Problem("run_not_saved", {"run": "CNNNet 1"}))
events = st.one_of(
    st.builds(StepFinished, st.integers(1, 3), st.integers(1, 10), st.just(10), figures, st.just(64), figures),
    st.builds(EpochFinished, st.integers(1, 9), figures, figures, some_scores, figures, figures),
    st.builds(RunFinished, some_scores),
    st.builds(RunDiverged, st.integers(1, 9), st.integers(1, 10)),
    st.builds(Change, figures, st.floats(1e-8, 1e4), st.floats(0, 0.9999)),
    st.builds(EpochsChanged, st.integers(1, 1000)),
    st.builds(StateChanged, st.sampled_from(RunState)),
    st.builds(Scored, some_scores),
    st.builds(Scoring, st.integers(1, 9), st.just(10)),
    st.builds(Preparing, st.integers(1, 9), st.just(10)),
    st.builds(Fetching, st.integers(1, 9), st.just(10)),
    st.builds(NotSaved, problems) | st.builds(ChangeRefused, problems) | st.builds(Saved),
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.just(10**400) | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=5,
)


def test_a_step_adds_its_loss_and_says_how_long_an_epoch_is() -> None:
    made = history(step(1, 2.0), step(2, 1.0))
    assert made.steps == 10
    assert made.loss_points() == ([0.1, 0.2], [2.0, 1.0])


def test_before_the_first_step_there_are_no_points() -> None:
    assert history().loss_points() == ([], [])


def test_an_epoch_is_kept_and_its_scores_are_those_of_the_weights() -> None:
    first, second = epoch(1, VALIDATION), epoch(2, VALIDATION, TEST)
    assert history(first, second).epochs == [first, second]
    assert history(first).scores == (VALIDATION,)
    assert history(first, second).scores == (VALIDATION, TEST)


def test_an_epoch_without_a_score_on_the_test_set_takes_the_old_one_away() -> None:
    assert history(epoch(1)).test == TEST
    assert history(epoch(1), epoch(2, VALIDATION)).test is None


@pytest.mark.parametrize("event", [RunFinished((TEST,)), Scored((TEST,))], ids=["finished", "scored"])
def test_the_last_score_on_the_test_set_is_kept(event: Event) -> None:
    assert history(epoch(1, VALIDATION)).test is None
    assert history(epoch(1, VALIDATION), event).test == TEST


@pytest.mark.parametrize(
    ("event", "state"),
    [
        (RunFinished((TEST,)), RunState.FINISHED),
        (RunDiverged(1, 2), RunState.DIVERGED),
        (StateChanged(RunState.PAUSED), RunState.PAUSED),
        (Scored((TEST,)), RunState.RUNNING),
        (epoch(), RunState.RUNNING),
    ],
    ids=lambda value: type(value).__name__,
)
def test_events_say_where_the_run_stands(event: Event, state: RunState) -> None:
    assert history(event).state is state


def test_new_rates_are_noted_and_become_the_plan() -> None:
    change = Change(1.5, 0.05, 0.9)
    made = history(change)
    assert made.changes == [change]
    assert (made.plan.config.learning_rate, made.plan.config.momentum) == (0.05, 0.9)


def test_more_epochs_become_the_plan() -> None:
    assert history(EpochsChanged(12)).plan.config.epochs == 12


@pytest.mark.parametrize("event", [Change(0.0, -1.0, 0.0), Change(0.0, 0.1, 2.0), EpochsChanged(1001)], ids=repr)
def test_a_change_out_of_range_is_refused_and_leaves_no_trace(event: Event) -> None:
    made = history()
    with pytest.raises(ProblemError) as refused:
        made.take(event)
    assert refused.value.problem.code == "option_out_of_range"
    assert made == history()


@pytest.mark.parametrize(
    "event",
    [
        Fetching(1, 2),
        Preparing(1, 2),
        Scoring(1, 2),
        Saved(),
        NotSaved(Problem("x")),
        ChangeRefused(Problem("x")),
    ],
    ids=lambda event: type(event).__name__,
)
def test_what_only_passes_by_is_no_part_of_the_history(event: Event) -> None:
    assert history(event) == history()


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 40_000))
def test_the_loss_curve_is_bounded_and_its_points_are_means(count: int) -> None:
    curve = StepCurve()
    for number in range(1, count + 1):
        curve.add(float(number))
        assert len(curve.values) < CAPACITY
    told = len(curve.values) * curve.stride
    assert count - curve.stride < told <= count
    # The loss of a step is its number here, so that a point's loss is the middle of its steps.
    assert curve.values == pytest.approx(curve.steps(), rel=1e-5)


@given(st.lists(figures, max_size=50), st.sampled_from([1, 2, 4]))
def test_the_loss_curve_keeps_the_mean(losses: list[float], stride: int) -> None:
    curve = StepCurve(stride)
    for loss in losses:
        curve.add(loss)
    told = losses[: len(curve.values) * stride]
    assert sum(curve.values) * stride == pytest.approx(sum(told), rel=1e-5)


def test_each_point_lies_in_the_middle_of_its_steps() -> None:
    assert StepCurve(1, [0.0] * 3).steps() == [1, 2, 3]
    assert StepCurve(4, [0.0] * 3).steps() == [2.5, 6.5, 10.5]


def test_each_step_s_accuracy_is_kept() -> None:
    made = history(*(replace(step(number), accuracy=number / 10) for number in (1, 2)))
    assert made.has_accuracies
    assert made.accuracies.values == [0.1, 0.2]


def test_a_run_that_an_earlier_version_began_does_not_have_each_step_s_accuracy() -> None:
    assert not history().has_accuracies
    assert not history(step(1)).has_accuracies
    assert not history(step(1), replace(step(2), accuracy=0.5)).has_accuracies


def test_what_was_measured_of_a_step_is_kept_in_short() -> None:
    made = history(step(1), replace(step(2), health=HEALTH), step(3))
    assert made.health == [HEALTH]
    found = as_json(made)
    assert found["health"] == [{"at": 0.25, "layers": [["fc0", 0.1, 0.2, 0.001, 0.5], ["fc1", 0.1, 0.0, 0.0, None]]}]
    assert msgspec.convert(found, History) == made


def test_a_run_of_a_version_that_measured_nothing_is_read() -> None:
    found = as_json(history(step(1)))
    del found["health"]
    assert msgspec.convert(found, History).health == []


def test_every_curve_has_its_own_points() -> None:
    StepCurve().add(1.0)
    assert StepCurve().values == []


@settings(deadline=None)
@given(st.lists(events, max_size=12), st.sampled_from(sorted(NETWORKS)))
def test_a_history_comes_back_from_json(taken: list[Event], network: str) -> None:
    made = history(*taken, network=network)
    assert msgspec.convert(as_json(made), History) == made


def test_steps_that_wait_to_become_a_point_come_back_from_json() -> None:
    made = history()
    made.losses = StepCurve(stride=2)
    made.take(step(1, 3.0))
    again = msgspec.convert(as_json(made), History)
    again.take(step(2, 1.0))
    assert again.losses.values == [2.0]


KEYS = sorted(as_json(history()))


@settings(deadline=None)
@given(st.sampled_from([*KEYS, None]), JSON)
def test_any_json_is_a_history_or_refused(key: str | None, value: Any) -> None:
    whole = as_json(history(replace(step(1), health=HEALTH), epoch(), Change(1.0, 0.1, 0.9)))
    try:
        found = msgspec.convert(value if key is None else whole | {key: value}, History)
    except (msgspec.ValidationError, OverflowError):
        return
    found.take(step(2))
    found.loss_points()
    as_json(found)


@settings(deadline=None)
@given(st.sampled_from(["epochs", "changes", "losses"]), st.data())
def test_any_json_within_is_a_history_or_refused(key: str, data: st.DataObject) -> None:
    whole = as_json(history(replace(step(1), health=HEALTH), epoch(), Change(1.0, 0.1, 0.9)))
    inner = whole["losses"] if key == "losses" else whole[key][0]
    inner[data.draw(st.sampled_from(sorted(inner)))] = data.draw(JSON)
    try:
        found = msgspec.convert(whole, History)
    except (msgspec.ValidationError, OverflowError):
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
        {"losses": {"stride": 1, "values": [0.5] * CAPACITY}},
        {"steps": 10**400},
        {"steps": -1},
        {"losses": {"stride": 10**400}},
        {"steps": True},
        {"state": "asleep"},
        {"name": 5},
        {"plan": {"network": "ThirdNet"}},
        {"plan": None},
        {"scores": "high"},
        {"scores": [{"name": "MNIST test"}]},
        {"epochs": [{"epoch": 1}]},
        {"changes": [{"at": 1.0}]},
        {"changes": [5]},
    ],
    ids=lambda wrong: str(wrong)[:50],
)
def test_a_history_that_makes_no_sense_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises((msgspec.ValidationError, OverflowError)):
        msgspec.convert(as_json(history()) | wrong, History)


@pytest.mark.parametrize("name", ["epoch", "train_loss", "train_accuracy", "scores", "seconds", "images_per_second"])
@pytest.mark.parametrize("value", [None, True, "0.5"], ids=repr)
def test_an_epoch_without_its_figures_is_refused(name: str, value: Any) -> None:
    found = as_json(history(epoch()))
    found["epochs"][0][name] = value
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(found, History)


def test_a_longer_plan_is_of_one_epoch_more_than_were_done_and_names_its_parent() -> None:
    kept = KeptRun("20250101-120000-aaaa", history(epoch(1), epoch(2), EpochsChanged(2)), can_resume=True)
    assert kept.longer_plan() == Plan("CNNNet", TrainingConfig(epochs=3), parent="20250101-120000-aaaa")


def test_the_scores_of_the_start_stand_beside_those_of_the_end() -> None:
    before, after = Score("MNIST test", 0.97), Score("MNIST test", 0.98)
    found = history(epoch(), StartScored((before,)), RunFinished((after,)))
    assert (found.before, found.scores) == ((before,), (after,))
