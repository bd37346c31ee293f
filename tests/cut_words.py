"""Shows the whole window at 1024×700 in a language, and prints as JSON which words on it are cut.

Run as `python cut_words.py LANGUAGE`; QT_SCALE_FACTOR scales it.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from my_digits import shown as sample_shown
from PySide6.QtCore import QSize
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QWidget
from stand_ins import kept_run
from tested_digits import read_as

from mnist_desktop.reading.values import DigitReading
from mnist_desktop.runs.events import RunState
from mnist_desktop.runs.pace import Progress
from mnist_desktop.runs.scores import MY_DRAWINGS, Score
from mnist_desktop.sessions.pages import all_pages
from mnist_desktop.system.errors import Problem
from mnist_desktop.ui.main_window import MainWindow
from mnist_desktop.ui.pages.mine.page import MinePage
from mnist_desktop.ui.pages.runs.page import RunsPage
from mnist_desktop.ui.pages.test.page import SECTIONS, TestPage
from mnist_desktop.ui.pages.train.page import TrainPage
from mnist_desktop.ui.reading.tile import BigDigit
from mnist_desktop.ui.widgets.controls import ActionButton
from mnist_desktop.ui.widgets.layout import CaptionOrNothing, ElidedLabel
from mnist_desktop.words import languages
from mnist_desktop.words.problems import sentence

SMALLEST = QSize(1024, 700)
FRAME = 24  # pixels of a selector beside its words: padding and arrow

UNSURE = DigitReading((0.0, 0.0, 0.0, 0.0, 0.55, 0.0, 0.0, 0.0, 0.0, 0.45), sure=False)
SURE = DigitReading((0.0, 0.0, 0.0, 0.0, 0.999, 0.0, 0.0, 0.0, 0.0, 0.001), sure=True)
SCORES = (Score("MNIST test", 0.9945), Score("Hands test", 0.9912))


def cut(window: QWidget) -> Iterator[str]:
    """The words of visible widgets that have less room than they take."""
    for widget in window.findChildren(QWidget):
        if widget.isVisible() and widget.visibleRegion().boundingRect() != widget.rect():
            yield f"{type(widget).__name__} {widget.objectName()} is not seen whole"
        if widget.isVisible() and (words := _cut_words(widget)):
            yield words


def _cut_words(widget: QWidget) -> str:
    """The words of one widget where they are cut, else nothing."""
    match widget:
        case CaptionOrNothing() | BigDigit() | ActionButton(is_folded=True):
            return ""  # there whole, smaller, or folded to its icon
        case ElidedLabel():
            return _unless(_width(widget, widget.text()) <= widget.width(), widget.text())
        case QLabel() if widget.wordWrap():
            return _unless(widget.heightForWidth(widget.width()) <= widget.height(), widget.text())
        case QLabel() | QAbstractButton():
            return _unless(widget.sizeHint().width() <= widget.width(), widget.text())
        case QComboBox():
            room = widget.width() - FRAME
            return ", ".join(text for text in _texts(widget) if _width(widget, text) > room)
    return ""


def _unless(fits: bool, words: str) -> str:
    return "" if fits else words


def _texts(selector: QComboBox) -> list[str]:
    """All that a selector may show; of data sets, whose titles are long, the chosen one: its list shows them whole."""
    if selector.objectName() == "datasetSelector":
        return [selector.currentText()]
    return [*(selector.itemText(index) for index in range(selector.count())), selector.placeholderText()]


def _width(widget: QWidget, text: str) -> int:
    return widget.fontMetrics().horizontalAdvance(text)


def _shows(window: MainWindow) -> Iterator[str]:
    """What is cut on each page in each state."""
    train, runs, mine = (window.findChild(kind) for kind in (TrainPage, RunsPage, MinePage))
    assert isinstance(train, TrainPage)
    assert isinstance(mine, MinePage)
    assert isinstance(runs, RunsPage)
    run = kept_run("CNNNet 12")
    yield from _cut_when(window, "at first")
    window.reading.show_digits([UNSURE] * 12)
    yield from _cut_when(window, "with a number")
    window.reading.compare.setChecked(True)
    window.reading.show_digits([UNSURE] * 12, 0, [SURE] * 12)
    yield from _cut_when(window, "with both networks")
    window.reading.nudge.setChecked(True)
    yield from _cut_when(window, "with a nudge")
    for switch in (window.reading.compare, window.reading.nudge):
        switch.setChecked(False)
    window.reading.show_kept(8)
    window.pad.round_bar.show_task(8, 20, 20)
    yield from _cut_when(window, "in a round")
    window.pad.round_bar.show_nothing_written()
    yield from _cut_when(window, "in a round with nothing written")
    window.pad.round_bar.hide_task()
    train.show_run(run.history)
    train.show_state(RunState.RUNNING)
    train.controls.status.show_progress(Progress(10, 80, 219, 469, 12_345.0, 754.0))
    yield from _cut_when(window, "while it trains")
    train.show_state(RunState.FINISHED)
    train.show_decision(run.history, SCORES)
    yield from _cut_when(window, "after a run")
    window.message_bar.show_message(sentence(Problem("run_under_way")), "OK")
    yield from _cut_when(window, "with a message")
    window.pages.turn_to(runs)
    runs.show_runs([run], run.id)
    yield from _cut_when(window, "on the page of runs")
    yield from _shows_of_mine(window, mine)
    yield from _shows_of_test(window)


def _shows_of_mine(window: MainWindow, page: MinePage) -> Iterator[str]:
    window.pages.turn_to(page)
    yield from _cut_when(window, "without samples")
    page.show_samples([sample_shown(4, 1, read=9, is_suspicious=True)])
    page.learning.show_idle(True, "")
    yield from _cut_when(window, "with samples")
    page.findChildren(QAbstractButton, "showSuspiciousButton")[0].click()
    yield from _cut_when(window, "with suspicious samples alone")
    page.learning.show_result(SCORES, (*SCORES, Score(MY_DRAWINGS, 0.9, count=30)), is_open=True)
    yield from _cut_when(window, "with what was learnt")
    page.learning.show_result(SCORES, SCORES, is_open=False)
    yield from _cut_when(window, "with too few samples")


def _shows_of_test(window: MainWindow) -> Iterator[str]:
    page = window.findChild(TestPage)
    assert isinstance(page, TestPage)
    window.pages.turn_to(page)
    for state, tested in (("nothing tested", None), ("a test", read_as(list(range(10)), [*range(9), 4]))):
        page.show_tested(tested)
        for kind in SECTIONS:
            page.turn_to_section(kind)
            yield from _cut_when(window, f"{state}, {kind.__name__}")


def _cut_when(window: MainWindow, state: str) -> Iterator[str]:
    for _ in range(5):  # a layout that changes asks for another look
        QTest.qWait(20)
        QApplication.processEvents()
    if window.size() != SMALLEST:
        yield f"{state}: the window is {window.width()}×{window.height()}"
        window.resize(SMALLEST)
    yield from (f"{state}: {words}" for words in cut(window))


def main(language: str) -> None:
    app = QApplication([])
    languages.install(language)
    window = MainWindow(pages=all_pages())
    window.resize(SMALLEST)
    window.show()
    QTest.qWait(100)
    print(json.dumps(list(_shows(window))), flush=True)
    window.close()
    app.processEvents()


if __name__ == "__main__":
    main(sys.argv[1])
