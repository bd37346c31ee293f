"""A stand-in for the session of the page Inside: a test tells what there is to look into."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from mnist_desktop.drawing.arrays import GreyImage
from mnist_desktop.reading.predictor import Predictor
from mnist_desktop.reading.subject import Subject


class StandInInside(QObject):
    subject_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.subject: Subject | None = None

    def show(self, predictor: Predictor | None, image: GreyImage | None = None) -> None:
        self.subject = None if predictor is None else Subject(predictor, image)
        self.subject_changed.emit()
