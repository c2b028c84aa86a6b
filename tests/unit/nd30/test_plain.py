from __future__ import annotations

import unicodedata

import pytest

from docgen.nd30.drafting.paper import Closing, Kind, Paper, Paragraph, Table, plain
from docgen.nd30.figures import Align
from docgen.nd30.plain import Office, parse

OFFICE = Office(("ỦY BAN NHÂN DÂN", "XÃ MẪU"), "Mẫu", "Ủy ban nhân dân xã Mẫu", 2026)
NOBODY = Office()

PLAN = """\
KẾ HOẠCH
Việc mẫu

Căn cứ Luật Mẫu ngày 01 tháng 02 năm 2025;

Thực hiện Kế hoạch số 1/KH-UBND ngày 12/5/2026.

Ủy ban nhân dân xã ban hành Kế hoạch như sau:

I. MỤC ĐÍCH

1. Mục đích

- Nâng cao nhận thức **trước ngày 30/11**.

2. Phạm vi: Toàn xã.

II. TỔ CHỨC THỰC HIỆN

a) Các thôn;

Trên đây là Kế hoạch./.

Nơi nhận:
- Các thôn;
- Lưu: VT.

KT. CHỦ TỊCH
PHÓ CHỦ TỊCH

Nguyễn Văn Mẫu
"""


def read(text: str, office: Office = OFFICE) -> Paper:
    return parse(text, office).paper


def blocks(paper: Paper) -> list[tuple[str, str]]:
    return [(block.kind, plain(block.text)) if isinstance(block, Paragraph) else ("table", "") for block in paper.blocks]


def top(paper: Paper) -> dict[str, str]:
    heading = paper.heading
    found = {
        "superior": "/".join(map(plain, heading.superior)),
        "agency": "/".join(map(plain, heading.agency)),
        "number": plain(heading.number),
        "under": plain(heading.under_number),
        "date": plain(heading.place_date),
        "type": plain(paper.type),
        "subject": plain(paper.subject),
    }
    return {name: " ".join(text.split()) for name, text in found.items() if text}


def closing(paper: Paper) -> dict[str, list[str] | str]:
    end: Closing = paper.closing
    found: dict[str, list[str] | str] = {
        "left": [plain(p.text) for p in end.left_lines],
        "left name": plain(end.left_name),
        "lines": [plain(p.text) for p in end.lines],
        "name": plain(end.name),
        "recipients": [plain(p.text) for p in end.recipients],
        "below": [plain(p.text) for p in end.below],
    }
    return {name: value for name, value in found.items() if value}


def test_a_plan_without_heading_takes_it_from_the_office() -> None:
    drafted = parse(PLAN, OFFICE)

    assert top(drafted.paper) == {
        "agency": "ỦY BAN NHÂN DÂN/XÃ MẪU",
        "number": "Số: /KH-UBND",
        "date": "Mẫu, ngày tháng năm 2026",
        "type": "KẾ HOẠCH",
        "subject": "Việc mẫu",
    }
    assert drafted.notes == (
        "Văn bản gốc không có phần đầu: đã lập từ docgen.toml.",
        "Đã thêm dòng số, ký hiệu, chừa chỗ trống: “Số: /KH-UBND”.",
        "Đã thêm dòng địa danh, ngày tháng, chừa chỗ trống: “Mẫu, ngày tháng năm 2026”.",
    )


def test_each_line_of_the_text_is_known_by_what_it_says() -> None:
    paper = read(PLAN)

    assert blocks(paper) == [
        ("basis", "Căn cứ Luật Mẫu ngày 01 tháng 02 năm 2025;"),
        ("basis", "Thực hiện Kế hoạch số 1/KH-UBND ngày 12/5/2026."),
        ("body", "Ủy ban nhân dân xã ban hành Kế hoạch như sau:"),
        ("part", "I. MỤC ĐÍCH"),
        ("clause_title", "1. Mục đích"),
        ("dash", "- Nâng cao nhận thức trước ngày 30/11."),
        ("clause", "2. Phạm vi: Toàn xã."),
        ("part", "II. TỔ CHỨC THỰC HIỆN"),
        ("point", "a) Các thôn;"),
        ("body", "Trên đây là Kế hoạch./."),
    ]
    assert closing(paper) == {
        "lines": ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"],
        "name": "Nguyễn Văn Mẫu",
        "recipients": ["- Các thôn;", "- Lưu: VT."],
    }


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param(unicodedata.normalize("NFD", PLAN), id="NFD"),
        pytest.param("\ufeff" + PLAN.replace("\n", "\r\n"), id="BOM and CRLF"),
        pytest.param(PLAN.replace("\n\n", "\n"), id="no blank lines"),
        pytest.param(PLAN.replace("\n", "\n\n"), id="blank lines everywhere"),
        pytest.param(PLAN.replace(" ", "\u00a0"), id="no-break spaces"),
        pytest.param(PLAN.replace("KẾ HOẠCH\n", "# **KẾ HOẠCH**\n\n---\n", 1), id="markdown heading and rule"),
        pytest.param(PLAN.replace("- Nâng", "• Nâng"), id="bullets"),
    ],
)
def test_how_it_was_typed_does_not_matter(typed: str) -> None:
    assert read(typed) == read(PLAN)


