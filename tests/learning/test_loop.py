from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import replace
from itertools import islice, pairwise
from typing import Any

import numpy as np
import pytest
import torch
import tutorial
from hand_samples import samples_of
from torch import Tensor
from trainings import fit, predictor_of, prepared, result_of

from mnist_desktop import paths
from mnist_desktop.catalog.training import Augmentation, Optimizer, TrainingConfig
from mnist_desktop.learning.data.mnist import Dataset, Digits
from mnist_desktop.learning.evaluation import evaluate
from mnist_desktop.learning.loop import TrainingData, TrainingLoop, prepare
from mnist_desktop.learning.networks import (
    NETWORKS,
    Network,
    begin,
    build,
    restored,
    weights_of,
)
from mnist_desktop.reading import checkpoint
from mnist_desktop.reading.checkpoint import ResumeState
from mnist_desktop.reading.tensor_files import Array
from mnist_desktop.runs.events import (
    EpochFinished,
    Event,
    Preparing,
    RunDiverged,
    RunFinished,
    Scoring,
    StepFinished,
)
from mnist_desktop.runs.plan import Plan, plan_of
from mnist_desktop.runs.scores import HELD_OUT, named, of_test_set
from mnist_desktop.system.errors import ProblemError

QUICK = TrainingConfig(epochs=2, batch_size=200, learning_rate=0.05, momentum=0.9, device="cpu")
EVERYTHING = replace(
    QUICK, schedule="one-cycle", augmentation=Augmentation(), averaging=0.9, hold_out=200, weight_decay=1e-4
)


def fresh(name: str = "CNNNet", seed: int = 0) -> Network:
    torch.manual_seed(seed)
    return build(name, {})


def weights(network: Network) -> list[Tensor]:
    return [value.clone() for value in network.state_dict().values()]


def same(one: list[Tensor], other: list[Tensor]) -> bool:
    return all(torch.equal(a, b) for a, b in zip(one, other, strict=True))


def trained(data: Dataset, config: TrainingConfig, name: str = "CNNNet") -> list[Tensor]:
    network = fresh(name)
    list(fit(network, data, config))
    return weights(network)


@pytest.mark.parametrize(
    ("name", "options"),
    [("FirstNet", {"relu_logits": True}), ("CNNNet", {"dropout": 0.0}), ("CNNNet", {"dropout": 0.5})],
    ids=str,
)
def test_the_tutorial_s_preset_is_the_tutorial_s_loop_step_for_step(
    name: str, options: dict[str, Any], tiny: Dataset
) -> None:
    # Both draw dropout from torch's global generator, and nothing else from it once training has begun.
    by_hand = tutorial.network(name, options.get("dropout", 0.0))  # its weights are those of seed 0
    network = build(name, options)
    network.load_state_dict(by_hand.state_dict())
    config = replace(plan_of("tutorial", "FirstNet").config, epochs=2, device="cpu", seed=3)
    events = fit(network, tiny, config)
    losses = [event.loss for event in islice(events, 32) if isinstance(event, StepFinished)]
    np.testing.assert_allclose(losses, list(tutorial.steps(by_hand, tiny.train, seed=3)), rtol=1e-5)
    torch.testing.assert_close(weights(network), list(by_hand.state_dict().values()), rtol=1e-4, atol=1e-6)


def test_the_second_epoch_is_the_tutorial_s_too(tiny: Dataset) -> None:
    network, by_hand = fresh("FirstNet"), fresh("FirstNet")
    config = replace(plan_of("tutorial", "FirstNet").config, epochs=2, device="cpu")
    events = list(fit(network, tiny, config))
    losses = [event.loss for event in events if isinstance(event, StepFinished)]
    np.testing.assert_allclose(losses, list(tutorial.steps(by_hand, tiny.train, epochs=2)), rtol=1e-4)


