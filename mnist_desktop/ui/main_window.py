"""The window: panels side by side, menus above, state below. It shows what it is told, and says what was asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, QRect, QSize, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QIcon, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QMainWindow, QMessageBox, QVBoxLayout, QWidget

from mnist_desktop import __version__
from mnist_desktop.drawing.strokes import Drawing
from mnist_desktop.reading.values import DigitReading
from mnist_desktop.ui.commands import Commands
from mnist_desktop.ui.pad.panel import DrawingPanel
from mnist_desktop.ui.pages.train.page import TrainPage
from mnist_desktop.ui.reading.panel import ReadingPanel
from mnist_desktop.ui.style.theme import Theme, ThemeChoice, ThemeSwitch
from mnist_desktop.ui.widgets.layout import ElidedLabel
from mnist_desktop.ui.widgets.message_bar import MessageBar

if TYPE_CHECKING:
    from mnist_desktop.drawing.arrays import GreyImage


USUAL_SIZE: Final = QSize(1400, 820)
FRAME: Final = QSize(16, 48)  # at most, of what the system draws around a window: borders and a title
PEN_STEP: Final = 2  # canvas pixels a press of [ or ]


class MainWindow(QMainWindow):
    """Canvas at the left, its reading beside it, and at the right the training that can be put away."""

    drawing_changed = Signal(object)  # Drawing
    model_selected = Signal(str)  # FirstNet or CNNNet
    theme_chosen = Signal(object)  # ThemeChoice
    pen_width_changed = Signal(int)  # canvas pixels
    training_shown_changed = Signal(bool)  # by a person
    action_triggered = Signal()  # the button of the message
    closing = Signal()
    painted = Signal()  # once, when the window is on the screen

    def __init__(self, icon: QIcon | None = None, theme_choice: ThemeChoice = ThemeChoice.SYSTEM) -> None:
        super().__init__()
        self._was_painted = False
        self._commands = Commands(self)
        self._drawing_panel = DrawingPanel(self._commands)
        self._reading_panel = ReadingPanel()
        self.training = TrainPage()
        self._message_bar = MessageBar()
        self._status = ElidedLabel()
        self._weights = QLabel()
        self._weights.setObjectName("weights")
        self._themes = ThemeSwitch(_application(), theme_choice, self)
        self.setWindowTitle(self.tr("MNIST Desktop"))
        self.setWindowIcon(icon or QIcon())
        self._lay_out()
        self._fill_menus()
        self._connect()
        self._take_theme(self._themes.theme)
        self.set_theme_choice(theme_choice)
        self.setGeometry(_first_place(self.screen().availableGeometry()))

    # What it is told

    def show_reading(self, prediction: DigitReading | None, digit_image: GreyImage | None) -> None:
        """Show what was read, and from what: (28, 28), ink 1, paper 0. None for what there is not."""
        self._reading_panel.show_reading(prediction, digit_image)

    def show_loading(self, loading: bool) -> None:
        self._reading_panel.show_loading(loading)

    def show_status(self, text: str) -> None:
        """Say in one line at the lower left what the program is doing."""
        self._status.setText(text)

    def show_weights(self, text: str) -> None:
        """Say at the lower right which weights read."""
        self._weights.setText(text)

    def show_message(self, text: str, action: str = "") -> None:
        """Show an error or a warning at the top until it is dismissed; an empty text takes it away.

        With `action` there is a button of that name beside it, which says `action_triggered`.
        """
        self._message_bar.show_message(text, action)

    def add_message(self, text: str, action: str = "") -> None:
        """Show a message below the one that is shown, if any."""
        self._message_bar.add_message(text, action)

    def set_model(self, name: str) -> None:
        """Show `name` (FirstNet or CNNNet) as the network that reads; no signal."""
        self._reading_panel.set_model(name)

    def set_theme_choice(self, choice: ThemeChoice) -> None:
        """Change the theme at once; no signal."""
        self._commands.theme_action(choice).setChecked(True)
        self._themes.choose(choice)

    def set_pen_width(self, width: int) -> None:
        """4 to 40 canvas pixels; beyond that the nearest."""
        self._drawing_panel.canvas.set_pen_width(width)

    def set_training_shown(self, shown: bool) -> None:
        """Show the training panel or put it away; no signal."""
        self._commands.training.setChecked(shown)
        self.training.setVisible(shown)

    def set_drawing(self, drawing: Drawing) -> None:
        """Put a drawing on the canvas, as one step that can be undone."""
        self._drawing_panel.canvas.set_drawing(drawing)

    # Qt calls

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self, self.painted.emit)  # once the panels have been painted too

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        event.accept()

    # Inside

    def _lay_out(self) -> None:
        central = QWidget()
        panels = QHBoxLayout()
        panels.setSpacing(16)
        panels.addWidget(self._drawing_panel, 10)
        panels.addWidget(self._reading_panel, 6)
        panels.addWidget(self.training, 11)
        layout = QVBoxLayout(central)
        layout.setContentsMargins(16, 8, 16, 4)
        layout.setSpacing(10)
        layout.addWidget(self._message_bar)
        layout.addLayout(panels, 1)
        self.setCentralWidget(central)
        self.statusBar().setContentsMargins(14, 0, 15, 4)
        self.statusBar().setSizeGripEnabled(False)
        self.statusBar().addWidget(self._status, 1)
        self.statusBar().addPermanentWidget(self._weights)

    def _fill_menus(self) -> None:
        commands = self._commands
        self._menu(self.tr("&File"), commands.quit)
        edit = (commands.undo, commands.redo, commands.clear, _separator(self), commands.thinner, commands.thicker)
        self._menu(self.tr("&Edit"), *edit)
        view = self.menuBar().addMenu(self.tr("&View"))
        view.addMenu(self.tr("&Theme")).addActions(commands.themes.actions())
        view.addAction(commands.training)
        training = self.training.commands
        run = (training.train, training.pause, training.stop, training.epoch)
        weights = (training.factory, training.open_run, training.export)
        self._menu(self.tr("&Training"), *run, _separator(self), *weights)
        self._menu(self.tr("&Help"), commands.about)

    def _menu(self, title: str, *actions: QAction) -> None:
        self.menuBar().addMenu(title).addActions(actions)

    def _connect(self) -> None:
        canvas, commands = self._drawing_panel.canvas, self._commands
        commands.undo.triggered.connect(canvas.undo)
        commands.redo.triggered.connect(canvas.redo)
        commands.clear.triggered.connect(canvas.clear)
        commands.thinner.triggered.connect(lambda: canvas.set_pen_width(canvas.pen_width - PEN_STEP))
        commands.thicker.triggered.connect(lambda: canvas.set_pen_width(canvas.pen_width + PEN_STEP))
        commands.quit.triggered.connect(self.close)
        commands.about.triggered.connect(self._show_about)
        commands.training.triggered.connect(self._choose_training)
        commands.themes.triggered.connect(self._choose_theme)
        canvas.drawing_changed.connect(self._take_drawing)
        canvas.history_changed.connect(self._take_history)
        canvas.pen_width_changed.connect(self.pen_width_changed)
        self._reading_panel.model_selected.connect(self.model_selected)
        self._message_bar.action_triggered.connect(self.action_triggered)
        self._themes.theme_changed.connect(self._take_theme)

    def _take_drawing(self, drawing: Drawing) -> None:
        self._commands.clear.setEnabled(bool(drawing.strokes))
        self.drawing_changed.emit(drawing)

    def _take_history(self, can_undo: bool, can_redo: bool) -> None:
        self._commands.undo.setEnabled(can_undo)
        self._commands.redo.setEnabled(can_redo)

    def _take_theme(self, theme: Theme) -> None:
        for part in (self._commands, self._drawing_panel.canvas, self._reading_panel, self.training, self._message_bar):
            part.set_theme(theme)

    def _choose_theme(self, action: QAction) -> None:
        self._themes.choose(action.data())
        self.theme_chosen.emit(action.data())

    def _choose_training(self, shown: bool) -> None:
        self.training.setVisible(shown)
        self.training_shown_changed.emit(shown)

    def _show_about(self) -> None:
        QMessageBox.about(
            self,
            self.tr("About MNIST Desktop"),
            self.tr(
                "<h3>MNIST Desktop {0}</h3>"
                "<p>Draw a digit, have it read, and watch a neural network learn to read it.</p>"
                "<p>The handwriting it learns from is the MNIST database of Yann LeCun, Corinna Cortes and"
                " Christopher J. C. Burges, licensed CC BY-SA 3.0.</p>"
            ).format(__version__),
        )


def _first_place(available: QRect) -> QRect:
    """The usual size, or what the screen has room for, in its middle."""
    place = QRect(QPoint(), USUAL_SIZE.boundedTo(available.size() - FRAME))
    place.moveCenter(available.center())
    return place


def _separator(parent: QWidget) -> QAction:
    action = QAction(parent)
    action.setSeparator(True)
    return action


def _application() -> QApplication:
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        raise TypeError("a window needs a QApplication")
    return app
