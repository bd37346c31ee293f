"""Work in a fixed number of parts, several at once, each by one thread with one torch thread.

Torch's own threads meet after every operation. As soon as another program needs a core, two of them are slower than
one. Parts meet once a step, and whoever is free takes the next one. How many threads there are changes no result.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from queue import SimpleQueue
from threading import Thread
from types import TracebackType

import torch

SMALLEST, USUAL = 32, 128  # digits in a part; measured for both networks

Task = Callable[[int], None]  # carries out one part, given its index


class Threads:
    """Threads that carry out parts together with the one that calls. `with` ends them."""

    def __init__(self, count: int) -> None:
        """Start `count` - 1 threads; the caller's is the other one."""
        self._work = SimpleQueue[tuple[Task, Iterator[int]] | None]()
        self._results = SimpleQueue[BaseException | None]()  # an item for each part that was carried out
        # An interpreter that exits does not wait for daemons, so an iteration that was left suspended cannot stop it.
        self._threads = [Thread(target=self._wait_for_work, name=f"part-{i}", daemon=True) for i in range(1, count)]
        for thread in self._threads:
            thread.start()

    def __enter__(self) -> Threads:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for _ in self._threads:
            self._work.put(None)
        for thread in self._threads:
            thread.join()

    def run(self, task: Task, count: int) -> None:
        """Call `task` with 0 to `count` - 1, and return when all calls have returned. Raises what a call raised."""
        indices = iter(range(count))
        for _ in self._threads[: count - 1]:
            self._work.put((task, indices))
        with one_torch_thread():
            self._carry_out(task, indices)
        for error in [self._results.get() for _ in range(count)]:
            if error is not None:
                raise error

    def _wait_for_work(self) -> None:
        torch.set_num_threads(1)
        while (work := self._work.get()) is not None:
            self._carry_out(*work)
            del work  # keeps no tensors until the next step

    def _carry_out(self, task: Task, indices: Iterator[int]) -> None:
        """Carry out parts until none is left. An iterator over a range gives each index to one thread only."""
        for index in indices:
            try:
                task(index)
            except BaseException as error:  # the calling thread raises it
                self._results.put(error)
            else:
                self._results.put(None)


@contextmanager
def one_torch_thread() -> Iterator[None]:
    """Let torch compute in the calling thread alone.

    Sums then do not depend on the number of cores, and torch's own threads do not spin for a while after each operation
    on the cores that other parts need.
    """
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)


def number_of_parts(count: int) -> int:
    """Return the number of parts to learn a batch of `count` digits in: of 128 digits each, or two of 32 and more.

    It depends on nothing else, so that a run has the same results everywhere. Each part costs half a millisecond
    beside its digits.
    """
    return max(1, min(count // SMALLEST, 2), count // USUAL)


def slices(length: int, count: int) -> list[slice]:
    """Cut 0 to `length` into `count` slices that differ by 1 at most, the longer ones first."""
    size, longer = divmod(length, count)
    ends = [(i + 1) * size + min(i + 1, longer) for i in range(count)]
    return [slice(start, end) for start, end in zip([0, *ends], ends, strict=False)]
