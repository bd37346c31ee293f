"""Puts digits of the test on the pad, one after the other or any, and says their labels once they are read."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from mnist_desktop.runs.scores import MY_DRAWINGS
from mnist_desktop.sessions.for_testing import ForTesting
from mnist_desktop.sessions.onto_pad import put_on_pad
from mnist_desktop.sessions.reading import ReadingSession
from mnist_desktop.sessions.testing import TestingSession
from mnist_desktop.ui.main_window import MainWindow
from mnist_desktop.ui.pad.content import PadContent
from mnist_desktop.ui.pages.test.mistakes import MistakesSection
from mnist_desktop.ui.pages.test.mistakes_shown import Cell
from mnist_desktop.ui.pages.test.page import TestPage

if TYPE_CHECKING:
    from mnist_desktop.reading.digit_set import DigitSet


@dataclass(frozen=True, eq=False)
class _OnPad:
    """A digit of a set that was put on the pad, and what the pad showed then."""

    digits: DigitSet
    index: int
    content: PadContent

    @property
    def label(self) -> int:
        return int(self.digits.labels[self.index])

    def is_on(self, content: PadContent) -> bool:
        """Return whether a pad still shows it, on a sheet of any width."""
        before = self.content
        return content.picture is before.picture and content.drawing.strokes is before.drawing.strokes


class MistakesSession(QObject):
    """Carries out what is wished for of the digits of the page Test. Undo brings back what was on the pad.

    Nothing may learn from those of test sets; the user's own are samples already.
    """

    def __init__(
        self,
        testing: TestingSession,
        reading: ReadingSession,
        window: MainWindow,
        page: TestPage,
        for_testing: ForTesting,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._testing, self._reading, self._page, self._for_testing = testing, reading, page, for_testing
        self._canvas, self._panel = window.pad.canvas, window.reading
        self._round = window.commands.write_round  # disabled while a round is under way, whose pad must stay
        self._section = page.section(MistakesSection)
        self._on_pad: _OnPad | None = None
        self._random = random.Random()
        self._connect()
        self._show_possible()

    def _connect(self) -> None:
        page, commands = self._page, self._section.commands
        for part in (page, self._canvas):
            commands.listen_in(part)
        commands.next.triggered.connect(self._put_next)
        commands.any.triggered.connect(self._put_any)
        page.cell_chosen.connect(self._show_cell)
        page.pad_requested.connect(self._put_tested)
        self._testing.changed.connect(self._show_possible)
        self._section.shown_changed.connect(self._show_possible)
        self._round.enabledChanged.connect(self._show_possible)
        self._canvas.content_changed.connect(self._take_content)
        self._reading.answer_shown.connect(self._take_reading)

    def _show_cell(self, label: int, digit: int) -> None:
        self._page.turn_to_section(MistakesSection)
        self._section.choose(Cell(label, digit))

    def _put_next(self) -> None:
        self._page.turn_to_section(MistakesSection)
        self._section.request_next()

    def _put_any(self) -> None:
        self._testing.ask_for_digits(self._put_any_of)

    def _put_any_of(self, digits: DigitSet) -> None:
        self.put(digits, self._random.randrange(len(digits)))

    def _put_tested(self, index: int) -> None:
        if self._testing.tested is not None:
            self.put(self._testing.tested.digits, index)

    def put(self, digits: DigitSet, index: int) -> None:
        """Put a digit of a set on the pad, unless a round is under way or the pad shows it already."""
        if not self._round.isEnabled() or self._is_there(digits, index):
            return
        put_on_pad(self._canvas, digits.content(index))
        content = self._canvas.content()
        self._on_pad = _OnPad(digits, index, content)
        if digits.name != MY_DRAWINGS:
            self._for_testing.add(content)

    def _is_there(self, digits: DigitSet, index: int) -> bool:
        there = self._on_pad
        return there is not None and there.digits is digits and there.index == index

    def _take_content(self, content: PadContent) -> None:
        if self._on_pad is not None and not self._on_pad.is_on(content):
            self._on_pad = None
            self._panel.show_true_label(None)

    def _take_reading(self) -> None:
        there = self._on_pad
        if there is not None and self._panel.digits and there.is_on(self._reading.content_read):
            self._panel.show_true_label(there.label)

    def _show_possible(self) -> None:
        tested, section = self._testing.tested, self._section
        has_mistakes = tested is not None and (section.tested is not tested or bool(section.indices))
        is_free = self._round.isEnabled()
        has_digits = self._testing.has_digits
        section.commands.show_possible(has_mistakes=is_free and has_mistakes, has_digits=is_free and has_digits)
