"""Reads the selected digit as the user nudges it, without a change of the drawing."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from mnist_desktop.catalog.networks import other_than
from mnist_desktop.sessions.reading import ReadingSession
from mnist_desktop.sessions.state import ApplicationState
from mnist_desktop.ui.pad.content import PadContent
from mnist_desktop.ui.reading.panel import ReadingPanel
from mnist_desktop.workers.ask import Ask, Asker, LatestAsker
from mnist_desktop.workers.reading import ReadingWorker

if TYPE_CHECKING:
    from mnist_desktop.drawing.arrays import GreyImage
    from mnist_desktop.reading.nudged import Nudged, NudgedReader
    from mnist_desktop.reading.nudges import Nudge
    from mnist_desktop.reading.predictor import Predictor


class NudgingSession(QObject):
    """Has the nudged digit image read wherever it may be moved, by the networks that the panel shows.

    A nudge lasts until the pad changes, another digit is selected, or the panel nudges no more. Other weights read it
    anew.
    """

    def __init__(
        self,
        state: ApplicationState,
        reading: ReadingSession,
        worker: ReadingWorker,
        asker: Asker,
        panel: ReadingPanel,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._state, self._reading, self._worker, self._panel = state, reading, worker, panel
        self._asker = LatestAsker(asker)
        self._reader: NudgedReader | None = None
        self._nudge: Nudge | None = None  # None while the panel does not nudge
        self._content = reading.content_read
        self._era = 0  # answers of an earlier one are about another digit or other networks
        panel.nudge_changed.connect(self._take_nudge)
        panel.digit_selected.connect(self._start_anew)
        panel.compare.toggled.connect(self._ask_anew)
        state.network_changed.connect(self._ask_anew)
        reading.answer_shown.connect(self._take_reading)

    def _take_nudge(self, nudge: Nudge | None) -> None:
        self._nudge = nudge
        if nudge is None:
            self._drop()
            self._panel.show_nudged(None)
        else:
            self._ask()

    def _take_reading(self) -> None:
        content = self._reading.content_read
        before, self._content = self._content, content
        if self._nudge is not None and not (_is_same(content, before) and self._panel.digits):
            self._start_anew()
        else:
            self._ask()

    def _start_anew(self) -> None:
        """Forget the nudge of another digit."""
        if self._nudge is not None:
            from mnist_desktop.reading.nudges import Nudge

            self._nudge = Nudge()
            self._drop()
            self._panel.reset_nudge()
            self._ask()

    def _drop(self) -> None:
        """Ignore answers that are under way. All others are shown, or a key held down would show none."""
        self._era += 1
        self._asker.forget()

    def _ask_anew(self) -> None:
        self._drop()
        self._ask()

    def _ask(self) -> None:
        if self._nudge is None:
            return
        image, predictors = self._image(), self._predictors()
        if image is not None and predictors:
            read = partial(self._its_reader().read, image, self._nudge, predictors)
            self._asker.ask(Ask(read, partial(self._show, self._era), self._state.say))

    def _image(self) -> GreyImage | None:
        digits = self._panel.digits
        return digits[self._panel.selected].image if digits else None

    def _predictors(self) -> list[Predictor]:
        """Return what the networks on show read with: none if the one in use has no weights."""
        own = self._state.network
        networks = [own, other_than(own)] if self._panel.compare.isChecked() else [own]
        found = [self._worker.predictor(network) for network in networks]
        return [] if found[0] is None else [each for each in found if each is not None]

    def _its_reader(self) -> NudgedReader:
        from mnist_desktop.reading.nudged import NudgedReader

        self._reader = self._reader or NudgedReader()
        return self._reader

    def _show(self, era: int, nudged: Nudged) -> None:
        if era == self._era:
            self._panel.show_nudged(nudged)


def _is_same(content: PadContent, other: PadContent) -> bool:
    return content.drawing.strokes is other.drawing.strokes and content.picture is other.picture
