"""What explains a reading: three pictures of the digit, the digit as it would have to be, and a sentence on each."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from mnist_desktop.reading.explanation import Explanation
from mnist_desktop.ui.pages.inside.why_heat import HeatMap, changes, speaks
from mnist_desktop.ui.style.theme import LIGHT, Theme
from mnist_desktop.ui.widgets.layout import label
from mnist_desktop.words.numbers import percent

GAP: Final = 6  # pixels


class ExplainedReading(QWidget):
    """Shows an explanation, or that there is nothing to explain."""

    def __init__(self) -> None:
        super().__init__()
        self._theme = LIGHT
        self._explanation: Explanation | None = None
        self._covered = HeatMap(self.tr("Covered"))
        self._shares = HeatMap(self.tr("Shares"))
        self._change = HeatMap(self.tr("Change"), changes)
        self._after = HeatMap(self.tr("After"))
        self._legend = _words("whyLegend")
        self._sentences = {
            self._covered: _words("coveredWords"),
            self._shares: _words("sharesWords"),
            self._change: _words("changeWords"),
        }
        self._lay_out()
        self.show_explanation(None)

    @property
    def maps(self) -> tuple[HeatMap, ...]:
        """What is shown on the digit: what covering does, the shares, the change; and the digit after it."""
        return self._covered, self._shares, self._change, self._after

    def show_explanation(self, explanation: Explanation | None) -> None:
        """Show this explanation, None if nothing is drawn."""
        self._explanation = explanation
        self._show_pictures(explanation)
        self._say(self._covered, self._covered_in_words(explanation))
        self._say(self._shares, self._shares_in_words(explanation))
        self._say(self._change, self._change_in_words(explanation))
        self._show_legend()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for each in self.maps:
            each.set_theme(theme)
        self._show_legend()

    def _show_pictures(self, explanation: Explanation | None) -> None:
        if explanation is None:
            for each in self.maps:
                each.show_image(None)
            return
        image, change = explanation.image, explanation.change
        self._covered.show_image(image, explanation.occlusion.losses)
        self._shares.show_image(image, explanation.shares.pixels)
        self._change.show_image(image, None if change is None else change.change)
        self._after.show_image(None if change is None else change.after)

    def _say(self, picture: HeatMap, sentence: str) -> None:
        picture.setAccessibleDescription(sentence)
        self._sentences[picture].setText(f"<b>{picture.accessibleName()}</b> · {sentence}")

    def _covered_in_words(self, found: Explanation | None) -> str:
        if found is None:
            return self.tr("How much each part of the digit matters, found by laying paper over it.")
        words = (
            self.tr(
                "How much the lead of {0} over {1} changes when 5 × 5 pixels of paper cover that place. Even without"
                " the place that matters most it reads {2}."
            )
            if found.digit_if_covered == found.answer
            else self.tr(
                "How much the lead of {0} over {1} changes when 5 × 5 pixels of paper cover that place. Without the"
                " place that matters most it reads {2}."
            )
        )
        return words.format(found.question.digit, found.question.rival, found.digit_if_covered)

    def _shares_in_words(self, found: Explanation | None) -> str:
        if found is None:
            return self.tr("How much each pixel of ink adds to the lead of one digit over another.")
        words = self.tr(
            "How much each pixel adds to the lead of {0} over {1} (integrated gradients). Nothing is left out: the"
            " shares add up to {2}, and all the ink changes the lead by {3}."
        )
        numbers = (self.locale().toString(value, "f", 2) for value in (found.shares.sum, found.shares.lead))
        return words.format(found.question.digit, found.question.rival, *numbers)

    def _change_in_words(self, found: Explanation | None) -> str:
        if found is None:
            return self.tr("How little ink would have to change for another digit to be read.")
        if found.change is None:
            return self.tr("No small change was found after which it would read {0}.").format(found.other)
        words = self.tr(
            "After this change, the smallest that was found, it reads {0} instead of {1}. It is {2} of the digit's ink."
        )
        return words.format(found.other, found.answer, percent(found.change.ink_share, self.locale(), 0))

    def _show_legend(self) -> None:
        found = self._explanation
        if found is None:
            self._legend.setText(self.tr("Draw a digit to see why it is read as it is."))
            return
        (pro, contra), (added, taken) = speaks(self._theme), changes(self._theme)
        marks = (
            (pro, self.tr("speaks for {0}").format(found.question.digit)),
            (contra, self.tr("speaks for {0}").format(found.question.rival)),
            (added, self.tr("ink added")),
            (taken, self.tr("ink taken away")),
            (self._theme.disabled, self.tr("the digit")),
        )
        self._legend.setText(" ".join(_mark(*each) for each in marks))

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        pictures = QGridLayout()
        pictures.setSpacing(GAP)
        pictures.setVerticalSpacing(2)
        for column, picture in enumerate(self.maps):
            caption = label(picture.accessibleName(), "caption")
            caption.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            pictures.addWidget(picture, 0, column)
            pictures.addWidget(caption, 1, column)
            pictures.setColumnStretch(column, 1)
        layout.addLayout(pictures)
        layout.addWidget(self._legend)
        for words in self._sentences.values():
            layout.addWidget(words)


def _words(name: str) -> QLabel:
    words = label("", "caption")
    words.setObjectName(name)
    words.setTextFormat(Qt.TextFormat.RichText)
    words.setWordWrap(True)
    words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return words


def _mark(colour: str, words: str) -> str:
    """Return words behind a square of that colour, which stay on one line."""
    return f'<span style="color:{colour}">■</span>&nbsp;{words.replace(" ", "&nbsp;")}&ensp;'