def test_every_step_every_epoch_and_the_end_are_told_in_order(tiny: Dataset) -> None:
    events = list(fit(fresh(), tiny, replace(QUICK, batch_size=300)))
    steps = [(event.epoch, event.step, event.steps) for event in events if isinstance(event, StepFinished)]
    assert steps == [(epoch, step, 7) for epoch in (1, 2) for step in range(1, 8)]
    epoch = [*[StepFinished] * 7, Scoring, EpochFinished]
    assert [type(event) for event in events] == [*epoch, *epoch, RunFinished]


def test_non_digits_do_not_count_in_a_step_s_accuracy(few: Dataset) -> None:
    config = replace(FEW, epochs=1, batch_size=10, non_digits=200)
    steps = [event for event in fit(fresh(), few, config) if isinstance(event, StepFinished)]
    assert sum(step.images for step in steps) == 490
    accuracies = [step.accuracy for step in steps if step.accuracy is not None]
    assert all(0 <= accuracy <= 1 for accuracy in accuracies)
    assert set(accuracies) - {share / 10 for share in range(11)}


def test_an_epoch_s_figures_are_those_of_its_steps_and_of_the_test_set(tiny: Dataset) -> None:
    network = fresh()
    *events, last = fit(network, tiny, replace(QUICK, epochs=1, batch_size=300))
    *steps, epoch = events
    assert isinstance(epoch, EpochFinished)
    assert isinstance(last, RunFinished)
    losses, accuracies = zip(
        *((step.loss, step.accuracy) for step in steps if isinstance(step, StepFinished)), strict=True
    )
    sizes = [300] * 6 + [200]
    assert epoch.train_loss == pytest.approx(np.average(losses, weights=sizes))
    assert epoch.train_accuracy == pytest.approx(np.average(accuracies, weights=sizes))
    assert 0 < epoch.train_accuracy < 1
    assert epoch.images_per_second == pytest.approx(2000 / epoch.seconds)
    assert epoch.scores == last.scores == (evaluate(network, tiny.test, "MNIST test"),)


def test_training_learns(tiny: Dataset) -> None:
    *_, last = fit(fresh(), tiny, replace(QUICK, epochs=3))
    assert isinstance(last, RunFinished)
    test = of_test_set(last.scores)
    assert test is not None
    assert test.accuracy > 0.8


@pytest.mark.parametrize("config", [QUICK, EVERYTHING], ids=["plain", "everything"])
@pytest.mark.parametrize("name", ["FirstNet", "CNNNet"])
def test_a_seed_gives_the_same_weights_bit_for_bit_and_another_others(
    config: TrainingConfig, name: str, tiny: Dataset
) -> None:
    first = trained(tiny, config, name)
    torch.rand(7)  # what was drawn before a run does not matter
    assert same(first, trained(tiny, config, name))
    assert not same(first, trained(tiny, replace(config, seed=1), name))


def test_reading_between_steps_leaves_training_as_it_would_have_been(tiny: Dataset) -> None:
    undisturbed = trained(tiny, EVERYTHING)
    network = fresh()
    images = list(tiny.test.images[:5].float().div(255).numpy())
    for _ in fit(network, tiny, EVERYTHING):
        predictor_of(network).predict(images)
    assert same(weights(network), undisturbed)


def test_stopping_early_leaves_the_weights_of_the_last_step(tiny: Dataset) -> None:
    network, whole = fresh(), fresh()
    events = fit(network, tiny, QUICK)
    taken = list(islice(events, 5))
    events.close()  # type: ignore[attr-defined]
    assert len(taken) == 5
    at_step_five = next(weights(whole) for event in fit(whole, tiny, QUICK) if event.step == 5)  # type: ignore[union-attr]
    assert same(weights(network), at_step_five)
    assert evaluate(network, tiny.test, "test").count == 500


def poisoned(data: Dataset, hold_out: int) -> Dataset:
    """The last digits of the training set are given other labels."""
    labels = data.train.labels.clone()
    labels[-hold_out:] = (labels[-hold_out:] + 1) % 10
    return Dataset("mnist", Digits(data.train.images, labels), data.test)