@pytest.mark.parametrize(
    ("above", "expected"),
    [
        pytest.param(
            "UBND XÃ MẪU\nPHÒNG VĂN HÓA - XÃ HỘI\nSố: 5/BC-VHXH\nMẫu, ngày 5 tháng 03 năm 2026",
            {
                "superior": "UBND XÃ MẪU",
                "agency": "PHÒNG VĂN HÓA - XÃ HỘI",
                "number": "Số: 05/BC-VHXH",
                "date": "Mẫu, ngày 05 tháng 3 năm 2026",
            },
            id="an agency below another, figures as the decree wants them",
        ),
        pytest.param(
            "ỦY BAN NHÂN DÂN          CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM\nXÃ THỬ          Độc lập – Tự do – Hạnh phúc\n"
            "Số:      /BC – UBND          Thử, ngày      tháng 5 năm 2026",
            {"agency": "ỦY BAN NHÂN DÂN/XÃ THỬ", "number": "Số: /BC-UBND", "date": "Thử, ngày tháng 5 năm 2026"},
            id="two columns made with blanks",
        ),
        pytest.param(
            "| ỦY BAN NHÂN DÂN<br>XÃ THỬ | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br>Độc lập - Tự do - Hạnh phúc |\n|---|---|\n"
            "| Số: 12/BC-UBND | Thử, ngày 12 tháng 5 năm 2026 |",
            {"agency": "ỦY BAN NHÂN DÂN/XÃ THỬ", "number": "Số: 12/BC-UBND", "date": "Thử, ngày 12 tháng 5 năm 2026"},
            id="a markdown table",
        ),
        pytest.param(
            "{{ co_quan }}\nSố: {{ van_ban.so_ky_hieu }}\nMẫu, {{ van_ban.ngay_chu }}",
            {"number": "Số: {{ van_ban.so_ky_hieu }}", "date": "Mẫu, {{ van_ban.ngay_chu }}"},
            id="tags of a template",
        ),
    ],
)
def test_a_heading_that_is_there_is_kept(above: str, expected: dict[str, str]) -> None:
    found = top(read(f"{above}\nBÁO CÁO\nViệc mẫu\nMột./."))

    assert {**found, **expected, "type": "BÁO CÁO", "subject": "Việc mẫu"} == found


def test_without_an_office_the_name_is_left_to_be_filled_in() -> None:
    drafted = parse("KẾ HOẠCH\nViệc mẫu\nMột./.", NOBODY)

    assert plain(drafted.paper.heading.agency[0]).strip("…") == ""
    assert drafted.notes[0].startswith("Chưa biết tên cơ quan ban hành")


def test_a_cong_van_has_its_subject_under_the_number_and_no_type() -> None:
    paper = read("Số: /UBND-VHXH\nV/v báo cáo\nsố liệu\nKính gửi: Phòng Một; Phòng Hai\nThực hiện việc mẫu./.")

    assert top(paper)["under"] == "V/v báo cáo số liệu"
    assert "type" not in top(paper)
    assert blocks(paper) == [
        ("to_head", "Kính gửi:"),
        ("to_item", "- Phòng Một;"),
        ("to_item", "- Phòng Hai."),
        ("body", "Thực hiện việc mẫu./."),
    ]


def test_a_date_without_its_comma_is_no_part_of_the_subject_above_it() -> None:
    text = "UBND XÃ MẪU\nSố: 12/UBND-VX\nV/v rà soát hộ nghèo\nXã Mẫu ngày 5 tháng 5 năm 2026\nKính gửi: Các thôn\nĐề nghị rà soát./."

    found = top(read(text))

    assert (found["date"], found["under"]) == ("Xã Mẫu, ngày 05 tháng 5 năm 2026", "V/v rà soát hộ nghèo")


def test_one_addressee_stands_on_the_line_itself() -> None:
    assert blocks(read("TỜ TRÌNH\nViệc mẫu\nKính gửi:\n- Sở Mẫu.\nTrình./."))[0] == ("to", "Kính gửi: Sở Mẫu.")


