"""All that works behind the page Inside."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from mnist_desktop.sessions.digit_map import DigitMapSession
from mnist_desktop.sessions.explaining import ExplainingSession
from mnist_desktop.sessions.health import HealthSession
from mnist_desktop.sessions.inside import InsideSession
from mnist_desktop.sessions.lab import LabSession
from mnist_desktop.sessions.nearest import NearestSession
from mnist_desktop.sessions.onto_pad import put_on_pad
from mnist_desktop.sessions.perfect_digits import PerfectDigitsSession
from mnist_desktop.sessions.previews import Previews
from mnist_desktop.sessions.reading import ReadingSession
from mnist_desktop.sessions.state import ApplicationState
from mnist_desktop.sessions.time_sessions import TimeSessions
from mnist_desktop.ui.main_window import MainWindow
from mnist_desktop.ui.pages.inside.digit_map import MapSection
from mnist_desktop.ui.pages.inside.health import HealthSection
from mnist_desktop.ui.pages.inside.lab import LabSection
from mnist_desktop.ui.pages.inside.nearest import NearestSection
from mnist_desktop.ui.pages.inside.page import InsidePage
from mnist_desktop.ui.pages.inside.why import WhySection
from mnist_desktop.workers.reading import ReadingWorker

if TYPE_CHECKING:
    from mnist_desktop.drawing.arrays import GreyImage
    from mnist_desktop.learning.library import Library
    from mnist_desktop.reading.digit_set import DigitSet


class InsideSessions(QObject):
    """A session for each section, and what they share: the subject and the previews.

    `put_test_digit` puts a digit of a set that is for testing on the pad, given by its index there.
    """

    def __init__(
        self,
        window: MainWindow,
        state: ApplicationState,
        library: Callable[[], Library],
        worker: ReadingWorker,
        reading: ReadingSession,
        page: InsidePage,
        put_test_digit: Callable[[DigitSet, int], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._window = window
        pad, begin_round = window.pad.canvas, window.commands.write_round
        self.previews = Previews(state, worker, self)
        self.inside = InsideSession(state, worker, window.reading, page, self)
        why = page.section(WhySection)
        self._explaining = ExplainingSession(state, self.inside, why, self)
        self._perfect_digits = PerfectDigitsSession(state, self.inside, why, pad, begin_round, self)
        self.nearest = NearestSession(self.inside, page.section(NearestSection), self._put_to_teach, self)
        self.map = DigitMapSession(self.inside, page.section(MapSection), put_test_digit, self)
        self.lab = LabSession(state, self.inside, self.previews, library, page.section(LabSection), self)
        self.time = TimeSessions(window, state, library, worker, reading, self.previews, page, self)
        HealthSession(state, self.inside, page.section(HealthSection), self)

    def end(self) -> None:
        """Wait for the threads."""
        for session in (
            self.inside,
            self._explaining,
            self._perfect_digits,
            self.nearest,
            self.map,
            self.lab,
            self.time,
        ):
            session.end()

    def _put_to_teach(self, digit: GreyImage) -> None:
        """Put a digit image that networks may learn from on the pad, which must stay while a round is under way."""
        if self._window.commands.write_round.isEnabled():
            put_on_pad(self._window.pad.canvas, digit)
