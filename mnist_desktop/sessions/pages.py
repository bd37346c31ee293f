"""The pages of the window, one row each: name, title, icon, widget and connections.

A new page needs a row here and its own folder in `ui.pages`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from mnist_desktop.sessions.state import ApplicationState
from mnist_desktop.system.noop import QT_TRANSLATE_NOOP
from mnist_desktop.ui.pages.inside.page import InsidePage
from mnist_desktop.ui.pages.mine.page import MinePage
from mnist_desktop.ui.pages.runs.page import RunsPage
from mnist_desktop.ui.pages.tabs import Page, PageTabs
from mnist_desktop.ui.pages.test.page import TestPage
from mnist_desktop.ui.pages.train.page import TrainPage
from mnist_desktop.ui.style.icons import Glyph
from mnist_desktop.words.translation import translate


@dataclass(frozen=True)
class PageRow:
    """A page by its object name. `listen` connects its widget to the state. A page with a session needs none."""

    name: str
    title: str
    glyph: Glyph
    widget: type[Page]
    listen: Callable[[Any, ApplicationState], object] = lambda page, state: None


PAGES: Final[Sequence[PageRow]] = (
    PageRow("trainPage", QT_TRANSLATE_NOOP("Pages", "Train"), Glyph.TRAIN, TrainPage),
    PageRow("runsPage", QT_TRANSLATE_NOOP("Pages", "Runs"), Glyph.RUNS, RunsPage),
    PageRow("testPage", QT_TRANSLATE_NOOP("Pages", "Test"), Glyph.TEST, TestPage),
    PageRow("insidePage", QT_TRANSLATE_NOOP("Pages", "Inside"), Glyph.INSIDE, InsidePage),
    PageRow("minePage", QT_TRANSLATE_NOOP("Pages", "Mine"), Glyph.MINE, MinePage),
)


def all_pages() -> PageTabs:
    """Make a tab for each row."""
    tabs = PageTabs()
    for row in PAGES:
        tabs.add(row.widget(), row.name, translate("Pages", row.title), row.glyph)
    return tabs


def listen_all(tabs: PageTabs, state: ApplicationState) -> None:
    """Connect each page to the state with its row's `listen`."""
    for row, page in zip(PAGES, tabs.pages, strict=True):
        row.listen(page, state)
