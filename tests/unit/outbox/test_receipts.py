"""Slips and short messages: what a unit is told about its file."""

from __future__ import annotations

from dataclasses import replace

import pytest

from docgen.model.findings import error
from docgen.model.submissions import Outcome, Zone
from docgen.model.units import Unit
from docgen.model.values import CellRef
from docgen.outbox import receipts, short_messages
from docgen.validate.messages import rejected
from tests.unit.outbox.office import (
    PROGRAMME,
    VILLAGE,
    above_total,
    at,
    make_decision,
    make_facts,
    make_receipt,
    no_seal,
    photo,
    tenfold,
)

NOBODY = {"programme": None, "unit": None, "period": None, "dates": None}

CELL = CellRef("Biểu", "E10")


def test_an_accepted_form_gets_the_whole_slip() -> None:
    slip = receipts.build(make_facts(make_decision()))

    assert slip is not None
    assert slip.name == "DA TIEP NHAN - Thon Mau 01 - nam 2026 - lan 1"
    assert slip.text == (
        "ỦY BAN NHÂN DÂN XÃ MẪU\n"
        "PHÒNG KINH TẾ\n"
        "\n"
        "PHIẾU TIẾP NHẬN BIỂU SỐ LIỆU\n"
        "Số tiếp nhận: 0042/2026\n"
        "\n"
        "Đơn vị gửi: Thôn Mẫu 01\n"
        "Biểu: Biểu số liệu nước sạch (Biểu số 02/NS)\n"
        "Kỳ báo cáo: năm 2026 (số liệu từ 01/01/2026 đến 15/11/2026)\n"
        "Tên tệp: Bieu NS - Thon Mau 01.xlsx\n"
        "Thời điểm nhận: 16 giờ 42 phút, ngày 28/11/2026\n"
        "Lần gửi: thứ 1\n"
        "Tình trạng: Đúng hạn\n"
        "Số chỉ tiêu đã ghi: 4/5; để trống: 0; không phát sinh: 1\n"
        "Lưu ý cần xem lại: 0\n"
        "\n"
        "Một số số liệu đã ghi nhận:\n"
        "Tổng số hộ: 320 hộ\n"
        "Trong đó hộ dùng nước sạch: 250 hộ\n"
        "Kinh phí đã sử dụng: 1.500.000 đồng\n"
        "\n"
        "Nếu số liệu trên chưa đúng, sửa trong biểu và gửi lại; bản gửi sau thay bản gửi trước cho đến khi xã khóa số liệu.\n"
        "Phiếu này xác nhận đã nhận số liệu, không thay cho báo cáo bằng văn bản có chữ ký (nếu có yêu cầu).\n"
        "Mã tra cứu: TN0042-3F9A\n"
        "\n"
        "Bản ngắn để chép vào tin nhắn:\n"
        "Phòng Kinh tế: đã nhận Biểu số 02/NS năm 2026 của thôn Mẫu 01 lúc 16 giờ 42 phút, ngày 28/11/2026 (lần 1, đúng hạn). "
        "Mã tra cứu TN0042-3F9A.\n"
    )


def test_a_replacement_names_what_it_replaces() -> None:
    decision = make_decision(revision=2, times_sent=3, changed_fields=("ho", "tien"), replaced_received_at=at(20, 9, 5))

    slip = receipts.build(make_facts(decision))

    assert slip is not None
    assert (
        dict(slip.rows)["Lần gửi"] == "thứ 3 (thay bản nhận lúc 09 giờ 05 phút, ngày 20/11/2026; đổi 2 ô: Tổng số hộ; Kinh phí đã sử dụng)"
    )


@pytest.mark.parametrize(
    ("not_before", "not_after", "days_late", "expected"),
    [
        pytest.param(at(28, 7), at(28, 8), 0, "Đúng hạn", id="before the deadline"),
        pytest.param(at(30, 23, 50), at(30, 23, 59), 0, "Đúng hạn", id="the last on-time day"),
        pytest.param(at(2, 7, 0, 12), at(2, 8, 0, 12), 2, "Sau thời hạn 2 ngày", id="late"),
        pytest.param(
            at(30, 23, 55),
            at(1, 7, 30, 12),
            0,
            "Đúng hạn (máy tiếp nhận tạm ngừng từ 23 giờ 55 phút, ngày 30/11/2026 đến 07 giờ 30 phút, ngày 01/12/2026; "
            "tính theo thời điểm có lợi cho đơn vị)",
            id="the machine slept across the deadline",
        ),
    ],
)
def test_the_state_tells_how_the_moment_of_receipt_was_judged(not_before: object, not_after: object, days_late: int, expected: str) -> None:
    receipt = replace(make_receipt(), not_before=not_before, not_after=not_after)  # type: ignore[arg-type]

    assert receipts.state_words(make_facts(make_decision(receipt=receipt, days_late=days_late))) == expected


