"""What a form of one unit holds, in which order, and where each cell of it stands."""

from __future__ import annotations

from dataclasses import replace

import pytest

from docgen.forms import grid, layout
from docgen.forms.conditions import Conditions
from docgen.forms.layout import LineKind
from docgen.forms.rules import rule_for
from docgen.model.programme import Choice, FieldType, Group
from docgen.model.units import Unit
from tests.unit.forms.small_form import KINDS, PROGRAMME, T01, TH1, YES_NO, field


def conditions(unit: Unit = T01, has_previous: bool = False) -> Conditions:
    laid_out = layout.lay_out(PROGRAMME, unit)
    return Conditions(PROGRAMME, grid.place(laid_out, has_previous, PROGRAMME.repeat_rows, "'_docgen'"), "'Biểu'!")


def test_a_form_has_only_the_groups_its_unit_is_asked_and_the_table_comes_last() -> None:
    laid_out = layout.lay_out(PROGRAMME, T01)

    assert [(line.kind, line.number, line.text) for line in laid_out.lines] == [
        (LineKind.HEADING, "", "I. THÔNG TIN CHUNG"),
        (LineKind.QUESTION, "1", "Người lập biểu"),
        (LineKind.QUESTION, "2", "Từ ngày"),
        (LineKind.QUESTION, "3", "Đến ngày"),
        (LineKind.QUESTION, "4", "Đã có kế hoạch"),
        (LineKind.QUESTION, "5", "Số kế hoạch"),
        (LineKind.HEADING, "", "III. SỐ NGƯỜI"),
        (LineKind.QUESTION, "1", "Tổng số người"),
        (LineKind.QUESTION, "", "Trong đó: nữ"),
        (LineKind.QUESTION, "2", "Tỷ lệ nữ"),
        (LineKind.QUESTION, "3", "Kinh phí"),
        (LineKind.QUESTION, "4", "Ý kiến"),
        (LineKind.TABLE_BELOW, "", "IV. CÁC VIỆC ĐÃ LÀM"),
        (LineKind.HEADING, "", "V. ĐÁNH GIÁ"),
        (LineKind.QUESTION, "1", "Đánh giá chung"),
    ]
    assert [(table.title, [f.name for f in table.columns]) for table in laid_out.tables] == [
        ("IV. CÁC VIỆC ĐÃ LÀM", ["ten_viec", "loai_viec", "ngay_viec", "so_du", "nu_du"])
    ]
    assert [f.name for f in laid_out.silent] == ["gap_doi"]
    assert laid_out.left_out == ("II. NHÀ TRƯỜNG",)


def test_a_remark_stands_where_its_group_is_asked() -> None:
    laid_out = layout.lay_out(PROGRAMME, TH1)

    assert (LineKind.REMARK, "Chỉ ghi số lượng.") in [(line.kind, line.text) for line in laid_out.lines]
    assert "giao_vien" in laid_out.names
    assert laid_out.left_out == ()


def test_a_read_only_field_prints_no_hint() -> None:
    hints = {line.field.name: line.hint for line in layout.lay_out(PROGRAMME, T01).lines if line.field is not None}

    assert (hints["den_ngay"], hints["tong"]) == ("", "Tính tại ngày chốt.")


@pytest.mark.parametrize(
    ("has_previous", "columns"),
    [
        pytest.param(False, ((1, 1), (2, 2), (3, 3), (4, 4), (5, 5)), id="first period"),
        pytest.param(True, ((1, 1), (2, 2), (3, 3), (4, 4), (5, 5)), id="with a column for the period before"),
    ],
)
def test_a_table_fits_into_the_columns_of_the_form(has_previous: bool, columns: tuple[tuple[int, int], ...]) -> None:
    columns_of_form = grid.build_grid(layout.lay_out(PROGRAMME, T01), has_previous)

    assert columns_of_form.table_columns(5) == columns
    assert columns_of_form.note == 5
    assert (columns_of_form.previous is not None) == has_previous


def test_a_narrow_table_gives_its_first_column_what_is_over() -> None:
    assert grid.build_grid(layout.lay_out(PROGRAMME, T01), False).table_columns(2) == ((1, 4), (5, 5))


def test_conditions_name_the_cells_of_the_form() -> None:
    found = conditions()
    fields = PROGRAMME.field_by_name

    assert found.allowed(fields["nu"]).startswith("IF(ISNUMBER(E16),AND(E16=INT(E16),")
    assert found.allowed(fields["nu"]).endswith('OR(E16="-",E16="không phát sinh"))')
    assert "E15" in found.allowed(fields["nu"])
    assert found.irrelevant(fields["so_kh"]) != ""
    assert found.calculation(fields["gap_doi"], is_elsewhere=True).count("'Biểu'!E18") == 2


def test_a_rule_of_a_table_column_follows_the_row_and_holds_other_cells_fast() -> None:
    found = conditions()
    fields = PROGRAMME.field_by_name

    first = found.cell(fields["so_du"])
    assert first.startswith("$E") and "$" not in first[1:]
    assert "$E$10" in found.allowed(fields["ngay_viec"])
    assert found.cell(fields["so_du"]) in found.allowed(fields["nu_du"])


def test_every_rule_keeps_within_the_lengths_of_excel() -> None:
    found = conditions(TH1)
    lists: dict[tuple[Choice, ...], str] = {YES_NO: "dgl_1", KINDS: "dgl_2"}

    rules = [rule for f in PROGRAMME.fields if f.type.is_input and (rule := rule_for(f, found, lists))]

    assert max(len(words) for rule in rules for words in (rule.formula, rule.prompt, rule.refusal)) <= 255
    assert max(len(rule.prompt_title) for rule in rules) <= 32


def test_a_choice_outside_the_list_is_marked_as_wrong() -> None:
    wrong = conditions().wrong(PROGRAMME.field_by_name["co_kh"])

    assert wrong == 'AND(E12<>"",NOT(AND(OR(E12="Có",E12="Không",E12="-",E12="không phát sinh"))))'


def test_a_part_that_holds_only_totals_is_printed() -> None:
    totals = Group("tong_hop", "VI. TỔNG HỢP", (field("cong", FieldType.CALCULATE, "Cộng", calculation="${tong} + ${nu}"),))
    hidden = Group("an", "VII. ẨN", (field("ngam", FieldType.CALCULATE, calculation="${tong} * 2"),))

    laid_out = layout.lay_out(replace(PROGRAMME, groups=(*PROGRAMME.groups, totals, hidden)), T01)

    assert [line.text for line in laid_out.lines][-2:] == ["VI. TỔNG HỢP", "Cộng"]
    assert "ngam" in [f.name for f in laid_out.silent]


def test_a_question_with_several_choices_has_a_line_for_each() -> None:
    asked = field("cach", FieldType.SELECT_MULTIPLE, "Cách", choices=YES_NO)

    laid_out = layout.lay_out(replace(PROGRAMME, groups=(Group("g", "I. NHÓM", (asked, field("so"))),)), T01)

    assert [(line.kind, line.text, line.number) for line in laid_out.lines] == [
        (layout.LineKind.HEADING, "I. NHÓM", ""),
        (layout.LineKind.QUESTION, "Cách", "1"),
        (layout.LineKind.MARK, "Có", ""),
        (layout.LineKind.MARK, "Không", ""),
        (layout.LineKind.QUESTION, "", "2"),
    ]
