"""The status of the run: a thin progress bar and one line of text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from mnist_desktop.runs.events import UNDER_WAY, RunState
from mnist_desktop.runs.pace import Progress
from mnist_desktop.runs.scores import Score
from mnist_desktop.ui.widgets.layout import label
from mnist_desktop.words.numbers import percent
from mnist_desktop.words.test_scores import read_right

WHOLE_RUN: Final = 1000  # maximum of the bar
THICKNESS: Final = 4  # pixels


class RunStatus(QWidget):
    """Shows the state, progress and score of the run."""

    def __init__(self) -> None:
        super().__init__()
        self._state: RunState | None = None
        self._progress: Progress | None = None
        self._scores: Sequence[Score] = ()
        self._bar = QProgressBar()
        self._bar.setObjectName("trainingProgress")
        self._bar.setAccessibleName(self.tr("Progress of the run"))
        self._bar.setRange(0, WHOLE_RUN)
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(THICKNESS)
        self._text = label("", "caption")
        self._text.setWordWrap(True)
        self._text.setObjectName("trainingStatus")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self._bar)
        layout.addWidget(self._text)
        self._update_text()

    def show_state(self, state: RunState | None) -> None:
        if self._state not in UNDER_WAY:
            self._progress = None  # it belongs to the run before
        self._state = state
        self._update_text()

    def show_progress(self, progress: Progress | None) -> None:
        """Show the progress. None before the first step of a run."""
        self._progress = progress
        self._update_text()

    def show_scores(self, scores: Sequence[Score]) -> None:
        """Show the scores on test sets at the end of the run."""
        self._scores = scores
        self._update_text()

    def show_text(self, text: str) -> None:
        """Show this text until the next update."""
        self._text.setText(text)

    def show_fetching(self, done: int, of: int) -> None:
        """Show the download: `done` of about `of` bytes of the data set."""
        self._bar.setValue(WHOLE_RUN * done // max(of, 1))
        self.show_text(self.tr("Fetching the data: {0} of {1} MB").format(*self._numbers(done // 2**20, of // 2**20)))

    def show_preparing(self, done: int, of: int) -> None:
        """Show the preparation: `done` of `of` generated drawings."""
        self._bar.setValue(WHOLE_RUN * done // max(of, 1))
        self.show_text(self.tr("Preparing: {0} of {1} drawings made").format(*self._numbers(done, of)))

    def show_scoring(self, done: int, of: int) -> None:
        """Show the scoring: `done` of `of` images. The bar keeps the training progress."""
        self.show_text(self.tr("Scoring: {0} of {1} images read").format(*self._numbers(done, of)))

    def show_cross_validating(self, done: int, of: int) -> None:
        """Show how far it is with learning without some of the samples each. The bar keeps the training progress."""
        share = percent(done / max(of, 1), self.locale())
        self.show_text(self.tr("Checking with digits left out: {0}").format(share))

    def _update_text(self) -> None:
        self._bar.setValue(self._thousandths())
        self._text.setText(self._words())

    def _thousandths(self) -> int:
        if self._state is RunState.FINISHED:
            return WHOLE_RUN
        if self._state is None or self._progress is None:
            return 0
        return round(WHOLE_RUN * self._progress.share)

    def _words(self) -> str:
        if self._state is None:
            return self.tr("Ready to train")
        if self._state is RunState.FINISHED:
            return self._result()
        if self._progress is None:
            return self._beginning(self._state)
        return self._place(self._state, self._progress)

    def _result(self) -> str:
        if not self._scores:
            return self.tr("Done")
        return self.tr("Done: {0} read right").format(read_right(self._scores, self.locale()))

    def _beginning(self, state: RunState) -> str:
        return {
            RunState.PAUSED: self.tr("Paused"),
            RunState.STOPPED: self.tr("Stopped"),
            RunState.DIVERGED: self.tr("Diverged: the loss ran away"),
        }.get(state, self.tr("Getting ready…"))

    def _place(self, state: RunState, progress: Progress) -> str:
        at = self._numbers(progress.epoch, progress.epochs, progress.step, progress.steps)
        return {
            RunState.PAUSED: self.tr("Paused at epoch {0} of {1}, step {2} of {3}"),
            RunState.STOPPED: self.tr("Stopped at epoch {0} of {1}, step {2} of {3}"),
            RunState.DIVERGED: self.tr("Diverged at epoch {0} of {1}, step {2}: the loss ran away"),
        }.get(state, self.tr("Epoch {0} of {1}, step {2} of {3}") + self._speed(progress)).format(*at)

    def _speed(self, progress: Progress) -> str:
        (rate,) = self._numbers(round(progress.images_per_second))
        words = [self.tr("{0} images/s").format(rate)]
        if progress.seconds_left is not None:
            words.insert(0, self._time_left(progress.seconds_left))
        return "".join(f" · {each}" for each in words)

    def _time_left(self, seconds: float) -> str:
        minutes, seconds = divmod(round(seconds), 60)
        hours, minutes = divmod(minutes, 60)
        if hours:
            return self.tr("{0} h {1} min left").format(hours, minutes)
        if minutes:
            return self.tr("{0} min {1} s left").format(minutes, seconds)
        return self.tr("{0} s left").format(seconds)

    def _numbers(self, *numbers: int) -> list[str]:
        return [self.locale().toString(number) for number in numbers]
