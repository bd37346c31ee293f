"""The strokes of a drawing as they can be seen: cut at the canvas edge, and without slips of the pen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from mnist_desktop.drawing.arrays import FloatArray, Indices
from mnist_desktop.drawing.segmentation import Pieces
from mnist_desktop.drawing.strokes import Drawing

SLIP: Final = 0.08  # of the longest stroke; what is shorter is a slip of the pen


@dataclass(frozen=True, eq=False)
class VisibleStrokes:
    """Strokes as `segments` (m, 2, 2) float64, [start, end][x, y], by stroke, `counts` (n,) > 0 of each.

    `indices` (n,) are their places among the strokes of the drawing.
    """

    segments: FloatArray
    counts: Indices
    indices: Indices

    def __len__(self) -> int:
        return len(self.counts)

    def of(self, chosen: Indices) -> FloatArray:
        """Return the segments of the chosen strokes, in that order."""
        many = self.counts[chosen]
        firsts = np.cumsum(self.counts) - self.counts
        place = np.arange(many.sum()) - np.repeat(np.cumsum(many) - many, many)
        return np.asarray(self.segments[np.repeat(firsts[chosen], many) + place])

    def pieces(self) -> Pieces:
        """Return where the strokes are. There must be one."""
        firsts = np.cumsum(self.counts) - self.counts
        low = np.minimum.reduceat(self.segments.min(axis=1), firsts)
        high = np.maximum.reduceat(self.segments.max(axis=1), firsts)
        return Pieces.uncut(low, high, strokes=self.indices)


def visible_strokes(drawing: Drawing) -> VisibleStrokes:
    """Return the visible strokes of a drawing that are no slips. Of dots alone, none is a slip."""
    segments, counts = drawing.segments_of_strokes()
    indices = np.flatnonzero(counts)
    found = VisibleStrokes(segments, counts[indices], indices)
    if len(found) < 2:
        return found
    lengths = found.pieces().lengths
    kept = np.flatnonzero(lengths >= SLIP * lengths.max())
    return VisibleStrokes(found.of(kept), found.counts[kept], found.indices[kept])