def test_digits_held_out_are_never_trained_on(tiny: Dataset) -> None:
    config = replace(QUICK, epochs=1, hold_out=300)
    assert same(trained(tiny, config), trained(poisoned(tiny, 300), config))
    nothing_held_out = replace(config, hold_out=0)
    assert not same(trained(tiny, nothing_held_out), trained(poisoned(tiny, 300), nothing_held_out))


def test_held_out_digits_are_scored_each_epoch_and_the_test_set_once(tiny: Dataset) -> None:
    events = list(fit(fresh(), tiny, replace(QUICK, hold_out=300)))
    epochs = [event for event in events if isinstance(event, EpochFinished)]
    assert [[(score.name, score.count) for score in event.scores] for event in epochs] == [[(HELD_OUT, 300)]] * 2
    assert isinstance(events[-1], RunFinished)
    assert [(score.name, score.count) for score in events[-1].scores] == [(HELD_OUT, 300), ("MNIST test", 500)]


def test_validation_chooses_nothing_the_last_weights_are_kept(tiny: Dataset) -> None:
    # The held-out labels are wrong: the longer it learns, the worse it does on them.
    network = fresh()
    config = replace(QUICK, epochs=3, hold_out=300)
    *events, last = fit(network, poisoned(tiny, 300), config)
    [*_, epoch] = [event for event in events if isinstance(event, EpochFinished)]
    assert isinstance(last, RunFinished)
    assert epoch.scores == (evaluate(network, poisoned(tiny, 300).train[-300:], HELD_OUT),)
    assert named(last.scores, HELD_OUT) == named(epoch.scores, HELD_OUT)
    assert of_test_set(last.scores) == evaluate(network, tiny.test, "MNIST test")


def test_averaging_keeps_the_running_mean_of_the_weights(tiny: Dataset) -> None:
    network = fresh()
    config = replace(QUICK, epochs=1, averaging=0.9)
    events = fit(network, tiny, config)
    mean: list[Tensor] = []
    for event in events:
        if isinstance(event, StepFinished):
            new = weights(network)
            mean = [old * 0.9 + value * 0.1 for old, value in zip(mean, new, strict=True)] if mean else new
    torch.testing.assert_close(weights(network), mean, rtol=1e-4, atol=1e-6)
    assert not same(weights(network), trained(tiny, replace(config, averaging=0.0)))


def test_one_cycle_ends_with_steps_of_next_to_nothing(tiny: Dataset) -> None:
    network = fresh()
    events = fit(network, tiny, replace(QUICK, schedule="one-cycle"))
    steps = (event for event in events if isinstance(event, StepFinished))
    history = [torch.cat([value.flatten() for value in weights(network)]) for _ in steps]
    moves = [float((after - before).norm()) for before, after in pairwise(history)]
    assert moves[-1] < max(moves) / 100


@pytest.mark.parametrize("hold_out", [2000, 5000])
def test_not_all_digits_can_be_held_out(hold_out: int, tiny: Dataset) -> None:
    with pytest.raises(ProblemError) as refused:
        next(iter(fit(fresh(), tiny, replace(QUICK, hold_out=hold_out))))
    assert refused.value.problem.code == "hold_out_too_large"
    assert refused.value.problem.values == {"hold_out": hold_out, "count": 2000}


@pytest.mark.skipif(torch.cuda.is_available(), reason="this machine has CUDA")
def test_a_device_that_is_not_there_is_refused_before_anything_is_touched(tiny: Dataset) -> None:
    network = fresh()
    before = weights(network)
    with pytest.raises(ValueError, match="cuda"):
        next(iter(fit(network, tiny, replace(QUICK, device="cuda"))))
    assert same(weights(network), before)


