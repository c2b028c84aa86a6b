"""A small programme of the tests' own, and workbooks that answer it the way people fill them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO

from openpyxl import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from docgen.forms import seal as seals
from docgen.model.expressions import Formula
from docgen.model.periods import Period, PeriodType, Schedule
from docgen.model.programme import Choice, Deadline, Doubt, Field, FieldType, Group, PeriodDates, Programme
from docgen.model.units import Unit, Units, UnitType
from docgen.model.values import Answer, Answers, CellRef, Missing, Reason, Value
from docgen.programme.expressions import parse

SHEET = "Biểu"
SECRET = b"k" * 32
KEYS = {"k1": SECRET}
TODAY = date(2026, 12, 2)
DATES = PeriodDates(date(2026, 1, 1), date(2026, 11, 15), Deadline(date(2026, 11, 30), "before", date(2026, 11, 29), date(2026, 11, 30)))
PERIOD = Period.parse("2026") or Period(2026, PeriodType.YEAR)
YES_NO = (Choice("co", "Có"), Choice("khong", "Không"), Choice("khuyet", "Khuyết (chưa có người giữ chức vụ)"))
HAMLET = UnitType("xom", "xóm", "A", "Các xóm", "yêu cầu", True, common_noun="Xóm")
OFFICE = UnitType("phong", "phòng", "B", "Các phòng", "yêu cầu", True)
UNIT = Unit("X01", "Xóm Mẫu 01", HAMLET)
OTHER = Unit("X02", "Xóm Mẫu 02", HAMLET)
UNITS = Units((UNIT, OTHER, Unit("P01", "Phòng Mẫu", OFFICE)))


def formula(source: str) -> Formula:
    """Return `source` parsed."""
    return parse(source)


FIELDS: tuple[Field, ...] = (
    Field("nguoi", FieldType.TEXT, "Người lập biểu (họ và tên)", group="chung", required=True),
    Field(
        "dt",
        FieldType.TEXT,
        "Điện thoại",
        "Ghi liền, ví dụ 0912345678.",
        group="chung",
        constraint=formula("regex(., '^0[0-9]{9}$')"),
        constraint_message="Số điện thoại gồm 10 chữ số. Ví dụ: 0912345678.",
    ),
    Field("tu", FieldType.DATE, "Từ ngày", group="chung", prefill="data_from", read_only=True),
    Field("tong", FieldType.INTEGER, "Tổng số người", group="so", required=True, unit_of_measure="người", constraint=formula(". >= 1")),
    Field(
        "nu",
        FieldType.INTEGER,
        "Trong đó: nữ",
        group="so",
        required=True,
        unit_of_measure="người",
        constraint=formula(". >= 0 and . <= ${tong}"),
        constraint_message="Số nữ không được lớn hơn tổng số.",
        cumulative=True,
    ),
    Field("ty_le", FieldType.CALCULATE, "Tỷ lệ nữ", group="so", calculation=formula("round(${nu} div ${tong} * 100, 1)")),
    Field(
        "dau",
        FieldType.SELECT_ONE,
        "Người đứng đầu là nữ",
        group="so",
        choices=YES_NO,
        constraint=formula(". != 'co' or ${nu} >= 1"),
        constraint_message="Đã chọn người đứng đầu là nữ thì số nữ phải từ 1 trở lên.",
    ),
    Field("so_vb", FieldType.TEXT, "Số văn bản", group="so", relevant=formula("${dau} = 'co'")),
    Field(
        "tien",
        FieldType.INTEGER,
        "Kinh phí",
        group="so",
        unit_of_measure="đồng",
        constraint=formula(". = 0 or (. >= 1000 and . <= 20000000000)"),
        constraint_message="Số tiền ghi theo đơn vị đồng.",
        doubts=(Doubt(formula(". > 1000000000"), "Kinh phí trên 1 tỷ đồng ({gia_tri}, kỳ trước {ky_truoc})."),),
    ),
    Field("phan_tram", FieldType.DECIMAL, "Tỷ lệ hoàn thành", group="so", unit_of_measure="%"),
    Field("rieng", FieldType.INTEGER, "Số của phòng", group="so", applies_to=frozenset({"phong"})),
)
COLUMNS: tuple[Field, ...] = (
    Field("ten_viec", FieldType.TEXT, "Tên việc", repeat="viec", group="viec", required=True),
    Field(
        "ngay_viec",
        FieldType.DATE,
        "Ngày",
        repeat="viec",
        group="viec",
        required=True,
        constraint=formula(". >= ${tu}"),
        constraint_message="Ngày phải nằm trong kỳ.",
    ),
    Field("so_viec", FieldType.INTEGER, "Số người", repeat="viec", group="viec", unit_of_measure="người"),
)
PROGRAMME = Programme(
    name="mau",
    form_id="mau",
    title="Biểu mẫu thử",
    version="2",
    fingerprint="0123456789abcdef",
    sha256="",
    full_name="Chương trình mẫu",
    short_name="Mẫu",
    years="2026-2030",
    schedule=Schedule(PeriodType.YEAR, ("11-30",)),
    groups=(
        Group("chung", "I. CHUNG", tuple(f for f in FIELDS if f.group == "chung")),
        Group("so", "II. SỐ LIỆU", tuple(f for f in FIELDS if f.group == "so")),
        Group("viec", "III. VIỆC", COLUMNS, is_repeat=True),
    ),
    indicators=(),
    documents=(),
    receiver="Phòng Mẫu",
    accepts=("1",),
)
ROW_OF = {f.name: row for row, f in enumerate(FIELDS, 2)}
FIRST_TABLE_ROW, PREPARED_ROWS = 30, 5
RIGHT: Mapping[str, object] = {"nguoi": "Nguyễn Văn Mẫu", "dt": "0912345678", "tong": 12, "nu": 7, "dau": "Có", "tien": 5_000_000}
"""Answers without a mistake."""


def field(name: str) -> Field:
    """Return the field called `name`."""
    return PROGRAMME.field_by_name[name]


def place(name: str, row: int = 0) -> CellRef:
    """Return the cell of a field, or of a column of the table in its prepared `row` (from 0)."""
    columns = [column.name for column in COLUMNS]
    if name in columns:
        return CellRef(SHEET, f"{'BCD'[columns.index(name)]}{FIRST_TABLE_ROW + row}")
    return CellRef(SHEET, f"B{ROW_OF[name]}")


def form(
    answers: Mapping[str, object],
    table: Sequence[Sequence[object]] = (),
    *,
    unit: Unit = UNIT,
    version: str = "2",
    leave_out: Sequence[str] = (),
) -> bytes:
    """Return a sealed workbook with `answers` by field (a key `note_<field>` fills the note) and `table` from its first prepared row."""
    book = build(answers, table, unit=unit, version=version, leave_out=leave_out)
    return saved(book)


def build(
    answers: Mapping[str, object],
    table: Sequence[Sequence[object]] = (),
    *,
    unit: Unit = UNIT,
    version: str = "2",
    leave_out: Sequence[str] = (),
) -> Workbook:
    """Return the same as an openpyxl workbook."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = SHEET
    sheet["A1"], sheet["B1"] = f"Đơn vị báo cáo: {unit.name}", "Năm 2026"
    _name(book, "dg__don_vi", "$A$1")
    _name(book, "dg__ky", "$B$1")
    for asked in FIELDS:
        if asked.name in leave_out or not asked.applies(unit):
            continue
        row = ROW_OF[asked.name]
        sheet.cell(row, 1, asked.label)
        _put(sheet, row, 2, answers.get(asked.name))
        _put(sheet, row, 3, answers.get(f"note_{asked.name}"))
        _name(book, f"dg_{asked.name}", f"$B${row}")
        _name(book, f"dg_note_{asked.name}", f"$C${row}")
    last = FIRST_TABLE_ROW + PREPARED_ROWS - 1
    for index, column in enumerate(COLUMNS, 2):
        sheet.cell(FIRST_TABLE_ROW - 1, index, column.label)
        letter = "ABCD"[index - 1]
        if column.name not in leave_out:
            _name(book, f"dg_{column.name}", f"${letter}${FIRST_TABLE_ROW}:${letter}${last}")
    for offset, line in enumerate(table):
        for index, value in enumerate(line, 2):
            _put(sheet, FIRST_TABLE_ROW + offset, index, value)
    hidden = book.create_sheet("_docgen")
    hidden.sheet_state = "veryHidden"
    issued = seals.issue(replace(PROGRAMME, version=version), unit.code, PERIOD.code, 0, "k1", SECRET)
    hidden["A1"] = seals.encode(issued)
    book.defined_names["dg_seal"] = DefinedName("dg_seal", attr_text="_docgen!$A$1")
    return book


