"""A drawing as SVG: XML whose paths pass through the drawing's points."""

from __future__ import annotations

import base64
import re
import xml.etree.ElementTree as ET

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mnist_desktop.drawing.box import Box
from mnist_desktop.drawing.curves import width_share
from mnist_desktop.drawing.strokes import Drawing, Stroke
from mnist_desktop.drawing.svg import EmbeddedPicture, svg

SVG = "{http://www.w3.org/2000/svg}"
NUMBER = st.floats(-1000, 3000) | st.integers(0, 500).map(float)
STROKES = st.lists(st.lists(st.tuples(NUMBER, NUMBER), min_size=1, max_size=30), max_size=6)


def marks(text: str) -> list[ET.Element]:
    return [mark for mark in ET.fromstring(text) if mark.tag in {f"{SVG}path", f"{SVG}circle"}]


def ends(mark: ET.Element) -> list[tuple[float, float]]:
    """The points that a mark passes through: a circle's middle, or the ends of a path's curves."""
    if mark.tag == f"{SVG}circle":
        return [(float(mark.get("cx", "")), float(mark.get("cy", "")))]
    first, *curves = re.split("[MC]", mark.get("d", ""))[1:]
    found = [first.split(), *(curve.split()[4:] for curve in curves)]
    return [(float(x), float(y)) for x, y in found]


@given(STROKES)
def test_its_marks_pass_through_the_points_of_the_drawing(points: list[list[tuple[float, float]]]) -> None:
    drawing = Drawing(tuple(Stroke(np.array(stroke)) for stroke in points), width=1200)
    assert [ends(mark) for mark in marks(svg(drawing, 18))] == points


def test_it_has_the_size_of_the_sheet_and_white_paper() -> None:
    root = ET.fromstring(svg(Drawing(width=1200), 18))
    assert (root.get("width"), root.get("height"), root.get("viewBox")) == ("1200", "500", "0 0 1200 500")
    [paper] = root
    assert (paper.tag, paper.get("fill")) == (f"{SVG}rect", "#fff")


def test_a_stroke_without_pressures_is_one_path_of_the_pen_s_width() -> None:
    [path] = marks(svg(Drawing((Stroke(np.array([[1.0, 2.0], [30.0, 4.0], [50.0, 90.0]])),)), 18))
    assert path.get("stroke-width") == "18"


def test_the_width_follows_the_pressure() -> None:
    stroke = Stroke(np.array([[0.0, 0.0], [10.0, 0.0], [20.0, 5.0], [30.0, 0.0]]), np.array([1.0, 1.0, 0.0, 0.0]))
    found = marks(svg(Drawing((stroke,)), 20))
    widths = [float(path.get("stroke-width", "")) for path in found]
    assert widths == pytest.approx([20 * width_share(pressure) for pressure in (1.0, 0.5, 0.0)], rel=1e-3)
    assert [ends(path)[-1] for path in found[:-1]] == [ends(path)[0] for path in found[1:]]


def test_a_dot_is_as_wide_as_its_pressure_says() -> None:
    [dot] = marks(svg(Drawing((Stroke(np.array([[5.0, 6.5]]), np.array([0.5])),)), 20))
    assert float(dot.get("r", "")) == pytest.approx(10 * width_share(0.5), rel=1e-3)


def test_a_picture_lies_below_the_ink() -> None:
    data = base64.b64encode(b"a picture").decode()
    picture = EmbeddedPicture(data, "image/png", Box(10.0, 20.5, 300.0, 400.0))
    drawing = Drawing((Stroke(np.array([[1.0, 2.0], [3.0, 4.0]])),))
    _, image, path = ET.fromstring(svg(drawing, 18, picture))
    assert image.get("{http://www.w3.org/1999/xlink}href") == f"data:image/png;base64,{data}"
    assert [image.get(key) for key in ("x", "y", "width", "height")] == ["10", "20.5", "300", "400"]
    assert path.tag == f"{SVG}path"
