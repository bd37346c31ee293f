"""Has the reading of the digit on the pad explained while the section Why of the page Inside is in view."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from mnist_desktop.sessions.inside import InsideSession
from mnist_desktop.sessions.state import ApplicationState
from mnist_desktop.ui.pages.inside.why import WhySection
from mnist_desktop.workers.ask import Ask, Asker, LatestAsker

if TYPE_CHECKING:
    from mnist_desktop.reading.explanation import Explanation
    from mnist_desktop.reading.subject import Subject


class ExplainingSession(QObject):
    """Explains what the network reads, for the question that the user chose. The latest drawing and weights win."""

    def __init__(self, state: ApplicationState, inside: InsideSession, section: WhySection, parent: QObject) -> None:
        super().__init__(parent)
        self._state, self._inside, self._section = state, inside, section
        self._thread = Asker(self)
        self._asker = LatestAsker(self._thread)
        inside.subject_changed.connect(self._explain)
        section.digit_chosen.connect(self._explain)
        section.left_view.connect(self._asker.forget)

    def end(self) -> None:
        """Wait for the thread."""
        self._thread.stop()

    def _explain(self) -> None:
        if not self._section.isVisible():
            return
        subject, digit = self._inside.subject, self._section.digit
        if subject is None or subject.image is None:
            self._asker.forget()
            self._section.show_explanation(None)
            return
        self._thread.start()
        show = partial(self._show, subject, digit)
        self._asker.ask(Ask(partial(_explanation, subject, digit), show, self._state.say))

    def _show(self, subject: Subject, digit: int | None, explanation: Explanation) -> None:
        """Show it, unless it is about another network or question, or about a drawing that is gone."""
        now = self._inside.subject
        is_there = now is not None and now.image is not None
        if is_there and subject.predictor.network.name == self._state.network and digit == self._section.digit:
            self._section.show_explanation(explanation)


def _explanation(subject: Subject, digit: int | None) -> Explanation:
    from mnist_desktop.reading.explanation import explain

    assert subject.image is not None, "there is something to explain"
    return explain(subject.predictor, subject.image, digit)
