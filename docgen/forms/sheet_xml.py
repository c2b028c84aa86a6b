"""The XML of sheets and shared strings: what stands in which cell, what is hidden or merged; empty cells cost nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO

from lxml import etree

from docgen.forms import budgets
from docgen.forms.old_encodings import font_of
from docgen.forms.read_cells import BLANK, MAX_COLUMNS, MAX_ROWS, Area, Cell, address, corners, position
from docgen.forms.sheet_scan import scan, scan_strings
from docgen.forms.styles_xml import is_struck, says_something, whole
from docgen.forms.typed_cells import Books, Run, Runs, TypedCells, says_nothing, typed
from docgen.model.errors import UnreadableFileError
from docgen.ooxml.package import parse
from docgen.ooxml.prolog import has_doctype

_MAX_STRINGS = 1_000_000
_FEW_MERGES = 500
_MAX_SHEET_BYTES = 48 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class SheetCensus:
    """One sheet: its filled cells by (row, column), hidden rows, merged areas, remarks in cells. `state`: visible, hidden or veryHidden."""

    name: str
    state: str = "visible"
    cells: Mapping[tuple[int, int], Cell] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    merges: tuple[Area, ...] = ()
    remarks: Mapping[tuple[int, int], str] = field(default_factory=dict)

    def cell(self, row: int, column: int) -> Cell:
        """Return what stands at row and column."""
        return self.cells.get((row, column), BLANK)

    @property
    def extent(self) -> int:
        """Return how many cells the rectangle round everything filled has."""
        if not self.cells:
            return 0
        (top, _), (bottom, _) = min(self.cells), max(self.cells)
        columns = [column for _, column in self.cells]
        return (bottom - top + 1) * (max(columns) - min(columns) + 1)


def read_strings(data: bytes) -> list[str]:
    """Return the shared strings, rich text joined, phonetic help left out, as the file has them (see `cleaned`)."""
    plain = scan_strings(data)
    if plain is not None and len(plain) <= _MAX_STRINGS:
        return plain
    return read_string_elements(data)


def read_string_elements(data: bytes) -> list[str]:
    """Return the same, read element by element."""
    found: list[str] = []
    for element in _elements(data, "{*}si"):
        found.append(_text_of(element))
        _forget(element)
        if len(found) > _MAX_STRINGS:
            raise UnreadableFileError(budgets.TOO_MANY_CELLS, budgets.TOO_LARGE)
    return found


def read_runs(data: bytes) -> dict[int, Runs]:
    """Return the shared strings of which a stretch has a font that says something, by number, as stretches."""
    found = {}
    for index, element in enumerate(_elements(data, "{*}si")):
        runs = _runs_of(element)
        if any(run.is_struck or (run.font and font_of(run.font)) for run in runs):
            found[index] = runs
        _forget(element)
    return found


def read_sheet(name: str, state: str, data: bytes, books: Books) -> SheetCensus:
    """Return the census of one sheet. The dimension it claims is not believed; cells and rows without a number follow the one before.

    Raises:
        UnreadableFileError: damaged, the same cell twice, or more than can be an honest form.
    """
    if len(data) > _MAX_SHEET_BYTES:
        raise UnreadableFileError(f"Tờ “{name}” quá lớn. Xóa các dòng, cột trống đã định dạng rồi gửi lại.", "qua_lon")
    if has_doctype(data):
        raise UnreadableFileError("Tệp có khai báo lạ trong nội dung nên không mở.", "khong_an_toan")
    budgets.judge_sheet(data)
    data = budgets.without_empty_cells(data)
    plain = scan(data, books.visible, parse)
    if plain is not None and plain.has_runs and says_something(data):
        plain = None
    if plain is not None and len(plain.cells) <= budgets.MAX_FILLED_CELLS and len(plain.merges) <= budgets.MAX_MERGES:
        budgets.judge_texts((raw[2] for raw in plain.cells.values() if raw[0] == "s"), books.strings)
        cells = TypedCells(name, plain.cells, books).without_blank(plain.doubtful)
        return SheetCensus(name, state, cells, plain.hidden_rows, _areas(name, plain.merges))
    return read_elements(name, state, data, books)


def read_elements(name: str, state: str, data: bytes, books: Books) -> SheetCensus:
    """Return the same, read element by element: whatever well-formed XML the sheet is."""
    cells: dict[tuple[int, int], Cell] = {}
    hidden: set[int] = set()
    merges: list[Area] = []
    row = length = 0
    for element in _elements(data, ("{*}row", "{*}mergeCell")):
        if element.tag.endswith("}mergeCell"):
            merges += _areas(name, (element.get("ref", ""),))
            if len(merges) > budgets.MAX_MERGES:
                raise UnreadableFileError(budgets.TOO_MANY_MERGES, budgets.TOO_LARGE)
        else:
            row = _row_number(element, row)
            if element.get("hidden") in ("1", "true"):
                hidden.add(row)
            length += _add_cells(cells, name, row, element, books)
            budgets.judge_length(length)
        _forget(element)
    return SheetCensus(name, state, cells, frozenset(hidden), tuple(merges))


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


def _add_cells(cells: dict[tuple[int, int], Cell], sheet: str, row: int, element: etree._Element, books: Books) -> int:
    """Add the filled cells of one row; return how many characters stand in them."""
    column = length = 0
    for item in element:
        if not isinstance(item.tag, str) or not item.tag.endswith("}c"):
            continue
        place = position(item.get("r", "")) if item.get("r") else (row, column + 1)
        if place is None or place[1] > MAX_COLUMNS:
            raise UnreadableFileError(f"Tệp ghi sai địa chỉ ô ở dòng {row}.")
        column = place[1]
        if len(item) == 0:
            continue
        cell = _cell(item, (sheet, *place), books)
        if says_nothing(cell):
            continue
        if place in cells:
            raise UnreadableFileError(f"Tệp ghi ô {sheet}!{address(*place)} hai lần.")
        cells[place] = cell
        length += len(cell.text)
        if len(cells) > budgets.MAX_FILLED_CELLS:
            raise UnreadableFileError(budgets.TOO_MANY_CELLS, budgets.TOO_LARGE)
    return length


def _cell(item: etree._Element, where: tuple[str, int, int], books: Books) -> Cell:
    kind, value, has_formula = item.get("t", "n"), item.findtext("{*}v"), item.find("{*}f") is not None
    if kind == "inlineStr":
        inline = item.find("{*}is")
        runs = _runs_of(inline) if inline is not None else ()
        return typed(kind, runs, item.get("s"), has_formula, where, books)
    return typed(kind, value, item.get("s"), has_formula, where, books)


def _text_of(element: etree._Element) -> str:
    """Return the text of an `si` or `is` element: its own, or that of its runs; phonetic runs (`rPh`) are left out."""
    return "".join(part.text or "" for part in (*element.iterfind("{*}t"), *element.iterfind("{*}r/{*}t")))


def _runs_of(element: etree._Element) -> Runs:
    """Return the same as stretches, each with what its own font says."""
    found = [Run(part.text or "") for part in element.iterfind("{*}t")]
    for item in element.iterfind("{*}r"):
        look = item.find("{*}rPr")
        font = look.find("{*}rFont") if look is not None else None
        name, struck = font.get("val") if font is not None else None, is_struck(look) if look is not None else None
        found += [Run(part.text or "", name, struck) for part in item.iterfind("{*}t")]
    return tuple(found)


def _areas(sheet: str, references: tuple[str, ...]) -> tuple[Area, ...]:
    return (_known_areas if len(references) <= _FEW_MERGES else _made_areas)(sheet, references)


def _made_areas(sheet: str, references: tuple[str, ...]) -> tuple[Area, ...]:
    return tuple(Area(sheet, *block) for reference in references if (block := corners(reference)))


_known_areas = lru_cache(maxsize=256)(_made_areas)
"""What is merged is the same in many forms."""
