"""The pane that nudges the digit image: by keys while it has the focus, by sliders, or by a click on a map."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Final

from PySide6.QtCore import QEvent, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QSlider, QToolButton, QVBoxLayout

from mnist_desktop.reading.nudged import Nudged, Places
from mnist_desktop.reading.nudges import Nudge
from mnist_desktop.ui.commands import describe
from mnist_desktop.ui.reading import nudge_keys
from mnist_desktop.ui.reading.nudge_keys import MOST_TURNED, PEN_STEP, THICKEST, THINNEST, TURN
from mnist_desktop.ui.reading.shift_map_view import ShiftMapView
from mnist_desktop.ui.style import icons
from mnist_desktop.ui.style.theme import Theme
from mnist_desktop.ui.widgets.layout import label
from mnist_desktop.words.numbers import percent

MARGIN: Final = 4  # pixels around, in which the frame shows the focus
GAP: Final = 8
WIDEST_MAP: Final = 156  # pixels; wider ones would hide the bars


class NudgePane(QFrame):
    """Shows a map for each network, the nudge in words, and how to nudge."""

    nudge_changed = Signal(object)  # Nudge: by the user

    def __init__(self) -> None:
        super().__init__()
        self._nudge = Nudge()
        self._maps = (ShiftMapView(), ShiftMapView())
        self._captions = (label("", "caption"), label("", "caption"))
        self._networks: Sequence[str] = ()
        self._turn = self._new_slider("turnSlider", self.tr("Turn"), -MOST_TURNED // TURN, MOST_TURNED // TURN)
        self._pen = self._new_slider(
            "penSlider", self.tr("Pen"), round(THINNEST / PEN_STEP), round(THICKEST / PEN_STEP)
        )
        self._reset = QAction(self.tr("Reset"), self)
        describe(self._reset, self.tr("Reset"), self.tr("Read the digit as it is drawn (Home or Esc)"))
        self._note = label("", "caption")
        self._note.setObjectName("nudgeNote")
        self._note.setWordWrap(True)
        self._note.setMinimumHeight(2 * self._note.fontMetrics().lineSpacing())  # most nudges take no more
        self._note.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setObjectName("nudgePane")
        self.setAccessibleName(self.tr("Nudge the digit"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._lay_out()
        self._connect()
        self._show_nudge()

    @property
    def nudge(self) -> Nudge:
        """The nudge that the user wishes."""
        return self._nudge

    @property
    def is_nudged(self) -> bool:
        return self._nudge != Nudge()

    def set_networks(self, networks: Sequence[str]) -> None:
        """Have a map for each of one or two networks."""
        self._networks = networks
        for index, (view, words) in enumerate(zip(self._maps, self._captions, strict=True)):
            view.setVisible(index < len(networks))
            words.setVisible(index < len(networks))
        self.show_nudged(None)

    def show_nudged(self, nudged: Nudged | None) -> None:
        """Show what is read at each place, None for nothing."""
        found: Sequence[Places | None] = nudged.places if nudged is not None else ()
        parts = zip_longest(self._maps, self._captions, self._networks, found)
        for view, words, network, places in parts:
            view.show_places(places, self._nudge)
            words.setText(self._stability(network or "", places))
            words.setToolTip(self._stability_at_length(places))

    def reset(self) -> None:
        """Forget the nudge, without a signal."""
        self._nudge = Nudge()
        self._show_nudge()

    def set_theme(self, theme: Theme) -> None:
        for view in self._maps:
            view.set_theme(theme)
        for words, colour in zip(self._captions, (theme.accent, theme.other), strict=True):
            words.setStyleSheet(f"color: {colour}")
        self._reset.setIcon(icons.themed(icons.Glyph.RESET, theme))

    def heightForWidth(self, width: int) -> int:
        """Return the height in which the maps are as wide as they can be."""
        count = max(1, len(self._networks))
        side = min((width - 2 * MARGIN - GAP * (count - 1)) // count, WIDEST_MAP)
        return side + self._height_of_rest(width)

    def _height_of_rest(self, width: int) -> int:
        rest = self.layout()
        assert rest is not None
        return rest.minimumHeightForWidth(width) - self._maps[0].minimumSizeHint().height()

    # Qt's event handlers

    def event(self, event: QEvent) -> bool:
        """Keep keys that nudge from being shortcuts of the window."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            event.setAccepted(nudge_keys.after(event, self._nudge) is not None)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        nudge = nudge_keys.after(event, self._nudge)
        if nudge is None:
            super().keyPressEvent(event)
        else:
            self._take(nudge)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    # Private

    def _take(self, nudge: Nudge) -> None:
        if nudge != self._nudge:
            self._nudge = nudge
            self._show_nudge()
            self.nudge_changed.emit(nudge)

    def _show_nudge(self) -> None:
        for slider, value in ((self._turn, self._nudge.degrees / TURN), (self._pen, self._nudge.wider / PEN_STEP)):
            with QSignalBlocker(slider):
                slider.setValue(round(value))
        for view in self._maps:
            view.show_places(view.places, self._nudge)
        self._reset.setEnabled(self.is_nudged)
        hint = self.tr("Arrows move, with Shift they turn; + and − change the pen")
        self._note.setText(nudge_keys.in_words(self._nudge, self.locale()) or hint)

    def _stability(self, network: str, places: Places | None) -> str:
        if places is None:
            return network
        return self.tr("{0}: {1}").format(network, percent(places.same / places.count, self.locale(), 0))

    def _stability_at_length(self, places: Places | None) -> str:
        if places is None:
            return ""
        words = self.tr("Moved by up to 6 pixels, it reads the same digit at {0} of {1} places")
        return words.format(places.same, places.count)

    def _new_slider(self, name: str, title: str, low: int, high: int) -> QSlider:
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setObjectName(name)
        slider.setAccessibleName(title)
        slider.setRange(low, high)
        slider.setMinimumWidth(30)
        slider.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the arrow keys are the pane's
        return slider

    def _connect(self) -> None:
        self._turn.valueChanged.connect(lambda steps: self._take(replace(self._nudge, degrees=steps * TURN)))
        self._pen.valueChanged.connect(lambda steps: self._take(replace(self._nudge, wider=steps * PEN_STEP)))
        self._reset.triggered.connect(lambda: self._take(Nudge()))
        for view in self._maps:
            view.place_clicked.connect(lambda right, down: self._take(replace(self._nudge, right=right, down=down)))

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(4)
        maps = QGridLayout()
        maps.setHorizontalSpacing(GAP)
        maps.setVerticalSpacing(2)
        for column, (view, words) in enumerate(zip(self._maps, self._captions, strict=True)):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            maps.addWidget(view, 0, column)
            maps.addWidget(words, 1, column)
            maps.setColumnStretch(column, 1)
        maps.setRowStretch(0, 1)
        title = label(self.tr("Reads the same when moved:"), "caption")
        title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(title)
        layout.addLayout(maps, 1)
        layout.addLayout(self._controls())
        layout.addWidget(self._note)

    def _controls(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(5)
        for slider in (self._turn, self._pen):
            words: QLabel = label(slider.accessibleName(), "caption")
            row.addWidget(words)
            row.addWidget(slider, 1)
        reset = QToolButton()
        reset.setObjectName("resetNudgeButton")
        reset.setProperty("role", "quiet")
        reset.setDefaultAction(self._reset)
        reset.setIconSize(QSize(icons.SIDE, icons.SIDE))
        reset.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row.addWidget(reset)
        return row
