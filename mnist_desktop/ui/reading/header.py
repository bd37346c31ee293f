"""The top of the reading panel: the network in use, and the switches that compare it and nudge the digit."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QWidget

from mnist_desktop.catalog.networks import NETWORKS, USUAL_NETWORK
from mnist_desktop.ui.commands import command
from mnist_desktop.ui.style import icons
from mnist_desktop.ui.style.icons import Glyph
from mnist_desktop.ui.style.theme import Theme
from mnist_desktop.ui.widgets.controls import ActionButton, FoldingRow, Selector
from mnist_desktop.ui.widgets.layout import CaptionOrNothing, set_role
from mnist_desktop.words.translation import translate


class ReadingHeader(QWidget):
    """The selector of the network, and two switches as actions: `compare` and `nudge`."""

    network_selected = Signal(str)  # by the user

    def __init__(self) -> None:
        super().__init__()
        self.compare = command(
            self,
            self.tr("&Compare"),
            "F7",
            about=self.tr("Let both networks read, and see where they disagree"),
        )
        self.nudge = command(
            self,
            self.tr("&Nudge"),
            "F6",
            about=self.tr("Move, turn and thicken what the network receives, and see where it reads something else"),
        )
        for action in (self.compare, self.nudge):
            action.setCheckable(True)
        self._selector = self._new_selector()
        row = FoldingRow(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(3)
        title = CaptionOrNothing(self.tr("Network"))
        set_role(title, "title")
        row.addWidget(title)
        row.addStretch(1)
        row.addWidget(ActionButton(self.compare, "compareButton", "quiet"))
        row.addWidget(ActionButton(self.nudge, "nudgeButton", "quiet"))
        row.addWidget(self._selector)

    @property
    def network(self) -> str:
        """The network in use."""
        return self._selector.currentText()

    def set_network(self, name: str) -> None:
        """Select this network without a signal."""
        with QSignalBlocker(self._selector):
            self._selector.setCurrentText(name)

    def set_theme(self, theme: Theme) -> None:
        self.compare.setIcon(icons.themed(Glyph.COMPARE, theme))
        self.nudge.setIcon(icons.themed(Glyph.NUDGE, theme))

    def _new_selector(self) -> Selector:
        selector = Selector()
        selector.setObjectName("modelSelector")
        selector.setAccessibleName(self.tr("Network"))
        about = [translate("Catalog", row.about) for row in NETWORKS.values()]
        for index, (name, text) in enumerate(zip(NETWORKS, about, strict=True)):
            selector.addItem(name)
            selector.setItemData(index, text, Qt.ItemDataRole.ToolTipRole)
        selector.setToolTip("\n".join(about))
        selector.setCurrentText(USUAL_NETWORK)
        selector.currentTextChanged.connect(self.network_selected)
        return selector
