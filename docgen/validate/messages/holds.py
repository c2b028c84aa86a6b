"""Why a file waits for a person of the office: `reason` is what that person reads, `label` its title, `comment` what the unit reads.

`mend` is what the unit may do meanwhile; without it there is nothing to do but to wait.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from docgen.model import text, wording
from docgen.model.findings import NO_FORM, REJECTED, Finding, error
from docgen.model.values import CellRef
from docgen.validate.messages.doubts import OLD_ENCODING
from docgen.validate.messages.office import Office
from docgen.validate.messages.words import Spot, cell_list

_SHOWN = 5
TWO_AT_ONCE = "hai_ban_cung_luc"
_LOST = "Biểu được gõ lại hoặc chép sang tệp khác nên mất mã biểu. Đã nhận tệp, xã sẽ xác minh; đơn vị không phải gửi lại."
_WAITING = "Đã nhận tệp, đang chờ xã xác minh; đơn vị chưa phải gửi lại."


def no_seal(unit: str) -> Finding:
    """Hold a form without a seal; `unit` is the name its content or folder gives, or empty."""
    whose = f"nội dung ghi là của {unit}" if unit else "chưa rõ của đơn vị nào"
    reason = f"Biểu không còn mã biểu (gõ lại hoặc chép sang tệp khác); {whose}."
    return error("khong_ma_bieu", reason, label="Không thấy mã biểu", comment=_LOST)


def forged_seal(unit: str) -> Finding:
    """Hold a form whose seal does not prove itself."""
    whose = f"nội dung ghi là của {unit}" if unit else "chưa rõ của đơn vị nào"
    reason = f"Mã biểu đã bị sửa hoặc không do cơ quan này phát ra; {whose}."
    return error("ma_bieu_sai", reason, label="Mã biểu không khớp", comment=_WAITING)


def unknown_form(form_id: str) -> Finding:
    """Hold a form that no programme here has issued."""
    return error(NO_FORM, f"Không có chương trình nào dùng biểu “{text.shortened(form_id)}”.", label="Biểu chưa rõ", comment=_WAITING)


def foreign_workbook(office: Office) -> Finding:
    """Hold a workbook in which nothing is of any form of ours."""
    unit_reads = "Tệp là sổ Excel nhưng không phải biểu của xã: không có mã biểu, không có chỉ tiêu nào của biểu."
    mend = f"Nếu gửi nhầm tệp, đề nghị lấy biểu ở {office.forms_folder}, điền rồi gửi."
    reason = "Sổ Excel không phải biểu của xã: không có mã biểu, không có ô hay chỉ tiêu nào của các chương trình."
    return error(NO_FORM, reason, mend, label="Không phải biểu của xã", comment=unit_reads)


def unknown_unit(code: str) -> Finding:
    """Hold a form of a unit that the list does not have."""
    reason = f"Mã biểu ghi đơn vị “{text.shortened(code)}”, không có trong danh sách đơn vị."
    return error("don_vi_la", reason, label="Đơn vị chưa rõ", comment=_WAITING)


def other_unit(folder: str, form: str, office: Office) -> Finding:
    """Hold a form that lies in the folder of another unit."""
    return _of_another_unit(
        f"Thư mục là của {folder}, biểu ghi {form}.",
        f"Biểu ghi {form} nhưng đặt trong thư mục của {folder}.",
        f"Nếu là biểu của {form}, chép vào đúng thư mục; nếu mượn biểu của đơn vị khác, đề nghị lấy biểu của mình ở {office.forms_folder}.",
    )


def unit_text_differs(sealed: str, written: str, office: Office) -> Finding:
    """Hold a form on which another unit's name stands than the one it was issued to."""
    shown = text.shortened(written)
    return _of_another_unit(
        f"Mã biểu là của {sealed}, biểu ghi {shown}.",
        f"Biểu phát cho {sealed} nhưng ghi tên {shown}.",
        f"Nếu mượn biểu của đơn vị khác, đề nghị lấy biểu của mình ở {office.forms_folder}, điền rồi gửi.",
    )


