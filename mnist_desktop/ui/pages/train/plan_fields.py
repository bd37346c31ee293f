"""One field for each setting of a plan that people change. Values without a field are kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from mnist_desktop.catalog.datasets import DATASETS
from mnist_desktop.catalog.networks import NETWORKS
from mnist_desktop.catalog.training import TRAINING_OPTIONS, Augmentation
from mnist_desktop.runs.plan import Plan
from mnist_desktop.ui.pages.train.option_fields import OptionField, choice_field, field_of, selector_of
from mnist_desktop.words.translation import translate

STRETCHES: Final = (73, 82, 71, 62)  # stretch factors of the columns
GAP: Final = 4  # pixels below a field, in addition to the spacing
NARROWEST: Final = 60  # minimum width of a field in pixels


class PlanFields(QWidget):
    """Shows a plan, and makes a plan from its fields. The catalog defines the fields."""

    edited = Signal(object)  # Plan, after the user changed a value
    rates_edited = Signal(float, float)  # learning rate and momentum, in addition to `edited`

    def __init__(self, plan: Plan) -> None:
        super().__init__()
        self._plan = plan
        self._filled: Mapping[str, Any] = {}  # the values of the fields when the plan was set
        self._training = {option.name: field_of(option) for option in TRAINING_OPTIONS if option.title}
        self._dataset = self._new_dataset_field()
        self._augmentation = self._new_augmentation_check()
        self._network = {
            name: {option.name: field_of(option) for option in row.options if option.title}
            for name, row in NETWORKS.items()
        }
        self._lay_out()
        self._connect()
        self.set_plan(plan)

    @property
    def plan(self) -> Plan:
        """The plan last set with the fields' current values, including text that is still being typed."""
        for _, field in self._shown_fields():
            field.commit()
        return self._read()

    def set_plan(self, plan: Plan) -> None:
        """Fill the fields without a signal."""
        self._plan = plan
        with QSignalBlocker(self):
            for name, field in self._training.items():
                field.set(getattr(plan.config, name))
            for name, field in self._network[plan.network].items():
                field.set(plan.options[name])
            self._filled = {name: field.get() for name, field in self._shown_fields()}
            self._dataset.set(plan.dataset)
            self._augmentation.setChecked(plan.config.augmentation is not None)
        for network, fields in self._network.items():
            for field in fields.values():
                field.set_visible(network == plan.network)

    def set_locked(self, locked: bool) -> None:
        """Lock the fields during a run, except live options."""
        live = {option.name for option in TRAINING_OPTIONS if option.live}
        for name, field in self._training.items():
            field.widget.setEnabled(not locked or name in live)
        for other in (self._dataset, *self._network_fields()):
            other.widget.setEnabled(not locked)
        self._augmentation.setEnabled(not locked)

    def _read(self) -> Plan:
        config = replace(self._plan.config, **self._edited(self._training), augmentation=self._distortions())
        own = self._edited(self._network[self._plan.network])
        return replace(self._plan, config=config, options={**self._plan.options, **own}, dataset=self._dataset.get())

    def _edited(self, fields: Mapping[str, OptionField]) -> dict[str, Any]:
        """Return the values the user changed. A field may round what it shows, and unedited values must not change."""
        values = {name: field.get() for name, field in fields.items()}
        return {name: value for name, value in values.items() if value != self._filled[name]}

    def _distortions(self) -> Augmentation | None:
        if not self._augmentation.isChecked():
            return None
        return self._plan.config.augmentation or Augmentation()

    def _network_fields(self) -> Iterator[OptionField]:
        for fields in self._network.values():
            yield from fields.values()

    def _shown_fields(self) -> Iterator[tuple[str, OptionField]]:
        yield from self._training.items()
        yield from self._network[self._plan.network].items()

    def _connect(self) -> None:
        for field in (*self._training.values(), self._dataset, *self._network_fields()):
            field.changed.connect(self._emit_edited)
        self._augmentation.toggled.connect(self._emit_edited)
        for option in TRAINING_OPTIONS:
            if option.live:
                self._training[option.name].changed.connect(self._emit_rates)

    def _emit_edited(self) -> None:
        if not self.signalsBlocked():  # blocked while the fields are being filled
            self.edited.emit(self._read())

    def _emit_rates(self) -> None:
        self.rates_edited.emit(self._training["learning_rate"].get(), self._training["momentum"].get())

    def _new_dataset_field(self) -> OptionField:
        selector = selector_of({name: translate("Catalog", row.title) for name, row in DATASETS.items()})
        selector.setObjectName("datasetSelector")
        selector.setAccessibleName(self.tr("Data set"))
        about = [f"{translate('Catalog', row.title)}: {translate('Catalog', row.about)}" for row in DATASETS.values()]
        selector.setToolTip("\n".join(about))
        return choice_field(selector, self.tr("Data set"))

    def _new_augmentation_check(self) -> QCheckBox:
        check = QCheckBox(self.tr("Augmentation"))
        check.setObjectName("augmentationCheck")
        check.setToolTip(
            self.tr(
                "Change each image a little, anew each time, so that the network learns to read more hands."
                " Recommended only moves it; other presets also turn, shear and bend it, which takes longer."
            )
        )
        return check

    def _lay_out(self) -> None:
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(4)
        rows.addLayout(self._grid())
        rows.addLayout(self._options_row())

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(2)
        columns = len(STRETCHES)
        first, rest = (list(self._training.values())[part] for part in (slice(columns), slice(columns, None)))
        for index, field in enumerate((*first, self._dataset, *rest)):
            row, column = 3 * (index // columns), index % columns  # caption, field, gap
            if field.caption is not None:
                grid.addWidget(field.caption, row, column)
            grid.addWidget(field.widget, row + 1, column)
            grid.setRowMinimumHeight(row + 2, GAP)
            field.widget.setMinimumWidth(NARROWEST)
        for column, stretch in enumerate(STRETCHES):
            grid.setColumnStretch(column, stretch)
        return grid

    def _options_row(self) -> QHBoxLayout:
        """Make the row of augmentation and the network's own options."""
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._augmentation)
        row.addStretch(1)
        for field in self._network_fields():
            if field.caption is not None:
                row.addWidget(field.caption)
            row.addWidget(field.widget)
        return row
