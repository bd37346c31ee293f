"""What is wrong, in words: each code that the package raises has a phrase, and gives it the values it asks for."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

import mnist_desktop
from mnist_desktop.reading.inputs import InputError
from mnist_desktop.system.errors import Problem, ProblemError
from mnist_desktop.words.problems import PHRASES, phrase, sentence

PACKAGE = Path(mnist_desktop.__file__).parent


@pytest.mark.parametrize(
    ("problem", "words"),
    [
        (Problem("no_such_file"), "there is no such file"),
        (Problem("drawing_label", {"label": "'x'"}), "label 'x' is not a digit from 0 to 9"),
        (
            Problem("in_file", {"file": Path("a.png"), "reason": Problem("nothing_drawn")}),
            "a.png: nothing is drawn on it",
        ),
        (
            InputError("in_line", file=Problem("standard_input"), line=3, reason=Problem("not_json")),
            "standard input:3: not valid JSON",
        ),
        (
            ProblemError("picture_too_large", width=10_000, height=9_000, limit=50_000_000),
            "10,000×9,000 pixels are too many: make it smaller than 50,000,000",
        ),
        (
            Problem("file_not_written", {"file": "a", "reason": OSError(28, "No space left on device", "a")}),
            "a cannot be written: No space left on device",
        ),
        (ValueError("two\nlines {0}"), "two lines {0}"),
        (ZeroDivisionError(), "ZeroDivisionError"),
    ],
)
def test_a_problem_is_one_line_that_can_follow_a_colon(problem: Problem | BaseException, words: str) -> None:
    assert phrase(problem) == words


@pytest.mark.parametrize(
    ("problem", "words"),
    [
        (Problem("no_drawing_to_score"), "There is no drawing to score."),
        (ProblemError("in_file", file="a.png", reason=Problem("no_such_file")), "a.png: there is no such file."),
        (ValueError("no"), "No."),
    ],
)
def test_a_sentence_starts_with_a_capital_or_a_name_and_ends_with_a_full_stop(
    problem: Problem | BaseException, words: str
) -> None:
    assert sentence(problem) == words


def test_what_a_value_says_is_never_taken_for_a_gap() -> None:
    reason = Problem("in_file", {"file": "{file}", "reason": OSError(5, "{reason}")})
    assert phrase(Problem("in_file", {"file": "a", "reason": reason})) == "a: {file}: {reason}"


NODES = [node for file in PACKAGE.rglob("*.py") for node in ast.walk(ast.parse(file.read_text("utf-8")))]
PROBLEMS = {"Problem", "ProblemError"} | {
    node.name
    for node in NODES
    if isinstance(node, ast.ClassDef) and any(getattr(base, "id", "") == "ProblemError" for base in node.bases)
}
ADDED_LATER = {"dataset_not_fetched": {"dataset", "folder"}}  # by the process that waits for the one that fetches


def raised() -> Iterator[tuple[str, ast.Call]]:
    """Every problem that the package makes with a code of its own: the code, and the call that makes it."""
    for node in NODES:
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in PROBLEMS and node.args:
            code = node.args[0]
            if isinstance(code, ast.Constant) and isinstance(code.value, str):
                yield code.value, node


def values_of(call: ast.Call) -> set[str]:
    if len(call.args) > 1 and isinstance(call.args[1], ast.Dict):
        return {key.value for key in call.args[1].keys if isinstance(key, ast.Constant) and isinstance(key.value, str)}
    return {keyword.arg for keyword in call.keywords if keyword.arg}


def test_each_problem_has_a_phrase_and_gives_the_values_it_asks_for() -> None:
    for code, call in raised():
        gaps = {name for _, name, _, _ in string.Formatter().parse(PHRASES[code]) if name}
        assert gaps - ADDED_LATER.get(code, set()) <= values_of(call), (code, ast.unparse(call))


def test_no_phrase_is_left_that_nobody_says() -> None:
    files = (file for file in PACKAGE.rglob("*.py") if file.name != "problems.py")
    nodes = (node for file in files for node in ast.walk(ast.parse(file.read_text("utf-8"))))
    assert set(PHRASES) - {node.value for node in nodes if isinstance(node, ast.Constant)} == set()


def test_phrases_start_small_and_end_open() -> None:
    for code, words in PHRASES.items():
        assert words[0] in '"{' or words[0].islower() or words.startswith("Qt"), code
        assert words[-1] not in ".!", code
