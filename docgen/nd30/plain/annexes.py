"""What comes after the signature: lines in, annexes out, upright or lying as their tables need."""

from __future__ import annotations

from collections.abc import Sequence

from docgen.nd30.drafting.inline import parse_inline
from docgen.nd30.drafting.paper import Annex, Block, Table
from docgen.nd30.plain import words
from docgen.nd30.plain.body import read_body
from docgen.nd30.plain.joining import joined_text
from docgen.nd30.plain.lines import Line
from docgen.nd30.plain.numbering import with_blanks
from docgen.nd30.plain.tables import LYING_MM, is_row, is_wide

_LONGEST_REFERENCE = 4


def read_annex(lines: Sequence[Line], reference: str) -> tuple[Annex, tuple[str, ...]]:
    """Return the annex that `lines` are, and notes; `reference` is what it says of the paper it comes with where it says nothing itself."""
    labelled = words.annex_label(lines[0].bare)
    label, title = labelled or ("", "")
    titles, rest = _titles(lines[1:] if labelled else lines, title)
    said, rest = _reference(rest)
    notes: tuple[str, ...] = () if labelled else ("Phần sau khối chữ ký chưa có nhãn “Phụ lục”: đã đặt ở trang mới, cần ghi thêm nhãn.",)
    if labelled and not said and reference:
        said, notes = reference, (f"{label}: đã thêm dòng “{' '.join(reference.split())}”.",)
    blocks, more = read_body(rest, None, is_annex=True)
    is_landscape = _is_wide(blocks)
    if is_landscape:
        blocks, more = read_body(rest, None, is_annex=True, room_mm=LYING_MM)
        more = (*more, f"{label or 'Phụ lục'}: bảng rộng, đã để trang ngang.")
    annex = Annex(parse_inline(label), parse_inline(joined_text(titles)), parse_inline(said), is_landscape, blocks)
    return annex, (*notes, *more)


def _titles(lines: Sequence[Line], title: str) -> tuple[list[str], Sequence[Line]]:
    """Return the lines of the title: capitals, or whatever one line stands above "(Kèm theo …)"."""
    titles = [title] if title else []
    place = 0
    while place < len(lines) and _is_title(lines[place], lines[place + 1 : place + 2], bool(titles)):
        titles.append(lines[place].bare)
        place += 1
    return titles, lines[place:]


def _is_title(line: Line, below: Sequence[Line], has_title: bool) -> bool:
    if line.table or is_row(line.raw) or words.is_reference(line.bare):
        return False
    is_above_reference = bool(below) and words.is_reference(below[0].bare)
    return (words.is_capitals(line.bare) and line.bare[:3] not in ("I. ", "A. ")) or (is_above_reference and not has_title)


def _reference(lines: Sequence[Line]) -> tuple[str, Sequence[Line]]:
    if not lines or not words.is_reference(lines[0].bare):
        return "", lines
    taken: list[str] = []
    for line in lines[:_LONGEST_REFERENCE]:
        taken.append(line.bare)
        if line.bare.endswith(")"):
            break
    return with_blanks(joined_text(taken)), lines[len(taken) :]


def _is_wide(blocks: Sequence[Block]) -> bool:
    return any(isinstance(block, Table) and is_wide(block) for block in blocks)
