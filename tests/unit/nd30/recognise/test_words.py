"""What a line is by its words: heading, level, signature, agency."""

from __future__ import annotations

import pytest

from docgen.nd30.recognise.agencies import is_company, is_mass_organisation, is_party_body, is_village, names
from docgen.nd30.recognise.annexes import is_label
from docgen.nd30.recognise.components import Component as C
from docgen.nd30.recognise.heading_words import parts_of, stamp
from docgen.nd30.recognise.levels import is_table_title, level_of
from docgen.nd30.recognise.phrases import is_basis, is_recipients_head
from docgen.nd30.recognise.signature import is_name, is_post, is_power
from docgen.nd30.recognise.types import NAMES, is_operative, type_of
from tests.unit.nd30.recognise.typed import typed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Số: 12/KH-UBND", [C.NUMBER]),
        ("Số:      /KH-UBND", [C.NUMBER]),
        ("Số : ……/QĐ- UBND", [C.NUMBER]),
        ("Số:\t/UBND-VHXH", [C.NUMBER]),
        ("Số 12-KH/ĐU", [C.NUMBER]),
        ("Luật số: 72/2025/QH15", [C.NUMBER]),
        ("Số: {{ van_ban.so_ky_hieu }}/KH-UBND", [C.NUMBER]),
        ("Số lượng người tham gia là 12", [None]),
        ("Đồng Việt, ngày    tháng 5 năm 2026", [C.DATE]),
        ("Mẫu Sơn, ngày … tháng … năm 2026", [C.DATE]),
        ("TP. Mẫu, ngày 05 tháng 01 năm 2026.", [C.DATE]),
        ("Thị trấn A, huyện B, ngày 5 tháng 1 năm 2025", [C.DATE]),
        ("Mẫu Sơn, ngày 5/6/2026", [C.DATE]),
        ("Ngày 04 tháng 5 năm 2026, tại trụ sở xã đã họp", [None]),
        ("Số: 12/KH-UBND\tMẫu Sơn, ngày 5 tháng 6 năm 2026", [C.NUMBER, C.DATE]),
        ("UBND XÃ MẪU      CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", [None, C.COUNTRY]),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc", [C.COUNTRY, C.MOTTO]),
        ("Nước Cộng hòa xã hội chủ nghĩa Việt Nam là một nước độc lập", [None]),
        ("ĐẢNG CỘNG SẢN VIỆT NAM", [C.PARTY_HEAD]),
        ("V/v báo cáo quý II", [C.SUBJECT_LETTER]),
    ],
)
def test_the_parts_of_a_heading_are_known_by_their_words(text: str, expected: list[C | None]) -> None:
    assert [component for _, component in parts_of(typed(text))] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("HOẢ TỐC", C.URGENCY),
        ("KHẨN", C.URGENCY),
        ("Khẩn", None),
        ("TỐI MẬT", C.SECRECY),
        ("MẶT", None),
        ("LƯU HÀNH NỘI BỘ", C.CIRCULATION),
    ],
)
def test_stamps_are_capitals_alone(text: str, expected: C | None) -> None:
    assert stamp(text) is expected


@pytest.mark.parametrize(
    ("text", "look", "expected"),
    [
        ("I. MỤC ĐÍCH", "bold", C.ROMAN),
        ("IV/ Tổ chức thực hiện", "", C.ROMAN),
        ("V/v báo cáo", "bold", None),
        ("1. Mục đích", "bold", C.CLAUSE_TITLED),
        ("1. Mục đích", "", C.CLAUSE_TITLED),
        ("1. Rà soát thiết bị.", "", C.CLAUSE),
        ("1) Rà soát thiết bị;", "", C.CLAUSE),
        ("3.1. Phòng Kinh tế", "", C.DECIMAL),
        ("a) Rà soát;", "", C.POINT),
        ("đ) Rà soát;", "", C.POINT),
        ("- Rà soát;", "", C.DASH),
        ("+ Rà soát;", "", C.DASH),
        ("• Rà soát;", "", C.DASH),
        ("Điều 1. Phạm vi", "bold", C.ARTICLE),
        ("Điều 5 của Luật này quy định", "", None),
        ("Chương I", "bold centre", C.PART),
        ("Phần thứ nhất", "bold centre", C.PART),
        ("Chương trình mục tiêu quốc gia", "", None),
        ("Mục 1", "bold centre", C.SECTION),
        ("Mục 1 Chương II của Nghị định quy định.", "", None),
        ("Năm 2026 là năm đầu.", "", None),
    ],
)
def test_a_level_is_known_by_its_number(text: str, look: str, expected: C | None) -> None:
    assert level_of(typed(text, look)) is expected


