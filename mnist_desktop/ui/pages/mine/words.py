"""Says in words what is known of a sample."""

from __future__ import annotations

from PySide6.QtCore import QDateTime, QLocale, Qt

from mnist_desktop.ui.pages.mine.shown import ShownSample
from mnist_desktop.words.numbers import percent
from mnist_desktop.words.translation import translate


def about(shown: ShownSample, locale: QLocale) -> str:
    """Return all that is known of a sample, one fact a line."""
    sample, reading = shown.sample, shown.reading
    lines = [translate("MyDigits", "Labelled {0}").format(sample.label)]
    when = QDateTime.fromString(sample.created, Qt.DateFormat.ISODate).toLocalTime()
    if when.isValid():
        lines.append(locale.toString(when, QLocale.FormatType.LongFormat))
    if (was := sample.was_read) is not None:
        words = (
            translate("MyDigits", "Read as {0} at that time ({1})")
            if was.sure
            else translate("MyDigits", "Read as {0} at that time, but not sure ({1})")
        )
        lines.append(words.format(was.digit, percent(was.confidence, locale)))
    if reading is not None:
        words = (
            translate("MyDigits", "Read as {0} now ({1})")
            if reading.sure
            else translate("MyDigits", "Read as {0} now, but not sure ({1})")
        )
        lines.append(words.format(reading.digit, percent(reading.confidence, locale)))
    return "\n".join([*lines, *_marks(shown)])


def name(shown: ShownSample) -> str:
    """Return a sample's name for screen readers."""
    words = translate("MyDigits", "{0}, read as {1}") if shown.objection else "{0}"
    read = translate("MyDigits", "unsure") if shown.objection == "?" else shown.objection
    parts = [words.format(shown.label, read)]
    if shown.is_suspicious:
        parts.append(translate("MyDigits", "contradicts the rest"))
    if shown.is_learnt:
        parts.append(translate("MyDigits", "learnt"))
    return ", ".join(parts)


def _marks(shown: ShownSample) -> list[str]:
    marks = (
        (shown.is_learnt, translate("MyDigits", "The weights in use have learnt from it.")),
        (
            shown.is_suspicious,
            translate(
                "MyDigits",
                "Its label contradicts the rest: perhaps a wrong key was pressed.\n"
                "It is not learnt unless you give it another label or say that it is right.",
            ),
        ),
    )
    return [words for is_so, words in marks if is_so]
