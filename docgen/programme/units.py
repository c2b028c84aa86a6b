"""units.xlsx in, the units and their types out; every mistake is found in one reading."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from docgen.model import folders, text
from docgen.model.units import Unit, Units, UnitType
from docgen.programme.days import parse_day
from docgen.programme.mistakes import Mistakes
from docgen.programme.workbook import Cell, Line, Sheet, read_sheets

FILE_NAME = folders.UNITS
_TYPES_SHEET = "loai"
_TYPE_COLUMNS = ("loai", "ten", "khoi_chu", "khoi", "cach_giao_viec", "thuoc_ubnd", "kinh_gui", "danh_tu_chung", "ky_bieu")
_UNIT_COLUMNS = (
    "ma",
    "ten",
    "loai",
    "khoi",
    "chuc_danh",
    "ho_ten",
    "dien_thoai",
    "thay_cho",
    "tu_ngay",
    "den_ngay",
    "ghi_chu",
)
_NEEDED_UNIT_COLUMNS = ("ma", "ten", "loai")
_CODE = re.compile(r"[A-Za-z0-9_]{1,20}", re.ASCII)
_CODE_RULE = "chữ không dấu, chữ số và dấu gạch dưới, không quá 20 ký tự"
_PLACEHOLDER = re.compile(r"\{[^{}]*\}|[{}]")
_PLACEHOLDERS = ("{ten}", "{ten_trong_cau}", "{ten_rieng}", "{chuc_danh}")
_SIGNS_AS = "THỦ TRƯỞNG ĐƠN VỊ"
_PHONE = re.compile(r"[0-9+.() -]{6,20}", re.ASCII)


def parse_units(data: bytes) -> Units:
    """Return the units that the workbook `data` lists, in the order of printing: groups as in sheet `loai`, then as listed.

    Raises:
        DefinitionError: it has mistakes; all of them are findings with sheet and cell.
    """
    sheets, mistakes = read_sheets(data, FILE_NAME), Mistakes(FILE_NAME)
    listed = next((sheet for name, sheet in sheets.items() if name != _TYPES_SHEET), None)
    if _TYPES_SHEET not in sheets:
        mistakes.add(None, "Thiếu tờ “loai”.", f"Thêm tờ “loai” với các cột: {', '.join(_TYPE_COLUMNS)}.")
    if listed is None:
        mistakes.add(None, "Thiếu tờ danh sách đơn vị.", f"Thêm tờ “don_vi” với các cột: {', '.join(_UNIT_COLUMNS)}.")
    types = _read_types(sheets.get(_TYPES_SHEET, Sheet(_TYPES_SHEET)), mistakes)
    units = _read_units(listed or Sheet("don_vi"), types, mistakes)
    mistakes.stop_if_any()
    letters = list(dict.fromkeys(type.group_letter for type in types.values()))
    in_order = sorted(units, key=lambda unit: letters.index(unit.type.group_letter))
    return Units(tuple(in_order), hashlib.sha256(data).hexdigest())


def _read_types(sheet: Sheet, mistakes: Mistakes) -> Mapping[str, UnitType]:
    if sheet.header:
        mistakes.columns(sheet, _TYPE_COLUMNS)
    types: dict[str, UnitType] = {}
    groups: dict[str, str] = {}
    for line in sheet.lines:
        type = _type(line, mistakes)
        if type.code in types:
            mistakes.add(line.cell("loai"), f"Loại “{type.code}” đã có ở dòng trên.", "Xóa hoặc đổi mã một dòng.")
        first = groups.setdefault(type.group_letter, type.group_name)
        if first != type.group_name:
            reason = f"Khối {type.group_letter} đã có tên “{first}” ở dòng trên."
            mistakes.add(line.cell("khoi"), reason, "Ghi cùng một tên khối, hoặc đổi chữ của khối.")
        types[type.code] = type
    return types


def _type(line: Line, mistakes: Mistakes) -> UnitType:
    for column in ("ten", "khoi_chu", "khoi"):
        if not line.text(column):
            mistakes.add(line.cell(column), f"Chưa ghi {column}.", f"Ghi giá trị ở cột {column}.")
    return UnitType(
        code=mistakes.code(line.cell("loai"), "mã loại đơn vị", _CODE, _CODE_RULE),
        name=text.folded(line.text("ten")),
        group_letter=text.folded(line.text("khoi_chu")),
        group_name=text.folded(line.text("khoi")),
        manner=text.folded(line.text("cach_giao_viec")),
        is_subordinate=mistakes.flag(line.cell("thuoc_ubnd")),
        addressed_as=_addressed_as(line.cell("kinh_gui"), mistakes),
        common_noun=text.folded(line.text("danh_tu_chung")),
        signs_as=text.folded(line.text("ky_bieu")) or _SIGNS_AS,
    )


def _addressed_as(cell: Cell, mistakes: Mistakes) -> str:
    for found in _PLACEHOLDER.findall(cell.text):
        if found not in _PLACEHOLDERS:
            mistakes.add(cell, f"Không hiểu “{found}” ở cột kinh_gui.", f"Dùng: {', '.join(_PLACEHOLDERS)}.")
            return "{ten}"
    return text.folded(cell.text) or "{ten}"


def _read_units(sheet: Sheet, types: Mapping[str, UnitType], mistakes: Mistakes) -> Sequence[Unit]:
    if sheet.header:
        mistakes.columns(sheet, _NEEDED_UNIT_COLUMNS)
        if not sheet.lines:
            mistakes.add(None, "Danh sách đơn vị đang trống.", f"Ghi mỗi đơn vị một dòng ở tờ “{sheet.name}”.")
    units: list[Unit] = []
    by_code: defaultdict[str, list[Unit]] = defaultdict(list)
    by_name: defaultdict[str, list[Unit]] = defaultdict(list)
    by_file_name: dict[str, str] = {}
    for line in sheet.lines:
        unit = _unit(line, types, mistakes)
        if by_file_name.setdefault(unit.name_in_files.casefold(), text.key(unit.name)) != text.key(unit.name):
            unit = replace(unit, shares_file_name=True)
        same_code, same_name = by_code[unit.code.casefold()], by_name[text.key(unit.name)]
        _check_alone(line, unit, same_code, same_name, mistakes)
        if unit.code.casefold() in (code.casefold() for code in types):
            mistakes.add(line.cell("ma"), f"Mã “{unit.code}” trùng mã của một loại đơn vị.", "Đổi mã đơn vị.")
        for known in (units, same_code, same_name):
            known.append(unit)
    return units


def _unit(line: Line, types: Mapping[str, UnitType], mistakes: Mistakes) -> Unit:
    name = text.folded(line.text("ten"))
    if not name:
        mistakes.add(line.cell("ten"), "Chưa ghi tên đơn vị.", "Ghi tên đầy đủ, viết hoa chữ đầu.")
    valid_from, valid_to = _day(line.cell("tu_ngay"), mistakes), _day(line.cell("den_ngay"), mistakes)
    if valid_from and valid_to and valid_to < valid_from:
        mistakes.add(line.cell("den_ngay"), "den_ngay trước tu_ngay.", "Sửa một trong hai ngày.")
    return Unit(
        code=mistakes.code(line.cell("ma"), "mã đơn vị", _CODE, _CODE_RULE),
        name=name,
        type=_type_of(line, types, mistakes),
        head_title=text.folded(line.text("chuc_danh")),
        head_name=text.folded(line.text("ho_ten")),
        phone=_phone(line.cell("dien_thoai"), mistakes),
        replaces=tuple(part for part in re.split(r"[\s,;]+", line.text("thay_cho")) if part),
        valid_from=valid_from,
        valid_to=valid_to,
        remark=text.folded(line.text("ghi_chu")),
    )


def _type_of(line: Line, types: Mapping[str, UnitType], mistakes: Mistakes) -> UnitType:
    cell = line.cell("loai")
    type = types.get(cell.text)
    if type is None:
        mistakes.add(cell, f"Không có loại đơn vị “{cell.text}”.", f"Ghi một loại có ở tờ “loai”: {', '.join(types)}.")
        return UnitType(cell.text, "", "", "", "", False)
    group = line.cell("khoi")
    if group.text and group.text not in (type.group_letter, type.group_name):
        mistakes.add(
            group, f"Khối “{group.text}” khác khối của loại “{type.code}” ({type.group_letter}).", f"Ghi {type.group_letter} hoặc để trống."
        )
    return type


def _phone(cell: Cell, mistakes: Mistakes) -> str:
    if cell.text and not cell.is_text:
        mistakes.add(cell, "Số điện thoại đang là số của Excel nên mất số 0 ở đầu.", "Định dạng ô là Văn bản (Text) rồi ghi lại.")
    elif cell.text and not _PHONE.fullmatch(cell.text):
        mistakes.add(cell, f"Số điện thoại “{cell.text}” viết chưa đúng.", "Chỉ ghi chữ số, ví dụ 0912345678.")
    return cell.text


def _day(cell: Cell, mistakes: Mistakes) -> date | None:
    day = cell.day or parse_day(cell.text)
    mistakes.day(cell, day)
    return day


def _check_alone(line: Line, unit: Unit, same_code: Sequence[Unit], same_name: Sequence[Unit], mistakes: Mistakes) -> None:
    """A code or name tells units apart in files that lost their seal, so neither is used twice (by units that exist at the same time)."""
    if unit.code in unit.replaces:
        mistakes.add(line.cell("thay_cho"), "Đơn vị không thay cho chính mình.", "Ghi mã của đơn vị cũ.")
    if unit.code and same_code:
        mistakes.add(line.cell("ma"), f"Mã đơn vị “{unit.code}” đã dùng ở dòng trên (không phân biệt chữ hoa, chữ thường).", "Đổi mã.")
    for other in same_name:
        if unit.name and other.is_active(unit.valid_from or date.min, unit.valid_to or date.max):
            mistakes.add(line.cell("ten"), f"Tên “{unit.name}” đã dùng ở dòng trên.", "Ghi thêm để phân biệt hai đơn vị.")
