"""Saves and copies what is on the pad. The asker's thread makes and writes the files."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QAction, QGuiApplication
from shiboken6 import isValid

from mnist_desktop.sessions import pad_formats, pad_mime
from mnist_desktop.sessions.pad_file import whole_file
from mnist_desktop.sessions.pad_mime import Copied
from mnist_desktop.sessions.state import ApplicationState
from mnist_desktop.system.files import append_output, write_output
from mnist_desktop.ui.main_window import MainWindow
from mnist_desktop.ui.pad import dialogs
from mnist_desktop.ui.pad.content import PadContent
from mnist_desktop.ui.pad.painting import painted
from mnist_desktop.workers.ask import Asker


class PadOutput(QObject):
    """Saves the pad in one of the formats, adds its drawing with a label to a file of drawings, and copies it."""

    def __init__(self, window: MainWindow, state: ApplicationState, asker: Asker) -> None:
        super().__init__(window)
        self._window, self._state, self._asker = window, state, asker
        self._collection: Path | None = None  # where the last labelled drawing went
        self._copied: QMimeData | None = None  # Qt deletes it as soon as something else is copied
        window.commands.save.triggered.connect(self._save)
        window.commands.labels.triggered.connect(self._save_labelled)
        window.commands.copy.triggered.connect(self._copy)

    def end(self) -> None:
        """Leave the picture alone in the clipboard, if our copy is still there.

        Qt may delete the data at its very end. An object made in Python must not be left till then: Qt would crash.
        """
        if self._copied is not None and isValid(self._copied):
            QGuiApplication.clipboard().setImage(self._copied.imageData())

    def _save(self) -> None:
        content, pen_width = self._on_pad()
        file = dialogs.drawing_file(self._window, pad_formats.kinds())
        if file is not None:
            written = pad_formats.format_of(file).write
            self._write(lambda: write_output(file, written(content, pen_width)), file)

    def _save_labelled(self, action: QAction) -> None:
        drawing = replace(self._on_pad()[0].drawing, label=action.data())
        file = dialogs.collection_file(self._window, self._collection)
        if file is not None:
            self._collection = file
            self._write(lambda: append_output(file, json.dumps(drawing.to_json()).encode()), file)

    def _copy(self) -> None:
        content, pen_width = self._on_pad()
        self._asker.ask(
            lambda: Copied(whole_file(content), pad_formats.svg(content, pen_width), painted(content, pen_width)),
            self._take_copy,
            self._state.say,
        )

    def _take_copy(self, copied: Copied) -> None:
        self._copied = pad_mime.mime_of(copied)
        QGuiApplication.clipboard().setMimeData(self._copied)

    def _write(self, operation: Callable[[], None], file: Path) -> None:
        done = self.tr("Saved to {0}").format(file)
        self._asker.ask(operation, lambda _: self._state.say(done), self._state.say)

    def _on_pad(self) -> tuple[PadContent, int]:
        canvas = self._window.pad.canvas
        return canvas.content(), canvas.pen_width
