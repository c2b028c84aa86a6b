"""Drafts that nobody needs any more in, put aside; what a person made of one stays where it is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from docgen.dataset.papers import PaperRecord
from docgen.documents.papers import Standing
from docgen.model.disk import fault_of
from docgen.model.programme import Programme
from docgen.outbox import edited
from docgen.outbox.desk import Desk
from docgen.outbox.papers import name_given, whereabouts
from docgen.outbox.strays import NOT_NEEDED


def retire(desk: Desk, programme: Programme, period_code: str, still_wanted: frozenset[tuple[str, str]]) -> None:
    """Move drafts that nobody needs any more (a reminder to a unit that has sent since) into a folder of their own.

    One that a person edited stays where it is, and is noted as not needed; one that a person took away is forgotten.
    """
    for record in desk.dataset.papers.all():
        if (record.programme, record.period) != (programme.name, period_code) or record.state == Standing.ISSUED:
            continue
        spec = programme.document(record.document)
        if spec is not None and (record.document, record.unit) not in still_wanted:
            path = desk.workspace.root / record.path
            if desk.placer.fault_above(path):
                continue
            try:
                _retire(desk, record, path)
            except OSError as error:  # it stays where it is, until it can be read
                desk.placer.not_done(path, fault_of(error))


def _retire(desk: Desk, record: PaperRecord, path: Path) -> None:
    desk.placer.done(path)
    path = whereabouts(desk, record, path)
    hers, _ = edited.find(desk.placer, path)
    if hers:
        edited.clear(desk.placer, path)
        desk.dataset.facts.record("edited", desk.placer.relative(hers.path), hers.data)
        state = replace(record, state=Standing.NOT_NEEDED, edited=hers.sha256, lies_at=name_given(desk, record.path, path))
        desk.dataset.papers.remember(replace(state, moves=(), is_outdated=False))
    elif not desk.placer.ask(path, path.exists) or desk.placer.move(path, path.parent / NOT_NEEDED / path.name, "document").is_done:
        desk.dataset.papers.forget(record.path)
