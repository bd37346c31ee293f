"""Films the moments of a run: pad, reading and page as each moment is on show, as a GIF."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QImage

from mnist_desktop.sessions.reading import ReadingSession
from mnist_desktop.sessions.state import ApplicationState
from mnist_desktop.sessions.time_figures import TimeFigures
from mnist_desktop.sessions.time_travel import TimeTravel
from mnist_desktop.ui.main_window import MainWindow
from mnist_desktop.ui.pages.inside.page import InsidePage
from mnist_desktop.ui.pages.inside.time import TimeSection
from mnist_desktop.workers.ask import Asker
from mnist_desktop.workers.reading import ReadingWorker

LOOK_EVERY: Final = 30  # milliseconds between two looks whether a moment is on show in whole
WIDEST: Final = 900  # pixels


class FilmSession(QObject):
    """Shows one moment after the other, and takes a frame of each once all that is on show is of this moment.

    It waits while the section is out of view, and stops without a file when the travel is ended meanwhile.
    """

    def __init__(
        self,
        window: MainWindow,
        state: ApplicationState,
        worker: ReadingWorker,
        reading: ReadingSession,
        travel: TimeTravel,
        figures: TimeFigures,
        page: InsidePage,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._window, self._state, self._reading = window, state, reading
        self._travel, self._figures = travel, figures
        self._section = page.section(TimeSection)
        self._thread = Asker(self)
        self._file = Path()
        self._frames: list[QImage] = []
        self._is_adopted = False  # the moment on show, by the worker
        self._timer = QTimer(self, interval=LOOK_EVERY)
        self._timer.timeout.connect(self._look)
        travel.moment_changed.connect(self._take_moment)
        worker.adopted.connect(self._take_adoption)
        self._section.film_requested.connect(self._begin)
        self._section.left_view.connect(self._tell_that_it_waits)

    def end(self) -> None:
        """Wait for the thread."""
        self._timer.stop()
        self._thread.stop()

    def _begin(self, file: Path) -> None:
        if self._travel.steps:
            self._file, self._frames = file, []
            self._section.view.slider.go_to(0)
            self._timer.start()

    def _tell_that_it_waits(self) -> None:
        if self._timer.isActive():
            self._state.say(self.tr("The film waits until Time on the page Inside is in view again."))

    def _take_moment(self) -> None:
        self._is_adopted = False

    def _take_adoption(self, network: str) -> None:
        predictor = self._travel.predictor
        self._is_adopted |= predictor is not None and predictor.network.name == network

    def _look(self) -> None:
        """Take a frame of the moment whose turn it is, and go to the next one, or back to it if the user left it."""
        if not self._travel.is_at_moment:
            self._timer.stop()
            self._state.say(self.tr("There is no film: it was left before its end."))
            return
        if self._section.moment == len(self._frames) and self._is_settled:
            self._take_frame()
        if len(self._frames) == len(self._travel.steps):
            self._timer.stop()
            self._write()
        elif self._section.moment != len(self._frames):
            self._section.view.slider.go_to(len(self._frames))

    @property
    def _is_settled(self) -> bool:
        """Whether pad, reading and page are in view, and those of the moment on show."""
        is_read = self._reading.is_up_to_date or self._window.pad.canvas.content().is_empty
        is_here = self._travel.predictor is not None and self._is_adopted
        return is_here and is_read and self._section.isVisible() and self._figures.is_settled

    def _take_frame(self) -> None:
        picture = self._window.parts.grab().toImage()
        if picture.width() > WIDEST:
            picture = picture.scaledToWidth(WIDEST, Qt.TransformationMode.SmoothTransformation)
        self._frames.append(picture.convertToFormat(QImage.Format.Format_RGB888))

    def _write(self) -> None:
        frames, self._frames = self._frames, []
        self._thread.start()
        self._thread.ask(partial(_written, frames, self._file), self._take_file, self._state.say)

    def _take_file(self, file: Path) -> None:
        self._state.say(self.tr("Exported to {0}").format(file))


def _written(frames: list[QImage], file: Path) -> Path:
    """Write frames of RGB pixels. The rows of an image may be longer than its pixels."""
    from mnist_desktop.pictures import film
    from mnist_desktop.system import files

    sizes = [(frame.width(), frame.height(), frame.bytesPerLine()) for frame in frames]
    pixels = [film.Frame(bytes(frame.constBits()), *size) for frame, size in zip(frames, sizes, strict=True)]
    files.write_output(file, film.gif(pixels))
    return file
