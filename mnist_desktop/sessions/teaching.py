"""Keeps what a person labels as samples: by the key of a digit, by a click on a bar, or in a guided round."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from mnist_desktop.reading.values import DigitReading
from mnist_desktop.sessions.for_testing import ForTesting
from mnist_desktop.sessions.labelled_digits import LabelledDigits
from mnist_desktop.sessions.pad_digit import PadDigit, meant
from mnist_desktop.sessions.reading import ReadingSession
from mnist_desktop.sessions.samples import Samples
from mnist_desktop.sessions.state import ApplicationState
from mnist_desktop.sessions.writing_round import WritingRound
from mnist_desktop.ui.main_window import MainWindow
from mnist_desktop.ui.pad.content import PadContent

if TYPE_CHECKING:
    from mnist_desktop.samples.sample import WasRead


@dataclass(frozen=True)
class _Wish:
    """A label that a person gave, and whether it is surely for the digit that is selected."""

    label: int
    is_for_selected: bool


class Teaching(QObject):
    """Labels the digits on the pad, takes labels back, and holds guided rounds.

    A label waits for the reading of what is on the pad, which says where its digits are. It is dropped if the pad
    changes before.
    """

    def __init__(
        self,
        window: MainWindow,
        state: ApplicationState,
        reading: ReadingSession,
        samples: Samples,
        for_testing: ForTesting,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._for_testing = for_testing
        self._state, self._reading = state, reading
        self._canvas, self._panel, self._commands = window.pad.canvas, window.reading, window.commands
        self._content = self._canvas.content()
        self._labelled = LabelledDigits(samples, self._show)
        self._wishes: list[_Wish] = []
        self._round = WritingRound(self._canvas, window.pad.round_bar, samples, self)
        self._connect()
        window.pad.round_bar.next.triggered.connect(self._keep_in_round)

    def _connect(self) -> None:
        commands = self._commands
        commands.this_is.triggered.connect(lambda action: self._take(_Wish(action.data(), is_for_selected=False)))
        self._panel.bar_clicked.connect(lambda digit: self._take(_Wish(digit, is_for_selected=True)))
        commands.take_back.triggered.connect(self._take_back)
        commands.write_round.triggered.connect(self.begin_round)
        self._canvas.content_changed.connect(self._take_content)
        self._reading.answer_shown.connect(self._take_reading)
        self._round.changed.connect(self._show)
        self._round.ended.connect(self._report)

    def begin_round(self) -> None:
        """Ask for digits to write, one after the other."""
        self._labelled.forget_latest()
        self._round.begin(random.Random())

    # Labels

    def _take(self, wish: _Wish) -> None:
        self._wishes.append(wish)
        self._carry_out()

    def _carry_out(self) -> None:
        while self._wishes and self._reading.is_up_to_date:
            self._label(self._wishes.pop(0))

    def _label(self, wish: _Wish) -> None:
        digits = self._digits()
        index = self._meant(digits, wish)
        digit = digits[index] if digits else PadDigit(self._reading.content_read, None)
        if digit.content is None:
            self._state.say(self.tr("No digit was found in the picture, so nothing was kept."))
            return
        if self._for_testing.has(digit):
            self._state.say(self.tr("This digit is for testing: nothing learns from it."))
            return
        self._labelled.label(digit, wish.label, self._was_read(digit.reading))
        self._select_next(digits, index)
        self._show()

    def _meant(self, digits: list[PadDigit], wish: _Wish) -> int:
        selected = self._panel.selected
        is_selected_for_sure = wish.is_for_selected or self._panel.is_chosen or not digits
        if is_selected_for_sure or any(digit.key in self._labelled for digit in digits):
            return selected
        return meant(self._panel.digits, selected, wish.label)

    def _select_next(self, digits: list[PadDigit], index: int) -> None:
        """Select the next digit that has no label, if there is one."""
        later = range(index + 1, len(digits))
        free = next((each for each in later if digits[each].key not in self._labelled), None)
        if free is not None:
            self._panel.select(free)

    def _was_read(self, digit: DigitReading | None) -> WasRead | None:
        from mnist_desktop.samples.sample import WasRead

        return None if digit is None else WasRead.of(digit, self._state.network)

    def _digits(self) -> list[PadDigit]:
        return [PadDigit(self._reading.content_read, digit) for digit in self._panel.digits]

    # Taking back

    def _take_back(self) -> None:
        if self._round.is_under_way:
            self._round.go_back()
        else:
            key = self._labelled.take_back().key
            keys = [digit.key for digit in self._digits()]
            if len(keys) > 1 and key in keys:
                self._panel.select(keys.index(key))
            self._show()

    # The guided round

    def _keep_in_round(self) -> None:
        digits = self._panel.digits
        only = digits[0] if len(digits) == 1 and self._reading.is_up_to_date else None
        self._round.keep(self._canvas.drawing(), self._was_read(only))

    def _report(self, kept: int, asked: int) -> None:
        if kept:
            self._state.say(self.tr("Kept: {0} of {1} digits. The page Mine shows them.").format(kept, asked))

    # What is shown

    def _take_content(self, content: PadContent) -> None:
        before, self._content = self._content, content
        if content.drawing.strokes is before.drawing.strokes and content.picture is before.picture:
            return
        self._wishes.clear()
        if not self._round.is_under_way:  # what was on the pad comes back
            self._labelled.forget_latest()
            if content.is_empty:
                self._labelled.forget()
        self._show()

    def _take_reading(self) -> None:
        self._carry_out()
        self._show()

    def _show(self) -> None:
        """Show which digits are kept, and enable what can be done now."""
        is_free = not self._round.is_under_way
        self._commands.this_is.setEnabled(is_free and not self._content.is_empty)
        self._commands.take_back.setEnabled(self._labelled.latest is not None if is_free else self._round.can_go_back)
        self._commands.write_round.setEnabled(is_free)
        self._panel.set_teachable(is_free)
        self._panel.show_labels(self._labelled.kept_labels(self._digits()))
        self._panel.show_kept(self._latest_label() if is_free else self._round.last_label)

    def _latest_label(self) -> int | None:
        latest = self._labelled.latest
        return None if latest is None else self._labelled.kept_label(latest.key)
