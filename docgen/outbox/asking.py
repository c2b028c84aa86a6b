"""Steps on the disks of people's folders in, their answers out; a disk that hangs holds up neither docgen nor the other disks."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
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
        """Return what each of `steps`, by the path where it reads or writes, gives or raises; on different disks they run side by side."""
        asked = [(next((folder for folder in self._disks if path.is_relative_to(folder)), None), step, object()) for path, step in steps]
        begun: set[Path | None] = {None}
        for folder, step, about in asked:
            if folder is not None and folder not in begun:
                self._disks[folder].begin(step, about)
            begun.add(folder)
        return [self._answer(folder, step, about) for folder, step, about in asked]

    def stay_away(self, folder: Path, fault: Fault | None) -> None:
        """Write and remove nothing below `folder` as long as it has `fault`: it is not the folder that docgen knows."""
        self._away.pop(folder, None)
        if fault is not None:
            self._away[folder] = fault

    def fault_above(self, path: Path) -> Fault | None:
        """Return why nothing is written at `path` now, if its folder is one to stay away from."""
        return next((fault for folder, fault in self._away.items() if path.is_relative_to(folder)), None)

    def _answer(self, folder: Path | None, step: Callable[[], _Result], about: object) -> _Result | OSError:
        try:
            answer: _Result = self._disks[folder].ask(step, about) if folder is not None else step()
        except OSError as error:
            if folder is not None and isinstance(error, NoAnswerError):
                self.stay_away(folder, fault_of(error))
            return error
        return answer
