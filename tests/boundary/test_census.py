"""A workbook as it stands: every cell that matters, whatever program wrote it; what is broken is refused, never a crash."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from docgen.forms.census import Census, read_census
from docgen.forms.named_cells import by_sheet
from docgen.forms.read_cells import Area, Cell, CellKind, FormatKind
from docgen.forms.second_reader import compare
from docgen.model.errors import UnreadableFileError
from docgen.ooxml.package import Package
from tests import hostile
from tests.filled_forms import RIGHT, ROW_OF, SHEET, build, day, form, saved

PART = "xl/worksheets/sheet1.xml"
FORM = form(RIGHT)
TOTAL = ROW_OF["tong"]


def cell_of(census: Census, name: str) -> Cell:
    area = census.area(f"dg_{name}")
    assert area is not None
    return census.cell(area)


def with_cell(xml: str, name: str = "tong") -> bytes:
    """Return the form with the cell of `name` written as `xml` (`{r}` is its address)."""
    address = f"B{ROW_OF[name]}"

    def change(part: bytes) -> bytes:
        start = part.index(f'<c r="{address}"'.encode())
        short, long = part.find(b"/>", start), part.find(b"</c>", start)
        end = long + 4 if part[start : part.index(b">", start) + 1].endswith(b"/>") is False else short + 2
        return part[:start] + xml.format(r=address).encode() + part[end:]

    return hostile.with_part(FORM, PART, change)


def test_named_cells_are_found_with_value_and_kind() -> None:
    census = read_census(FORM)

    assert (cell_of(census, "tong").number, cell_of(census, "nguoi").text, cell_of(census, "so_vb").kind) == (
        Decimal(12),
        "Nguyễn Văn Mẫu",
        CellKind.BLANK,
    )
    assert census.area("DG_TONG") == Area(SHEET, TOTAL, 2, TOTAL, 2)
    assert [(sheet.name, sheet.state) for sheet in census.sheets] == [(SHEET, "visible"), ("_docgen", "veryHidden")]
    assert (census.disagreements, census.second_reader_failed) == ((), False)


@pytest.mark.parametrize(
    ("xml", "kind", "text"),
    [
        pytest.param('<c r="{r}" t="inlineStr"><is><t>mười</t></is></c>', CellKind.TEXT, "mười", id="inline text"),
        pytest.param(
            '<c r="{r}" t="inlineStr"><is><r><t>mư</t></r><r><t>ời</t></r><rPh sb="0" eb="1"><t>x</t></rPh></is></c>',
            CellKind.TEXT,
            "mười",
            id="rich text joined, phonetic help dropped",
        ),
        pytest.param('<c r="{r}" t="str"><f>A1</f><v>mười</v></c>', CellKind.TEXT, "mười", id="text of a formula"),
        pytest.param('<c r="{r}" t="e"><v>#REF!</v></c>', CellKind.ERROR, "#REF!", id="error"),
        pytest.param('<c r="{r}" t="b"><v>1</v></c>', CellKind.BOOLEAN, "1", id="boolean"),
        pytest.param('<c r="{r}"><v>1.5</v></c>', CellKind.NUMBER, "1.5", id="number"),
        pytest.param('<c r="{r}" t="inlineStr"><is><t>a_x000B_b</t></is></c>', CellKind.TEXT, "ab", id="escaped control character"),
        pytest.param('<c r="{r}" t="inlineStr"><is><t xml:space="preserve">  </t></is></c>', CellKind.BLANK, "", id="only spaces"),
    ],
)
def test_a_cell_of_any_kind_is_read(xml: str, kind: CellKind, text: str) -> None:
    cell = cell_of(read_census(with_cell(xml)), "tong")

    assert (cell.kind, cell.text) == (kind, text)


def test_a_formula_without_result_is_not_a_blank() -> None:
    cell = cell_of(read_census(with_cell('<c r="{r}"><f>1+1</f><v></v></c>')), "tong")

    assert (cell.has_formula, cell.is_calculated) == (True, False)


def test_a_date_is_known_by_its_number_format() -> None:
    cell = cell_of(read_census(form({**RIGHT, "tu": day("2026-10-20")})), "tu")

    assert (cell.format.kind, cell.number) == (FormatKind.DATE, Decimal(46315))


def test_the_1904_epoch_is_noticed() -> None:
    book = build({**RIGHT})
    book.epoch = CALENDAR_MAC_1904

    assert read_census(saved(book)).is_1904


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(b'<dimension ref="', b'<dimension ref="A1:A1" other="', id="dimension A1"),
        pytest.param(b'<c r="', b'<c other="', id="cells without addresses"),
        pytest.param(b'<row r="', b'<row other="', id="rows without numbers"),
    ],
)
def test_what_other_programs_write_oddly_is_read_all_the_same(old: bytes, new: bytes) -> None:
    data = hostile.with_part(FORM, PART, lambda part: part.replace(old, new))
    sheet = read_census(data).sheets[0]

    assert sheet.cell(1, 1).text == "Đơn vị báo cáo: Xóm Mẫu 01"
    assert sheet.cell(2, 2).text == "Nguyễn Văn Mẫu"


def test_the_strict_format_is_read() -> None:
    strict = Package.read(FORM)
    swaps = {
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main": b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": b"http://purl.oclc.org/ooxml/officeDocument/relationships",
    }
    for name, part in strict.parts.items():
        for old, new in swaps.items():
            part = part.replace(old, new)  # noqa: PLW2901
        strict.parts[name] = part

    census = read_census(strict.write())

    assert (cell_of(census, "tong").number, census.second_reader_failed) == (Decimal(12), False)


def test_a_name_whose_cells_are_gone_is_known_to_be_gone() -> None:
    data = hostile.replaced(FORM, "xl/workbook.xml", f"'{SHEET}'!$B${TOTAL}<".encode(), b"#REF!<")

    census = read_census(data)

    assert ("dg_tong" in census.names, census.area("dg_tong"), "tong" in census.field_names) == (True, None, False)


def test_names_move_with_their_cells() -> None:
    book = load_workbook(BytesIO(FORM))
    book[SHEET].title = "Biểu (2)"
    for name in book.defined_names.values():
        name.attr_text = name.attr_text.replace(f"'{SHEET}'", "'Biểu (2)'")

    assert cell_of(read_census(saved(book)), "tong").number == Decimal(12)


def test_hidden_rows_and_merged_cells_are_noted() -> None:
    book = build(RIGHT)
    book[SHEET].row_dimensions[TOTAL].hidden = True
    book[SHEET].merge_cells(f"B{TOTAL}:B{TOTAL + 1}")

    census = read_census(saved(book))
    below = census.area("dg_nu")

    assert below is not None
    assert (census.sheets[0].hidden_rows, census.merge_over(below)) == (frozenset({TOTAL}), Area(SHEET, TOTAL, 2, TOTAL + 1, 2))


def test_what_a_second_reader_sees_differently_is_told() -> None:
    data = hostile.with_part(FORM, PART, lambda part: part)
    census = read_census(data)
    first = replace(census.sheets[0], cells={**census.sheets[0].cells, (TOTAL, 2): Cell(CellKind.NUMBER, "13")})

    assert [
        (str(found.cell), found.first, found.second)
        for found in compare(data, [first], by_sheet([Area(SHEET, TOTAL, 2, TOTAL, 2)]), False) or ()
    ] == [(f"{SHEET}!B{TOTAL}", "13", "12.0")]


def test_a_value_far_away_is_refused_before_the_second_reader_fills_memory() -> None:
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'

    with pytest.raises(UnreadableFileError) as caught:
        read_census(hostile.with_part(FORM, PART, lambda part: part.replace(b"</sheetData>", far)))

    assert caught.value.code == "qua_lon"


def test_styled_empty_cells_cost_nothing() -> None:
    rows = b"".join(b'<row r="%d">%s</row>' % (row, b'<c s="1"/>' * 200) for row in range(100, 1100))

    census = read_census(hostile.with_part(FORM, PART, lambda part: part.replace(b"</sheetData>", rows + b"</sheetData>")))

    assert len(census.sheets[0].cells) == len(read_census(FORM).sheets[0].cells)


def test_an_enormous_merge_costs_nothing() -> None:
    data = hostile.with_part(
        FORM, PART, lambda part: part.replace(b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="H1:XFD1048576"/></mergeCells>')
    )

    assert len(read_census(data).sheets[0].merges) == 1


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(b"", "tep_hong", id="empty"),
        pytest.param(b"junk", "tep_hong", id="junk"),
        pytest.param(FORM[: len(FORM) // 2], "tep_hong", id="half a file"),
        pytest.param(hostile.with_damaged_part(FORM, PART), "tep_hong", id="a flipped byte"),
        pytest.param(hostile.zipped({"a.txt": b"x"}), "tep_hong", id="a zip that is no workbook"),
        pytest.param(hostile.with_part(FORM, PART, lambda part: part[:200]), "tep_hong", id="a sheet cut off"),
        pytest.param(hostile.with_part(FORM, "xl/workbook.xml", lambda _: b"<x"), "tep_hong", id="no well-formed workbook"),
        pytest.param(
            hostile.with_part(FORM, PART, lambda part: b'<!DOCTYPE x [<!ENTITY a "b">]>' + part.split(b"?>")[-1]),
            "khong_an_toan",
            id="document type",
        ),
        pytest.param(with_cell('<c r="{r}" t="s"><v>99999</v></c>'), "tep_hong", id="a shared text that is not there"),
        pytest.param(with_cell('<c r="{r}" t="s"><v>-1</v></c>'), "tep_hong", id="a shared text before the first"),
        pytest.param(with_cell('<c r="{r}"><v>1</v></c><c r="{r}"><v>2</v></c>'), "tep_hong", id="a cell twice"),
        pytest.param(with_cell('<c r="{r}"><v>mười</v></c>'), "tep_hong", id="a number that is none"),
        pytest.param(with_cell('<c r="{r}"><v>NaN</v></c>'), "tep_hong", id="not a number"),
        pytest.param(with_cell('<c r="ZZZZ1"><v>1</v></c>'), "tep_hong", id="an address beyond the sheet"),
        pytest.param(with_cell('<c r="{r}" t="q"><v>1</v></c>'), "tep_hong", id="an unknown kind of cell"),
        pytest.param(
            hostile.with_part(
                FORM,
                "xl/workbook.xml",
                lambda part: part.replace(b"<definedNames>", b"<definedNames>" + b'<definedName name="n">1</definedName>' * 20_001),
            ),
            "qua_lon",
            id="too many names",
        ),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_answer_that_fits(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableFileError) as caught:
        read_census(data)

    assert caught.value.code == code
    assert str(caught.value).endswith(".")
