from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QSpinBox,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from mnist_desktop.catalog.datasets import DATASETS
from mnist_desktop.catalog.networks import NETWORKS
from mnist_desktop.catalog.options import Number, OneOf, Option, Switch, Whole
from mnist_desktop.catalog.presets import PRESETS
from mnist_desktop.catalog.training import DISTORTIONS, TRAINING_OPTIONS, Augmentation, TrainingConfig
from mnist_desktop.runs.plan import Plan, plan_of
from mnist_desktop.ui.pages.train.fields import NumberSpin, RateSpin, WholeSpin
from mnist_desktop.ui.pages.train.form import TrainingForm

Kind = TypeVar("Kind", bound=QWidget)
EVERY_PRESET = pytest.mark.parametrize(
    ("preset", "network"), [(name, network) for name in PRESETS for network in NETWORKS]
)
CNNNET = plan_of("recommended", "CNNNet")
PLAIN = Plan("CNNNet", TrainingConfig(epochs=5, batch_size=128, learning_rate=0.1, momentum=0.9), {"dropout": 0.0})


@pytest.fixture
def form(qtbot: QtBot) -> TrainingForm:
    form = TrainingForm()
    qtbot.addWidget(form)
    form.show()
    qtbot.waitActive(form)
    return form


@pytest.fixture
def plain(form: TrainingForm) -> TrainingForm:
    """With a plan that is no preset's."""
    form.set_plan("", PLAIN)
    return form


def part(form: TrainingForm, kind: type[Kind], name: str) -> Kind:
    found = form.findChild(kind, name)
    assert found is not None, name
    return found


def retype(field: QWidget, text: str) -> None:
    """As a person does: go there, mark all, type, and go on."""
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def changed(**values: Any) -> Plan:
    return replace(CNNNET, config=replace(CNNNET.config, **values))


@EVERY_PRESET
def test_every_preset_goes_in_and_comes_out_the_same(form: TrainingForm, preset: str, network: str) -> None:
    plan = plan_of(preset, network)
    form.set_plan(preset, plan)
    assert form.plan == plan
    assert form.preset == preset


@pytest.mark.parametrize(
    "plan",
    [
        changed(learning_rate=0.0123456789012345, momentum=0.123456789, seed=2**63 - 1, device="mps"),
        changed(learning_rate=1e-8, epochs=1000, batch_size=10_000, optimizer="AdamW", momentum=0.9999),
        changed(augmentation=Augmentation(rotation=3.5), weight_decay=0.5, hold_out=7, non_digits=9, averaging=0.5),
        Plan("FirstNet", TrainingConfig(), {"relu_logits": True}),
    ],
)
def test_what_a_preset_never_has_comes_out_the_same_too(form: TrainingForm, plan: Plan) -> None:
    form.set_plan("", plan)
    assert form.plan == plan
    assert form.preset == ""


def test_fields_have_the_ranges_of_a_configuration(form: TrainingForm) -> None:
    fields = {"epochs": "epochsSpin", "batch_size": "batchSizeSpin", "learning_rate": "learningRateSpin"}
    fields["momentum"] = "momentumSpin"
    for option in TRAINING_OPTIONS:
        if option.name in fields:
            assert isinstance(option, Whole | Number)
            field = part(form, QAbstractSpinBox, fields.pop(option.name))
            assert isinstance(field, WholeSpin | NumberSpin)
            assert (field.minimum(), field.maximum()) == (option.low, option.high)
    assert not fields


@pytest.mark.parametrize(
    ("typed", "rate"), [("1e-3", 0.001), ("0,05", 0.05), ("0.05", 0.05), ("3", 3.0), ("abc", 0.1), ("99999", 1e4)]
)
def test_a_learning_rate_is_typed_with_point_comma_or_exponent(plain: TrainingForm, typed: str, rate: float) -> None:
    retype(part(plain, RateSpin, "learningRateSpin"), typed)
    assert plain.plan.config.learning_rate == rate


@pytest.mark.parametrize(("rate", "text"), [(0.001, "0.001"), (0.1, "0.1"), (1e-5, "1e-05")])
def test_a_learning_rate_is_shown_as_short_as_it_is(form: TrainingForm, rate: float, text: str) -> None:
    form.set_plan("", changed(learning_rate=rate))
    assert part(form, RateSpin, "learningRateSpin").text() == text


def test_arrows_step_each_field_as_its_kind_of_number_goes(plain: TrainingForm) -> None:
    for name in ("epochsSpin", "batchSizeSpin", "learningRateSpin", "momentumSpin"):
        QTest.keyClick(part(plain, QWidget, name), Qt.Key.Key_Down)
    config = plain.plan.config
    assert (config.epochs, config.batch_size, config.learning_rate, config.momentum) == (4, 64, 0.05, 0.85)


