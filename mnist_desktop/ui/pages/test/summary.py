"""What a test comes to, in a few plain lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from mnist_desktop.catalog.datasets import DATASETS
from mnist_desktop.runs.events import Fetching, Scoring
from mnist_desktop.runs.scores import MY_DRAWINGS
from mnist_desktop.ui.pages.test.shown import Tested
from mnist_desktop.ui.pages.train.notices import NO_BREAK
from mnist_desktop.ui.widgets.layout import label, set_role
from mnist_desktop.words.numbers import percent
from mnist_desktop.words.translation import translate

if TYPE_CHECKING:
    from mnist_desktop.reading.evaluation import Evaluation

CERTAINTY: Final = 0.95  # of `Evaluation.interval`


class Summary(QWidget):
    """The share read right and its interval, loss, how far the readings are to be believed, and a warning."""

    def __init__(self) -> None:
        super().__init__()
        self._share, self._what = label("", "headline"), _wrapped("testTitle")
        self._figures, self._note = _wrapped("testFigures"), _wrapped("testNote")
        self._share.setObjectName("testShare")
        self._what.setAlignment(Qt.AlignmentFlag.AlignBottom)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(10)
        layout.setVerticalSpacing(3)
        layout.addWidget(self._share, 0, 0)
        layout.addWidget(self._what, 0, 1)
        layout.setColumnStretch(1, 1)
        layout.addWidget(self._figures, 1, 0, 1, 2)
        layout.addWidget(self._note, 2, 0, 1, 2)
        set_role(self._note, "caption")
        self.show_tested(None)

    @property
    def title(self) -> str:
        """Which weights were tested on which digits, "" for none."""
        return self._what.text()

    def show_progress(self, progress: Fetching | Scoring) -> None:
        """Show how far the first test is. One that is on show stays until the next is done."""
        if not self._share.isVisibleTo(self):
            self._figures.setText(_wait(progress, self.locale()))

    def show_tested(self, tested: Tested | None, why_not: str = "") -> None:
        """Show this test, or if there is none, why there is none."""
        locale = self.locale()
        self._share.setVisible(tested is not None)
        self._what.setVisible(tested is not None)
        self._note.setVisible(tested is not None and tested.evaluation.score.is_of_test_set)
        if tested is None:
            self._figures.setText(why_not or self.tr("Nothing is scored yet."))
            return
        self._share.setText(self.tr("{0} right").format(percent(tested.evaluation.score.accuracy, locale, 2)))
        self._what.setText(self.tr("{0} · {1}").format(tested.title, digits_title(tested.evaluation.name)))
        lines = (_spread(tested.evaluation, locale), _trust(tested.evaluation, locale))
        self._figures.setText("\n".join(lines).replace(" %", f"{NO_BREAK}%"))
        self._note.setText(
            self.tr(
                "Nobody may choose settings by a test set: the best of many tries fits these very digits by chance,"
                " and its score then promises too much."
            )
        )


def _wait(progress: Fetching | Scoring, locale: QLocale) -> str:
    """Say what is under way, and how far."""
    match progress:
        case Fetching():
            words, unit = translate("TestSummary", "Fetching the data: {0} of {1} MB"), 2**20
        case Scoring():
            words, unit = translate("TestSummary", "Scoring: {0} of {1} digits read"), 1
    return words.format(*(locale.toString(number // unit) for number in (progress.done, progress.of)))


def digits_title(name: str) -> str:
    """Return the name of digits, for people, by that of a score on them."""
    titles = {
        MY_DRAWINGS: translate("TestSummary", "my digits"),
        **{
            row.test_score: translate("TestSummary", "{0}, test set").format(translate("Catalog", row.title))
            for row in DATASETS.values()
        },
    }
    return titles[name]


def _spread(evaluation: Evaluation, locale: QLocale) -> str:
    """Say of how many digits it is, and where the share is on all such digits."""
    low, high = (percent(share, locale, 2) for share in evaluation.interval)
    words = translate("TestSummary", "{0} of {1} digits; of all such digits {2} to {3}, with {4} certainty.")
    right, count = (locale.toString(number) for number in (int(evaluation.right.sum()), len(evaluation.labels)))
    return words.format(right, count, low, high, percent(CERTAINTY, locale, 0))


def _trust(evaluation: Evaluation, locale: QLocale) -> str:
    """Say the loss, of how many digits the weights are sure, and how many of those are right."""
    trust, loss = evaluation.trust, evaluation.score.loss
    words = translate("TestSummary", "Loss {0}. Sure of {1}; right in {2} of those.")
    shown_loss = "–" if loss is None else locale.toString(loss, "f", 4)
    sure, right = percent(trust.sure, locale, 2), percent(trust.right_when_sure, locale, 2)
    return words.format(shown_loss, sure, right if trust.sure else "–")


def _wrapped(name: str) -> QLabel:
    text = QLabel()
    text.setObjectName(name)
    text.setWordWrap(True)
    text.setTextFormat(Qt.TextFormat.PlainText)
    text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return text
