"""What a unit is asked to look at again: the form is taken all the same."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from docgen.model import numbers, text
from docgen.model.findings import Finding, error, warning
from docgen.model.values import CellRef
from docgen.validate.messages.words import Spot, cell_list

OLD_ENCODING = "bang_ma_cu"


def tenfold(spot: Spot, value: Decimal, before: Decimal) -> Finding:
    """Return the doubt about a figure more than ten times that of the period before."""
    grown = f"{spot.label}: {numbers.number(value)}, gấp hơn 10 lần kỳ trước ({numbers.number(before)})."
    reason = f"{grown} Kiểm tra lại; nếu đúng, chọn “Đúng” ở cột Xác nhận."
    return warning("gap_10_lan", reason, "", comment=reason, **spot.about)


def same_as_last_period(period_words: str) -> Finding:
    """Return the doubt about a form whose figures all equal those of the period before."""
    named = f" ({period_words})" if period_words else ""
    return warning("giong_ky_truoc", f"Toàn bộ số liệu giống hệt kỳ trước{named}. Kiểm tra có phải gửi nhầm biểu cũ không.")


def all_zero() -> Finding:
    """Return the doubt about a form in which every figure is zero."""
    return warning("toan_so_0", "Mọi ô số đều ghi 0. Nếu đơn vị không phát sinh, ghi dấu gạch ngang (-).")


def cumulative_fell(spot: Spot, value: Decimal, before: Decimal, message: str = "") -> Finding:
    """Return the doubt about a cumulative figure that is smaller than in the period before, in the programme's words if it has some."""
    usual = f"{spot.label}: lũy kế {numbers.number(value)} nhỏ hơn kỳ trước ({numbers.number(before)})."
    reason = text.folded(message).replace("{gia_tri}", numbers.number(value)).replace("{ky_truoc}", numbers.number(before)) or usual
    return warning("luy_ke_giam", reason, "", comment=reason, **spot.about)


def cell_swallowed(spot: Spot, is_required: bool) -> Finding:
    """Return what is said of an input cell that was merged into another one; a required one must be freed again."""
    reason = f"Ô {spot.address} bị gộp với ô khác, chỉ đọc được số ở ô đầu."
    if is_required:
        return error("o_gop", reason, "Bỏ gộp ô (Merge & Center), ghi lại từng ô.", comment=reason, **spot.about)
    return warning("o_gop", reason, "", comment=reason, **spot.about)


def understood_as(spot: Spot, meaning: str) -> Finding:
    """Return the note that an unusual way of writing was understood."""
    reason = f"Đã hiểu “{spot.quoted}” là {meaning}. Nếu không đúng, ghi lại."
    return warning("da_doi_cach_ghi", reason, "", comment=reason, **spot.about)


def turned_to_unicode(spot: Spot, words: str, encodings: str, lost: str) -> Finding:
    """Return the note that a text written in an old table was turned to Unicode; `lost`: characters that could not be."""
    reason = f"Chữ viết bằng bảng mã cũ ({encodings}): “{spot.quoted}” đã chuyển thành “{text.shortened(words)}”."
    mend = f"Không chuyển được: {lost}. Ghi lại các chữ này bằng Unicode." if lost else "Nếu không đúng, ghi lại bằng Unicode."
    return warning(OLD_ENCODING, reason, mend, comment=f"{reason} {mend}", **spot.about)


def blank_with_reason(spot: Spot, note: str) -> Finding:
    """Return the note that a required cell is blank for a reason that the unit gives: it counts as missing, never as zero."""
    reason = (
        f"{spot.label}: để trống, lý do “{text.shortened(note)}”. Được tính là chưa có số liệu, không phải số 0; có số thì ghi và gửi lại."
    )
    return warning("bo_trong_co_ly_do", reason, "", comment=reason, **spot.about)


def remarked(spot: Spot) -> Finding:
    """Return the note that somebody wrote a remark into a cell: it is for people, no figure is taken from it."""
    reason = f"{spot.label}: ô có chú thích “{spot.quoted}”; phần mềm chỉ đọc nội dung ô, không đọc số trong chú thích."
    return warning("co_chu_thich", reason, "", comment=reason, **spot.about)


def struck_through(spot: Spot) -> Finding:
    """Return the doubt about a value that is struck through: it is read as it stands."""
    reason = f"{spot.label}: “{spot.quoted}” bị gạch ngang nhưng vẫn được tính. Nếu đã bỏ, xóa ô hoặc ghi số đúng."
    return warning("gach_ngang", reason, "", comment=reason, **spot.about)


def struck_in_part(spot: Spot, struck: str) -> Finding:
    """Return the finding about a cell in which one part is struck through and another is not."""
    reason = f"Ô ghi “{spot.quoted}”, trong đó “{text.shortened(struck)}” bị gạch ngang; phần mềm không tự chọn."
    mend = "Xóa hẳn phần đã bỏ, chỉ để lại nội dung đúng."
    return error("gach_ngang", reason, mend, comment=f"{reason} {mend}", **spot.about)


def above_hundred(spot: Spot) -> Finding:
    """Return the doubt about a share above a hundred."""
    reason = f"{spot.label}: tỷ lệ “{spot.quoted}” lớn hơn 100%. Kiểm tra lại; nếu đúng, ghi lý do ở cột Ghi chú."
    return warning("tren_100", reason, "", comment=reason, **spot.about)


def not_asked(spot: Spot) -> Finding:
    """Return the note that a cell was filled in which, by another answer of the form, is not to be filled."""
    reason = f"{spot.label}: theo các ô khác của biểu, ô này không phải ghi (ô màu xám); phần mềm không lấy nội dung đang có trong ô."
    mend = "Nếu số liệu là đúng, xem lại ô quyết định có phải ghi hay không."
    return warning("khong_phai_ghi", reason, mend, comment=f"{reason} {mend}", **spot.about)


def control_characters(spot: Spot) -> Finding:
    """Return the note that characters which cannot be printed were left out."""
    reason = "Đã bỏ ký tự không in được trong ô này. Đề nghị xem lại nội dung."
    return warning("ky_tu_la", reason, "", comment=reason, **spot.about)


def macros() -> Finding:
    """Return the note that a workbook has macros: they are never run."""
    return warning("co_macro", "Tệp có macro; phần mềm không chạy macro, chỉ đọc số liệu. Lần sau đề nghị gửi tệp .xlsx.")


def hidden_rows(count: int) -> Finding:
    """Return the note that hidden rows hold figures, which count."""
    return warning("dong_an", f"Có {count} dòng ẩn có số liệu, vẫn được tính.")


def changed_since_last(cells: Sequence[CellRef]) -> Finding:
    """Return the note that names the cells which differ from the last time the unit sent."""
    return warning("doi_so_voi_lan_truoc", f"So với lần gửi trước, đã đổi {len(cells)} ô: {cell_list(list(cells))}.")


def programme_doubt(spot: Spot, message: str, value: str, before: str) -> Finding:
    """Return a doubt that the programme itself defines; its text may hold `{gia_tri}` and `{ky_truoc}`."""
    reason = text.folded(message).replace("{gia_tri}", value).replace("{ky_truoc}", before)
    return warning("luu_y", reason, "", comment=reason, **spot.about)
