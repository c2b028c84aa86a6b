"""Sheet `choices` in, lists of choices out."""

from __future__ import annotations

import re
from collections.abc import Mapping

from docgen.model import text
from docgen.model.programme import Choice
from docgen.programme.mistakes import Mistakes
from docgen.programme.workbook import Line, Sheet

COLUMNS = ("list_name", "name", "label")
CODE = re.compile(r"[A-Za-z0-9_]{1,60}", re.ASCII)
CODE_RULE = "chữ không dấu, chữ số và dấu gạch dưới, không có dấu cách, không quá 60 ký tự"


def read_choices(sheet: Sheet, mistakes: Mistakes) -> Mapping[str, tuple[Choice, ...]]:
    """Return the choices of each list, in the order of the sheet."""
    mistakes.columns(sheet, COLUMNS)
    lists: dict[str, list[Choice]] = {}
    for line in sheet.lines:
        if not any(line.text(column) for column in COLUMNS):
            continue
        name = mistakes.code(line.cell("list_name"), "tên danh sách", CODE, CODE_RULE)
        choice = _choice(line, mistakes)
        _check_alone(line, choice, lists.setdefault(name, []), mistakes)
        lists[name].append(choice)
    return {name: tuple(choices) for name, choices in lists.items()}


def _choice(line: Line, mistakes: Mistakes) -> Choice:
    code = mistakes.code(line.cell("name"), "mã lựa chọn", CODE, CODE_RULE)
    label = text.folded(line.text("label"))
    if not label:
        mistakes.add(line.cell("label"), f"Lựa chọn “{code}” chưa có nhãn.", "Ghi chữ mà đơn vị sẽ chọn.")
    return Choice(code, label)


def _check_alone(line: Line, choice: Choice, others: list[Choice], mistakes: Mistakes) -> None:
    """A form shows labels, so two choices of one list may share neither code nor label."""
    for other in others:
        if choice.code and choice.code.casefold() == other.code.casefold():
            mistakes.add(line.cell("name"), f"Mã lựa chọn “{choice.code}” đã có trong danh sách này.", "Đổi mã hoặc xóa một dòng.")
        if choice.label and text.key(choice.label) == text.key(other.label):
            mistakes.add(line.cell("label"), f"Nhãn “{choice.label}” đã có trong danh sách này.", "Mỗi lựa chọn một nhãn khác nhau.")
