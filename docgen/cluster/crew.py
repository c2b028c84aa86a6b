"""One work for many orders, done by processes on all cores: orders in, answers out in the same order; knows how a pool of them is kept."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import TypeVar

from docgen.system import collect_seldom

_Order = TypeVar("_Order")
_Answer = TypeVar("_Answer")
_AHEAD = 8
"""How many orders wait for each process: no more is held in memory, however many there are."""
_do: Callable[..., object] | None = None


def answers(
    prepare: Callable[..., Callable[[_Order], _Answer]], about: tuple[object, ...], orders: Iterable[_Order], processes: int
) -> Iterator[_Answer | None]:
    """Yield the answer to each of `orders`, in their order; None where a process died at it or around it.

    Args:
        prepare: a function of a module (it is sent by name); called once in each process with `about`, it returns what answers there.
    """
    waiting: deque[Future[object]] = deque()
    with ProcessPoolExecutor(processes, get_context("spawn"), _begin, (prepare, about)) as pool:
        for order in orders:
            waiting.append(_asked(pool, order))
            if len(waiting) >= processes * _AHEAD:
                yield _answer(waiting.popleft())
        while waiting:
            yield _answer(waiting.popleft())


def cores() -> int:
    """Return how many processes can work at once here."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _asked(pool: ProcessPoolExecutor, order: object) -> Future[object]:
    try:
        return pool.submit(_ask, order)
    except BrokenProcessPool as error:
        lost: Future[object] = Future()
        lost.set_exception(error)
        return lost


def _answer(future: Future[object]) -> _Answer | None:
    try:
        return future.result()  # type: ignore[return-value]
    except BrokenProcessPool:
        return None


def _begin(prepare: Callable[..., Callable[[_Order], _Answer]], about: tuple[object, ...]) -> None:
    """Prepare a new process. The parent alone answers Ctrl-C."""
    global _do  # noqa: PLW0603 - what a process of a pool keeps from order to order has no other place
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    collect_seldom()
    _do = prepare(*about)


def _ask(order: object) -> object:
    if _do is None:
        raise RuntimeError("a process that was not prepared")
    return _do(order)
