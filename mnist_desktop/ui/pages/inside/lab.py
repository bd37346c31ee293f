"""The section Lab: filters and neurons that can be switched off, and noise in the weights of layers."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from mnist_desktop.ui.commands import command
from mnist_desktop.ui.pages.inside.sections import InsideSection
from mnist_desktop.ui.style import icons
from mnist_desktop.ui.style.theme import LIGHT, Theme
from mnist_desktop.ui.widgets.controls import ActionButton, FoldingRow
from mnist_desktop.ui.widgets.layout import label, set_role
from mnist_desktop.ui.widgets.scrolled import scrolled
from mnist_desktop.words.numbers import percent

if TYPE_CHECKING:
    from mnist_desktop.reading.lab import Edits, LabLayer, LabView
    from mnist_desktop.ui.pages.inside.lab_row import LabRow
    from mnist_desktop.ui.pages.inside.lab_shown import LabScores

SPACING: Final = 8  # pixels
ABOVE: Final = 2  # words above the rows
BETWEEN_LAYERS: Final = 12
NO_BREAK: Final = "\N{NO-BREAK SPACE}"


class LabSection(InsideSection):
    """The layers of the network that reads, how well it reads with the changes, and what to do with those."""

    left_view = Signal()
    off_changed = Signal(str, object)  # a layer's name, frozenset[int]: its units that are off; all by the user
    noise_changed = Signal(str, float)  # a layer's name, the noise in its weights as a share
    undo_requested = Signal()
    keep_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._theme = LIGHT
        self._view: LabView | None = None
        self._rows: list[LabRow] = []
        self._undo = command(self, self.tr("Undo all"), about=self.tr("Switch everything on, and take the noise away"))
        self._keep = command(
            self,
            self.tr("Keep as a run"),
            about=self.tr("Keep the changed weights on the page Runs, to read with them"),
        )
        self._undo.triggered.connect(self.undo_requested)
        self._keep.triggered.connect(self.keep_requested)

    @property
    def title(self) -> str:
        return self.tr("Lab")

    @property
    def rows(self) -> Sequence[LabRow]:
        return self._rows

    def build(self) -> None:
        self._intro, self._legend, self._accuracy = _wrapped("caption"), _wrapped("caption"), _wrapped("title")
        self._intro.setText(
            self.tr(
                "Click a filter or a neuron to switch it off: the network then does without it, and you see on the pad"
                " and below what it was for. Drag to switch several."
            )
        )
        self._legend.setTextFormat(Qt.TextFormat.RichText)
        self._legend.setObjectName("labLegend")
        self._accuracy.setObjectName("labAccuracy")
        self._lay_out()
        self.set_theme(self._theme)

    def show_view(self, view: LabView) -> None:
        """Show the layers of a network."""
        self._view = view
        layers = view.layers
        if not self._have_rows_for(layers):
            self._make_rows(view)
        for row, layer in zip(self._rows, layers, strict=True):
            row.show_layer(layer)
        self._show_legend()

    def show_edits(self, edits: Edits) -> None:
        """Show these changes."""
        for row in self._rows:
            row.show_edits(edits)
        self._undo.setEnabled(not edits.are_none)

    def show_scores(self, scores: LabScores) -> None:
        """Say how well the network reads. What is changed and was scored can be kept."""
        self._accuracy.setText(self._words(scores))
        is_worse = scores.before is not None and scores.after is not None and scores.interval[1] < scores.before
        set_role(self._accuracy, "loss" if is_worse else "title")
        self._keep.setEnabled(scores.after is not None)

    def show_failure(self, words: str) -> None:
        """Say why it could not be scored."""
        self._accuracy.setText(words)
        self._keep.setEnabled(False)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._undo.setIcon(icons.themed(icons.Glyph.RESET, theme))
        self._keep.setIcon(icons.themed(icons.Glyph.SAVE, theme))
        for row in self._rows:
            row.set_theme(theme)
        if self._view is not None:
            self._show_legend()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.left_view.emit()

    def _words(self, scores: LabScores) -> str:
        if scores.before is None:
            return self.tr("Reading the test digits…")
        before, count = self._share(scores.before), self.locale().toString(scores.count)
        if not scores.is_changed:
            return self.tr("It reads {0} of {1} test digits right.").format(before, count)
        if scores.after is None:
            return self.tr("It read {0} of {1} test digits right; now …").format(before, count)
        words = self.tr("{0} → {1} of {2} test digits read right (of all such digits {3} to {4})")
        low, high = map(self._share, scores.interval)
        return words.format(before, self._share(scores.after), count, low, high)

    def _share(self, share: float) -> str:
        return percent(share, self.locale(), 2).replace(" ", NO_BREAK)

    def _have_rows_for(self, layers: Sequence[LabLayer]) -> bool:
        is_count_right = len(layers) == len(self._rows)
        return is_count_right and all(row.fits(layer) for row, layer in zip(self._rows, layers, strict=True))

    def _make_rows(self, view: LabView) -> None:
        from mnist_desktop.ui.pages.inside.lab_row import LabRow

        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = [LabRow(layer) for layer in view.layers]
        for index, row in enumerate(self._rows):
            row.set_theme(self._theme)
            row.off_changed.connect(self.off_changed)
            row.noise_changed.connect(self.noise_changed)
            self._column.insertWidget(ABOVE + index, row)

    def _show_legend(self) -> None:
        view, theme = self._view, self._theme
        assert view is not None
        shade = (
            self.tr("the stronger, the more active with the digit on the pad")
            if view.are_activities
            else self.tr("the stronger, the larger its weights")
        )
        marks = [(theme.accent, "■", shade), (theme.warning, "✕", self.tr("off"))]
        if any(layer.kernels is not None for layer in view.layers):
            marks[1:1] = [
                (theme.accent, "■", self.tr("in a filter: ink here counts for it")),
                (theme.warning, "■", self.tr("in a filter: ink here counts against it")),
            ]
        parts = (f'<span style="color:{colour}">{mark}</span> {escape(words)}' for colour, mark, words in marks)
        self._legend.setText(" · ".join(parts))

    def _lay_out(self) -> None:
        content = QWidget()
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(0, 0, SPACING, 0)
        self._column.setSpacing(BETWEEN_LAYERS)
        self._column.addWidget(self._intro)
        self._column.addWidget(self._legend)
        self._column.addStretch(1)
        buttons = FoldingRow()
        buttons.setSpacing(SPACING)
        buttons.addWidget(ActionButton(self._undo, "undoLabButton"))
        buttons.addWidget(ActionButton(self._keep, "keepLabButton"))
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACING)
        layout.addWidget(scrolled(content), 1)
        layout.addWidget(self._accuracy)
        layout.addLayout(buttons)


def _wrapped(role: str) -> QLabel:
    found = label("", role)
    found.setWordWrap(True)
    found.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return found
