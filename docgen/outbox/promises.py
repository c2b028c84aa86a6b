"""What docgen placed where, and what is about to stand there, in the dataset: a stop at any step leaves no file of docgen's unknown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from docgen.dataset.store import Dataset

# A hash that is about to stand at a path is remembered under this name, which no file can have, until it does.
_PENDING = "?"


@dataclass(frozen=True, slots=True)
class Known:
    """The hash of what docgen placed at a path, and of what was about to stand there when it was stopped."""

    placed: str | None
    pending: str | None

    @property
    def is_any(self) -> bool:
        """Whether docgen placed anything there, or was about to."""
        return (self.placed, self.pending) != (None, None)

    def __contains__(self, digest: str | None) -> bool:
        """Return whether what has that hash is docgen's own."""
        return digest is not None and digest in (self.placed, self.pending)


@dataclass(frozen=True, slots=True)
class Promise:
    """The hash that is about to stand at the path `name`, as the dataset names it.

    `there`: the hash of docgen's own file that stands there now, None when there is none. `placed`: the hash of what docgen placed there;
    another one than `there` when a write had no answer, and was done late: its promise is kept first.
    """

    name: str
    digest: str
    kind: str
    there: str | None
    placed: str | None

    @property
    def noted_under(self) -> str:
        """The name it has in the dataset until it is kept: what stands there now is docgen's too, and what a person may put back."""
        return self.name if self.there is None and self.placed is None else self.name + _PENDING


class Promises:
    """The hashes of what docgen places, by the path as the dataset names it."""

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset
        self._placed = dataset.placed

    def known(self, name: str) -> Known:
        """Return what is known of the file at `name`."""
        return self.known_of([name])[0]

    def known_of(self, names: Sequence[str]) -> Sequence[Known]:
        """Return what is known of the file at each of `names`, as it stands at one moment."""
        hashes = self._placed.hashes_of([*names, *(name + _PENDING for name in names)])
        return [Known(hashes.get(name), hashes.get(name + _PENDING)) for name in names]

    def below(self, prefix: str) -> tuple[dict[str, str], dict[str, str]]:
        """Return the hash of each file placed whose name begins with `prefix`, by name; and of each that was about to stand there."""
        known = self._placed.all(prefix)
        placed = {name: digest for name, digest in known.items() if not name.endswith(_PENDING)}
        return placed, {name.removesuffix(_PENDING): digest for name, digest in known.items() if name.endswith(_PENDING)}

    def give(self, promises: Sequence[Promise], note: Callable[[], None]) -> None:
        """Note `promises`, at least one, all at once, and what `note` notes; this comes before the first of their files is touched."""
        with self._dataset.transaction():
            late = [promise.name for promise in promises if promise.there is not None and promise.there != promise.placed]
            self._placed.rename_all({name + _PENDING: name for name in late})
            self._placed.remember_all([(promise.noted_under, promise.digest, promise.kind) for promise in promises])
            note()

    def take_back(self, promises: Sequence[Promise]) -> None:
        """Forget `promises`: what they told of does not stand there."""
        with self._dataset.transaction():
            for promise in promises:
                self._placed.forget(promise.noted_under)

    def keep(self, promises: Sequence[Promise]) -> None:
        """Note that what was promised stands there; of a path where nothing stood before, nothing is left to note."""
        self._placed.rename_all({promise.noted_under: promise.name for promise in promises if promise.noted_under != promise.name})

    def decide(self, name: str, is_there: bool) -> None:
        """Note whether what was about to stand at `name` does."""
        if is_there:
            self._placed.rename_all({name + _PENDING: name})
        else:
            self._placed.forget(name + _PENDING)

    def note(self, name: str, digest: str, kind: str) -> None:
        """Note what stands at `name`: nothing is about to stand there any more."""
        with self._dataset.transaction():
            self._placed.remember(name, digest, kind)
            self._placed.forget(name + _PENDING)
