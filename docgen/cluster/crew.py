"""One work for many orders, done by processes on all cores: orders in, answers out in the same order; knows how a pool of them is kept."""

from __future__ import annotations

import atexit
import os
import signal
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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
        yield from _in_order(self._pool, list(_batches(orders, is_long)), is_long, (self._processes + 1) * _AHEAD, here)

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
    pool: ProcessPoolExecutor,
    batches: list[list[_Order]],
    is_long: Callable[[_Order], bool],
    ahead: int,
    here: Callable[[_Order], _Answer | None],
) -> Iterator[_Answer | None]:
    begun: dict[int, Future[list[_Answer | None]]] = {
        place: _asked(pool, batch) for place, batch in enumerate(batches) if is_long(batch[0])
    }
    for last in range(len(batches) + ahead):
        if last < len(batches) and last not in begun:
            begun[last] = _asked(pool, batches[last])
        if (place := last - ahead) >= 0:
            while not begun[place].done() and (other := _to_do_here(begun, place, is_long(batches[place][0]))) is not None:
                begun[other] = _done([here(order) for order in batches[other]])
            yield from _answers(begun.pop(place), len(batches[place]))


def _to_do_here(begun: Mapping[int, Future[list[_Answer | None]]], place: int, is_long: bool) -> int | None:
    """Return the place of a batch that is done here rather than the one at `place` waited for, None where that is quicker.

    It is the next that no process has taken. When there is none it is the one at `place` itself: what took it may be at a long one before.
    """
    untaken = next((one for one in sorted(begun) if begun[one].cancel()), None)
    return place if untaken is None and not is_long else untaken


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


def _asked(pool: ProcessPoolExecutor, batch: list[_Order]) -> Future[list[_Answer | None]]:
    try:
        return pool.submit(_ask, batch)  # type: ignore[arg-type]
    except BrokenProcessPool as error:
        lost: Future[list[_Answer | None]] = Future()
        lost.set_exception(error)
        return lost


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
