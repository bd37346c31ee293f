from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mnist_desktop.runs.plan import (
    CHOICES,
    DEVICES,
    MODELS,
    OPTIMIZERS,
    PRESETS,
    RANGES,
    Augmentation,
    Plan,
    TrainingConfig,
)

WHOLE = {name for name, (low, _) in RANGES.items() if isinstance(low, int)}
augmentations = st.none() | st.builds(Augmentation, rotation=st.floats(0, 45), grid=st.integers(2, 9))
configs = st.builds(
    TrainingConfig,
    epochs=st.integers(1, 1000),
    batch_size=st.integers(1, 10_000),
    learning_rate=st.floats(1e-8, 1e4),
    momentum=st.floats(0, 0.9999),
    weight_decay=st.floats(0, 1),
    optimizer=st.sampled_from(OPTIMIZERS),
    schedule=st.sampled_from(["constant", "one-cycle"]),
    augmentation=augmentations,
    averaging=st.floats(0, 0.99999),
    hold_out=st.integers(0, 50_000),
    pen_digits=st.integers(0, 100_000),
    non_digits=st.integers(0, 100_000),
    seed=st.integers(0, 2**63 - 1),
    device=st.sampled_from(DEVICES),
)
plans = st.builds(
    Plan, st.just("FirstNet"), configs, st.fixed_dictionaries({}, optional={"relu_logits": st.booleans()})
) | st.builds(
    Plan, st.just("CNNNet"), configs, st.fixed_dictionaries({}, optional={"dropout": st.floats(0, 1, exclude_max=True)})
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.just(10**400) | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=5,
)


@pytest.mark.parametrize(
    "wrong",
    [
        {"epochs": 0},
        {"epochs": 1001},
        {"batch_size": -5},
        {"learning_rate": 0.0},
        {"learning_rate": -1.0},
        {"learning_rate": 10_001},
        {"learning_rate": float("nan")},
        {"learning_rate": float("inf")},
        {"momentum": 1.0},
        {"weight_decay": -0.1},
        {"averaging": 1.0},
        {"hold_out": -1},
        {"pen_digits": -1},
        {"non_digits": 100_001},
        {"seed": -1},
        {"seed": 2**63},
    ],
)
def test_a_value_out_of_its_range_is_refused_by_name(wrong: dict[str, Any]) -> None:
    [name] = wrong
    with pytest.raises(ValueError, match=f"^{name.replace('_', ' ')} must be between"):
        TrainingConfig(**wrong)


@pytest.mark.parametrize("name", RANGES)
@pytest.mark.parametrize("value", [True, False, "1", None, [1], float("nan")], ids=repr)
def test_a_value_of_another_type_is_refused_by_name(name: str, value: Any) -> None:
    with pytest.raises(ValueError, match=f"^{name.replace('_', ' ')} must be between"):
        TrainingConfig(**{name: value})


@pytest.mark.parametrize("name", sorted(WHOLE))
def test_a_count_is_a_whole_number(name: str) -> None:
    with pytest.raises(ValueError, match=f"^{name.replace('_', ' ')} must be between"):
        TrainingConfig(**{name: 2.0})  # type: ignore[arg-type]


@pytest.mark.parametrize("name", RANGES)
def test_both_ends_of_a_range_are_in_it(name: str) -> None:
    for end in RANGES[name]:
        config: Any = TrainingConfig(**{name: end})  # type: ignore[arg-type]
        assert getattr(config, name) == end


@pytest.mark.parametrize("name", CHOICES)
@pytest.mark.parametrize("value", ["sgd", "", None, 1, ["SGD"]], ids=repr)
def test_what_is_none_of_the_choices_is_refused_with_their_names(name: str, value: Any) -> None:
    with pytest.raises(ValueError, match=f"^{name} must be one of {', '.join(CHOICES[name])}$"):
        TrainingConfig(**{name: value})


@pytest.mark.parametrize(
    "wrong",
    [
        {"rotation": "x"},
        {"scale": -0.1},
        {"shear": float("nan")},
        {"shift": True},
        {"elastic": float("inf")},
        {"grid": 1},
        {"grid": 10**9},
        {"grid": 5.0},
    ],
    ids=repr,
)
def test_a_distortion_out_of_its_range_is_refused_by_name(wrong: dict[str, Any]) -> None:
    [name] = wrong
    with pytest.raises(ValueError, match=f"^{name} must be between"):
        Augmentation(**wrong)