def test_a_decision_has_authority_operative_word_and_articles() -> None:
    paper = read(
        "QUYẾT ĐỊNH\nVề việc mẫu\nCHỦ TỊCH ỦY BAN NHÂN DÂN XÃ MẪU\nCăn cứ Luật Mẫu;\nTheo đề nghị của Trưởng phòng;\nQUYẾT ĐỊNH:\n"
        "Điều 1. Thành lập Tổ gồm:\n1. Ông Một\n2. Bà Hai\nĐiều 2. Hiệu lực\nTừ ngày ký./."
    )

    assert blocks(paper) == [
        ("authority", "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ MẪU"),
        ("basis", "Căn cứ Luật Mẫu;"),
        ("basis", "Theo đề nghị của Trưởng phòng."),
        ("operative", "QUYẾT ĐỊNH:"),
        ("article", "Điều 1. Thành lập Tổ gồm:"),
        ("clause", "1. Ông Một"),
        ("clause", "2. Bà Hai"),
        ("article_title", "Điều 2. Hiệu lực"),
        ("body", "Từ ngày ký./."),
    ]


@pytest.mark.parametrize("label", ["Chương I\nQUY ĐỊNH CHUNG", "CHƯƠNG I: QUY ĐỊNH CHUNG", "Chương I. QUY ĐỊNH CHUNG"])
def test_a_chapter_has_its_title_on_a_line_of_its_own(label: str) -> None:
    assert blocks(read(f"QUY ĐỊNH\nViệc mẫu\n{label}\nĐiều 1. Một\nHai./."))[:2] == [
        ("chapter", "Chương I"),
        ("chapter_title", "QUY ĐỊNH CHUNG"),
    ]


def test_a_text_that_comes_with_a_decision_has_neither_number_nor_date() -> None:
    paper = read("QUY CHẾ\nViệc mẫu\n(Kèm theo Quyết định số /QĐ-UBND ngày tháng 5 năm 2026\ncủa Ủy ban)\nĐiều 1. Một\nHai./.")

    assert top(paper) == {"agency": "ỦY BAN NHÂN DÂN/XÃ MẪU", "type": "QUY CHẾ", "subject": "Việc mẫu"}
    assert plain(paper.reference) == "(Kèm theo Quyết định số      /QĐ-UBND ngày      tháng 5 năm 2026 của Ủy ban)"


def test_a_decision_and_the_text_it_issues_are_one_paper_and_one_attached() -> None:
    paper = read(f"{PLAN}\nQUY CHẾ\nViệc mẫu\n(Kèm theo Kế hoạch số 1/KH-UBND)\nĐiều 1. Một\nHai./.")

    assert [top(attached)["type"] for attached in paper.attached] == ["QUY CHẾ"]
    assert blocks(paper)[-1] == ("body", "Trên đây là Kế hoạch./.")


def test_a_sentence_broken_by_a_page_break_is_joined_and_it_is_said() -> None:
    sentence = "Các cơ quan, đơn vị chủ động triển khai thực hiện cam"
    drafted = parse(f"KẾ HOẠCH\nViệc mẫu\n\n{sentence}\n\nkết đạt mục tiêu./.", OFFICE)

    assert blocks(drafted.paper) == [("body", f"{sentence} kết đạt mục tiêu./.")]
    assert "Đã nối câu bị ngắt ở dòng 4 và 6: “… động triển khai thực hiện cam | kết đạt mục tiêu./. …”." in drafted.notes


def test_hard_line_ends_are_undone_also_before_a_dash_or_a_figure() -> None:
    torn = (
        "Phòng Kinh tế phối hợp với các đơn vị liên quan và Phòng Văn hóa",
        "- Xã hội xã tổ chức thực hiện các nội dung công cho khoảng hơn",
        "7.000 người dân trên địa bàn.",
    )
    text = "KẾ HOẠCH\nViệc mẫu\n\n" + "\n".join(torn) + "\n\n- Báo cáo kết quả./."

    assert blocks(read(text)) == [("body", " ".join(torn)), ("dash", "- Báo cáo kết quả./.")]


def test_the_page_numbers_of_a_copy_are_left_out() -> None:
    drafted = parse("KẾ HOẠCH\nViệc mẫu\n\nMột.\n\n2\n\nHai.\n\n3\n\nBa./.", OFFICE)

    assert [text for _, text in blocks(drafted.paper)] == ["Một.", "Hai.", "Ba./."]
    assert drafted.notes[0] == "Đã bỏ số trang của văn bản gốc nằm lẫn trong nội dung: 2, 3."


def test_tags_stay_whole() -> None:
    paper = read("BÁO CÁO\nKết quả {{ ky.ten }}\n{%p if a %}\nCó {{ tong.x  | so }} người.\n{%p endif %}\nHết./.")

    assert [run.text for block in paper.blocks if isinstance(block, Paragraph) for run in block.text if run.is_tag] == [
        "{%p if a %}",
        "{{ tong.x  | so }}",
        "{%p endif %}",
    ]


