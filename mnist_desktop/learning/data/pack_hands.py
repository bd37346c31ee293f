"""Packs drawing files into resources/hands.

Run it as `python -m mnist_desktop.learning.data.pack_hands OUTPUT FILE...`. The files are drawing files, gzipped, with
a drawing a line: `label` is the digit, `character` what else it shows, `writer` is COLLECTION-WRITER, or a number alone
in collection 0. It prints the packed file's SHA-256, for `hands.CHECKSUM`.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import lzma
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from safetensors.numpy import save

from mnist_desktop.learning.data.hands import TENTHS
from mnist_desktop.system.files import write_atomically

Row = Mapping[str, Any]
_FILTERS: Final = [{"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME, "lc": 2, "lp": 1, "pb": 1}]  # of int16


def main(output: Path, files: Sequence[Path]) -> int:
    rows: list[Row] = []
    for file in files:
        with gzip.open(file) as lines:
            rows += map(json.loads, lines)
    content = packed(rows)
    write_atomically(output, content)
    print(f"{len(content):,} bytes, SHA-256 {hashlib.sha256(content).hexdigest()}")
    return 0


def packed(rows: Sequence[Row]) -> bytes:
    """Pack drawings with whole coordinates. Pressures are left out, and so is where on the canvas a drawing was.

    Points are steps from the point before, so that similar movements have similar bytes.
    """
    drawings = [[_points(stroke) for stroke in row["strokes"]] for row in rows]
    steps = np.concatenate([_steps(strokes) for strokes in drawings])
    names = sorted({_writer(row) for row in rows})
    number = {name: place for place, name in enumerate(names)}
    arrays = {
        "across": steps[:, 0],
        "down": steps[:, 1],
        "strokes": np.array([len(stroke) for strokes in drawings for stroke in strokes], np.uint16),
        "drawings": np.array([len(strokes) for strokes in drawings], np.uint8),
        "characters": np.array([ord(_character(row)) for row in rows], np.uint8),
        "writers": np.array([number[_writer(row)] for row in rows], np.uint16),
        "collections": np.array([collection for collection, _ in names], np.uint8),
        "tenths": np.array(tenths(rows, names), np.uint8),
    }
    raw = save({name: np.ascontiguousarray(values) for name, values in arrays.items()})
    return lzma.compress(raw, filters=_FILTERS)


def tenths(rows: Sequence[Row], names: Sequence[tuple[int, int]]) -> list[int]:
    """Divide the writers into ten groups with about as many digits each. Return each writer's group, 0 to 9.

    Those with most digits come first, each into the group that has fewest so far.
    """
    digits = Counter(_writer(row) for row in rows if "label" in row)
    drawn = Counter(_writer(row) for row in rows)
    group, full = dict[tuple[int, int], int](), [(0, 0)] * TENTHS
    for name in sorted(names, key=lambda name: (-digits[name], -drawn[name], name)):
        group[name] = least = min(range(TENTHS), key=full.__getitem__)
        full[least] = full[least][0] + digits[name], full[least][1] + drawn[name]
    return [group[name] for name in names]


def _points(stroke: Sequence[Sequence[int]]) -> np.ndarray:
    return np.array([point[:2] for point in stroke], dtype=np.int16)


def _steps(strokes: Sequence[np.ndarray]) -> np.ndarray:
    points = np.concatenate(strokes)
    return np.diff(points, axis=0, prepend=points.min(axis=0, keepdims=True))


def _character(row: Row) -> str:
    return str(row["label"]) if "label" in row else str(row["character"])


def _writer(row: Row) -> tuple[int, int]:
    """Return the collection's number and the writer's within it."""
    collection, _, writer = str(row["writer"]).rpartition("-")
    return int(collection or 0), int(writer)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), [Path(file) for file in sys.argv[2:]]))
