from __future__ import annotations

from typing import Any

import pytest
import torch

from mnist_desktop.learning.config import DEVICES, PRESETS, RANGES, TrainingConfig, pick_device


@pytest.mark.parametrize(
    "wrong",
    [
        {"epochs": 0},
        {"batch_size": -5},
        {"learning_rate": 0.0},
        {"learning_rate": -1.0},
        {"learning_rate": float("nan")},
        {"learning_rate": float("inf")},
        {"momentum": 1.0},
        {"weight_decay": -0.1},
        {"averaging": 1.0},
        {"hold_out": -1},
        {"seed": -1},
        {"seed": 2**63},
    ],
)
def test_a_value_out_of_its_range_is_refused_by_name(wrong: dict[str, Any]) -> None:
    [name] = wrong
    with pytest.raises(ValueError, match=f"^{name.replace('_', ' ')} must be between"):
        TrainingConfig(**wrong)


@pytest.mark.parametrize("name", RANGES)
def test_both_ends_of_a_range_are_in_it(name: str) -> None:
    for end in RANGES[name]:
        value: Any = int(end) if isinstance(getattr(TrainingConfig(), name), int) else end
        assert getattr(TrainingConfig(**{name: value}), name) == end


def test_the_tutorial_s_preset_is_the_tutorial() -> None:
    preset = PRESETS["tutorial"]
    config = preset.config
    assert (config.epochs, config.batch_size, config.learning_rate, config.momentum) == (10, 64, 0.001, 0.0)
    assert (config.schedule, config.augmentation, config.averaging, config.hold_out) == ("constant", None, 0.0, 0)
    assert preset.network("FirstNet").options == {"relu_logits": True}
    assert preset.network("CNNNet").options == {"dropout": 0.5}


@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize("name", ["FirstNet", "CNNNet"])
def test_a_preset_s_network_comes_from_its_seed(preset: str, name: str) -> None:
    one, same, other = (PRESETS[preset].network(name, seed).state_dict() for seed in (None, 0, 1))
    assert all(torch.equal(one[key], same[key]) for key in one)
    assert not any(torch.equal(one[key], other[key]) for key in one)


def test_only_a_device_that_is_there_is_picked() -> None:
    accelerator = torch.accelerator.current_accelerator(check_available=True)
    assert pick_device("cpu").type == "cpu"
    assert pick_device("auto") == (accelerator or torch.device("cpu"))
    for name in set(DEVICES) - {"auto", "cpu", accelerator.type if accelerator else "cpu"}:
        with pytest.raises(ValueError, match=f'this machine has no "{name}" device'):
            pick_device(name)
