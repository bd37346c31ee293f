"""Networks, presets and data sets: each row names only what there is, and says what it is."""

from __future__ import annotations

import pytest

from mnist_desktop.catalog.datasets import DATASETS, USUAL_DATASET
from mnist_desktop.catalog.networks import NETWORKS, USUAL_NETWORK, other_than
from mnist_desktop.catalog.options import Option, check_all
from mnist_desktop.catalog.presets import FINE_TUNING, PRESETS, USUAL_PRESET
from mnist_desktop.catalog.training import TRAINING_OPTIONS
from mnist_desktop.runs.plan import plan_of

TITLED = [option for options in (TRAINING_OPTIONS, *(row.options for row in NETWORKS.values())) for option in options]


def test_what_is_usual_is_in_the_catalog() -> None:
    assert USUAL_NETWORK in NETWORKS
    assert USUAL_PRESET in PRESETS
    assert USUAL_DATASET in DATASETS


def test_every_row_has_its_name_as_its_key() -> None:
    assert all(row.name == key for key, row in NETWORKS.items())
    assert all(row.name == key for key, row in PRESETS.items())
    assert all(row.name == key for key, row in DATASETS.items())


def test_every_row_says_what_it_is() -> None:
    assert all(row.about.startswith(f"{row.name}: ") and row.about.endswith(".") for row in NETWORKS.values())
    assert all(row.title and row.about.endswith(".") for row in PRESETS.values())
    assert all(row.title and row.about.endswith(".") for row in DATASETS.values())


@pytest.mark.parametrize("option", TITLED, ids=lambda option: option.name)
def test_an_option_with_a_field_says_what_it_is_for(option: Option) -> None:
    assert bool(option.title) == bool(option.about)


def test_rows_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        PRESETS["tutorial"] = PRESETS["thorough"]  # type: ignore[index]  # which is what is refused


@pytest.mark.parametrize("network", NETWORKS)
def test_a_network_s_defaults_pass_its_own_checks(network: str) -> None:
    check_all(NETWORKS[network].options, NETWORKS[network].defaults())


@pytest.mark.parametrize("network", NETWORKS)
def test_a_network_is_tuned_for_presets_that_there_are(network: str) -> None:
    assert NETWORKS[network].tuning.keys() <= {*PRESETS, FINE_TUNING.name}


@pytest.mark.parametrize("network", NETWORKS)
@pytest.mark.parametrize("preset", PRESETS)
def test_a_preset_makes_a_plan_of_any_network(preset: str, network: str) -> None:
    plan = plan_of(preset, network)
    assert (plan.network, plan.dataset, plan.parent) == (network, USUAL_DATASET, "")
    check_all(NETWORKS[network].options, plan.options)


@pytest.mark.parametrize("network", NETWORKS)
def test_the_tutorial_s_preset_is_the_tutorial(network: str) -> None:
    config = plan_of("tutorial", network).config
    assert (config.epochs, config.batch_size, config.learning_rate, config.momentum) == (10, 64, 0.001, 0.0)
    assert (config.optimizer, config.schedule, config.augmentation) == ("SGD", "constant", None)
    assert (config.averaging, config.hold_out, config.weight_decay) == (0.0, 0, 0.0)
    assert (config.pen_digits, config.non_digits) == (0, 0)


def test_the_tutorial_s_networks_are_the_tutorial_s() -> None:
    assert plan_of("tutorial", "FirstNet").options == {"relu_logits": True}
    assert plan_of("tutorial", "CNNNet").options == {"dropout": 0.5}


def test_only_the_bundled_data_sets_take_no_download() -> None:
    assert [row.name for row in DATASETS.values() if not row.download] == [USUAL_DATASET, "hands"]


def test_every_data_set_is_tested_on_another_one_that_comes_with_the_program() -> None:
    for row in DATASETS.values():
        assert row.other != row.name
        assert not DATASETS[row.other].download


def test_each_network_has_another_to_be_compared_with() -> None:
    assert [other_than(name) for name in ("FirstNet", "CNNNet")] == ["CNNNet", "FirstNet"]
