"""The list of kept runs: editable name, check box for its curves, epochs and accuracy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QSignalBlocker, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QIcon, QKeyEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem

from mnist_desktop.catalog.datasets import DATASETS, DatasetRow
from mnist_desktop.runs.events import RunState
from mnist_desktop.runs.history import History, KeptRun
from mnist_desktop.runs.scores import Score, named
from mnist_desktop.ui.pages.train.plot_state import EarlierRun
from mnist_desktop.ui.style.theme import LIGHT, Theme
from mnist_desktop.words import run_description
from mnist_desktop.words.numbers import percent
from mnist_desktop.words.translation import translate

ID: Final = Qt.ItemDataRole.UserRole
SWATCH: Final = 10  # pixels
DENSITY: Final = 3  # device pixels per pixel of a swatch, sharp on any screen
NAME, EPOCHS, FIRST_TEST = range(3)
RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class RunsList(QTreeWidget):
    """The list of runs. An edited name emits a request; the list shows it once `show_runs` gets the renamed run."""

    run_renamed = Signal(str, str)  # id, new name
    use_requested = Signal()
    delete_requested = Signal()
    ticked = Signal(object)  # tuple[EarlierRun, ...] whose curves to show

    def __init__(self) -> None:
        super().__init__()
        self._runs: dict[str, KeptRun] = {}
        self._colours: dict[str, int] = {}  # of checked runs
        self._theme = LIGHT
        self._in_use = ""
        self._set_up()
        self.itemChanged.connect(self._take_change)
        self.itemDoubleClicked.connect(self.use_requested)

    def _set_up(self) -> None:
        self.setObjectName("runsList")
        self.setAccessibleName(self.tr("Kept runs"))
        self._set_columns(())
        self.setUniformRowHeights(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setIconSize(QSize(SWATCH, SWATCH))
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.header().setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)

    def _set_columns(self, tests: Sequence[DatasetRow]) -> None:
        """Give each of these test sets a column."""
        self._tests = tuple(tests)
        titles = [translate("Catalog", row.title) for row in tests]
        self.setColumnCount(FIRST_TEST + len(titles))
        self.setHeaderLabels([self.tr("Run"), self.tr("Epochs"), *titles])
        for column, row in enumerate(tests, FIRST_TEST):
            self.headerItem().setTextAlignment(column, RIGHT)
            about = self.tr("The share of this test set that it reads right. It learnt from none of these digits.")
            self.headerItem().setToolTip(column, f"{about}\n{translate('Catalog', row.about)}")

    @property
    def current(self) -> KeptRun | None:
        """The selected run."""
        selected = self.selectedItems()
        return self._runs[selected[0].data(NAME, ID)] if selected else None

    def show_runs(self, runs: Sequence[KeptRun], in_use: str) -> None:
        """List these runs and mark the one with the id `in_use`. Keeps check marks and selection."""
        selected = self.current
        self._runs = {run.id: run for run in runs}
        self._colours = {key: colour for key, colour in self._colours.items() if key in self._runs}
        self._in_use = in_use
        scored = {test.name for run in runs for test in run.history.tests}
        with QSignalBlocker(self):
            self.clear()
            self._set_columns([row for row in DATASETS.values() if row.test_score in scored])
            self._add_items(runs)
            self.expandAll()
            self._select(selected)
        self.itemSelectionChanged.emit()
        self._emit_ticked()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        with QSignalBlocker(self):
            for item in self._items():
                self._style(item)

    def rename_current(self) -> None:
        """Start editing the name of the selected run."""
        if self.selectedItems():
            self.editItem(self.selectedItems()[0], NAME)

    # Qt's event handlers

    def event(self, event: QEvent) -> bool:
        is_claim = event.type() == QEvent.Type.ShortcutOverride
        if is_claim and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Delete:
            event.accept()  # claims the key, which would else clear the drawing
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.delete_requested.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.use_requested.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._runs:
            self._paint_emptiness()

    # Private

    def _paint_emptiness(self) -> None:
        painter = QPainter(self.viewport())
        painter.setPen(QColor(self._theme.muted))
        words = self.tr("Runs you keep are listed here,\nto read with, to compare and to train on.")
        where = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(self.viewport().rect().adjusted(24, 8, -24, -8), where, words)
        painter.end()

    def _add_items(self, runs: Sequence[KeptRun]) -> None:
        """Add the items. A run that continued another is listed under it, if that one still exists."""
        items = {run.id: self._item(run) for run in runs}
        self.setRootIsDecorated(any(run.history.plan.parent in items for run in runs))
        for run in runs:
            parent = items.get(run.history.plan.parent)
            if parent is None:
                self.addTopLevelItem(items[run.id])
            else:
                parent.addChild(items[run.id])

    def _item(self, run: KeptRun) -> QTreeWidgetItem:
        history = run.history
        item = QTreeWidgetItem(
            [
                history.name,
                self._epochs(history),
                *(self._share(named(history.scores, row.test_score)) for row in self._tests),
            ]
        )
        item.setData(NAME, ID, run.id)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(NAME, Qt.CheckState.Checked if run.id in self._colours else Qt.CheckState.Unchecked)
        for column in range(FIRST_TEST, self.columnCount()):
            item.setTextAlignment(column, RIGHT)
        self._describe(item, run)
        self._style(item)
        return item

    def _epochs(self, history: History) -> str:
        """Return how many epochs were done. Weights that were not trained here, or changed in the lab, have none."""
        if history.state is RunState.FINISHED and not history.epochs:
            return "–"
        return self.tr("{0} of {1}").format(len(history.epochs), history.plan.config.epochs)

    def _share(self, score: Score | None) -> str:
        return "–" if score is None else percent(score.accuracy, self.locale(), 2)

    def _describe(self, item: QTreeWidgetItem, run: KeptRun) -> None:
        about = run_description.about(run.history, self.locale())
        for column in range(self.columnCount()):
            item.setToolTip(column, about)
        if run.id == self._in_use:
            item.setData(NAME, Qt.ItemDataRole.AccessibleDescriptionRole, self.tr("Reads at present"))

    def _style(self, item: QTreeWidgetItem) -> None:
        run_id = item.data(NAME, ID)
        item.setIcon(NAME, self._swatch(run_id))
        font = QFont(self.font())
        font.setBold(run_id == self._in_use)
        for column in range(self.columnCount()):
            item.setFont(column, font)

    def _swatch(self, run_id: str) -> QIcon:
        """Return a disc in the colour of the run's curves, or an empty ring if they are not shown."""
        run = self._earlier_run(run_id)
        colour = QColor(self._theme.guide if run is None else run.colour_in(self._theme))
        pixmap = QPixmap(QSize(SWATCH, SWATCH) * DENSITY)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(DENSITY, DENSITY)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(1, 1, SWATCH - 2, SWATCH - 2)
        painter.end()
        pixmap.setDevicePixelRatio(DENSITY)
        return QIcon(pixmap)

    def _earlier_run(self, run_id: str) -> EarlierRun | None:
        return EarlierRun(self._runs[run_id].history, self._colours[run_id]) if run_id in self._colours else None

    def _tick(self, run_id: str, is_ticked: bool) -> None:
        if is_ticked:
            taken = set(self._colours.values())
            self._colours[run_id] = next(colour for colour in range(len(taken) + 1) if colour not in taken)
        else:
            del self._colours[run_id]

    def _emit_ticked(self) -> None:
        runs = (self._earlier_run(run_id) for run_id in self._colours)
        self.ticked.emit(tuple(run for run in runs if run is not None))

    def _select(self, run: KeptRun | None) -> None:
        for item in self._items():
            if run is not None and item.data(NAME, ID) == run.id:
                self.setCurrentItem(item)

    def _items(self) -> list[QTreeWidgetItem]:
        return self.findItems("", Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive, NAME)

    def _take_change(self, item: QTreeWidgetItem, column: int) -> None:
        run = self._runs[item.data(NAME, ID)]
        is_ticked = item.checkState(NAME) == Qt.CheckState.Checked
        if is_ticked != (run.id in self._colours):
            self._tick(run.id, is_ticked)
            with QSignalBlocker(self):
                self._style(item)
            self._emit_ticked()
        elif item.text(NAME) != run.history.name:
            self._rename(item, run)

    def _rename(self, item: QTreeWidgetItem, run: KeptRun) -> None:
        name = item.text(NAME).strip()
        if name:  # emitted later, as a slot may replace the item that Qt still uses
            QTimer.singleShot(0, self, lambda: self.run_renamed.emit(run.id, name))
        else:
            item.setText(NAME, run.history.name)
