"""What stands in a form: periods, versions, sheets, tables, sums; what came before; returned forms that come back."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from pathlib import Path

import docx
import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from docgen.dataset import totals
from docgen.forms import export
from docgen.model.submissions import ActKind
from docgen.model.values import Missing, Reason
from docgen.operate.play import fill, read_play
from docgen.pipeline.alarms import alarms
from docgen.pipeline.issue import issue_forms
from tests.bench import PERIOD, TAKEN, TO_MEND, Bench, resaved, set_cell
from tests.cases.revising import OWN, changed, drop, edit_units, insert_row, issue, said, with_own_folder

Change = Callable[[Workbook], None]
PROGRAMME = Path("templates") / "binh-dang-gioi" / "programme.xlsx"
RETURNED = f"{OWN}/{TO_MEND}/bieu.xlsx"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return with_own_folder(tmp_path_factory.mktemp("base") / "mau")


def place(book: Workbook, field: str, row: int = 0) -> tuple[Worksheet, str]:
    """Return the sheet and the address of the (first) cell of `field`, or of a later row of its column."""
    sheet, cells = next(iter(book.defined_names[f"dg_{field}"].destinations))
    first = book[sheet][cells.replace("$", "").split(":")[0]]
    return book[sheet], str(first.offset(row=row).coordinate)


def filled_with(bench: Bench, change: Change, **cells: object) -> bytes:
    """Return the form of T01 filled without a mistake, then changed."""
    return resaved(bench.filled("T01", **cells), change)


def told(bench: Bench, data: bytes, name: str = f"{OWN}/bieu.xlsx") -> tuple[str, dict[str, str]]:
    """Drop one file; return its outcome, and what is said by code."""
    bench.drop(name, data)
    [result] = bench.process().files
    return str(result.outcome), {finding.code: finding.message for finding in result.findings}


def edit_definition(bench: Bench, version: str = "", accepts: str = "", label: tuple[str, str] = ("", ""), **constraints: str) -> None:
    """Change programme.xlsx as its owner does: version, older versions still taken, a label, and the constraint of fields."""
    path = bench.root / PROGRAMME
    book = load_workbook(path)
    settings, survey = book["settings"], book["survey"]
    titles = {str(cell.value): int(cell.column or 0) for cell in settings[1] if cell.value}
    if "accepts" not in titles:
        titles["accepts"] = len(titles) + 1
        settings.cell(1, titles["accepts"]).value = "accepts"
    settings.cell(2, titles["version"]).value = version or settings.cell(2, titles["version"]).value
    settings.cell(2, titles["accepts"]).value = accepts
    columns = {str(cell.value): int(cell.column or 0) for cell in survey[1] if cell.value}
    for row in range(2, survey.max_row + 1):
        rule = constraints.get(str(survey.cell(row, columns["name"]).value))
        if survey.cell(row, columns["name"]).value == label[0]:
            survey.cell(row, columns["label"]).value = label[1]
        if rule:
            survey.cell(row, columns["constraint"]).value = rule
            survey.cell(row, columns["constraint_message"]).value = "Xem lại số liệu này."
    book.save(path)


def add_field(bench: Bench, version: str, accepts: str = "", **cells: str) -> None:
    """Let the owner ask one thing more, under a new version."""
    edit_definition(bench, version, accepts)
    path = bench.root / PROGRAMME
    book = load_workbook(path)
    survey = book["survey"]
    columns = {str(cell.value): int(cell.column or 0) for cell in survey[1] if cell.value}
    row = next(n for n in range(2, survey.max_row + 1) if survey.cell(n, columns["name"]).value == "so_ho")
    survey.insert_rows(row + 1)
    plain = {"type": "integer", "name": "so_ho_ngheo", "label": "Số hộ nghèo", "unit_of_measure": "hộ", "applies_to": "thon"}
    for title, value in {**plain, "required": "yes", **cells}.items():
        survey.cell(row + 1, columns[title]).value = value
    book.save(path)


def add_table_row(book: Workbook, row: int, **cells: object) -> None:
    """Write one row of the table of activities."""
    values = {"ten_hd": "Hội nghị", "loai_hd": "Truyền thông", "ngay_hd": datetime(2026, 10, 20), "so_nguoi_hd": 10, "so_nu_hd": 6}
    for name, value in {**values, **cells}.items():
        sheet, address = place(book, name, row)
        sheet[address] = value  # type: ignore[assignment]
        if isinstance(value, datetime):
            sheet[address].number_format = "dd/mm/yyyy"


def rows_of(bench: Bench) -> list[str]:
    with bench.office() as office:
        revision = office.dataset.decisions.current("binh-dang-gioi", "T01", PERIOD)
    assert revision is not None
    return [str(row["ten_hd"].value) for row in revision.answers.rows("hoat_dong")]


def test_c01_a_form_that_prints_another_period_is_returned_and_both_are_named(bench: Bench) -> None:
    outcome, messages = told(bench, changed(bench.filled("T01"), _ky="Năm 2025"))

    assert (outcome, list(messages)) == ("returned", ["bieu_khac_ky"])
    assert messages["bieu_khac_ky"].startswith("Biểu ghi Năm 2025, đang nhận năm 2026.")


def test_c02_the_folder_that_a_form_lies_in_says_nothing_of_its_period(bench: Bench) -> None:
    """Units have no folder for a period (`design.md`): a folder of such a name is walked, and the form's own period counts."""
    assert drop(bench, bench.filled("T01"), f"{OWN}/nam 2025/bieu.xlsx")[0] == "accepted"
    with bench.office() as office:
        assert list(office.dataset.decisions.currents("binh-dang-gioi", PERIOD)) == ["T01"]


