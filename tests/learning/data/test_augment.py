from __future__ import annotations

import pytest
import torch
import torch.nn.functional as F  # noqa: N812  # the name every PyTorch reader knows
from torch import Tensor

from mnist_desktop.catalog.training import Augmentation
from mnist_desktop.learning.data import augment
from mnist_desktop.learning.data.mnist import Dataset, as_ink

NOTHING = Augmentation(rotation=0, scale=0, shear=0, shift=0, elastic=0)


@pytest.fixture
def ink(tiny: Dataset) -> Tensor:
    return as_ink(tiny.train.images[:200])


def distort(augmentation: Augmentation, ink: Tensor, seed: int = 0) -> Tensor:
    torch.manual_seed(seed)
    return augment.distort(ink, augmentation)


def centres(ink: Tensor) -> Tensor:
    """(n, 2): the centre of mass of each, y and x."""
    along = torch.arange(28.0)
    mass = ink.sum((1, 2, 3))
    return torch.stack([(ink.sum(3)[:, 0] @ along) / mass, (ink.sum(2)[:, 0] @ along) / mass], 1)


def test_digits_keep_their_shape_and_range(ink: Tensor) -> None:
    out = distort(Augmentation(), ink)
    assert out.shape == ink.shape
    assert out.dtype == torch.float32
    assert out.min() >= 0
    assert out.max() <= 1 + 1e-5


def test_paper_stays_paper() -> None:
    assert not distort(Augmentation(), torch.zeros(50, 1, 28, 28)).any()


def test_of_no_strength_nothing_is_changed(ink: Tensor) -> None:
    torch.testing.assert_close(distort(NOTHING, ink), ink, atol=1e-4, rtol=0)


def test_the_same_seed_distorts_the_same_way_and_another_does_not(ink: Tensor) -> None:
    assert torch.equal(distort(Augmentation(), ink), distort(Augmentation(), ink))
    assert not torch.equal(distort(Augmentation(), ink), distort(Augmentation(), ink, seed=1))


@pytest.mark.parametrize(("spared", "fewest", "most"), [(0.0, 0, 0), (0.25, 25, 75), (1.0, 200, 200)])
def test_a_share_stays_as_sharp_as_it_was(ink: Tensor, spared: float, fewest: int, most: int) -> None:
    change = (distort(Augmentation(spared=spared), ink) - ink).abs().amax((1, 2, 3))
    assert fewest <= (change < 1e-4).sum() <= most


def test_the_same_digit_is_distorted_otherwise_each_time(ink: Tensor) -> None:
    out = distort(Augmentation(spared=0.0), ink[:1].repeat(20, 1, 1, 1))
    assert len(out.unique(dim=0)) == 20


@pytest.mark.parametrize("rotation", [0.0, 0.001], ids=["by whole pixels", "by parts of pixels"])
def test_a_digit_is_shifted_no_farther_than_asked(rotation: float, ink: Tensor) -> None:
    shift = Augmentation(rotation=rotation, scale=0, shear=0, shift=2, elastic=0, spared=0)
    far_from_the_edge = F.pad(ink[..., 4:-4, 4:-4], [4] * 4)
    moved = (centres(distort(shift, far_from_the_edge)) - centres(far_from_the_edge)).abs()
    assert moved.max() < 2.001
    assert moved.max() > 1.5


@pytest.mark.parametrize("spared", [0.0, 0.25])
def test_where_a_shift_is_all_it_is_by_whole_pixels_and_every_digit_stays_as_sharp_as_it_was(spared: float) -> None:
    dotted = torch.zeros(400, 1, 28, 28)
    dotted[:, 0, 10, 12] = 0.5
    out = distort(Augmentation(rotation=0, scale=0, shear=0, shift=2.9, elastic=0, spared=spared), dotted)
    found, places = out.flatten(1).max(1)
    assert found.unique().tolist() == [0.5]
    assert (out > 0).sum() == 400
    down, across = places // 28 - 10, places % 28 - 12
    assert set(down.tolist()) == set(across.tolist()) == {-2, -1, 0, 1, 2}
    staying = ((down == 0) & (across == 0)).float().mean().item()
    assert staying == pytest.approx(spared + (1 - spared) / 25, abs=0.05)


def test_ink_that_is_shifted_over_the_edge_does_not_come_back_on_the_other_side() -> None:
    edge = torch.zeros(100, 1, 28, 28)
    edge[:, 0, 0, 0] = 1.0
    out = distort(Augmentation(rotation=0, scale=0, shear=0, shift=1, elastic=0, spared=0), edge)
    assert set(out.sum((1, 2, 3)).tolist()) == {0.0, 1.0}
    assert not out[:, 0, 2:, :].any()
    assert not out[:, 0, :, 2:].any()


def test_a_digit_stays_in_sight_and_keeps_its_amount_of_ink(ink: Tensor) -> None:
    out = distort(Augmentation(), ink)
    share = out.sum((1, 2, 3)) / ink.sum((1, 2, 3))
    assert share.min() > 0.5
    assert share.max() < 1.7
    assert (centres(out) - centres(ink)).abs().max() < 5


@pytest.mark.parametrize(
    "only", [{"rotation": 12.0}, {"scale": 0.12}, {"shear": 0.2}, {"shift": 2.0}, {"elastic": 0.8}]
)
def test_each_strength_does_something(only: dict[str, float], ink: Tensor) -> None:
    nothing = {"rotation": 0.0, "scale": 0.0, "shear": 0.0, "shift": 0.0, "elastic": 0.0}
    out = distort(Augmentation(**(nothing | only)), ink)  # type: ignore[arg-type]  # grid is no float, nor among them
    assert 0.005 < (out - ink).abs().mean() < 0.1
