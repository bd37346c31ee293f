"""One digit that a person labelled, and its line in a file: a drawing file with more keys."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
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
_KEYS: Final = {ID, CREATED, READ, CONFIRMED}


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
    in UTC. `is_confirmed` says that the person looked at it again and stands by its label. `extra` has the keys of its
    line that this version does not know.
    """

    id: str
    label: int
    content: Drawing | GreyImage
    created: str = ""
    was_read: WasRead | None = None
    is_confirmed: bool = False
    extra: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def new(cls, label: int, content: Drawing | GreyImage, was_read: WasRead | None = None) -> Sample:
        """Make a sample that is labelled now. A drawing's extra keys become its own."""
        extra: Mapping[str, Any] = {}
        if isinstance(content, Drawing):
            content, extra = _bare(content), {key: content.extra[key] for key in content.extra if key not in _KEYS}
        return cls(new_id(), label, content, now(), was_read, extra=extra)

    @classmethod
    def of_file(
        cls, label: int, content: Drawing | GreyImage, extra: Mapping[str, Any], default_id: str = "", created: str = ""
    ) -> Sample:
        """Make a sample of what a drawing file has, of which `extra` has the keys that a drawing does not know.

        Without a key for it, the sample gets `default_id`, or else an id made of its fingerprint, and `created`.
        """
        was_read = _was_read(extra.get(READ))
        own = {ID, CREATED, CONFIRMED, *([READ] if was_read else [])}
        own |= {stored_image.KEY} if isinstance(content, np.ndarray) else set()
        sample = cls(
            _text(extra.get(ID)) or default_id,
            label,
            _bare(content) if isinstance(content, Drawing) else content,
            _text(extra.get(CREATED)) or created,
            was_read,
            extra.get(CONFIRMED) is True,
            {key: value for key, value in extra.items() if key not in own},
        )
        return sample if sample.id else replace(sample, id=f"0-{sample.fingerprint}")

    def labelled(self, label: int) -> Sample:
        """Return it with another label, which the person is taken to be sure of."""
        return replace(self, label=label, is_confirmed=True)

    def apart(self) -> Sample:
        """Return it with another id, for a sample whose id is taken. Equal samples get equal ids."""
        return replace(self, id=f"{self.id}-{self.fingerprint}")

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
        bare = _bare(self.content) if isinstance(self.content, Drawing) else self.content
        about = json.dumps([self.label, _drawing_json(bare)], sort_keys=True)
        return hashlib.sha256(about.encode()).hexdigest()[:FINGERPRINT]

    def to_json(self) -> dict[str, Any]:
        """Return the object of its line, which is one of a drawing file."""
        own: dict[str, Any] = {"label": self.label, ID: self.id, CREATED: self.created}
        if self.was_read is not None:
            own[READ] = asdict(self.was_read)
        if self.is_confirmed:
            own[CONFIRMED] = True
        return _drawing_json(self.content) | dict(self.extra) | own

    @classmethod
    def from_json(cls, value: Any) -> Sample:
        """Parse an object of a drawing file that has a label. Other keys may be missing. Raises `ProblemError`."""
        drawing = Drawing.from_json(value)
        if drawing.label is None:
            raise ProblemError("sample_unlabelled")
        content = stored_image.content_of(drawing)
        if isinstance(content, Drawing) and not content.strokes:
            raise DrawingError("drawing_no_strokes")
        return cls.of_file(drawing.label, content, drawing.extra)


def new_id() -> str:
    """Return an id of this moment."""
    return f"{datetime.now(UTC):%Y%m%d-%H%M%S-%f}-{secrets.token_hex(2)}"


def now() -> str:
    """Return the time as samples have it: ISO 8601 in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _bare(drawing: Drawing) -> Drawing:
    return replace(drawing, label=None, extra={})


def _drawing_json(content: Drawing | GreyImage) -> dict[str, Any]:
    if isinstance(content, Drawing):
        return content.to_json()
    return Drawing(extra={stored_image.KEY: stored_image.to_text(content)}).to_json()


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


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
