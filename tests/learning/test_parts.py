from __future__ import annotations

import threading
from contextlib import suppress
from threading import Barrier

import pytest
import torch

from mnist_desktop.learning.parts import Threads, one_torch_thread, slices


@pytest.mark.parametrize("threads", [1, 2, 5])
@pytest.mark.parametrize("count", [1, 2, 7])
def test_every_part_is_carried_out_once(threads: int, count: int) -> None:
    seen: list[int] = []
    with Threads(threads) as those:
        for _ in range(50):
            those.run(seen.append, count)
            assert sorted(seen) == list(range(count))
            seen.clear()


def test_parts_are_carried_out_at_once_by_the_caller_too() -> None:
    barrier, names = Barrier(3), set[str]()

    def meet(_: int) -> None:
        barrier.wait(timeout=60)
        names.add(threading.current_thread().name)

    with Threads(3) as those:
        those.run(meet, 3)
    assert len(names) == 3
    assert threading.current_thread().name in names


def test_each_thread_computes_with_one_torch_thread_and_the_caller_s_number_comes_back() -> None:
    barrier, found = Barrier(2), list[int]()

    def look(_: int) -> None:
        barrier.wait(timeout=60)
        found.append(torch.get_num_threads())

    before = torch.get_num_threads()
    torch.set_num_threads(3)
    try:
        with Threads(2) as those:
            those.run(look, 2)
        assert torch.get_num_threads() == 3
    finally:
        torch.set_num_threads(before)
    assert found == [1, 1]


@pytest.mark.parametrize("wrong", [0, 3])
def test_what_a_part_raises_the_caller_hears_once_all_have_ended(wrong: int) -> None:
    ended = []

    def fail(index: int) -> None:
        ended.append(index)
        if index == wrong:
            raise ValueError(f"part {index}")

    with Threads(2) as those:
        with pytest.raises(ValueError, match=f"part {wrong}"):
            those.run(fail, 4)
        assert sorted(ended) == [0, 1, 2, 3]
        those.run(ended.append, 4)
    assert sorted(ended) == [0, 0, 1, 1, 2, 2, 3, 3]


def test_threads_end_with_the_block_whatever_ends_it() -> None:
    before = set(threading.enumerate())
    with suppress(KeyError), Threads(4):
        assert len(set(threading.enumerate()) - before) == 3
        raise KeyError
    assert set(threading.enumerate()) == before


def test_one_thread_is_the_caller_s_own() -> None:
    before = set(threading.enumerate())
    with Threads(1) as those:
        assert set(threading.enumerate()) == before
        those.run(lambda _: None, 3)


def test_one_torch_thread_is_for_the_block_and_the_thread_alone() -> None:
    before = torch.get_num_threads()
    torch.set_num_threads(2)
    try:
        with one_torch_thread():
            assert torch.get_num_threads() == 1
        assert torch.get_num_threads() == 2
    finally:
        torch.set_num_threads(before)


@pytest.mark.parametrize(
    ("length", "count", "sizes"), [(64, 2, [32, 32]), (7, 3, [3, 2, 2]), (2, 3, [1, 1, 0]), (5, 1, [5])]
)
def test_slices_cover_all_and_differ_by_one_at_most(length: int, count: int, sizes: list[int]) -> None:
    whole = list(range(length))
    cut = [whole[each] for each in slices(length, count)]
    assert [len(each) for each in cut] == sizes
    assert [number for each in cut for number in each] == whole
