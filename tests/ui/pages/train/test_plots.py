"""The plots, once pyqtgraph is there."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyqtgraph as pg  # type: ignore[import-untyped]
import pytest
from PySide6.QtCore import QEvent, QLocale, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QSlider, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from mnist_desktop.runs.events import Change, StepFinished
from mnist_desktop.runs.history import History, KeptRun
from mnist_desktop.ui.pages.train.page import TrainPage
from mnist_desktop.ui.pages.train.plot import Plot
from mnist_desktop.ui.pages.train.plot_board import PlotBoard
from mnist_desktop.ui.pages.train.plot_state import EarlierRun
from mnist_desktop.ui.pages.train.plots import Plots
from mnist_desktop.ui.style.theme import DARK, LIGHT

MakeHistory = Callable[..., History]
MakeKept = Callable[..., KeptRun]


@pytest.fixture
def board(qtbot: QtBot) -> PlotBoard:
    board = PlotBoard()
    board.resize(460, 420)
    qtbot.addWidget(board)
    board.show()
    qtbot.waitExposed(board)
    return board


@pytest.fixture
def plots(board: PlotBoard) -> Plots:
    board.attach()
    found = board.findChild(Plots)
    assert found is not None
    return found


def points(curve: Any) -> tuple[list[float], list[float]]:
    return curve.xData.tolist(), curve.yData.tolist()


def ranges(plots: Plots) -> list[list[float]]:
    QApplication.processEvents()
    return [*plots.loss.box.viewRange(), *plots.accuracy.box.viewRange()]


def turn_wheel(view: Any) -> None:
    place = QPointF(view.viewport().rect().center())
    event = QWheelEvent(
        *(place, QPointF(view.viewport().mapToGlobal(place.toPoint()))),
        *(QPoint(), QPoint(0, 240)),
        *(Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier),
        *(Qt.ScrollPhase.NoScrollPhase, False),
    )
    QApplication.sendEvent(view.viewport(), event)


def test_before_the_plots_come_their_places_are_there_and_say_so(board: PlotBoard, make_history: MakeHistory) -> None:
    board.show_with(history=make_history(), is_log=True, smoothing=10, theme=DARK)
    board.refresh()
    board.reset_view()
    for name in ("lossPlot", "accuracyPlot"):
        place = board.findChild(QWidget, name)
        assert place is not None
        assert len({place.grab().toImage().pixelColor(x, place.height() // 2).name() for x in range(460)}) > 3


def test_what_was_shown_before_is_plotted_once_the_plots_come(board: PlotBoard, make_history: MakeHistory) -> None:
    history = make_history(epochs=2)
    board.show_with(history=history, smoothing=0)
    board.attach()
    plots = board.findChild(Plots)
    assert plots is not None
    raw, training, unseen = plots.loss.curves
    assert points(raw) == (history.loss_points()[0], history.loss_points()[1])
    assert points(training)[1] == pytest.approx(points(raw)[1])
    assert points(unseen) == ([1.0, 2.0], [0.5, pytest.approx(1 / 3)])
    in_training, in_test = plots.accuracy.curves
    assert points(in_training) == ([1.0, 2.0], [90.0, 90.0])
    assert points(in_test) == ([1.0, 2.0], [91.0, 92.0])


def test_the_live_run_grows_and_the_view_with_it(board: PlotBoard, plots: Plots, make_history: MakeHistory) -> None:
    history = make_history(epochs=1)
    board.show_with(history=history)
    assert ranges(plots)[0] == pytest.approx([0.0, 1.0], rel=0.02)
    history.take(StepFinished(2, 1, 20, 0.5, 128, 0.01))
    board.refresh()
    assert points(plots.loss.curves[0])[1][-1] == 0.5
    assert ranges(plots)[0] == ranges(plots)[2] == pytest.approx([0.0, 2.0], rel=0.02)


def test_both_plots_show_the_same_epochs(board: PlotBoard, plots: Plots, make_history: MakeHistory) -> None:
    board.show_with(history=make_history())
    plots.accuracy.box.setXRange(1.0, 2.0, padding=0)
    assert ranges(plots)[0] == pytest.approx([1.0, 2.0])


def test_smoothing_follows_the_slider(plotted: TrainPage, make_history: MakeHistory) -> None:
    plotted.show_run(make_history())
    slider, plots = plotted.findChild(QSlider, "smoothingSlider"), plotted.findChild(Plots)
    assert slider is not None
    assert plots is not None
    raw, training = plots.loss.curves[:2]
    assert points(training)[1] != pytest.approx(points(raw)[1])
    slider.setValue(0)
    assert points(training)[1] == pytest.approx(points(raw)[1])


def test_whoever_zooms_is_left_alone_until_the_view_is_reset(
    board: PlotBoard, plots: Plots, make_history: MakeHistory
) -> None:
    history = make_history(epochs=2)
    board.show_with(history=history)
    whole = ranges(plots)
    turn_wheel(plots.loss.view)
    zoomed = ranges(plots)
    assert zoomed[0][1] - zoomed[0][0] < 2.0
    for step in range(20):
        history.take(StepFinished(3, step, 20, 0.3, 128, 0.01))
    board.refresh()
    assert ranges(plots) == zoomed
    board.reset_view()
    assert ranges(plots)[0] == pytest.approx([0.0, 3.0], rel=0.02)
    assert whole[0] == pytest.approx([0.0, 2.0], rel=0.02)


def test_a_double_click_resets_the_view(board: PlotBoard, plots: Plots, make_history: MakeHistory) -> None:
    board.show_with(history=make_history())
    whole = ranges(plots)
    turn_wheel(plots.accuracy.view)
    assert ranges(plots) != whole
    viewport = plots.accuracy.view.viewport()
    QTest.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=viewport.rect().center())
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=viewport.rect().center())
    assert ranges(plots) == whole


def test_the_crosshair_reads_every_curve_out(board: PlotBoard, plots: Plots, make_history: MakeHistory) -> None:
    earlier = EarlierRun(make_history("CNNNet <1>", epochs=3), colour=0)
    board.show_with(history=make_history("CNNNet 2"), earlier=(earlier,))
    QApplication.processEvents()
    point_at(plots.loss, 2.0)
    for words in ("Epoch 2.0", "Training", "Test", "0.3333", "92.00 %", "90.00 %", "CNNNet <1>", "Loss", "Accuracy"):
        assert words in plots.crosshair.text
    point_at(plots.accuracy, 1.0)
    assert "91.00 %" in plots.crosshair.text
    plots.hide_crosshair()
    assert plots.crosshair.text == ""


def point_at(plot: Any, epoch: float) -> None:
    (_, _), (low, high) = plot.box.viewRange()
    place = plot.box.mapViewToScene(QPointF(epoch, (low + high) / 2))
    QTest.mouseMove(plot.view.viewport(), plot.view.mapFromScene(place))
    QApplication.processEvents()
    assert abs(epoch - plot.box.mapSceneToView(place).x()) < 0.01


def test_the_crosshair_goes_when_the_mouse_leaves(board: PlotBoard, plots: Plots, make_history: MakeHistory) -> None:
    board.show_with(history=make_history())
    point_at(plots.loss, 2.0)
    place = board.findChild(QWidget, "lossPlot")
    assert place is not None
    QApplication.sendEvent(place, QEvent(QEvent.Type.Leave))
    assert plots.crosshair.text == ""


def test_changed_rates_are_marked_where_they_were(board: PlotBoard, plots: Plots, make_history: MakeHistory) -> None:
    history = make_history()
    board.show_with(history=history)
    history.take(Change(1.25, 0.01, 0.9))
    history.take(Change(2.5, 0.01, 0.5))
    board.refresh()
    for plot in (plots.loss, plots.accuracy):
        assert [mark.value() for mark in plot.marks] == [1.25, 2.5]
        assert [mark.label.format for mark in plot.marks] == ["rate 0.01", "momentum 0.5"]
    board.show_with(history=make_history())
    assert plots.loss.marks == ()


def test_runs_before_are_drawn_in_their_colours(board: PlotBoard, plots: Plots, make_history: MakeHistory) -> None:
    board.show_with(earlier=(EarlierRun(make_history(), 0), EarlierRun(make_history(), 1)))
    colours = [curve.opts["pen"].color().name() for curve in plots.accuracy.curves[2:]]
    assert colours == list(LIGHT.earlier[:2])
    assert len(plots.loss.curves) == 3 + 4
    assert ranges(plots)[0] == pytest.approx([0.0, 3.0], rel=0.02)
    board.show_with(earlier=())
    assert len(plots.loss.curves) == 3


def test_the_loss_can_be_seen_by_its_decades(board: PlotBoard, plots: Plots, make_history: MakeHistory) -> None:
    board.show_with(history=make_history(), earlier=(EarlierRun(make_history(), 0),), is_log=True)
    low, high = ranges(plots)[1]
    assert -1.0 < low < high < 1.6
    assert all(curve.opts["logMode"] == [False, True] for curve in plots.loss.curves)


def test_legend_and_paper_follow_run_and_theme(board: PlotBoard, plots: Plots, make_history: MakeHistory) -> None:
    board.show_with(history=make_history(hold_out=5000), theme=DARK)
    assert "validation" in plots.loss.legend
    assert DARK.unseen in plots.loss.legend
    assert plots.loss.view.backgroundBrush().color() == QColor(DARK.paper)
    board.show_with(history=make_history(), theme=LIGHT)
    assert "test" in plots.accuracy.legend
    assert plots.accuracy.curves[0].opts["pen"] is not None


def test_a_small_plot_hides_the_name_of_its_epochs_whatever_is_shown(
    board: PlotBoard, plots: Plots, make_history: MakeHistory
) -> None:
    for height, is_named in ((200, False), (420, True), (200, False)):
        board.resize(460, height)
        QApplication.processEvents()
        for history in (None, make_history()):
            board.show_with(history=history)
            assert plots.loss._bottom.label.isVisible() is is_named


def test_a_unit_that_has_no_room_beside_its_axis_is_hidden_and_not_cut(board: PlotBoard, plots: Plots) -> None:
    for height, is_named in ((150, False), (420, True), (150, False)):
        board.resize(460, height)
        QApplication.processEvents()
        assert plots.loss._left.label.isVisible() is is_named


def test_every_pen_is_one_pixel_wide(board: PlotBoard, plots: Plots, make_history: MakeHistory) -> None:
    board.show_with(history=make_history(), earlier=(EarlierRun(make_history(), 0),))
    for curve in (*plots.loss.curves, *plots.accuracy.curves):
        assert pg.mkPen(curve.opts["pen"]).widthF() <= 1.0


def test_a_right_click_opens_no_menu_of_pyqtgraphs_own(board: PlotBoard, plots: Plots) -> None:
    viewport = plots.loss.view.viewport()
    QTest.mouseClick(viewport, Qt.MouseButton.RightButton, pos=viewport.rect().center())
    QApplication.processEvents()
    assert not [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, QMenu)]


@pytest.fixture
def chosen_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "curves.png"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), "Picture (*.png)"))
    return file


def test_both_plots_are_exported_in_one_picture_of_double_density(
    plotted: TrainPage, make_history: MakeHistory, chosen_file: Path
) -> None:
    plotted.show_run(make_history())
    export = plotted.findChild(QToolButton, "exportPlotsButton")
    board = plotted.findChild(PlotBoard)
    assert export is not None
    assert board is not None
    QTest.mouseClick(export, Qt.MouseButton.LeftButton)
    picture = QImage(str(chosen_file))
    assert picture.size() == board.size() * 2
    for half in (0, picture.height() // 2):
        colours = {picture.pixelColor(x, y).name() for x in range(picture.width()) for y in range(half, half + 300)}
        assert LIGHT.paper in colours
        assert LIGHT.unseen in colours


def test_figures_of_ticked_runs_are_exported_too(
    plotted: TrainPage, make_history: MakeHistory, make_kept: MakeKept, chosen_file: Path, monkeypatch: Any
) -> None:
    file = chosen_file.with_suffix(".csv")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))
    plotted.show_run(make_history("CNNNet 2", epochs=1))
    board = plotted.findChild(PlotBoard)
    assert board is not None
    board.show_with(earlier=(EarlierRun(make_kept("Earlier").history, 0),))
    plotted.commands.export.trigger()
    names = {line.split(",")[0] for line in file.read_text().splitlines()[1:]}
    assert names == {"CNNNet 2", "Earlier"}


def test_pyqtgraph_is_not_imported_on_the_way_to_the_window() -> None:
    work = "import sys, mnist_desktop.ui.main_window; print({'numpy', 'pyqtgraph', 'torch'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", work], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


@pytest.fixture
def spanish_numbers() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale("es_ES"))
    yield
    QLocale.setDefault(before)


def numbers_beside(plot: Plot) -> list[str]:
    """Return the numbers that the axes of a plot paint."""
    axes = [item for item in plot.view.scene().items() if isinstance(item, pg.AxisItem)]
    picture = QImage(500, 500, QImage.Format.Format_RGB32)
    painter = QPainter(picture)
    painted = [text for axis in axes for *_, text in axis.generateDrawSpecs(painter)[2]]
    painter.end()
    return painted


@pytest.mark.parametrize("is_log", [False, True])
@pytest.mark.usefixtures("spanish_numbers")
def test_the_numbers_of_axes_and_marks_have_the_decimal_sign_of_the_locale(
    is_log: bool, board: PlotBoard, plots: Plots, make_history: MakeHistory
) -> None:
    history = make_history()
    history.take(Change(1.25, 0.01, 0.9))
    board.show_with(history=history, is_log=is_log)
    QApplication.processEvents()
    assert [mark.label.format for mark in plots.loss.marks] == ["rate 0,01"]
    numbers = numbers_beside(plots.loss)
    assert any("," in number for number in numbers)
    assert not any("." in number for number in numbers)
