from __future__ import annotations

import numpy as np
import pytest

from mnist_desktop.reading.question import Question, question_about

LOGITS = np.array([0, 1, 2, 9, 4, 5, 6, 7, 8, 3], np.float32)  # 3 is read, 8 is the runner-up


@pytest.mark.parametrize(
    ("digit", "question"), [(None, Question(3, 8)), (3, Question(3, 8)), (8, Question(8, 3)), (0, Question(0, 3))]
)
def test_one_of_the_two_digits_is_the_one_that_is_read(digit: int | None, question: Question) -> None:
    assert question_about(LOGITS, digit) == question


def test_of_equal_logits_the_first_is_read() -> None:
    assert question_about(np.zeros(10, np.float32)) == Question(0, 1)


def test_seeds_are_the_gradient_of_the_lead() -> None:
    question = Question(7, 1)
    assert question.lead(np.stack([LOGITS, -LOGITS])).tolist() == [6, -6]
    assert (question.seeds(2) @ LOGITS).tolist() == [6, 6]
