"""A run's settings in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale, Qt

from mnist_desktop.runs.history import History
from mnist_desktop.runs.plan import Plan, TrainingConfig
from mnist_desktop.words import typed_numbers


def about(history: History, locale: QLocale) -> str:
    """Everything that decided how a run went, line by line, and when it was."""
    config = history.plan.config
    lines = [_network(history.plan, locale), _rule(config, locale), *_extras(config, locale), _data(history, locale)]
    when = QDateTime.fromString(history.created, Qt.DateFormat.ISODate).toLocalTime()
    if when.isValid():
        lines.append(locale.toString(when, QLocale.FormatType.LongFormat))
    return "\n".join(lines)


def _network(plan: Plan, locale: QLocale) -> str:
    if "dropout" in plan.options:
        dropout = typed_numbers.shown(float(plan.options["dropout"]), locale.decimalPoint())
        return f"{plan.model}, " + _tr("dropout {0}").format(dropout)
    has_relu = plan.options.get("relu_logits")
    return f"{plan.model}, " + (_tr("with ReLU on the last layer") if has_relu else _tr("no ReLU on the last layer"))


def _rule(config: TrainingConfig, locale: QLocale) -> str:
    rate, momentum = (
        typed_numbers.shown(each, locale.decimalPoint()) for each in (config.learning_rate, config.momentum)
    )
    words = _tr("{0}, learning rate {1}, momentum {2}, batch size {3}")
    return words.format(config.optimizer, rate, momentum, locale.toString(config.batch_size))


def _extras(config: TrainingConfig, locale: QLocale) -> list[str]:
    """What most runs do without, where this one has it."""
    decay, averaging = (
        typed_numbers.shown(each, locale.decimalPoint()) for each in (config.weight_decay, config.averaging)
    )
    extras = (
        (config.weight_decay, _tr("weight decay {0}").format(decay)),
        (config.schedule == "one-cycle", _tr("one-cycle schedule")),
        (config.averaging, _tr("weights averaged by {0}").format(averaging)),
        (config.augmentation, _tr("augmentation")),
        (config.hold_out, _tr("{0} digits held out").format(locale.toString(config.hold_out))),
        (config.pen_digits, _tr("{0} pen digits").format(locale.toString(config.pen_digits))),
        (config.non_digits, _tr("{0} non-digits").format(locale.toString(config.non_digits))),
    )
    words = ", ".join(text for is_there, text in extras if is_there)
    return [words[0].upper() + words[1:]] if words else []


def _data(history: History, locale: QLocale) -> str:
    seed = locale.toString(history.plan.config.seed)
    return _tr("{0}, seed {1}, device {2}").format(history.dataset, seed, history.plan.config.device)


def _tr(text: str) -> str:
    return QCoreApplication.translate("RunWords", text)