FEW = replace(QUICK, batch_size=100)
ADAM = replace(FEW, learning_rate=0.002, optimizer="Adam")
PLANS: Mapping[str, Plan] = {
    "the tutorial": Plan("CNNNet", replace(FEW, momentum=0.0, learning_rate=0.001), {"dropout": 0.5}),
    "momentum": Plan("CNNNet", FEW, {"dropout": 0.0}),
    "one-cycle": Plan("CNNNet", replace(FEW, schedule="one-cycle", weight_decay=1e-4), {"dropout": 0.5}),
    "averaging": Plan("CNNNet", replace(FEW, averaging=0.9), {"dropout": 0.0}),
    "distorted": Plan("CNNNet", replace(FEW, augmentation=Augmentation()), {"dropout": 0.5}),
    "non-digits": Plan("CNNNet", replace(FEW, hold_out=90, non_digits=60), {"dropout": 0.5}),
    "Adam": Plan("CNNNet", ADAM, {"dropout": 0.5}),
    "Adam, all of it": Plan("CNNNet", replace(EVERYTHING, batch_size=100, optimizer="Adam", learning_rate=0.002), {}),
    "AdamW": Plan("CNNNet", replace(ADAM, optimizer="AdamW", momentum=0.9, weight_decay=0.01), {"dropout": 0.0}),
    "FirstNet, AdamW": Plan("FirstNet", replace(ADAM, optimizer="AdamW", averaging=0.5, epochs=1)),
    "FirstNet, all of it": Plan("FirstNet", replace(EVERYTHING, batch_size=100, epochs=1, non_digits=30)),
}


def timeless(event: Event) -> Event:
    """What must be the same each time: all but how long it took."""
    if isinstance(event, StepFinished):
        return replace(event, seconds=0.0)
    return replace(event, seconds=0.0, images_per_second=0.0) if isinstance(event, EpochFinished) else event


def rest_of(run: TrainingLoop) -> list[Event]:
    """The events to come, apart from the scorings, which may be done again."""
    return [timeless(event) for event in run if not isinstance(event, Scoring)]


def all_weights(run: TrainingLoop) -> Mapping[str, Array]:
    return {**run.state().arrays, **{f"result.{name}": value for name, value in weights_of(run.result).items()}}


def same_state(one: TrainingLoop, other: TrainingLoop) -> bool:
    ones, others = all_weights(one), all_weights(other)
    return ones.keys() == others.keys() and all(np.array_equal(value, others[name]) for name, value in ones.items())


@pytest.mark.parametrize("kind", PLANS)
def test_a_stopped_run_resumes_bit_for_bit_whenever_it_was_stopped(kind: str, few: Dataset) -> None:
    plan = PLANS[kind]
    data = prepared(few, plan.config)
    whole = TrainingLoop(begin(plan), data, plan.config)
    stops, after = [whole.state()], list[list[Event]]([[]])
    for event in whole:
        stops.append(whole.state())
        after.append([])
        for later in after[:-1]:
            later.append(timeless(event))
    assert len(stops) > 5
    for stop, expected in zip(map(as_from_a_file, stops), after, strict=True):
        torch.rand(3)  # what was drawn meanwhile does not matter
        again = TrainingLoop(begin(plan), data, plan.config, stop)
        rest = rest_of(again)
        # After the last event of all only the end is said once more.
        assert rest[-1:] == [timeless(event)] if not expected else rest == without_scoring(expected)
        assert same_state(again, whole)


def as_from_a_file(stop: ResumeState) -> ResumeState:
    """Files do not keep the order of a tensor's values in memory."""
    return ResumeState({name: np.asarray(value, order="C") for name, value in stop.arrays.items()}, stop.numbers)


def without_scoring(events: list[Event]) -> list[Event]:
    return [event for event in events if not isinstance(event, Scoring)]


