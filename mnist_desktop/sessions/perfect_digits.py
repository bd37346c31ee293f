"""Lets the network make up perfect digits while the section Why of the page Inside is in view."""

from __future__ import annotations

from collections.abc import Generator
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAction

from mnist_desktop.sessions.inside import InsideSession
from mnist_desktop.sessions.onto_pad import put_on_pad
from mnist_desktop.sessions.state import ApplicationState
from mnist_desktop.system.errors import Problem
from mnist_desktop.ui.pad.canvas import Canvas
from mnist_desktop.ui.pages.inside.why import WhySection
from mnist_desktop.workers.steps import StepAsker, Task

if TYPE_CHECKING:
    from mnist_desktop.reading.perfect_digits import PerfectDigits
    from mnist_desktop.reading.predictor import Predictor

REST: Final = 1000  # milliseconds between one set of digits and the next, for a network that is learning


class PerfectDigitsSession(QObject):
    """Has the digits made up anew for other weights. Those of another network grow from blank paper before the eyes.

    A click puts one on the pad, unless a round of writing is under way: while it is, `begin_round` is disabled.
    """

    def __init__(
        self,
        state: ApplicationState,
        inside: InsideSession,
        section: WhySection,
        canvas: Canvas,
        begin_round: QAction,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._state, self._inside, self._section, self._canvas = state, inside, section, canvas
        self._begin_round = begin_round
        self._asker = StepAsker(self)
        self._task: Task | None = None
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._shown: PerfectDigits | None = None  # as far as they have come
        self._made_by: Predictor | None = None  # or being made
        inside.subject_changed.connect(self._look)
        section.left_view.connect(self._leave)
        section.perfect_digit_clicked.connect(self._put)
        section.set_can_put(begin_round.isEnabled())
        begin_round.enabledChanged.connect(section.set_can_put)
        self._rest.timeout.connect(self._look)

    def end(self) -> None:
        """Cancel what is under way, and wait for the thread."""
        self._asker.stop()

    def _look(self) -> None:
        """Begin with other weights, at once if they are another network's, or else when there was a rest."""
        subject = self._inside.subject
        predictor = None if subject is None else subject.predictor
        if not self._section.isVisible() or predictor is self._made_by:
            return
        if predictor is None or self._is_of_other_network(predictor):
            self._forget()
        if predictor is not None and self._task is None and not self._rest.isActive():
            self._begin(predictor)

    def _is_of_other_network(self, predictor: Predictor) -> bool:
        return self._made_by is None or self._made_by.network.name != predictor.network.name

    def _begin(self, predictor: Predictor) -> None:
        self._made_by = predictor
        show = partial(self._show, only_whole=self._shown is not None)
        self._task = self._asker.ask(partial(_steps, predictor), self._finish, self._fail, show)

    def _show(self, digits: PerfectDigits, *, only_whole: bool) -> None:
        if digits.done == 1 or not only_whole:
            self._shown = digits
            self._section.show_perfect(digits)

    def _finish(self, _: None) -> None:
        self._task = None
        self._rest.start()

    def _fail(self, problem: Problem) -> None:
        self._task = None
        self._state.say(problem)

    def _leave(self) -> None:
        """Stop. What was not finished begins anew when the section comes into view again."""
        self._rest.stop()
        if self._task is not None:
            self._cancel()
            self._made_by = None

    def _forget(self) -> None:
        self._cancel()
        self._rest.stop()
        self._shown = self._made_by = None
        self._section.show_perfect(None)

    def _cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _put(self, digit: int) -> None:
        if self._shown is not None and self._begin_round.isEnabled():
            put_on_pad(self._canvas, self._shown.images[digit])


def _steps(predictor: Predictor) -> Generator[PerfectDigits, None, None]:
    from mnist_desktop.reading.perfect_digits import perfect_digits

    yield from perfect_digits(predictor)
