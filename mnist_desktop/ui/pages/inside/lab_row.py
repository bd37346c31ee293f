"""A layer in the lab: its name, the noise in its weights, and its units."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSlider, QVBoxLayout, QWidget

from mnist_desktop.ui.pages.inside.lab_units import UnitGrid
from mnist_desktop.ui.style.theme import Theme
from mnist_desktop.ui.widgets.layout import ElidedLabel, label
from mnist_desktop.words.numbers import percent

if TYPE_CHECKING:
    from mnist_desktop.reading.lab import Edits, LabLayer

NOISE_STEP: Final = 0.05  # a share of the standard deviation of the weights
STEPS: Final = 30  # the slider's
SLIDER: Final = 60  # pixels


class LabRow(QWidget):
    """One layer. The ten digits at the end have no cells, as they cannot be switched off."""

    off_changed = Signal(str, object)  # the layer's name, frozenset[int]; by the user, as the next one
    noise_changed = Signal(str, float)  # the layer's name, the noise as a share

    def __init__(self, layer: LabLayer) -> None:
        super().__init__()
        self._layer = layer
        self._title = ElidedLabel()
        self._title.setProperty("role", "title")
        self._title.setObjectName(f"{layer.name}Title")
        self._noise = QSlider(Qt.Orientation.Horizontal)
        self._noise.setObjectName(f"{layer.name}Noise")
        self._noise.setAccessibleName(self.tr("Noise in the weights of {0}").format(layer.name))
        about = self.tr("Random changes of all weights of {0}, in shares of how much they differ")
        self._noise.setToolTip(about.format(layer.name))
        self._noise.setRange(0, STEPS)
        self._share = label("", "caption")
        self._share.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._units = None if layer.is_last else UnitGrid(layer)
        self._lay_out()
        self._noise.valueChanged.connect(self._take_noise)
        if self._units is not None:
            self._units.off_changed.connect(lambda off: self.off_changed.emit(layer.name, off))

    @property
    def units(self) -> UnitGrid | None:
        return self._units

    def fits(self, layer: LabLayer) -> bool:
        """Return whether this is a row for such a layer."""
        return (layer.name, layer.units) == (self._layer.name, self._layer.units)

    def show_layer(self, layer: LabLayer) -> None:
        if self._units is not None:
            self._units.show_layer(layer)

    def show_edits(self, edits: Edits) -> None:
        """Show what is off, and the noise."""
        off, share = edits.off.get(self._layer.name, frozenset()), edits.noise.get(self._layer.name, 0.0)
        if self._units is not None:
            self._units.show_off(off)
        with QSignalBlocker(self._noise):
            self._noise.setValue(round(share / NOISE_STEP))
        self._share.setText(percent(share, self.locale(), 0))
        self._title.setText(self._words(len(off)))

    def set_theme(self, theme: Theme) -> None:
        if self._units is not None:
            self._units.set_theme(theme)

    def _take_noise(self, steps: int) -> None:
        self.noise_changed.emit(self._layer.name, steps * NOISE_STEP)

    def _words(self, off: int) -> str:
        layer, units = self._layer, self.locale().toString(self._layer.units)
        if layer.is_last:
            return self.tr("{0}: the ten digits").format(layer.name)
        if off:
            return self.tr("{0}: {1} of {2} off").format(layer.name, self.locale().toString(off), units)
        words = self.tr("{0}: {1} filters") if layer.are_filters else self.tr("{0}: {1} neurons")
        return words.format(layer.name, units)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self._title, 1)
        row.addWidget(label(self.tr("Noise"), "caption"))
        row.addWidget(self._noise)
        row.addWidget(self._share)
        self._noise.setFixedWidth(SLIDER)
        self._share.setFixedWidth(self._share.fontMetrics().horizontalAdvance(percent(1, self.locale(), 0)) + 4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(row)
        if self._units is not None:
            layout.addWidget(self._units)