def test_a_returned_form_names_cells_and_what_still_stands() -> None:
    before = make_decision(times_sent=1, receipt=make_receipt(7, at(20, 9)))
    facts = make_facts(make_decision(Outcome.RETURNED, above_total(), tenfold(), times_sent=2), accepted_before=before)

    slip = receipts.build(facts)

    assert slip is not None
    assert slip.name == "CAN SUA - Thon Mau 01 - nam 2026 - lan 2"
    assert [part.heading for part in slip.parts] == ["Phải sửa 1 ô:", "Cách làm:", "Lưu ý, đề nghị xem lại (không bắt buộc):", ""]
    assert slip.parts[0].lines == (
        "1. Ô E11, Trong đó: hộ dùng nước sạch: Hộ dùng nước sạch (350) lớn hơn tổng số hộ (320, ô E10). "
        "Kiểm tra cả hai ô E10 và E11, sửa ô chưa đúng. Ví dụ: Tổng số 320, trong đó 250. (mã lỗi: lon_hon_tong)",
    )
    assert slip.parts[-1].lines[0] == (
        "Số liệu đơn vị đã được nhận trước đó (lần gửi thứ 1, 09 giờ 00 phút, ngày 20/11/2026) "
        "vẫn giữ nguyên cho đến khi bản sửa được tiếp nhận."
    )
    assert dict(slip.rows)["Hạn gửi"] == "hết ngày 30/11/2026, lùi do ngày 29/11 là Chủ nhật (còn 2 ngày)"
    assert slip.short == (
        "Phòng Kinh tế: Biểu số 02/NS năm 2026 của thôn Mẫu 01 cần sửa 1 ô: E11 (Trong đó: hộ dùng nước sạch). "
        "Tệp đã đánh dấu ở thư mục _4-can-sua-gui-lai. Cần giúp xin gọi 0204 000 0000."
    )


def test_a_unit_does_what_the_office_wrote_and_nothing_else_is_asked_of_it() -> None:
    before = make_decision(times_sent=1, receipt=make_receipt(7, at(20, 9)))
    returned = make_decision(Outcome.RETURNED, rejected("Số liệu đã chốt, đề nghị báo cáo bổ sung kỳ sau"), times_sent=2)

    slip = receipts.build(make_facts(returned, accepted_before=before))

    assert slip is not None
    assert slip.name == "XA TRA LAI - Thon Mau 01 - nam 2026 - lan 2"
    assert dict(slip.rows)["Tình trạng"] == "Xã trả lại, làm theo lý do xã ghi"
    assert "Hạn gửi" not in dict(slip.rows)
    assert slip.parts[0].lines == ("Xã trả lại. Xã đã xem tệp này và trả lại: Số liệu đã chốt, đề nghị báo cáo bổ sung kỳ sau.",)
    assert slip.parts[-1].lines[0] == (
        "Số liệu đơn vị đã được nhận trước đó (lần gửi thứ 1, 09 giờ 00 phút, ngày 20/11/2026) vẫn giữ nguyên."
    )
    assert "gửi lại" not in slip.text


def test_a_file_of_nobody_is_answered_as_a_whole() -> None:
    facts = make_facts(make_decision(Outcome.RETURNED, photo(), receipt=make_receipt(path="xa/bieu.jpg")), **NOBODY)

    slip = receipts.build(facts)

    assert slip is not None
    assert (slip.name, slip.title) == ("CAN GUI LAI - bieu - TN0042-3F9A", "PHIẾU TRẢ LẠI TỆP")
    assert slip.parts[0].lines == (
        "Tệp là ảnh chụp. Tệp “bieu.jpg” là ảnh, phần mềm không đọc được số từ ảnh. Đề nghị điền vào biểu Excel của đơn vị và gửi lại.",
    )


def test_a_waiting_unit_does_not_read_what_only_the_clerk_may() -> None:
    slip = receipts.build(make_facts(make_decision(Outcome.HELD, no_seal())))

    assert slip is not None
    assert "nội dung ghi là của" not in slip.text
    assert slip.short == (
        "Phòng Kinh tế: đã nhận tệp của thôn Mẫu 01 lúc 16 giờ 42 phút, ngày 28/11/2026, đang xác minh: không thấy mã biểu. "
        "Đơn vị chưa phải gửi lại."
    )


@pytest.mark.parametrize(
    ("outcome", "findings", "expected"),
    [
        pytest.param(Outcome.ACCEPTED, (), "không có ô nào phải sửa", id="nothing to mend"),
        pytest.param(Outcome.RETURNED, (above_total(),), "còn 1 ô phải sửa", id="one cell"),
        pytest.param(Outcome.RETURNED, (photo(),), "chưa dùng được: tệp là ảnh chụp", id="a photo"),
        pytest.param(Outcome.HELD, (no_seal(),), "sẽ phải chờ xã xác minh: không thấy mã biểu", id="what a person must look at"),
    ],
)
def test_a_rehearsal_says_first_that_nothing_is_recorded(outcome: Outcome, findings: tuple[object, ...], expected: str) -> None:
    decision = make_decision(outcome, *findings, receipt=make_receipt(zone=Zone.REHEARSAL))  # type: ignore[arg-type]

    slip = receipts.build(make_facts(decision))

    assert slip is not None
    assert slip.banner == f"GỬI THỬ - KHÔNG GHI NHẬN. Biểu này {expected}. Để gửi chính thức, chép tệp vào thư mục ngoài cùng."
    assert slip.short.startswith("GỬI THỬ - KHÔNG GHI NHẬN. ")
    assert (slip.title, slip.number) == ("KẾT QUẢ GỬI THỬ", "")
    assert slip.name.startswith("GUI THU - ")
    assert dict(slip.rows)["Tình trạng"] == expected[0].upper() + expected[1:]
    for said in (slip.text, slip.html):
        assert not any(word in said.casefold() for word in ("đã nhận", "tiếp nhận", "đã ghi nhận", "chưa phải gửi lại", "xác nhận"))


