"""The agency's own form, where its answers stand and what they are in; the workbook of a unit out: names and seal added."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from lxml import etree

from docgen.forms import seal
from docgen.forms.canvas import CellValue
from docgen.forms.open_book import WORKSHEET_ORDER, OpenBook, insert_in_order
from docgen.forms.own_form import PERIOD_NAME, UNIT_NAME, Located
from docgen.forms.plan import PREFIX, Plan
from docgen.forms.read_cells import Area, address, column_letters, position
from docgen.forms.sheet_names import SEAL_SHEET
from docgen.model import text
from docgen.model.programme import Field
from docgen.programme import choice_marks

_SEAL_NAME = "dg_seal"
_BEFORE_NAMES = ("sheets", "functionGroups", "externalReferences")


def fill(form: bytes, located: Located, plan: Plan) -> bytes:
    """Return `form` for the unit and period of `plan`: every answer named, unit and period printed, the seal in a hidden sheet.

    What `plan` has filled already stands in the cells. Nothing else of the agency's workbook is changed; equal input gives equal bytes.

    Raises:
        UnreadableFileError: no workbook, or damaged.
    """
    book = OpenBook.open(form)
    for sheet, cells in _by_sheet(located, plan).items():
        part = book.sheet_part(sheet)
        if part is not None and cells:
            root = book.package.xml(part)
            for place, value in cells.items():
                _put(book, root, place, value)
            book.package.put(part, root)
    book.append_hidden(SEAL_SHEET, _seal_sheet(book, plan))
    names = {name: _reference(area) for name, area in located.names.items()}
    _define(book, {**names, _SEAL_NAME: f"{SEAL_SHEET}!$B$1"})
    return book.bytes()


def _by_sheet(located: Located, plan: Plan) -> Mapping[str, Mapping[tuple[int, int], CellValue]]:
    cells: dict[str, dict[tuple[int, int], CellValue]] = {}

    def put(name: str, value: CellValue, row: int = 0) -> None:
        area = located.names.get(name)
        if area is not None and value != "":
            cells.setdefault(area.sheet, {})[area.first_row + row, area.first_column] = value

    put(UNIT_NAME, plan.unit.name)
    put(PERIOD_NAME, text.capitalised(plan.period.words))
    for group in plan.programme.groups:
        for asked in group.fields_for(plan.unit):
            if not asked.type.is_input:
                continue
            if group.is_repeat:
                for row in range(len(plan.filled.rows(group.name)) if plan.filled else 0):
                    for column in _cells_of(asked, located):
                        put(f"{PREFIX}{column.name}", plan.prefilled_in_row(column, row, (asked,)), row)
            else:
                for cell in _cells_of(asked, located):
                    put(f"{PREFIX}{cell.name}", plan.prefilled(cell) if cell is asked else plan.prefilled_mark(cell))
                put(f"{PREFIX}note_{asked.name}", plan.note_on(asked))
    return cells


def _cells_of(asked: Field, located: Located) -> tuple[Field, ...]:
    """Return the question itself, or a field for each of its marks where the form has those."""
    has_marks = choice_marks.is_marked(asked) and f"{PREFIX}{choice_marks.names(asked)[0]}" in located.names
    return choice_marks.fields(asked) if has_marks else (asked,)


def _put(book: OpenBook, root: etree._Element, place: tuple[int, int], value: CellValue) -> None:
    """Write `value` into the cell; its style stays."""
    cell = _cell(book, root, *place)
    for child in list(cell):
        cell.remove(child)
    cell.attrib.pop("t", "")
    if isinstance(value, Decimal):
        etree.SubElement(cell, book.tag("v")).text = f"{value:f}"
        return
    words = f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)
    cell.set("t", "inlineStr")
    said = etree.SubElement(etree.SubElement(cell, book.tag("is")), book.tag("t"))
    said.text = words
    said.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _cell(book: OpenBook, root: etree._Element, row: int, column: int) -> etree._Element:
    """Return the element of the cell, made where the file has none: rows and cells stay in order."""
    data = root.find(book.tag("sheetData"))
    if data is None:
        data = etree.Element(book.tag("sheetData"))
        insert_in_order(root, data, WORKSHEET_ORDER)
    line = next((r for r in data if r.get("r") == str(row)), None)
    if line is None:
        line = etree.Element(book.tag("row"), r=str(row))
        later = next((i for i, r in enumerate(data) if int(r.get("r") or 0) > row), len(data))
        data.insert(later, line)
    wanted = address(row, column)
    found = next((c for c in line if c.get("r") == wanted), None)
    if found is None:
        found = etree.Element(book.tag("c"), r=wanted)
        later = next((i for i, c in enumerate(line) if (position(c.get("r", "")) or (0, 0))[1] > column), len(line))
        line.insert(later, found)
        line.attrib.pop("spans", "")
    return found


def _seal_sheet(book: OpenBook, plan: Plan) -> etree._Element:
    sheet = etree.Element(book.tag("worksheet"), nsmap={None: book.namespace})  # type: ignore[dict-item]
    etree.SubElement(sheet, book.tag("sheetData"))
    _put(book, sheet, (1, 1), "Không sửa, không xóa tờ này.")
    _put(book, sheet, (1, 2), seal.encode(plan.seal))
    return sheet


def _define(book: OpenBook, references: Mapping[str, str]) -> None:
    """Name cells of the workbook; a name that is there already means the new place."""
    names = book.root.find(book.tag("definedNames"))
    if names is None:
        names = etree.Element(book.tag("definedNames"))
        before = [i for i, child in enumerate(book.root) if etree.QName(child).localname in _BEFORE_NAMES]
        book.root.insert(max(before, default=-1) + 1, names)
    known = {n.get("name", "").casefold(): n for n in names if not n.get("localSheetId")}
    for name, reference in references.items():
        element = known.get(name.casefold())
        if element is None:
            element = etree.SubElement(names, book.tag("definedName"), name=name)
        element.text = reference
    names[:] = sorted(names, key=lambda n: (n.get("name", "").casefold(), n.get("localSheetId") or ""))


def _reference(area: Area) -> str:
    quoted = area.sheet.replace("'", "''")
    first = f"${column_letters(area.first_column)}${area.first_row}"
    last = f"${column_letters(area.last_column)}${area.last_row}"
    return f"'{quoted}'!{first}" if first == last else f"'{quoted}'!{first}:{last}"
