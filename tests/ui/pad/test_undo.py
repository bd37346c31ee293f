from __future__ import annotations

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from mnist_desktop.ui.pad.undo import LIMIT, History


class TwoStacks(RuleBasedStateMachine):
    """The history against the plainest undo there is."""

    def __init__(self) -> None:
        super().__init__()
        self.history = History((0,))
        self.past: list[int] = []
        self.present = 0
        self.future: list[int] = []

    @rule(state=st.integers())
    def push(self, state: int) -> None:
        self.history = self.history.push(state)
        self.past.append(self.present)
        self.present, self.future = state, []

    @rule()
    def undo(self) -> None:
        self.history = self.history.undo()
        if self.past:
            self.future.append(self.present)
            self.present = self.past.pop()

    @rule()
    def redo(self) -> None:
        self.history = self.history.redo()
        if self.future:
            self.past.append(self.present)
            self.present = self.future.pop()

    @rule(state=st.integers())
    def replace(self, state: int) -> None:
        self.history = self.history.with_present(state)
        self.present = state

    @invariant()
    def agrees(self) -> None:
        assert self.history.present == self.present
        assert self.history.can_undo == bool(self.past)
        assert self.history.can_redo == bool(self.future)


TestTwoStacks = TwoStacks.TestCase
TestTwoStacks.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)


def test_old_states_are_forgotten_beyond_the_limit() -> None:
    history = History((0,))
    for state in range(1, 2 * LIMIT):
        history = history.push(state)
    assert len(history.states) == LIMIT
    assert history.present == 2 * LIMIT - 1


def test_a_history_never_changes_in_place() -> None:
    history = History(("empty",))
    history.push("stroke").undo()
    assert history == History(("empty",), 0)