def test_c03_a_form_of_a_period_that_is_not_received_yet_is_returned(bench: Bench) -> None:
    with bench.office() as office:
        programme = office.programmes()[0]
        from docgen.model.periods import Period
        from docgen.pipeline.forms_of import write_form

        future, unit = Period.parse("2029"), office.catalogue.units.find("T01")
        assert future is not None
        assert unit is not None
        form = write_form(office, programme, unit, future, is_private=False)
    right = next(drop for drop in read_play().drops if drop.unit == "T01" and drop.expect == "accepted")

    outcome, messages = told(bench, fill(form.data, right))

    assert (outcome, list(messages)) == ("returned", ["bieu_khac_ky"])
    assert "Biểu ghi năm 2029, đang nhận năm 2026." in messages["bieu_khac_ky"]


def test_c04_an_older_version_that_is_still_taken_is_read_by_names_and_what_it_lacks_is_missing(bench: Bench) -> None:
    older = bench.filled("T01")
    add_field(bench, "2026.2", accepts="2026.1", required="")

    assert drop(bench, older)[0] == "accepted"
    assert "blank" in str(said(bench)["so_ho_ngheo"])


def test_c04_a_new_required_field_is_named_as_missing(bench: Bench) -> None:
    older = bench.filled("T01")
    add_field(bench, "2026.2", accepts="2026.1")

    outcome, messages = told(bench, older)

    assert (outcome, list(messages)) == ("returned", ["bo_trong"])
    assert "“Số hộ nghèo”" in messages["bo_trong"]


def test_c05_a_withdrawn_version_comes_back_with_a_new_form_filled_from_what_was_sent(bench: Bench) -> None:
    older = bench.filled("T01", so_ho=287, note_so_ho="Theo rà soát tháng 10")
    add_field(bench, "2026.2")

    outcome, messages = told(bench, older)

    assert (outcome, list(messages)) == ("returned", ["bieu_ban_cu"])
    assert "nay dùng bản 2026.2" in messages["bieu_ban_cu"]
    assert "ghi thêm 1 chỉ tiêu mới" in messages["bieu_ban_cu"]
    [new] = (bench.inbox / OWN / TO_MEND).glob("BIEU MOI - *.xlsx")
    book = load_workbook(new)
    sheet, cell = place(book, "so_ho")
    assert sheet[cell].value == 287
    sheet, cell = place(book, "note_so_ho")
    assert sheet[cell].value == "Theo rà soát tháng 10"
    new.write_bytes(changed(new.read_bytes(), so_ho_ngheo=4))
    assert [outcome[1] for outcome in bench.outcomes()] == ["accepted"]
    assert (said(bench)["so_ho"], said(bench)["so_ho_ngheo"]) == (287, 4)
    assert rows_of(bench) == [str(row["ten_hd"]) for row in next(d for d in read_play().drops if d.unit == "T01").rows["hoat_dong"]]


