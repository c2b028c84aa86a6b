"""What people type into cells: numbers, days, choices, codes and text of the years before Unicode, through the real pipeline."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import etree
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment

from docgen.forms.census import read_census
from docgen.forms.read_cells import column_letters
from docgen.model.submissions import ActKind, Outcome, Verdict
from docgen.model.values import Missing, Reason, Value
from docgen.operate.init import init
from docgen.pipeline.issue import issue_forms
from docgen.pipeline.office import open_office
from tests.bench import NOW, PERIOD, TO_MEND, Bench, resaved
from tests.hostile import with_part
from tests.raw_cells import BLANK, MAIN, Raw, codes, error, in_font, number, rehearsed, rich, text, typed, with_style

SHEET = "xl/worksheets/sheet1.xml"
ADDED = (
    ("begin_group", "thu", "THỬ", None, None),
    ("decimal", "dien_tich", "Diện tích", None, "ha"),
    ("decimal", "ty_le_thu", "Tỷ lệ", None, "%"),
    ("date", "ngay_thu", "Ngày thử", None, None),
    ("text", "ma_so", "Mã số", None, None),
    ("end_group", None, None, None, None),
)
ERROR, NOTHING_AROSE, NO_ANSWER = Missing(Reason.CELL_ERROR), Missing(Reason.NOTHING_AROSE), Missing(Reason.BLANK)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """Return a workspace whose programme asks for a decimal, a share, a day and a code as well."""
    root = tmp_path_factory.mktemp("base") / "mau"
    workspace, _ = init(root)
    definition = root / "templates" / "binh-dang-gioi" / "programme.xlsx"
    book = load_workbook(definition)
    survey = book["survey"]
    columns = {cell.value: column_letters(number) for number, cell in enumerate(survey[1], 1)}
    for line in ADDED:
        row = survey.max_row + 1
        for name, value in zip(("type", "name", "label", "required", "unit_of_measure"), line, strict=True):
            survey[f"{columns[name]}{row}"] = value
    book.save(definition)
    with open_office(workspace, NOW) as office:
        issue_forms(office, None, PERIOD, "T01")
    return Bench(root)


@pytest.fixture(scope="module")
def form(base: Bench) -> bytes:
    """Return a form of T01 without a mistake."""
    return base.filled("T01")


def date_style(form: bytes, code: int) -> tuple[bytes, int]:
    """Return the form with one more style whose built-in number format is `code`, and its number."""

    def change(styles: etree._Element) -> None:
        styles.findall(f"{{{MAIN}}}cellXfs/{{{MAIN}}}xf")[-1].set("numFmtId", str(code))

    return with_style(form, change, "so_ho")


DAY_STYLE, PERCENT_STYLE = -14, -10
"""Stand for styles that the form gets for the test, by the built-in number format."""

Case = tuple[str, Raw, Value | Missing, tuple[str, ...]]
"""Field, what stands in its cell, what it comes to, codes of the findings about that cell."""

CASES: Mapping[str, Case] = {
    "c21 #REF!": ("so_ho", error("#REF!"), ERROR, ("o_loi",)),
    "c21 #DIV/0!": ("so_ho", error("#DIV/0!"), ERROR, ("o_loi",)),
    "c21 #N/A": ("dien_tich", error("#N/A"), ERROR, ("o_loi",)),
    "c21 text": ("ket_qua_noi_bat", error("#NAME?"), ERROR, ("o_loi",)),
    "c22 count 1.234": ("so_ho", text("1.234"), Decimal(1234), ("da_doi_cach_ghi",)),
    "c22 count 12.345.678": ("so_ho", text("12.345.678"), Decimal(12345678), ("da_doi_cach_ghi",)),
    "c22 decimal 1.234,5": ("dien_tich", text("1.234,5"), Decimal("1234.5"), ("da_doi_cach_ghi",)),
    "c22 decimal 1,234.5": ("dien_tich", text("1,234.5"), Decimal("1234.5"), ("da_doi_cach_ghi",)),
    "c22 decimal 1.234": ("dien_tich", text("1.234"), ERROR, ("so_khong_ro",)),
    "c22 decimal 2,5": ("dien_tich", text("2,5"), Decimal("2.5"), ()),
    "c23 people": ("so_ho", text("5 người"), ERROR, ("chu_trong_o_so",)),
    "c23 hectares": ("dien_tich", text("2,5 ha"), ERROR, ("chu_trong_o_so",)),
    "c24 full width": ("so_ho", text("２４３"), Decimal(243), ()),
    "c24 Arabic": ("so_ho", text("٢٤٣"), Decimal(243), ()),
    "c24 NBSP": ("so_ho", text("\u00a01\u00a0234\u00a0"), Decimal(1234), ("da_doi_cach_ghi",)),
    "c24 nan": ("so_ho", text("nan"), ERROR, ("chu_trong_o_so",)),
    "c24 underscore": ("so_ho", text("1_000"), ERROR, ("chu_trong_o_so",)),
    "c24 exponent": ("so_ho", text("1e5"), ERROR, ("chu_trong_o_so",)),
    "c25 bell": ("ket_qua_noi_bat", text("Tốt_x0007_ lên"), "Tốt lên", ("ky_tu_la",)),
    "c25 line break": ("ket_qua_noi_bat", text("Một_x000D_\nHai"), "Một\nHai", ()),
    "c25 zero width": ("ket_qua_noi_bat", text("Một\u200b\u00adhai\ufeff"), "Mộthai", ()),
    "c25 number": ("so_ho", text("24\u200b3"), Decimal(243), ()),
    "c26 percent cell": ("ty_le_thu", number("0.15", PERCENT_STYLE), Decimal(15), ()),
    "c26 plain 15": ("ty_le_thu", number("15"), Decimal(15), ()),
    "c26 text 15%": ("ty_le_thu", text("15%"), Decimal(15), ("da_doi_cach_ghi",)),
    "c26 0.15": ("ty_le_thu", number("0.15"), ERROR, ("so_khong_ro",)),
    "c26 120 %": ("ty_le_thu", number("120"), Decimal(120), ("tren_100",)),
    "c27 negative": ("so_ho", number("-3"), ERROR, ("ngoai_khoang",)),
    "c27 half": ("so_ho", number("24.5"), ERROR, ("ngoai_khoang",)),
    "c27 enormous": ("so_ho", number("1E+20"), ERROR, ("ngoai_khoang",)),
    "c28 zero gone": ("dien_thoai", number("912000015"), "912000015", ("khong_khop",)),
    "c28 16 digits": ("ma_so", number("1234567890123456"), ERROR, ("ma_so_bi_lam_tron",)),
    "c29 day first": ("ngay_thu", text("31/01/2026"), date(2026, 1, 31), ()),
    "c29 month first": ("ngay_thu", text("1/31/2026"), ERROR, ("ngay_sai",)),
    "c29 two digits": ("ngay_thu", text("31-1-26"), date(2026, 1, 31), ("da_doi_cach_ghi",)),
    "c29 no such day": ("ngay_thu", text("31/02/2026"), ERROR, ("ngay_sai",)),
    "c29 without marks": ("ngay_thu", text("20102026"), ERROR, ("ngay_sai",)),
    "c31 serial 0": ("ngay_thu", number("0", DAY_STYLE), ERROR, ("ngay_sai",)),
    "c31 serial 60": ("ngay_thu", number("60", DAY_STYLE), ERROR, ("ngay_sai",)),
    "c31 serial -1": ("ngay_thu", number("-1", DAY_STYLE), ERROR, ("ngay_sai",)),
    "c31 serial 3000000": ("ngay_thu", number("3000000", DAY_STYLE), ERROR, ("ngay_sai",)),
    "c32 a time": ("ngay_thu", number("46315.35416", DAY_STYLE), date(2026, 10, 20), ("da_doi_cach_ghi",)),
    "c32 another zone": ("ngay_thu", Raw("<v>2026-10-20T23:30:00+09:00</v>", "d"), date(2026, 10, 20), ()),
    "c33 capitals": ("truong_thon_nu", text("KHÔNG"), "khong", ()),
    "c33 decomposed": ("truong_thon_nu", text("Kho\u0302ng"), "khong", ()),
    "c33 near": ("truong_thon_nu", text("khuyết"), "khuyet", ("da_doi_cach_ghi",)),
    "c33 not offered": ("truong_thon_nu", text("Khuyết (chưa có người)"), ERROR, ("ngoai_danh_sach",)),
    "c34 blank": ("so_ho", BLANK, NO_ANSWER, ("bo_trong",)),
    "c34 hyphen": ("so_tin_bai", text("-"), NOTHING_AROSE, ()),
    "c34 dash": ("so_tin_bai", text("–"), NOTHING_AROSE, ()),
    "c34 no": ("so_tin_bai", text("không"), ERROR, ("chu_trong_o_so",)),
    "c34 zero": ("so_tin_bai", number("0"), Decimal(0), ()),
}


@pytest.fixture(scope="module")
def verdicts(base: Bench, form: bytes, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Verdict]:
    """Return what a form comes to for each of `CASES`; all are sent to rehearse at once."""
    form, day = date_style(form, 14)
    form, percent = date_style(form, 10)
    styles = {DAY_STYLE: day, PERCENT_STYLE: percent}
    files = {}
    for index, (field, raw, _, _) in enumerate(CASES.values()):
        real = Raw(raw.inner, raw.kind, styles.get(raw.style, raw.style) if raw.style is not None else None)
        files[f"{index}.xlsx"] = typed(form, {field: real})
    bench = base.copied_to(tmp_path_factory.mktemp("cases") / "mau")
    found = rehearsed(bench, files)
    return {name: found[f"{index}.xlsx"] for index, name in enumerate(CASES)}


def check(verdicts: Mapping[str, Verdict], name: str) -> None:
    """Hold one of `CASES` against what it came to: value, findings about its cell, outcome."""
    field, _, value, expected = CASES[name]
    verdict = verdicts[name]
    assert verdict.answers is not None
    found = tuple(finding for finding in verdict.findings if finding.field == field)
    assert (verdict.answers.get(field).value, tuple(finding.code for finding in found)) == (value, expected)
    assert verdict.outcome is (Outcome.RETURNED if any(finding.is_error for finding in verdict.findings) else Outcome.ACCEPTED)
    assert all(finding.cell is not None and (finding.reason or finding.comment) for finding in found)


def of(group: str) -> pytest.MarkDecorator:
    """Give a test each of the cases that begin with `group`."""
    return pytest.mark.parametrize("name", [name for name in CASES if name.startswith(group)])


@of("c21")
def test_c21_an_error_of_excel_is_a_finding_and_never_a_blank(verdicts: Mapping[str, Verdict], name: str) -> None:
    check(verdicts, name)


@of("c22")
def test_c22_a_number_as_text_is_read_by_the_type_of_its_field(verdicts: Mapping[str, Verdict], name: str) -> None:
    check(verdicts, name)


@of("c23")
def test_c23_a_number_with_its_unit_is_asked_with_a_proposal(verdicts: Mapping[str, Verdict], name: str) -> None:
    check(verdicts, name)

    finding = next(finding for finding in verdicts[name].findings if finding.code == "chu_trong_o_so")
    assert "Nếu đúng là" in finding.mend


@of("c24")
def test_c24_digits_of_any_kind_are_read_and_words_are_not(verdicts: Mapping[str, Verdict], name: str) -> None:
    check(verdicts, name)


@of("c25")
def test_c25_characters_nobody_sees_are_left_out(verdicts: Mapping[str, Verdict], name: str) -> None:
    check(verdicts, name)


@of("c26")
def test_c26_a_share_is_read_by_its_number_format_and_asked_where_it_is_unclear(verdicts: Mapping[str, Verdict], name: str) -> None:
    check(verdicts, name)


@of("c27")
def test_c27_what_cannot_be_a_count_is_a_finding(verdicts: Mapping[str, Verdict], name: str) -> None:
    check(verdicts, name)


@of("c28")
def test_c28_a_code_typed_as_a_number_is_never_padded(verdicts: Mapping[str, Verdict], name: str) -> None:
    check(verdicts, name)


@of("c29")
def test_c29_days_as_text_are_day_first_and_impossible_ones_are_findings(verdicts: Mapping[str, Verdict], name: str) -> None:
    check(verdicts, name)


def test_c30_days_of_the_1904_epoch_are_right(base: Bench, form: bytes, tmp_path: Path) -> None:
    form, day = date_style(form, 14)
    early = typed(form, {"ngay_thu": number("44853", day)})
    early = with_1904(early)

    verdict = rehearsed(base.copied_to(tmp_path / "mau"), {"a.xlsx": early})["a.xlsx"]

    assert verdict.answers is not None
    assert verdict.answers.get("ngay_thu").value == date(2026, 10, 20)


@of("c31")
def test_c31_a_serial_that_no_calendar_has_is_a_finding(verdicts: Mapping[str, Verdict], name: str) -> None:
    check(verdicts, name)


@of("c32")
def test_c32_a_day_with_a_time_keeps_the_day(verdicts: Mapping[str, Verdict], name: str) -> None:
    check(verdicts, name)


@of("c33")
def test_c33_a_choice_is_matched_in_any_spelling_or_the_nearest_is_proposed(verdicts: Mapping[str, Verdict], name: str) -> None:
    check(verdicts, name)

    if "not offered" in name:
        assert "Có phải đơn vị định chọn “Khuyết (chưa có người giữ chức vụ)”?" in verdicts[name].errors[0].mend


@of("c34")
def test_c34_blank_dash_no_and_zero_are_four_different_things(verdicts: Mapping[str, Verdict], name: str) -> None:
    check(verdicts, name)


def with_1904(form: bytes) -> bytes:
    """Return the form as a program saves it that counts days from 1904."""
    return with_part(form, "xl/workbook.xml", lambda part: part.replace(b"<workbookPr", b'<workbookPr date1904="1"', 1))


TCVN3 = "NguyÔn ThÞ MÉu"
VNI = "Nguyeãn Thò Maãu"
UNICODE = "Nguyễn Thị Mẫu"


@pytest.mark.parametrize(
    ("font", "words"),
    [(".VnTime", TCVN3), ("VNI-Times", VNI), ("", TCVN3), ("", VNI)],
    ids=["TCVN3", "VNI", "TCVN3 by bytes", "VNI by bytes"],
)
def test_c39_text_before_unicode_is_turned_and_held_once_with_a_preview(bench: Bench, form: bytes, font: str, words: str) -> None:
    form, style = in_font(form, font, "nguoi_lap") if font else (form, None)
    bench.drop("bieu.xlsx", typed(form, {"nguoi_lap": text(words, style)}))

    first = bench.process().files[0]

    assert (first.outcome, [finding.code for finding in first.findings]) == (Outcome.HELD, ["bang_ma_cu", "bang_ma_cu"])
    assert f"“{words}” đã chuyển thành “{UNICODE}”" in first.findings[0].message
    assert bench.decide(ActKind.ACCEPT).is_done
    with bench.office() as office:
        revision = office.dataset.decisions.current(office.programmes()[0].name, "T01", PERIOD)
    assert revision is not None and revision.answers.get("nguoi_lap").value == UNICODE

    bench.drop("bieu.xlsx", typed(form, {"nguoi_lap": text(words, style), "so_ho": number("250")}))

    assert bench.outcomes()[0][1:] == ("accepted", ("bang_ma_cu",))


@pytest.mark.parametrize(
    ("cells", "turned", "lost"),
    [
        pytest.param({"nguoi_lap": rich(("nguyÔn ", ".VnTimeH"), (TCVN3, ".VnTime"))}, f"NGUYỄN {UNICODE}", "", id="capitals by run"),
        pytest.param(
            {"nguoi_lap": rich((TCVN3, ".VnTime"), (" và ", "Times New Roman"), (VNI, "VNI-Times"))},
            f"{UNICODE} và {UNICODE}",
            "",
            id="mixed in a cell",
        ),
        pytest.param({"nguoi_lap": rich((f"{TCVN3} 5 m²", ".VnTime"))}, f"{UNICODE} 5 m²", "²", id="a loss is named"),
        pytest.param({"nguoi_lap": rich((UNICODE, ".VnTime"))}, UNICODE, "", id="Unicode typed in an old font"),
    ],
)
def test_c40_each_run_is_turned_by_its_own_font(bench: Bench, form: bytes, cells: Mapping[str, Raw], turned: str, lost: str) -> None:
    verdict = rehearsed(bench, {"a.xlsx": typed(form, cells)})["a.xlsx"]

    assert verdict.answers is not None
    assert verdict.answers.get("nguoi_lap").value == turned
    assert any(f"Không chuyển được: {lost}." in finding.message for finding in verdict.findings) is (lost != "")
    assert verdict.outcome is (Outcome.HELD if turned != UNICODE else Outcome.ACCEPTED)


def hidden(form: bytes, field: str) -> bytes:
    """Return the form with the row of `field` hidden, as a filter leaves it."""
    area = read_census(form).area(f"dg_{field}")
    assert area is not None
    mark = f'<row r="{area.first_row}"'.encode()
    return with_part(form, SHEET, lambda part: part.replace(mark, mark + b' hidden="1"', 1))


def test_c41_a_hidden_row_with_a_figure_counts_and_is_told(base: Bench, form: bytes, tmp_path: Path) -> None:
    verdict = rehearsed(base.copied_to(tmp_path / "mau"), {"a.xlsx": hidden(form, "so_ho")})["a.xlsx"]

    assert verdict.answers is not None
    assert (verdict.outcome, codes(verdict), verdict.answers.get("so_ho").value) == (Outcome.ACCEPTED, ["dong_an"], Decimal(243))


def test_c42_a_figure_struck_through_counts_and_is_told_one_struck_in_part_is_asked(base: Bench, form: bytes, tmp_path: Path) -> None:
    def strike(styles: etree._Element) -> None:
        fonts = styles.find(f"{{{MAIN}}}fonts")
        assert fonts is not None
        etree.SubElement(etree.SubElement(fonts, f"{{{MAIN}}}font"), f"{{{MAIN}}}strike")
        styles.findall(f"{{{MAIN}}}cellXfs/{{{MAIN}}}xf")[-1].set("fontId", str(len(fonts) - 1))

    struck, style = with_style(form, strike, "so_ho")
    in_part = Raw("<is><r><rPr><strike/></rPr><t>24</t></r><r><t>3</t></r></is>", "inlineStr")
    whole, part = typed(struck, {"so_ho": number("243", style)}), typed(form, {"so_ho": in_part})

    found = rehearsed(base.copied_to(tmp_path / "mau"), {"a.xlsx": whole, "b.xlsx": part})

    assert (found["a.xlsx"].outcome, codes(found["a.xlsx"])) == (Outcome.ACCEPTED, ["gach_ngang"])
    assert (found["b.xlsx"].outcome, codes(found["b.xlsx"])) == (Outcome.RETURNED, ["gach_ngang"])
    assert "“24” bị gạch ngang" in found["b.xlsx"].errors[0].reason


def test_c42_a_remark_of_the_unit_beside_a_figure_is_told_and_not_understood(base: Bench, form: bytes, tmp_path: Path) -> None:
    def remark(book: Workbook) -> None:
        sheet, place = next(iter(book.defined_names["dg_so_ho"].destinations))
        book[sheet][place.replace("$", "")].comment = Comment("Sửa lại là 250", "Bùi Thị Mẫu")

    verdict = rehearsed(base.copied_to(tmp_path / "mau"), {"a.xlsx": resaved(form, remark)})["a.xlsx"]

    assert verdict.answers is not None
    assert (verdict.outcome, codes(verdict), verdict.answers.get("so_ho").value) == (Outcome.ACCEPTED, ["co_chu_thich"], Decimal(243))
    assert "Sửa lại là 250" in verdict.findings[0].reason


def test_c45_thousands_of_mistakes_are_counted_truly_and_told_briefly(bench: Bench, form: bytes) -> None:
    census = read_census(form)
    columns = [census.area(f"dg_{name}") for name in ("ten_hd", "loai_hd", "ngay_hd", "so_nguoi_hd", "so_nu_hd", "kinh_phi_hd")]
    first = columns[0]
    assert first is not None
    letters = [column_letters(area.first_column) for area in columns if area]
    wrong = "".join(f'<c r="{letter}{{0}}" t="inlineStr"><is><t>sai</t></is></c>' for letter in letters[1:])
    rows = "".join(
        f'<row r="{row}"><c r="{letters[0]}{row}" t="inlineStr"><is><t>Việc {row}</t></is></c>{wrong.format(row)}</row>'
        for row in range(first.first_row, first.first_row + 600)
    )

    def fill(part: bytes) -> bytes:
        head = re.split(rf'<row r="{first.first_row}"'.encode(), part)[0]
        return head + rows.encode() + part[part.index(b"</sheetData>") :]

    bench.drop("bieu.xlsx", with_part(form, SHEET, fill))
    result = bench.process().files[0]

    assert (result.outcome, len([finding for finding in result.findings if finding.is_error])) == (Outcome.RETURNED, 3000)
    answers = list((bench.inbox / TO_MEND).iterdir())
    assert all(path.stat().st_size < 1024 * 1024 for path in answers)
    slip = next(path for path in answers if path.suffix == ".txt").read_text("utf-8-sig")
    assert "Phải sửa 3000 ô" in slip


def test_c46_a_cell_that_two_readers_see_differently_is_held_with_both_values(base: Bench, form: bytes, tmp_path: Path) -> None:
    twice = typed(form, {"so_ho": Raw("<v>243</v><v>999</v>")})

    verdict = rehearsed(base.copied_to(tmp_path / "mau"), {"a.xlsx": twice})["a.xlsx"]

    assert (verdict.outcome, codes(verdict)) == (Outcome.HELD, ["hai_cach_doc"])
    assert "243" in verdict.findings[0].reason and "999" in verdict.findings[0].reason
