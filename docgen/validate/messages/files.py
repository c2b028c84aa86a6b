"""What is said of a whole file, on the slip that goes with it: title in `label`, text in `reason`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from docgen.model import text, wording
from docgen.model.findings import Finding, error, warning
from docgen.validate.messages.office import Office

NOT_MENDED = "chua_sua"
OLD_FORM = "bieu_ban_cu"
BROKEN = "bieu_bi_sua_cau_truc"


def for_unit(finding: Finding) -> str:
    """Return what the unit reads of a finding about a whole file (a held file tells the office and the unit different things)."""
    return finding.comment or finding.message


def image(name: str, office: Office) -> Finding:
    """Return the answer to a photo."""
    return error(
        "khong_phai_excel_anh",
        f"Tệp “{text.shortened(name)}” là ảnh, phần mềm không đọc được số từ ảnh; chưa tính là đã gửi biểu.",
        _fill_in(office),
        label="Tệp là ảnh chụp",
    )


def pdf(name: str, office: Office) -> Finding:
    """Return the answer to a PDF."""
    return error(
        "khong_phai_excel_pdf",
        f"Tệp “{text.shortened(name)}” là bản PDF, phần mềm không đọc được số từ PDF; chưa tính là đã gửi biểu.",
        _fill_in(office),
        label="Tệp là bản PDF",
    )


def before_its_form(scan: Finding) -> Finding:
    """Return what is said of a scan that came before its form: it is kept, and no form yet."""
    return replace(scan, reason=f"{scan.reason} Bản này được giữ lại, sẽ kèm làm bản ký khi đơn vị gửi biểu Excel.")


def signed_copy(name: str, unit: str) -> Finding:
    """Return the note about a scan that is kept as the signed copy of a form."""
    return warning("ban_ky", f"Đã lưu “{text.shortened(name)}” làm bản ký kèm theo biểu của {unit}; phần mềm không lấy số từ bản này.")


def _fill_in(office: Office) -> str:
    return (
        f"Đề nghị điền vào biểu Excel của đơn vị (thư mục {office.forms_folder}) và gửi. "
        f"Không có máy tính thì gọi {office.call} để được nhập giúp."
    )


def word(name: str) -> Finding:
    """Return the answer to a Word document."""
    return error(
        "khong_phai_excel_word",
        f"“{text.shortened(name)}” là văn bản Word, không phải biểu số liệu. Đề nghị gửi biểu Excel của đơn vị; "
        "văn bản Word gửi theo đường văn bản.",
        label="Tệp là văn bản Word",
    )


def unknown_kind(name: str, kind: str, office: Office) -> Finding:
    """Return the answer to a file that is no workbook; `kind` says what it is ("tệp PowerPoint")."""
    return error(
        "khong_phai_excel",
        f"“{text.shortened(name)}” là {kind}, không phải biểu Excel. Đề nghị điền vào biểu Excel của đơn vị "
        f"(thư mục {office.forms_folder}) và gửi lại.",
        label="Tệp không phải biểu Excel",
    )


def old_excel() -> Finding:
    """Return the answer to a workbook of Excel 97-2003."""
    return error(
        "excel_doi_cu",
        'Mở tệp, chọn Lưu thành (Save As), kiểu "Excel Workbook (.xlsx)", rồi gửi lại.',
        label="Tệp Excel đời cũ (.xls)",
    )


def other_spreadsheet(name: str, kind: str) -> Finding:
    """Return the answer to a workbook of another kind (`.ods`, `.xlsb`, `.numbers`)."""
    return error(
        "bang_tinh_khac",
        f'“{text.shortened(name)}” là {kind}. Mở tệp, chọn Lưu thành (Save As), kiểu "Excel Workbook (.xlsx)", rồi gửi lại.',
        label="Tệp bảng tính kiểu khác",
    )


def encrypted() -> Finding:
    """Return the answer to a workbook that asks for a password to open."""
    return error(
        "co_mat_khau",
        "Bỏ mật khẩu mở tệp (Tệp > Thông tin > Bảo vệ sổ làm việc) rồi gửi lại. Không gửi mật khẩu qua tin nhắn.",
        label="Tệp có mật khẩu mở",
    )


def labelled() -> Finding:
    """Return the answer to a workbook that only certain accounts may open."""
    return error(
        "co_mat_khau",
        "Tệp bị khóa theo quyền truy cập (nhãn bảo mật, IRM): chỉ tài khoản được cấp quyền mới mở được. Bỏ giới hạn quyền "
        "(Tệp > Thông tin > Bảo vệ sổ làm việc > Hạn chế quyền truy cập) rồi gửi lại.",
        label="Tệp bị khóa theo quyền truy cập",
    )


def empty_file(office: Office) -> Finding:
    """Return the answer to a file without a byte."""
    return error(
        "tep_rong",
        "Tệp không có nội dung nào (0 byte), có thể do chép dở. Đề nghị chép lại; "
        f"nếu mất tệp thì lấy biểu ở {office.forms_folder}, điền rồi gửi.",
        label="Tệp rỗng",
    )


def damaged() -> Finding:
    """Return the answer to a file that is not whole, or broken inside."""
    return error(
        "tep_hong",
        "Tệp không trọn vẹn: chép chưa xong hoặc đã hỏng. Đề nghị chép lại tệp; nếu vẫn thế, mở bằng Excel, lưu thành tệp mới rồi gửi.",
        label="Tệp chưa chép xong hoặc bị hỏng",
    )


def unreadable(code: str, message: str) -> Finding:
    """Return the answer to a file that reading gave up on, from what the reader said."""
    titles = {"qua_lon": "Tệp quá lớn", "bieu_bi_sua_cau_truc": "Biểu bị sửa cấu trúc", "khong_an_toan": "Tệp không an toàn"}
    mend = "" if code in titles else "Đề nghị chép lại tệp; nếu vẫn thế, mở bằng Excel, lưu thành tệp mới rồi gửi."
    return error(code, message, mend, label=titles.get(code, "Tệp chưa chép xong hoặc bị hỏng"))


def blank_form() -> Finding:
    """Return the answer to a form without any figure."""
    return error(
        "bieu_trong",
        "Đã nhận tệp nhưng chưa có số liệu nào. Biểu này chưa tính là đã gửi.",
        label="Biểu chưa điền",
    )


def other_period(in_form: str, received_now: str, office: Office) -> Finding:
    """Return the answer to a form of another period. Its figures are not copied into a form of this one: they may be that period's."""
    return error(
        "bieu_khac_ky",
        f"Biểu ghi {text.shortened(in_form)}, đang nhận {received_now}. Lấy biểu đúng kỳ ở {office.forms_folder}.",
        label="Biểu của kỳ khác",
    )


