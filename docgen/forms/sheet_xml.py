"""The XML of sheets and shared strings, streamed: what stands in which cell, what is hidden or merged; empty cells cost nothing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO

from lxml import etree

from docgen.forms.read_cells import (
    BLANK,
    MAX_COLUMNS,
    MAX_ROWS,
    Area,
    Cell,
    CellKind,
    NumberFormat,
    address,
    corners,
    exact,
    position,
)
from docgen.forms.styles_xml import format_at, whole
from docgen.model import text
from docgen.model.errors import UnreadableFileError
from docgen.ooxml.prolog import has_doctype

MAX_FILLED_CELLS = 200_000
_MAX_STRINGS = 1_000_000
_MAX_SHEET_BYTES = 48 * 1024 * 1024
_MAX_MERGES = 20_000
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_HARMLESS = "\t\n\r"
_TOO_MANY_CELLS = "Tệp có quá nhiều ô có nội dung. Xóa các dòng, cột thừa hoặc chép số liệu sang biểu mới rồi gửi lại."


@dataclass(frozen=True, slots=True)
class SheetCensus:
    """One sheet: its filled cells by (row, column), hidden rows, merged areas. `state`: visible, hidden or veryHidden."""

    name: str
    state: str = "visible"
    cells: Mapping[tuple[int, int], Cell] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    merges: tuple[Area, ...] = ()

    def cell(self, row: int, column: int) -> Cell:
        """Return what stands at row and column."""
        return self.cells.get((row, column), BLANK)

    @property
    def extent(self) -> int:
        """Return how many cells the rectangle round everything filled has."""
        if not self.cells:
            return 0
        rows, columns = [row for row, _ in self.cells], [column for _, column in self.cells]
        return (max(rows) - min(rows) + 1) * (max(columns) - min(columns) + 1)


@dataclass(frozen=True, slots=True)
class Books:
    """What the cells of every sheet refer to: shared strings (raw) and number formats."""

    strings: Sequence[str]
    formats: tuple[NumberFormat, ...]


def read_strings(data: bytes) -> list[str]:
    """Return the shared strings, rich text joined, phonetic help left out, as the file has them (see `cleaned`)."""
    found: list[str] = []
    for element in _elements(data, "{*}si"):
        found.append(_text_of(element))
        _forget(element)
        if len(found) > _MAX_STRINGS:
            raise UnreadableFileError(_TOO_MANY_CELLS, "qua_lon")
    return found


def read_sheet(name: str, state: str, data: bytes, books: Books) -> SheetCensus:
    """Return the census of one sheet. The dimension it claims is not believed; cells and rows without a number follow the one before.

    Raises:
        UnreadableFileError: damaged, the same cell twice, or more than can be an honest form.
    """
    if len(data) > _MAX_SHEET_BYTES:
        raise UnreadableFileError(f"Tờ “{name}” quá lớn. Xóa các dòng, cột trống đã định dạng rồi gửi lại.", "qua_lon")
    cells: dict[tuple[int, int], Cell] = {}
    hidden: set[int] = set()
    merges: list[Area] = []
    row = 0
    for element in _elements(data, ("{*}row", "{*}mergeCell")):
        if element.tag.endswith("}mergeCell"):
            _add_merge(merges, name, element)
        else:
            row = _row_number(element, row)
            if element.get("hidden") in ("1", "true"):
                hidden.add(row)
            _add_cells(cells, name, row, element, books)
        _forget(element)
    return SheetCensus(name, state, cells, frozenset(hidden), tuple(merges))


def cleaned(raw: str) -> tuple[str, bool]:
    """Return the text that `raw` stands for (`_x000B_` decoded, then cleaned), and whether control characters were left out."""
    decoded = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), raw) if "_x" in raw else raw
    has_control = any(unicodedata.category(c) in ("Cc", "Cs", "Cn") and c not in _HARMLESS for c in decoded)
    return text.clean(decoded), has_control


def _elements(data: bytes, tags: str | tuple[str, ...]) -> Iterator[etree._Element]:
    if has_doctype(data):
        raise UnreadableFileError("Tệp có khai báo lạ trong nội dung nên không mở.", "khong_an_toan")
    try:
        parser = etree.iterparse(
            BytesIO(data), tag=tags, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
        )
        for _, element in parser:
            yield element
    except etree.XMLSyntaxError as error:
        raise UnreadableFileError("Nội dung bên trong tệp đã hỏng.") from error


def _forget(element: etree._Element) -> None:
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _row_number(element: etree._Element, before: int) -> int:
    given = element.get("r")
    row = whole(given) if given else before + 1
    if not 1 <= row <= MAX_ROWS:
        raise UnreadableFileError("Tệp ghi sai số thứ tự dòng.")
    return row


def _add_cells(cells: dict[tuple[int, int], Cell], sheet: str, row: int, element: etree._Element, books: Books) -> None:
    column = 0
    for item in element:
        if not isinstance(item.tag, str) or not item.tag.endswith("}c"):
            continue
        place = position(item.get("r", "")) if item.get("r") else (row, column + 1)
        if place is None or place[1] > MAX_COLUMNS:
            raise UnreadableFileError(f"Tệp ghi sai địa chỉ ô ở dòng {row}.")
        column = place[1]
        if len(item) == 0:
            continue
        cell = _cell(item, f"{sheet}!{address(*place)}", books)
        if cell.is_blank and not cell.has_formula and not cell.was_cleaned:
            continue
        if place in cells:
            raise UnreadableFileError(f"Tệp ghi ô {sheet}!{address(*place)} hai lần.")
        cells[place] = cell
        if len(cells) > MAX_FILLED_CELLS:
            raise UnreadableFileError(_TOO_MANY_CELLS, "qua_lon")


def _cell(item: etree._Element, where: str, books: Books) -> Cell:
    kind, value, has_formula = item.get("t", "n"), item.findtext("{*}v"), item.find("{*}f") is not None
    number_format = format_at(books.formats, item.get("s"))
    if kind == "inlineStr":
        inline = item.find("{*}is")
        return _text_cell(_text_of(inline) if inline is not None else "", number_format, has_formula)
    if kind == "str":
        return _text_cell(value or "", number_format, has_formula)
    if value is None or not value.strip():
        return Cell(CellKind.BLANK, "", number_format, has_formula, is_calculated=not has_formula)
    if kind == "s":
        return _text_cell(_shared(value, where, books), number_format, has_formula)
    if kind == "n" and exact(value) is None:
        raise UnreadableFileError(f"Ô {where} ghi số không đọc được.")
    kinds = {"n": CellKind.NUMBER, "b": CellKind.BOOLEAN, "e": CellKind.ERROR, "d": CellKind.DAY}
    if kind not in kinds:
        raise UnreadableFileError(f"Ô {where} có kiểu lạ.")
    return Cell(kinds[kind], value.strip(), number_format, has_formula)


def _text_cell(raw: str, number_format: NumberFormat, has_formula: bool) -> Cell:
    content, was_cleaned = cleaned(raw)
    return Cell(CellKind.TEXT if content else CellKind.BLANK, content, number_format, has_formula, was_cleaned=was_cleaned)


def _shared(value: str, where: str, books: Books) -> str:
    try:
        index = int(value)
        if index < 0:
            raise IndexError(index)
        return books.strings[index]
    except (ValueError, IndexError) as error:
        raise UnreadableFileError(f"Ô {where} trỏ tới chữ không có trong tệp.") from error


def _text_of(element: etree._Element) -> str:
    """Return the text of an `si` or `is` element: its own, or that of its runs; phonetic runs (`rPh`) are left out."""
    return "".join(part.text or "" for part in (*element.iterfind("{*}t"), *element.iterfind("{*}r/{*}t")))


def _add_merge(merges: list[Area], sheet: str, element: etree._Element) -> None:
    block = corners(element.get("ref", ""))
    if block is None:
        return
    merges.append(Area(sheet, *block))
    if len(merges) > _MAX_MERGES:
        raise UnreadableFileError("Tệp gộp quá nhiều ô. Chép số liệu sang biểu mới rồi gửi lại.", "qua_lon")
