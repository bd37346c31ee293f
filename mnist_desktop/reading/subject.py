"""What the page Inside looks into: a network with its weights, and the digit image that it reads."""

from __future__ import annotations

from dataclasses import dataclass

from mnist_desktop.drawing.arrays import GreyImage
from mnist_desktop.reading.predictor import Predictor


@dataclass(frozen=True, eq=False)
class Subject:
    """Weights that read, and a (28, 28) float32 digit image, ink 1, paper 0; None while nothing is drawn."""

    predictor: Predictor
    image: GreyImage | None = None
