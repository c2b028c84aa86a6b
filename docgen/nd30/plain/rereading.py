"""A .docx whose components are known to lines, as if its text had been typed: words, emphasis and tables stay, all other looks go."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from lxml import etree

from docgen.nd30.drafting.inline import control_of, parse_inline
from docgen.nd30.drafting.levels import without_marks
from docgen.nd30.drafting.paper import Cell, Merge, Run, Table, TableRow, Text
from docgen.nd30.figures import Align
from docgen.nd30.plain import words
from docgen.nd30.plain.lines import Line, line_of
from docgen.nd30.plain.tables import UPRIGHT_MM, columns_for
from docgen.nd30.reading.document import Paragraph, Story
from docgen.nd30.recognise.components import Component, Found, Recognised

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ABOVE = (Component.SUPERIOR, Component.AGENCY, Component.NUMBER, Component.SUBJECT_LETTER, Component.DATE)
_SILENT = (
    *(Component.COUNTRY, Component.MOTTO, Component.MOTTO_LINE, Component.AGENCY_LINE, Component.SUBJECT_LINE),
    *(Component.PAGE_NUMBER, Component.BLANK),
)
_ENDING = (Component.POWER, Component.TITLE, Component.NAME, Component.RECIPIENTS_HEAD, Component.RECIPIENT, Component.DRAFTER)
_RIGHT = " " * 40
_WRAPPED = (Component.SUBJECT, Component.SUBJECT_LETTER, Component.ANNEX_REFERENCE)
_FREE = (Component.BODY, Component.DASH, Component.POINT, Component.CLAUSE, Component.DECIMAL, Component.OTHER, Component.ARTICLE)


def lines_of(recognised: Recognised) -> tuple[Line, ...]:
    """Return the lines of the text, the heading's first, the end's by columns."""
    all = [found for found in recognised.components if found.component not in _SILENT and _is_of_text(found)]
    heads = [found for found in all if found.component in _ABOVE and not control_of(found.paragraph.text)]
    heads = sorted(heads, key=lambda found: _ABOVE.index(found.component))
    rest = [found for found in all if found not in heads]
    return (*_lines(recognised, heads), *_lines(recognised, _by_columns(rest)))


def notes_on(recognised: Recognised) -> tuple[str, ...]:
    """Return what does not come along, or should be known."""
    document = recognised.document
    pictures = sum(paragraph.has_picture for paragraph in document.paragraphs)
    said = (
        (bool(recognised.why_not), recognised.why_not),
        (document.has_tracked_changes, "Tệp Word đang theo dõi thay đổi: đã lấy nội dung như khi chấp nhận mọi thay đổi."),
        *((True, f"Đầu trang, chân trang “{text}” không được chuyển sang.") for text in _footers(recognised)),
        (pictures > 0, f"Có {pictures} đoạn chứa hình: hình không được chuyển sang, cần chèn lại."),
    )
    return tuple(sentence for is_so, sentence in said if is_so)


def _is_of_text(found: Found) -> bool:
    """Return whether `found` is printed once, not on every page; the contact line stands in a footer of its own."""
    return found.paragraph.place.story not in (Story.HEADER, Story.FOOTER) or found.component is Component.CONTACT


def _footers(recognised: Recognised) -> tuple[str, ...]:
    texts = [
        found.paragraph.text
        for found in recognised.components
        if not _is_of_text(found) and found.component is not Component.PAGE_NUMBER and found.paragraph.text
    ]
    return tuple(dict.fromkeys(texts))


def _by_columns(found: Sequence[Found]) -> Iterator[Found]:
    """Yield `found` in order; within a table that holds the end, the whole left column comes before the right one."""
    for (table, is_ending), group in groupby(found, key=lambda one: (one.paragraph.place.table, one.component in _ENDING)):
        members = list(group)
        yield from sorted(members, key=_column) if table and is_ending else members


def _column(found: Found) -> tuple[bool, int]:
    """Return in which column `found` stands; what another office confirms comes after both."""
    return words.is_confirmation(found.paragraph.text), found.paragraph.place.cell


def _lines(recognised: Recognised, found: Iterable[Found]) -> Iterator[Line]:
    tables = {table.number: table.element for table in recognised.data_tables}
    by_element = {paragraph.element: paragraph for paragraph in recognised.document.paragraphs}
    done: set[int] = set()
    seen: set[Paragraph] = set()
    for component, group in groupby(found, key=lambda one: one.component):
        members = [one.paragraph for one in group if one.paragraph not in seen]
        seen.update(members)
        if component in _WRAPPED and members:
            yield line_of(" ".join(paragraph.text for paragraph in members), members[0].place.paragraph, is_after_blank=True)
            continue
        for paragraph in members:
            number = paragraph.place.table
            if number not in tables:
                is_right = component in _ENDING and paragraph.place.table > 0 and paragraph.place.cell > 1
                yield from _typed(paragraph, has_marks=component in _FREE, indent=_RIGHT if is_right else "")
            elif number not in done:
                done.add(number)
                table = _table(tables[number], by_element)
                yield Line("", "", paragraph.place.paragraph, is_after_blank=True, table=table)


def _typed(paragraph: Paragraph, *, has_marks: bool, indent: str) -> Iterator[Line]:
    text = "".join(_marked(run) for run in _runs(paragraph)) if has_marks else paragraph.raw_text
    text = f"{paragraph.number} {text}" if paragraph.number else text
    lines = [line for line in text.split("\n") if line.strip()]
    for place, line in enumerate(lines):
        yield line_of(f"{indent}{line.lstrip()}", paragraph.place.paragraph, is_after_blank=place == 0)


def _runs(paragraph: Paragraph) -> tuple[Run, ...]:
    """Return the runs of `paragraph`, neighbours of one look joined."""
    runs: list[Run] = []
    for (bold, italic), group in groupby(paragraph.runs, key=lambda run: (run.format.bold, run.format.italic)):
        text = "".join(run.text for run in group)
        if text:
            runs.append(Run(text, bold, italic))
    return tuple(runs)


def _marked(run: Run) -> str:
    letters = run.text.strip()
    if not letters:
        return run.text
    mark = f"{'**' if run.bold else ''}{'__' if run.italic else ''}"
    before, after = run.text[: len(run.text) - len(run.text.lstrip())], run.text[len(run.text.rstrip()) :]
    return f"{before}{mark}{letters}{mark[::-1]}{after}"


def _table(element: etree._Element, by_element: Mapping[etree._Element, Paragraph]) -> Table:
    """Return the table as it is ruled, its columns measured anew."""
    rows = tuple(_row(row, by_element) for row in element.findall(f"{_W}tr"))
    count = max(sum(cell.columns for cell in row.cells) for row in rows)
    whole = [[_text(cell.text) for cell in row.cells] for row in rows if len(row.cells) == count]
    top = _header_rows(rows)
    filled = tuple(_filled(row, count) for row in rows)
    columns = columns_for(whole or [[""] * count], min(top, len(whole)), UPRIGHT_MM, _aligned(element, by_element, top, count))
    header = tuple(TableRow(tuple(replace(cell, text=without_marks(cell.text)) for cell in row.cells)) for row in filled[:top])
    return Table(columns, header, filled[top:])


def _aligned(element: etree._Element, by_element: Mapping[etree._Element, Paragraph], top: int, count: int) -> tuple[Align | None, ...]:
    """Return which columns hold figures set at the right."""
    rows = [row.findall(f"{_W}tc") for row in element.findall(f"{_W}tr")[top:]]
    columns = [[p for row in rows if len(row) == count for p in row[n].iter(f"{_W}p") if p in by_element] for n in range(count)]
    filled = [[by_element[p] for p in column if by_element[p].text] for column in columns]
    return tuple(Align.RIGHT if column and all(p.format.align is Align.RIGHT for p in column) else None for column in filled)


def _row(row: etree._Element, by_element: Mapping[etree._Element, Paragraph]) -> TableRow:
    return TableRow(tuple(_cell(cell, by_element) for cell in row.iterfind(f".//{_W}tc") if _is_own(cell, row)))


def _is_own(cell: etree._Element, row: etree._Element) -> bool:
    """Return whether `cell` belongs to `row` itself (content controls between them aside), not to a table within it."""
    return next(cell.iterancestors(f"{_W}tr"), None) is row


def _cell(cell: etree._Element, by_element: Mapping[etree._Element, Paragraph]) -> Cell:
    texts = [_cell_text(by_element[p]) for p in cell.iter(f"{_W}p") if p in by_element]
    span = cell.find(f"{_W}tcPr/{_W}gridSpan")
    merge = cell.find(f"{_W}tcPr/{_W}vMerge")
    columns = int(span.get(f"{_W}val", "1")) if span is not None else 1
    kind = Merge.NONE if merge is None else Merge.START if merge.get(f"{_W}val") == "restart" else Merge.GO_ON
    return Cell(_stacked([text for text in texts if text]), columns, kind)


def _cell_text(paragraph: Paragraph) -> Text:
    number = f"{paragraph.number} " if paragraph.number else ""
    return parse_inline(f"{number}{''.join(_marked(run) for run in _runs(paragraph))}".strip()) if paragraph.text else ()


def _stacked(texts: Sequence[Text]) -> Text:
    stacked: list[Run] = []
    for text in texts:
        stacked += [Run("\n"), *text] if stacked else text
    return tuple(stacked)


def _text(text: Text) -> str:
    return "".join(run.text for run in text)


def _header_rows(rows: Sequence[TableRow]) -> int:
    """Return how many rows the header takes: those that cells of the first one reach down to."""
    count = 1
    while count < len(rows) and any(cell.merge is Merge.GO_ON for cell in rows[count].cells) and _starts_above(rows[0]):
        count += 1
    return min(count, max(len(rows) - 1, 1))


def _starts_above(row: TableRow) -> bool:
    return any(cell.merge is Merge.START for cell in row.cells)


def _filled(row: TableRow, count: int) -> TableRow:
    lacking = count - sum(cell.columns for cell in row.cells)
    return TableRow((*row.cells, *(Cell(()) for _ in range(lacking)))) if lacking > 0 else row
