"""What the layers are shown to do, beside what torch's networks do with the same weights."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import numpy as np
import pytest
import torch
import torch.nn.functional as F  # noqa: N812  # the name every PyTorch reader knows
from explained import diverged, drawn, load, places, silent
from torch import Tensor, nn

from mnist_desktop.drawing.arrays import Float32Array
from mnist_desktop.drawing.digit_image import normalise
from mnist_desktop.learning import networks as in_torch
from mnist_desktop.reading.layer_maps import (
    ConvolutionMaps,
    ImageMaps,
    KernelMaps,
    PooledMaps,
    UnitMaps,
    WeightMaps,
)
from mnist_desktop.reading.layer_values import Ink, Kernel, PatchSum, Pooled, UnitShare
from mnist_desktop.reading.layer_views import MOST_AGAINST, MOST_FOR, LayerViews, look
from mnist_desktop.reading.networks import Layer, Network, Operation, Shapes
from mnist_desktop.reading.predictor import Predictor, network_input
from mnist_desktop.reading.subject import Subject

MOST_APART = 1e-4
RELU_LOGITS = {"relu_logits": True}


class ThirdNet(Network):
    """One convolution with ReLU and no pooling, and behind it a layer with as many inputs as there are pixels."""

    SHAPES: ClassVar[Shapes] = {
        "see.weight": (2, 1, 9, 9),
        "see.bias": (2,),
        "think.weight": (784, 800),
        "think.bias": (784,),
        "more.weight": (30, 784),
        "more.bias": (30,),
        "say.weight": (10, 30),
        "say.bias": (10,),
    }

    @property
    def layers(self) -> tuple[Layer, ...]:
        return (
            Layer("see", (Operation.CONVOLUTION, Operation.RELU)),
            Layer("think", (Operation.FLATTEN, Operation.LINEAR, Operation.RELU)),
            Layer("more", (Operation.LINEAR, Operation.RELU)),
            Layer("say", (Operation.LINEAR,)),
        )


@pytest.fixture
def third() -> Predictor:
    draw = np.random.default_rng(4)
    weights = {name: draw.normal(0, 0.1, shape).astype(np.float32) for name, shape in ThirdNet.SHAPES.items()}
    found = Predictor("CNNNet", {}, {}, load("CNNNet").calibration)
    found._network = ThirdNet(weights, {})
    return found


def assert_close(ours: Any, theirs: Any) -> None:
    np.testing.assert_allclose(ours, theirs, rtol=MOST_APART, atol=MOST_APART)


def seen(network: str, digit: int = 7) -> LayerViews:
    return look(Subject(load(network), drawn(digit)))


def of_type(views: LayerViews, kind: type[Any]) -> list[Any]:
    return [maps for maps in views.maps if isinstance(maps, kind)]


def torch_layers(name: str, digit: int) -> tuple[Mapping[str, Float32Array], Float32Array]:
    """What forward hooks hear in torch's network: each module's output by its name, and the logits."""
    network = in_torch.build(name, load(name).network.options)
    network.load_state_dict({key: torch.tensor(value) for key, value in load(name).network.weights.items()})
    network.eval()
    heard: dict[str, Float32Array] = {}

    def hear(module_name: str) -> Any:
        return lambda _module, _inputs, output: heard.update({module_name: output.detach().numpy()[0]})

    for child_name, child in network.named_children():
        child.register_forward_hook(hear(child_name))
    with torch.no_grad():
        images = torch.tensor(network_input([drawn(digit)]))
        logits = network.logits(images).numpy()[0]
        _call_convolutions(network, images, heard)
    return heard, logits


def _call_convolutions(network: nn.Module, images: Tensor, heard: dict[str, Float32Array]) -> None:
    """Call the convolutions, which the network computes together with their pooling, past their hooks."""
    values = images
    for number in (1, 2):
        convolution = getattr(network, f"conv{number}", None)
        if convolution is not None:
            pooled = convolution.pooled(values)
            convolution(values)
            heard[f"pool{number}"] = pooled.numpy()[0]
            values = pooled


@pytest.mark.parametrize("digit", [1, 4, 7])
def test_the_maps_are_what_hooks_hear_in_torch(digit: int) -> None:
    heard, _ = torch_layers("CNNNet", digit)
    views = seen("CNNNet", digit)
    assert [maps.layer for maps in views.maps] == ["", "conv1", "pool1", "conv2", "pool2", "fc1"]
    for maps in views.maps[1:5]:
        assert_close(maps.values, heard[maps.layer])
    assert_close(views.maps[5].values.ravel(), F.relu(torch.tensor(heard["fc1"])))


@pytest.mark.parametrize("digit", [1, 4, 7])
def test_the_units_on_pixels_are_what_hooks_hear_in_torch(digit: int) -> None:
    heard, logits = torch_layers("FirstNet", digit)
    views = seen("FirstNet", digit)
    best, worst = of_type(views, WeightMaps)
    assert (len(best.units), len(worst.units)) == (MOST_FOR, MOST_AGAINST)
    for maps in (best, worst):
        assert_close(maps.outputs, np.maximum(heard["fc0"], 0)[maps.units])
        weights = load("FirstNet").network.weights["fc0.weight"]
        assert (maps.values.reshape(-1, 784) == weights[maps.units]).all()
        assert maps.answer == logits.argmax()


@pytest.mark.parametrize("name", ["CNNNet", "FirstNet"])
def test_the_votes_add_up_to_torch_s_logits(name: str) -> None:
    _, logits = torch_layers(name, 7)
    views = seen(name)
    assert views.last == "fc2"
    assert [vote.digit for vote in views.votes] == list(range(10))
    assert_close([vote.above + vote.below for vote in views.votes], logits)


def test_units_are_sorted_by_what_they_add_to_the_answer_as_autograd_says() -> None:
    weights = {key: torch.tensor(value) for key, value in load("FirstNet").network.weights.items()}
    image = torch.tensor(network_input([drawn(7)])).flatten(1)
    hidden = F.relu(F.linear(image, weights["fc0.weight"], weights["fc0.bias"])).requires_grad_()
    after = F.relu(F.linear(hidden, weights["fc1.weight"], weights["fc1.bias"]))
    logits = F.linear(after, weights["fc2.weight"], weights["fc2.bias"])[0]
    logits[logits.argmax()].backward()
    assert hidden.grad is not None
    shares = (hidden * hidden.grad)[0].detach().numpy()
    best, worst = of_type(seen("FirstNet"), WeightMaps)
    assert_close(best.shares, np.sort(shares)[::-1][:MOST_FOR])
    assert_close(worst.shares, np.sort(shares)[:MOST_AGAINST])
    assert_close(shares[best.units], best.shares)


def test_what_hidden_units_add_is_what_the_last_layer_makes_of_them() -> None:
    views = seen("CNNNet")
    [units] = of_type(views, UnitMaps)
    assert_close(units.shares, views.votes[units.answer].shares)
    answer = units.explain(0, 1, 3)
    assert isinstance(answer, UnitShare)
    assert (answer.unit, answer.value) == (28, units.values[0, 1, 3])
    assert answer.share == units.shares[28]


def test_the_sum_at_each_pixel_is_the_map_s_value() -> None:
    for maps in of_type(seen("CNNNet"), ConvolutionMaps):
        sums = [maps.explain(*place) for place in places(maps)]
        assert all(isinstance(each, PatchSum) for each in sums)
        totals = np.array([each.total for each in sums]).reshape(maps.values.shape)
        assert_close(totals, maps.values)
        assert [each.value for each in sums] == list(maps.values.ravel())


def test_each_pooled_pixel_is_the_largest_of_its_four_and_they_are_where_it_says() -> None:
    views = seen("CNNNet")
    for before, maps in zip(views.maps[1:4:2], views.maps[2:5:2], strict=True):
        assert isinstance(maps, PooledMaps)
        for place in places(maps):
            found = maps.explain(*place)
            assert isinstance(found, Pooled)
            source = found.source
            row, column = source.row + found.row, source.column + found.column
            assert before.values[source.map, row, column] == found.largest == found.square.max()
            assert max(found.largest, 0) == found.value == maps.values[place]


def test_a_unit_on_pixels_is_the_sum_of_ink_times_weights() -> None:
    [best, _] = of_type(seen("FirstNet"), WeightMaps)
    for index in range(MOST_FOR):
        found = best.explain(index, 3, 3)
        assert isinstance(found, UnitShare)
        assert found.sum is not None
        assert max(found.sum.total, 0) == pytest.approx(found.value, abs=MOST_APART)
        assert found.unit == best.units[index]


def test_the_image_tells_its_ink_and_what_the_network_gets() -> None:
    image = seen("CNNNet").maps[0]
    assert isinstance(image, ImageMaps)
    row, column = map(int, np.argwhere(image.values[0] > 0.5)[0])
    found = image.explain(0, row, column)
    assert found == Ink(float(image.values[0, row, column]), float(normalise(image.values[0])[row, column]))


def test_a_third_network_is_shown_by_its_layers(third: Predictor) -> None:
    views = look(Subject(third, drawn(7)))
    assert [type(maps) for maps in views.maps] == [ImageMaps, ConvolutionMaps, UnitMaps, UnitMaps]
    assert [maps.values.shape for maps in views.maps] == [(1, 28, 28), (2, 20, 20), (1, 32, 25), (1, 2, 25)]
    _, seeing, thinking, _ = views.maps
    assert isinstance(seeing, ConvolutionMaps)
    assert seeing.is_rectified
    for place in places(seeing):
        found = seeing.explain(*place)
        assert isinstance(found, PatchSum)
        assert max(found.total, 0) == pytest.approx(found.value, abs=MOST_APART)
    last = thinking.explain(0, 31, 24)  # behind the last unit
    assert isinstance(last, UnitShare)
    assert last.unit == 783
    assert len(views.votes) == 10


def test_while_nothing_is_drawn_the_weights_are_shown(third: Predictor) -> None:
    shown = {name: look(Subject(load(name))) for name in ("CNNNet", "FirstNet")} | {"third": look(Subject(third))}
    assert all(not views.votes for views in shown.values())
    sizes = {name: [maps.values.shape for maps in views.maps] for name, views in shown.items()}
    assert sizes == {"CNNNet": [(10, 5, 5), (20, 10, 25)], "FirstNet": [(MOST_FOR, 28, 28)], "third": [(2, 9, 9)]}


def test_kernels_of_several_maps_lie_side_by_side_in_two_rows() -> None:
    maps = look(Subject(load("CNNNet"))).maps[1]
    assert isinstance(maps, KernelMaps)
    kernels = load("CNNNet").network.weights["conv2.weight"]
    for channel in range(10):
        top, left = 5 * (channel // 5), 5 * (channel % 5)
        assert (maps.values[3, top : top + 5, left : left + 5] == kernels[3, channel]).all()
    found = maps.explain(3, 0, 0)
    assert isinstance(found, Kernel)
    assert (found.kernels == kernels[3]).all()


def test_of_the_weights_on_pixels_the_largest_come_first() -> None:
    [maps] = look(Subject(load("FirstNet"))).maps
    sizes = np.linalg.norm(maps.values.reshape(MOST_FOR, -1), axis=1)
    weights = load("FirstNet").network.weights["fc0.weight"]
    assert_close(sizes, np.sort(np.linalg.norm(weights, axis=1))[::-1][:MOST_FOR])


@pytest.mark.parametrize("name", ["CNNNet", "FirstNet"])
@pytest.mark.parametrize("image", [drawn(7), None], ids=["drawn", "nothing drawn"])
def test_networks_that_diverge_or_say_nothing_give_numbers(name: str, image: Float32Array | None) -> None:
    for broken in (diverged(name), silent(name)):
        views = look(Subject(broken, image))
        for maps in views.maps:
            assert np.isfinite(maps.values).all()
            found = maps.explain(0, 0, 0)
            if isinstance(found, PatchSum):
                assert np.isfinite(found.total)
        assert all(np.isfinite([vote.above, vote.below]).all() for vote in views.votes)


def test_logits_after_relu_are_explained_before_it() -> None:
    plain = load("FirstNet")
    with_relu = Predictor("FirstNet", RELU_LOGITS, plain.network.weights, plain.calibration)
    votes = look(Subject(with_relu, drawn(7))).votes
    expected = look(Subject(plain, drawn(7))).votes
    assert [vote.above + vote.below for vote in votes] == [vote.above + vote.below for vote in expected]


def test_maps_of_one_layer_share_a_scale_and_patterns_have_their_own() -> None:
    drawn_maps, patterns = seen("CNNNet").maps[1], look(Subject(load("CNNNet"))).maps[0]
    assert [int(each.max() == 255 or each.min() == 1) for each in patterns.shades] == [1] * 10
    assert sum(each.max() == 255 or each.min() == 1 for each in drawn_maps.shades) == 1
