"""One digit that a person labelled, and its line in a file: a drawing file with more keys."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, Final

import numpy as np

from mnist_desktop.drawing import stored_image
from mnist_desktop.drawing.arrays import GreyImage
from mnist_desktop.drawing.digit_image import SIDE, digit_image
from mnist_desktop.drawing.strokes import Drawing, DrawingError
from mnist_desktop.reading.values import DigitReading
from mnist_desktop.system.errors import ProblemError

FINGERPRINT: Final = 16  # hexadecimal digits
ID, CREATED, READ, CONFIRMED = "id", "created", "read", "confirmed"  # keys of a line


@dataclass(frozen=True)
class WasRead:
    """What a network made of a sample when it was labelled. `confidence` is in 0…1."""

    digit: int
    confidence: float
    sure: bool
    network: str

    @classmethod
    def of(cls, reading: DigitReading, network: str) -> WasRead:
        return cls(reading.digit, round(reading.confidence, 6), reading.sure, network)


@dataclass(frozen=True, eq=False)
class Sample:
    """A digit that a person labelled. Ids sort by the time of creation.

    `content` is the strokes, or a (28, 28) float32 digit image, ink 1, paper 0, of what has none. `created` is ISO 8601
    in UTC. `is_confirmed` says that the person looked at it again and stands by its label.
    """

    id: str
    label: int
    content: Drawing | GreyImage
    created: str = ""
    was_read: WasRead | None = None
    is_confirmed: bool = False

    @classmethod
    def new(cls, label: int, content: Drawing | GreyImage, was_read: WasRead | None = None) -> Sample:
        """Make a sample that is labelled now."""
        now = datetime.now(UTC)
        number = f"{now:%Y%m%d-%H%M%S-%f}-{secrets.token_hex(2)}"
        return cls(number, label, content, now.isoformat(timespec="seconds"), was_read)

    def labelled(self, label: int) -> Sample:
        """Return it with another label, which the person is taken to be sure of."""
        return replace(self, label=label, is_confirmed=True)

    @cached_property
    def image(self) -> GreyImage:
        """The digit image, (28, 28) float32, ink 1, paper 0. It is blank if no stroke is visible."""
        if isinstance(self.content, Drawing):
            found = digit_image(self.content)
            return np.zeros((SIDE, SIDE), np.float32) if found is None else found
        return self.content

    @cached_property
    def fingerprint(self) -> str:
        """What tells it from other samples: the start of the SHA-256 of its content and label, in hexadecimal."""
        about = json.dumps([self.label, self._drawing_json()], sort_keys=True)
        return hashlib.sha256(about.encode()).hexdigest()[:FINGERPRINT]

    def to_json(self) -> dict[str, Any]:
        """Return the object of its line, which is one of a drawing file."""
        read = self.was_read
        more: dict[str, Any] = {ID: self.id, CREATED: self.created}
        if read is not None:
            more[READ] = {
                "digit": read.digit,
                "confidence": read.confidence,
                "sure": read.sure,
                "network": read.network,
            }
        return self._drawing_json() | {"label": self.label} | more | ({CONFIRMED: True} if self.is_confirmed else {})

    @classmethod
    def from_json(cls, value: Any) -> Sample:
        """Parse an object of a drawing file that has a label. Other keys may be missing. Raises `ProblemError`."""
        drawing = Drawing.from_json(value)
        if drawing.label is None:
            raise ProblemError("sample_unlabelled")
        extra = dict(drawing.extra)
        known = {key: extra.pop(key, None) for key in (ID, CREATED, READ, CONFIRMED)}
        fresh = cls.new(drawing.label, _content(replace(drawing, label=None, extra=extra)))
        return replace(
            fresh,
            id=known[ID] if isinstance(known[ID], str) and known[ID] else fresh.id,
            created=known[CREATED] if isinstance(known[CREATED], str) else fresh.created,
            was_read=_was_read(known[READ]),
            is_confirmed=known[CONFIRMED] is True,
        )

    def _drawing_json(self) -> dict[str, Any]:
        if isinstance(self.content, Drawing):
            return self.content.to_json()
        return Drawing(extra={stored_image.KEY: stored_image.to_text(self.content)}).to_json()


def _content(drawing: Drawing) -> Drawing | GreyImage:
    if drawing.strokes:
        return drawing
    if stored_image.KEY in drawing.extra:
        return stored_image.from_text(drawing.extra[stored_image.KEY])
    raise DrawingError("drawing_no_strokes")


def _was_read(value: Any) -> WasRead | None:
    """Parse what was read of a sample. What cannot be parsed is of no importance to the sample."""
    if not isinstance(value, Mapping):
        return None
    try:
        found = WasRead(
            int(value["digit"]), float(value["confidence"]), bool(value["sure"]), str(value.get("network", ""))
        )
    except (KeyError, TypeError, ValueError, OverflowError):
        return None
    return found if 0 <= found.digit <= 9 and 0 <= found.confidence <= 1 else None
