"""A call to a disk in, its result or "no answer" out: a share that hangs holds a thread of its own, never the program."""

from __future__ import annotations

import errno
import os
import threading
from collections.abc import Callable, Hashable
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any, Generic, TypeAlias, TypeVar
from weakref import finalize

_Result = TypeVar("_Result")
_Asked: TypeAlias = tuple[Callable[[], Any], "SimpleQueue[Any]"] | None

ANSWER_SECONDS = 20.0
"""How long a disk may take for one look, or one step of writing, before it counts as away; a later answer is used all the same."""

_AGAIN_SECONDS = 1.0
_HERE = threading.local()


class NoAnswerError(OSError):
    """The disk did not answer in time; nothing is known of what lies there, nor of what became of what it was told to do."""

    def __init__(self) -> None:
        """Be what a share raises that is away."""
        super().__init__(errno.ETIMEDOUT, os.strerror(errno.ETIMEDOUT))


class Patience(Generic[_Result]):
    """Asks one disk the same kind of question again and again. While one is still unanswered no other is put: its thread is all that hangs.

    An answer that comes late is the answer to the next question about the same: a share that is slow is looked at all the same. A question
    that is put within another is part of it.
    """

    def __init__(self, seconds: float) -> None:
        """Take how long the first answer is waited for; a question that is put again while it hangs is waited for a moment only."""
        self._seconds = seconds
        self._questions: SimpleQueue[_Asked] | None = None
        self._pending: SimpleQueue[_Result | BaseException] | None = None
        self._about: Hashable = None
        self._is_late = False

    @property
    def is_waiting(self) -> bool:
        """Whether a question has had no answer yet."""
        return self._pending is not None and self._pending.empty()

    def ask(self, question: Callable[[], _Result], about: Hashable = None, progress: Callable[[], int] = lambda: 0) -> _Result:
        """Return what `question` gives, or raise what it raises.

        Args:
            about: what tells questions apart. While one has no answer, those about something else are not waited for.
            progress: how many steps of the question are done; as long as one more is within the time, it is waited for.

        Raises:
            NoAnswerError: it did not answer in time.
        """
        if getattr(_HERE, "is_answering", False):
            return question()
        self.begin(question, about)
        if self._pending is None or self._about != about:
            raise NoAnswerError
        answer = self._awaited(self._pending, progress)
        self._pending = None
        if isinstance(answer, BaseException):
            raise answer
        return answer

    def begin(self, question: Callable[[], _Result], about: Hashable) -> None:
        """Put `question` without waiting for its answer: that is what `ask` about the same gives next. Nothing happens while one hangs."""
        if getattr(_HERE, "is_answering", False) or (self._pending is not None and (self._about == about or self._pending.empty())):
            return
        self._pending, self._about, self._is_late = self._put(question), about, False

    def _awaited(self, pending: SimpleQueue[_Result | BaseException], progress: Callable[[], int]) -> _Result | BaseException:
        while True:
            done = progress()
            try:
                return pending.get(timeout=min(self._seconds, _AGAIN_SECONDS) if self._is_late else self._seconds)
            except Empty:
                if progress() == done:
                    self._is_late = True
                    raise NoAnswerError from None

    def _put(self, question: Callable[[], _Result]) -> SimpleQueue[_Result | BaseException]:
        """Return where the answer will be. The disk's thread begins with the first question, and ends when nobody can ask any more."""
        if self._questions is None:
            self._questions = SimpleQueue()
            Thread(target=_answer_all, args=(self._questions,), name="docgen-disk", daemon=True).start()
            finalize(self, self._questions.put, None).atexit = False
        answers: SimpleQueue[_Result | BaseException] = SimpleQueue()
        self._questions.put((question, answers))
        return answers


def _answer_all(questions: SimpleQueue[_Asked]) -> None:
    _HERE.is_answering = True
    while asked := questions.get():
        _answer(*asked)
        del asked  # what it holds is not kept until the next one


def _answer(question: Callable[[], Any], answers: SimpleQueue[Any]) -> None:
    try:
        answers.put(question())
    except BaseException as error:  # noqa: BLE001 — carried over to the thread that asked, and raised there
        answers.put(error)