def test_an_automatic_number_counts_like_a_typed_one() -> None:
    assert level_of(typed("Rà soát;", number="a)")) is C.POINT
    assert level_of(typed("Rà soát;", number="\uf0b7")) is C.DASH


@pytest.mark.parametrize("text", ["Bảng 1. Kết quả", "Biểu số 02: Số liệu", "Hình 3"])
def test_a_table_title_has_a_number(text: str) -> None:
    assert is_table_title(text)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["ỦY BAN NHÂN DÂN", "XÃ MẪU SƠN"], [0, 0]),
        (["UBND XÃ MẪU SƠN", "PHÒNG VĂN HÓA - XÃ HỘI"], [0, 1]),
        (["UỶ BAN NHÂN DÂN", "TỈNH MẪU", "SỞ NỘI VỤ"], [0, 0, 1]),
        (["SỞ GIÁO DỤC VÀ", "ĐÀO TẠO MẪU", "TRƯỜNG THPT MẪU"], [0, 0, 1]),
        (["BAN CHỈ ĐẠO", "CHUYỂN ĐỔI SỐ"], [0, 0]),
    ],
)
def test_lines_that_are_one_name_stay_together(lines: list[str], expected: list[int]) -> None:
    assert names(lines) == expected


def test_bodies_that_the_decree_does_not_bind_are_known_by_name() -> None:
    assert is_village("THÔN MẪU 01")
    assert is_mass_organisation("HỘI LIÊN HIỆP PHỤ NỮ XÃ")
    assert not is_mass_organisation("HỘI ĐỒNG NHÂN DÂN")
    assert is_company("CÔNG TY TNHH MẪU")
    assert is_party_body("ĐẢNG UỶ XÃ MẪU")
    assert not is_village("BAN QUẢN LÝ DỰ ÁN")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Căn cứ Luật Thủ đô ngày 28 tháng 6 năm 2024;", True),
        ("Theo đề nghị của Trưởng phòng.", True),
        ("Thực hiện Kế hoạch số 16/KH-UBND, Ủy ban nhân dân xã báo cáo kết quả như sau:", False),
        ("Căn cứ Luật Đất đai, UBND xã ban hành kế hoạch.", False),
        ("Căn cứ tình hình thực tế, các đơn vị bố trí kinh phí.", True),
        ("Các căn cứ pháp lý", False),
    ],
)
def test_a_basis_does_not_go_on_to_what_is_issued(text: str, expected: bool) -> None:
    assert is_basis(text) is expected


@pytest.mark.parametrize("text", ["Nơi nhận:", "Nơi nhận :", "NƠI NHẬN", "Nơi nhân:"])
def test_recipients_begin_with_their_words(text: str) -> None:
    assert is_recipients_head(text)


@pytest.mark.parametrize("text", ["TM. ỦY BAN NHÂN DÂN", "KT.CHỦ TỊCH", "T/M ĐẢNG ỦY", "TUQ. CHỦ TỊCH", "Q. CHỦ TỊCH", "TL . CHỦ TỊCH"])
def test_power_to_sign_begins_with_its_letters(text: str) -> None:
    assert is_power(text)


@pytest.mark.parametrize("text", ["TMĐT LÀ GÌ", "QUYẾT ĐỊNH:", "Q", "KTXH"])
def test_other_capitals_are_no_power(text: str) -> None:
    assert not is_power(text)


def test_posts_and_names_are_told_apart() -> None:
    assert is_post("PHÓ CHỦ TỊCH")
    assert not is_post("CHỦ TRÌ:")
    assert is_name("Nguyễn Thị Mẫu")
    assert is_name("ThS. Nguyễn Thị Mẫu")
    assert is_name("{{ nguoi_ky.ho_ten }}")
    assert not is_name("Chủ tịch")


def test_a_type_is_known_by_its_name_alone() -> None:
    assert [type_of(name.upper()) for name in NAMES] == list(NAMES)
    assert type_of("K Ế  H O Ạ C H") == "Kế hoạch"
    assert type_of("GIẤY UỶ QUYỀN") == "Giấy ủy quyền"
    assert type_of("QUYẾT ĐỊNH SỐ 5") == ""
    assert is_operative("QUYẾT ĐỊNH:")
    assert not is_operative("Quyết định:")


@pytest.mark.parametrize(
    ("text", "look", "expected"),
    [
        ("Phụ lục I", "centre", True),
        ("PHỤ LỤC 02", "", True),
        ("Phụ lục", "bold", True),
        ("Phụ lục I", "", False),
        ("Phụ lục I kèm theo Kế hoạch này.", "", False),
        ("Phụ lục 2: DANH MỤC NHIỆM VỤ", "centre", True),
    ],
)
def test_an_annex_begins_with_a_label_that_stands_out(text: str, look: str, expected: bool) -> None:
    assert is_label(typed(text, look)) is expected
