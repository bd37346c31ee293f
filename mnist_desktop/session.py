"""The one place where panels meet workers: every signal between layers is connected here."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QByteArray, QObject, QThread, Signal

from mnist_desktop import settings as remembered
from mnist_desktop.drawing.strokes import Drawing
from mnist_desktop.ui.main_window import MainWindow
from mnist_desktop.ui.theme import ThemeChoice
from mnist_desktop.ui.wording import percent
from mnist_desktop.workers.reading import Question, Reading, ReadingWorker, Weights


class Session(QObject):
    """A window at work: drawings go to the reading worker, readings come back, settings are kept."""

    _load_requested = Signal(str)  # the network to load first

    def __init__(self, window: MainWindow, settings_file: Path) -> None:
        super().__init__(window)
        self._window, self._settings_file = window, settings_file
        self._settings = remembered.load(settings_file)
        self._drawing = Drawing()
        self._generation = self._wanted_from = 0
        self._weights: dict[str, Weights | None] = {}  # None for a network whose weights cannot be had
        self._thread = QThread()
        self._thread.setObjectName("reading")
        self._worker = ReadingWorker()
        self._worker.moveToThread(self._thread)
        self._connect()
        self._restore()

    def _connect(self) -> None:
        window, worker = self._window, self._worker
        window.painted.connect(self._begin)
        window.drawing_changed.connect(self._take_drawing)
        window.model_selected.connect(self._take_model)
        window.theme_chosen.connect(self._take_theme)
        window.pen_width_changed.connect(self._take_pen_width)
        window.closing.connect(self._end)
        self._load_requested.connect(worker.load)
        worker.loaded.connect(self._take_weights)
        worker.load_failed.connect(self._take_failure)
        worker.answered.connect(self._take_reading)

    def _restore(self) -> None:
        kept = self._settings
        self._window.set_model(kept.model)
        self._window.set_theme_choice(ThemeChoice(kept.theme))
        self._window.set_pen_width(kept.pen_width)
        self._window.restoreGeometry(QByteArray.fromBase64(kept.geometry.encode()))
        self._describe_weights()

    def _begin(self) -> None:
        if not self._window.isVisible():
            return  # closed before word of its first paint came here
        self._thread.start()
        self._load_requested.emit(self._settings.model)

    def _take_drawing(self, drawing: Drawing) -> None:
        self._drawing = drawing
        if not drawing.strokes:
            self._drop_answers_under_way()
        self._ask()

    def _take_model(self, model: str) -> None:
        self._settings = replace(self._settings, model=model)
        self._drop_answers_under_way()
        self._describe_weights()
        self._ask()

    def _take_theme(self, choice: ThemeChoice) -> None:
        self._settings = replace(self._settings, theme=choice.value)

    def _take_pen_width(self, width: int) -> None:
        self._settings = replace(self._settings, pen_width=width)

    def _ask(self) -> None:
        self._generation += 1
        self._worker.ask(Question(self._generation, self._drawing, self._settings.model))

    def _drop_answers_under_way(self) -> None:
        """Of a cleared pad or another network. Of the stroke under way all are shown, or a fast hand sees none."""
        self._wanted_from = self._generation + 1

    def _take_reading(self, reading: Reading) -> None:
        if reading.generation >= self._wanted_from:
            self._window.show_reading(reading.prediction, reading.digit_image)

    def _take_weights(self, weights: Weights) -> None:
        self._weights[weights.model] = weights
        self._describe_weights()
        self._ask()

    def _take_failure(self, model: str, reason: str) -> None:
        self._weights[model] = None
        self._describe_weights()
        self._window.show_message(reason)

    def _describe_weights(self) -> None:
        model = self._settings.model
        is_loading = model not in self._weights
        self._window.show_loading(is_loading)
        self._window.show_status(
            self.tr("Loading the networks; you can draw already") if is_loading else self.tr("Ready")
        )
        self._window.show_weights(self._story_of(self._weights.get(model)))

    def _story_of(self, weights: Weights | None) -> str:
        if weights is None:
            return ""
        if weights.test_accuracy is None:
            return self.tr("{0}, factory weights").format(weights.model)
        share = percent(weights.test_accuracy, self._window.locale(), decimals=2)
        return self.tr("{0}, factory weights: {1} right on MNIST's test set").format(weights.model, share)

    def _end(self) -> None:
        self._window.hide()
        self._keep_settings()
        self._thread.requestInterruption()
        self._thread.quit()
        self._thread.wait()

    def _keep_settings(self) -> None:
        geometry = bytes(self._window.saveGeometry().toBase64().data()).decode()
        try:
            remembered.save(replace(self._settings, geometry=geometry), self._settings_file)
        except OSError as error:
            from mnist_desktop import log

            log.note(f"settings not kept: {error}")