def test_c06_a_form_of_a_programme_that_is_not_here_is_held(bench: Bench) -> None:
    filled = bench.filled("T01")
    path = bench.root / PROGRAMME
    book = load_workbook(path)
    next(cell for cell in book["settings"][2] if book["settings"].cell(1, cell.column or 0).value == "form_id").value = "khac"
    next(cell for cell in book["settings"][2] if book["settings"].cell(1, cell.column or 0).value == "version").value = "1"
    book.save(path)

    assert drop(bench, filled) == ("held", ("bieu_la",))


def test_c07_a_form_whose_sheet_is_gone_names_what_is_missing_all_at_once(bench: Bench) -> None:
    def remove(book: Workbook) -> None:
        del book["Biểu"]
        for name in book.defined_names.values():
            name.attr_text = re.sub(r"'Biểu'!.*", "#REF!", str(name.attr_text))

    outcome, messages = told(bench, filled_with(bench, remove))

    assert (outcome, next(iter(messages))) == ("returned", "bieu_bi_sua_cau_truc")
    assert "Không còn tờ số liệu của biểu" in messages["bieu_bi_sua_cau_truc"]
    assert "“Tổng số hộ”" in messages["bieu_bi_sua_cau_truc"]


def test_c08_a_renamed_sheet_is_read_by_its_names_and_noted(bench: Bench) -> None:
    def rename(book: Workbook) -> None:
        book["Biểu"].title = "Số liệu thôn"
        for name in book.defined_names.values():
            name.attr_text = str(name.attr_text).replace("'Biểu'", "'Số liệu thôn'").replace("Biểu!", "'Số liệu thôn'!")

    outcome, messages = told(bench, filled_with(bench, rename))

    assert outcome == "accepted"
    assert messages["doi_ten_to"] == "Tờ “Biểu” đã đổi tên thành “Số liệu thôn”; số liệu vẫn đọc được."


def test_c09_extra_sheets_are_left_alone_and_noted(bench: Bench) -> None:
    def add(book: Workbook) -> None:
        book.create_sheet("Nháp")["A1"] = 999

    outcome, messages = told(bench, filled_with(bench, add))

    assert (outcome, messages) == ("accepted", {"to_khac": "Tờ “Nháp” không thuộc biểu; phần mềm không lấy số ở đó."})


def test_c10_inserted_rows_move_the_names_and_the_answers_are_read_by_name(bench: Bench) -> None:
    def insert(book: Workbook) -> None:
        insert_row(book, "so_ho")
        insert_row(book, "ten_hd")

    assert drop(bench, filled_with(bench, insert, so_ho=287))[0] == "accepted"
    assert said(bench)["so_ho"] == 287
    assert len(rows_of(bench)) == 1


def test_c11_a_name_whose_cell_is_gone_is_told_by_its_label_and_a_new_form_lies_beside(bench: Bench) -> None:
    def lose(book: Workbook) -> None:
        book.defined_names["dg_so_ho"] = DefinedName("dg_so_ho", attr_text="'Biểu'!#REF!")

    outcome, messages = told(bench, filled_with(bench, lose, nhan_khau=1190))

    assert outcome == "returned"
    assert "Không tìm thấy ô của chỉ tiêu: “Tổng số hộ”." in messages["bieu_bi_sua_cau_truc"]
    [new] = (bench.inbox / OWN / TO_MEND).glob("BIEU MOI - *.xlsx")
    new.write_bytes(changed(new.read_bytes(), so_ho=287))
    assert [outcome[1] for outcome in bench.outcomes()] == ["accepted"]
    assert (said(bench)["so_ho"], said(bench)["nhan_khau"]) == (287, 1190)


def with_rows(book: Workbook, count: int) -> None:
    """Write further rows into the table, each of its own."""
    for row in range(1, count):
        add_table_row(book, row, ten_hd=f"Việc {row}", so_nguoi_hd=10 + row)


