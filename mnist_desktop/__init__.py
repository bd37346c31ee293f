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
    """Read a digit. It imports no torch.

    `what` is the path of a picture or of a file with one drawing, a `PIL.Image`, a `Drawing`, a list of strokes (each
    (n, 2), x and y in pixels, y down), or a NumPy array: a grey or colour picture (height, width[, 3 or 4]), or a
    28×28 digit image. Arrays are in 0…255, in 0…1 if they are floats that go no higher, or 0…65535 if uint16.

    `model` is FirstNet or CNNNet; the default is what the checkpoint holds, or CNNNet. `checkpoint` is the file with
    its weights; the default is the factory weights. The reading of a blank input has no digits.

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
