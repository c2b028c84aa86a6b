"""Sheet `documents` in, the documents of a programme out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from docgen.model import text
from docgen.model.programme import DocumentSpec, ForEach
from docgen.programme.mistakes import Mistakes
from docgen.programme.workbook import Cell, Line, Sheet

NEEDED = ("name", "title", "template", "for_each", "folder", "filename")
COLUMNS = (*NEEDED, "symbol", "when", "signatory", "draft_month")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,39}", re.ASCII)
_NAME_RULE = "chữ không dấu, chữ số, gạch nối, gạch dưới"
_TEMPLATE = re.compile(r"[^/\\<>:\"|?*]+\.docx", re.IGNORECASE)
_FOLDER = re.compile(r"[A-Za-z0-9_-]{1,40}", re.ASCII)
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])", re.ASCII)
_SIGNATORY = re.compile(r"[A-Za-z0-9_]{1,40}", re.ASCII)


def read_documents(sheet: Sheet, mistakes: Mistakes) -> tuple[DocumentSpec, ...]:
    """Return the documents, in the order of the sheet."""
    mistakes.columns(sheet, NEEDED)
    found: list[DocumentSpec] = []
    for line in sheet.lines:
        document = _document(line, mistakes)
        _check_alone(line, document, found, mistakes)
        found.append(document)
    return tuple(found)


def _document(line: Line, mistakes: Mistakes) -> DocumentSpec:
    for_each, unit_type = _for_each(line.cell("for_each"), mistakes)
    return DocumentSpec(
        name=mistakes.code(line.cell("name"), "mã văn bản", _NAME, _NAME_RULE),
        title=_text(line.cell("title"), "tên văn bản", mistakes),
        template=_shaped(line.cell("template"), _TEMPLATE, "tên tệp mẫu, ví dụ bc-xa.docx", mistakes, is_needed=True),
        for_each=for_each,
        folder=_shaped(line.cell("folder"), _FOLDER, "tên thư mục không dấu, ví dụ bao-cao", mistakes, is_needed=True),
        filename=_text(line.cell("filename"), "tên tệp lập ra", mistakes),
        unit_type=unit_type,
        symbol=text.folded(line.text("symbol")),
        on_request=_is_on_request(line.cell("when"), mistakes),
        signatory=_shaped(line.cell("signatory"), _SIGNATORY, "khóa của người ký trong docgen.toml", mistakes),
        draft_month=_shaped(line.cell("draft_month"), _MONTH, "năm-tháng, ví dụ 2026-05", mistakes),
    )


def _for_each(cell: Cell, mistakes: Mistakes) -> tuple[ForEach, str]:
    first, colon, unit_type = cell.text.partition(":")
    if first in tuple(ForEach) and (not colon or (first == ForEach.UNIT and unit_type.strip())):
        return ForEach(first), unit_type.strip()
    allowed = f"{', '.join(ForEach)}; riêng unit được kèm loại đơn vị, ví dụ unit:thon"
    mistakes.add(
        cell, f"“{cell.text}” không dùng được ở cột for_each." if cell.text else "Chưa ghi for_each.", f"Ghi một trong: {allowed}."
    )
    return ForEach.PERIOD, ""


def _text(cell: Cell, what: str, mistakes: Mistakes) -> str:
    written = text.folded(cell.text)
    if not written:
        mistakes.add(cell, f"Chưa ghi {what}.", f"Ghi {what}.")
    return written


def _shaped(cell: Cell, pattern: re.Pattern[str], rule: str, mistakes: Mistakes, is_needed: bool = False) -> str:
    if not cell.text and not is_needed:
        return ""
    if cell.day is not None or not pattern.fullmatch(cell.text):
        mistakes.add(cell, f"“{cell.text}” không dùng được ở đây.", f"Ghi {rule}.")
    return cell.text


def _is_on_request(cell: Cell, mistakes: Mistakes) -> bool:
    if cell.text not in ("", "always", "on_request"):
        mistakes.add(cell, f"“{cell.text}” không dùng được ở cột when.", "Ghi always (luôn lập) hoặc on_request (lập khi yêu cầu).")
    return cell.text == "on_request"


def _check_alone(line: Line, document: DocumentSpec, before: Sequence[DocumentSpec], mistakes: Mistakes) -> None:
    for other in before:
        if document.name and document.key.casefold() == other.key.casefold():
            mistakes.add(line.cell("name"), f"Mã văn bản “{document.name}” đã dùng ở dòng trên.", "Đổi một trong hai mã.")
        if not document.filename or document.filename != other.filename:
            continue
        if document.folder == other.folder:
            mistakes.add(line.cell("filename"), f"Văn bản “{other.name}” cũng ghi vào tệp này.", "Đổi tên tệp hoặc thư mục.")
        elif document.for_each is other.for_each is ForEach.UNIT and (
            document.unit_type == other.unit_type or not (document.unit_type and other.unit_type)
        ):
            reason = f"Văn bản “{other.name}” có cùng tên tệp: trong thư mục của đơn vị, bản gửi của hai văn bản đè lên nhau."
            mistakes.add(line.cell("filename"), reason, "Đổi tên tệp của một văn bản.")
