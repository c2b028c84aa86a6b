"""The pages that people open by a double click: complete, self-contained, everything escaped."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest

from docgen.dataset.events import Event
from docgen.dataset.papers import PaperRecord
from docgen.model.consolidated import UnitState, UnitStatus
from docgen.model.moves import Move
from docgen.model.periods import Period, PeriodType
from docgen.model.submissions import IssuedNumber, Outcome
from docgen.outbox import intake_page, log_words, status_page
from docgen.outbox.intake_page import IntakeView
from docgen.outbox.views import FileLink, HeldFile, StatusView, link
from docgen.validate.messages import rejected
from tests.unit.outbox.office import (
    AGENCY,
    CONTACT,
    DEPARTMENT,
    PROGRAMME,
    VILLAGE_1,
    VILLAGE_2,
    above_total,
    accepted,
    at,
    make_decision,
    make_receipt,
    make_state,
    no_seal,
    not_sent,
    photo,
    returned,
)

STATE = make_state(accepted(VILLAGE_1), not_sent(VILLAGE_2), returned(DEPARTMENT))
NAMES = {"T01": "Thôn Mẫu 01", "T02": "Thôn Mẫu 02", "KT": "Phòng Kinh tế"}
REPORT = PaperRecord("outbox/nuoc-sach/nam-2026/bao-cao/BC & số.docx", "nuoc-sach", "bc", "2026", "", "", "", at(2, 8, 0, 12), "du_thao", 2)
VIEW = StatusView(AGENCY, at(2, 8, 0, 12), (STATE,), unit_names=NAMES)


class _Text(HTMLParser):
    """The words of a page, without styles and scripts."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in ("style", "script")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in ("style", "script")

    def handle_data(self, data: str) -> None:
        if not self._silent and data.strip():
            self.words.append(" ".join(data.split()))


def words_of(page: str) -> str:
    """Return what a person reads on the page."""
    parser = _Text()
    parser.feed(page)
    return " | ".join(parser.words)


def test_the_page_has_every_section_in_order() -> None:
    said = words_of(status_page.render(VIEW))

    titles = (
        "ỦY BAN NHÂN DÂN XÃ MẪU",
        "TÌNH HÌNH TIẾP NHẬN VÀ TỔNG HỢP BÁO CÁO",
        "Cập nhật lúc 08 giờ 00 phút, ngày 02/12/2026",
        "Nước sạch nông thôn - năm 2026",
        "Hạn gửi: hết ngày 30/11/2026, lùi do ngày 29/11 là Chủ nhật (đã quá hạn 2 ngày)",
        "1. VIỆC CẦN XỬ LÝ",
        "2. TÌNH HÌNH GỬI BÁO CÁO",
        "Các kỳ đã qua",
        "3. KẾT QUẢ THỰC HIỆN CÁC MỤC TIÊU",
        "4. VĂN BẢN",
        "5. NHẬT KÝ GẦN ĐÂY",
        "6. TÌNH TRẠNG HỆ THỐNG",
        "Trang tự cập nhật sau mỗi lần nhận biểu; nếu giờ cập nhật cũ, bấm F5. Trang chỉ để xem, không gửi ra ngoài.",
    )
    places = [said.index(title) for title in titles]
    assert places == sorted(places)
    assert "Đã tiếp nhận | 1/3 | Cần sửa | 1 | Chờ xác minh | 0 | Chưa gửi | 1" in said


@pytest.mark.parametrize(
    "sentence",
    [
        "Không có việc cần xử lý.",
        "Đây là kỳ đầu tiên.",
        "Chưa có văn bản.",
        "Hệ thống hoạt động bình thường.",
        "Số liệu của 1/3 đơn vị; số cộng chưa đủ có dấu (*). Vạch đứng là mục tiêu đến năm 2030.",
        "Tỷ lệ hộ dùng nước sạch | 78,1% (*)",
        "Mục tiêu 65% | Đạt mục tiêu theo số liệu đã có",
        "Thôn Mẫu 02 | B. Các thôn | ○ | Chưa gửi, quá hạn 2 ngày",
        "! | Trả lại, chờ đơn vị sửa",
        "Còn 1 ô cần sửa",
    ],
)
def test_a_quiet_page_says(sentence: str) -> None:
    assert sentence in words_of(status_page.render(VIEW))


