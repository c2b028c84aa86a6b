"""Tables as values in, one of the clerk's own workbooks out, and the rows as saved read again; the only module here that knows Excel."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from docgen.forms import looks
from docgen.forms.area import Area
from docgen.forms.area import letters as letters_of
from docgen.forms.canvas import Book, Link, Page, Rule
from docgen.forms.census import read_census
from docgen.forms.read_cells import Cell, FormatKind, day_of
from docgen.forms.sheet_xml import SheetCensus
from docgen.forms.styles import Style
from docgen.model import text
from docgen.model.errors import UnreadableFileError
from docgen.ooxml.package import Package
from docgen.outbox.typed import Place, Row

Value = str | int | Decimal | date | Link

_CHOICES = "Danh mục"
_CORE = "docProps/core.xml"
_COLUMN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}col"
_LAST_AUTHOR = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}lastModifiedBy"
_DAY = "dd/mm/yyyy"
_HEAD_POINTS = 34
_FIXED = Style(border="thin", size=11, valign="top")
_CENTRED = Style(border="thin", size=11, valign="top", align="center")
_LINK = Style(border="thin", size=11, valign="top", color="#0563C1", underline=True)
_REMARK = Style(border="thin", size=11, valign="top", italic=True, color="#7A3B00")


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `choices` are offered in its cells; `is_input`: the clerk writes here; `is_day`: a date. Units: characters.

    `is_strict`: nothing but a choice may be typed.
    """

    title: str
    width: float
    is_input: bool = False
    is_hidden: bool = False
    is_centred: bool = False
    is_remark: bool = False
    is_day: bool = False
    is_strict: bool = True
    choices: tuple[str, ...] = ()
    prompt: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet: a title, lines on how to use it, and rows by column title. `empty` stands where there is no row.

    `fewer`: rows, counted from 0, in which only these choices are offered.
    """

    name: str
    title: str
    lead: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[Mapping[str, Value], ...]
    empty: str = ""
    fewer: Mapping[int, tuple[str, ...]] = field(default_factory=dict)


def write(title: str, tables: Sequence[Table]) -> bytes:
    """Return a workbook with these sheets; equal tables give equal bytes. Only input cells can be written in; there is no password."""
    book = Book(title)
    pages = [(table, book.page(table.name)) for table in tables]
    lists = _write_choices(book, tables)
    for table, page in pages:
        _write_table(table, page, lists)
    return _mended(book.finish())


def read_rows(data: bytes, sheet: str, key: str) -> tuple[Row, ...]:
    """Return the rows of `sheet` below its head (the row that holds the title `key`), filled cells by column title; empty rows left out.

    Raises:
        UnreadableFileError: no workbook, or no such sheet or head in it.
    """
    census = read_census(data)
    found = census.sheet(sheet)
    head = _head_of(found, key) if found else None
    if found is None or head is None:
        raise UnreadableFileError(f"Tệp không còn tờ “{sheet}” hoặc cột “{key}” như khi phát ra.")
    titles = {column: cell.text for (row, column), cell in found.cells.items() if row == head and cell.text}
    letters = {title: letters_of(column - 1) for column, title in titles.items()}
    rows: dict[int, dict[str, str | Decimal | date]] = {}
    for (row, column), cell in sorted(found.cells.items()):
        if row > head and column in titles and (value := _value(cell, census.is_1904)) is not None:
            rows.setdefault(row, {})[titles[column]] = value
    return tuple(Row(Place(sheet, number, letters), cells) for number, cells in rows.items())


def last_author(data: bytes) -> str:
    """Return the name that Excel wrote into the file when it was saved last; "" when there is none.

    Raises:
        UnreadableFileError: no workbook.
    """
    package = Package.read(data)
    if _CORE not in package.parts:
        return ""
    return text.folded(package.xml(_CORE).findtext(_LAST_AUTHOR) or "")


def _write_choices(book: Book, tables: Sequence[Table]) -> dict[tuple[str, ...], str]:
    """Write each list once, on a sheet of its own (a list inside a rule may have no more than 255 characters); return references."""
    of_columns = (column.choices for table in tables for column in table.columns if column.choices)
    wanted = list(dict.fromkeys((*of_columns, *(choices for table in tables for choices in table.fewer.values()))))
    if not wanted:
        return {}
    page = book.page(_CHOICES)
    page.hide()
    for column, choices in enumerate(wanted):
        for row, choice in enumerate(choices):
            page.put(row, column, choice, looks.PLAIN)
    return {choices: page.reference(Area(0, n, len(choices) - 1, n)) for n, choices in enumerate(wanted)}


def _write_table(table: Table, page: Page, lists: Mapping[tuple[str, ...], str]) -> None:
    page.columns([0 if column.is_hidden else column.width for column in table.columns])
    page.put(0, 0, table.title, replace(looks.BOLD, size=14, wrap=False))
    lines = table.lead if table.rows or not table.empty else (table.empty,)
    for row, line in enumerate(lines, 1):
        page.put(row, 0, line, Style(wrap=False, size=11, italic=True))
    head = len(lines) + 2
    page.height(head, _HEAD_POINTS)
    for column, spec in enumerate(table.columns):
        page.put(head, column, spec.title, looks.HEAD)
    for row, cells in enumerate(table.rows, head + 1):
        for column, spec in enumerate(table.columns):
            page.put(row, column, cells.get(spec.title, ""), _style(spec, cells.get(spec.title, "")))
        page.height(row, _row_height(table, cells))
    _finish(table, page, head, lists)


def _finish(table: Table, page: Page, head: int, lists: Mapping[tuple[str, ...], str]) -> None:
    last = head + max(len(table.rows), 1)
    for column, spec in enumerate(table.columns):
        if table.rows and (spec.choices or spec.prompt):
            refusal = "Đề nghị chọn một giá trị trong danh sách." if spec.choices and spec.is_strict else ""
            rule = Rule(choices=lists.get(spec.choices, ""), prompt_title=spec.title[:32], prompt=spec.prompt[:255], refusal=refusal)
            fewer = table.fewer if spec.choices else {}
            for rows in _runs(head + 1, last, fewer):
                narrow = fewer.get(rows.start - head - 1)
                page.rule(Area(rows.start, column, rows.stop - 1, column), replace(rule, choices=lists[narrow]) if narrow else rule)
    page.freeze(head + 1, 2)
    page.print_on_a4(landscape=True)
    page.repeat(head, head)
    page.protect(may_filter=True)
    first = next((n for n, spec in enumerate(table.columns) if spec.is_input), 0)
    page.select(head + 1, first)


def _runs(first: int, last: int, apart: Collection[int]) -> Iterator[range]:
    """Yield the rows from `first` to `last`, those of `apart` (counted from 0) each by itself."""
    start = first
    for row in sorted(first + number for number in apart):
        yield from (range(a, b) for a, b in ((start, row), (row, row + 1)) if a < b)
        start = row + 1
    if start <= last:
        yield range(start, last + 1)


def _style(spec: Column, value: Value) -> Style:
    if isinstance(value, Link):
        return _LINK
    style = _CENTRED if spec.is_centred or spec.is_day else _REMARK if spec.is_remark else _FIXED
    if spec.is_day:
        style = replace(style, number=_DAY)
    return looks.opened(style) if spec.is_input else style


def _row_height(table: Table, cells: Mapping[str, Value]) -> float:
    """Return a height at which the longest text of the row can be read: Excel does not make rows of a fresh file higher by itself."""
    lines = [_lines(cells.get(column.title, ""), column.width) for column in table.columns if not column.is_hidden]
    return 6 + 15.5 * max(lines, default=1)


def _lines(value: Value, width: float) -> int:
    words = value.text if isinstance(value, Link) else str(value)
    return max(1, -(-len(words) // max(1, int(width * 0.92))))


def _mended(data: bytes) -> bytes:
    """Return the workbook with narrowest columns hidden, and links that open in every program: the writer turns `/` in them into `\\`."""
    package = Package.read(data)
    for name in [name for name in package.parts if name.startswith("xl/worksheets/")]:
        root = package.xml(name)
        for element in root.iter():
            if element.tag == _COLUMN and element.get("width") == "0":
                element.set("hidden", "1")
            if element.get("TargetMode") == "External":
                element.set("Target", element.get("Target", "").replace("\\", "/"))
        package.put(name, root)
    return package.write()


def _head_of(sheet: SheetCensus, key: str) -> int | None:
    return min((row for (row, _), cell in sheet.cells.items() if cell.text == key), default=None)


def _value(cell: Cell, is_1904: bool) -> str | Decimal | date | None:
    if cell.is_blank:
        return None
    number = cell.number
    if number is None:
        return cell.text
    moment = day_of(number, is_1904) if cell.format.kind is FormatKind.DATE else None
    return moment.date() if moment else number
