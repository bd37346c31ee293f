"""The window: pad and reading at the left, pages at the right, menus at the top, message bar and status bar."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Protocol

from PySide6.QtCore import QByteArray, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAction,
    QActionGroup,
    QCloseEvent,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QIcon,
    QPaintEvent,
)
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QMenu, QMessageBox, QSplitter, QVBoxLayout, QWidget

from mnist_desktop import __version__
from mnist_desktop.ui.commands import Commands
from mnist_desktop.ui.pad.gesture import Tool
from mnist_desktop.ui.pad.panel import PadPanel
from mnist_desktop.ui.pages.tabs import PageTabs
from mnist_desktop.ui.reading.panel import ReadingPanel
from mnist_desktop.ui.recent_menu import RecentMenu
from mnist_desktop.ui.style.theme import Theme, ThemeChoice, ThemeSwitch
from mnist_desktop.ui.widgets.layout import ElidedLabel
from mnist_desktop.ui.widgets.message_bar import MessageBar

USUAL_SIZE: Final = QSize(1400, 820)
SHARES: Final = (470, 270, 540)  # shares of the width: pad, reading, pages
FRAME: Final = QSize(16, 48)  # maximum size of the window frame: borders and title
PEN_STEP: Final = 2  # canvas pixels per press of [ or ]


class Themed(Protocol):
    """A part of the window that uses a theme's colours."""

    def set_theme(self, theme: Theme) -> None: ...