def swap_columns(book: Workbook, *, with_heads: bool) -> None:
    """Exchange what stands in two columns of the table, as somebody does who types or pastes them over."""
    for row in range(-1 if with_heads else 0, 5):
        sheet, first = place(book, "so_nguoi_hd", row)
        _, second = place(book, "so_nu_hd", row)
        sheet[first].value, sheet[second].value = sheet[second].value, sheet[first].value


def test_c12_columns_whose_heads_changed_places_are_read_by_their_heads(bench: Bench) -> None:
    outcome, messages = told(bench, filled_with(bench, lambda book: swap_columns(book, with_heads=True)))

    assert (outcome, list(messages)) == ("accepted", ["doi_cho_cot"])
    with bench.office() as office:
        revision = office.dataset.decisions.current("binh-dang-gioi", "T01", PERIOD)
    assert revision is not None
    expected = next(d for d in read_play().drops if d.unit == "T01").rows["hoat_dong"]
    assert [row["so_nguoi_hd"].value for row in revision.answers.rows("hoat_dong")] == [row["so_nguoi_hd"] for row in expected]


def test_c12_two_columns_under_one_head_are_returned(bench: Bench) -> None:
    def same(book: Workbook) -> None:
        sheet, first = place(book, "so_nguoi_hd", -1)
        _, second = place(book, "so_nu_hd", -1)
        sheet[second].value = sheet[first].value

    assert told(bench, filled_with(bench, same))[0] == "returned"


def test_c13_an_edited_head_is_never_read_by_position_and_the_nearest_one_is_proposed(bench: Bench) -> None:
    def edit(book: Workbook) -> None:
        sheet, head = place(book, "so_nguoi_hd", -1)
        sheet[head].value = "Kinh phí hỗ trợ"

    outcome, messages = told(bench, filled_with(bench, edit))

    assert (outcome, list(messages)) == ("returned", ["tieu_de_cot"])
    assert "Tiêu đề cột “Số người tham dự” đã bị sửa thành “Kinh phí hỗ trợ”" in messages["tieu_de_cot"]
    assert "Có phải cột này ghi “Kinh phí”?" in messages["tieu_de_cot"]


def test_c13_a_head_in_a_slightly_other_spelling_is_that_head(bench: Bench) -> None:
    def edit(book: Workbook) -> None:
        sheet, head = place(book, "so_nguoi_hd", -1)
        sheet[head].value = "Số người dự"

    assert drop(bench, filled_with(bench, edit))[0] == "accepted"


def test_c14_a_table_longer_than_the_form_is_read_to_its_last_row(bench: Bench) -> None:
    def lengthen(book: Workbook) -> None:
        for row in range(1, 45):
            add_table_row(book, row, ten_hd=f"Việc {row}")

    assert drop(bench, filled_with(bench, lengthen))[0] == "accepted"
    assert (len(rows_of(bench)), rows_of(bench)[-1]) == (45, "Việc 44")


@pytest.mark.parametrize("row", [pytest.param(20, id="within the prepared rows"), pytest.param(70, id="far below them")])
def test_c15_rows_after_a_gap_are_read(bench: Bench, row: int) -> None:
    assert drop(bench, filled_with(bench, lambda book: add_table_row(book, row, ten_hd="Việc sau cùng")))[0] == "accepted"
    assert rows_of(bench)[-1] == "Việc sau cùng"


def test_c16_a_row_of_totals_typed_by_hand_is_returned_with_both_numbers(bench: Bench) -> None:
    expected = sum(int(str(row["so_nguoi_hd"])) for row in next(d for d in read_play().drops if d.unit == "T01").rows["hoat_dong"])

    def add(book: Workbook) -> None:
        sheet, name = place(book, "ten_hd", 3)
        sheet[name] = "Tổng cộng:"
        sheet[place(book, "so_nguoi_hd", 3)[1]] = expected + 5

    outcome, messages = told(bench, filled_with(bench, add))

    assert (outcome, list(messages)) == ("returned", ["dong_tong"])
    assert f"Cột “Số người tham dự”: dòng này ghi {expected + 5}, cộng các dòng là {expected}." in messages["dong_tong"]


