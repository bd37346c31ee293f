"""Undo and redo over immutable states. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Generic, TypeVar

State = TypeVar("State")

LIMIT: Final = 500  # states; a stroke each, so more than a hand draws before it clears


@dataclass(frozen=True)
class History(Generic[State]):
    """Where one has been and can go back to: `states[position]` is the present. At least one state."""

    states: tuple[State, ...]
    position: int = 0

    @property
    def present(self) -> State:
        return self.states[self.position]

    @property
    def can_undo(self) -> bool:
        return self.position > 0

    @property
    def can_redo(self) -> bool:
        return self.position < len(self.states) - 1

    def push(self, state: State) -> History[State]:
        """Go on to `state`; what was undone is forgotten, and what is older than `LIMIT` states."""
        states = (*self.states[: self.position + 1], state)[-LIMIT:]
        return History(states, len(states) - 1)

    def undo(self) -> History[State]:
        """One state back; the same history where there is none."""
        return History(self.states, self.position - 1) if self.can_undo else self

    def redo(self) -> History[State]:
        """One state forward; the same history where there is none."""
        return History(self.states, self.position + 1) if self.can_redo else self
