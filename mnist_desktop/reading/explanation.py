"""Why a network reads a digit image as it does: everything that explains one reading, for one question about it."""

from __future__ import annotations

from dataclasses import dataclass

from mnist_desktop.drawing.arrays import GreyImage
from mnist_desktop.reading.integrated_gradients import Shares, integrated_gradients
from mnist_desktop.reading.occlusion import Occlusion, occlusion
from mnist_desktop.reading.predictor import Predictor, network_input
from mnist_desktop.reading.question import Question, question_about
from mnist_desktop.reading.smallest_change import SmallestChange, smallest_change


@dataclass(frozen=True, eq=False)
class Explanation:
    """What explains the reading of a (28, 28) float32 digit image, ink 1, paper 0.

    `answer` is the digit that is read, one of the two in the `question`. `other` is the other one, to which the
    smallest change leads, if there is one.
    """

    image: GreyImage
    answer: int
    question: Question
    occlusion: Occlusion
    shares: Shares
    change: SmallestChange | None

    @property
    def other(self) -> int:
        return self.question.rival if self.question.digit == self.answer else self.question.digit

    @property
    def digit_if_covered(self) -> int:
        """What is read if the place is covered that speaks the most for the answer."""
        return self.occlusion.digit_if_covered(1 if self.question.digit == self.answer else -1)


def explain(predictor: Predictor, image: GreyImage, digit: int | None = None) -> Explanation:
    """Explain why a (28, 28) digit image is read as it is, or why not as another `digit`. It must have ink."""
    [logits] = predictor.logits(network_input(image))
    question, answer = question_about(logits, digit), int(logits.argmax())
    return Explanation(
        image,
        answer,
        question,
        occlusion(predictor, image, question),
        integrated_gradients(predictor, image, question),
        smallest_change(predictor, image, question.rival if question.digit == answer else question.digit),
    )