def test_a_table_gets_columns_by_what_stands_in_them() -> None:
    paper = read(
        "BÁO CÁO\nViệc mẫu\nBảng 1. Số liệu\n| TT | Nội dung | Số |\n|---|---|--:|\n| 1 | Một việc dài hơn | 1.200 |\n| 2 | Hai |\nHết./."
    )

    caption, table, _ = paper.blocks
    assert isinstance(caption, Paragraph)
    assert isinstance(table, Table)
    assert caption.kind is Kind.CAPTION
    assert [column.align for column in table.columns] == [Align.CENTRE, Align.LEFT, Align.RIGHT]
    assert [[plain(cell.text) for cell in row.cells] for row in (*table.header, *table.rows)] == [
        ["TT", "Nội dung", "Số"],
        ["1", "Một việc dài hơn", "1.200"],
        ["2", "Hai", ""],
    ]


@pytest.mark.parametrize(
    "end",
    [
        pytest.param("THƯ KÝ          CHỦ TỌA\nTrần Thị Bê          Lê Văn Xê\nNơi nhận:\n- Lưu: VT.", id="blanks"),
        pytest.param("THƯ KÝ\tCHỦ TỌA\n(Ký tên)\t(Ký tên)\nTrần Thị Bê\tLê Văn Xê\nNơi nhận:\n- Lưu: VT.", id="tabs"),
        pytest.param("| THƯ KÝ | CHỦ TỌA |\n|---|---|\n| Trần Thị Bê | Lê Văn Xê |\nNơi nhận:\n- Lưu: VT.", id="table"),
        pytest.param("THƯ KÝ\nTrần Thị Bê\nCHỦ TỌA\nLê Văn Xê\nNơi nhận:\n- Lưu: VT.", id="one below the other"),
    ],
)
def test_minutes_are_signed_by_two_and_have_no_date(end: str) -> None:
    paper = read(f"BIÊN BẢN\nHọp mẫu\nNội dung./.\n{end}")

    assert "date" not in top(paper)
    assert closing(paper) == {
        "left": ["THƯ KÝ"],
        "left name": "Trần Thị Bê",
        "lines": ["CHỦ TỌA"],
        "name": "Lê Văn Xê",
        "recipients": ["- Lưu: VT."],
    }


@pytest.mark.parametrize(
    "end",
    [
        pytest.param("**Nơi nhận:**\n- Như trên\n- Lưu: VT\n**KT.CHỦ TỊCH\nPHÓ CHỦ TỊCH**\nLê Văn Xê", id="bold over two lines, no signs"),
        pytest.param("K/T CHỦ TỊCH\nPHÓ CHỦ TỊCH\nLê Văn Xê\nNơi nhận:\nNhư trên;\nLưu: VT.", id="signature first, no dashes"),
        pytest.param("Nơi nhận:\tKT. Chủ tịch\n- Như trên;\tPhó Chủ tịch\n- Lưu: VT.\n\tLê Văn Xê", id="side by side"),
    ],
)
def test_the_end_is_read_in_whatever_order_it_stands(end: str) -> None:
    assert closing(read(f"BÁO CÁO\nViệc mẫu\nMột./.\n{end}")) == {
        "lines": ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"],
        "name": "Lê Văn Xê",
        "recipients": ["- Như trên;", "- Lưu: VT."],
    }


def test_an_annex_with_a_wide_table_lies_and_says_what_it_comes_with() -> None:
    head = "| " + " | ".join(f"Cột {n}" for n in range(1, 9)) + " |"
    paper = read(f"{PLAN}\nPHỤ LỤC I: BIỂU MỘT\n{head}\n|{'---|' * 8}\n{head}\n\nPhụ lục II\nBIỂU HAI\n(Kèm theo Kế hoạch)\nHai./.")

    assert [(plain(a.label), plain(a.title), plain(a.reference), a.is_landscape) for a in paper.annexes] == [
        (
            "Phụ lục I",
            "BIỂU MỘT",
            "(Kèm theo Kế hoạch số      /KH-UBND ngày      tháng      năm 2026 của Ủy ban nhân dân xã Mẫu)",
            True,
        ),
        ("Phụ lục II", "BIỂU HAI", "(Kèm theo Kế hoạch)", False),
    ]


def test_the_text_ends_with_its_sign_and_it_is_said_when_added() -> None:
    drafted = parse("BÁO CÁO\nViệc mẫu\nMột.", OFFICE)

    assert blocks(drafted.paper) == [("body", "Một./.")]
    assert "Đã thêm dấu “./.” sau câu cuối." in drafted.notes


@pytest.mark.parametrize(
    "text", ["", "\n\n", "|", "||\n|-|", "./.", "Nơi nhận:", "Phụ lục", "**", "{{", "KẾ HOẠCH", "Kính gửi:", "- ", "I. "]
)
def test_scraps_are_no_reason_to_stop(text: str) -> None:
    assert isinstance(read(text), Paper)