def test_c16_a_total_in_a_cell_of_its_own_is_returned_with_both_numbers(bench: Bench) -> None:
    edit_definition(bench, "2026.2", luot_nguoi_tt=". = sum(${so_nguoi_hd})")
    issue(bench, "T01")

    outcome, messages = told(bench, bench.filled("T01", luot_nguoi_tt=199))

    assert (outcome, list(messages)) == ("returned", ["khac_tong"])
    assert "đang ghi 199; cộng (tính) từ các ô khác là" in messages["khac_tong"]


def test_c17_an_input_under_a_merged_cell_is_called_merged_and_not_blank(bench: Bench) -> None:
    def merge(book: Workbook) -> None:
        sheet, first = place(book, "so_ho")
        sheet.merge_cells(f"{first}:{place(book, 'nhan_khau')[1]}")

    outcome, messages = told(bench, filled_with(bench, merge))

    assert outcome == "returned"
    assert set(messages) == {"o_gop"}


def cached(data: bytes, field: str, formula: str, value: str) -> bytes:
    """Return the workbook with a formula in the cell of `field` and what it came to when it was saved, as Excel writes both."""
    from docgen.ooxml.package import Package

    book = load_workbook(BytesIO(data))
    sheet, address = place(book, field)
    sheet[address] = f"={formula}"
    out = BytesIO()
    book.save(out)
    package = Package.read(out.getvalue())
    part = next(name for name in package.parts if name.startswith("xl/worksheets/sheet1"))
    package.parts[part] = re.sub(
        rf'(<c r="{address}"[^>]*>)<f>[^<]*</f><v ?/?>(?:</v>)?'.encode(),
        rb"\1<f>" + formula.encode() + b"</f><v>" + value.encode() + b"</v>",
        package.parts[part],
    )
    return package.write()


def test_c18_the_saved_result_of_a_formula_is_used_and_noted(bench: Bench) -> None:
    outcome, messages = told(bench, cached(bench.filled("T01"), "so_ho", "200+87", "287"))

    assert (outcome, list(messages)) == ("accepted", ["la_cong_thuc"])
    assert said(bench)["so_ho"] == 287


def test_c19_a_formula_that_was_never_calculated_is_neither_blank_nor_zero(bench: Bench) -> None:
    """The unit mends it by opening and saving, so the form is returned and not held."""
    outcome, messages = told(bench, changed(bench.filled("T01"), so_ho="=200+87"))

    assert (outcome, list(messages)) == ("returned", ["chua_tinh"])
    assert "Mở tệp bằng Excel, bấm Lưu (Ctrl+S)" in messages["chua_tinh"]


def test_c20_a_stale_result_in_a_cell_that_calculates_is_made_again_and_told(bench: Bench) -> None:
    edit_definition(bench, "2026.2", label=("kinh_phi", "Tổng kinh phí"))
    issue(bench, "T01")
    filled = bench.filled("T01", kinh_phi_bo_tri=2_000_000, kinh_phi_huy_dong=500_000)

    outcome, messages = told(bench, cached(filled, "kinh_phi", "1+1", "9999"))

    assert (outcome, list(messages)) == ("accepted", ["khac_cong_thuc"])
    assert "đang hiện 9.999; phần mềm tính lại là 2.500.000" in messages["khac_cong_thuc"]
    assert said(bench)["kinh_phi"] == 2_500_000


def test_c35_a_form_that_was_only_saved_counts_as_received_and_not_as_sent(bench: Bench) -> None:
    assert drop(bench, resaved(bench.blank("T01").read_bytes())) == ("returned", ("bieu_trong",))

    with bench.office() as office:
        state = office.state(office.programmes()[0], office.default_period(office.programmes()[0]))
    assert len(state.accepted) == 0
    told = next((bench.inbox / OWN / TO_MEND).glob("CAN GUI LAI*.txt")).read_text("utf-8-sig")
    assert "Biểu này chưa tính là đã gửi." in told


@pytest.fixture
def next_year(bench: Bench) -> tuple[Bench, bytes]:
    """Return a bench on which T01 reported for 2026, and its form for 2027."""
    assert drop(bench, bench.filled("T01"))[0] == "accepted"
    with bench.office() as office:
        issue_forms(office, None, "2027", "T01")
        path = office.dataset.facts.form_issued("binh-dang-gioi", "T01", "2027")
    assert path is not None
    return bench, (bench.root / path).read_bytes()


