"""The widgets of the section Time. Import this when the section comes into view."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from mnist_desktop.runs.scores import Score
from mnist_desktop.ui.pages.inside.time_commands import TimeCommands
from mnist_desktop.ui.pages.inside.time_player import MomentSlider
from mnist_desktop.ui.pages.inside.time_plot import ConfidencePlot, LossPlot
from mnist_desktop.ui.pages.inside.time_shown import RunMoments
from mnist_desktop.ui.pages.test.cells import cells_of
from mnist_desktop.ui.pages.test.confusion_matrix import ConfusionMatrix
from mnist_desktop.ui.style.theme import Theme
from mnist_desktop.ui.widgets.controls import ActionButton, ElidedSelector, FoldingRow
from mnist_desktop.ui.widgets.layout import ElidedLabel, label
from mnist_desktop.words.numbers import percent
from mnist_desktop.words.translation import translate

SPACING: Final = 8  # pixels
RIGHT: Final = 4  # pixels, beside the scroll bar
MATRIX: Final = 280  # pixels: the height of the matrix
MEGABYTE: Final = 1_000_000  # bytes


class TimeView(QScrollArea):
    """All that is below the section's button, one below the other."""

    def __init__(self, commands: TimeCommands) -> None:
        super().__init__()
        self._shown = RunMoments()
        self.runs = ElidedSelector()
        self.runs.setObjectName("timeRun")
        self.runs.setAccessibleName(self.tr("Run"))
        self.slider = MomentSlider()
        self.loss, self.confidence, self.matrix = LossPlot(), ConfidencePlot(), ConfusionMatrix()
        self.matrix.setObjectName("timeMatrix")
        self.matrix.setFixedHeight(MATRIX)
        train = self.tr("Train a network, and see here how it read at each moment of its training.")
        self._no_runs = _wrapped(train, "")
        self._no_runs.setObjectName("timeNoRuns")
        self._where, self._size = ElidedLabel(), _wrapped("")
        self._where.setObjectName("timeMoment")
        self._size.setObjectName("timeSize")
        self._legend, self._score = _wrapped(""), _wrapped("", "")
        self._score.setObjectName("timeScore")
        self._lay_out(commands)

    def show_runs(self, names: Mapping[str, str], chosen: str) -> None:
        if list(names) != [self.runs.itemData(index) for index in range(self.runs.count())]:
            self.runs.clear()
            for run, name in names.items():
                self.runs.addItem(name, run)
        for index, name in enumerate(names.values()):
            self.runs.setItemText(index, name)
        self.runs.setCurrentIndex(self.runs.findData(chosen))
        self._no_runs.setHidden(bool(names))
        for part in (self._travel, self._film):
            part.setVisible(bool(names))

    def show_moments(self, shown: RunMoments, moment: int | None) -> None:
        self._shown = shown
        self.slider.show_count(len(shown.moments), moment)
        self.loss.show_losses(shown.moments, shown.losses)
        self._size.setText(self._size_in_words())
        missing = self.tr("There are no moments of this run. Runs that are trained in this window keep some.")
        draw = self.tr("Draw a digit to see how it was read at each moment.")
        self.loss.say_instead("" if shown.moments else missing)
        self.confidence.say_instead(draw if shown.moments else "")

    def show_moment(self, index: int | None) -> None:
        self._where.setText(self.tr("Now") if index is None else self._moment_in_words(index))
        for plot in (self.loss, self.confidence):
            plot.show_cursor(index)

    def show_score(self, score: Score | None) -> None:
        self.matrix.clear_cells()
        if score is None:
            self._score.setText(self.tr("The confusion matrix comes when the slider rests."))
            return
        self.matrix.show_cells(cells_of(score.confusion, by_share=False), by_share=False, without_right=False)
        words = self.tr("Of {0} test digits of {1}, {2} are read right.")
        count, dataset = self.locale().toString(score.count), translate("Catalog", score.dataset)
        self._score.setText(words.format(count, dataset, percent(score.accuracy, self.locale())))

    def set_theme(self, theme: Theme) -> None:
        for part in (self.loss, self.confidence, self.matrix):
            part.set_theme(theme)
        words = ((theme.accent, self.tr("the digit that is read now")), (theme.warning, self.tr("another digit")))
        self._legend.setText(" &nbsp; ".join(f'<span style="color:{colour}">■</span> {text}' for colour, text in words))

    def _moment_in_words(self, index: int) -> str:
        moment, number = self._shown.moments[index], self.locale().toString
        epoch = number(moment.epoch, "f", 0 if moment.epoch.is_integer() else 2)
        return self.tr("Epoch {0} of {1}, step {2}").format(epoch, number(self._shown.epochs), number(moment.step))

    def _size_in_words(self) -> str:
        shown, number = self._shown, self.locale().toString
        if not shown.moments:
            return ""
        size, limit = number(shown.size / MEGABYTE, "f", 1), number(shown.limit // MEGABYTE)
        return self.tr("Moments: {0}. They take up {1} of at most {2} MB.").format(len(shown.moments), size, limit)

    def _lay_out(self, commands: TimeCommands) -> None:
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        about = self.tr("Go back to a moment of the training: the pad and this page read with the weights of then.")
        rows = self.tr("Rows: what it is. Columns: what it is read as. Blue is read right, orange is wrong.")
        content, layout = _column(RIGHT)
        self._lay_out_travel(commands)
        self._lay_out_film(commands)
        matrix = (self._score, self.matrix, _wrapped(rows))
        for part in (_wrapped(about), self._no_runs, self._travel, *matrix, self._film):
            layout.addWidget(part)
        layout.addStretch(1)
        self.setWidget(content)
        for ground in (self.viewport(), content):
            ground.setAutoFillBackground(False)

    def _lay_out_travel(self, commands: TimeCommands) -> None:
        """Lay out what chooses a moment."""
        self._travel, layout = _column()
        layout.addWidget(self.runs)
        layout.addLayout(_row(ActionButton(commands.play, "playMomentsButton"), self.slider))
        layout.addLayout(_row(self._where, ActionButton(commands.now, "backToNowButton")))
        for part in (self.loss, self.confidence, self._legend):
            layout.addWidget(part)

    def _lay_out_film(self, commands: TimeCommands) -> None:
        """Lay out what is about all moments."""
        self._film, layout = _column()
        layout.addWidget(self._size)
        last = FoldingRow()
        last.addWidget(ActionButton(commands.export, "exportFilmButton"))
        last.addStretch(1)
        layout.addLayout(last)


def _column(right: int = 0) -> tuple[QWidget, QVBoxLayout]:
    content = QWidget()
    layout = QVBoxLayout(content)
    layout.setContentsMargins(0, 0, right, 0)
    layout.setSpacing(SPACING)
    return content, layout


def _row(*parts: QWidget) -> QHBoxLayout:
    layout = QHBoxLayout()
    layout.setSpacing(SPACING)
    for part in parts:
        layout.addWidget(part, 0 if isinstance(part, ActionButton) else 1)
    return layout


def _wrapped(text: str, role: str = "caption") -> QLabel:
    found = label(text, role)
    found.setWordWrap(True)
    found.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return found