class MainWindow(QMainWindow):
    """The main window. Its parts are public: sessions set their content and connect to their signals."""

    closing = Signal()
    painted = Signal()  # once, after the first paint
    open_requested = Signal(object)  # Sequence[Path]: by the command line
    dropped = Signal(object)  # QMimeData, which is there during the signal alone

    def __init__(self, icon: QIcon | None = None, pages: PageTabs | None = None) -> None:
        super().__init__()
        self._was_painted = False
        self.commands = Commands(self)
        self.pad = PadPanel(self.commands)
        self.reading = ReadingPanel()
        self.pages = pages or PageTabs()
        self.message_bar = MessageBar()
        self.status = ElidedLabel()
        self.recent = RecentMenu(self)
        self.weights = QLabel()
        self.weights.setObjectName("weights")
        self._parts: dict[QAction, QWidget] = {
            self.commands.show_reading: self.reading,
            self.commands.show_pages: self.pages,
        }
        self._splitter = self._new_splitter()
        self.setWindowTitle(self.tr("MNIST Desktop"))
        self.setWindowIcon(icon or QIcon())
        self._lay_out()
        self._fill_menus()
        self.setAcceptDrops(True)
        self.themes = ThemeSwitch(_application(), ThemeChoice.SYSTEM, self)  # now each widget gets its style once
        self._connect()
        self._apply_theme(self.themes.theme)
        self.setGeometry(_first_place(self.screen().availableGeometry()))

    @property
    def parts(self) -> QWidget:
        """The pad, the reading and the pages, side by side."""
        return self._splitter

    def set_theme_choice(self, choice: ThemeChoice) -> None:
        """Change the theme at once, without a signal."""
        self.commands.theme_action(choice).setChecked(True)
        self.themes.choose(choice)

    def layout_state(self) -> str:
        """Return the visible parts and their widths as text for `restore_layout`."""
        return bytes(self._splitter.saveState().toBase64().data()).decode()

    def restore_layout(self, state: str, *, pages_shown: bool, reading_shown: bool) -> None:
        self._splitter.restoreState(QByteArray.fromBase64(state.encode()))
        self.commands.show_pages.setChecked(pages_shown)
        self.commands.show_reading.setChecked(reading_shown)

    # Qt's event handlers

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self, self.painted.emit)  # after the panels have been painted too

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        event.accept()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take anything, so that what is no picture is refused in words."""
        _take_copy(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        _take_copy(event)

    def dropEvent(self, event: QDropEvent) -> None:
        _take_copy(event)
        self.dropped.emit(event.mimeData())

    # Private

    def _new_splitter(self) -> QSplitter:
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setObjectName("parts")
        splitter.setHandleWidth(16)
        splitter.setChildrenCollapsible(False)
        for part in (self.pad, self.reading, self.pages):
            splitter.addWidget(part)
        for index, share in enumerate(SHARES):
            splitter.setStretchFactor(index, share)
        splitter.setSizes(list(SHARES))
        return splitter

    def _lay_out(self) -> None:
        central = QWidget()
        layout = QVBoxLayout(central)
        layout.setContentsMargins(16, 8, 16, 4)
        layout.setSpacing(10)
        layout.addWidget(self.message_bar)
        layout.addWidget(self._splitter, 1)
        self.setCentralWidget(central)
        self.statusBar().setContentsMargins(14, 0, 15, 4)
        self.statusBar().setSizeGripEnabled(False)
        self.statusBar().addWidget(self.status, 1)
        self.statusBar().addPermanentWidget(self.weights)

    def _fill_menus(self) -> None:
        commands = self.commands
        self._fill_file_menu()
        steps, clipboard = (commands.undo, commands.redo), (commands.copy, commands.paste, commands.clear)
        tools = (commands.eraser, commands.thinner, commands.thicker)
        edit = self._menu(self.tr("&Edit"), *steps, _separator(self), *clipboard, _separator(self), *tools)
        edit.addSeparator()
        self._add_group(edit, self.tr("This &is"), commands.this_is)
        edit.addActions([commands.take_back, commands.write_round])
        view = self.menuBar().addMenu(self.tr("&View"))
        view.addMenu(self.tr("&Theme")).addActions(commands.themes.actions())
        view.addMenu(self.tr("&Language")).addActions(commands.languages.actions())
        view.addActions([self.reading.compare, self.reading.nudge])
        view.addActions(list(self._parts))
        self._menu(self.tr("&Training"), *self.pages.actions_of_pages())
        self._menu(self.tr("&Help"), commands.about)

    def _fill_file_menu(self) -> None:
        commands = self.commands
        menu = self.menuBar().addMenu(self.tr("&File"))
        menu.addAction(commands.open)
        menu.addMenu(self.recent)
        menu.addAction(commands.save)
        self._add_group(menu, self.tr("Save with &label"), commands.labels)
        menu.addSeparator()
        menu.addAction(commands.quit)

    def _menu(self, title: str, *actions: QAction) -> QMenu:
        menu = self.menuBar().addMenu(title)
        menu.addActions(actions)
        return menu

    def _add_group(self, menu: QMenu, title: str, group: QActionGroup) -> None:
        """Add a submenu of the group's actions, which is enabled as they are."""
        submenu = menu.addMenu(title)
        submenu.addActions(group.actions())
        menu.aboutToShow.connect(lambda: submenu.setEnabled(group.isEnabled()))

    def _connect(self) -> None:
        canvas, commands = self.pad.canvas, self.commands
        commands.undo.triggered.connect(canvas.undo)
        commands.redo.triggered.connect(canvas.redo)
        commands.clear.triggered.connect(canvas.clear)
        commands.eraser.toggled.connect(lambda chosen: canvas.choose_tool(Tool.ERASER if chosen else Tool.PEN))
        commands.thinner.triggered.connect(lambda: canvas.set_pen_width(canvas.pen_width - PEN_STEP))
        commands.thicker.triggered.connect(lambda: canvas.set_pen_width(canvas.pen_width + PEN_STEP))
        commands.quit.triggered.connect(self.close)
        commands.about.triggered.connect(self._show_about)
        commands.themes.triggered.connect(lambda action: self.themes.choose(action.data()))
        for action, part in self._parts.items():
            action.toggled.connect(part.setVisible)
        canvas.content_changed.connect(
            lambda content: commands.show_content(
                has_ink=bool(content.drawing.strokes), has_picture=content.picture is not None
            )
        )
        canvas.history_changed.connect(commands.show_history)
        self.themes.theme_changed.connect(self._apply_theme)

    def _apply_theme(self, theme: Theme) -> None:
        pad = (self.pad.canvas, self.pad.round_bar)
        parts: Sequence[Themed] = (self.commands, *pad, self.reading, self.pages, self.message_bar)
        for part in parts:
            part.set_theme(theme)

    def _show_about(self) -> None:
        QMessageBox.about(
            self,
            self.tr("About MNIST Desktop"),
            self.tr(
                "<h3>MNIST Desktop {0}</h3>"
                "<p>Draw digits or show a picture of some, have them read, and watch a neural network learn to read"
                " them.</p>"
                "<p>The handwriting it learns from is the MNIST database of Yann LeCun, Corinna Cortes and"
                " Christopher J. C. Burges, licensed CC BY-SA 3.0.</p>"
            ).format(__version__),
        )


def _first_place(available: QRect) -> QRect:
    """Return the usual size, or less on a small screen, centred on the screen."""
    place = QRect(QPoint(), USUAL_SIZE.boundedTo(available.size() - FRAME))
    place.moveCenter(available.center())
    return place


def _take_copy(event: QDropEvent) -> None:
    """Accept what is dragged as a copy, so that a file manager does not move the file away."""
    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()


def _separator(parent: QWidget) -> QAction:
    action = QAction(parent)
    action.setSeparator(True)
    return action


def _application() -> QApplication:
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        raise TypeError("a window needs a QApplication")
    return app
