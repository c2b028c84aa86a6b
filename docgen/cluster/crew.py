"""One work for many orders, done by processes on all cores: orders in, answers out in the same order; knows how a pool of them is kept."""

from __future__ import annotations

import atexit
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import groupby, islice
from multiprocessing import get_context, parent_process
from multiprocessing.queues import Queue
from threading import Thread
from typing import Generic, TypeVar

from docgen.system import collect_seldom, let_others_first

_Order = TypeVar("_Order")
_Answer = TypeVar("_Answer")
_MOST = 8
"""More processes than that wait for their caller, and each keeps what it was told in memory."""
_TOGETHER = 8
"""How many orders go to a process at once: it does not wait for the next while the caller is busy."""
_AHEAD = 16
"""How many times that many wait for each process: no more is held in memory, and one long order does not stop the others."""
_do: Callable[..., object] | None = None


class Crew(Generic[_Order, _Answer]):
    """Processes that begin at once, and are told later what their work is about: that can be found out meanwhile. See `crew`."""

    def __init__(self, prepare: Callable[..., Callable[[_Order], _Answer]], processes: int) -> None:
        context = get_context("spawn")
        # Beside the pool, so that all processes begin at once: one is started only when the one before has taken what it is started with.
        self._told = context.Queue()
        self._told.cancel_join_thread()
        self._untold = self._processes = processes
        self._pool = ProcessPoolExecutor(processes, context, _begin, (prepare, self._told))
        for _ in range(processes):
            self._pool.submit(int)  # each submission starts one

    def answers(
        self, about: tuple[object, ...], orders: Iterable[_Order], is_long: Callable[[_Order], bool] = lambda order: False
    ) -> Iterator[_Answer | None]:
        """Yield the answer to each of `orders`, in their order; None where a process died at it or around it. To be called once.

        Args:
            about: what `prepare` is called with.
            is_long: tells an order worth many others; these few are begun before their place, so that no core is idle at the end.
        """
        self._tell(about)
        yield from _in_order(self._pool, list(_batches(orders, is_long)), is_long, self._processes * _AHEAD)

    def dismiss(self) -> None:
        """Let the processes end; only what is begun is waited for."""
        self._tell(None)
        self._pool.shutdown(cancel_futures=True)

    def _tell(self, about: tuple[object, ...] | None) -> None:
        while self._untold:
            self._told.put(about)
            self._untold -= 1


@contextmanager
def crew(prepare: Callable[..., Callable[[_Order], _Answer]], processes: int) -> Iterator[Crew[_Order, _Answer]]:
    """Begin `processes` that do one work, and let them end when the block does.

    Args:
        prepare: a function of a module (it is sent by name); called once in each process, it returns what answers there.
    """
    begun = Crew(prepare, processes)
    try:
        yield begun
    finally:
        begun.dismiss()


def _in_order(
    pool: ProcessPoolExecutor, batches: list[list[_Order]], is_long: Callable[[_Order], bool], ahead: int
) -> Iterator[_Answer | None]:
    turns = _turns([is_long(batch[0]) for batch in batches])
    begun: dict[int, Future[list[_Answer]]] = {}
    for place in range(len(batches) + ahead):
        while place < len(batches) and place not in begun:
            begun[turn] = _asked(pool, batches[turn := next(turns)])
        if place >= ahead:
            yield from _answers(begun.pop(place - ahead), len(batches[place - ahead]))


def _turns(are_long: Sequence[bool]) -> Iterator[int]:
    """Yield the places of batches in the order in which they are begun: a long one before its place, and none of them last.

    Nor are they all begun first, or several at once: the caller then would wait for the short ones meanwhile.
    """
    long, short = (deque(place for place, one in enumerate(are_long) if one is kind) for kind in (True, False))
    apart = max(1, min(_AHEAD, len(short) // (len(long) + 1)))
    for count, place in enumerate(short, start=1):
        while long and long[0] < place:
            yield long.popleft()
        yield place
        if long and not count % apart:
            yield long.popleft()
    yield from long


def cores() -> int:
    """Return how many processes are to work at once here."""
    return min(_MOST, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)


def _batches(orders: Iterable[_Order], is_long: Callable[[_Order], bool]) -> Iterator[list[_Order]]:
    """Yield `orders` as they go to a process: a long one alone, of others several together."""
    for alone, some in groupby(orders, is_long):
        while batch := list(islice(some, 1 if alone else _TOGETHER)):
            yield batch


def _asked(pool: ProcessPoolExecutor, batch: list[_Order]) -> Future[list[_Answer]]:
    try:
        return pool.submit(_ask, batch)  # type: ignore[arg-type]
    except BrokenProcessPool as error:
        lost: Future[list[_Answer]] = Future()
        lost.set_exception(error)
        return lost


def _answers(future: Future[list[_Answer]], count: int) -> Sequence[_Answer | None]:
    try:
        return future.result()
    except BrokenProcessPool:
        return [None] * count


def _begin(prepare: Callable[..., Callable[[_Order], _Answer]], told: Queue[tuple[object, ...] | None]) -> None:
    """Prepare a new process. The parent alone answers Ctrl-C; it waits for this one to end, which is to take no time."""
    global _do  # noqa: PLW0603 - what a process of a pool keeps from order to order has no other place
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    atexit.register(os._exit, 0)
    Thread(target=_end_with_parent, daemon=True).start()
    collect_seldom()
    let_others_first()
    what = told.get()
    if what is None:  # the caller could not say
        os._exit(1)
    _do = prepare(*what)


def _end_with_parent() -> None:
    """End when the parent does, however that ends: a pool's process would wait for its next order for ever."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(0)


def _ask(batch: list[object]) -> list[object]:
    if _do is None:
        raise RuntimeError("a process that was not prepared")
    return [_do(order) for order in batch]
