"""What people are told, word for word."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from docgen.model.findings import Finding
from docgen.model.values import CellRef
from docgen.validate import messages
from docgen.validate.messages import Office, Spot
from tests.filled_forms import DATES, field

OFFICE = Office("Phòng Mẫu", "Nguyễn Thị Mẫu", "0912345678")


def spot(name: str, found: str = "", cell: str = "E14") -> Spot:
    return Spot(field(name), CellRef("Biểu", cell), found)


@pytest.mark.parametrize(
    ("finding", "code", "reason", "mend", "example", "comment"),
    [
        pytest.param(
            messages.required_blank(spot("tong"), OFFICE),
            "bo_trong",
            "Chưa có số liệu ở chỉ tiêu “Tổng số người”.",
            "Ghi số liệu. Kết quả bằng không ghi 0. Việc không phát sinh ở đơn vị ghi dấu gạch ngang (-). "
            "Chưa thu thập được thì để trống, ghi lý do ở cột Ghi chú; cần giúp xin gọi Phòng Mẫu.",
            "12",
            "Ô này bắt buộc, đang để trống. Không có thì ghi 0; không phát sinh thì ghi dấu gạch ngang (-).",
            id="blank",
        ),
        pytest.param(
            messages.above_total(spot("nu", "35"), spot("tong", "32", "E13")),
            "lon_hon_tong",
            "“Trong đó: nữ” (35) lớn hơn “Tổng số người” (32, ô E13).",
            "Kiểm tra cả hai ô E14 và E13, sửa ô chưa đúng. Số nữ đã nằm trong tổng số, không phải phần cộng thêm.",
            "Tổng số 12, trong đó nữ 7",
            "“Trong đó: nữ” đang ghi 35, lớn hơn “Tổng số người” (32). Kiểm tra lại cả hai ô.",
            id="above the total",
        ),
        pytest.param(
            messages.text_in_number(spot("tong", "12 người"), Decimal(12)),
            "chu_trong_o_so",
            "Đang ghi “12 người”, có chữ trong ô số.",
            "Chỉ ghi số, bỏ chữ và đơn vị tính. Phần giải thích ghi ở cột Ghi chú. Nếu đúng là 12, ghi 12.",
            "12 (không ghi “12 người”)",
            "Ô này chỉ ghi số, không kèm chữ. Đơn vị tính đã in sẵn là “người”.",
            id="words in a number",
        ),
        pytest.param(
            messages.unclear_number(spot("phan_tram", "1.234"), "1234", "1,234"),
            "so_khong_ro",
            "Số “1.234” có hai cách hiểu: 1234 hoặc 1,234; phần mềm không tự chọn.",
            "Ghi liền các chữ số; chỉ dùng dấu phẩy cho phần thập phân.",
            "1234 hoặc 1,234",
            "“1.234” có thể là 1234 hoặc 1,234. Ghi lại để chỉ có một cách hiểu.",
            id="unclear number",
        ),
        pytest.param(
            messages.wrong_money_unit(spot("tien", "5"), Decimal(5), True),
            "sai_don_vi_tien",
            "Đang ghi 5 đồng, nhỏ hơn mức hợp lý. Có thể đơn vị ghi theo triệu đồng hoặc nghìn đồng.",
            "Đổi ra đồng và ghi lại số đầy đủ.",
            "5 triệu đồng → 5000000; 500 nghìn đồng → 500000",
            "Ô này ghi theo đồng. 5 triệu đồng ghi 5000000.",
            id="money in the wrong unit",
        ),
        pytest.param(
            messages.no_such_date(spot("ngay_viec", "31/02/2026"), DATES),
            "ngay_sai",
            "“31/02/2026” không phải là ngày có thật.",
            "Ghi lại theo ngày/tháng/năm.",
            "20/10/2026",
            "Ghi ngày theo thứ tự ngày/tháng/năm, trong khoảng 01/01/2026 đến 15/11/2026.",
            id="no such date",
        ),
        pytest.param(
            messages.ambiguous_date(spot("ngay_viec", "20/12"), DATES, date(2025, 12, 20), date(2026, 12, 20)),
            "ngay_sai",
            "“20/12” có thể là 20/12/2025 hoặc 20/12/2026.",
            "Ghi lại theo ngày/tháng/năm.",
            "20/10/2026",
            "Ghi ngày theo thứ tự ngày/tháng/năm, trong khoảng 01/01/2026 đến 15/11/2026.",
            id="ambiguous date",
        ),
        pytest.param(
            messages.date_outside_period(spot("ngay_viec", "20/10/2025"), DATES, date(2025, 10, 20)),
            "ngay_ngoai_ky",
            "Ngày 20/10/2025 nằm ngoài kỳ số liệu (từ 01/01/2026 đến 15/11/2026).",
            "Kiểm tra lại năm; hoạt động sau ngày chốt số liệu báo cáo vào kỳ sau.",
            "20/10/2026",
            "Ghi ngày theo thứ tự ngày/tháng/năm, trong khoảng 01/01/2026 đến 15/11/2026.",
            id="outside the period",
        ),
        pytest.param(
            messages.not_in_list(spot("dau", "Cos"), "Có"),
            "ngoai_danh_sach",
            "“Cos” không có trong danh sách chọn của ô này.",
            "Bấm vào ô, bấm mũi tên bên phải và chọn: Có; Không; Khuyết (chưa có người giữ chức vụ). Có phải đơn vị định chọn “Có”?",
            "Có",
            "Chọn một giá trị trong danh sách: Có; Không; Khuyết (chưa có người giữ chức vụ).",
            id="not in the list",
        ),
        pytest.param(
            messages.cell_error(spot("tong", "#REF!")),
            "o_loi",
            "Ô có lỗi “#REF!” của Excel.",
            "Xóa ô, ghi số trực tiếp.",
            "12",
            "Ô đang chứa #REF!. Xóa đi và ghi số trực tiếp.",
            id="an error of Excel",
        ),
        pytest.param(
            messages.not_calculated(spot("tong")),
            "chua_tinh",
            "Ô có công thức nhưng tệp chưa lưu kết quả tính.",
            "Mở tệp bằng Excel, bấm Lưu (Ctrl+S) rồi gửi lại; hoặc ghi số trực tiếp thay công thức.",
            "12",
            "Ô đang chứa công thức chưa tính. Xóa đi và ghi số trực tiếp.",
            id="not calculated",
        ),
        pytest.param(
            messages.out_of_range(spot("tong", "-3")),
            "ngoai_khoang",
            "Đang ghi -3; số người phải là số nguyên, từ 0 trở lên.",
            "Ghi lại số nguyên. Nếu cần ghi giảm so với lần trước, ghi số đúng mới và nêu lý do ở cột Ghi chú.",
            "12",
            "Ô này ghi số nguyên, từ 0 trở lên.",
            id="out of range",
        ),
        pytest.param(
            messages.does_not_fit(spot("dau", "Có", "E15"), [spot("nu", "0")], "Người đứng đầu là nữ: Có; Trong đó: nữ: 1"),
            "khong_khop",
            "Đã chọn người đứng đầu là nữ thì số nữ phải từ 1 trở lên. "
            "Đang ghi: Người đứng đầu là nữ = Có (ô E15); Trong đó: nữ = 0 (ô E14).",
            "Kiểm tra cả hai ô, sửa ô chưa đúng.",
            "Người đứng đầu là nữ: Có; Trong đó: nữ: 1",
            "Đã chọn người đứng đầu là nữ thì số nữ phải từ 1 trở lên.",
            id="two answers that do not fit",
        ),
    ],
)
def test_a_finding_says_where_what_why_and_how(finding: Finding, code: str, reason: str, mend: str, example: str, comment: str) -> None:
    assert (finding.code, finding.reason, finding.mend, finding.example, finding.comment) == (code, reason, mend, example, comment)


def test_a_finding_carries_its_cell_field_label_and_what_was_found_cut_to_60_characters() -> None:
    finding = messages.text_in_number(spot("tong", "mười hai người " * 10))

    assert (finding.cell, finding.field, finding.label, len(finding.found)) == (CellRef("Biểu", "E14"), "tong", "Tổng số người", 60)


@pytest.mark.parametrize(
    ("finding", "code", "title", "text"),
    [
        pytest.param(
            messages.image("anh.jpg", OFFICE),
            "khong_phai_excel_anh",
            "Tệp là ảnh chụp",
            "Tệp “anh.jpg” là ảnh, phần mềm không đọc được số từ ảnh; chưa tính là đã gửi biểu. Đề nghị điền vào biểu Excel của đơn vị "
            "(thư mục _1-lay-bieu-mau) và gửi. Không có máy tính thì gọi Phòng Mẫu, 0912345678 để được nhập giúp.",
            id="a photo",
        ),
        pytest.param(
            messages.pdf("ban-ky.pdf", OFFICE),
            "khong_phai_excel_pdf",
            "Tệp là bản PDF",
            "Tệp “ban-ky.pdf” là bản PDF, phần mềm không đọc được số từ PDF; chưa tính là đã gửi biểu. Đề nghị điền vào biểu Excel "
            "của đơn vị (thư mục _1-lay-bieu-mau) và gửi. Không có máy tính thì gọi Phòng Mẫu, 0912345678 để được nhập giúp.",
            id="a PDF",
        ),
        pytest.param(
            messages.damaged(),
            "tep_hong",
            "Tệp chưa chép xong hoặc bị hỏng",
            "Tệp không trọn vẹn: chép chưa xong hoặc đã hỏng. Đề nghị chép lại tệp; nếu vẫn thế, mở bằng Excel, lưu thành tệp mới rồi gửi.",
            id="damaged",
        ),
        pytest.param(
            messages.old_form("2026.1", "2026.2", 3),
            "bieu_ban_cu",
            "Biểu bản cũ",
            "Biểu này là bản 2026.1, nay dùng bản 2026.2. Số liệu đã được chép sang biểu mới đặt cạnh phiếu này; "
            "kiểm tra, ghi thêm 3 chỉ tiêu mới rồi gửi lại.",
            id="an old version",
        ),
        pytest.param(
            messages.other_period("năm 2025", "năm 2026", OFFICE),
            "bieu_khac_ky",
            "Biểu của kỳ khác",
            "Biểu ghi năm 2025, đang nhận năm 2026. Lấy biểu đúng kỳ ở _1-lay-bieu-mau.",
            id="another period",
        ),
        pytest.param(
            messages.already_received(datetime(2026, 11, 29, 9, 42, tzinfo=UTC)),
            "da_nhan_roi",
            "Tệp đã nhận trước đó",
            "Tệp này đã nhận lúc 16 giờ 42 phút, ngày 29/11/2026; số liệu không thay đổi. Không cần gửi lại.",
            id="received before, in Vietnam's time",
        ),
    ],
)
def test_a_finding_about_a_whole_file_has_a_title_and_a_text(finding: Finding, code: str, title: str, text: str) -> None:
    assert (finding.code, finding.label, messages.for_unit(finding), finding.cell) == (code, title, text, None)


def test_a_held_file_tells_the_office_and_the_unit_different_things() -> None:
    finding = messages.other_unit("Xóm Mẫu 02", "Xóm Mẫu 01", OFFICE)

    assert finding.reason == "Thư mục là của Xóm Mẫu 02, biểu ghi Xóm Mẫu 01."
    assert messages.for_unit(finding).startswith("Biểu ghi Xóm Mẫu 01 nhưng đặt trong thư mục của Xóm Mẫu 02.")


def test_nothing_is_promised_that_does_not_lie_beside_the_slip() -> None:
    assert "cạnh phiếu này" not in messages.other_period("năm 2025", "năm 2026", OFFICE).message


@pytest.mark.parametrize("forbidden", ["vui lòng", "quý khách", "bạn ", "validation", "revision", "seal", "nhập sai"])
def test_the_words_of_software_makers_are_avoided(forbidden: str) -> None:
    made = [
        messages.no_seal("Xóm Mẫu 01"),
        messages.forged_seal(""),
        messages.unknown_form("x"),
        messages.unknown_unit("X"),
        messages.locked("năm 2026", date(2026, 12, 10)),
        messages.replaced_version(1),
        messages.active_content(),
        messages.blank_form(),
        messages.broken_structure(["Tổng số"], is_all=False),
        messages.unsafe("tệp chương trình"),
        messages.second_reader_failed(),
    ]

    assert not [f for f in made if forbidden in f"{f.message} {f.comment}".casefold()]
