"""Draw a digit, have it read, and watch a neural network learn to read it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mnist_desktop.reading.public import Readable
    from mnist_desktop.reading.values import Reading

__version__ = "0.1.0"
__all__ = ["__version__", "read"]


def read(what: Readable, model: str | None = None, checkpoint: str | os.PathLike[str] | None = None) -> Reading:
    """Read a number of one or more digits. It imports no torch.

    `what` is one of these:

    - the path of a file that `mnist-desktop predict` takes and that holds one picture, drawing or digit, or such a
      file, opened in binary mode;
    - a `PIL.Image`;
    - an array of NumPy or torch: a grey or colour picture, (height, width[, 3 or 4]), or a 28×28 digit image, ink light
      on dark or dark on light. Its values are in 0…255, in 0…1 if none is higher, or in the range of the bits in use;
    - a `Drawing`, or a list of strokes, each (n, 2), x and y in pixels, y down.

    `model` is FirstNet or CNNNet; the default is what the checkpoint holds, or CNNNet. `checkpoint` is the file with
    its weights; the default is the factory weights.

    The reading's `.text` is the number, `.sure` whether every digit is, and `.digits` what each digit is read as: its
    `.digit`, `.confidence`, `.sure` and ten `.probabilities`, and `.box`, the place of its ink as `x`, `y`, `width` and
    `height` in pixels of the picture (upright) or the drawing. Digits are in reading order. A blank input has none.

    Raises ValueError, with a note in plain words, for an input or a checkpoint that cannot be used.
    """
    from mnist_desktop.reading import public
    from mnist_desktop.system.errors import ProblemError
    from mnist_desktop.words.problems import sentence

    try:
        return public.read(what, model, checkpoint)
    except ProblemError as error:
        error.add_note(sentence(error.problem))
        raise
