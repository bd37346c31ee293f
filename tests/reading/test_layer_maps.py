"""The pictures of a layer by themselves: made of any numbers, beside what torch computes of the same."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
import torch
import torch.nn.functional as F  # noqa: N812  # the name every PyTorch reader knows
from explained import places
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from mnist_desktop.drawing.arrays import Float32Array
from mnist_desktop.drawing.digit_image import normalise
from mnist_desktop.reading.layer_maps import (
    ConvolutionMaps,
    ImageMaps,
    KernelMaps,
    PooledMaps,
    UnitMaps,
    WeightMaps,
    kernel_maps,
)
from mnist_desktop.reading.layer_values import Ink, PatchSum, Pooled, Source, UnitShare
from mnist_desktop.reading.shades import MOST, ZERO

STRONGEST = ZERO + MOST
WHOLE = st.integers(-9, 9).map(np.float32)  # sums of their products are exact, and some are as large as others


def whole(*shape: int) -> st.SearchStrategy[Float32Array]:
    return arrays(np.float32, shape, elements=WHOLE)


@st.composite
def convolutions(draw: st.DrawFn) -> ConvolutionMaps:
    """Maps that torch made."""
    count, channels, side = draw(st.integers(1, 3)), draw(st.integers(1, 3)), draw(st.integers(1, 3))
    height, width = draw(st.integers(side, 5)), draw(st.integers(side, 5))
    inputs = draw(whole(channels, height, width))
    kernels, biases = draw(whole(count, channels, side, side)), draw(whole(count))
    is_rectified = draw(st.booleans())
    values = F.conv2d(torch.tensor(inputs)[None], torch.tensor(kernels), torch.tensor(biases))[0]
    shown = F.relu(values) if is_rectified else values
    return ConvolutionMaps("conv", shown.numpy(), inputs, kernels, biases, is_rectified)


@given(convolutions())
def test_the_patch_times_the_kernel_with_the_bias_is_what_torch_s_convolution_gives(maps: ConvolutionMaps) -> None:
    for index, row, column in places(maps):
        found = maps.explain(index, row, column)
        assert isinstance(found, PatchSum)
        assert found.value == maps.values[index, row, column]
        assert (max(found.total, 0) if maps.is_rectified else found.total) == found.value
        assert found.most == np.abs(maps.inputs).max()
        side = maps.kernels.shape[-1]
        assert found.source == Source(None, row, column, side)
        assert found.patches.shape == found.kernels.shape == (len(maps.inputs), side, side)


@given(st.data(), st.booleans())
def test_the_pixel_that_is_kept_is_the_one_that_torch_s_pooling_keeps(data: st.DataObject, is_rectified: bool) -> None:
    count, height, width = (data.draw(st.integers(least, 7)) for least in (1, 2, 2))
    inputs = data.draw(whole(count, height, width))
    of_torch = F.max_pool2d(torch.tensor(inputs), 2, return_indices=True)
    pooled, kept = (each.numpy() for each in of_torch)
    maps = PooledMaps("pool", np.maximum(pooled, 0) if is_rectified else pooled, inputs, is_rectified)
    for place in places(maps):
        found = maps.explain(*place)
        assert isinstance(found, Pooled)
        row, column = found.source.row + found.row, found.source.column + found.column
        assert (found.source.map, row * width + column) == (place[0], kept[place])
        assert (found.largest, found.value) == (pooled[place], maps.values[place])


@given(st.integers(1, 4), st.integers(1, 8), st.integers(1, 4), st.data())
def test_each_kernel_lies_whole_in_its_picture(count: int, channels: int, side: int, data: st.DataObject) -> None:
    kernels = data.draw(whole(count, channels, side, side))
    maps = kernel_maps("conv", kernels)
    lines = maps.values.shape[1] // side
    assert lines == (2 if channels % 2 == 0 else 1)
    for index, channel in product(range(count), range(channels)):
        line, place = divmod(channel, channels // lines)
        part = maps.values[index, line * side : (line + 1) * side, place * side : (place + 1) * side]
        assert (part == kernels[index, channel]).all()
    assert maps.values.size == kernels.size


@given(arrays(np.float32, array_shapes(min_dims=3, max_dims=3, max_side=4), elements=WHOLE), st.floats(1e-30, 1e30))
def test_maps_have_one_scale_and_patterns_have_each_their_own(values: Float32Array, strength: float) -> None:
    values = np.asarray(values * np.float32(strength))
    image, patterns = ImageMaps("", values).shades, KernelMaps("conv", values, values[:, None]).shades
    for shown, largest in ((image, np.abs(values).max()), (patterns, np.abs(values).max((1, 2), keepdims=True))):
        assert np.array_equal(np.abs(shown.astype(int) - ZERO) == MOST, (np.abs(values) == largest) & (values != 0))
        assert np.array_equal(np.sign(shown.astype(int) - ZERO), np.sign(values))


@given(arrays(np.float32, (2, 2, 2), elements=st.floats(width=32)))
def test_values_that_are_no_numbers_are_blank_and_spoil_no_others(values: Float32Array) -> None:
    image, patterns = ImageMaps("", values).shades, KernelMaps("conv", values, values[:, None]).shades
    for shown in (image, patterns):
        assert (shown[np.isnan(values)] == ZERO).all()
        assert (shown[values == np.inf] == STRONGEST).all()
        assert (shown[values == -np.inf] == ZERO - MOST).all()
        assert (shown[values >= 0] >= ZERO).all()


def test_a_pattern_of_zeros_stays_blank_beside_others() -> None:
    values = np.zeros((3, 2, 2), np.float32)
    values[0], values[2, 0, 0] = 100, -1e-3
    units, nothing = np.arange(3), np.zeros(3, np.float32)
    maps = WeightMaps("fc0", values, units, nothing, nothing, nothing, 7, np.zeros((2, 2), np.float32), is_for=True)
    assert maps.shades[0].min() == STRONGEST
    assert (maps.shades[1] == ZERO).all()
    assert maps.shades[2].tolist() == [[ZERO - MOST, ZERO], [ZERO, ZERO]]


@pytest.mark.parametrize("ink", [0.0, 0.5, 1.0])
def test_ink_is_told_with_what_the_network_gets_for_it(ink: float) -> None:
    image = np.full((1, 28, 28), ink, np.float32)
    found = ImageMaps("", image).explain(0, 27, 27)
    assert found == Ink(ink, float(normalise(image[0])[27, 27]))


@given(st.data())
def test_a_unit_on_pixels_is_explained_with_its_own_weights_wherever_one_looks(data: st.DataObject) -> None:
    values, image = data.draw(whole(3, 4, 4)), data.draw(whole(4, 4))
    biases, shares = data.draw(whole(3)), data.draw(whole(3))
    linear = F.linear(torch.tensor(image).flatten(), torch.tensor(values).flatten(1), torch.tensor(biases)).numpy()
    outputs = np.maximum(linear, 0)
    maps = WeightMaps("fc0", values, np.array([30, 2, 17]), biases, outputs, shares, 4, image, is_for=False)
    for index, unit in enumerate((30, 2, 17)):
        found = maps.explain(index, 3 - index, 3)
        assert isinstance(found, UnitShare)
        assert (found.unit, found.value, found.share, found.answer) == (unit, outputs[index], shares[index], 4)
        assert found.sum is not None
        assert (found.sum.total, found.sum.value) == (linear[index], outputs[index])
        assert (found.sum.source, found.sum.most) == (None, np.abs(image).max())


@given(st.integers(1, 60), st.integers(1, 25))
def test_units_are_read_row_by_row_and_behind_the_last_is_the_last(units: int, columns: int) -> None:
    rows = -(-units // columns)
    values = np.zeros((1, rows, columns), np.float32)
    values.flat[:units] = np.arange(1, units + 1)
    maps = UnitMaps("fc1", values, np.arange(units, dtype=np.float32) / np.float32(2), 3)
    for row, column in product(range(rows), range(columns)):
        unit = min(row * columns + column, units - 1)
        found = maps.explain(0, row, column)
        assert isinstance(found, UnitShare)
        assert (found.unit, found.value, found.share, found.answer) == (unit, unit + 1, unit / 2, 3)
        assert found.sum is None
