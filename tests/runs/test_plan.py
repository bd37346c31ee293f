from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mnist_desktop.catalog.datasets import DATASETS
from mnist_desktop.catalog.networks import NETWORKS
from mnist_desktop.catalog.training import Augmentation, TrainingConfig
from mnist_desktop.runs.plan import Plan, fine_tuning, plan_of
from mnist_desktop.system.errors import ProblemError

augmentations = st.none() | st.builds(Augmentation, rotation=st.floats(0, 45), grid=st.integers(2, 9))
configs = st.builds(
    TrainingConfig,
    epochs=st.integers(1, 1000),
    batch_size=st.integers(1, 10_000),
    learning_rate=st.floats(1e-8, 1e4),
    momentum=st.floats(0, 0.9999),
    weight_decay=st.floats(0, 1),
    optimizer=st.sampled_from(["SGD", "Adam", "AdamW"]),
    schedule=st.sampled_from(["constant", "one-cycle"]),
    augmentation=augmentations,
    averaging=st.floats(0, 0.99999),
    beta2=st.floats(0, 0.99999),
    hold_out=st.integers(0, 50_000),
    pen_digits=st.integers(0, 100_000),
    non_digits=st.integers(0, 100_000),
    seed=st.integers(0, 2**63 - 1),
    device=st.sampled_from(["auto", "cpu", "cuda", "mps"]),
)
options = {
    "FirstNet": st.fixed_dictionaries({}, optional={"relu_logits": st.booleans()}),
    "CNNNet": st.fixed_dictionaries({}, optional={"dropout": st.floats(0, 0.9999)}),
}
datasets = st.sampled_from(sorted(DATASETS))
parents = st.sampled_from(["", "20250101-120000-aaaa"])
plans = st.one_of([st.builds(Plan, st.just(name), configs, own, datasets, parents) for name, own in options.items()])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.just(10**400) | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=5,
)


@given(plans)
def test_a_plan_comes_back_from_json(plan: Plan) -> None:
    assert Plan.from_json(json.loads(json.dumps(plan.to_json()))) == plan


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"network": "ThirdNet"}, "network_unknown"),
        ({"network": "CNNNet", "dataset": "MNIST"}, "dataset_unknown"),
        ({"network": "CNNNet", "options": {"dropout": 1.5}}, "option_out_of_range"),
        ({"network": "CNNNet", "options": {"relu_logits": True}}, "option_unknown"),
        ({"network": "FirstNet", "options": {"relu_logits": 1}}, "option_not_switch"),
    ],
    ids=str,
)
def test_what_the_catalog_does_not_know_is_refused(wrong: dict[str, Any], code: str) -> None:
    with pytest.raises(ProblemError) as refused:
        Plan(**wrong)
    assert refused.value.problem.code == code


def test_an_option_that_is_not_given_has_its_default() -> None:
    assert Plan("CNNNet").options == {"dropout": 0.5}
    assert Plan.from_json({"network": "FirstNet"}) == Plan("FirstNet", options={"relu_logits": False})


def test_what_an_older_version_did_not_write_has_its_default() -> None:
    assert Plan.from_json({"network": "CNNNet", "config": {"epochs": 3}}) == Plan("CNNNet", TrainingConfig(epochs=3))


def test_what_a_newer_version_wrote_besides_is_passed_over() -> None:
    found = Plan("CNNNet").to_json()
    assert Plan.from_json({**found, "colour": "red", "config": {**found["config"], "warmth": 3}}) == Plan("CNNNet")


@pytest.mark.parametrize(
    "wrong",
    [
        5,
        None,
        [],
        {},
        {"network": "ThirdNet"},
        {"network": "CNNNet", "config": {"augmentation": 5}},
        {"network": "CNNNet", "config": {"epochs": "3"}},
        {"network": "CNNNet", "config": {"epochs": 10**400}},
        {"network": "CNNNet", "config": {"learning_rate": 10**400}},
        {"network": "CNNNet", "config": {"device": "abacus"}},
        {"network": "CNNNet", "options": {"dropout": "much"}},
        {"network": "CNNNet", "dataset": "kuzushiji"},
        {"network": "CNNNet", "parent": 7},
    ],
    ids=lambda wrong: str(wrong)[:60],
)
def test_a_plan_that_makes_no_sense_is_refused(wrong: Any) -> None:
    with pytest.raises(ProblemError) as refused:
        Plan.from_json(wrong)
    assert refused.value.problem.code == "plan_unreadable"


@given(st.sampled_from(["network", "config", "options", "dataset", "parent", None]), JSON)
def test_any_json_is_a_plan_or_refused(key: str | None, value: Any) -> None:
    plan = Plan("CNNNet", TrainingConfig(augmentation=Augmentation())).to_json()
    with suppress(ProblemError):
        Plan.from_json(value if key is None else plan | {key: value})


@given(st.sampled_from(sorted(asdict(TrainingConfig()))), JSON)
def test_any_json_is_a_configuration_or_refused(key: str, value: Any) -> None:
    try:
        found = Plan.from_json({"network": "CNNNet", "config": {key: value}}).config
    except ProblemError:
        return
    untouched = asdict(TrainingConfig())
    assert asdict(found) == untouched | {key: asdict(found)[key]}


@pytest.mark.parametrize(("preset", "network"), [("best", "CNNNet"), ("tutorial", "ThirdNet")])
def test_a_preset_or_network_that_is_not_there_is_a_key_error(preset: str, network: str) -> None:
    with pytest.raises(KeyError):
        plan_of(preset, network)


@pytest.mark.parametrize(("samples", "images"), [(1, 150), (10, 1500), (100, 3000), (3000, 3000), (10_000, 10_000)])
def test_few_samples_are_varied_more_often(samples: int, images: int) -> None:
    assert fine_tuning("CNNNet", samples).config.samples == images


@pytest.mark.parametrize("network", NETWORKS)
def test_most_of_what_a_network_is_tuned_on_is_replay(network: str) -> None:
    plan = fine_tuning(network, 100)
    assert plan.network == network
    assert 0 < plan.config.samples < plan.config.replay / 10


def test_fine_tuning_replays_pen_digits_and_non_digits_that_the_recommended_run_made() -> None:
    tuned, usual = fine_tuning("CNNNet", 1).config, plan_of("recommended", "CNNNet").config
    for name in ("pen_digits", "non_digits", "seed"):
        assert getattr(tuned, name) == getattr(usual, name)
