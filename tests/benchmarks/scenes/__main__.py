"""Writes pictures of each kind to a folder, the right answer in their names, and one sheet with all of them."""

from __future__ import annotations

import argparse
import io
from pathlib import Path
from typing import Final

import numpy as np
from benchmarks.scenes.kinds import KINDS, Kind, Picture
from benchmarks.scenes.writing import Writers
from PIL import Image, ImageDraw, ImageOps

CELL: Final = 220  # pixels; side of a picture on the sheet
COLUMNS: Final = 2  # kinds beside each other on the sheet


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scenes", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=4, help="pictures of each kind")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--kind", default="", help="only kinds whose name contains this")
    parser.add_argument("--writers", choices=[each.name.lower() for each in Writers], default="development")
    chosen = parser.parse_args()
    chosen.folder.mkdir(parents=True, exist_ok=True)
    kinds = [kind for kind in KINDS if chosen.kind in kind.name]
    writers = Writers[chosen.writers.upper()]
    sheet = Image.new("RGB", (CELL * COLUMNS * chosen.count, CELL * -(-len(kinds) // COLUMNS)), "magenta")
    for number, kind in enumerate(kinds):
        for index in range(chosen.count):
            picture = kind.picture(chosen.seed, index, writers)
            _write(picture, kind, index, chosen.folder)
            column = number % COLUMNS * chosen.count + index
            sheet.paste(_shown(picture, kind), (CELL * column, number // COLUMNS * CELL))
    sheet.save(chosen.folder / "sheet.png")


def _write(picture: Picture, kind: Kind, index: int, folder: Path) -> None:
    name = kind.name.replace(" ", "_").replace(":", "")
    (folder / f"{name}_{index}_{picture.text or 'nothing'}{picture.file.suffix}").write_bytes(picture.file.content)


def _shown(picture: Picture, kind: Kind) -> Image.Image:
    """Return a small copy with the kind's name, on a ground that shows what is clear."""
    image = ImageOps.exif_transpose(Image.open(io.BytesIO(picture.file.content)))
    if image.mode.startswith("I"):
        values = np.asarray(image, np.float64)
        image = Image.fromarray((values / values.max() * 255).astype(np.uint8))
    image = ImageOps.contain(image.convert("RGBA"), (CELL - 4, CELL - 18))
    cell = Image.new("RGB", (CELL, CELL), (150, 120, 190))
    cell.paste(image, (2, 16), image)
    ImageDraw.Draw(cell).text((2, 2), f"{picture.text or '-'}  {kind.name}", fill="white")
    return cell


if __name__ == "__main__":
    main()
