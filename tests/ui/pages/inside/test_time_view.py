"""The widgets of the section Time by themselves: what they say of runs, moments and scores, and whether it has room."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from cut_words import cut
from hands import part, shown
from PySide6.QtCore import QLocale, QObject
from PySide6.QtGui import QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QTableWidget
from pytestqt.qtbot import QtBot
from stand_ins import heard

from mnist_desktop.runs.moments import Moment
from mnist_desktop.runs.scores import Score
from mnist_desktop.ui.pages.inside.time_commands import TimeCommands
from mnist_desktop.ui.pages.inside.time_shown import RunMoments
from mnist_desktop.ui.pages.inside.time_view import TimeView
from mnist_desktop.ui.style.theme import DARK, LIGHT, Theme

NARROW = 345  # pixels: about what the page has in the smallest window
MOMENTS = [Moment(0, 0.0), Moment(1, 1 / 469), Moment(469, 1.0), Moment(9_375, 19.99)]
RUNS = {"a": "CNNNet 1", "b": "FirstNet 2", "c": "CNNNet 1"}
CONFUSION = tuple(tuple(900 if row == column else 11 for column in range(10)) for row in range(10))
SCORE = Score("MNIST test", 0.9876, 0.1, CONFUSION, 9990)
TABLE = ("ConfusionMatrix", "QHeaderView")  # whose cells are all that is seen of them


@pytest.fixture
def view(qtbot: QtBot) -> TimeView:
    """One that is high enough for all that it has."""
    parent = QObject()
    commands = TimeCommands(parent)
    commands.show_possible(has_moments=True, is_past=True)
    view = TimeView(commands)
    parent.setParent(view)
    qtbot.addWidget(view)
    view.set_theme(LIGHT)
    view.resize(NARROW, 1000)
    view.show()
    return view


def moments(size: int = 268_000, epochs: int = 3000) -> RunMoments:
    return RunMoments(MOMENTS, epochs, size, 4_000_000, [(0.0, 2.3), (3.0, 0.1)])


def selector(view: TimeView) -> list[str]:
    return [view.runs.itemText(index) for index in range(view.runs.count())]


def legend(view: TimeView) -> QLabel:
    [found] = [each for each in view.findChildren(QLabel) if "■" in each.text()]
    return found


def cells(view: TimeView) -> dict[tuple[int, int], str]:
    matrix = part(view, "timeMatrix")
    assert isinstance(matrix, QTableWidget)
    items = {(row, column): matrix.item(row, column) for row in range(10) for column in range(10)}
    return {place: item.text() for place, item in items.items() if item is not None}


@pytest.mark.parametrize("runs", [RUNS, {}], ids=["runs", "no runs"])
@pytest.mark.parametrize("size", [1, 123_456_789], ids=["small", "large"])
@pytest.mark.usefixtures("in_spanish")
def test_in_spanish_no_words_are_cut(view: TimeView, runs: Mapping[str, str], size: int) -> None:
    view.show_runs(runs, next(iter(runs), ""))
    for each, index, score in ((moments(size, 20), 3, SCORE), (RunMoments(), None, None)):
        view.show_moments(each, index)
        view.show_moment(index)
        view.show_score(score)
        QTest.qWait(30)  # for the layout
        assert [words for words in cut(view) if not words.startswith(TABLE)] == []
        assert part(view, "timeMatrix").width() < view.viewport().width()


def test_runs_are_listed_in_order_with_the_chosen_one_and_nothing_is_chosen_by_that(view: TimeView) -> None:
    chosen = heard(view.runs.activated)
    view.show_runs(RUNS, "c")
    assert (selector(view), view.runs.currentData()) == (list(RUNS.values()), "c")
    view.show_runs({"c": "CNNNet 1", "b": "FirstNet 2"}, "b")
    assert (selector(view), view.runs.currentData()) == (["CNNNet 1", "FirstNet 2"], "b")
    view.show_runs(RUNS, "")
    assert (view.runs.currentIndex(), view.runs.currentText()) == (-1, "")
    assert chosen == []


def test_a_renamed_run_stays_where_it_is(view: TimeView) -> None:
    view.show_runs(RUNS, "b")
    view.show_runs({**RUNS, "b": "The best"}, "b")
    assert (selector(view), view.runs.currentText()) == (["CNNNet 1", "The best", "CNNNet 1"], "The best")


def test_long_names_and_numbers_need_no_more_room_than_short_ones(view: TimeView) -> None:
    short = RunMoments([Moment(0, 0.0)], 1)
    long = RunMoments([Moment(10**12, 0.5)], 10**9, 10**12, 10**12, [(0.0, 1e12)])
    widths = set()
    for name, each in (("A", short), ("A run with a name that is far too long for the little room of this page", long)):
        view.show_runs({name: name}, name)
        view.show_moments(each, 0)
        view.show_moment(0)
        QTest.qWait(30)  # for the layout
        content = view.widget()
        assert content is not None
        widths.add(content.minimumSizeHint().width())
    assert len(widths) == 1


@pytest.mark.parametrize(
    ("index", "words"),
    [
        (None, "Now"),
        (0, "Epoch 0 of 3,000, step 0"),
        (1, "Epoch 0.00 of 3,000, step 1"),
        (2, "Epoch 1 of 3,000, step 469"),
        (3, "Epoch 19.99 of 3,000, step 9,375"),
    ],
)
def test_a_moment_is_told_by_epoch_and_step(view: TimeView, index: int | None, words: str) -> None:
    view.setLocale(QLocale("en_US"))
    view.show_moments(moments(), index)
    view.show_moment(index)
    assert shown(view, "timeMoment") == words


@pytest.mark.usefixtures("in_spanish")
def test_in_spanish_moments_sizes_and_scores_have_its_numbers(view: TimeView) -> None:
    view.show_moments(moments(), 1)
    view.show_moment(1)
    assert shown(view, "timeMoment") == "Época 0,00 de 3000, paso 1"
    assert shown(view, "timeSize") == "Momentos: 4. Ocupan 0,3 de un máximo de 4 MB."
    view.show_score(SCORE)
    assert shown(view, "timeScore") == "De 9990 cifras de prueba de MNIST, 98,8 % se leen bien."
    assert view.runs.accessibleName() == "Entrenamiento"


def test_the_slider_is_at_the_moment_and_the_plots_mark_it(view: TimeView) -> None:
    view.show_runs(RUNS, "a")
    view.show_moments(moments(), 2)
    assert (view.slider.value(), view.slider.maximum()) == (2, 3)
    QTest.qWait(20)
    unmarked = view.loss.grab().toImage()
    view.show_moment(2)
    marked = view.loss.grab().toImage()
    assert marked != unmarked
    view.show_moment(None)
    assert view.loss.grab().toImage() == unmarked


def test_a_run_without_moments_takes_up_no_room_and_says_so_in_one_plot(view: TimeView) -> None:
    view.show_moments(moments(), None)
    assert view.confidence.accessibleDescription().startswith("Draw a digit")
    assert view.loss.accessibleDescription() == ""
    view.show_moments(RunMoments(), None)
    assert shown(view, "timeSize") == ""
    assert view.confidence.accessibleDescription() == ""
    assert view.loss.accessibleDescription().startswith("There are no moments")


def test_the_matrix_has_the_counts_of_the_moment_and_none_of_one_before(view: TimeView) -> None:
    view.show_score(SCORE)
    assert len(cells(view)) == 100
    assert (cells(view)[3, 3], cells(view)[3, 4]) == ("900", "11")
    view.show_score(None)
    assert cells(view) == {}
    view.show_score(Score("Hands test", 1.0, 0.0, tuple((0,) * 10 for _ in range(10)), 1))
    assert set(cells(view).values()) == {""}
    assert shown(view, "timeScore") == "Of 1 test digits of Hands, 100.0 % are read right."


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_the_legend_has_the_colours_of_the_band_and_no_more_words_than_those(view: TimeView, theme: Theme) -> None:
    view.show_runs(RUNS, "a")
    view.set_theme(theme)
    document = QTextDocument()
    document.setHtml(legend(view).text())
    assert " ".join(document.toPlainText().split()) == "■ the digit that is read now ■ another digit"
    places = [legend(view).text().index(each) for each in (theme.accent, "now", theme.warning, "another")]
    assert places == sorted(places)


@pytest.mark.parametrize("name", ["timeLoss", "timeConfidence", "timeMatrix"])
def test_all_that_is_painted_follows_the_theme(view: TimeView, name: str) -> None:
    view.show_runs(RUNS, "a")
    view.show_moments(moments(), None)
    view.show_score(SCORE)
    light = part(view, name).grab().toImage()
    view.set_theme(DARK)
    assert part(view, name).grab().toImage() != light


def test_it_scrolls_where_it_is_low(view: TimeView, qtbot: QtBot) -> None:
    view.show_runs(RUNS, "a")
    assert view.verticalScrollBar().maximum() == 0
    view.resize(NARROW, 300)
    qtbot.waitUntil(lambda: view.verticalScrollBar().maximum() > 0)
    view.ensureWidgetVisible(part(view, "exportFilmButton"))
    assert not part(view, "exportFilmButton").visibleRegion().isEmpty()
