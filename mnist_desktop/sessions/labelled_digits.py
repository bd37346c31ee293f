"""The digits on the pad that have a label: each is one sample, however often its label changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mnist_desktop.sessions.pad_digit import Key, PadDigit
from mnist_desktop.sessions.samples import Samples

if TYPE_CHECKING:
    from mnist_desktop.samples.sample import Sample, WasRead


@dataclass(frozen=True, eq=False)
class _Labelled:
    digit: PadDigit  # it lives on with its strokes or its picture, so that its key stays its own
    sample: Sample
    is_kept: bool = False  # the file has it


class LabelledDigits:
    """Keeps labels as samples and takes them back. Only what is safe in the file counts as kept.

    `changed` is called when a label is kept.
    """

    def __init__(self, samples: Samples, changed: Callable[[], None]) -> None:
        self._samples, self._changed = samples, changed
        self._all: dict[Key, _Labelled] = {}
        self._latest: list[PadDigit] = []  # the last one last

    def __contains__(self, key: Key) -> bool:
        return key in self._all

    @property
    def latest(self) -> PadDigit | None:
        """The digit that was labelled last and can be taken back."""
        return self._latest[-1] if self._latest else None

    def kept_label(self, key: Key) -> int | None:
        """Return the label that a digit is kept with, None if it is not kept."""
        found = self._all.get(key)
        return found.sample.label if found is not None and found.is_kept else None

    def kept_labels(self, digits: Sequence[PadDigit]) -> list[int | None]:
        """Return the labels that digits are kept with, None for those that are not."""
        if not self._all:  # the usual case, in which a scribble of many strokes needs no key
            return [None] * len(digits)
        return [self.kept_label(digit.key) for digit in digits]

    def label(self, digit: PadDigit, label: int, was_read: WasRead | None) -> None:
        """Keep a digit with this label, or give the sample that it is already this label."""
        from mnist_desktop.samples.sample import Sample  # with NumPy, which the first paint does not need

        known = self._all.get(digit.key)
        self._latest = [*(each for each in self._latest if each.key != digit.key), digit]
        if known is None:
            content = digit.content
            assert content is not None, "a digit of the pad has strokes or an image"
            self._write(digit, Sample.new(label, content, was_read), self._samples.add)
        elif known.sample.label != label:
            self._write(digit, known.sample.labelled(label), self._samples.put)
        elif not known.is_kept:  # the last try failed
            self._write(digit, known.sample, self._samples.put)

    def take_back(self) -> PadDigit:
        """Remove the sample of the latest, and return that digit. There must be one."""
        digit = self._latest.pop()
        self._samples.remove((self._all.pop(digit.key).sample.id,))
        return digit

    def forget_latest(self) -> None:
        """Take back nothing of what was labelled until now."""
        self._latest.clear()

    def forget(self) -> None:
        """Begin anew. The samples stay."""
        self._latest.clear()
        self._all.clear()

    def _write(
        self, digit: PadDigit, sample: Sample, write: Callable[[tuple[Sample, ...], Callable[[], None]], None]
    ) -> None:
        self._all[digit.key] = _Labelled(digit, sample)
        write((sample,), lambda: self._take_kept(digit.key, sample))

    def _take_kept(self, key: Key, sample: Sample) -> None:
        found = self._all.get(key)
        if found is not None and found.sample is sample:
            self._all[key] = replace(found, is_kept=True)
            self._changed()