def file_name_differs(sealed: str, named: str, office: Office) -> Finding:
    """Hold a form that lies under the file name of another unit: whoever sent it may believe that its own was taken."""
    return _of_another_unit(
        f"Tên tệp ghi {named}, biểu của {sealed}.",
        f"Tên tệp ghi {named} nhưng biểu trong tệp là của {sealed}.",
        f"Nếu là số liệu của {named}, lấy biểu của {named} ở {office.forms_folder}, điền rồi gửi.",
    )


def _of_another_unit(reason: str, unit_reads: str, mend: str) -> Finding:
    untouched = f"{unit_reads} Chưa đơn vị nào bị thay đổi số liệu."
    return error("khac_don_vi", reason, mend, label="Biểu của đơn vị khác", comment=untouched)


def same_figures_as_other_unit(unit: str, received_on: date) -> Finding:
    """Hold a form whose figures all equal those of another unit."""
    reason = f"Toàn bộ số liệu giống biểu của {unit} nhận ngày {wording.day(received_on)}."
    return error("giong_don_vi_khac", reason, label="Số liệu cần xác minh", comment=_WAITING)


def two_at_once(unit: str, different_cells: int) -> Finding:
    """Hold two different files of one unit that came together."""
    reason = f"Có hai bản khác nhau của {unit} gửi cùng lúc; khác nhau ở {different_cells} ô."
    return error(TWO_AT_ONCE, reason, label="Hai bản gửi cùng lúc", comment=_WAITING)


def locked(period: str, closed_on: date) -> Finding:
    """Hold what arrives after the figures of its period were locked."""
    unit_reads = (
        f"Số liệu {period} đã khóa ngày {wording.day(closed_on)} để phát hành báo cáo. Đã nhận tệp, chờ xã xem xét; "
        "đề nghị ghi lý do điều chỉnh bằng văn bản."
    )
    return error("da_khoa", f"Gửi sau khi khóa số liệu {period}.", label="Số liệu kỳ này đã khóa", comment=unit_reads)


def replaced_version(number: int) -> Finding:
    """Hold a file that equals a revision which was replaced since."""
    unit_reads = (
        f"Tệp này giống bản lần {number}, sau đó đơn vị đã gửi bản mới hơn. Xã sẽ hỏi lại trước khi dùng; số liệu hiện hành giữ nguyên."
    )
    return error("ban_cu", "Gửi lại bản đã được thay thế.", label="Tệp là bản đã được thay thế", comment=unit_reads)


def changed_twice(cells: Sequence[CellRef], labels: Sequence[str]) -> Finding:
    """Hold a change to figures that another file has changed since, differently."""
    shown = "; ".join(f"“{label}”" for label in labels[:10])
    reason = f"Tệp điền từ số liệu cũ; các ô này đã được sửa khác đi ở bản gửi sau: {shown} (ô {cell_list(list(cells))})."
    return error("sua_hai_lan", reason, label="Một ô được sửa hai lần khác nhau", comment=_WAITING)


def merged_does_not_fit(errors: int) -> Finding:
    """Hold a change that fits the figures it was made to, but not those of now."""
    reason = f"Tệp điền từ số liệu cũ; gộp với số liệu hiện hành thì còn {errors} chỗ chưa khớp. Đề nghị đơn vị lấy biểu mới, sửa lại."
    return error("gop_chua_khop", reason, label="Gộp với số liệu hiện hành chưa khớp", comment=_WAITING)


def unknown_base(number: int) -> Finding:
    """Hold a change to figures that do not stand any more."""
    reason = f"Tệp điền từ bản số liệu lần {number}, nay không còn bản nào đang dùng để gộp vào."
    return error("ban_goc_khong_con", reason, label="Số liệu gốc không còn", comment=_WAITING)


def figures_removed(spots: Sequence[Spot]) -> Finding:
    """Hold a newer form in which cells are blank that had figures, without a word why."""
    listed = "; ".join(f"{spot.label} (ô {spot.address}, trước ghi {spot.quoted})" for spot in spots[:10])
    more = f" và {len(spots) - 10} ô khác" if len(spots) > 10 else ""
    reason = f"Bản này để trống {len(spots)} ô mà lần gửi trước đã ghi: {listed}{more}."
    mend = (
        "Nếu bỏ số liệu thật, ghi lý do ở cột Ghi chú cạnh ô rồi gửi lại, hoặc chờ xã xác minh; "
        "kết quả bằng không ghi 0, việc không phát sinh ghi dấu gạch ngang (-)."
    )
    return error("bo_so_lieu", reason, mend, label="Số liệu đã gửi nay để trống", comment=reason)


