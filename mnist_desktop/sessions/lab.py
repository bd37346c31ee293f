"""Lets the networks read with what is changed in the section Lab, and keeps changed weights as runs."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject

from mnist_desktop.runs.history import KeptRun
from mnist_desktop.sessions import lab_run
from mnist_desktop.sessions.inside import InsideSession
from mnist_desktop.sessions.lab_scoring import Changed, LabScoring, Measured
from mnist_desktop.sessions.previews import Change, Previews
from mnist_desktop.sessions.state import ApplicationState
from mnist_desktop.ui.pages.inside.lab import LabSection
from mnist_desktop.words.problems import sentence
from mnist_desktop.workers.ask import Ask, Asker, LatestAsker
from mnist_desktop.workers.reading import WeightsChoice

if TYPE_CHECKING:
    from mnist_desktop.learning.library import Library
    from mnist_desktop.reading.lab import Edits, LabView
    from mnist_desktop.reading.predictor import Predictor
    from mnist_desktop.reading.subject import Subject
    from mnist_desktop.ui.pages.inside.lab_shown import LabScores


class LabSession(QObject):
    """Has the edits of each network for as long as the window is open.

    Views and scores are computed only while the section is in view.
    """

    def __init__(
        self,
        state: ApplicationState,
        inside: InsideSession,
        previews: Previews,
        library: Callable[[], Library],
        section: LabSection,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._state, self._inside, self._previews, self._library = state, inside, previews, library
        self._section = section
        self._edits: dict[str, Edits] = {}
        self._kept: set[str] = set()  # ids of the runs that the lab kept
        self._measured: Measured | None = None
        self._thread, self._scoring = Asker(self), LabScoring(self)
        self._views = LatestAsker(self._thread)
        self._scoring.measured.connect(self._take_measured)
        self._scoring.failed.connect(lambda problem: section.show_failure(sentence(problem)))
        inside.subject_changed.connect(self._look)
        state.choice_changed.connect(self._take_choice)
        section.off_changed.connect(lambda layer, off: self._edit(self.edits.with_off(layer, off)))
        section.noise_changed.connect(lambda layer, share: self._edit(self.edits.with_noise(layer, share)))
        section.undo_requested.connect(self._undo)
        section.keep_requested.connect(self._keep)
        section.left_view.connect(self._scoring.cancel)

    @property
    def edits(self) -> Edits:
        """What is changed in the network that reads."""
        from mnist_desktop.reading.lab import Edits

        return self._edits.get(self._state.network, Edits())

    def end(self) -> None:
        """Wait for the threads."""
        self._scoring.end()
        self._thread.stop()

    # What is changed

    def _edit(self, edits: Edits) -> None:
        network = self._state.network
        self._edits[network] = edits
        self._section.show_edits(edits)
        self._previews.show_change(network, _change(edits), self._words(edits))
        self._score()

    def _undo(self) -> None:
        from mnist_desktop.reading.lab import Edits

        self._edit(Edits())

    def _words(self, edits: Edits) -> str:
        off = QLocale().toString(edits.count_off)
        if edits.count_off and edits.has_noise:
            return self.tr("Lab: {0} off, and noise").format(off)
        if edits.count_off:
            return self.tr("Lab: {0} off").format(off)
        return self.tr("Lab: noise") if edits.has_noise else ""

    def _take_choice(self, choice: WeightsChoice) -> None:
        """Undo the edits where weights are chosen that have them already."""
        if choice.run in self._kept and self._edits.pop(choice.network, None) is not None:
            self._previews.show_change(choice.network, None)

    # What is shown

    def _look(self) -> None:
        subject = self._subject()
        if subject is None or not self._section.isVisible():
            return
        from mnist_desktop.reading.lab import view

        network, edits = self._state.network, self.edits
        self._thread.start()
        self._views.ask(Ask(partial(view, subject, edits), partial(self._show, network), self._state.say))
        self._score()

    def _subject(self) -> Subject | None:
        """What the lab changes, and the digit image."""
        from mnist_desktop.reading.subject import Subject

        subject, base = self._inside.subject, self._previews.base(self._state.network)
        return None if subject is None or base is None else Subject(base, subject.image)

    def _show(self, network: str, view: LabView) -> None:
        if network == self._state.network:
            self._section.show_view(view)
            self._section.show_edits(self.edits)

    # How well it reads

    def _score(self) -> None:
        """Have it scored, unless that is under way or done. While weights are learning, what is known stays on show."""
        base = self._previews.base(self._state.network)
        if base is None or not self._section.isVisible():
            return
        wanted = Changed(base, self.edits)
        if not self._is_known(wanted):
            self._section.show_scores(self._scores(wanted))
        self._scoring.ask(wanted, is_live=self._is_live)

    @property
    def _is_live(self) -> bool:
        return self._state.live == self._state.network

    def _is_known(self, of: Changed) -> bool:
        """Whether these changes were scored in the same run, a moment ago."""
        known = self._measured
        return self._is_live and known is not None and known.is_whole and known.of.is_like(of)

    def _take_measured(self, measured: Measured) -> None:
        if measured.is_whole or not self._is_known(measured.of):
            self._measured = measured
            self._section.show_scores(self._scores(measured.of))

    def _scores(self, of: Changed) -> LabScores:
        """Return what is known of these weights and changes."""
        from mnist_desktop.ui.pages.inside.lab_shown import LabScores

        known, is_changed = self._measured, not of.edits.are_none
        if known is None or known.of.base is not of.base:
            return LabScores(is_changed=is_changed)
        count, before = len(known.digits), known.before.score.accuracy
        if known.after is None or known.of != of:
            return LabScores(count, is_changed, before)
        return LabScores(count, is_changed, before, known.after.score.accuracy, known.after.interval)

    # Keeping it

    def _keep(self) -> None:
        """Keep what was measured last, whose scores are on show."""
        from mnist_desktop.reading.checkpoint import Checkpoint

        measured = self._measured
        if measured is None or measured.predictor is None or measured.after is None:
            return
        network, calibration = measured.predictor.network, measured.predictor.calibration
        content = Checkpoint(network.name, network.options, network.weights, calibration)
        names = [kept.history.name for kept in self._state.runs]
        history = lab_run.history(measured.predictor, measured.after, self._base_run(network.name), names)
        self._thread.ask(lambda: self._library().add(content, history), self._take_kept, self._state.say)

    def _base_run(self, network: str) -> KeptRun | None:
        """Return the run whose weights a network reads with, None for the factory weights."""
        if self._state.live == network:
            return self._state.run
        return self._state.find(self._state.chosen(network).run)

    def _take_kept(self, kept: KeptRun) -> None:
        self._kept.add(kept.id)
        self._state.add_run(kept)
        self._state.say(self.tr("{0} is kept, on the page Runs").format(kept.history.name))


def _change(edits: Edits) -> Change | None:
    """Return what changes weights like this, None if nothing is changed."""
    return None if edits.are_none else partial(_edited, edits)


def _edited(edits: Edits, predictor: Predictor) -> Predictor:
    from mnist_desktop.reading.lab import edited

    return edited(predictor, edits)
