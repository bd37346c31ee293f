"""Undo and redo of immutable states. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Generic, TypeVar

State = TypeVar("State")

LIMIT: Final = 500  # states; one per stroke, and few people draw more strokes before they clear


@dataclass(frozen=True)
class History(Generic[State]):
    """The undo history: `states[position]` is the current state. It has at least one state."""

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
        """Add a state. Undone states and those beyond the last `LIMIT` are removed."""
        states = (*self.states[: self.position + 1], state)[-LIMIT:]
        return History(states, len(states) - 1)

    def with_present(self, state: State) -> History[State]:
        """Put a state in the place of the current one. The others stay."""
        before, after = self.states[: self.position], self.states[self.position + 1 :]
        return History((*before, state, *after), self.position)

    def undo(self) -> History[State]:
        """Go one state back, if there is one."""
        return History(self.states, self.position - 1) if self.can_undo else self

    def redo(self) -> History[State]:
        """Go one state forward, if there is one."""
        return History(self.states, self.position + 1) if self.can_redo else self
