"""A guided round: a person writes the digits that are asked for, and each is kept as a sample."""

from __future__ import annotations

import random
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from mnist_desktop.drawing.strokes import Drawing, Stroke
from mnist_desktop.sessions.samples import Samples
from mnist_desktop.ui.pad.canvas import Canvas
from mnist_desktop.ui.pad.content import PadContent
from mnist_desktop.ui.pad.round_bar import RoundBar
from mnist_desktop.ui.pad.undo import History

if TYPE_CHECKING:
    from mnist_desktop.samples.sample import Sample, WasRead

TIMES: Final = 2  # that each digit is asked for


class WritingRound(QObject):
    """Asks for digits on an empty pad. What was on the pad is put back at the end.

    A digit leaves the pad once it is safe: if it cannot be kept, it stays there, and the next try keeps it.
    """

    changed = Signal()  # it began, went on, went back, or ended
    ended = Signal(int, int)  # how many digits were kept, of how many

    def __init__(self, canvas: Canvas, bar: RoundBar, samples: Samples, parent: QObject) -> None:
        super().__init__(parent)
        self._canvas, self._bar, self._samples = canvas, bar, samples
        self._digits: tuple[int, ...] = ()
        self._written: list[Sample | None] = []  # None was skipped
        self._tried: tuple[tuple[Stroke, ...], Sample] | None = None  # the strokes that are being kept, as a sample
        self._before: History[PadContent] | None = None
        bar.skip.triggered.connect(lambda: self._go_on(None))
        bar.stop.triggered.connect(self.end)

    @property
    def is_under_way(self) -> bool:
        return bool(self._digits)

    @property
    def can_go_back(self) -> bool:
        return self.is_under_way and bool(self._written)

    @property
    def last_label(self) -> int | None:
        """The label of the digit that was written last, None if it was skipped."""
        last = self._written[-1] if self._written else None
        return None if last is None else last.label

    def begin(self, generator: random.Random) -> None:
        """Begin a round on an empty pad, unless one is under way."""
        if self.is_under_way:
            return
        self._digits, self._written = digits_to_write(generator), []
        self._before = self._canvas.new_sheet()
        self._canvas.setFocus()
        self._ask()

    def keep(self, drawing: Drawing, was_read: WasRead | None) -> None:
        """Keep what was drawn, and go on once it is safe."""
        from mnist_desktop.samples.sample import Sample

        if not drawing.strokes:
            self._bar.show_nothing_written()
        elif self._tried is None or self._tried[0] is not drawing.strokes:
            whole = Drawing(drawing.strokes, drawing.width, drawing.height)
            sample = Sample.new(self._digits[len(self._written)], whole, was_read)
            self._tried = drawing.strokes, sample
            self._samples.add((sample,), lambda: self._take_kept(sample))
        else:
            sample = self._tried[1]
            self._samples.put((sample,), lambda: self._take_kept(sample))

    def go_back(self) -> None:
        """Take the last digit back, and ask for it again."""
        last = self._written.pop()
        if last is not None:
            self._samples.remove((last.id,))
        self._show_next()

    def end(self) -> None:
        """Put back what was on the pad before."""
        if self._before is None:
            return
        before, self._before, self._tried = self._before, None, None
        self._bar.hide_task()
        self._canvas.put_back(before)
        asked, self._digits = len(self._digits), ()
        self.changed.emit()
        self.ended.emit(sum(each is not None for each in self._written), asked)

    def _take_kept(self, sample: Sample) -> None:
        if self._tried is not None and self._tried[1] is sample:
            self._go_on(sample)

    def _go_on(self, sample: Sample | None) -> None:
        self._written.append(sample)
        self._show_next()

    def _show_next(self) -> None:
        self._tried = None
        self._canvas.new_sheet()
        if len(self._written) < len(self._digits):
            self._ask()
        else:
            self.end()

    def _ask(self) -> None:
        index = len(self._written)
        self._bar.show_task(self._digits[index], index + 1, len(self._digits))
        self.changed.emit()


def digits_to_write(generator: random.Random) -> tuple[int, ...]:
    """Return each digit twice in random order, none twice in a row."""
    digits = [digit for digit in range(10) for _ in range(TIMES)]
    while any(one == other for one, other in pairwise(digits)):
        generator.shuffle(digits)
    return tuple(digits)
