"""so-van-ban.xlsx: the documents that exist in, the rows of the register out; what the văn thư typed in, issued numbers recorded."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from docgen.dataset.papers import PaperRecord
from docgen.documents.papers import Standing
from docgen.model.periods import Period
from docgen.model.submissions import IssuedNumber
from docgen.outbox import paper_words, register
from docgen.outbox.register import RegisterRow
from docgen.outbox.strays import Strays
from docgen.outbox.typed import Problem
from docgen.outbox.views import MovedFigure, PaperNotice
from docgen.pipeline.clerk import Clerk
from docgen.pipeline.late_numbers import late_numbers
from docgen.pipeline.office import Office


def rows(office: Office) -> tuple[RegisterRow, ...]:
    """Return one row for each document that exists, in the order of the definition."""
    issued = {(n.programme, n.document, n.period, n.unit): n for p in office.programmes() for n in office.dataset.papers.issued(p.name)}
    order = {(p.name, d.name): number for p in office.programmes() for number, d in enumerate(p.documents)}
    units = {unit.code: number for number, unit in enumerate(office.catalogue.units.all)}
    records = sorted(
        (record for record in office.dataset.papers.all() if (record.programme, record.document) in order),
        key=lambda r: (r.programme, r.period, order[r.programme, r.document], units.get(r.unit, -1)),
    )
    return tuple(_row(office, record, issued.get((record.programme, record.document, record.period, record.unit))) for record in records)


def moved(office: Office, rows: tuple[RegisterRow, ...]) -> Iterator[MovedFigure]:
    """Yield the figures that have changed in documents which a person edited or issued."""
    records = {record.file: record for record in office.dataset.papers.all()}
    for row in rows:
        record = records[row.path]
        for move in record.moves:
            yield MovedFigure(row.title, row.unit_name, _period(row), row.path, move, record.state == Standing.ISSUED)


def notices(office: Office, rows: tuple[RegisterRow, ...], strays: Strays) -> Iterator[PaperNotice]:
    """Yield what a person should know of documents that docgen leaves alone.

    Those nobody needs any more, issued ones that cite what got its number later, and copies that docgen does not follow.
    """
    records = {record.file: record for record in office.dataset.papers.all()}
    root, late = office.workspace.root, late_numbers(office, strays.placer)
    for row in rows:
        record, name = records[row.path], PurePosixPath(row.path).name
        if record.state == Standing.NOT_NEEDED:
            yield PaperNotice(row.title, row.unit_name, _period(row), row.path, paper_words.NOT_NEEDED)
        for spec, number in late.get(row.path, ()):
            yield PaperNotice(row.title, row.unit_name, _period(row), row.path, paper_words.cited_by_blank(spec, number))
        for path in strays.by_document.get(record.path, ()):
            file = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()
            if file != record.file:
                yield PaperNotice(row.title, row.unit_name, _period(row), file, paper_words.not_followed(path.name, name))


def take(office: Office, data: bytes, clerk: Clerk) -> tuple[str, ...]:
    """Record the numbers typed into the register `data`; return what is lacking in rows that cannot be recorded.

    Raises:
        UnreadableFileError: no workbook, or not the register.
    """
    found = register.read(data, rows(office))
    typed, problems = register.read_typed(data), register.problems(found)
    for one in found:
        if isinstance(one, IssuedNumber):
            office.dataset.papers.record_issue(one, office.now)
    clerk.register = register.Typed(typed.cells, problems)
    return tuple(one.text for one in found if isinstance(one, Problem))


def _period(row: RegisterRow) -> str:
    period = Period.parse(row.period)
    return period.words if period else "cả chương trình"


def _row(office: Office, record: PaperRecord, issued: IssuedNumber | None) -> RegisterRow:
    programme = office.catalogue.programmes[record.programme]
    spec = programme.document(record.document)
    unit = office.catalogue.units.find(record.unit) if record.unit else None
    return RegisterRow(
        record.programme,
        record.document,
        record.period,
        record.unit,
        programme.short_name or programme.title,
        spec.title if spec else record.document,
        unit.name if unit else "",
        record.file,
        spec.symbol if spec else "",
        issued,
    )
