from __future__ import annotations

import json

from mnist_desktop.drawing.box import Box


def test_in_json_a_box_is_four_numbers_with_one_decimal() -> None:
    box = Box(x=10.04, y=20.05001, width=300.0, height=0.1 + 0.2)
    assert json.dumps(box.to_json()) == "[10.0, 20.1, 300.0, 0.3]"
