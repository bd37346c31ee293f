"""One field for each setting of a plan that people change; what has no field passes through untouched."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from mnist_desktop.runs.plan import DEVICES, OPTIMIZERS, RANGES, Augmentation, NetworkOptions, Plan
from mnist_desktop.ui.pages.train.explanations import explanations
from mnist_desktop.ui.pages.train.fields import HIGHEST_DROPOUT, NumberSpin, RateSpin, SeedEdit, WholeSpin
from mnist_desktop.ui.widgets.controls import Selector
from mnist_desktop.ui.widgets.layout import ElidedLabel

STRETCHES: Final = (73, 82, 71, 62)  # of the columns
GAP: Final = 4  # pixels below a field, beside the spacing
NARROWEST: Final = 60  # pixels of a field


class PlanFields(QWidget):
    """Shows a plan, and makes one of what its fields say."""

    edited = Signal(object)  # Plan, once a person has changed a value of it
    rates_edited = Signal(float, float)  # learning rate and momentum, beside `edited`

    def __init__(self, plan: Plan) -> None:
        super().__init__()
        self._plan = plan
        self._epochs, self._batch_size = WholeSpin("epochs"), WholeSpin("batch_size", doubling=True)
        self._learning_rate, self._momentum = RateSpin(), NumberSpin(*RANGES["momentum"])
        self._optimizer, self._device = Selector(), Selector()
        self._seed, self._dropout = SeedEdit(), NumberSpin(0.0, HIGHEST_DROPOUT, step=0.1)
        self._augmentation = QCheckBox(self.tr("Augmentation"))
        self._relu = QCheckBox(self.tr("ReLU on the last layer"))
        self._dropout_caption = _caption(self.tr("Dropout"), self._dropout)
        self._fill_selectors()
        self._lay_out()
        self._name()
        self._connect()
        self.set_plan(plan)

    @property
    def plan(self) -> Plan:
        """The plan last set with what its fields now say, what is still being typed included."""
        for spin in self._spins():
            spin.interpretText()
        self._seed.commit()
        return self._read()

    def set_plan(self, plan: Plan) -> None:
        """Fill the fields; no signal."""
        self._plan = plan
        with QSignalBlocker(self):
            self._fill(plan)
        self._show_options_of(plan.model)

    def set_locked(self, locked: bool) -> None:
        """While a run is under way only its learning rate and momentum can be changed."""
        for field in self._fields():
            if field not in (self._learning_rate, self._momentum):
                field.setEnabled(not locked)

    def _read(self) -> Plan:
        config = replace(
            self._plan.config,
            epochs=self._epochs.value(),
            batch_size=self._batch_size.value(),
            learning_rate=self._learning_rate.value(),
            momentum=self._momentum.value(),
            optimizer=self._optimizer.currentData(),
            augmentation=self._distortions(),
            seed=self._seed.value,
            device=self._device.currentData(),
        )
        return replace(self._plan, config=config, options=self._options())

    def _distortions(self) -> Augmentation | None:
        if not self._augmentation.isChecked():
            return None
        return self._plan.config.augmentation or Augmentation()

    def _options(self) -> NetworkOptions:
        if self._plan.model == "CNNNet":
            return {**self._plan.options, "dropout": self._dropout.value()}
        return {**self._plan.options, "relu_logits": self._relu.isChecked()}

    def _fill(self, plan: Plan) -> None:
        config = plan.config
        self._epochs.setValue(config.epochs)
        self._batch_size.setValue(config.batch_size)
        self._learning_rate.setValue(config.learning_rate)
        self._momentum.setValue(config.momentum)
        self._optimizer.setCurrentIndex(self._optimizer.findData(config.optimizer))
        self._augmentation.setChecked(config.augmentation is not None)
        self._seed.set_value(config.seed)
        self._device.setCurrentIndex(self._device.findData(config.device))
        self._dropout.setValue(float(plan.options.get("dropout", 0.0)))
        self._relu.setChecked(bool(plan.options.get("relu_logits", False)))

    def _show_options_of(self, model: str) -> None:
        self._dropout_caption.setVisible(model == "CNNNet")
        self._dropout.setVisible(model == "CNNNet")
        self._relu.setVisible(model == "FirstNet")

    def _spins(self) -> tuple[WholeSpin | NumberSpin, ...]:
        return self._epochs, self._batch_size, self._learning_rate, self._momentum, self._dropout

    def _fields(self) -> tuple[QWidget, ...]:
        return *self._spins(), self._optimizer, self._device, self._seed, self._augmentation, self._relu

    def _fill_selectors(self) -> None:
        for name in OPTIMIZERS:
            self._optimizer.addItem(name, name)
        words = {"auto": self.tr("Auto"), "cpu": "CPU", "cuda": "CUDA", "mps": "Metal"}
        for device in DEVICES:
            self._device.addItem(words[device], device)

    def _connect(self) -> None:
        for spin in self._spins():
            spin.valueChanged.connect(self._tell)
        for selector in (self._optimizer, self._device):
            selector.currentIndexChanged.connect(self._tell)
        for check in (self._augmentation, self._relu):
            check.toggled.connect(self._tell)
        self._seed.value_changed.connect(self._tell)
        for rate in (self._learning_rate, self._momentum):
            rate.valueChanged.connect(self._tell_rates)

    def _tell(self) -> None:
        self.edited.emit(self._read())

    def _tell_rates(self) -> None:
        self.rates_edited.emit(self._learning_rate.value(), self._momentum.value())

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
        for index, (field, words) in enumerate(self._captioned()):
            row, column = 3 * (index // columns), index % columns  # caption, field, gap
            span = 2 if field is self._seed else 1
            grid.addWidget(_caption(words, field), row, column, 1, span)
            grid.addWidget(field, row + 1, column, 1, span)
            grid.setRowMinimumHeight(row + 2, GAP)
            field.setMinimumWidth(NARROWEST)
        for column, stretch in enumerate(STRETCHES):
            grid.setColumnStretch(column, stretch)
        return grid

    def _options_row(self) -> QHBoxLayout:
        """Augmentation, and what is the network's own."""
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._augmentation)
        row.addStretch(1)
        row.addWidget(self._relu)
        row.addWidget(self._dropout_caption)
        row.addWidget(self._dropout)
        return row

    def _captioned(self) -> tuple[tuple[QWidget, str], ...]:
        return (
            (self._epochs, self.tr("Epochs")),
            (self._learning_rate, self.tr("Learning rate")),
            (self._momentum, self.tr("Momentum")),
            (self._batch_size, self.tr("Batch size")),
            (self._device, self.tr("Device")),
            (self._optimizer, self.tr("Optimizer")),
            (self._seed, self.tr("Seed")),
        )

    def _name(self) -> None:
        about = explanations()
        for field, name in (
            (self._epochs, "epochsSpin"),
            (self._batch_size, "batchSizeSpin"),
            (self._learning_rate, "learningRateSpin"),
            (self._momentum, "momentumSpin"),
            (self._optimizer, "optimizerSelector"),
            (self._device, "deviceSelector"),
            (self._seed, "seedSpin"),
            (self._dropout, "dropoutSpin"),
            (self._augmentation, "augmentationCheck"),
            (self._relu, "reluCheck"),
        ):
            field.setObjectName(name)
            field.setToolTip(about[name])


def _caption(words: str, field: QWidget) -> QLabel:
    """A quiet label that is the field's name for screen readers too."""
    caption = ElidedLabel(words)
    caption.setProperty("role", "caption")
    caption.setBuddy(field)
    field.setAccessibleName(words)
    return caption
