"""The things a template walks through with dots and loops: named words (made when asked for) and lists."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache

ABSENT = object()


class Record:
    """Named words: `don_vi.ten`. A word that costs work is made when it is first asked for.

    It has no public method, so that no word of a programme can be hidden by one.
    """

    __slots__ = ("_digest", "_facts", "_is_true", "_lazy", "_order", "_path", "_text", "_words")

    def __init__(  # noqa: PLR0913 (all but the words are for a few)
        self,
        path: str,
        words: Mapping[str, object],
        lazy: Mapping[str, Callable[[], object]] | None = None,
        *,
        text: str | None = None,
        is_true: bool = True,
        order: tuple[str, ...] | None = None,
        facts: Callable[[], bytes] | None = None,
    ) -> None:
        self._path = path
        self._words = {_key(name): value for name, value in words.items()}
        self._lazy = {_key(name): make for name, make in (lazy or {}).items() if _key(name) not in self._words}
        self._text = text
        self._is_true = is_true
        self._order = order
        self._facts = facts
        self._digest = b""

    def __getattr__(self, name: str) -> object:
        found = self._find(name)
        if found is ABSENT:
            raise AttributeError(name)
        return found

    def __getitem__(self, name: str) -> object:
        found = self._find(name)
        if found is ABSENT:
            raise KeyError(name)
        return found

    def __iter__(self) -> Iterator[object]:
        if self._order is None:
            raise TypeError(f"“{self._path}” không phải là danh sách")
        return (self[name] for name in self._order)

    def __len__(self) -> int:
        if self._order is None:
            raise TypeError(f"“{self._path}” không phải là danh sách")
        return len(self._order)

    def __bool__(self) -> bool:
        return self._is_true

    def _find(self, name: str) -> object:
        wanted = _key(name) if isinstance(name, str) else name
        if wanted not in self._words and wanted in self._lazy:
            self._words[wanted] = self._lazy[wanted]()
        return self._words.get(wanted, ABSENT)


class Listing(tuple[object, ...]):
    """A list that a template loops over or counts. `path` names it where its length is printed."""

    path: str

    def __new__(cls, path: str, items: Iterable[object] = ()) -> Listing:
        """Make the list."""
        made = super().__new__(cls, items)
        made.path = path
        return made


def word_of(record: Record, name: str) -> object:
    """Return the word `name` of `record`, or ABSENT."""
    return record._find(name)


def names_of(record: Record) -> tuple[str, ...]:
    """Return every word that `record` offers, in order of the alphabet."""
    return tuple(sorted({*record._words, *record._lazy}))


def path_of(record: Record) -> str:
    """Return how a template reaches `record`: `tong`, `chi_tieu.ct_a`."""
    return record._path


def text_of(record: Record) -> str | None:
    """Return what `record` prints by itself, or None."""
    return record._text


def is_listed(record: Record) -> bool:
    """Return whether one can loop over `record` too (the indicators)."""
    return record._order is not None


def facts_of(record: Record) -> Callable[[], bytes] | None:
    """Return what tells everything that the words of `record` are made from, where that is less work than all the words; or None."""
    return record._facts


def remembered_digest(record: Record, make: Callable[[], bytes]) -> bytes:
    """Return the digest of `record`, made once."""
    if not record._digest:
        record._digest = make()
    return record._digest


@lru_cache(maxsize=4096)
def _key(name: str) -> str:
    return unicodedata.normalize("NFC", name)
