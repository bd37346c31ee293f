from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest

from mnist_desktop.words.translation import is_translated, look_up_with, translate


@pytest.fixture(autouse=True)
def in_english_again() -> Iterator[None]:
    yield
    look_up_with(None)


def test_in_english_a_text_is_itself() -> None:
    assert not is_translated()
    assert translate("Somewhere", "a text") == "a text"


def test_a_text_is_looked_up_by_its_context() -> None:
    known = {("Here", "a text"): "un texto"}
    look_up_with(lambda *key: known.get(key))
    assert is_translated()
    assert translate("Here", "a text") == "un texto"
    assert translate("There", "a text") == "a text"


def test_it_imports_no_qt() -> None:
    work = "import sys; from mnist_desktop.words.translation import translate; translate('a', 'b')\n"
    work += (
        "from mnist_desktop.words import problems, languages; print([name for name in sys.modules if 'PySide' in name])"
    )
    done = subprocess.run([sys.executable, "-c", work], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