def filled_next_year(data: bytes, **cells: object) -> bytes:
    right = next(drop for drop in read_play().drops if drop.unit == "T01" and drop.expect == "accepted")
    return fill(data, type(right)(right.at, "T01", "accepted", answers={**right.answers, **cells}))  # type: ignore[dict-item]


def test_c36_figures_equal_to_last_periods_are_a_warning(next_year: tuple[Bench, bytes]) -> None:
    bench, form = next_year

    outcome, messages = told(bench, filled_next_year(form))

    assert outcome == "accepted"
    assert "giống hệt kỳ trước (năm 2026)" in messages["giong_ky_truoc"]


def test_c37_a_figure_ten_times_last_periods_is_a_warning_that_the_unit_may_confirm(next_year: tuple[Bench, bytes]) -> None:
    bench, form = next_year

    outcome, messages = told(bench, filled_next_year(form, nhan_khau=99_999, nu_nhan_khau="nhiều"))

    assert outcome == "returned"
    assert "gấp hơn 10 lần kỳ trước" in messages["gap_10_lan"]

    def confirm(book: Workbook) -> None:
        sheet = book["CẦN SỬA"]
        row = next(row for row in sheet.iter_rows() if any("gấp hơn 10 lần" in str(cell.value) for cell in row))
        sheet.cell(int(row[0].row or 0), 6).value = "Đúng"
        set_cell(book, "nu_nhan_khau", 50_000)

    bench.drop(f"{OWN}/lai.xlsx", resaved((bench.inbox / RETURNED).read_bytes(), confirm))
    [result] = bench.process().files
    assert str(result.outcome) == "accepted"
    assert "Đơn vị đã xác nhận là đúng." in next(f.message for f in result.findings if f.code == "gap_10_lan")


def test_c38_two_rows_with_one_key_are_named(bench: Bench) -> None:
    path = bench.root / PROGRAMME
    book = load_workbook(path)
    survey = book["survey"]
    survey.cell(1, survey.max_column + 1).value = "key"
    names = {survey.cell(row, 2).value: row for row in range(2, survey.max_row + 1)}
    survey.cell(names["ten_hd"], survey.max_column).value = "yes"
    book.save(path)

    def repeat(filled: Workbook) -> None:
        with_rows(filled, 3)
        sheet, name = place(filled, "ten_hd", 0)
        sheet[place(filled, "ten_hd", 2)[1]] = f" {str(sheet[name].value).upper()}"

    outcome, messages = told(bench, filled_with(bench, repeat))

    assert (outcome, "trung_dong" in messages) == ("returned", True)
    assert re.search(r"Ô B\d+ và ô B\d+ cùng ghi", messages["trung_dong"])


def test_c38_rows_that_say_the_same_are_a_warning_where_no_key_is_defined(bench: Bench) -> None:
    def repeat(filled: Workbook) -> None:
        for name in ("ten_hd", "loai_hd", "ngay_hd", "so_nguoi_hd", "so_nu_hd", "kinh_phi_hd", "don_vi_phoi_hop"):
            if f"dg_{name}" in filled.defined_names:
                sheet, first = place(filled, name, 0)
                sheet[place(filled, name, 1)[1]] = sheet[first].value

    outcome, messages = told(bench, filled_with(bench, repeat))

    assert outcome == "accepted"
    assert re.search(r"Dòng ở ô B\d+ và dòng ở ô B\d+ ghi giống hệt nhau", messages["dong_giong_nhau"])


def test_c43_two_sheets_filled_differently_are_held_with_both_figures(bench: Bench) -> None:
    def copy(book: Workbook) -> None:
        second = book.copy_worksheet(book["Biểu"])
        second.title = "Biểu (2)"
        second[place(book, "so_ho")[1]] = 300

    outcome, messages = told(bench, filled_with(bench, copy, so_ho=287))

    assert (outcome, next(iter(messages))) == ("held", "hai_to_khac_nhau")
    assert "“287” và “300”" in messages["hai_to_khac_nhau"]
    assert bench.decide(ActKind.ACCEPT).is_done
    assert said(bench)["so_ho"] == 287


