from __future__ import annotations

import numpy as np
import pytest
import torch
from hand_samples import of_image, samples_of

from mnist_desktop.drawing.strokes import Drawing, Stroke
from mnist_desktop.learning.data.samples import as_written, varied
from mnist_desktop.samples.sample import Sample

DRAWN = samples_of(6, 5)
IMAGE = of_image(samples_of(7, 1)[0].image, 8)


def test_samples_have_the_images_that_were_read() -> None:
    digits = as_written([*DRAWN, IMAGE])
    assert digits.labels.tolist() == [*(each.label for each in DRAWN), 8]
    for pixels, sample in zip(digits.images, [*DRAWN, IMAGE], strict=True):
        np.testing.assert_array_equal(pixels, np.round(sample.image * 255))


@pytest.mark.parametrize("count", [1, 5, 6, 17, 120])
def test_each_sample_is_varied_equally_often(count: int) -> None:
    samples = [*DRAWN, IMAGE]
    digits, owners = varied(samples, count, seed=0)
    assert digits.images.shape == (count, 28, 28)
    assert digits.labels.tolist() == [samples[owner].label for owner in owners]
    times = np.bincount(owners, minlength=6)
    assert times.max() - times.min() <= 1


def test_each_image_shows_its_sample() -> None:
    samples = [*DRAWN, IMAGE]
    digits, _ = varied(samples, 60, seed=1)
    written = as_written(samples).images.flatten(1).float()
    similarity = torch.cosine_similarity(digits.images.flatten(1).float()[:, None], written[None], dim=2)
    shown = torch.tensor([each.label for each in samples])[similarity.argmax(1)]
    assert (shown == digits.labels).float().mean() > 0.9


@pytest.mark.parametrize("sample", [DRAWN[1], IMAGE], ids=["strokes", "image"])
def test_images_of_one_sample_differ(sample: Sample) -> None:
    digits, _ = varied([sample], 20, seed=0)
    assert len({image.numpy().tobytes() for image in digits.images}) > 10


@pytest.mark.parametrize("sample", [DRAWN[1], IMAGE], ids=["strokes", "image"])
def test_some_images_are_as_written(sample: Sample) -> None:
    digits, _ = varied([sample], 60, seed=0)
    written = as_written([sample]).images[0].float()
    distances = (digits.images.float() - written).abs().mean((1, 2))
    assert distances.min() < distances.mean() / 2


def test_the_same_seed_gives_the_same_images_and_another_seed_others() -> None:
    samples = [*DRAWN, IMAGE]
    one, same, other = (varied(samples, 30, seed=seed)[0].images for seed in (3, 3, 4))
    assert torch.equal(one, same)
    assert not torch.equal(one, other)


def test_torch_draws_the_same_random_numbers_as_if_nothing_was_varied() -> None:
    torch.manual_seed(5)
    expected = torch.rand(3)
    torch.manual_seed(5)
    varied([IMAGE], 10, seed=0)
    assert torch.equal(torch.rand(3), expected)


def test_the_size_of_the_canvas_does_not_matter() -> None:
    small = Drawing((Stroke(np.array([[20.0, 20.0], [80.0, 80.0], [30.0, 80.0]])),), 100, 100)
    large = Drawing((Stroke(np.array([[200.0, 200.0], [800.0, 800.0], [300.0, 800.0]])),), 1000, 1000)
    one, other = (varied([Sample.new(2, each)], 8, seed=0)[0].images for each in (small, large))
    assert torch.equal(one, other)


def test_a_dot_is_varied_too() -> None:
    dot = Sample.new(1, Drawing((Stroke(np.array([[250.0, 250.0]])),)))
    digits, _ = varied([dot], 10, seed=0)
    assert (digits.images.flatten(1).max(1).values > 0).all()
