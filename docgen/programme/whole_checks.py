"""What is wrong with a definition as a whole: parts that are each right but do not go together, or not with what lies around them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from docgen.model import text
from docgen.model.programme import DocumentSpec, Field, FieldType, ForEach, Group
from docgen.model.values import CellRef
from docgen.programme import choice_marks
from docgen.programme.mistakes import CHANGED_WITHOUT_VERSION, TEMPLATE_MISSING, Mistakes
from docgen.programme.workbook import Cell, Line, Sheet

MOST_TABLE_COLUMNS = 14
"""More columns than this cannot be read on an A4 page."""
_OF_ONE_UNIT = (ForEach.UNIT, ForEach.OVERDUE_UNIT)
_NOTHING_AROSE = ("-", "không phát sinh")
_UNIT_WORD = re.compile(r"\bdon_vi\b")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What lies around a definition; None = not looked at.

    `files`: names of the files in its folder. `signatories`: keys of docgen.toml. `versions`: the fingerprint of each version seen before.
    """

    files: Collection[str] | None = None
    signatories: Collection[str] | None = None
    versions: Mapping[str, str] | None = None


def check_groups(sheet: Sheet, groups: Sequence[Group], mistakes: Mistakes) -> None:
    """Note groups and tables in which nothing can be filled, tables too wide for paper, and a form that asks nothing at all."""
    places = {line.text("name"): line for line in sheet.lines if line.text("type").casefold().startswith("begin")}
    for group in groups:
        line = places.get(group.name)
        if line is None or not group.name:
            continue
        if group.is_repeat and not any(f.type.is_input for f in group.fields):
            mistakes.add(line.cell("name"), f"Bảng “{group.name}” chưa có cột nào để ghi.", "Thêm các cột giữa begin_repeat và end_repeat.")
        elif not group.fields:
            mistakes.add(line.cell("name"), f"Nhóm “{group.name}” không có dòng nào.", "Thêm chỉ tiêu vào nhóm, hoặc xóa nhóm.")
        columns = sum(len(f.choices) if choice_marks.is_marked(f) else 1 for f in group.fields if f.type is not FieldType.NOTE)
        if group.is_repeat and columns > MOST_TABLE_COLUMNS:
            mend = f"Để lại nhiều nhất {MOST_TABLE_COLUMNS} cột (mỗi lựa chọn của câu chọn nhiều là một cột); phần còn lại lập bảng khác."
            mistakes.add(line.cell("name"), f"Bảng “{group.name}” có {columns} cột, không in vừa khổ A4.", mend)
    if sheet.header and not mistakes.found and not any(f.type.is_input for group in groups for f in group.fields):
        mistakes.add(CellRef(sheet.name, "A2"), "Biểu chưa có ô nào để đơn vị ghi.", "Thêm các dòng chỉ tiêu vào tờ survey.")


def check_choices(sheet: Sheet, fields: Iterable[Field], lists: Mapping[str, object], mistakes: Mistakes) -> None:
    """Note labels that could not be told apart from the signs of a form."""
    several = {id(lists[name]) for name in lists} & {id(f.choices) for f in fields if f.type is FieldType.SELECT_MULTIPLE}
    for line in sheet.lines:
        label, name = text.folded(line.text("label")), line.text("list_name")
        if label.casefold() in _NOTHING_AROSE:
            mend = "Đổi nhãn khác; đơn vị luôn ghi được dấu gạch ngang cho việc không phát sinh."
            mistakes.add(line.cell("label"), f"Nhãn “{label}” trùng với cách ghi không phát sinh.", mend)
        if ";" in label and id(lists.get(name)) in several:
            mend = "Bỏ dấu chấm phẩy: trong câu chọn nhiều, dấu này ngăn các lựa chọn."
            mistakes.add(line.cell("label"), f"Nhãn “{label}” có dấu chấm phẩy.", mend)


def check_mark_names(sheet: Sheet, fields: Sequence[Field], mistakes: Mistakes) -> None:
    """Note a field that is called like the cell of one choice of another."""
    cells: dict[str, Cell] = {line.text("name").casefold(): line.cell("name") for line in sheet.lines}
    for asked in fields:
        for name in choice_marks.names(asked) if choice_marks.is_marked(asked) else ():
            if name.casefold() in cells:
                mend = "Đổi tên chỉ tiêu này."
                mistakes.add(cells[name.casefold()], f"Tên “{name}” trùng tên ô của một lựa chọn thuộc “{asked.name}”.", mend, name)


def check_documents(lines: Sequence[Line], documents: Sequence[DocumentSpec], around: Surroundings, mistakes: Mistakes) -> None:
    """Note documents whose files would overwrite one another, whose template is not there, or that nobody can sign."""
    for line, document in zip(lines, documents, strict=False):
        if document.for_each in _OF_ONE_UNIT and document.filename and not _UNIT_WORD.search(document.filename):
            mend = "Thêm {{ don_vi.ten_khong_dau }} vào tên tệp."
            mistakes.add(line.cell("filename"), "Văn bản lập cho từng đơn vị nhưng tên tệp của mọi đơn vị như nhau.", mend)
        if around.files is not None and document.template and document.template.casefold().endswith(".docx"):
            _check_template(line, document.template, around.files, mistakes)
        if around.signatories is not None and document.signatory and document.signatory not in around.signatories:
            known = ", ".join(around.signatories) or "chưa có người ký nào"
            reason = f"docgen.toml chưa có mục [signatories.{document.signatory}]."
            mistakes.add(line.cell("signatory"), reason, f"Thêm mục đó vào docgen.toml, hoặc ghi một trong: {known}.")


def check_version(line: Line, version: str, fingerprint: str, around: Surroundings, mistakes: Mistakes) -> None:
    """Note a form that changed under a version that was issued already: what came back could not be told apart."""
    if (around.versions or {}).get(version, fingerprint) != fingerprint:
        mend = "Ghi version mới; nếu biểu cũ vẫn được nhận thì ghi version cũ vào cột accepts."
        reason = f"Nội dung biểu đã đổi nhưng version vẫn là “{version}”, là số đã dùng cho biểu đã phát."
        mistakes.add(line.cell("version"), reason, mend, code=CHANGED_WITHOUT_VERSION)


def check_error_cells(sheets: Iterable[Sheet], mistakes: Mistakes) -> None:
    """Note cells in which Excel itself shows an error: what stood there is lost."""
    for sheet in sheets:
        for cell in (cell for line in sheet.lines for cell in line.cells.values() if cell.is_error):
            is_formula = cell.text.startswith("=")
            reason = f"Ô là công thức của Excel ({cell.text})." if is_formula else f"Ô báo lỗi của Excel ({cell.text})."
            mistakes.add(cell, reason, "Định dạng ô là Văn bản (Text) rồi ghi lại; không bắt đầu bằng dấu =.")


def _check_template(line: Line, template: str, files: Collection[str], mistakes: Mistakes) -> None:
    if template in files:
        return
    others = sorted(name for name in files if name.casefold().endswith(".docx"))
    same = next((name for name in others if text.key(name) == text.key(template)), "")
    mend = f"Tên tệp trong thư mục là “{same}”: ghi đúng chữ hoa, chữ thường." if same else "Đặt tệp mẫu vào thư mục của chương trình."
    there = f" Trong thư mục có: {', '.join(others)}." if others and not same else ""
    mistakes.add(line.cell("template"), f"Không có tệp mẫu “{template}”.", mend + there, code=TEMPLATE_MISSING)
