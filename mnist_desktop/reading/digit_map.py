"""A map of labelled digits by what a layer gives for them, that moves as the network learns."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from mnist_desktop.drawing.arrays import Float32Array, FloatArray, GreyImage, Indices
from mnist_desktop.reading.digit_set import DigitSet
from mnist_desktop.reading.evaluation import as_ink
from mnist_desktop.reading.networks import Network
from mnist_desktop.reading.predictor import BATCH, Predictor, network_input
from mnist_desktop.reading.projection import Projection, project

PIXELS: Final = "pixels"  # in place of a layer's name: what the network is given
WIDEST: Final = 1500  # outputs of a layer; of more, as those of CNNNet's `conv1`, only every second, third… is taken
AROUND: Final = 10  # digits nearest to the drawing, which say among what it is

Place = tuple[float, float]


@dataclass(frozen=True, eq=False)
class DigitMap:
    """The map of n digits by a layer: (n, 2) float64 points, most within 1 of (0, 0), y down.

    `read` (n,) is what the network reads in each, `middles` has the median point of the digits of each label, None for
    a label without digits. `star` is the point of the digit on the pad, and `among` the label of most digits around it.
    """

    digits: DigitSet
    layer: str
    points: FloatArray
    read: Indices
    middles: tuple[Place | None, ...]
    star: Place | None = None
    among: int | None = None


def layers(network: Network) -> tuple[str, ...]:
    """Return the names of what a map can be of: the pixels, and each layer in order."""
    return (PIXELS, *(layer.name for layer in network.layers))


class MovingMap:
    """Makes one map after the other, each turned to lie on that before as well as it can. One thread calls it."""

    def __init__(self, digits: DigitSet) -> None:
        self._digits = digits
        self._images = network_input(as_ink(digits.images))
        self._made_of: tuple[Predictor, str, int] | None = None
        self._seen: tuple[Float32Array, Float32Array] | None = None  # a layer's outputs for all digits, and the logits
        self._next = 0  # the digit whose turn it is to be looked at anew
        self._projection: Projection | None = None
        self._map: DigitMap | None = None

    def map(self, predictor: Predictor, layer: str, image: GreyImage | None, turns: int = 1) -> DigitMap:
        """Map the digits, and a digit image, by a layer of the network or by their `PIXELS`.

        With `turns` above 1 only so small a part of the digits is looked at anew, each in its turn. The others stay
        what they were in the maps before, if those are of the same layer.
        """
        if self._made_of != (predictor, layer, turns):
            self._move(predictor, layer, turns)
            self._made_of = (predictor, layer, turns)
        found, projection = self._map, self._projection
        assert found is not None, "the map was just made"
        assert projection is not None, "so was its projection"
        if image is None:
            return found
        star = projection.place(_outputs(predictor, network_input([image]), layer)[0][0])
        return replace(found, star=star, among=self._among(found.points, star))

    def _move(self, predictor: Predictor, layer: str, turns: int) -> None:
        before = self._made_of
        is_alike = before is not None and (before[0].network.name, before[1]) == (predictor.network.name, layer)
        outputs, logits = self._seen = self._look(predictor, layer, turns if is_alike else 1)
        self._projection = project(outputs, self._projection, follow=is_alike)
        points, labels = self._projection.points, self._digits.labels
        middles = tuple(_middle(points[labels == digit]) for digit in range(10))
        self._map = DigitMap(self._digits, layer, points, np.asarray(logits.argmax(axis=1)), middles)

    def _look(self, predictor: Predictor, layer: str, turns: int) -> tuple[Float32Array, Float32Array]:
        """Return a layer's outputs and the logits for all digits, a part of them as they are now."""
        if self._seen is None or turns == 1:
            return _outputs(predictor, self._images, layer)
        part = slice(self._next, self._next + -(-len(self._images) // turns))
        self._next = part.stop if part.stop < len(self._images) else 0
        for all_of_them, anew in zip(self._seen, _outputs(predictor, self._images[part], layer), strict=True):
            all_of_them[part] = anew
        return self._seen

    def _among(self, points: FloatArray, star: Place) -> int:
        apart = np.hypot(*(points - star).T)
        around = np.argpartition(apart, min(AROUND, len(apart)) - 1)[:AROUND]
        return int(np.bincount(self._digits.labels[around]).argmax())


def _outputs(predictor: Predictor, images: Float32Array, layer: str) -> tuple[Float32Array, Float32Array]:
    """Return a layer's outputs for n normalised images, as (n, at most `WIDEST`), and the (n, 10) logits."""
    found = list[tuple[Float32Array, Float32Array]]()
    with np.errstate(over="ignore", invalid="ignore"):  # as with weights of a network that is diverging
        for start in range(0, len(images), BATCH):
            batch = images[start : start + BATCH]
            by_layer = {PIXELS: batch} | predictor.network.activations(batch)
            found.append((_thinned(by_layer[layer]), list(by_layer.values())[-1]))
    outputs, logits = (np.concatenate(each) for each in zip(*found, strict=True))
    return outputs, logits


def _thinned(values: Float32Array) -> Float32Array:
    flat = values.reshape(len(values), -1)
    return np.ascontiguousarray(flat[:, :: -(-flat.shape[1] // WIDEST)])


def _middle(points: FloatArray) -> Place | None:
    if not len(points):
        return None
    x, y = np.median(points, axis=0).tolist()
    return x, y