def test_c44_sums_of_villages_that_differ_from_what_an_office_reports_are_told_of_both(bench: Bench) -> None:
    """The commune's villages are thinned out to two, so that both sides can be complete; one of them plays the office."""

    def close(rows: dict[str, dict[str, object]]) -> None:
        for code, row in rows.items():
            if code.startswith("T") and code[1:].isdigit() and code not in ("T01", "T02"):
                row["den_ngay"] = "31/12/2025"

    edit_units(bench, close)
    add_field(bench, "2026.2", name="so_ho_xa", label="Số hộ toàn xã", applies_to="T02")
    path = bench.root / PROGRAMME
    book = load_workbook(path)
    indicators = book["indicators"]
    columns = {str(cell.value): int(cell.column or 0) for cell in indicators[1] if cell.value}
    columns["must_equal"] = len(columns) + 1
    indicators.cell(1, columns["must_equal"]).value = "must_equal"
    typed = {"name": "ct_ho", "label": "Tổng số hộ", "value": "sum(${so_ho})", "must_equal": "sum(${so_ho_xa})", "unit_of_measure": "hộ"}
    row = indicators.max_row + 1
    for title, value in typed.items():
        indicators.cell(row, columns[title]).value = value
    book.save(path)
    issue(bench, "T01")
    issue(bench, "T02")
    right = bench.filled("T01", so_ho=300)
    assert drop(bench, right)[0] == "accepted"
    with bench.office() as office:
        assert not [alarm for alarm in alarms(office) if "Tổng số hộ" in alarm], "nothing can be said while a village is missing"

    assert drop(bench, bench.filled("T02", so_ho=200, so_ho_xa=510), "hai.xlsx")[0] == "accepted"

    with bench.office() as office:
        [found] = [alarm for alarm in alarms(office) if "Tổng số hộ" in alarm]
    assert found == (
        "“Tổng số hộ” năm 2026: 2 đơn vị (thôn Mẫu 01, thôn Mẫu 02) cộng lại là 500 hộ, thôn Mẫu 02 ghi 510 hộ. "
        "Hai bên đối chiếu, bên chưa đúng gửi lại biểu."
    )


def test_c47_a_returned_form_that_was_mended_is_a_revision_without_its_marks(bench: Bench) -> None:
    assert drop(bench, bench.filled("T01", so_ho="287 hộ"))[0] == "returned"
    returned = (bench.inbox / RETURNED).read_bytes()
    assert load_workbook(BytesIO(returned)).sheetnames[0] == "CẦN SỬA"

    assert drop(bench, changed(returned, so_ho=287), f"{OWN}/sua.xlsx") == ("accepted", ())

    assert said(bench)["so_ho"] == 287
    assert not list((bench.inbox / OWN / TO_MEND).glob("*.xlsx"))
    assert [path.name for path in (bench.inbox / OWN / TAKEN).glob("*.xlsx")] == ["sua - lan 2.xlsx"]


def test_c47_the_next_return_has_only_its_own_marks(bench: Bench) -> None:
    assert drop(bench, bench.filled("T01", so_ho="287 hộ"))[0] == "returned"
    first = (bench.inbox / RETURNED).read_bytes()

    assert drop(bench, changed(first, so_ho=287, nhan_khau="đông"))[0] == "returned"

    book = load_workbook(bench.inbox / RETURNED)
    assert [name for name in book.sheetnames if name.startswith("CẦN SỬA")] == ["CẦN SỬA"]
    sheet, mended = place(book, "so_ho")
    assert sheet[mended].comment is None
    assert sheet[place(book, "nhan_khau")[1]].comment is not None


def test_c48_a_returned_form_that_comes_back_as_it_was_is_told_so(bench: Bench) -> None:
    assert drop(bench, bench.filled("T01", so_ho="287 hộ"))[0] == "returned"
    returned = (bench.inbox / RETURNED).read_bytes()

    bench.drop(f"{OWN}/lai.xlsx", returned)
    [result] = bench.process().files

    assert (str(result.outcome), [f.code for f in result.findings]) == ("duplicate", ["chua_sua"])
    assert "còn 1 ô cần sửa" in result.findings[0].message


