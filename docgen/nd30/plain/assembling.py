"""Clean lines to a paper: parts them into top, text, end and what comes with it, and reads each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from docgen.nd30.drafting.inline import parse_inline
from docgen.nd30.drafting.paper import Annex, Block, Heading, Kind, Paper, Paragraph, plain
from docgen.nd30.plain import words
from docgen.nd30.plain.annexes import read_annex
from docgen.nd30.plain.body import end_text, read_body
from docgen.nd30.plain.ending import part, read_closing, starts_another
from docgen.nd30.plain.lines import Line
from docgen.nd30.plain.naming import has_number, is_letter
from docgen.nd30.plain.office import Office
from docgen.nd30.plain.top import Top, read_top
from docgen.nd30.rules.types import Need


@dataclass(frozen=True, slots=True)
class Drafted:
    """A paper read from a text, and Vietnamese sentences on what was joined, added or left for a person."""

    paper: Paper
    notes: tuple[str, ...] = ()


def assemble(lines: Sequence[Line], office: Office) -> Drafted:
    """Return the paper that `lines` are."""
    text, end, beside = part(lines)
    top = read_top(text, office)
    blocks, said = read_body(top.rest, top.type)
    closing, contact, said_of_end = read_closing(end)
    notes = [*top.notes, *said, *said_of_end]
    blocks, is_ended = end_text(blocks) if top.type else (blocks, False)
    if is_ended:
        notes.append("Đã thêm dấu “./.” sau câu cuối.")
    paper = Paper(
        top.heading,
        parse_inline(top.type_line),
        parse_inline(top.subject),
        blocks,
        closing,
        contact=contact,
        reference=parse_inline(top.reference),
    )
    notes += _lacking(paper, top)
    return _with_what_comes_along(paper, top, beside, office, notes)


def _with_what_comes_along(paper: Paper, top: Top, beside: Sequence[Line], office: Office, notes: list[str]) -> Drafted:
    annexes: list[Annex] = []
    attached: list[Paper] = []
    for lines in _parts(beside):
        if words.annex_label(lines[0].bare) or not starts_another(lines):
            annex, said = read_annex(lines, _reference_to(paper, top, office))
            annexes.append(annex)
        else:
            inner = assemble(lines, _of(paper.heading, office))
            attached.append(inner.paper)
            said = inner.notes
        notes += said
    if len(annexes) > 1 and any(plain(annex.label)[-1:].isdigit() for annex in annexes):
        notes.append("Từ hai phụ lục trở lên phải đánh số La Mã (Phụ lục I, II): cần sửa cả chỗ dẫn trong văn bản.")
    return Drafted(replace(paper, annexes=tuple(annexes), attached=tuple(attached)), tuple(notes))


def _parts(lines: Sequence[Line]) -> Iterator[Sequence[Line]]:
    """Yield the lines of each annex or attached text; what stands above the first is an annex without a label."""
    starts = [n for n in range(len(lines)) if n == 0 or starts_another(lines[n:])]
    starts = [n for n in starts if n == 0 or words.annex_label(lines[n].bare) or not starts_another(lines[n - 1 :])]
    for start, stop in zip(starts, [*starts[1:], len(lines)], strict=False):
        yield lines[start:stop]


def _of(heading: Heading, office: Office) -> Office:
    """Return the office that `heading` shows, for a text that comes with its paper."""
    return replace(office, heading=tuple(plain(line) for line in (*heading.superior, *heading.agency)))


def _reference_to(paper: Paper, top: Top, office: Office) -> str:
    """Return the line under the title of an annex, or nothing when too little is known.

    Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục III, khoản 1, điểm c.
    """
    number, date = plain(paper.heading.number), plain(paper.heading.place_date).partition(", ")[2]
    if not (top.type and office.name and number and date):
        return ""
    return f"(Kèm theo {top.type.name} {number.replace('Số:', 'số')} {date} của {office.name})"


def _lacking(paper: Paper, top: Top) -> Iterator[str]:
    """Yield what a person has to add."""
    if top.reference:
        return
    if top.type is None:
        yield "Không thấy tên loại văn bản (KẾ HOẠCH, BÁO CÁO, …) và không thấy “Kính gửi”: cần ghi thêm."
        return
    if is_letter(top.type) and not plain(paper.heading.under_number):
        yield "Công văn chưa có trích yếu: thêm dòng “V/v …” dưới số, ký hiệu."
    if top.type.addressee is Need.MUST and not _addressed(paper.blocks):
        yield f"{top.type.name} phải có “Kính gửi”: cần ghi thêm."
    if top.type.subject is Need.MUST and not paper.subject:
        yield "Chưa có trích yếu dưới tên loại: cần ghi thêm."
    if has_number(top.type) and not paper.closing.recipients:
        yield "Chưa có “Nơi nhận”: cần ghi thêm."
    if not (paper.closing.lines or paper.closing.name):
        yield "Chưa có khối chữ ký: cần ghi quyền hạn, chức vụ, họ tên người ký."
    elif paper.closing == replace(paper.closing, name=()):
        yield "Chưa có họ tên người ký: đã chừa chỗ."


def _addressed(blocks: Sequence[Block]) -> bool:
    return any(isinstance(block, Paragraph) and block.kind in (Kind.TO, Kind.TO_HEAD) for block in blocks)