@given(configs)
def test_a_configuration_comes_back_from_json(config: TrainingConfig) -> None:
    assert TrainingConfig.from_json(json.loads(json.dumps(asdict(config)))) == config


@given(plans)
def test_a_plan_comes_back_from_json(plan: Plan) -> None:
    assert Plan.from_json(json.loads(json.dumps(plan.to_json()))) == plan


def test_what_an_older_version_did_not_write_has_its_default() -> None:
    assert TrainingConfig.from_json({"epochs": 3}) == TrainingConfig(epochs=3)


def test_a_distorting_run_from_before_any_digit_was_spared_goes_on_sparing_none() -> None:
    found = TrainingConfig.from_json({"augmentation": {"rotation": 3.0}})
    assert found.augmentation == Augmentation(rotation=3.0, spared=0.0)


def test_what_a_newer_version_wrote_besides_is_passed_over() -> None:
    assert TrainingConfig.from_json({"epochs": 3, "colour": "red"}) == TrainingConfig(epochs=3)


@pytest.mark.parametrize(
    "wrong", [{"augmentation": 5}, {"augmentation": {"twirl": 1.0}}, {"epochs": "3"}, {"device": "abacus"}], ids=repr
)
def test_a_configuration_that_makes_no_sense_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"."):
        TrainingConfig.from_json(wrong)


@given(st.sampled_from(["model", "config", "options", None]), JSON)
def test_any_json_is_a_plan_or_refused(key: str | None, value: Any) -> None:
    plan = Plan("CNNNet", TrainingConfig(augmentation=Augmentation())).to_json()
    with suppress(ValueError):
        Plan.from_json(value if key is None else plan | {key: value})


@given(st.sampled_from(sorted(asdict(TrainingConfig()))), JSON)
def test_any_json_is_a_configuration_or_refused(key: str, value: Any) -> None:
    try:
        found = TrainingConfig.from_json({key: value})
    except ValueError:
        return
    assert found == replace(TrainingConfig(), **{key: getattr(found, key)})


@pytest.mark.parametrize("missing", ["model", "config", "options"])
def test_a_plan_without_one_of_its_parts_is_refused(missing: str) -> None:
    found = Plan("CNNNet", TrainingConfig()).to_json()
    del found[missing]
    with pytest.raises(ValueError, match="not the plan of a run"):
        Plan.from_json(found)


@pytest.mark.parametrize("model", MODELS)
def test_the_tutorial_s_preset_is_the_tutorial(model: str) -> None:
    config = PRESETS["tutorial"][model].config
    assert (config.epochs, config.batch_size, config.learning_rate, config.momentum) == (10, 64, 0.001, 0.0)
    assert (config.optimizer, config.schedule, config.augmentation) == ("SGD", "constant", None)
    assert (config.averaging, config.hold_out, config.non_digits, config.weight_decay) == (0.0, 0, 0, 0.0)
    assert PRESETS["tutorial"]["FirstNet"].options == {"relu_logits": True}
    assert PRESETS["tutorial"]["CNNNet"].options == {"dropout": 0.5}


@pytest.mark.parametrize("preset", PRESETS)
def test_a_preset_has_a_plan_for_each_network(preset: str) -> None:
    assert {name: plan.model for name, plan in PRESETS[preset].items()} == {name: name for name in MODELS}


def test_the_presets_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        PRESETS["tutorial"] = PRESETS["thorough"]  # type: ignore[index]


@pytest.mark.parametrize(
    ("changed", "is_alone"),
    [
        ({}, True),
        ({"shift": 0.9}, False),
        ({"rotation": 1.0}, False),
        ({"elastic": 0.1}, False),
        ({"scale": 0.1}, False),
    ],
)
def test_a_shift_is_alone_where_nothing_else_is_distorted(changed: dict[str, float], is_alone: bool) -> None:
    shift = Augmentation(rotation=0.0, scale=0.0, shear=0.0, shift=1.0, elastic=0.0)
    assert replace(shift, **changed).is_shift_alone is is_alone  # type: ignore[arg-type]  # grid is no float
