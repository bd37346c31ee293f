"""A drawing as an SVG picture: the smooth curves that the pad shows, black on white."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from mnist_desktop.drawing.arrays import FloatArray
from mnist_desktop.drawing.box import Box
from mnist_desktop.drawing.curves import controls_of, extended, width_share
from mnist_desktop.drawing.strokes import Drawing, Stroke


@dataclass(frozen=True)
class EmbeddedPicture:
    """A picture below the ink: its file in base64, of a type such as "image/png", and its place in canvas pixels."""

    data: str
    mime: str
    place: Box


def svg(drawing: Drawing, pen_width: float, picture: EmbeddedPicture | None = None) -> str:
    """Return an SVG document with a drawing as a pen of `pen_width` canvas pixels at full pressure drew it.

    Its paths pass through the drawing's points, to the last digit. A stroke with pressures has a path for each width.
    """
    body = [] if picture is None else [_image(picture)]
    body += [path for stroke in drawing.strokes for path in _paths(stroke, pen_width)]
    return "\n".join([*_head(drawing.width, drawing.height), *body, "</svg>", ""])


def _head(width: int, height: int) -> list[str]:
    return [
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
        f' width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
        ' fill="none" stroke-linecap="round" stroke-linejoin="round">',
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
    ]


def _image(picture: EmbeddedPicture) -> str:
    place = picture.place
    return (
        f'<image x="{_exact(place.x)}" y="{_exact(place.y)}" width="{_exact(place.width)}"'
        f' height="{_exact(place.height)}" preserveAspectRatio="none"'
        f' xlink:href="data:{picture.mime};base64,{picture.data}"/>'
    )


def _paths(stroke: Stroke, pen_width: float) -> Iterator[str]:
    points, pressures = stroke.points, stroke.pressures
    if pressures is None:
        pressures = np.ones(len(points))
    if len(points) == 1:
        radius = pen_width * width_share(pressures[0]) / 2
        (x, y), *_ = points.tolist()
        yield f'<circle cx="{_exact(x)}" cy="{_exact(y)}" r="{radius:.4g}" fill="#000"/>'
        return
    widths = [f"{pen_width * width_share(pressure):.4g}" for pressure in (pressures[:-1] + pressures[1:]) / 2]
    curves = zip(widths, controls_of(extended(points)), strict=True)
    for width, group in groupby(curves, key=lambda pair: pair[0]):
        yield f'<path stroke="#000" stroke-width="{width}" d="{_path([curve for _, curve in group])}"/>'


def _path(curves: list[FloatArray]) -> str:
    """Return the path of (4, 2) Bézier curves that follow on each other."""
    x, y = curves[0][0].tolist()
    parts = [f"M{_exact(x)} {_exact(y)}"]
    for curve in curves:
        _, one, other, (x, y) = curve.tolist()
        parts.append(f"C{one[0]:.2f} {one[1]:.2f} {other[0]:.2f} {other[1]:.2f} {_exact(x)} {_exact(y)}")
    return " ".join(parts)


def _exact(value: float) -> str:
    return repr(value).removesuffix(".0")