def saved(book: Workbook) -> bytes:
    """Return `book` as a file."""
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def said(values: Mapping[str, Value | Missing], rows: Sequence[Mapping[str, Value | Missing]] = ()) -> Answers:
    """Return answers as the reader would give them; every field that is not named is blank."""
    asked = [f for f in FIELDS if f.applies(UNIT) and f.type is not FieldType.CALCULATE]
    by_name = {f.name: Answer(f.name, values.get(f.name, Missing(Reason.BLANK)), place(f.name)) for f in asked}
    table = tuple(
        {c.name: Answer(c.name, row.get(c.name, Missing(Reason.BLANK)), place(c.name, index)) for c in COLUMNS}
        for index, row in enumerate(rows)
    )
    return Answers(by_name, {"viec": table})


def day(text: str) -> datetime:
    """Return the day `2026-10-20` as Excel's libraries want it."""
    return datetime.fromisoformat(text)


def _put(sheet: Worksheet, row: int, column: int, value: object) -> None:
    cell = sheet.cell(row, column)
    cell.value = value  # type: ignore[assignment]
    if isinstance(value, date):
        cell.number_format = "dd/mm/yyyy"


def _name(book: Workbook, name: str, block: str) -> None:
    book.defined_names[name] = DefinedName(name, attr_text=f"'{SHEET}'!{block}")
