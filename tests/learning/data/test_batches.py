from __future__ import annotations

import pytest
import torch
from torch.utils.data import DataLoader, TensorDataset

from mnist_desktop.catalog.training import Augmentation
from mnist_desktop.learning.data.batches import Batches
from mnist_desktop.learning.data.mnist import Dataset

SHIFT = Augmentation(rotation=0.0, scale=0.0, shear=0.0, shift=2.0, elastic=0.0)


@pytest.mark.parametrize("seed", [0, 7])
def test_the_order_is_a_dataloader_s_bit_for_bit_epoch_after_epoch(seed: int, tiny: Dataset) -> None:
    digits = tiny.train[:1000]
    generator = torch.Generator().manual_seed(seed)
    loader = DataLoader(TensorDataset(digits.normalised(), digits.labels), 64, shuffle=True, generator=generator)
    batches = Batches(digits, 64, None, seed)
    for _ in range(3):
        for batch, (images, labels) in zip(batches.epoch(), loader, strict=True):
            assert torch.equal(batch.images(), images)
            assert torch.equal(batch.labels, labels)


def test_an_epoch_holds_every_digit_once_the_last_batch_being_smaller(tiny: Dataset) -> None:
    batches = list(Batches(tiny.train[:1000], 64, None, 0).epoch())
    assert len(batches) == len(Batches(tiny.train[:1000], 64, None, 0)) == 16
    assert [len(batch) for batch in batches] == [64] * 15 + [40]
    seen, all_of_them = (
        each.flatten(1) for each in (torch.cat([batch.images() for batch in batches]), tiny.train[:1000].normalised())
    )
    assert torch.equal(seen.unique(dim=0), all_of_them.unique(dim=0))


def test_distorted_digits_keep_their_labels_and_the_order(tiny: Dataset) -> None:
    plain, distorted = (Batches(tiny.train[:300], 100, how, 3) for how in (None, Augmentation()))
    for one, other in zip(plain.epoch(), distorted.epoch(), strict=True):
        images, other_images = one.images(), other.images()
        assert torch.equal(one.labels, other.labels)
        assert images.shape == other_images.shape
        assert not torch.equal(images, other_images)
        assert (images - other_images).abs().mean() < (images - other_images.roll(1, 0)).abs().mean()


@pytest.mark.parametrize("how", [None, Augmentation(), SHIFT], ids=["plain", "distorted", "shifted"])
def test_the_parts_of_a_batch_hold_the_images_of_the_whole(how: Augmentation | None, tiny: Dataset) -> None:
    whole = next(Batches(tiny.train[:300], 100, how, 3).epoch())
    parts = [whole[:30], whole[30:90], whole[90:]]
    assert [len(part) for part in parts] == [30, 60, 10]
    assert torch.equal(torch.cat([part.labels for part in parts]), whole.labels)
    torch.testing.assert_close(torch.cat([part.images() for part in parts]), whole.images())
