"""Connects the pad and the reading panel with the reading worker."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from mnist_desktop.catalog.networks import other_than
from mnist_desktop.reading import merging
from mnist_desktop.reading.values import DigitReading
from mnist_desktop.sessions.pad_picture import pad_picture
from mnist_desktop.sessions.state import ApplicationState
from mnist_desktop.system.errors import Problem
from mnist_desktop.ui.pad.boxes import DigitBox
from mnist_desktop.ui.pad.canvas import Canvas
from mnist_desktop.ui.pad.content import PadContent
from mnist_desktop.ui.reading.number import shown
from mnist_desktop.ui.reading.panel import NoReading, ReadingPanel
from mnist_desktop.workers.reading import Answer, Question, ReadingWorker, WeightsChoice
from mnist_desktop.workers.training import LiveWeights


class ReadingSession(QObject):
    """Requests readings of what is on the pad, with the network and weights of the state, and shows them.

    While the panel compares, the other network reads the same digits.
    """

    answer_shown = Signal()  # the panel shows what was read of the pad, or that nothing was
    _load_requested = Signal(object)  # Sequence[WeightsChoice]
    _use_requested = Signal(object)  # WeightsChoice
    _live_weights_came = Signal(object)  # LiveWeights

    def __init__(
        self, state: ApplicationState, worker: ReadingWorker, canvas: Canvas, panel: ReadingPanel, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._state, self._worker, self._canvas, self._panel = state, worker, canvas, panel
        self._content = self._content_read = canvas.content()
        self._asked: dict[int, PadContent] = {}  # by generation; the answers are under way
        self._answer: Answer | None = None  # the last one to what is on the pad
        self._generation = self._wanted_from = 0
        self._without_weights: dict[str, Problem] = {}  # by network why its factory weights cannot be had
        self._load_requested.connect(worker.load)
        self._use_requested.connect(worker.use)
        self._live_weights_came.connect(worker.adopt)
        worker.loaded.connect(state.set_weights)
        worker.load_failed.connect(self._take_failure)
        worker.adopted.connect(self._take_adoption)
        worker.answered.connect(self._take_answer)
        worker.picture_failed.connect(state.say)
        canvas.content_changed.connect(self._take_content)
        panel.digit_selected.connect(self._show_boxes)
        panel.network_selected.connect(state.choose_network)
        panel.compare.toggled.connect(self._ask)
        state.network_changed.connect(self._take_network)
        state.choice_changed.connect(self._use_requested)
        state.weights_changed.connect(self._take_weights)
        state.run_started.connect(lambda run: state.follow(run.history.plan.network))
        for changed in (state.preview_changed, state.network_changed, panel.compare.toggled):
            changed.connect(lambda _: self._show_preview())
        panel.set_network(state.network)
        self._explain()

    @property
    def content_read(self) -> PadContent:
        """What was on the pad as the panel's digits were read."""
        return self._content_read

    @property
    def is_up_to_date(self) -> bool:
        """Whether the panel shows the answer to the last request."""
        return self._answer is not None and self._answer.generation == self._generation

    def begin(self, networks: Sequence[str]) -> None:
        """Load the weights in the background, those of the first network first."""
        self._load_requested.emit([self._state.chosen(network) for network in networks])

    def take_live(self, weights: LiveWeights) -> None:
        """Read with the weights of the current run, if the network still follows it."""
        if self._state.live == weights.network:
            self._live_weights_came.emit(weights)

    def _take_network(self, name: str) -> None:
        self._panel.set_network(name)
        self._drop_answers_under_way()
        self._ask()
        self._explain()
        if self._state.weights(name) is None and name in self._without_weights:
            self._state.say(self._without_weights[name])

    def _take_content(self, content: PadContent) -> None:
        before, self._content = self._content, content
        if content.is_empty or content.picture is not before.picture:
            self._drop_answers_under_way()
            self._show(None)
        self._ask()

    def _ask(self) -> None:
        content = self._content
        if content.is_empty:
            return
        self._generation += 1
        self._asked[self._generation] = content
        network, other = self._state.network, self._other
        self._worker.ask(Question(self._generation, content.drawing, network, pad_picture(content), other))

    @property
    def _other(self) -> str:
        """The network that is compared with the one in use, "" for none."""
        return other_than(self._state.network) if self._panel.compare.isChecked() else ""

    def _drop_answers_under_way(self) -> None:
        """Ignore answers for another pad or another network. All others are shown, or fast drawing shows none."""
        self._wanted_from = self._generation + 1

    def _take_answer(self, answer: Answer) -> None:
        self._asked = {asked: content for asked, content in self._asked.items() if asked >= answer.generation}
        if answer.generation >= self._wanted_from:
            self._content_read = self._asked[answer.generation]
            self._show(answer)

    def _show(self, answer: Answer | None) -> None:
        """Show what was read of the pad, or that nothing was read yet."""
        self._answer = answer
        digits = answer.reading.digits if answer is not None and answer.reading is not None else ()
        others = answer.other.digits if answer is not None and answer.other is not None else ()
        self._panel.show_digits(digits, self._newest(digits), others)
        self._explain()
        self._show_boxes()
        self.answer_shown.emit()

    def _newest(self, digits: Sequence[DigitReading]) -> int:
        """Return the index of the digit that was drawn last, or 0 if none was drawn."""
        if not digits or not self._content.drawing.strokes:
            return 0
        x, y = self._content.drawing.strokes[-1].points[-1].tolist()
        return merging.nearest(digits, x, y)

    def _explain(self) -> None:
        """Say why there is no reading, for as long as there is none."""
        self._panel.explain(self._reason())

    def _reason(self) -> NoReading:
        if self._state.is_loading(self._state.network):
            return NoReading.LOADING
        if self._answer is None:
            return NoReading.UNDER_WAY if self._content.picture is not None else NoReading.NOTHING_DRAWN
        return NoReading.NO_WEIGHTS if self._answer.reading is None else NoReading.NO_DIGIT

    def _show_preview(self) -> None:
        """Mark what reads with other weights than those in use."""
        own, other = self._state.preview(self._state.network), self._state.preview(self._other)
        words = self.tr("{0}: {1}").format(self._other, other) if other else ""
        self._panel.show_preview(" · ".join(filter(None, (own, words))))

    def _show_boxes(self) -> None:
        """Show boxes around several digits, and around what was found in a picture."""
        digits, selected = self._panel.digits, self._panel.selected
        if self._answer is None or (len(digits) == 1 and self._content.picture is None):
            self._canvas.show_boxes([])
            return
        self._canvas.show_boxes([_box(digit, is_selected=index == selected) for index, digit in enumerate(digits)])

    def _take_weights(self, network: str) -> None:
        self._explain()
        self._take_adoption(network)

    def _take_failure(self, choice: WeightsChoice, problem: Problem) -> None:
        if not choice.run:
            self._state.clear_weights(choice.network)
            self._without_weights[choice.network] = problem
            is_of_interest = choice.network == self._state.network
        else:
            is_of_interest = choice == self._state.chosen(choice.network)  # its run may have just been discarded
        if is_of_interest:
            self._state.say(problem)

    def _take_adoption(self, network: str) -> None:
        if network in (self._state.network, self._other):
            self._ask()


def _box(digit: DigitReading, *, is_selected: bool) -> DigitBox:
    box = digit.box
    assert box is not None, "every digit of the pad has its place on it"
    return DigitBox(box.x, box.y, box.width, box.height, shown(digit), digit.sure, is_selected, bool(digit.strokes))
