"""Steps on the disks of people's folders in, their answers out; a disk that hangs holds up neither docgen nor the other disks."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

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

        Different disks do so side by side. Where one has no answer in time, none of its steps has one.
        """
        places: dict[Path | None, list[int]] = {}
        for place, (path, _) in enumerate(steps):
            places.setdefault(next((folder for folder in self._disks if path.is_relative_to(folder)), None), []).append(place)
        asked = [(folder, partial(_answers, [steps[place][1] for place in own]), object()) for folder, own in places.items()]
        for folder, question, about in asked:
            if folder is not None:
                self._disks[folder].begin(question, about)
        said: dict[int, _Result | OSError] = {}
        bugs: list[Exception] = []
        for (folder, question, about), own in zip(asked, places.values(), strict=True):
            try:
                said |= zip(own, self._said(folder, question, about, len(own)), strict=True)
            except Exception as bug:  # noqa: BLE001 — raised when the other disks have answered: one of which no answer is taken counts as away
                bugs.append(bug)
        if bugs:
            raise bugs[0]
        return [said[place] for place in range(len(steps))]

    def stay_away(self, folder: Path, fault: Fault | None) -> None:
        """Write and remove nothing below `folder` as long as it has `fault`: it is not the folder that docgen knows."""
        self._away.pop(folder, None)
        if fault is not None:
            self._away[folder] = fault

    def fault_above(self, path: Path) -> Fault | None:
        """Return why nothing is written at `path` now, if its folder is one to stay away from."""
        return next((fault for folder, fault in self._away.items() if path.is_relative_to(folder)), None)

    def _said(
        self, folder: Path | None, question: Callable[[], list[_Result | OSError]], about: object, count: int
    ) -> list[_Result | OSError]:
        if folder is None:
            return question()
        try:
            said: list[_Result | OSError] = self._disks[folder].ask(question, about)
        except NoAnswerError as error:
            said = [error] * count
        if lost := next((one for one in said if isinstance(one, NoAnswerError)), None):
            self.stay_away(folder, fault_of(lost))
        return said


def _answers(steps: Sequence[Callable[[], _Result]]) -> list[_Result | OSError]:
    """Return what each of `steps` gives or raises; what comes after one at which the disk went away is not begun."""
    said: list[_Result | OSError] = []
    for step in steps:
        try:
            said.append(step())
        except NoAnswerError as error:
            return [*said, *[error] * (len(steps) - len(said))]
        except OSError as error:
            said.append(error)
    return said