def test_c34_a_required_cell_left_blank_for_a_reason_is_taken_as_missing_and_the_reason_is_told(bench: Bench) -> None:
    """The guide and the letter say so: blank, and why in the note beside it. Asked again and again, a unit would invent a figure."""
    form = changed(bench.filled("T01"), so_ho=None, note_so_ho="Đang rà soát, có trước ngày 05/12")

    assert drop(bench, form) == ("accepted", ("bo_trong_co_ly_do",))

    assert said(bench)["so_ho"] == Missing(Reason.BLANK)
    slip = next((bench.inbox / OWN / TAKEN).glob("DA TIEP NHAN*.txt")).read_text("utf-8-sig")
    assert "để trống, lý do “Đang rà soát, có trước ngày 05/12”" in slip
    with bench.office() as office:
        state = office.state(office.programmes()[0], office.default_period(office.programmes()[0]))
        total = totals.total(office.programmes()[0].field_by_name["so_ho"], state.states).value
        book = load_workbook(BytesIO(export.to_xlsx(state)))
    assert isinstance(total, Missing), "a blank is never a zero"
    assert any(cell.value == "Đang rà soát, có trước ngày 05/12" for sheet in book for row in sheet.iter_rows() for cell in row)
    bench.process(with_papers=True)
    report = docx.Document(str(next((bench.root / "outbox").rglob("BC xa*.docx"))))
    text = "\n".join(paragraph.text for paragraph in report.paragraphs)
    assert "gồm: thôn Mẫu 01 (“Tổng số hộ”)" in text


@pytest.mark.parametrize("note", [pytest.param(None, id="no note"), pytest.param("...", id="dots are no reason")])
def test_c34_a_required_cell_left_blank_without_a_reason_is_returned_and_a_reason_mends_it(bench: Bench, note: str | None) -> None:
    assert drop(bench, changed(bench.filled("T01"), so_ho=None, note_so_ho=note)) == ("returned", ("bo_trong",))
    path = next((bench.inbox / OWN / TO_MEND).glob("*.xlsx"))

    path.write_bytes(changed(path.read_bytes(), note_so_ho="Chưa rà soát xong"))

    assert bench.outcomes()[0][1:] == ("accepted", ("bo_trong_co_ly_do",))


@pytest.mark.parametrize(
    ("typed", "nearest"),
    [
        pytest.param("Tập huấn", "Đào tạo, bồi dưỡng, tập huấn", id="the end of a label"),
        pytest.param("tôn vinh", "Gặp mặt, biểu dương, tôn vinh", id="in small letters"),
        pytest.param("Truyền thông về bình đẳng giới", "Truyền thông", id="a label and more"),
        pytest.param("Kiểm tra, giám xát", "Kiểm tra, giám sát", id="misspelt"),
        pytest.param("Thi đấu thể thao", "", id="nothing like it"),
        pytest.param("Hội thảo, huy động sức trẻ", "", id="only somewhat like one"),
    ],
)
def test_c33_a_kind_that_the_list_does_not_have_is_returned_with_the_one_it_may_mean(bench: Bench, typed: str, nearest: str) -> None:
    def change(book: Workbook) -> None:
        for field, value in (("ten_hd", "Lớp kỹ năng"), ("loai_hd", typed), ("ngay_hd", datetime(2026, 10, 20)), ("so_nguoi_hd", 30)):
            sheet, cell = place(book, field)
            sheet[cell] = value

    bench.drop(f"{OWN}/bieu.xlsx", resaved(bench.filled("T01"), change))
    [result] = bench.process().files

    assert (result.outcome.value, [finding.code for finding in result.findings]) == ("returned", ["ngoai_danh_sach"])
    asked = f"Có phải đơn vị định chọn “{nearest}”?"
    assert (asked in result.findings[0].mend) == bool(nearest)
    assert result.findings[0].example == (nearest or "Truyền thông hoặc một giá trị khác trong danh sách")


def test_c33_the_hint_above_the_table_names_no_kind_otherwise_than_the_list_does(bench: Bench) -> None:
    with bench.office() as office:
        kinds = office.programmes()[0].field_by_name["loai_hd"]

    assert re.findall("“(.+?)”", kinds.hint) == [kinds.choices[0].label]
    assert not any(part.strip().casefold() in kinds.hint.casefold() for c in kinds.choices[1:-1] for part in c.label.split(","))
