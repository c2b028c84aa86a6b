"""What is wrong in a definition workbook, gathered while it is read: every mistake has its cell and how to mend it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from docgen.model.errors import DefinitionError
from docgen.model.findings import Finding, Severity
from docgen.model.values import CellRef
from docgen.programme.workbook import MAX_COLUMNS, MAX_ROWS, Cell, Sheet

CODE = "dinh_nghia"
TEMPLATE_MISSING = "thieu_mau"
CHANGED_WITHOUT_VERSION = "doi_ma_khong_doi_phien_ban"
_YES = frozenset({"yes", "true", "có", "x", "1", "true()"})
_NO = frozenset({"", "no", "false", "không", "0", "false()"})


class Mistakes:
    """The mistakes of one workbook, in the order found. `file` is named in each (as the finding's label)."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._found: list[Finding] = []

    def add(self, place: Cell | CellRef | None, reason: str, mend: str = "", field: str = "", code: str = CODE) -> None:
        """Note one mistake at `place` (None: the whole file)."""
        ref = place.ref if isinstance(place, Cell) else place
        found = place.text if isinstance(place, Cell) else ""
        ref = ref if ref is not None and ref.cell else None
        self._found.append(Finding(code, Severity.ERROR, reason, mend, cell=ref, field=field, label=self.file, found=found))

    @property
    def found(self) -> tuple[Finding, ...]:
        """Return the mistakes so far, in the order of the workbook's cells as they were read."""
        return tuple(self._found)

    def stop_if_any(self) -> None:
        """Raise what was found.

        Raises:
            DefinitionError: there is at least one mistake.
        """
        if self._found:
            raise DefinitionError(sentence(self.found), self.found)

    def columns(self, sheet: Sheet, needed: Iterable[str], known: Iterable[str] | None = None) -> None:
        """Note missing and doubled columns, unknown ones where `known` names all there are, and a cell that was not read."""
        for column in needed:
            if column not in sheet.header and not sheet.is_absent:
                self.add(CellRef(sheet.name, "A1"), f"Tờ “{sheet.name}” thiếu cột “{column}”.", f"Thêm cột “{column}” ở dòng 1.")
        if sheet.unread:
            reason = f"Tờ “{sheet.name}”: ô {sheet.unread.cell} nằm ngoài {MAX_ROWS} dòng, {MAX_COLUMNS} cột mà docgen đọc."
            self.add(sheet.unread, reason, "Xóa ô đó nếu là nội dung thừa; nếu cần thì chuyển về trong khoảng ấy.")
        for cell in sheet.repeated:
            self.add(cell, f"Tờ “{sheet.name}” có hai cột “{cell.text}”.", "Xóa một cột.")
        for column, ref in sheet.header.items():
            if known is not None and column not in known:
                self.add(ref, f"Tờ “{sheet.name}” không có cột nào tên “{column}”.", f"Các cột dùng được: {', '.join(known)}.")

    def flag(self, cell: Cell) -> bool:
        """Return whether `cell` says yes."""
        said = cell.text.casefold()
        if said not in _YES | _NO:
            self.add(cell, f"“{cell.text}” không phải là yes hoặc no.", "Ghi yes, hoặc để trống.")
        return said in _YES

    def code(self, cell: Cell, what: str, pattern: re.Pattern[str], rule: str) -> str:
        """Return the text of `cell`, which must be a code in a text cell."""
        if not cell.text:
            self.add(cell, f"Thiếu {what}.", f"Ghi {what}: {rule}.")
        elif not cell.is_text:
            self.add(
                cell,
                f"{what.capitalize()} “{cell.text}” đang là số hoặc ngày của Excel, không phải chữ.",
                "Định dạng ô là Văn bản (Text) rồi ghi lại.",
            )
        elif not pattern.fullmatch(cell.text):
            self.add(cell, f"{what.capitalize()} “{cell.text}” viết chưa đúng.", f"Chỉ dùng {rule}.")
        return cell.text

    def day(self, cell: Cell, parsed: object) -> None:
        """Note that `cell` is no date when something stands there and `parsed` is None."""
        if cell.text and parsed is None:
            self.add(cell, f"“{cell.text}” không phải là ngày.", "Ghi theo ngày/tháng/năm, ví dụ 31/12/2026.")


def sentence(findings: Iterable[Finding]) -> str:
    """Return all mistakes as one message for the screen: a line each, with file, sheet and cell."""
    findings = tuple(findings)
    lines = (f"- {finding.label}{f', ô {finding.cell}' if finding.cell else ''}: {finding.message}" for finding in findings)
    return "\n".join((f"Có {len(findings)} chỗ chưa đúng trong tệp định nghĩa:", *lines))