@pytest.mark.parametrize("kind", ["momentum", "one-cycle", "Adam, all of it"])
def test_a_finished_run_trains_on_for_more_epochs_as_if_they_had_been_asked_for_at_its_end(
    kind: str, few: Dataset
) -> None:
    plan = PLANS[kind]
    longer = replace(plan.config, epochs=3)
    data = prepared(few, plan.config)
    whole = TrainingLoop(begin(plan), data, plan.config)
    for event in whole:
        if isinstance(event, EpochFinished) and event.epoch == 2:
            end = whole.state()
            whole.follow(longer)
    again = TrainingLoop(begin(plan), data, longer, end)
    assert [event.epoch for event in rest_of(again) if isinstance(event, EpochFinished)] == [3]
    assert same_state(again, whole)


def test_a_run_stopped_again_and_again_is_still_the_same(few: Dataset) -> None:
    plan = PLANS["Adam, all of it"]
    data = prepared(few, plan.config)
    whole = TrainingLoop(begin(plan), data, plan.config)
    events = rest_of(whole)
    stop, heard = None, list[Event]()
    while not heard or not isinstance(heard[-1], RunFinished):
        run = TrainingLoop(begin(plan), data, plan.config, stop)
        heard.append(timeless(next(event for event in run if not isinstance(event, Scoring))))
        stop = run.state()
    assert heard == events
    assert same_state(run, whole)


def test_a_state_is_a_copy_that_later_steps_do_not_change(few: Dataset) -> None:
    plan = PLANS["averaging"]
    run = TrainingLoop(begin(plan), prepared(few, plan.config), plan.config)
    events = iter(run)
    next(events)
    state = run.state()
    before = {name: value.copy() for name, value in state.arrays.items()}
    list(events)
    assert all(np.array_equal(value, before[name]) for name, value in state.arrays.items())
    assert (state.numbers["epoch"], state.numbers["step"]) == (1, 1)


def stopped(plan: Plan, data: Dataset, steps: int = 2) -> tuple[TrainingData, ResumeState]:
    splits = prepared(data, plan.config)
    run = TrainingLoop(begin(plan), splits, plan.config)
    list(islice(run, steps))
    return splits, run.state()


@pytest.mark.parametrize("kind", ["averaging", "Adam"])
def test_where_a_part_is_missing_the_run_cannot_be_resumed(kind: str, few: Dataset) -> None:
    plan = PLANS[kind]
    data, state = stopped(plan, few)
    for missing in state.arrays:
        arrays = {name: value for name, value in state.arrays.items() if name != missing}
        with pytest.raises(ProblemError, match=r"^resume_unfit "):
            TrainingLoop(begin(plan), data, plan.config, ResumeState(arrays, state.numbers))
    for missing in state.numbers:
        numbers = {name: value for name, value in state.numbers.items() if name != missing}
        with pytest.raises(ProblemError, match=r"^resume_unfit "):
            TrainingLoop(begin(plan), data, plan.config, ResumeState(state.arrays, numbers))


@pytest.mark.parametrize("value", [np.zeros(3, np.float32), np.zeros(3, np.uint8)], ids=["floats", "bytes"])
def test_where_a_tensor_does_not_fit_the_run_cannot_be_resumed(value: Array, few: Dataset) -> None:
    plan = PLANS["Adam"]
    data, state = stopped(plan, few)
    for name in state.arrays:
        with pytest.raises(ProblemError, match=r"^resume_unfit "):
            TrainingLoop(begin(plan), data, plan.config, ResumeState({**state.arrays, name: value}, state.numbers))


@pytest.mark.parametrize(
    "wrong",
    [
        {"epoch": "one"},
        {"epoch": None},
        {"epoch": 0},
        {"epoch": float("inf")},
        {"step": -1},
        {"step": 4},
        {"step": float("nan")},
        {"tally": 5},
        {"tally": {"rounds": 3}},
        {"tally": {"seen": "many"}},
        {"tally": {"loss": None}},
        {"tally": {}},
    ],
    ids=str,
)
def test_where_a_number_does_not_fit_the_run_cannot_be_resumed(wrong: dict[str, Any], few: Dataset) -> None:
    plan = PLANS["momentum"]
    data, state = stopped(plan, few)
    with pytest.raises(ProblemError, match=r"^resume_unfit "):
        TrainingLoop(begin(plan), data, plan.config, ResumeState(state.arrays, {**state.numbers, **wrong}))