def test_what_stands_in_a_cell_is_said_once() -> None:
    said = error("chu_trong_o_so", "Đang ghi “khoảng 850 người”, có chữ trong ô số.", cell=CELL, label="Số hộ", found="khoảng 850 người")
    blank = error("khong_khop", "Số hộ chưa khớp.", cell=CELL, label="Số hộ", found="để trống")

    slip = receipts.build(make_facts(make_decision(Outcome.RETURNED, said, blank)))

    assert slip is not None
    assert slip.parts[0].lines == (
        "1. Ô E10, Số hộ: Đang ghi “khoảng 850 người”, có chữ trong ô số. (mã lỗi: chu_trong_o_so)",
        "2. Ô E10, Số hộ (đang để trống): Số hộ chưa khớp. (mã lỗi: khong_khop)",
    )


def test_the_short_message_about_a_photo_says_what_to_do() -> None:
    found = error(
        "khong_phai_excel_anh",
        "Tệp “anh chup bieu so lieu thon Mau 01.jpg” là ảnh, phần mềm không đọc được số từ ảnh; chưa tính là đã gửi biểu.",
        "Đề nghị điền vào biểu Excel của đơn vị (thư mục _1-lay-bieu-mau) và gửi. Không có máy tính thì gọi Phòng Văn hóa - Xã hội, "
        "Lê Thị Mẫu, điện thoại 0204 000 0000 để được nhập giúp.",
        label="Tệp là ảnh chụp",
    )
    receipt = make_receipt(path="anh chup bieu so lieu thon Mau 01.jpg")

    message = short_messages.build(make_facts(make_decision(Outcome.RETURNED, found, receipt=receipt)))

    assert "Đề nghị điền vào biểu Excel của đơn vị (thư mục _1-lay-bieu-mau) và gửi." in message
    assert len(message) <= 300


@pytest.mark.parametrize("outcome", [Outcome.IGNORED, Outcome.WAITING])
def test_what_is_no_form_yet_gets_no_slip(outcome: Outcome) -> None:
    assert receipts.build(make_facts(make_decision(outcome))) is None


def test_fifty_findings_are_listed_and_the_rest_counted() -> None:
    findings = [replace(above_total(), cell=CellRef("Biểu", f"E{n}")) for n in range(10, 73)]

    slip = receipts.build(make_facts(make_decision(Outcome.RETURNED, *findings)))

    assert slip is not None
    assert (len(slip.parts[0].lines), slip.parts[0].lines[-1]) == (51, "51. Còn 13 ô khác cùng loại (mã lỗi: lon_hon_tong)")


@pytest.mark.parametrize("outcome", [Outcome.ACCEPTED, Outcome.RETURNED, Outcome.HELD, Outcome.DUPLICATE, Outcome.QUARANTINED])
@pytest.mark.parametrize("zone", [Zone.DROP, Zone.REHEARSAL])
def test_a_short_message_never_outgrows_300_characters(outcome: Outcome, zone: Zone) -> None:
    long = "rất dài " * 40
    unit = Unit("T01", f"Thôn {long}", VILLAGE)
    findings = [
        error("x", long, long, comment=long, label=long, cell=CellRef("Biểu", f"E{n}") if outcome is Outcome.RETURNED else None)
        for n in range(10)
    ]
    decision = make_decision(outcome, *findings, receipt=make_receipt(path=f"{long}.xlsx", zone=zone))

    message = short_messages.build(make_facts(decision, unit=unit, programme=replace(PROGRAMME, form_number=long)))

    assert 0 < len(message) <= 300


def test_what_people_typed_stays_text_in_the_printable_slip() -> None:
    decision = make_decision(Outcome.RETURNED, replace(above_total(), found="{{ 7*7 }} <b>"), receipt=make_receipt(path="a<b>&.xlsx"))

    slip = receipts.build(make_facts(decision))

    assert slip is not None
    assert "a&lt;b&gt;&amp;.xlsx" in slip.html
    assert "{{ 7*7 }} &lt;b&gt;" in slip.html


def test_the_text_slip_opens_in_an_old_notepad() -> None:
    slip = receipts.build(make_facts(make_decision()))

    assert slip is not None
    data = slip.files[f"{slip.name}.txt"]
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\n") == data.count(b"\r\n")


def test_two_programmes_of_one_unit_do_not_share_a_name() -> None:
    assert make_facts(make_decision(), several_forms=True).file_name == "DA TIEP NHAN - Thon Mau 01 - NS - nam 2026 - lan 1"
