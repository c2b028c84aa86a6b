"""Steps on the disks of people's folders in, their answers out; a disk that hangs holds up neither docgen nor the other disks."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Generic, TypeVar

from docgen.model.disk import Fault, fault_of
from docgen.patience import NoAnswerError, Patience

_Result = TypeVar("_Result")


class Asker:
    """Lets the disk of each of `folders` do what is to be done there; it may hang, in the middle of a write too.

    What becomes of a step that has no answer is not known then, as after a stop at that step: what stands there afterwards decides, and
    until the step has ended no other is begun there.
    """

    def __init__(self, folders: Collection[Path], answer_seconds: float) -> None:
        """Take how long an answer of each of `folders` is waited for."""
        self._away: dict[Path, Fault] = {}
        self._found_at: dict[Path, float] = {}
        self._disks: dict[Path, Patience[Any]] = {folder: Patience(answer_seconds) for folder in folders}

    def ask(self, path: Path, step: Callable[[], _Result]) -> _Result:
        """Return what `step` gives, which reads or writes at `path`.

        Raises:
            NoAnswerError: it has no answer in time, or an earlier one there still has none. The folder is one to stay away from then.
        """
        (answer,) = self.ask_all([(path, step)])
        if isinstance(answer, OSError):
            raise answer
        return answer

    def is_hanging(self, folder: Path) -> bool:
        """Return whether a step below `folder` has had no answer yet."""
        return folder in self._disks and self._disks[folder].is_waiting

    def ask_all(self, steps: Sequence[tuple[Path, Callable[[], _Result]]]) -> list[_Result | OSError]:
        """Return what each of `steps`, by the path where it reads or writes, gives or raises; each disk does its own in their order.

        Different disks do so side by side. Once a step has no answer in time, those after it on the same disk are not begun.
        """
        places: dict[Path | None, list[int]] = {}
        for place, (path, _) in enumerate(steps):
            places.setdefault(next((folder for folder in self._disks if path.is_relative_to(folder)), None), []).append(place)
        asked = {folder: _Question([steps[place][1] for place in own]) for folder, own in places.items()}
        for folder, question in asked.items():
            if folder is not None:
                self._disks[folder].begin(question, question)
        bugs: list[Exception] = []
        try:
            for folder, question in asked.items():
                try:
                    self._await(folder, question)
                except Exception as bug:  # noqa: BLE001 — raised when the other disks have answered: one that nobody heard out counts as away
                    bugs.append(bug)
        finally:
            for question in asked.values():
                question.withdraw()
        if bugs:
            raise bugs[0]
        said = {place: answer for folder, own in places.items() for place, answer in zip(own, asked[folder].answers(), strict=True)}
        return [said[place] for place in range(len(steps))]

    def stay_away(self, folder: Path, fault: Fault | None) -> None:
        """Write and remove nothing below `folder` as long as it has `fault`: it is not the folder that docgen knows."""
        self._away.pop(folder, None)
        if fault is None:
            self._found_at[folder] = time.time()
        else:
            self._away[folder] = fault

    def found_at(self, folder: Path) -> float:
        """Return when `folder` was last found to be the one that docgen knows, as `time.time` does; infinity where it never was."""
        return self._found_at.get(folder, math.inf)

    def fault_above(self, path: Path) -> Fault | None:
        """Return why nothing is written at `path` now, if its folder is one to stay away from."""
        return next((fault for folder, fault in self._away.items() if path.is_relative_to(folder)), None)

    def _await(self, folder: Path | None, question: _Question[_Result]) -> None:
        if folder is None:
            question()
            return
        with suppress(NoAnswerError):
            self._disks[folder].ask(question, question, question.progress)
        question.withdraw()
        if lost := next((answer for answer in question.answers() if isinstance(answer, NoAnswerError)), None):
            self.stay_away(folder, fault_of(lost))


class _Question(Generic[_Result]):
    """Steps on one disk, done in their order by whoever calls it; those not begun can be withdrawn, from another thread too."""

    def __init__(self, steps: Sequence[Callable[[], _Result]]) -> None:
        self._steps = steps
        self._said: list[_Result | OSError] = []
        self._is_withdrawn = False

    def __call__(self) -> None:
        for step in self._steps:
            if self._is_withdrawn:
                return
            try:
                self._said.append(step())
            except NoAnswerError as error:
                self._said.append(error)
                return
            except OSError as error:
                self._said.append(error)

    def progress(self) -> int:
        """Return how many steps are done."""
        return len(self._said)

    def withdraw(self) -> None:
        """Let no further step begin."""
        self._is_withdrawn = True

    def answers(self) -> list[_Result | OSError]:
        """Return what each step has given or raised so far; what had no answer, or was not begun, counts as not answered."""
        said = list(self._said)
        return [*said, *(NoAnswerError() for _ in range(len(self._steps) - len(said)))]