@pytest.mark.parametrize(("size", "key", "next_size"), [(100, Qt.Key.Key_Up, 128), (100, Qt.Key.Key_Down, 64)])
def test_batch_sizes_step_to_powers_of_two(form: TrainingForm, size: int, key: Qt.Key, next_size: int) -> None:
    form.set_plan("", changed(batch_size=size))
    QTest.keyClick(part(form, QSpinBox, "batchSizeSpin"), key)
    assert form.plan.config.batch_size == next_size


@pytest.mark.parametrize(("typed", "seed"), [(str(2**63 - 1), 2**63 - 1), (str(2**63), 2**63 // 10), ("12x", 12)])
def test_a_seed_has_up_to_63_bits(form: TrainingForm, typed: str, seed: int) -> None:
    retype(part(form, QLineEdit, "seedSpin"), typed)
    assert form.plan.config.seed == seed


def test_an_emptied_seed_comes_back(form: TrainingForm) -> None:
    form.set_plan("", changed(seed=7))
    seed = part(form, QLineEdit, "seedSpin")
    seed.setFocus()
    seed.clear()
    part(form, QSpinBox, "epochsSpin").setFocus()
    assert seed.text() == "7"


def test_a_value_changed_by_hand_makes_the_plan_custom_and_is_told(form: TrainingForm) -> None:
    told: list[tuple[str, Plan]] = []
    form.plan_edited.connect(lambda preset, plan: told.append((preset, plan)))
    retype(part(form, QSpinBox, "epochsSpin"), "77")
    assert told == [("", changed(epochs=77))]
    selector = part(form, QComboBox, "presetSelector")
    assert selector.currentIndex() == -1
    assert selector.placeholderText() == "Custom"
    retype(part(form, QSpinBox, "epochsSpin"), str(CNNNET.config.epochs))
    assert told[-1] == ("recommended", CNNNET)
    assert selector.currentData() == "recommended"


def values_of(option: Option) -> st.SearchStrategy[Any]:
    """Every value that an option may have."""
    match option:
        case Whole():
            return st.integers(option.low, option.high)
        case Number():
            return st.floats(option.low, option.high)
        case Switch():
            return st.booleans()
        case OneOf():
            return st.sampled_from(list(option.choices))
    raise TypeError(option)


def all_values(options: Sequence[Option]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({option.name: values_of(option) for option in options})


AUGMENTATIONS = st.none() | all_values(DISTORTIONS).map(lambda values: Augmentation(**values))
CONFIGS = st.builds(
    lambda values, augmentation: TrainingConfig(**values, augmentation=augmentation),
    all_values(TRAINING_OPTIONS),
    AUGMENTATIONS,
)
PLANS = st.sampled_from(list(NETWORKS.values())).flatmap(
    lambda row: st.builds(Plan, st.just(row.name), CONFIGS, all_values(row.options), st.sampled_from(list(DATASETS)))
)


@given(plan=PLANS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_showing_a_plan_never_changes_it(form: TrainingForm, plan: Plan) -> None:
    form.set_plan("", plan)
    assert form.plan == plan


def test_showing_a_plan_forgets_its_parent(form: TrainingForm) -> None:
    form.set_plan("", replace(PLAIN, parent="20260801-123000-0000"))
    assert form.plan == PLAIN


def test_the_data_sets_of_the_catalog_can_be_chosen_and_are_no_part_of_a_preset(
    form: TrainingForm, qtbot: QtBot
) -> None:
    selector = part(form, QComboBox, "datasetSelector")
    assert [selector.itemText(index) for index in range(selector.count())] == [row.title for row in DATASETS.values()]
    with qtbot.waitSignal(form.plan_edited) as told:
        QTest.keyClick(selector, Qt.Key.Key_Down)
    assert told.args == ["recommended", replace(CNNNET, dataset="hands")]
    assert form.plan == replace(CNNNET, dataset="hands")
    assert form.preset == "recommended"
    form.set_network("FirstNet")
    assert form.plan.dataset == "hands"
    QTest.keyClick(part(form, QComboBox, "presetSelector"), Qt.Key.Key_Down)
    assert form.plan == replace(plan_of("thorough", "FirstNet"), dataset="hands")


def test_setting_a_plan_tells_nobody(form: TrainingForm, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(form.plan_edited), qtbot.assertNotEmitted(form.rates_edited):
        form.set_plan("tutorial", plan_of("tutorial", "FirstNet"))
        form.set_network("CNNNet")


def test_what_is_still_being_typed_counts(form: TrainingForm) -> None:
    spin = part(form, QSpinBox, "epochsSpin")
    spin.setFocus()
    QTest.keyClick(spin, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(spin, "17")
    assert form.plan.config.epochs == 17


def test_rates_are_told_once_they_are_whole(plain: TrainingForm) -> None:
    told: list[tuple[float, float]] = []
    plain.rates_edited.connect(lambda rate, momentum: told.append((rate, momentum)))
    retype(part(plain, RateSpin, "learningRateSpin"), "0.025")
    QTest.keyClick(part(plain, NumberSpin, "momentumSpin"), Qt.Key.Key_Down)
    assert told == [(0.025, 0.9), (0.025, 0.85)]


def test_reset_goes_back_to_the_preset_and_can_be_pressed_only_away_from_it(form: TrainingForm) -> None:
    reset = part(form, QToolButton, "resetButton")
    assert not reset.isEnabled()
    was_on = part(form, QCheckBox, "augmentationCheck").isChecked()
    part(form, QCheckBox, "augmentationCheck").click()
    assert form.plan.config.augmentation == (None if was_on else Augmentation())
    QTest.mouseClick(reset, Qt.MouseButton.LeftButton)
    assert form.plan == CNNNET
    assert not reset.isEnabled()


def test_choosing_a_preset_fills_the_form_and_is_told(form: TrainingForm, qtbot: QtBot) -> None:
    selector = part(form, QComboBox, "presetSelector")
    assert [selector.itemText(index) for index in range(3)] == ["Tutorial", "Recommended", "Thorough"]
    with qtbot.waitSignal(form.plan_edited) as told:
        QTest.keyClick(selector, Qt.Key.Key_Down)
    assert told.args == ["thorough", plan_of("thorough", "CNNNet")]


def test_another_network_gets_the_presets_values_for_it(form: TrainingForm) -> None:
    form.set_plan("tutorial", plan_of("tutorial", "CNNNet"))
    form.set_network("FirstNet")
    assert form.plan == plan_of("tutorial", "FirstNet")
    assert part(form, QLabel, "trainingTitle").text() == "Train FirstNet"


def test_custom_values_stay_with_another_network(form: TrainingForm) -> None:
    form.set_plan("recommended", changed(epochs=77))
    form.set_network("FirstNet")
    assert form.plan == replace(plan_of("recommended", "FirstNet"), config=changed(epochs=77).config)


def test_each_network_has_its_own_option(form: TrainingForm) -> None:
    dropout, relu = part(form, NumberSpin, "dropoutSpin"), part(form, QCheckBox, "reluLogitsCheck")
    assert (dropout.isVisible(), relu.isVisible()) == (True, False)
    retype(dropout, "0,3")
    assert form.plan.options == {"dropout": 0.3}
    form.set_network("FirstNet")
    assert (dropout.isVisible(), relu.isVisible()) == (False, True)
    relu.click()
    assert form.plan.options == {"relu_logits": True}


def test_a_locked_form_leaves_the_rates_free(form: TrainingForm) -> None:
    form.set_locked(True)
    inputs = (QSpinBox, NumberSpin, QLineEdit, QComboBox, QCheckBox, QToolButton)
    free = {field.objectName() for kind in inputs for field in form.findChildren(kind) if field.isEnabled()}
    assert free - {"qt_spinbox_lineedit"} == {"learningRateSpin", "momentumSpin"}
    form.set_locked(False)
    assert part(form, QSpinBox, "epochsSpin").isEnabled()
    assert not part(form, QToolButton, "resetButton").isEnabled()


@pytest.mark.parametrize("name", ["epochsSpin", "learningRateSpin", "optimizerSelector", "presetSelector"])
def test_the_wheel_turns_only_the_field_that_has_the_focus(plain: TrainingForm, name: str) -> None:
    part(plain, QLineEdit, "seedSpin").setFocus()
    before, field = plain.plan, part(plain, QWidget, name)
    turn_wheel(field)
    assert plain.plan == before
    field.setFocus()
    turn_wheel(field)
    assert plain.plan != before


def turn_wheel(field: QWidget) -> None:
    place = QPointF(field.rect().center())
    event = QWheelEvent(
        *(place, QPointF(field.mapToGlobal(place.toPoint()))),
        *(QPoint(), QPoint(0, -120)),
        *(Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier),
        *(Qt.ScrollPhase.NoScrollPhase, False),
    )
    QApplication.sendEvent(field, event)


def test_every_field_explains_itself_and_has_a_name_to_be_read_out(form: TrainingForm) -> None:
    for name in (
        *("epochsSpin", "batchSizeSpin", "learningRateSpin", "momentumSpin", "seedSpin", "dropoutSpin"),
        *("optimizerSelector", "deviceSelector", "presetSelector", "datasetSelector"),
        *("augmentationCheck", "reluLogitsCheck"),
    ):
        field = part(form, QWidget, name)
        assert len(field.toolTip()) > 20, name
        assert field.accessibleName() or isinstance(field, QCheckBox), name
