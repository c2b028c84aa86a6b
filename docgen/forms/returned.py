"""The unit's own workbook with its faulty cells marked and explained: everything that is theirs stays as it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from docgen.forms import comments, marks, mend_sheet
from docgen.forms.open_book import OpenBook
from docgen.forms.return_note import ReturnNote
from docgen.forms.style_edits import StyleEdits
from docgen.model.errors import UnreadableFileError
from docgen.model.findings import Finding
from docgen.ooxml.package import unpacked_bytes

__all__ = ["ReturnNote", "without_marks", "write_returned"]

_MOST_COMMENTS = 300
_MOST_BYTES = 32 * 1024 * 1024


def write_returned(data: bytes, note: ReturnNote) -> bytes:
    """Return the workbook `data` with what `note` says: orange cells, remarks in them, and the sheet CẦN SỬA in front.

    Marks of an earlier return are taken away first. Nothing else of the unit's file is changed; equal input gives equal bytes.

    Raises:
        UnreadableFileError: no workbook, damaged, or too large.
    """
    book = _opened(data)
    _clear(book)
    styles = StyleEdits(book)
    orange = styles.differential(marks.ORANGE)
    for sheet, findings in _by_sheet(note.errors).items():
        part = book.sheet_part(sheet)
        if part is not None:
            _mark(book, part, findings, orange)
    book.insert_first(mend_sheet.NAME, mend_sheet.build(book, styles, note))
    styles.save()
    return book.bytes()


def without_marks(data: bytes) -> bytes:
    """Return the workbook `data` without what `write_returned` added, also after Excel or LibreOffice saved it.

    Raises:
        UnreadableFileError: no workbook, damaged, or too large.
    """
    book = _opened(data)
    _clear(book)
    return book.bytes()


def _opened(data: bytes) -> OpenBook:
    """Open a workbook to be marked; one that is very large when unpacked is left as it is: its tree takes many times that memory."""
    if unpacked_bytes(data) > _MOST_BYTES:
        raise UnreadableFileError("Tệp quá lớn để đánh dấu.")
    return OpenBook.open(data)


def _clear(book: OpenBook) -> None:
    book.remove_sheet(mend_sheet.NAME)
    for part in tuple(book.worksheets()):
        root = book.package.xml(part)
        had_marks = marks.remove(book, root)
        had_comments = comments.remove(book, part, root)
        if had_marks or had_comments:
            book.package.put(part, root)


def _by_sheet(findings: Sequence[Finding]) -> Mapping[str, list[Finding]]:
    found: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.cell is not None:
            found[finding.cell.sheet].append(finding)
    return found


def _mark(book: OpenBook, part: str, findings: Sequence[Finding], orange: int) -> None:
    said: dict[str, list[str]] = defaultdict(list)
    for finding in findings:
        if finding.cell is not None:
            said[finding.cell.cell].append(finding.comment or finding.message)
    root = book.package.xml(part)
    marks.add(book, root, tuple(said), orange)
    remarks = {cell: "\n".join(dict.fromkeys(texts)) for cell, texts in list(said.items())[:_MOST_COMMENTS]}
    comments.add(book, part, root, remarks)
    book.package.put(part, root)
