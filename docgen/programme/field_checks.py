"""What is wrong with one field: columns that do not go together, words that are missing, a default that does not fit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from docgen.model.programme import Field, FieldType
from docgen.model.values import Missing, Reason, Value
from docgen.programme.defaults import default_of
from docgen.programme.expressions import Scope, is_true
from docgen.programme.mistakes import Mistakes
from docgen.programme.workbook import Cell, Line

_DEFAULT_RULES = {
    FieldType.INTEGER: "Ghi số nguyên không có dấu chấm ngăn cách, ví dụ 12.",
    FieldType.DECIMAL: "Ghi số, phần thập phân viết dấu chấm, ví dụ 12.5.",
    FieldType.DATE: "Ghi năm-tháng-ngày, ví dụ 2026-12-31.",
    FieldType.SELECT_ONE: "Ghi mã lựa chọn (cột name của tờ choices).",
    FieldType.SELECT_MULTIPLE: "Ghi các mã lựa chọn (cột name của tờ choices), cách nhau dấu cách.",
}


def check_field(line: Line, field: Field, mistakes: Mistakes) -> None:
    """Note what is wrong with `field`, read from `line`."""
    _check_words(line, field, mistakes)
    _check_calculation(line, field, mistakes)
    _check_default(line, field, mistakes)
    if field.cumulative and not (field.type.is_number or field.type is FieldType.CALCULATE):
        mistakes.add(line.cell("cumulative"), "Chỉ số mới có lũy kế.", "Xóa yes ở cột cumulative.", field.name)
    if field.cumulative and field.repeat:
        mistakes.add(line.cell("cumulative"), "Cột của bảng không so được với kỳ trước.", "Xóa yes ở cột cumulative.", field.name)
    if field.prefill and field.type is not FieldType.DATE:
        mistakes.add(line.cell("prefill"), "Chỉ ô ngày mới ghi sẵn được ngày của kỳ.", "Đổi loại thành date.", field.name)
    if field.key and not (field.repeat and field.type.is_input):
        mend = "Xóa yes ở cột key; muốn mọi đơn vị ghi khác nhau thì không dùng cột này."
        mistakes.add(line.cell("key"), "Chỉ cột nhập của bảng mới là khóa của dòng.", mend, field.name)
    if field.required and not field.type.is_input:
        mend = "Xóa yes ở cột required; muốn buộc ghi thì đặt required ở các ô nhập."
        mistakes.add(line.cell("required"), f"“{field.name}” không phải ô nhập nên không bắt buộc ghi được.", mend, field.name)


def check_defaults(fields: Iterable[Field], cells: Mapping[str, Cell], mistakes: Mistakes) -> None:
    """Note every default that the field's own constraint refuses: the form as issued would have to be returned.

    Args:
        fields: all fields.
        cells: the cell of each field's default, by name.
        mistakes: where to note it.
    """
    fields = tuple(fields)
    known = {field.name: value for field in fields if (value := default_of(field)) is not None}

    def answer(name: str) -> Value | Missing:
        return known.get(name, Missing(Reason.BLANK))

    for field in fields:
        value = known.get(field.name)
        if field.constraint is None or value is None or field.name not in cells:
            continue
        if is_true(field.constraint.tree, Scope(answer, lambda name: (answer(name),), date.min, value)) is False:
            reason = f"Giá trị ghi sẵn “{field.default}” của “{field.name}” không thỏa ràng buộc của chính ô đó."
            mistakes.add(cells[field.name], reason, f"Sửa default, hoặc sửa ràng buộc: {field.constraint.source}", field.name)


def _check_words(line: Line, field: Field, mistakes: Mistakes) -> None:
    if not field.label and field.type is not FieldType.CALCULATE:
        mistakes.add(line.cell("label"), f"Chỉ tiêu “{field.name}” chưa có nhãn.", "Ghi nhãn ở cột label.", field.name)
    if line.text("constraint") and not field.constraint_message:
        mend = "Ghi câu mà đơn vị sẽ đọc khi số liệu sai ràng buộc."
        mistakes.add(line.cell("constraint_message"), f"Ràng buộc của “{field.name}” chưa có câu chữ.", mend, field.name)
    if field.constraint_message and not line.text("constraint"):
        mend = "Ghi điều kiện ở cột constraint, hoặc chuyển câu này sang cột hint."
        mistakes.add(line.cell("constraint"), f"“{field.name}” có câu constraint_message mà thiếu điều kiện.", mend, field.name)
    if line.text("constraint") and not field.type.is_input:
        mend = "Đặt ràng buộc ở các ô nhập mà công thức dùng."
        mistakes.add(line.cell("constraint"), f"“{field.name}” không phải ô nhập nên không có ràng buộc.", mend, field.name)


def _check_calculation(line: Line, field: Field, mistakes: Mistakes) -> None:
    is_calculation = field.type is FieldType.CALCULATE
    if is_calculation and not line.text("calculation"):
        mistakes.add(line.cell("calculation"), f"“{field.name}” chưa có công thức.", "Ghi công thức ở cột calculation.", field.name)
    if not is_calculation and field.type is not FieldType.NOTE and line.text("calculation"):
        mend = "Đổi loại thành calculate, hoặc xóa công thức."
        mistakes.add(line.cell("calculation"), f"“{field.name}” là ô nhập nên không có công thức.", mend, field.name)


def _check_default(line: Line, field: Field, mistakes: Mistakes) -> None:
    cell = line.cell("default")
    if field.default and not field.type.is_input:
        mistakes.add(cell, f"“{field.name}” không phải ô nhập nên không ghi sẵn được giá trị.", "Xóa giá trị ở cột default.", field.name)
    elif field.default and field.repeat:
        mend = "Xóa giá trị ở cột default: dòng kẻ sẵn mà có giá trị thì thành dòng đã ghi."
        mistakes.add(cell, f"“{field.name}” là cột của bảng nên không ghi sẵn được giá trị.", mend, field.name)
    elif field.default and field.prefill:
        mistakes.add(cell, "Ô này đã ghi sẵn ngày của kỳ (prefill).", "Xóa giá trị ở cột default.", field.name)
    elif (
        field.default
        and default_of(field) is None
        and (field.choices or field.type not in (FieldType.SELECT_ONE, FieldType.SELECT_MULTIPLE))
    ):
        reason = f"Giá trị ghi sẵn “{field.default}” không hợp với loại {field.type}."
        mistakes.add(cell, reason, _DEFAULT_RULES.get(field.type, ""), field.name)
    if field.read_only and field.type.is_input and not field.default and not field.prefill:
        mend = "Ghi giá trị ở cột default (hoặc prefill), hoặc xóa yes ở cột read_only."
        mistakes.add(line.cell("read_only"), f"Ô “{field.name}” bị khóa mà không có giá trị ghi sẵn.", mend, field.name)