def readers_disagree(cell: CellRef, first: str, second: str, label: str = "", field: str = "") -> Finding:
    """Hold a file of which two ways of reading give different values."""
    reason = (
        f"Hai cách đọc tệp cho kết quả khác nhau ở ô {cell.cell}: "
        f"{text.shortened(first) or 'trống'} và {text.shortened(second) or 'trống'}."
    )
    return error("hai_cach_doc", reason, label=label or "Tệp cần xác minh", comment=_WAITING, cell=cell, field=field)


def second_reader_failed() -> Finding:
    """Hold a file that only one of the two ways of reading can open."""
    reason = "Chỉ một trong hai cách đọc mở được tệp; đề nghị mở bằng Excel, đối chiếu số liệu trước khi chấp nhận."
    return error("hai_cach_doc", reason, label="Tệp cần xác minh", comment=_WAITING)


def old_encoding(turned: Sequence[Finding]) -> Finding:
    """Hold the first file of a unit that is written in an old table; `turned`: what is said of each cell, shown as a preview."""
    shown = " ".join(f"Ô {finding.cell}: {finding.reason.partition(': ')[2]}" for finding in turned[:_SHOWN])
    more = f" Còn {len(turned) - _SHOWN} ô khác." if len(turned) > _SHOWN else ""
    reason = f"Biểu viết bằng bảng mã cũ (TCVN3, VNI); đề nghị xem {len(turned)} ô đã chuyển sang Unicode. {shown}{more}"
    return error(OLD_ENCODING, reason, label="Chữ viết bằng bảng mã cũ", comment=_WAITING)


def active_content() -> Finding:
    """Hold a file with links to elsewhere or embedded objects; they are never followed, and stay in the unit's own file."""
    return error(
        "noi_dung_dong",
        "Tệp có liên kết ngoài hoặc đối tượng nhúng; phần mềm bỏ qua phần này. Mở xem bằng Excel thì không bấm “Bật nội dung”, "
        "không bấm “Cập nhật liên kết”.",
        label="Tệp có liên kết ngoài",
        comment=_WAITING,
    )


_DEATHS = {
    "time": "đọc quá lâu",
    "memory": "cần quá nhiều bộ nhớ",
    "crash": "làm chương trình đọc dừng đột ngột",
}


def deadly_file(death: str) -> Finding:
    """Set aside a file that ended every process which tried to read it."""
    return error(
        "khong_doc_noi",
        f"Đã thử đọc tệp này ba lần, lần nào cũng không được ({_DEATHS[death]}), nên tệp được tách riêng.",
        "Lấy biểu mới trong thư mục lấy biểu mẫu, ghi lại số liệu rồi gửi; không chép nguyên tờ từ tệp cũ.",
        label="Tệp không đọc được",
    )


def software_fault() -> Finding:
    """Hold a file at which the program itself failed; the details are in its log."""
    reason = (
        "Phần mềm gặp lỗi khi đọc tệp này, chi tiết ghi ở docgen.log. Báo người phụ trách máy; nếu cần ngay thì mở tệp bằng Excel, "
        "lưu thành tệp mới rồi gửi lại."
    )
    unit_reads = "Phần mềm gặp lỗi khi đọc tệp này; xã đã được báo. Đơn vị chưa phải gửi lại."
    return error("loi_phan_mem", reason, label="Tệp cần xác minh", comment=unit_reads)


def rejected(reason: str) -> Finding:
    """Return a file that a person of the office looked at and does not take, with that person's reason."""
    why = text.folded(reason).rstrip(".")
    return error(REJECTED, f"Xã đã xem tệp này và trả lại: {why}.", label="Xã trả lại", comment=f"Xã trả lại: {why}")
