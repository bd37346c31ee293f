"""The section Nearest: the training digits that are nearest to what is on the pad."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from mnist_desktop.ui.pages.inside.sections import InsideSection
from mnist_desktop.ui.style.theme import LIGHT, Theme
from mnist_desktop.ui.widgets.layout import ElidedLabel, label
from mnist_desktop.words.numbers import percent

if TYPE_CHECKING:
    from mnist_desktop.reading.neighbours import Neighbour, Reminders
    from mnist_desktop.runs.events import Scoring
    from mnist_desktop.ui.pages.inside.nearest_gallery import NearestGallery, ShownNeighbour

SPACING: Final = 6  # pixels
LONG: Final = 10_000  # distances of this size, of a network that diverges, are written as powers of ten


class NearestSection(InsideSection):
    """The nearest digits, and below them the nearest of another label than what is read."""

    pad_requested = Signal(object)  # int: the index of a training digit to put on the pad
    left_view = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._theme = LIGHT
        self._galleries: tuple[NearestGallery, ...] = ()

    @property
    def title(self) -> str:
        return self.tr("Nearest")

    @property
    def galleries(self) -> tuple[NearestGallery, ...]:
        """That of the nearest, and that of the others, once the section has been in view."""
        return self._galleries

    def build(self) -> None:
        from mnist_desktop.ui.pages.inside.nearest_gallery import NearestGallery

        self._rows = QWidget()
        self._rows.setObjectName("nearestDigits")
        self._galleries = (NearestGallery("nearestOfAll"), NearestGallery("nearestOthers"))
        self._others_title = label("", "title")
        self._state = ElidedLabel()
        self._state.setObjectName("nearestState")
        self._state.setProperty("role", "caption")
        for gallery in self._galleries:
            gallery.pad_requested.connect(self.pad_requested)
            gallery.set_theme(self._theme)
            gallery.setAccessibleDescription(self.tr("Enter puts a digit on the pad."))
        self._galleries[0].setAccessibleName(self.tr("It reminds me of these"))
        self._lay_out()
        self.show_found(None)

    def show_found(self, found: Reminders | None) -> None:
        """Show what the network is reminded of, None if nothing is drawn."""
        of_all, others = self._galleries
        of_all.nothing = self.tr("Draw a digit, and the network shows what it reminds it of.")
        neighbours = found.found if found is not None else None
        self._others_title.setText(
            self.tr("Nearest of another digit")
            if neighbours is None
            else self.tr("Nearest of another digit than {0}").format(neighbours.digit)
        )
        others.setAccessibleName(self._others_title.text())
        for gallery, shown in (
            (of_all, neighbours.nearest if neighbours is not None else ()),
            (others, neighbours.others if neighbours is not None else ()),
        ):
            gallery.show_digits([self._shown(each, found) for each in shown] if found is not None else ())
            gallery.viewport().update()
        for part in (self._others_title, others):
            part.setVisible(neighbours is not None)

    def show_state(self, done: int, of: int) -> None:
        """Say among how many training digits these are the nearest."""
        counts = (self.locale().toString(count) for count in (done, of))
        words = self.tr("Among all {0} training digits") if done == of else self.tr("Among {0} of {1} training digits")
        self._state.setText(words.format(*counts))

    def show_progress(self, progress: Scoring) -> None:
        """Say how many of the training digits the network has looked at."""
        share = percent(progress.done / progress.of, self.locale(), 0)
        self._state.setText(self.tr("The network looks at the training digits: {0}").format(share))

    def show_failure(self, words: str) -> None:
        """Say why there are none."""
        self.show_found(None)
        self._state.setText(words)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for gallery in self._galleries:
            gallery.set_theme(theme)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.left_view.emit()

    def _shown(self, neighbour: Neighbour, found: Reminders) -> ShownNeighbour:
        from mnist_desktop.ui.pages.inside.nearest_gallery import ShownNeighbour

        how = ("f", 1) if neighbour.distance < LONG else ("g", 3)
        distance = self.locale().toString(neighbour.distance, *how)
        about = self.tr("A training digit labelled {0}, at a distance of {1}").format(neighbour.label, distance)
        return ShownNeighbour(neighbour.index, found.images[neighbour.index], neighbour.label, distance, about)

    def _lay_out(self) -> None:
        about = QLabel(
            self.tr(
                "The training digits that the network can hardly tell from yours: the smaller the number below one, the"
                " more alike the two are in its last hidden layer. A click puts one on the pad."
            )
        )
        about.setProperty("role", "caption")
        about.setWordWrap(True)
        about.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        rows = QVBoxLayout(self._rows)
        of_all, others = self._galleries
        for part in (label(self.tr("It reminds me of these"), "title"), of_all, self._others_title, others):
            rows.addWidget(part)
        rows.addStretch(1)
        layout = QVBoxLayout(self)
        for each in (rows, layout):
            each.setContentsMargins(0, 0, 0, 0)
            each.setSpacing(SPACING)
        layout.addWidget(about)
        layout.addWidget(self._rows, 1)
        layout.addWidget(self._state)
