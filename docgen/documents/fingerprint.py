"""A document's inputs in, their hash out: tells without rendering whether a document would come out the same."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from importlib.metadata import version

from docgen.documents.figures import Chosen, Figure, Name
from docgen.documents.records import Listing, Record, names_of, path_of, remembered_digest, text_of
from docgen.documents.tags import names_used
from docgen.model.programme import DocumentSpec

RENDERING = "2"
"""Raised whenever the same inputs would give another document."""


def fingerprint(spec: DocumentSpec, template: bytes, vocabulary: Mapping[str, object]) -> str:
    """Return the hash of all that the document of `spec` is made from: template, program, and the words that the template names."""
    made = hashlib.sha256(f"{version('docgen')}|{RENDERING}|{spec!r}|".encode())
    made.update(hashlib.sha256(template).digest())
    for name in sorted(names_used(template) & vocabulary.keys()):
        made.update(name.encode())
        made.update(_digest(vocabulary[name]))
    return made.hexdigest()


def _digest(value: object) -> bytes:
    if isinstance(value, Record):
        return remembered_digest(value, lambda: _hash_of(_record_parts(value)))
    if isinstance(value, list | tuple):
        path = value.path if isinstance(value, Listing) else ""
        return _hash_of(part for item in ([path], *([item] for item in value)) for part in (_digest(item[0]),))
    return hashlib.sha256(_plain(value).encode()).digest()


def _record_parts(record: Record) -> Iterator[bytes]:
    yield f"{path_of(record)}|{text_of(record)}|{bool(record)}".encode()
    for name in names_of(record):
        yield name.encode()
        yield _digest(record[name])


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


def _hash_of(parts: Iterator[bytes]) -> bytes:
    made = hashlib.sha256()
    for part in parts:
        made.update(len(part).to_bytes(4, "big"))
        made.update(part)
    return made.digest()
