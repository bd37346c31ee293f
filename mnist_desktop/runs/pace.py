"""The progress, speed and remaining time of a run."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import Final

from mnist_desktop.runs.events import StepFinished


@dataclass(frozen=True)
class Progress:
    """`step` of `steps` in `epoch` of `epochs`, all from 1. `seconds_left` is training time, None until known."""

    epoch: int
    epochs: int
    step: int
    steps: int
    images_per_second: float
    seconds_left: float | None

    @property
    def share(self) -> float:
        """The share of the whole run that is done, 0…1."""
        return ((self.epoch - 1) * self.steps + self.step) / (self.epochs * self.steps)


class Pace:
    """Measures speed over the last steps only, so that it follows changes in the machine's load."""

    STEPS: Final = 200

    def __init__(self) -> None:
        self._recent: deque[tuple[int, float]] = deque(maxlen=self.STEPS)

    def take(self, event: StepFinished, epochs: int) -> Progress:
        self._recent.append((event.images, event.seconds))
        images = sum(count for count, _ in self._recent)
        seconds = sum(time for _, time in self._recent)
        steps_left = (epochs - event.epoch) * event.steps + event.steps - event.step
        return Progress(
            event.epoch,
            epochs,
            event.step,
            event.steps,
            images_per_second=images / max(seconds, 1e-9),
            seconds_left=steps_left * seconds / len(self._recent),
        )
