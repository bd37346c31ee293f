"""Has the section of the page Inside that is in view look into the network that reads, in a thread of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, Signal

from mnist_desktop.sessions.state import ApplicationState
from mnist_desktop.ui.pages.inside.layers import LayersSection
from mnist_desktop.ui.pages.inside.page import InsidePage
from mnist_desktop.ui.pages.inside.sections import InsideSection
from mnist_desktop.ui.reading.panel import ReadingPanel
from mnist_desktop.workers.ask import Ask, Asker, LatestAsker
from mnist_desktop.workers.reading import ReadingWorker

if TYPE_CHECKING:
    from mnist_desktop.reading.layer_views import LayerViews
    from mnist_desktop.reading.subject import Subject

Look = Callable[["Subject"], Any]


def _layers(subject: Subject) -> LayerViews:
    from mnist_desktop.reading import layer_views

    return layer_views.look(subject)


# What each section shows of a subject; other sections have sessions of their own.
LOOKS: Final[Mapping[type[InsideSection], Look]] = {LayersSection: _layers}


class InsideSession(QObject):
    """Knows the subject, and shows it in the section in view, as often as a drawing or live weights change it.

    Nothing is computed while the page is out of view.
    """

    subject_changed = Signal()  # while the page is in view, also when it comes into view or turns to another section

    def __init__(
        self, state: ApplicationState, worker: ReadingWorker, panel: ReadingPanel, page: InsidePage, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._state, self._worker, self._panel, self._page = state, worker, panel, page
        self._thread = Asker(self)
        self._asker = LatestAsker(self._thread)
        self._era = 0  # answers of an earlier one are about another network or section
        panel.image_changed.connect(self._look)
        worker.adopted.connect(self._take_weights)
        state.weights_changed.connect(self._take_weights)
        state.network_changed.connect(self._look_anew)
        page.came_into_view.connect(self._look_anew)

    @property
    def subject(self) -> Subject | None:
        """What there is to look into, None if the network has no weights yet."""
        from mnist_desktop.reading.subject import Subject

        predictor = self._worker.predictor(self._state.network)
        return None if predictor is None else Subject(predictor, self._panel.image)

    def end(self) -> None:
        """Wait for the thread."""
        self._thread.stop()

    def _take_weights(self, network: str) -> None:
        """Look with other weights. Where something is drawn, the new reading of it is looked into instead."""
        if network == self._state.network and self._panel.image is None:
            self._look()

    def _look_anew(self) -> None:
        self._era += 1
        self._asker.forget()
        self._look()

    def _look(self) -> None:
        if not self._page.isVisible():
            return
        section, subject = self._page.current, self.subject
        look = LOOKS.get(type(section))
        if look is not None and subject is not None:
            self._thread.start()
            show = partial(self._show, self._era, section)
            self._asker.ask(Ask(partial(look, subject), show, self._state.say))
        self.subject_changed.emit()

    def _show(self, era: int, section: InsideSection, found: Any) -> None:
        if era == self._era:
            section.show_found(found)
