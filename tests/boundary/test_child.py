"""A child process that hangs, eats memory or dies does no harm to its parent, and the next order is answered by a new one."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import psutil
import pytest

from docgen.cluster.child import Child, ChildDiedError, Death, Limits

LIMITS = Limits(seconds=60.0, megabytes=300)
IMPATIENT = Limits(seconds=2.0)


def prepare() -> Callable[[str], str]:
    """Return what does as it is told; runs in the child."""
    return _obey


def _obey(order: str) -> str:
    if order == "hang":
        time.sleep(60)
    if order == "eat":
        eaten = [bytearray(8_000_000) for _ in range(100)]
        time.sleep(60)
        return str(len(eaten))
    if order == "die":
        os._exit(3)
    if order == "no memory":
        raise MemoryError
    if order == "log":
        logging.getLogger("docgen").error("seen in the child")
    if order == "bug":
        raise KeyError(order)
    return f"{order} {os.getpid()}"


@pytest.fixture
def child() -> Iterator[Child[str, str]]:
    made: Child[str, str] = Child(prepare, LIMITS)
    yield made
    made.close()


def test_one_child_answers_order_after_order(child: Child[str, str]) -> None:
    first, second = child.ask("a"), child.ask("b")

    assert (first.split()[0], second.split()[0]) == ("a", "b")
    assert first.split()[1] == second.split()[1] != str(os.getpid())


@pytest.mark.parametrize(
    ("order", "death"),
    [
        pytest.param("eat", Death.MEMORY, id="eats memory"),
        pytest.param("die", Death.CRASH, id="dies"),
        pytest.param("no memory", Death.MEMORY, id="is refused memory"),
        pytest.param("bug", Death.CRASH, id="fails unforeseen"),
    ],
)
def test_a_death_is_told_and_the_next_order_is_answered(child: Child[str, str], order: str, death: Death) -> None:
    with pytest.raises(ChildDiedError) as died:
        child.ask(order)

    assert died.value.death is death
    assert child.ask("next").startswith("next ")


def test_one_that_hangs_is_ended_in_time_and_the_next_order_is_answered() -> None:
    child: Child[str, str] = Child(prepare, IMPATIENT)
    with pytest.raises(ChildDiedError) as died:
        child.ask("hang")
    answer = child.ask("next")
    child.close()

    assert died.value.death is Death.TIME
    assert answer.startswith("next ")


def test_what_the_child_logs_is_logged_by_its_parent(child: Child[str, str], caplog: pytest.LogCaptureFixture) -> None:
    child.ask("log")

    assert "seen in the child" in caplog.text


def test_a_closed_child_is_gone(child: Child[str, str]) -> None:
    pid = int(child.ask("a").split()[1])

    child.close()

    assert not psutil.pid_exists(pid)


def test_a_parent_that_is_killed_leaves_no_orphan() -> None:
    code = (
        "from tests.boundary.test_child import prepare\n"
        "from docgen.cluster.child import Child, Limits\n"
        "import time\n"
        "if __name__ == '__main__':\n"
        "    print(Child(prepare, Limits()).ask('a').split()[1], flush=True)\n"
        "    time.sleep(60)\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    pid = int(parent.stdout.readline())

    parent.kill()
    parent.wait()

    until = time.monotonic() + 10
    while _runs(pid) and time.monotonic() < until:
        time.sleep(0.05)
    parent.stdout.close()
    assert not _runs(pid)


def _runs(pid: int) -> bool:
    try:
        return bool(psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False
