"""Makes the field that shows and changes an option of the catalog."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QCheckBox, QWidget

from mnist_desktop.catalog.options import Number, OneOf, Option, Switch, Whole
from mnist_desktop.ui.pages.train.fields import NumberSpin, RateSpin, SeedEdit, WholeSpin
from mnist_desktop.ui.widgets.controls import Selector
from mnist_desktop.ui.widgets.layout import ElidedLabel
from mnist_desktop.words.translation import translate


@dataclass(frozen=True)
class OptionField:
    """The widget of one option, and functions to get and set its value.

    `commit` takes text that is still being typed. `changed` signals a new value. `caption` is None if the widget has
    its own text.
    """

    widget: QWidget
    get: Callable[[], Any]
    set: Callable[[Any], object]
    changed: SignalInstance
    commit: Callable[[], object] = lambda: None
    caption: QWidget | None = None

    def set_visible(self, visible: bool) -> None:
        for part in (self.widget, self.caption):
            if part is not None:
                part.setVisible(visible)


def field_of(option: Option) -> OptionField:
    """Make the field of an option, with its name and texts."""
    title = translate("Catalog", option.title)
    field = _field_of(option, title)
    suffix = {Selector: "Selector", QCheckBox: "Check"}.get(type(field.widget), "Spin")
    field.widget.setObjectName(_camel_case(option.name) + suffix)
    field.widget.setToolTip(translate("Catalog", option.about))
    field.widget.setAccessibleName(title)
    return field


def selector_of(choices: dict[str, str]) -> Selector:
    """Make a selector whose items show the texts of these choices and hold their names as data."""
    selector = Selector()
    for name, words in choices.items():
        selector.addItem(words, name)
    return selector


def choice_field(selector: Selector, title: str) -> OptionField:
    def choose(name: str) -> None:
        selector.setCurrentIndex(selector.findData(name))

    return OptionField(
        selector, selector.currentData, choose, selector.currentIndexChanged, caption=_caption(title, selector)
    )


def _field_of(option: Option, title: str) -> OptionField:
    match option:
        case Whole(is_id=True):
            edit = SeedEdit(option.high)
            return OptionField(
                edit, lambda: edit.value, edit.set_value, edit.value_changed, edit.commit, _caption(title, edit)
            )
        case Whole():
            return _spin_field(WholeSpin(option.low, option.high, doubling=option.doubles), title)
        case Number(is_rate=True):
            return _spin_field(RateSpin(option.low, option.high), title)
        case Number():
            return _spin_field(NumberSpin(option.low, option.high, option.step), title)
        case Switch():
            check = QCheckBox(title)
            return OptionField(check, check.isChecked, check.setChecked, check.toggled)
        case OneOf():
            words = {name: translate("Catalog", text) for name, text in option.choices.items()}
            return choice_field(selector_of(words), title)
    raise TypeError(f"no field shows a {type(option).__name__}")


def _spin_field(spin: WholeSpin | NumberSpin, title: str) -> OptionField:
    return OptionField(spin, spin.value, spin.setValue, spin.valueChanged, spin.interpretText, _caption(title, spin))


def _caption(words: str, field: QWidget) -> ElidedLabel:
    """Make a caption that is also the field's name for screen readers."""
    caption = ElidedLabel(words)
    caption.setProperty("role", "caption")
    caption.setBuddy(field)
    return caption


def _camel_case(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)