@pytest.mark.parametrize(
    "sentence",
    [
        "Có 3 việc cần đồng chí xem, xử lý.",
        "Thôn Mẫu 01: Biểu không còn mã biểu (gõ lại hoặc chép sang tệp khác); nội dung ghi là của Thôn Mẫu 01. "
        "Chấp nhận hoặc trả lại trong tệp “Việc cần xử lý”.",
        "Báo cáo năm: 4 số liệu đã đổi sau khi đồng chí sửa (Số hộ: 5 → 6; Số hộ: 5 → 6; Số hộ: 5 → 6; và 1 số liệu khác). "
        "Bản của đồng chí giữ nguyên; bản đã ghép nội dung mới đặt bên cạnh",
        "Thư mục chung mất kết nối.",
        "Đã sửa tay, có số liệu mới",
        "Đã phát hành, số 05/KH-UBND ngày 01 tháng 12 năm 2026",
        "Nước sạch nông thôn - năm 2025: đã tiếp nhận 1/1; số liệu khóa ngày 20/11/2026.",
        "Bảng tổng hợp số liệu",
        "Nhận biểu của Thôn Mẫu 01 năm 2026.",
        "Ngày làm việc được đặt cố định: 02/12/2026 (dòng today trong docgen.toml, chỉ dùng khi chạy thử).",
        "Có 1 cảnh báo (xem mục Việc cần xử lý).",
    ],
)
def test_a_busy_page_says(sentence: str) -> None:
    plan = replace(REPORT, path="outbox/kh.docx", document="kh", unit="T02")
    view = replace(
        VIEW,
        past=(replace(make_state(accepted(), period=Period(2025, PeriodType.YEAR)), closed_at=at(20)),),
        held=(HeldFile(make_decision(Outcome.HELD, no_seal()), "inbox/a.xlsx", "Thôn Mẫu 01"),),
        papers=(replace(REPORT, edited="s" * 64, is_outdated=True, moves=(Move("Số hộ", "5", "6"),) * 4), plan),
        issued=(IssuedNumber("nuoc-sach", "kh", "2026", "T02", "05/KH-UBND", date(2026, 12, 1)),),
        files=(FileLink("Bảng tổng hợp số liệu", "outbox/th.xlsx", "nuoc-sach", "2026"),),
        alarms=("Thư mục chung mất kết nối.",),
        events=(Event(1, at(28), "accepted", "nuoc-sach", "T01", "2026", "a.xlsx"),),
        pinned_today=date(2026, 12, 2),
    )

    assert sentence in words_of(status_page.render(view))


def test_a_target_is_reached_without_reserve_only_when_all_have_reported() -> None:
    whole = replace(STATE, indicators={name: replace(result, k=result.n) for name, result in STATE.indicators.items()})

    said = words_of(status_page.render(replace(VIEW, states=(whole,))))

    assert ("✓ Đạt mục tiêu" in said, "theo số liệu đã có" in said) == (True, False)


def test_the_page_needs_no_network() -> None:
    page = status_page.render(VIEW)

    assert re.findall(r"(?:src|href)\s*=\s*[\"'](?:https?:)?//|@import|url\(", page) == []


def test_what_people_typed_is_shown_as_typed() -> None:
    wild = "<script>alert(1)</script> {{ 7*7 }} & \"'"
    unit = replace(VILLAGE_1, name=wild, remark=wild, phone=wild)
    held = HeldFile(make_decision(Outcome.HELD, replace(no_seal(), reason=wild)), f"inbox/{wild}.xlsx", wild)

    page = status_page.render(replace(VIEW, states=(make_state(accepted(unit)),), held=(held,), alarms=(wild,)))

    assert page.count("<script>") == 1
    assert words_of(page).count("<script>alert(1)</script> {{ 7*7 }} & \"'") >= 4


def test_rows_carry_what_filters_and_search_ask_for() -> None:
    late = UnitState(VILLAGE_1, UnitStatus.ACCEPTED, accepted(days_late=2).revision, make_decision(Outcome.RETURNED, above_total()), 2, 1)

    page = status_page.render(replace(VIEW, states=(make_state(late, not_sent()),)))

    assert re.findall(r'data-filters="([^"]*)" data-sought="([^"]*)"', page) == [
        ("accepted late returned", "thon mau 01"),
        ("not_sent", "thon mau 02"),
    ]


