"""Describes a run's settings."""

from __future__ import annotations

from PySide6.QtCore import QDateTime, QLocale, Qt

from mnist_desktop.catalog.datasets import DATASETS
from mnist_desktop.catalog.networks import NETWORKS
from mnist_desktop.catalog.options import Option
from mnist_desktop.catalog.training import TrainingConfig
from mnist_desktop.runs.history import History
from mnist_desktop.runs.plan import Plan
from mnist_desktop.words.translation import translate
from mnist_desktop.words.typed_numbers import as_text


def about(history: History, locale: QLocale) -> str:
    """Return all settings that determined a run, one per line, and its date."""
    config = history.plan.config
    lines = [_network(history.plan, locale), _rule(config, locale), *_extras(config, locale), _data(history, locale)]
    when = QDateTime.fromString(history.created, Qt.DateFormat.ISODate).toLocalTime()
    if when.isValid():
        lines.append(locale.toString(when, QLocale.FormatType.LongFormat))
    return "\n".join(lines)


def _network(plan: Plan, locale: QLocale) -> str:
    return ", ".join([plan.network, *(_option(each, plan, locale) for each in NETWORKS[plan.network].options)])


def _option(option: Option, plan: Plan, locale: QLocale) -> str:
    """Return a network's option and its value."""
    title, value = translate("Catalog", option.title), plan.options[option.name]
    if isinstance(value, bool):
        shown = translate("RunDescription", "yes") if value else translate("RunDescription", "no")
    else:
        shown = as_text(value, locale)
    return f"{title}: {shown}"


def _rule(config: TrainingConfig, locale: QLocale) -> str:
    rate, momentum = (as_text(each, locale) for each in (config.learning_rate, config.momentum))
    words = translate("RunDescription", "{0}, learning rate {1}, momentum {2}, batch size {3}")
    return words.format(config.optimizer, rate, momentum, locale.toString(config.batch_size))


def _extras(config: TrainingConfig, locale: QLocale) -> list[str]:
    """Return the optional settings that this run uses."""
    decay, averaging, distillation = (
        as_text(each, locale) for each in (config.weight_decay, config.averaging, config.distillation)
    )
    held_out, digits, others, replay, samples = (
        locale.toString(each)
        for each in (config.hold_out, config.pen_digits, config.non_digits, config.replay, config.samples)
    )
    extras = (
        (config.weight_decay, translate("RunDescription", "weight decay {0}").format(decay)),
        (config.schedule == "one-cycle", translate("RunDescription", "one-cycle schedule")),
        (config.averaging, translate("RunDescription", "weights averaged by {0}").format(averaging)),
        (config.augmentation, translate("RunDescription", "augmentation")),
        (config.hold_out, translate("RunDescription", "{0} digits held out").format(held_out)),
        (config.pen_digits, translate("RunDescription", "{0} pen digits").format(digits)),
        (config.non_digits, translate("RunDescription", "{0} non-digits").format(others)),
        (config.replay, translate("RunDescription", "{0} images replayed").format(replay)),
        (config.distillation, translate("RunDescription", "distillation {0}").format(distillation)),
        (config.samples, translate("RunDescription", "{0} images of your own digits").format(samples)),
    )
    words = ", ".join(text for is_there, text in extras if is_there)
    return [words[0].upper() + words[1:]] if words else []


def _data(history: History, locale: QLocale) -> str:
    seed = locale.toString(history.plan.config.seed)
    row, words = DATASETS[history.plan.dataset], translate("RunDescription", "{0}, seed {1}, device {2}")
    return words.format(translate("Catalog", row.title), seed, history.plan.config.device)
