"""What is said of sheets, heads, rows and formulas that are not as the form was issued."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from docgen.model import numbers, text
from docgen.model.findings import Finding, error, warning
from docgen.model.values import CellRef
from docgen.validate.messages.words import Spot

_WAITING = "Đã nhận tệp, đang chờ xã xác minh; đơn vị chưa phải gửi lại."
_SHOWN = 5


def two_sheets_filled(first: str, second: str, differing: Sequence[tuple[CellRef, str, str]]) -> Finding:
    """Hold a workbook in which two sheets are the same form, filled differently; `differing` has cell and both entries."""
    listed = "; ".join(f"{cell.cell}: “{text.shortened(a)}” và “{text.shortened(b)}”" for cell, a, b in differing[:_SHOWN])
    more = f" và {len(differing) - _SHOWN} ô khác" if len(differing) > _SHOWN else ""
    reason = f"Tệp có hai tờ cùng là biểu này, “{first}” và “{second}”, ghi khác nhau ở ô {listed}{more}."
    return error("hai_to_khac_nhau", reason, label="Hai tờ ghi khác nhau", comment=f"{reason} {_WAITING}")


def other_sheets(names: Sequence[str]) -> Finding:
    """Note sheets that are no part of the form: nothing in them counts."""
    listed = ", ".join(f"“{text.shortened(name, 31)}”" for name in names[:_SHOWN])
    more = f" và {len(names) - _SHOWN} tờ khác" if len(names) > _SHOWN else ""
    return warning("to_khac", f"Tờ {listed}{more} không thuộc biểu; phần mềm không lấy số ở đó.")


def sheet_renamed(issued: str, found: str) -> Finding:
    """Note that the form's sheet has another name; its cells were found all the same."""
    return warning("doi_ten_to", f"Tờ “{issued}” đã đổi tên thành “{text.shortened(found, 31)}”; số liệu vẫn đọc được.")


def column_head_changed(head: CellRef, label: str, found: str, nearest: str) -> Finding:
    """Return the finding about a column whose head is not the one it was issued with: what stands below may answer something else."""
    meant = f" Có phải cột này ghi “{nearest}”?" if nearest and nearest != label else ""
    mend = f"Ghi lại tiêu đề cột là “{label}” và ghi số liệu đúng cột, hoặc lấy biểu mới.{meant}"
    reason = f"Tiêu đề cột “{label}” đã bị sửa thành “{text.shortened(found)}”, nên không rõ số liệu của cột là gì."
    about = {"cell": head, "label": label, "found": text.shortened(found), "example": label}
    return error("tieu_de_cot", reason, mend, comment=f"{reason} {mend}", **about)


def columns_swapped(head: CellRef, labels: Sequence[str]) -> Finding:
    """Note that columns of a table changed places: they were read by their heads."""
    listed = ", ".join(f"“{label}”" for label in labels)
    return warning("doi_cho_cot", f"Các cột {listed} đã đổi chỗ; phần mềm đọc theo tiêu đề cột. Đề nghị xem lại.", cell=head)


def total_row(cell: CellRef, words: str, differing: Sequence[tuple[str, Decimal, Decimal]]) -> Finding:
    """Return the finding about a row of totals among the rows of a table; `differing` has label, the figure typed, and the sum."""
    wrong = "".join(f" Cột “{label}”: dòng này ghi {numbers.number(a)}, cộng các dòng là {numbers.number(b)}." for label, a, b in differing)
    reason = f"Dòng “{text.shortened(words)}” là dòng cộng; bảng chỉ ghi từng việc, dòng cộng sẽ bị tính hai lần.{wrong}"
    mend = "Xóa nội dung của dòng cộng; phần mềm tự cộng." + (" Kiểm tra lại các dòng ở trên." if differing else "")
    about = {"cell": cell, "label": "Dòng cộng trong bảng", "found": text.shortened(words)}
    return error("dong_tong", reason, mend, comment=f"{reason} {mend}", **about)


def same_key(spot: Spot, first: str, labels: Sequence[str]) -> Finding:
    """Return the finding about a row with the same key as the one at `first`."""
    listed = ", ".join(f"“{label}”" for label in labels)
    reason = f"Ô {first} và ô {spot.address} cùng ghi “{spot.quoted}”; mỗi dòng của bảng phải khác nhau ở cột {listed}."
    return error("trung_dong", reason, "Xóa dòng ghi trùng, hoặc sửa dòng ghi nhầm.", comment=reason, **spot.about)


def same_rows(first: str, second: CellRef) -> Finding:
    """Note that two rows of a table say exactly the same."""
    reason = f"Dòng ở ô {first} và dòng ở ô {second.cell} ghi giống hệt nhau. Kiểm tra có ghi trùng không."
    return warning("dong_giong_nhau", reason, comment=reason, cell=second)


def differs_from_sum(spot: Spot, expected: Decimal) -> Finding:
    """Return the finding about a total typed by hand that is not what its parts come to."""
    rule = text.folded(spot.field.constraint_message)
    reason = f"“{spot.label}” đang ghi {spot.quoted}; cộng (tính) từ các ô khác là {numbers.number(expected)}."
    mend = f"{rule} Sửa tổng, hoặc sửa các ô thành phần.".strip()
    return error("khac_tong", reason, mend, example=numbers.number(expected), comment=f"{reason} {rule}".strip(), **spot.about)


def differs_from_calculation(spot: Spot, expected: Decimal) -> Finding:
    """Note that a cell which calculates shows another figure than the answers come to: that of the answers counts."""
    reason = f"Ô tự tính “{spot.label}” đang hiện {spot.quoted}; phần mềm tính lại là {numbers.number(expected)} và lấy số tính lại."
    mend = "Mở tệp bằng Excel, bấm F9 rồi xem lại các ô liên quan."
    return warning("khac_cong_thuc", reason, mend, comment=reason, **spot.about)


def formula_in_answer(spot: Spot) -> Finding:
    """Note that an answer is the result of a formula."""
    reason = f"Ô này là công thức, kết quả đang lưu là {spot.quoted}; phần mềm lấy kết quả đó."
    return warning("la_cong_thuc", reason, "", comment=reason, **spot.about)
