"""Makes maps of test digits while the section Map is in view, one for each change of weights and of the drawing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

from mnist_desktop import paths
from mnist_desktop.catalog.datasets import DATASETS, USUAL_DATASET
from mnist_desktop.sessions.inside import InsideSession
from mnist_desktop.system.errors import Problem
from mnist_desktop.ui.pages.inside.digit_map import MapSection
from mnist_desktop.words.problems import sentence
from mnist_desktop.workers.ask import Ask, Asker, LatestAsker

if TYPE_CHECKING:
    from mnist_desktop.reading.digit_map import DigitMap, MovingMap
    from mnist_desktop.reading.digit_set import DigitSet
    from mnist_desktop.reading.predictor import Predictor
    from mnist_desktop.reading.subject import Subject

EVERY: Final = 5  # of how many digits of the test set one is on the map
TURNS: Final = 20  # in which the network looks at them while it learns, a batch at a time, to cost the training little
SETTLED: Final = 1000  # milliseconds without other weights, after which it looks at all of them at once


class DigitMapSession(QObject):
    """Maps 2,000 digits of MNIST's test set in a thread of its own. The latest weights and drawing win.

    While the weights change, as in a training, each map is of a part of the digits anew, which take turns. `put` puts a
    digit of a set on the pad.
    """

    def __init__(
        self, inside: InsideSession, section: MapSection, put: Callable[[DigitSet, int], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._inside, self._section, self._put = inside, section, put
        self._thread = Asker(self)
        self._asker = LatestAsker(self._thread)
        self._maker = _Maker()
        self._wish = ""  # the layer that the user chose last
        self._predictor: Predictor | None = None  # the last one
        self._turns = 1
        self._settling = QTimer(self, interval=SETTLED, singleShot=True)
        self._settling.timeout.connect(self._settle)
        inside.subject_changed.connect(self._look)
        section.layer_chosen.connect(self._choose)
        section.pad_requested.connect(self._put_on_pad)

    def end(self) -> None:
        """Wait for the thread."""
        self._thread.stop()

    def _choose(self, layer: str) -> None:
        self._wish = layer
        self._look()

    def _look(self) -> None:
        if not self._section.isVisible():
            self._asker.forget()
            return
        subject = self._inside.subject
        if subject is None:
            self._section.show_found(None)
            return
        layer = self._show_layers(subject)
        self._take_predictor(subject.predictor)
        self._thread.start()
        self._asker.ask(Ask(partial(self._maker.map, subject, layer, self._turns), self._show, self._fail))

    def _take_predictor(self, predictor: Predictor) -> None:
        if predictor is not self._predictor:
            self._turns = TURNS if self._settling.isActive() else 1
            self._predictor = predictor
            self._settling.start()

    def _settle(self) -> None:
        if self._turns > 1:
            self._turns = 1
            self._look()

    def _show_layers(self, subject: Subject) -> str:
        """Offer the layers of the network, and return the one to map by: without a wish the last hidden one."""
        from mnist_desktop.reading.digit_map import layers

        names = layers(subject.predictor.network)
        layer = self._wish if self._wish in names else names[-2]
        self._section.show_layers(names, self._titles(names), layer)
        return layer

    def _titles(self, names: Sequence[str]) -> Sequence[str]:
        _, *between, hidden, last = names
        titles = (self.tr("{0} (last hidden layer)").format(hidden), self.tr("{0} (the answer)").format(last))
        return [self.tr("Pixels, before any layer"), *between, *titles]

    def _show(self, found: DigitMap) -> None:
        if self._section.isVisible():
            self._section.show_found(found)

    def _fail(self, problem: Problem) -> None:
        self._section.show_failure(sentence(problem))

    def _put_on_pad(self, index: int) -> None:
        shown = self._section.view.map
        if shown is not None:
            self._put(shown.digits, index)


class _Maker:
    """Makes the maps in the thread, the first time with the digits, which are loaded then."""

    def __init__(self) -> None:
        self._moving: MovingMap | None = None

    def map(self, subject: Subject, layer: str, turns: int) -> DigitMap:
        if self._moving is None:
            self._moving = _moving_map()
        return self._moving.map(subject.predictor, layer, subject.image, turns)


def _moving_map() -> MovingMap:
    from mnist_desktop.learning.data import idx
    from mnist_desktop.reading.digit_map import MovingMap
    from mnist_desktop.reading.digit_set import DigitSet

    images, labels = idx.load(idx.TEST, paths.mnist())
    return MovingMap(DigitSet(DATASETS[USUAL_DATASET].test_score, images[::EVERY].copy(), labels[::EVERY].copy()))
