"""A document's inputs in, their hash out: tells without rendering whether a document would come out the same."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.metadata import version

from docgen.documents.figures import Chosen, Figure, Name
from docgen.documents.records import Listing, Record, facts_of, names_of, path_of, remembered_digest, text_of
from docgen.documents.tags import names_used, says
from docgen.model.programme import DocumentSpec

_ONLY_WHERE_SAID = ("da_khoa",)
"""Locking the figures changes this word; a document whose template does not ask for it stays as it is."""

RENDERING = "3"
"""Raised whenever the same inputs would give another document."""


def fingerprint(spec: DocumentSpec, template: bytes, vocabulary: Mapping[str, object]) -> str:
    """Return the hash of all that the document of `spec` is made from: template, program, and the words that the template names."""
    made = hashlib.sha256(f"{_program()}|{RENDERING}|{spec!r}|".encode())
    made.update(hashlib.sha256(template).digest())
    unsaid = frozenset(word for word in _ONLY_WHERE_SAID if not says(template, word))
    for name in sorted(names_used(template) & vocabulary.keys()):
        made.update(_hash_of((name.encode(), _digest_of_word(vocabulary[name], unsaid))))
    return made.hexdigest()


@cache
def _program() -> str:
    return version("docgen")


def _digest_of_word(word: object, unsaid: frozenset[str]) -> bytes:
    """Return what `_digest` returns where each of `unsaid` is false."""
    if isinstance(word, Record) and not unsaid.isdisjoint(names_of(word)):
        return b"record" + _hash_of(_record_parts(word, unsaid))
    return _digest(word)


def _digest(value: object) -> bytes:
    """Return the canonical bytes of `value`: short ones themselves, with their type; the hash of what holds others."""
    if isinstance(value, Record):
        return remembered_digest(value, lambda: _record_digest(value))
    if isinstance(value, list | tuple):
        path = value.path if isinstance(value, Listing) else ""
        return b"list" + _hash_of(map(_digest, (path, *value)))
    return _plain(value).encode()


def _record_digest(record: Record) -> bytes:
    facts = facts_of(record)
    return b"facts" + hashlib.sha256(facts()).digest() if facts else b"record" + _hash_of(_record_parts(record))


def _record_parts(record: Record, unsaid: frozenset[str] = frozenset()) -> Iterator[bytes]:
    yield f"{path_of(record)}|{text_of(record)}|{bool(record)}".encode()
    for name in names_of(record):
        yield name.encode()
        yield _digest(False if name in unsaid else record[name])


def _plain(value: object) -> str:
    if isinstance(value, Figure):
        extra = ",".join(f"{name}={_digest(word).hex()}" for name, word in sorted(value.extra.items()))
        shape = (value.key, value.stands_on, value.places, value.fixed, value.signed, value.is_complete, value.style.tells_incomplete)
        return f"figure|{value.value!r}|{shape!r}|{extra}"
    if isinstance(value, Chosen):
        return f"chosen|{value.codes!r}|{value.labels!r}"
    if isinstance(value, Name):
        return f"name|{str(value)!r}|{value.in_sentence!r}"
    if isinstance(value, str | int | Decimal | date):
        return f"{type(value).__name__}|{value!s}"
    raise TypeError(f"the vocabulary holds {type(value).__name__}, which has no canonical form")


def _hash_of(parts: Iterable[bytes]) -> bytes:
    return hashlib.sha256(b"".join(b"%d:%b" % (len(part), part) for part in parts)).digest()
