"""A disk that hangs holds a thread of its own, and answers late."""

from __future__ import annotations

import gc
import threading
import time

import pytest

from docgen.model.disk import Fault, fault_of
from docgen.patience import NoAnswerError, Patience


def test_an_answer_in_time_is_the_answer() -> None:
    assert Patience[int](5).ask(lambda: 7) == 7


def test_what_the_disk_raises_is_raised_where_it_was_asked() -> None:
    def broken() -> int:
        raise OSError(5, "gone")

    with pytest.raises(OSError, match="gone"):
        Patience[int](5).ask(broken)


def test_while_one_question_hangs_no_other_is_put_and_its_late_answer_is_used() -> None:
    answers, asked = threading.Event(), list[str]()
    disk = Patience[str](0.05)

    def hang() -> str:
        asked.append("first")
        answers.wait(10)
        return "late"

    def other() -> str:
        asked.append("second")
        return "new"

    with pytest.raises(NoAnswerError):
        disk.ask(hang)
    with pytest.raises(NoAnswerError):
        disk.ask(other)
    hanging = disk.is_waiting
    answers.set()
    while disk.is_waiting:
        threading.Event().wait(0.01)
    late = disk.ask(other)

    assert (hanging, late, asked) == (True, "late", ["first"])
    assert not disk.is_waiting


def test_a_late_answer_is_no_answer_to_a_question_about_something_else() -> None:
    answers = threading.Event()
    disk = Patience[str](0.05)

    def hang() -> str:
        answers.wait(10)
        return "of a"

    with pytest.raises(NoAnswerError):
        disk.ask(hang, "a")
    with pytest.raises(NoAnswerError):
        disk.ask(lambda: "of b", "b")
    answers.set()
    while disk.is_waiting:
        threading.Event().wait(0.01)

    assert disk.ask(lambda: "of b", "b") == "of b"


def test_a_question_within_another_is_part_of_it_and_what_has_no_answer_is_what_a_share_raises_that_is_away() -> None:
    answers, disk = threading.Event(), Patience[str](0.05)

    within = disk.ask(lambda: disk.ask(lambda: "inner"))
    with pytest.raises(OSError, match=r".") as raised:
        disk.ask(lambda: str(answers.wait(10)))
    answers.set()

    assert (within, fault_of(raised.value)) == ("inner", Fault.OFFLINE)


def test_one_thread_answers_everything_and_ends_with_the_disk() -> None:
    before = set(threading.enumerate())
    disk = Patience[str](5)

    names = {disk.ask(lambda: str(threading.get_ident())) for _ in range(20)}
    own = set(threading.enumerate()) - before
    del disk
    gc.collect()
    for thread in own:
        thread.join(5)

    assert len(names) == len(own) == 1
    assert not any(thread.is_alive() for thread in own)


def test_what_was_begun_is_answered_when_it_is_asked_and_done_once() -> None:
    done, first, second = list[str](), Patience[str](5), Patience[str](5)
    both = threading.Barrier(2)

    def met(name: str) -> str:
        both.wait(5)
        done.append(name)
        return name

    first.begin(lambda: met("first"), "a")
    second.begin(lambda: met("second"), "b")

    assert (first.ask(lambda: met("again"), "a"), second.ask(lambda: met("again"), "b")) == ("first", "second")
    assert sorted(done) == ["first", "second"]


def test_what_was_begun_is_waited_for_as_long_as_what_is_asked() -> None:
    disk = Patience[str](4)

    def slow() -> str:
        time.sleep(1.5)
        return "slow"

    disk.begin(slow, "a")

    assert disk.ask(lambda: "new", "a") == "slow"


def test_nothing_is_begun_while_a_question_hangs_nor_within_another() -> None:
    answers, done, disk = threading.Event(), list[str](), Patience[object](0.05)

    disk.ask(lambda: disk.begin(lambda: done.append("within"), "w"), "a")
    with pytest.raises(NoAnswerError):
        disk.ask(lambda: answers.wait(10), "b")
    disk.begin(lambda: done.append("meanwhile"), "c")
    answers.set()
    while disk.is_waiting:
        threading.Event().wait(0.01)

    assert disk.ask(lambda: "asked", "c") == "asked"
    assert done == []
