"""The section Map: a map of digits as the network sees them, that moves as it learns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout

from mnist_desktop.ui.pages.inside.sections import InsideSection
from mnist_desktop.ui.style.theme import LIGHT, Theme
from mnist_desktop.ui.widgets.controls import Selector
from mnist_desktop.ui.widgets.layout import label

if TYPE_CHECKING:
    from mnist_desktop.reading.digit_map import DigitMap
    from mnist_desktop.ui.pages.inside.digit_map_view import DigitMapView

SPACING: Final = 8  # pixels


class MapSection(InsideSection):
    """The map, the layer that it is by, and a legend. A session gives it the maps while it is in view."""

    layer_chosen = Signal(str)  # a layer's name; by the user
    pad_requested = Signal(object)  # int: the index of a digit of the map to put on the pad

    def __init__(self) -> None:
        super().__init__()
        self._theme = LIGHT
        self._view: DigitMapView | None = None

    @property
    def title(self) -> str:
        return self.tr("Map")

    @property
    def view(self) -> DigitMapView:
        """The map itself, once it is built."""
        assert self._view is not None, "the section was in view before"
        return self._view

    def build(self) -> None:
        from mnist_desktop.ui.pages.inside.digit_map_view import DigitMapView

        self._view = view = DigitMapView()
        self._layers, self._legend, self._among = Selector(), _caption(), _caption()
        view.setAccessibleName(self.tr("Map of digits"))
        self._layers.setObjectName("mapLayerSelector")
        self._layers.setAccessibleName(self.tr("Layer"))
        self._layers.setToolTip(self.tr("The layer whose outputs place the digits"))
        self._legend.setObjectName("mapLegend")
        self._among.setObjectName("mapAmong")
        self._legend.setTextFormat(Qt.TextFormat.RichText)
        self._layers.activated.connect(lambda index: self.layer_chosen.emit(self._layers.itemData(index)))
        view.pad_requested.connect(self.pad_requested)
        view.pointed_changed.connect(self._describe)
        self._lay_out(view)
        self.set_theme(self._theme)

    def show_layers(self, names: Sequence[str], titles: Sequence[str], chosen: str) -> None:
        """Offer these layers, unless they are offered already: a list that is open would close."""
        layers = self._layers
        with QSignalBlocker(layers):
            if [layers.itemData(row) for row in range(layers.count())] != list(names):
                layers.clear()
                for name, title in zip(names, titles, strict=True):
                    layers.addItem(title, name)
            layers.setCurrentIndex(layers.findData(chosen))

    def show_found(self, found: DigitMap | None) -> None:
        """Show this map, None for a network without weights."""
        self.view.show_map(found, self.tr("There is a map once the network has weights."))
        self._describe()

    def show_failure(self, words: str) -> None:
        """Say why there is no map."""
        self.view.show_map(None, words)
        self._describe()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        if self._view is not None:
            self._view.set_theme(theme)
            self._show_legend()

    def _show_legend(self) -> None:
        theme = self._theme
        star_words = self.tr("the digit on the pad").replace(" ", "&nbsp;")
        digits = "  ".join(
            f'<span style="color:{colour}">●</span>&nbsp;{digit}' for digit, colour in enumerate(theme.digits)
        )
        star = f'<span style="color:{theme.text}">★</span>&nbsp;{star_words}'
        self._legend.setText(f"{digits}  {star}")

    def _describe(self) -> None:
        """Say where the drawing is, and to those who do not see the map also what it shows."""
        found = self.view.map
        among = found.among if found is not None else None
        words = (
            self.tr("The digit on the pad lies among those labelled {0}.").format(among)
            if among is not None
            else self.tr("Draw a digit, and a star shows where it lies.")
        )
        self._among.setText(words if found is not None else "")
        if found is not None:
            count = self.locale().toString(len(found.points))
            about = self.tr("{0} test digits; arrow keys point at one, Enter puts it on the pad.").format(count)
            parts = [about, words]
            if self.view.pointed is not None:
                parts.insert(0, self.view.words_of(self.view.pointed).replace("\n", " "))
            self.view.setAccessibleDescription(" ".join(filter(None, parts)))

    def _lay_out(self, view: DigitMapView) -> None:
        about = _caption()
        about.setText(
            self.tr(
                "Each disc is a test digit. Those that are alike to the network lie together, and the map moves as it"
                " learns to tell them apart. A click puts one on the pad."
            )
        )
        row = QHBoxLayout()
        row.setSpacing(SPACING)
        row.addWidget(label(self.tr("Layer"), "caption"))
        row.addWidget(self._layers)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACING)
        layout.addWidget(about)
        layout.addLayout(row)
        layout.addWidget(view, 1)
        layout.addWidget(self._among)
        layout.addWidget(self._legend)


def _caption() -> QLabel:
    result = label("", "caption")
    result.setWordWrap(True)
    result.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return result