def old_form(old: str, new: str, new_fields: int) -> Finding:
    """Return the answer to a form of a version that is no longer taken; a form of the new one, filled from it, lies beside the slip."""
    added = f", ghi thêm {new_fields} chỉ tiêu mới" if new_fields else ""
    how = f"Số liệu đã được chép sang biểu mới đặt cạnh phiếu này; kiểm tra{added} rồi gửi lại."
    return error(OLD_FORM, f"Biểu này là bản {text.shortened(old)}, nay dùng bản {new}. {how}", label="Biểu bản cũ")


def broken_structure(labels: Sequence[str], is_all: bool) -> Finding:
    """Return the answer to a form in which cells of fields (or all of them) are gone; a new one with what could be read lies beside."""
    shown = "; ".join(f"“{label}”" for label in labels[:20]) + (f" và {len(labels) - 20} chỉ tiêu khác" if len(labels) > 20 else "")
    lost = f"Không còn tờ số liệu của biểu, gồm ô của chỉ tiêu: {shown}." if is_all else f"Không tìm thấy ô của chỉ tiêu: {shown}."
    how = "Biểu mới đã chép sẵn các số liệu đọc được, đặt cạnh phiếu này; ghi tiếp vào biểu đó, không xóa dòng, cột, tờ của biểu."
    return error(BROKEN, f"{lost} {how}", label="Biểu bị sửa cấu trúc")


def nothing_mended(returned_on: date, open_cells: int) -> Finding:
    """Return the answer to a returned form that came back as it was."""
    return error(
        NOT_MENDED,
        f"Tệp gửi lại giống hệt tệp đã trả lại ngày {wording.day(returned_on)}; còn {open_cells} ô cần sửa.",
        label="Chưa sửa ô nào",
    )


def already_received(at: datetime) -> Finding:
    """Return the answer to a file that was taken before."""
    return error(
        "da_nhan_roi",
        f"Tệp này đã nhận lúc {wording.moment(at)}; số liệu không thay đổi. Không cần gửi lại.",
        label="Tệp đã nhận trước đó",
    )


def unsafe(why: str) -> Finding:
    """Return the answer to a file that may do harm; `why` in a few words."""
    return error(
        "khong_an_toan",
        f"Tệp có nội dung có thể gây hại ({why}) nên không mở. Đề nghị quét vi-rút máy đã tạo tệp, lấy biểu mới và điền lại.",
        label="Tệp không an toàn",
    )


def too_large(size: str) -> Finding:
    """Return the answer to a file over the limit; `size` in words (`26 MB`)."""
    return error(
        "qua_lon",
        f"Tệp {size}. Xóa các dòng, cột trống đã định dạng, xóa ảnh chèn thêm rồi gửi lại; hoặc chép số liệu sang biểu mới.",
        label="Tệp quá lớn",
    )


def many_units(office: Office) -> Finding:
    """Return the answer to one file with the forms of several units."""
    return error(
        "nhieu_don_vi",
        f"Mỗi đơn vị gửi một tệp riêng. Biểu của từng đơn vị ở {office.forms_folder}.",
        label="Một tệp có nhiều đơn vị",
    )


def unit_merged(name: str, successor: str, since: date | None) -> Finding:
    """Return the answer to a form of a unit that no longer exists; `successor` is empty when none is known."""
    when = f" từ ngày {wording.day(since)}" if since else ""
    whose = f" Số liệu do {successor} gửi; lấy biểu của {successor}." if successor else ""
    return error("don_vi_khong_con", f"{name} không còn là đơn vị báo cáo{when}.{whose}", label="Đơn vị đã sáp nhập hoặc giải thể")