def test_a_later_file_that_waits_is_counted_and_told_although_figures_of_the_unit_stand() -> None:
    standing = accepted(VILLAGE_1)
    waiting = make_decision(Outcome.HELD, no_seal(), receipt=make_receipt(43))
    held = HeldFile(waiting, "inbox/_3-da-tiep-nhan/a.xlsx", "Thôn Mẫu 01", "nước sạch", "năm 2026")

    page = status_page.render(replace(VIEW, states=(make_state(standing, not_sent()),), held=(held,)))

    assert "Chờ xác minh | 1" in words_of(page)
    assert "Bản gửi sau chờ xác minh: " in words_of(page)
    assert 'data-filters="accepted held"' in page


def test_a_file_that_the_office_returned_is_told_by_her_reason_alone() -> None:
    decision = make_decision(Outcome.RETURNED, rejected("Số liệu đã chốt, đề nghị báo cáo bổ sung kỳ sau"))
    later = replace(accepted(VILLAGE_1), last=decision)
    alone = UnitState(VILLAGE_2, UnitStatus.RETURNED, None, decision, 1)

    page = words_of(status_page.render(replace(VIEW, states=(make_state(later, alone),))))

    reason = "Xã trả lại: Số liệu đã chốt, đề nghị báo cáo bổ sung kỳ sau"
    assert f"{reason} (bản gửi sau); số liệu đã nhận giữ nguyên" in page
    assert page.count(reason) == 2
    assert "0 ô cần sửa" not in page
    assert "chờ đơn vị sửa" not in page


def test_links_lead_from_the_page_to_the_files() -> None:
    page = status_page.render(replace(VIEW, papers=(REPORT,)))

    assert 'href="nuoc-sach/nam-2026/bao-cao/BC%20%26%20s%E1%BB%91.docx"' in page
    assert link("inbox/_3-da-tiep-nhan/a.xlsx", "outbox") == "../inbox/_3-da-tiep-nhan/a.xlsx"


def test_two_programmes_stand_on_one_page() -> None:
    other = replace(STATE, programme=replace(PROGRAMME, name="khac", short_name="việc khác"))

    said = words_of(status_page.render(replace(VIEW, states=(STATE, other))))

    assert said.count("Nước sạch nông thôn - năm 2026") == said.count("Việc khác - năm 2026") == 3


def test_equal_views_give_equal_pages() -> None:
    assert status_page.render(VIEW) == status_page.render(replace(VIEW))


def test_the_units_page_tells_states_and_no_figures() -> None:
    nobody = make_decision(Outcome.RETURNED, photo(), receipt=make_receipt(path="xa/bieu.jpg"))
    page = words_of(intake_page.render(IntakeView(AGENCY, CONTACT, at(2, 8, 0, 12), (STATE,), (nobody,), date(2026, 12, 2))))

    assert "Thôn Mẫu 01 | ✓ | Đã tiếp nhận | 16:42 28/11/2026" in page
    assert "Thôn Mẫu 02 | ○ | Chưa gửi" in page
    assert "Phòng Kinh tế | ! | Chưa nhận, cần sửa 1 ô" in page
    assert "bieu.jpg | ! | Chưa nhận, cần gửi lại | 16:42 28/11/2026 | Tệp là ảnh chụp" in page
    assert "Ngày làm việc được đặt cố định: 02/12/2026" in page
    assert not any(figure in page for figure in ("320", "250", "1.500.000", "0900 000 001"))


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        pytest.param(Event(1, at(1), "returned", "p", "T01", "2026", ""), "Trả lại biểu của Thôn Mẫu 01 năm 2026 để sửa.", id="returned"),
        pytest.param(Event(1, at(1), "quarantined", "", "", "", "xa/x.xlsx"), "Tách riêng tệp “x.xlsx”: không an toàn.", id="of nobody"),
        pytest.param(Event(1, at(1), "close", "p", "", "2026", "phát hành."), "Khóa số liệu năm 2026: phát hành.", id="an act"),
        pytest.param(Event(1, at(1), "ignored", "", "", "", "desktop.ini"), "", id="no news"),
        pytest.param(Event(1, at(1), "offline", "", "", "", "Mất thư mục chung."), "Mất thư mục chung.", id="another kind says itself"),
    ],
)
def test_an_event_is_one_sentence(event: Event, expected: str) -> None:
    assert log_words.sentence(event, NAMES) == expected
