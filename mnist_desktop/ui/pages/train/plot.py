"""One plot: named axes, a title that is the legend, and the curves of runs."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any, ClassVar, Final

import pyqtgraph as pg  # type: ignore[import-untyped]
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QColor, QFont, QPen

from mnist_desktop.runs.events import Change
from mnist_desktop.ui.pages.train.curves import Curves, Line
from mnist_desktop.ui.style.theme import LIGHT, Theme
from mnist_desktop.words.translation import translate
from mnist_desktop.words.typed_numbers import as_text, in_signs_of

AXIS_WIDTH: Final = 54  # pixels; the same in both plots, so that their epochs align
AXIS_HEIGHT: Final = 34
TICKS_HEIGHT: Final = 18  # pixels; height of the axis without its name
COMPACT: Final = 125  # pixels; a plot below this height hides the name of its epoch axis
SMALL: Final = 8  # font size in points, of axes and marks
DOT: Final = 5  # pixels; size of an epoch's disc
MOST_DOTS: Final = 150  # epochs; with more, the discs would merge
CLOSEST: Final = 0.01  # epochs in the view at maximum zoom
FAINT: Final = 70  # alpha of 255, of the raw loss
OPACITY: Final = 200  # alpha of 255, of the background of texts
BACK, MIDDLE, FRONT = range(-20, 10, 10)  # z values

Coloured = Sequence[tuple[Curves, str]]  # earlier runs, each with its colour


class Axis(pg.AxisItem):  # type: ignore[misc]  # pyqtgraph ships no types
    """An axis whose numbers are in the signs of the locale."""

    def tickStrings(self, *args: Any) -> list[str]:  # pyqtgraph's name
        return [in_signs_of(QLocale(), number) for number in super().tickStrings(*args)]


class Plot(ABC):
    """The base of both plots. Every pen is 1 pixel wide: pyqtgraph draws wider ones many times slower."""

    marks_at: ClassVar = 0.92  # height of the marks' texts, of the plot's: where its curves are not

    def __init__(self, title: str, unit: str, epochs: str) -> None:
        self._title, self._unit, self._epochs = title, unit, epochs
        self._theme = LIGHT
        self._earlier: list[Any] = []
        self._marks: list[Any] = []
        self.view = pg.GraphicsLayoutWidget()
        self.box = pg.ViewBox(enableMenu=False, defaultPadding=0)
        self.box.disableAutoRange()
        self.box.setLimits(xMin=0, minXRange=CLOSEST)
        self._legend = pg.LabelItem(justify="left")
        self._left, self._bottom = self._new_axis("left"), self._new_axis("bottom")
        self.set_cached(True)
        self._lay_out()
        self.box.sigResized.connect(self._fit_axes)
        self._training, self._unseen = self._add(FRONT), self._add(FRONT)

    @property
    def curves(self) -> tuple[Any, ...]:
        """The curves of the run, then those of the earlier runs."""
        return self._training, self._unseen, *self._earlier

    @property
    def marks(self) -> tuple[Any, ...]:
        """The lines that mark changes of the rates."""
        return tuple(self._marks)

    @property
    def legend(self) -> str:
        """The legend as rich text."""
        return str(self._legend.text)

    def apply_theme(self, theme: Theme, training: str, unseen: str) -> None:
        """Set a theme's colours, and the names of the training digits and the unseen digits."""
        self._theme = theme
        self.view.setBackground(theme.paper)
        self._legend.setText(self._legend_text(training, unseen))
        for axis, words in ((self._left, self._unit), (self._bottom, self._epochs)):
            axis.setPen(theme.muted)
            axis.setTextPen(theme.muted)
            axis.setLabel(words, **{"color": theme.muted, "font-size": f"{SMALL}pt"})
        self._fit_axes()  # setting a name shows it
        self._training.setPen(theme.accent)
        self._dot(self._unseen, theme.unseen)
        self._forget_marks()

    @abstractmethod
    def draw(self, curves: Curves | None) -> None:
        """Draw this run. None means no run."""

    @abstractmethod
    def draw_earlier(self, runs: Coloured) -> None:
        """Show these runs beside the run, in place of the last ones."""

    def set_cached(self, cached: bool) -> None:
        """Cache axes and grid as pixmaps, so that a run in progress redraws only curves. Off gives a sharp picture."""
        for axis in (self._left, self._bottom):
            modes = axis.CacheMode
            axis.setCacheMode(modes.DeviceCoordinateCache if cached else modes.NoCache)

    def mark(self, changes: Sequence[Change]) -> None:
        """Add a dashed line for each change of the rates that has none yet."""
        if len(changes) < len(self._marks):
            self._forget_marks()
        for index in range(len(self._marks), len(changes)):
            before = changes[index - 1] if index else None
            self._marks.append(self._new_mark(changes[index], before))
            self.box.addItem(self._marks[-1], ignoreBounds=True)

    def _forget_marks(self) -> None:
        for mark in self._marks:
            self.box.removeItem(mark)
        self._marks = []

    def _forget_earlier(self) -> None:
        for curve in self._earlier:
            self.box.removeItem(curve)
        self._earlier = []

    def _add(self, layer: int, *, is_noisy: bool = False) -> Any:
        """Make a curve downsampled to about one point per pixel, or if noisy, to its minima and maxima."""
        curve = pg.PlotDataItem(
            connect="all", skipFiniteCheck=True, autoDownsampleFactor=1, antialias=not is_noisy, useCache=False
        )
        curve.setZValue(layer)
        self.box.addItem(curve, ignoreBounds=True)
        curve.setDownsampling(auto=True, method="peak" if is_noisy else "subsample")
        curve.setClipToView(True)
        return curve

    def _add_earlier(self, line: Line, colour: str, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> None:
        curve = self._add(MIDDLE)
        curve.setPen(pg.mkPen(colour, style=style))
        show_line(curve, line)
        self._earlier.append(curve)

    def _dot(self, curve: Any, colour: str) -> None:
        """Set the colour of a curve and of the small discs at its points."""
        curve.setPen(colour)
        curve.setSymbolSize(DOT)
        curve.setSymbolPen(None)
        curve.setSymbolBrush(colour)

    def _show_dotted(self, curve: Any, line: Line | None) -> None:
        curve.setSymbol("o" if line is None or line.x.size <= MOST_DOTS else None)
        show_line(curve, line)

    def _new_axis(self, side: str) -> Any:
        axis = Axis(side)
        axis.linkToView(self.box)
        axis.enableAutoSIPrefix(False)
        axis.setGrid(FAINT // 2)
        axis.setZValue(-1000)  # its grid is behind the curves
        axis.setTickFont(_small_font())
        return axis

    def _lay_out(self) -> None:
        layout = self.view.ci
        layout.layout.setContentsMargins(2, 2, 8, 2)
        layout.layout.setSpacing(0)
        layout.addItem(self._legend, 0, 1)
        layout.addItem(self._left, 1, 0)
        layout.addItem(self.box, 1, 1)
        layout.addItem(self._bottom, 2, 1)
        layout.layout.setRowStretchFactor(1, 1)
        layout.layout.setColumnStretchFactor(1, 1)
        self._left.setWidth(AXIS_WIDTH)

    def _fit_axes(self) -> None:
        """On a small plot hide the name of the epochs and write fewer numbers, to leave space for the curves.

        Hide a unit too if it would be cut: if it is longer than its axis and the room at both ends.
        """
        is_compact = self.view.height() < COMPACT
        self._left.setStyle(maxTickLevel=0 if is_compact else 2)
        self._left.showLabel(self._left.label.boundingRect().width() <= self.box.height() + 2 * TICKS_HEIGHT)
        self._bottom.showLabel(not is_compact)
        self._bottom.setHeight(TICKS_HEIGHT if is_compact else AXIS_HEIGHT)

    def _legend_text(self, training: str, unseen: str) -> str:
        theme = self._theme
        return (
            f'<span style="color:{theme.text}; font-weight:600">{self._title}</span>'
            f'<span style="color:{theme.muted}">'
            f'&nbsp;&nbsp; <span style="color:{theme.accent}">●</span> {training}'
            f'&nbsp;&nbsp; <span style="color:{theme.unseen}">●</span> {unseen}</span>'
        )

    def _new_mark(self, change: Change, before: Change | None) -> Any:
        pen = QPen(QColor(self._theme.muted), 0, Qt.PenStyle.DashLine)
        words = _words_of(change, before)
        ground = QColor(self._theme.paper)
        ground.setAlpha(OPACITY)
        options = {"position": self.marks_at, "color": self._theme.text, "fill": ground}
        line = pg.InfiniteLine(change.at, angle=90, pen=pen, label=words, labelOpts=options)
        line.label.setFont(_small_font())
        return line


def show_line(curve: Any, line: Line | None) -> None:
    if line is None:
        curve.setData([], [])
    else:
        curve.setData(line.x, line.y)


def _small_font() -> QFont:
    font = QFont()
    font.setPointSize(SMALL)
    return font


def _words_of(change: Change, before: Change | None) -> str:
    if before is not None and before.learning_rate == change.learning_rate:
        return translate("Plot", "momentum {0}").format(as_text(change.momentum, QLocale()))
    return translate("Plot", "rate {0}").format(as_text(change.learning_rate, QLocale()))