@pytest.mark.parametrize("optimizer", ["SGD", "Adam", "AdamW"])
def test_new_rates_act_from_the_next_step_on(optimizer: Optimizer, few: Dataset) -> None:
    plan = Plan("CNNNet", replace(FEW, optimizer=optimizer, learning_rate=0.01), {"dropout": 0.0})
    changed = replace(plan.config, learning_rate=1e-8, momentum=0.0)
    run = TrainingLoop(begin(plan), prepared(few, plan.config), plan.config)
    seen = [weights(run.result)]
    for event in islice(run, 2):
        seen.append(weights(run.result))
        if isinstance(event, StepFinished) and event.step == 1:
            run.follow(changed)
    moves = [distance(after, before) for before, after in pairwise(seen)]
    assert moves[1] < moves[0] / 1000


def distance(one: list[Tensor], other: list[Tensor]) -> float:
    return max(float((a - b).abs().max()) for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize("optimizer", ["SGD", "Adam", "AdamW"])
def test_a_new_momentum_acts_from_the_next_step_on(optimizer: Optimizer, few: Dataset) -> None:
    plan = Plan("CNNNet", replace(FEW, optimizer=optimizer, learning_rate=0.01), {"dropout": 0.0})
    data = prepared(few, plan.config)
    seen = []
    for momentum in (plan.config.momentum, 0.1):
        run = TrainingLoop(begin(plan), data, plan.config)
        events = iter(run)
        next(events)
        run.follow(replace(plan.config, momentum=momentum))
        next(events)
        seen.append(weights(run.result))
    assert not same(*seen)


def test_following_the_same_plan_changes_nothing(few: Dataset) -> None:
    plan = PLANS["one-cycle"]
    data = prepared(few, plan.config)
    whole, told_each_step = (TrainingLoop(begin(plan), data, plan.config) for _ in range(2))
    rest_of(whole)
    torch.manual_seed(plan.config.seed)
    for _ in told_each_step:
        told_each_step.follow(plan.config)
    assert same_state(told_each_step, whole)


def test_only_the_rates_and_the_length_can_be_changed_on_the_way(few: Dataset) -> None:
    rates = replace(FEW, epochs=3, learning_rate=0.3, momentum=0.5)
    told_rates, told_more = (TrainingLoop(fresh(), prepared(few, FEW), FEW) for _ in range(2))
    told_rates.follow(rates)
    expected = rest_of(told_rates)
    torch.manual_seed(FEW.seed)
    told_more.follow(replace(rates, batch_size=7, seed=9, optimizer="Adam", averaging=0.9, weight_decay=0.1))
    assert rest_of(told_more) == expected
    assert same_state(told_more, told_rates)


def test_a_run_ends_after_the_epochs_last_asked_for(few: Dataset) -> None:
    run = TrainingLoop(fresh(), prepared(few, FEW), FEW)
    epochs = []
    for event in run:
        if isinstance(event, EpochFinished):
            epochs.append(event.epoch)
            run.follow(replace(FEW, epochs=4))
    assert epochs == [1, 2, 3, 4]
    assert run.epochs_done == 4


def test_how_far_a_run_is_counts_in_epochs(few: Dataset) -> None:
    run = TrainingLoop(fresh(), prepared(few, FEW), FEW)
    far = [run.epochs_done for event in run if isinstance(event, StepFinished)]
    assert far == pytest.approx([step / 3 for step in range(1, 7)])


@pytest.mark.parametrize("averaging", [0.0, 0.9])
@pytest.mark.parametrize("name", ["FirstNet", "CNNNet"])
def test_a_loss_out_of_bounds_ends_the_run_and_the_first_weights_stay(
    name: str, averaging: float, few: Dataset
) -> None:
    network = fresh(name)
    before = weights(network)
    config = replace(FEW, learning_rate=1000.0, averaging=averaging, epochs=5)
    *steps, last = fit(network, few, config)
    assert isinstance(last, RunDiverged)
    assert last.epoch == 1
    assert all(isinstance(event, StepFinished) for event in steps)
    assert same(weights(network), before)


@pytest.mark.parametrize("averaging", [0.0, 0.9])
@pytest.mark.parametrize("name", ["FirstNet", "CNNNet"])
def test_a_loss_out_of_bounds_leaves_the_weights_of_the_last_finished_epoch(
    name: str, averaging: float, few: Dataset
) -> None:
    network = fresh(name)
    config = replace(FEW, averaging=averaging, epochs=5)
    run = TrainingLoop(network, prepared(few, config), config)
    for event in run:
        if isinstance(event, EpochFinished):
            good = weights(run.result)
            run.follow(replace(config, learning_rate=1000.0))
    assert isinstance(event, RunDiverged)
    assert event.epoch == 2
    assert same(weights(run.result), good)
    assert (evaluate(run.result, few.test, "test").loss or 9) < 3


def test_pen_digits_and_non_digits_are_drawn_before_the_first_step_and_told(few: Dataset) -> None:
    config = replace(FEW, epochs=1, pen_digits=60, non_digits=50)
    events = list(fit(fresh(), few, config))
    told = [event for event in events if isinstance(event, Preparing)]
    assert told == events[: len(told)]
    assert [told[1], told[-1]] == [Preparing(60, 110), Preparing(110, 110)]
    assert sum(event.images for event in events if isinstance(event, StepFinished)) == 290 + 110


def test_what_is_drawn_follows_the_seed(few: Dataset) -> None:
    one, same_seed, other = (
        prepared(few, replace(FEW, pen_digits=40, non_digits=20, seed=seed)).train for seed in (1, 1, 2)
    )
    assert torch.equal(one.images, same_seed.images)
    assert not torch.equal(one.images, other.images)
    assert [(one.labels[290:] >= 0).sum(), (one.labels[290:] < 0).sum()] == [40, 20]


def disturb() -> None:
    """All that goes on beside a training in the window."""
    for name in NETWORKS:
        found = checkpoint.load(paths.weights(name), name)
        predictor_of(restored(found), found.calibration).predict([np.zeros((28, 28), np.float32)])


@pytest.mark.parametrize("kind", ["Adam, all of it", "FirstNet, all of it"])
def test_loading_and_reading_between_steps_leaves_training_as_it_would_have_been(kind: str, few: Dataset) -> None:
    plan = PLANS[kind]
    data = prepared(few, plan.config)
    whole = TrainingLoop(begin(plan), data, plan.config)
    expected, state = rest_of(whole), all_weights(whole)
    disturbed = TrainingLoop(begin(plan), data, plan.config)
    heard = []
    for event in disturbed:
        disturb()
        heard.append(timeless(event))
    assert without_scoring(heard) == expected
    assert all(np.array_equal(value, state[name]) for name, value in all_weights(disturbed).items())


@pytest.mark.parametrize("kind", ["Adam, all of it", "FirstNet, all of it"])
def test_loading_and_reading_in_another_thread_leaves_training_as_it_would_have_been(kind: str, few: Dataset) -> None:
    plan = replace(PLANS[kind], config=replace(PLANS[kind].config, epochs=4))
    data = prepared(few, plan.config)
    whole = TrainingLoop(begin(plan), data, plan.config)
    expected = rest_of(whole)
    disturbed = TrainingLoop(begin(plan), data, plan.config)
    over, rounds = threading.Event(), list[int]()

    def work() -> None:
        while not over.is_set():
            disturb()
            rounds.append(1)

    thread = threading.Thread(target=work)
    thread.start()
    try:
        heard = rest_of(disturbed)
    finally:
        over.set()
        thread.join()
    assert rounds
    assert heard == expected
    assert same_state(disturbed, whole)


def steps_on(threads: int, plan: Plan, data: TrainingData, resume: ResumeState | None = None) -> TrainingLoop:
    """A run to its end by so many threads."""
    before = torch.get_num_threads()
    torch.set_num_threads(threads)
    try:
        run = TrainingLoop(begin(plan), data, plan.config, resume)
        rest_of(run)
    finally:
        torch.set_num_threads(before)
    return run


@pytest.mark.parametrize("kind", PLANS)
def test_a_batch_learnt_in_parts_gives_the_same_weights_bit_for_bit_on_any_number_of_threads(
    kind: str, tiny: Dataset
) -> None:
    plan = PLANS[kind]
    plan = replace(plan, config=replace(plan.config, epochs=1, batch_size=512, hold_out=min(plan.config.hold_out, 90)))
    data = prepared(Dataset("mnist", tiny.train[:1500], tiny.test[:50]), plan.config)
    one, *others = (steps_on(threads, plan, data) for threads in (1, 2, 3))
    assert all(same_state(one, other) for other in others)


@pytest.mark.parametrize("kind", ["the tutorial", "Adam, all of it", "FirstNet, all of it"])
def test_a_stopped_run_resumes_bit_for_bit_with_another_number_of_threads(kind: str, few: Dataset) -> None:
    plan = PLANS[kind]
    data, state = stopped(plan, few)
    assert same_state(steps_on(2, plan, data, state), steps_on(1, plan, data))


@pytest.mark.parametrize("end", ["closed", "forgotten"])
def test_a_run_that_is_left_ends_its_threads(end: str, few: Dataset) -> None:
    threads, before = torch.get_num_threads(), set(threading.enumerate())
    torch.set_num_threads(3)
    try:
        events = iter(TrainingLoop(fresh(), prepared(few, FEW), FEW))
        next(events)
        assert len(set(threading.enumerate()) - before) == 2
        if end == "closed":
            events.close()  # type: ignore[attr-defined]  # a generator's
        del events
        assert set(threading.enumerate()) == before
        assert torch.get_num_threads() == 3
    finally:
        torch.set_num_threads(threads)


# What fine-tuning adds


def test_a_replay_is_a_random_part_of_all_else(few: Dataset) -> None:
    config = replace(QUICK, replay=120, non_digits=60)
    train = prepared(few, config).train
    assert len(train) == 120
    everything = prepared(few, replace(config, replay=0)).train
    known = {image.numpy().tobytes() for image in everything.images}
    chosen = [image.numpy().tobytes() for image in train.images]
    assert len(set(chosen)) == 120
    assert set(chosen) <= known
    assert 0 < (train.labels < 0).sum() < 60
    assert chosen != [image.numpy().tobytes() for image in everything.images[:120]]


@pytest.mark.parametrize("replay", [0, 290, 1000])
def test_a_replay_of_all_there_is_keeps_the_order(replay: int, few: Dataset) -> None:
    assert torch.equal(prepared(few, replace(QUICK, replay=replay)).train.images, few.train.images)


def test_samples_are_added_to_what_is_replayed(few: Dataset) -> None:
    samples = samples_of(6, 4)
    data = result_of(prepare(few, replace(QUICK, replay=50, samples=22), None, samples))
    assert len(data.train) == 72
    assert data.train.labels[50:].tolist() == [samples[owner].label for owner in data.samples]


def test_without_a_sample_none_of_its_images_is_left(few: Dataset) -> None:
    data = result_of(prepare(few, replace(QUICK, replay=50, samples=22), None, samples_of(6, 4)))
    rest = data.without(np.array([1, 3]))
    kept = np.flatnonzero(np.isin(data.samples, [0, 2]))
    assert set(rest.samples.tolist()) == {0, 2}
    assert torch.equal(rest.train.images[:50], data.train.images[:50])
    assert torch.equal(rest.train.images[50:], data.train.images[50:][torch.from_numpy(kept)])
    assert torch.equal(rest.train.labels[50:], data.train.labels[50:][torch.from_numpy(kept)])
