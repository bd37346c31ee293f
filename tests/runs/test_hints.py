"""Hints: each where it helps, none where it does not, and never two."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mnist_desktop.catalog.training import LEARNING_RATE, Augmentation, TrainingConfig
from mnist_desktop.runs.events import EpochFinished, RunState
from mnist_desktop.runs.health import Health, LayerHealth
from mnist_desktop.runs.hints import GUESSING, HintKind, hint
from mnist_desktop.runs.history import History
from mnist_desktop.runs.plan import Plan, plan_of
from mnist_desktop.runs.scores import Score

GOOD_RATE = TrainingConfig(learning_rate=0.1)
TUTORIAL = plan_of("tutorial", "FirstNet")


def row(
    train_loss: float = 0.1,
    train_accuracy: float = 0.97,
    unseen: float | None = 0.1,
    never_read: tuple[int, ...] = (),
) -> EpochFinished:
    confusion = (tuple(int(digit not in never_read) for digit in range(10)),) * 10
    return EpochFinished(1, train_loss, train_accuracy, (Score("MNIST test", 0.9, unseen, confusion),), 1.0, 1000.0)


def kind(
    *rows: EpochFinished,
    config: TrainingConfig = GOOD_RATE,
    relu_logits: bool = False,
    state: RunState = RunState.RUNNING,
    health: list[Health] | None = None,
) -> HintKind | None:
    plan = Plan("FirstNet", config, {"relu_logits": relu_logits})
    found = hint(History("a run", plan, state=state, epochs=list(rows), health=health or []))
    return found.kind if found else None


def test_of_a_run_that_learns_there_is_nothing_to_say() -> None:
    assert kind() is None
    assert kind(*[row()] * 5) is None


def test_a_run_that_diverged_is_to_be_tried_with_a_tenth_of_the_rate() -> None:
    history = History("a run", Plan("CNNNet", GOOD_RATE), state=RunState.DIVERGED)
    found = hint(history)
    assert found is not None
    assert (found.kind, found.live) == (HintKind.DIVERGED, False)
    assert found.plan == Plan("CNNNet", replace(GOOD_RATE, learning_rate=0.01))


@pytest.mark.parametrize("state", [state for state in RunState if state is not RunState.DIVERGED])
def test_only_a_run_that_diverged_is_said_to_have_diverged(state: RunState) -> None:
    assert kind(row(), state=state) is None


def test_digits_lost_by_the_relu_are_told_from_the_second_epoch_on() -> None:
    lost = row(never_read=(3, 5))
    assert kind(lost, lost, relu_logits=True) is HintKind.DIGITS_LOST
    assert kind(lost, relu_logits=True) is None
    assert kind(lost, row(), relu_logits=True) is None
    assert kind(lost, lost, relu_logits=False) is None


def test_without_the_relu_the_digits_are_to_be_had() -> None:
    found = hint(History("a run", TUTORIAL, epochs=[row(never_read=(3,))] * 2))
    assert found is not None
    assert found.plan == replace(TUTORIAL, options={"relu_logits": False})
    assert not found.live


@pytest.mark.parametrize(
    ("config", "is_low"),
    [
        (TrainingConfig(learning_rate=0.001), True),
        (TrainingConfig(learning_rate=0.001, momentum=0.95), False),
        (TrainingConfig(learning_rate=0.001, batch_size=4), False),
        (TrainingConfig(learning_rate=0.02, batch_size=1000), True),
        (TrainingConfig(learning_rate=0.02), False),
        (TrainingConfig(learning_rate=0.001, optimizer="Adam"), False),
        (TrainingConfig(learning_rate=0.00001, optimizer="Adam"), True),
        (TrainingConfig(learning_rate=0.00001, momentum=0.9, optimizer="AdamW"), True),
    ],
    ids=lambda value: f"{value.optimizer}-{value.learning_rate}" if isinstance(value, TrainingConfig) else "",
)
def test_a_rate_is_too_low_by_the_length_of_its_steps(config: TrainingConfig, is_low: bool) -> None:
    slow = row(train_loss=2.0, train_accuracy=0.5)
    assert kind(slow, config=config) is (HintKind.RATE_TOO_LOW if is_low else None)


def test_a_low_rate_that_got_there_is_not_too_low() -> None:
    assert kind(row(train_accuracy=0.95), config=TrainingConfig(learning_rate=0.001)) is None
    assert kind(config=TrainingConfig(learning_rate=0.001)) is None


@pytest.mark.parametrize("state", RunState)
def test_a_higher_rate_can_be_given_to_a_run_under_way_alone(state: RunState) -> None:
    history = History("a run", Plan("CNNNet", TrainingConfig()), state=state, epochs=[row(2.0, 0.5)])
    found = hint(history)
    assert found is not None
    if state is not RunState.DIVERGED:
        assert found.kind is HintKind.RATE_TOO_LOW
        assert found.plan.config.learning_rate == 0.01
        assert found.live is (state in {RunState.RUNNING, RunState.PAUSED})


def test_a_run_that_learns_nothing_is_stuck() -> None:
    assert kind(row(GUESSING, 0.1)) is HintKind.STUCK
    assert kind(row(GUESSING, 0.1), row(0.9 * GUESSING, 0.3)) is None
    assert kind(row(0.9 * GUESSING, 0.3)) is None


def test_a_stuck_run_is_to_be_tried_with_a_tenth_of_the_rate() -> None:
    found = hint(History("a run", Plan("CNNNet", GOOD_RATE), epochs=[row(GUESSING, 0.1)]))
    assert found is not None
    assert found.plan.config.learning_rate == 0.01


def learning_by_heart(*unseen: float | None) -> list[EpochFinished]:
    return [row(train_loss=0.3 / number, unseen=loss) for number, loss in enumerate(unseen, start=1)]


def test_unseen_digits_read_worse_and_worse_while_training_goes_well_is_overfitting() -> None:
    assert kind(*learning_by_heart(0.1, 0.2, 0.3)) is HintKind.OVERFITTING
    assert kind(*learning_by_heart(0.5, 0.1, 0.2, 0.3)) is HintKind.OVERFITTING


@pytest.mark.parametrize(
    "unseen",
    [(0.2, 0.3), (0.1, 0.2, 0.15), (0.1, 0.101, 0.102), (0.3, 0.2, 0.1), (None, 0.2, 0.3)],
    ids=str,
)
def test_what_does_not_rise_clearly_three_times_is_no_overfitting(unseen: tuple[float | None, ...]) -> None:
    assert kind(*learning_by_heart(*unseen)) is None


def test_a_training_loss_that_rises_too_is_no_overfitting() -> None:
    rows = [row(train_loss=0.1 * number, unseen=0.1 * number) for number in (1, 2, 3)]
    assert kind(*rows) is None


@pytest.mark.parametrize(
    "before", [None, plan_of("recommended", "CNNNet").config.augmentation], ids=["as they are", "only moved"]
)
def test_against_overfitting_digits_are_to_be_distorted(before: Augmentation | None) -> None:
    rows = learning_by_heart(0.1, 0.2, 0.3)
    config = replace(GOOD_RATE, augmentation=before)
    found = hint(History("a run", Plan("CNNNet", config), epochs=rows))
    assert found is not None
    assert found.plan.config == replace(GOOD_RATE, augmentation=Augmentation())
    assert kind(*rows, config=found.plan.config) is None


@pytest.mark.parametrize("state", [RunState.DIVERGED, RunState.RUNNING])
@given(rate=st.floats(LEARNING_RATE.low, LEARNING_RATE.high), loss=st.floats(0, 1000), accuracy=st.floats(0, 1))
def test_the_rate_to_try_is_one_that_can_be_tried(state: RunState, rate: float, loss: float, accuracy: float) -> None:
    plan = Plan("CNNNet", TrainingConfig(learning_rate=rate))
    found = hint(History("a run", plan, state=state, epochs=[row(loss, accuracy)]))
    if found is not None:
        LEARNING_RATE.check(found.plan.config.learning_rate)


def measured(updates: float = 0.001, dead: float = 0.1, first_gradients: float = 0.1) -> Health:
    first = LayerHealth("fc0", 1.0, first_gradients, 0.001, dead)
    return Health(1.0, (first, LayerHealth("fc1", 1.0, 0.1, updates, 0.0), LayerHealth("fc2", 1.0, 0.1, 0.001)))


def test_healthy_layers_need_no_hint() -> None:
    assert kind(row(), health=[measured()]) is None
    assert kind(row(), health=[measured(updates=0.019, dead=0.5, first_gradients=0.001)]) is None


def test_what_a_layer_had_before_its_last_measurement_does_not_count() -> None:
    bad = measured(updates=1.0, dead=1.0, first_gradients=0.0)
    assert kind(row(train_accuracy=0.5), health=[bad, measured()]) is None


@pytest.mark.parametrize("state", RunState)
def test_dead_units_want_another_run_with_a_tenth_of_the_rate(state: RunState) -> None:
    history = History("a run", Plan("FirstNet", GOOD_RATE), state=state, health=[measured(dead=0.51)])
    found = hint(history)
    assert found is not None
    if state is not RunState.DIVERGED:
        assert (found.kind, found.live) == (HintKind.UNITS_DEAD, False)
    assert found.plan.config.learning_rate == pytest.approx(0.01)


@pytest.mark.parametrize("state", [RunState.RUNNING, RunState.FINISHED])
def test_steps_that_change_too_much_want_a_lower_rate_at_once(state: RunState) -> None:
    rows, health = [row(train_accuracy=0.5)], [measured(updates=0.021)]
    found = hint(History("a run", Plan("FirstNet", GOOD_RATE), state=state, epochs=rows, health=health))
    assert found is not None
    assert (found.kind, found.live) == (HintKind.STEPS_TOO_LARGE, state is RunState.RUNNING)
    assert found.plan.config.learning_rate == pytest.approx(0.01)


def test_large_steps_of_a_run_that_gets_there_are_not_too_large() -> None:
    assert kind(row(train_accuracy=0.95), health=[measured(updates=0.5)]) is None
    assert kind(health=[measured(updates=0.5)]) is None


def test_gradients_that_vanish_want_an_optimiser_with_a_step_for_each_weight() -> None:
    health = [measured(first_gradients=0.00005)]
    found = hint(History("a run", Plan("FirstNet", GOOD_RATE), health=health))
    assert found is not None
    assert (found.kind, found.live) == (HintKind.GRADIENTS_VANISH, False)
    config = found.plan.config
    assert (config.optimizer, config.learning_rate, config.momentum) == ("Adam", 0.001, 0.9)
    assert kind(config=replace(config, learning_rate=0.01), health=health) is None


def test_without_any_gradient_none_is_said_to_vanish() -> None:
    layers = (LayerHealth("fc0", 1.0, 0.0, 0.0, 0.1), LayerHealth("fc1", 1.0, 0.0, 0.0))
    assert kind(row(), health=[Health(1.0, layers)]) is None
