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
_Result = TypeVar("_Result")
_MOST = 8
"""More processes than that wait for their caller, and each keeps what it was told in memory."""
_TOGETHER = 8
"""How many orders go to a process at once: it does not wait for the next while the caller is busy."""
_IN_LINE = 3
"""How many times that many are given to each process: one it is at, and others for when that is done while the caller is busy."""
_AHEAD = 16
"""How many times that many are done ahead of what is wanted, for each process: no more is held in memory."""
_do: Callable[..., object] | None = None


class Crew(Generic[_Order, _Answer]):
    """Processes that begin at once, and are told later what their work is about: that can be found out meanwhile. See `crew`."""

    def __init__(self, prepare: Callable[..., Callable[[_Order], _Answer]], processes: int) -> None:
        context = get_context("spawn")
        # Beside the pool, so that all processes begin at once: one is started only when the one before has taken what it is started with.
        self._told = context.Queue()
        self._told.cancel_join_thread()
        self.processes = self._untold = processes
        self._pool = ProcessPoolExecutor(processes, context, _begin, (prepare, self._told))
        for _ in range(processes):
            self._pool.submit(int)  # each submission starts one

    def answers(
        self,
        about: tuple[object, ...],
        orders: Iterable[_Order],
        here: Callable[[_Order], _Answer | None],
        is_long: Callable[[_Order], bool] = lambda order: False,
    ) -> Iterator[_Answer | None]:
        """Yield the answer to each of `orders`, in their order; None where a process died at it or around it. To be called once.

        Args:
            about: what `prepare` is called with.
            here: does the same in this process, which does some of the work instead of waiting.
            is_long: tells an order worth many others; these few are begun first, so that no core is idle at the end.
        """
        self._tell(about)
        yield from _Round(self, list(_batches(orders, is_long)), is_long, here).answers()

    def asked(self, batch: Sequence[_Order]) -> Future[list[_Answer | None]]:
        """Return what will have the answers to the orders of `batch`, or that no process is left."""
        try:
            return self._pool.submit(_ask, batch)  # type: ignore[arg-type]
        except BrokenProcessPool as error:
            lost: Future[list[_Answer | None]] = Future()
            lost.set_exception(error)
            return lost

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


class _Round(Generic[_Order, _Answer]):
    """Orders shared out between a pool and this process.

    The pool is given few at a time: what was given to it cannot be taken back from a `ProcessPoolExecutor` without harm (before Python 3.12
    a cancelled future ends its thread when a process dies).
    """

    def __init__(
        self,
        crew: Crew[_Order, _Answer],
        batches: Sequence[Sequence[_Order]],
        is_long: Callable[[_Order], bool],
        here: Callable[[_Order], _Answer | None],
    ) -> None:
        self._crew, self._batches, self._here = crew, batches, here
        self._long = frozenset(place for place, batch in enumerate(batches) if is_long(batch[0]))
        self._untaken_long = deque(sorted(self._long))
        self._untaken = deque(place for place in range(len(batches)) if place not in self._long)
        self._taken: dict[int, Future[list[_Answer | None]]] = {}

    def answers(self) -> Iterator[_Answer | None]:
        """Yield the answers in the order of their orders."""
        for place, batch in enumerate(self._batches):
            self._share_out(place)
            while not self._is_done(place) and (turn := self._to_do_here(place)) is not None:
                self._taken[turn] = _done([self._here(order) for order in self._batches[turn]])
                self._share_out(place)
            yield from _answers(self._taken.pop(place), len(batch))

    def _share_out(self, place: int) -> None:
        """Give the pool more to do, long ones first; nothing far ahead of what is wanted now."""
        room = self._crew.processes * _IN_LINE - sum(not future.done() for future in self._taken.values())
        while room > 0 and (self._untaken_long or self._is_near(place)):
            turn = (self._untaken_long or self._untaken).popleft()
            self._taken[turn] = self._crew.asked(self._batches[turn])
            room -= 1

    def _is_near(self, place: int) -> bool:
        return bool(self._untaken) and self._untaken[0] < place + (self._crew.processes + 1) * _AHEAD

    def _is_done(self, place: int) -> bool:
        return place in self._taken and self._taken[place].done()

    def _to_do_here(self, place: int) -> int | None:
        """Return the place of a batch that is done here while the one at `place` is not there, None where that is waited for.

        When all are taken it is the one at `place` itself, unless it is long: what took it may be at a long one before.
        """
        if self._is_near(place):
            return self._untaken.popleft()
        if place not in self._long:
            return place
        return self._untaken_long.popleft() if self._untaken_long else None


def _done(result: _Result) -> Future[_Result]:
    future: Future[_Result] = Future()
    future.set_result(result)
    return future


def _answers(future: Future[list[_Answer | None]], count: int) -> Sequence[_Answer | None]:
    try:
        return future.result()
    except BrokenProcessPool:
        return [None] * count


def cores() -> int:
    """Return how many processes are to work at once here."""
    return min(_MOST, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)


def _batches(orders: Iterable[_Order], is_long: Callable[[_Order], bool]) -> Iterator[list[_Order]]:
    """Yield `orders` as they go to a process: a long one alone, of others several together."""
    for alone, some in groupby(orders, is_long):
        while batch := list(islice(some, 1 if alone else _TOGETHER)):
            yield batch


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


def _ask(batch: Sequence[object]) -> list[object]:
    if _do is None:
        raise RuntimeError("a process that was not prepared")
    return [_do(order) for order in batch]
