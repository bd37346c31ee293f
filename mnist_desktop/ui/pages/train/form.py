"""The settings of a run: a preset to start from, and a field for each value."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mnist_desktop.catalog.networks import USUAL_NETWORK
from mnist_desktop.catalog.presets import PRESETS, USUAL_PRESET
from mnist_desktop.runs.plan import Plan, plan_of
from mnist_desktop.ui.pages.train.plan_fields import PlanFields
from mnist_desktop.ui.style import icons
from mnist_desktop.ui.style.theme import Theme
from mnist_desktop.ui.widgets.controls import ActionButton, FoldingRow, Selector
from mnist_desktop.ui.widgets.layout import label
from mnist_desktop.words.translation import translate


class TrainingForm(QWidget):
    """The form of a plan, and its preset if unchanged. The data set is not part of a preset."""

    plan_edited = Signal(str, object)  # preset, "" if no preset has these values, and Plan; only for edits by the user

    def __init__(self) -> None:
        super().__init__()
        self._is_locked = False
        self._start = USUAL_PRESET  # the preset that "Reset" restores
        self._shown = plan_of(self._start, USUAL_NETWORK)
        self._title = label("", "title")
        self._title.setObjectName("trainingTitle")
        self._presets = self._new_selector()
        self._reset = QAction(self.tr("Reset"), self)
        self._reset.setToolTip(self.tr("Back to the values of the preset"))
        self._fields = PlanFields(self._shown)
        self.rates_edited = self._fields.rates_edited  # learning rate and momentum, in addition to `plan_edited`
        self._lay_out()
        self._fields.edited.connect(self._take_edit)
        self._presets.activated.connect(self._take_preset)
        self._reset.triggered.connect(self._go_to_start)
        self._show_preset()

    @property
    def plan(self) -> Plan:
        """The plan of the form. Values without a field come from the plan last set."""
        return self._fields.plan

    @property
    def preset(self) -> str:
        """The preset that has these values, "" if none has."""
        return self._start if self._shown == self._plan_of_start() else ""

    def set_plan(self, preset: str, plan: Plan) -> None:
        """Show a plan that was made from `preset`, "" for any. Emits no signal."""
        self._start = preset if preset in PRESETS else self._start
        self._show(replace(plan, parent=""))

    def set_network(self, name: str) -> None:
        """Switch the network and use the preset's values for it, or keep edited values. Emits no signal."""
        usual = plan_of(self._start, name)
        if name != self._shown.network:
            kept = replace(usual, dataset=self._shown.dataset)
            self._show(kept if self.preset else replace(self._shown, network=name, options=usual.options))

    def set_locked(self, locked: bool) -> None:
        """Lock the form during a run. Only learning rate and momentum stay enabled."""
        self._is_locked = locked
        self._fields.set_locked(locked)
        self._presets.setEnabled(not locked)
        self._reset.setEnabled(not locked and not self.preset)

    def set_theme(self, theme: Theme) -> None:
        self._reset.setIcon(icons.themed(icons.Glyph.RESET, theme))

    def _plan_of_start(self) -> Plan:
        return replace(plan_of(self._start, self._shown.network), dataset=self._shown.dataset)

    def _show(self, plan: Plan) -> None:
        self._fields.set_plan(plan)
        self._shown = plan
        self._show_preset()

    def _show_preset(self) -> None:
        self._title.setText(self.tr("Train {0}").format(self._shown.network))
        self._presets.setCurrentIndex(self._presets.findData(self.preset))
        self._reset.setEnabled(not self._is_locked and not self.preset)

    def _take_edit(self, plan: Plan) -> None:
        self._shown = plan
        self._show_preset()
        self.plan_edited.emit(self.preset, plan)

    def _take_preset(self) -> None:
        self._start = self._presets.currentData()
        self._go_to_start()

    def _go_to_start(self) -> None:
        self._show(self._plan_of_start())
        self.plan_edited.emit(self.preset, self._shown)

    def _new_selector(self) -> Selector:
        selector = Selector()
        selector.setObjectName("presetSelector")
        selector.setAccessibleName(self.tr("Preset"))
        selector.setPlaceholderText(self.tr("Custom"))
        lines = []
        for index, row in enumerate(PRESETS.values()):
            title, about = translate("Catalog", row.title), translate("Catalog", row.about)
            selector.addItem(title, row.name)
            selector.setItemData(index, about, Qt.ItemDataRole.ToolTipRole)
            lines.append(f"{title}: {about}")
        selector.setToolTip("\n".join(lines))
        return selector

    def _lay_out(self) -> None:
        header = FoldingRow()
        header.setSpacing(8)
        header.addWidget(self._title)
        header.addStretch(1)
        header.addWidget(self._presets)
        header.addWidget(ActionButton(self._reset, "resetButton", role="compact"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(header)
        layout.addWidget(self._fields)
