"""The section Matrix: how often each digit was read as each other one."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from mnist_desktop.ui.pages.test.figures import explained
from mnist_desktop.ui.pages.test.sections import Table, TestSection
from mnist_desktop.ui.pages.test.shown import Tested
from mnist_desktop.ui.style.theme import LIGHT, Theme
from mnist_desktop.ui.widgets.layout import label


class MatrixSection(TestSection):
    """The matrix, with counts or shares, with or without what is right. A cell with digits can be opened."""

    def __init__(self) -> None:
        super().__init__()
        self._tested: Tested | None = None
        self._theme = LIGHT
        self._is_built = False

    @property
    def title(self) -> str:
        return self.tr("Matrix")

    def build(self) -> None:
        from mnist_desktop.ui.pages.test.confusion_matrix import ConfusionMatrix

        self._matrix, self._is_built = ConfusionMatrix(), True
        self._matrix.set_theme(self._theme)
        self._shares = _box(self.tr("Shares (%)"), "matrixSharesBox", self.tr("Show the share of each row, not counts"))
        self._mistakes = _box(
            self.tr("Mistakes only"), "matrixMistakesBox", self.tr("Hide the diagonal, where everything is right")
        )
        words = self.tr("Rows: what it is. Columns: what it is read as.")
        self._figure = explained(self._matrix, label(words, "caption"))
        self._lay_out()
        self._matrix.opened.connect(self.cell_requested)
        for box in (self._shares, self._mistakes):
            box.toggled.connect(lambda _: self._show())

    def show_tested(self, tested: Tested | None) -> None:
        self._tested = tested
        self._show()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        if self._is_built:
            self._matrix.set_theme(theme)

    def figure(self) -> QWidget | None:
        return self._figure if self._tested is not None else None

    def table(self) -> Table | None:
        """One row for each label, and one column for each digit."""
        if self._tested is None:
            return None
        rows = self._tested.evaluation.score.confusion
        return [["label", *range(len(rows))], *([label, *row] for label, row in enumerate(rows))]

    def _show(self) -> None:
        self.setEnabled(self._tested is not None)
        if self._tested is None:
            self._matrix.clear_cells()
        else:
            from mnist_desktop.ui.pages.test.cells import cells_of

            confusion, by_share = self._tested.evaluation.score.confusion, self._shares.isChecked()
            cells = cells_of(confusion, by_share=by_share)
            self._matrix.show_cells(cells, by_share=by_share, without_right=self._mistakes.isChecked())

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self._shares)
        row.addSpacing(12)
        row.addWidget(self._mistakes)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(row)
        layout.addWidget(self._figure, 1)


def _box(text: str, name: str, about: str) -> QCheckBox:
    box = QCheckBox(text)
    box.setObjectName(name)
    box.setToolTip(about)
    return box
