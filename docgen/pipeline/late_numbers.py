"""Issued documents in, those that cite by a blank what got its number later out; a file is read again only when somebody saved it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from docgen.dataset.papers import PaperRecord
from docgen.documents import papers
from docgen.documents.citing import cites_by_blank
from docgen.documents.papers import Standing
from docgen.documents.tags import says
from docgen.model.errors import TemplateError
from docgen.model.programme import DocumentSpec, Programme
from docgen.model.submissions import IssuedNumber
from docgen.outbox.drawing import Wanted, template_of
from docgen.outbox.place import Placer
from docgen.pipeline.office import Office

Late = tuple[DocumentSpec, IssuedNumber]
"""A document that is cited, and what was typed for it after the one that cites it was issued."""


def late_numbers(office: Office, placer: Placer) -> Mapping[str, tuple[Late, ...]]:
    """Return, by the file of an issued document, what it cites by a blank although the number is known by now."""
    records = [record for record in office.dataset.papers.all() if record.state == Standing.ISSUED]
    found: dict[str, tuple[Late, ...]] = {}
    for programme in office.programmes() if records else ():
        register = _Register(office, programme, office.dataset.papers.issued(programme.name))
        for record in records:
            path = office.workspace.root / record.file
            late = tuple(
                (spec, entry)
                for spec, entry in register.cited_later(record)
                if _is_blank_in(placer, path, spec.symbol, papers.number(spec, entry))
            )
            if late:
                found[record.file] = late
    return found


@dataclass(frozen=True)
class _Register:
    """The numbers of one programme, in the order in which they were first entered."""

    office: Office
    programme: Programme
    entries: Sequence[IssuedNumber]

    def cited_later(self, record: PaperRecord) -> Iterator[Late]:
        """Yield what the document of `record` may cite whose number was entered after its own."""
        own = self._place.get((record.document, record.period, record.unit)) if record.programme == self.programme.name else None
        for entry in self.entries[own + 1 :] if own is not None else ():
            spec = self.programme.document(entry.document)
            is_near = entry.period in ("", record.period) and entry.unit in ("", record.unit)
            if spec and spec.symbol and is_near and spec.name in self._named_by(record.document):
                yield spec, entry

    @cached_property
    def _place(self) -> Mapping[tuple[str, str, str], int]:
        return {(entry.document, entry.period, entry.unit): place for place, entry in enumerate(self.entries)}

    @cached_property
    def _named(self) -> dict[str, frozenset[str]]:
        return {}

    def _named_by(self, document: str) -> frozenset[str]:
        """Return the documents that the template of `document` names: all of them where it cannot be read now."""
        if document not in self._named:
            citing, others = self.programme.document(document), [spec for spec in self.programme.documents if spec.name != document]
            try:
                template = template_of(self.office.workspace, Wanted(self.programme, citing)) if citing else b""
                self._named[document] = frozenset(spec.name for spec in others if citing and says(template, spec.key))
            except TemplateError:
                self._named[document] = frozenset(spec.name for spec in others)
        return self._named[document]


def _is_blank_in(placer: Placer, path: Path, symbol: str, number: str) -> bool:
    """Return whether the file has the blank still: a person may have written the number there. What is away is told when it is back."""
    try:
        status = placer.ask(path, path.stat)
        return placer.ask(path, lambda: _cites_at(path, status.st_size, status.st_mtime_ns, (symbol, number)))
    except OSError:
        return False


@lru_cache(maxsize=4096)
def _cites_at(path: Path, size_bytes: int, modified: int, cited: tuple[str, str]) -> bool:
    return cites_by_blank(path.read_bytes(), *cited)
