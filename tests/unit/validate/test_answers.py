"""Answers against the form: every mistake at once, each said in the way that helps most."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from docgen.model.findings import Finding
from docgen.model.values import Answers, Missing, Reason, Value
from docgen.validate import messages
from docgen.validate.answers import check, is_blank
from docgen.validate.calculations import recalculate, without_irrelevant
from docgen.validate.messages import Spot
from tests.filled_forms import DATES, PROGRAMME, TODAY, UNIT, place, said

Given = Mapping[str, Value | Missing]
RIGHT: Given = {"nguoi": "Nguyễn Văn Mẫu", "dt": "0912345678", "tu": date(2026, 1, 1), "tong": Decimal(12), "nu": Decimal(7)}
BLANK = Missing(Reason.BLANK)
NOTHING = Missing(Reason.NOTHING_AROSE)
UNREADABLE = Missing(Reason.CELL_ERROR)


def findings(answers: Answers, previous: Answers | None = None) -> tuple[Finding, ...]:
    return check(PROGRAMME, UNIT, DATES, recalculate(PROGRAMME, UNIT, answers, TODAY), previous, TODAY, previous_words="năm 2025")


def seen(answers: Answers, previous: Answers | None = None) -> list[tuple[str, str]]:
    return [(finding.code, str(finding.cell.cell) if finding.cell else "") for finding in findings(answers, previous)]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        pytest.param({}, [], id="right"),
        pytest.param({"tong": BLANK}, [("bo_trong", "tong")], id="a required figure is blank"),
        pytest.param({"tong": NOTHING, "nu": NOTHING}, [], id="a dash answers a required cell"),
        pytest.param({"tong": UNREADABLE}, [], id="what could not be read has its finding already"),
        pytest.param({"tong": Missing(Reason.NOT_CALCULATED)}, [], id="what was not calculated, too"),
        pytest.param({"nu": Decimal(13)}, [("lon_hon_tong", "nu")], id="more women than people"),
        pytest.param({"nu": Decimal(-1)}, [("ngoai_khoang", "nu")], id="negative"),
        pytest.param({"tong": Decimal(0), "nu": Decimal(0)}, [("khong_khop", "tong")], id="a total of nobody"),
        pytest.param({"dt": "912345678"}, [("khong_khop", "dt")], id="a telephone that lost its zero"),
        pytest.param({"dau": "co", "nu": Decimal(0)}, [("khong_khop", "dau")], id="a choice that does not fit a figure"),
        pytest.param({"tien": Decimal(5)}, [("sai_don_vi_tien", "tien")], id="money in millions"),
        pytest.param({"tien": Decimal(25_000_000_000)}, [("sai_don_vi_tien", "tien")], id="money far too large"),
        pytest.param({"tien": Decimal(2_000_000_000)}, [("luu_y", "tien")], id="a doubt of the programme's own"),
    ],
)
def test_each_mistake_is_said_once_and_in_the_best_way(changed: Given, expected: list[tuple[str, str]]) -> None:
    assert seen(said({**RIGHT, **changed})) == [(code, place(name).cell) for code, name in expected]


def test_rows_of_a_table_are_judged_with_their_own_answers() -> None:
    rows: list[Given] = [
        {"ten_viec": "Hội nghị", "ngay_viec": date(2026, 3, 8)},
        {"ten_viec": "Họp", "ngay_viec": date(2025, 3, 8)},
        {"so_viec": Decimal(3)},
    ]

    found = seen(said(RIGHT, rows))

    expected = [("ngay_ngoai_ky", "ngay_viec", 1), ("bo_trong", "ten_viec", 2), ("bo_trong", "ngay_viec", 2)]
    assert found == [(code, place(name, row).cell) for code, name, row in expected]


def test_a_total_that_cannot_be_read_judges_nobody() -> None:
    assert seen(said({**RIGHT, "tong": UNREADABLE, "nu": Decimal(99)})) == []


def test_a_broken_rule_names_the_answers_it_compares_and_shows_a_pair_that_fits() -> None:
    finding = findings(said({**RIGHT, "dau": "co", "nu": Decimal(0)}))[0]

    assert finding.reason.endswith(f"Đang ghi: Người đứng đầu là nữ = Có (ô {place('dau').cell}); Trong đó: nữ = 0 (ô {place('nu').cell}).")
    assert finding.example == "Người đứng đầu là nữ: Có; Trong đó: nữ: 1"


def test_the_desk_to_call_is_the_programmes_receiver_unless_told() -> None:
    assert "gọi Phòng Mẫu" in findings(said({**RIGHT, "tong": BLANK}))[0].mend


@pytest.mark.parametrize(
    ("now", "before", "codes"),
    [
        pytest.param({"nu": Decimal(5)}, {"nu": Decimal(7)}, ["luy_ke_giam"], id="a cumulative figure fell"),
        pytest.param({"tong": Decimal(121)}, {"tong": Decimal(12)}, ["gap_10_lan"], id="more than ten times as much"),
        pytest.param({"tong": Decimal(120)}, {"tong": Decimal(12)}, [], id="ten times exactly"),
        pytest.param({"tien": Decimal(5000)}, {"tien": Decimal(5000)}, ["giong_ky_truoc"], id="all figures as before"),
        pytest.param({"tien": Decimal(5000)}, {"tien": Decimal(6000)}, [], id="one figure differs"),
    ],
)
def test_what_differs_strangely_from_the_last_period_is_a_warning(now: Given, before: Given, codes: list[str]) -> None:
    previous = recalculate(PROGRAMME, UNIT, said({**RIGHT, **before}), TODAY)

    assert [code for code, _ in seen(said({**RIGHT, **now}), previous)] == codes


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        pytest.param("", "Trong đó: nữ: lũy kế 5 nhỏ hơn kỳ trước (7).", id="the usual words"),
        pytest.param("Đang ghi {gia_tri}, kỳ trước {ky_truoc}.", "Đang ghi 5, kỳ trước 7.", id="the programme's own words"),
    ],
)
def test_a_cumulative_figure_that_fell_is_told_in_the_programmes_words(message: str, expected: str) -> None:
    spot = Spot(replace(PROGRAMME.field_by_name["nu"], cumulative_message=message), place("nu"), "5")

    assert messages.cumulative_fell(spot, Decimal(5), Decimal(7), spot.field.cumulative_message).reason == expected


def test_a_form_full_of_zeros_is_a_warning() -> None:
    zeros: Given = {"tong": Decimal(0), "nu": Decimal(0), "tien": Decimal(0), "phan_tram": Decimal(0)}

    found = findings(said({**RIGHT, **zeros}))

    assert ("toan_so_0", False) in [(finding.code, finding.is_error) for finding in found]


def test_calculations_are_made_again_and_stay_missing_where_an_operand_is() -> None:
    known = recalculate(PROGRAMME, UNIT, said(RIGHT), TODAY)
    unknown = recalculate(PROGRAMME, UNIT, said({**RIGHT, "nu": BLANK}), TODAY)

    assert (known.get("ty_le").value, unknown.get("ty_le").value) == (Decimal("58.3"), BLANK)


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        pytest.param({"dau": "khong"}, Missing(Reason.NOT_APPLICABLE), id="not asked"),
        pytest.param({"dau": "co"}, BLANK, id="asked and blank"),
        pytest.param({"dau": BLANK}, BLANK, id="nobody knows whether it is asked"),
        pytest.param({"dau": "khong", "so_vb": "12/KH"}, Missing(Reason.NOT_APPLICABLE), id="not asked and answered all the same"),
        pytest.param({"dau": "co", "so_vb": "12/KH"}, "12/KH", id="asked and answered"),
    ],
)
def test_what_the_form_does_not_ask_is_not_applicable(answers: Given, expected: Value | Missing) -> None:
    assert without_irrelevant(PROGRAMME, UNIT, said(answers), TODAY).get("so_vb").value == expected


def test_a_form_is_blank_when_only_docgen_wrote_into_it() -> None:
    assert is_blank(PROGRAMME, UNIT, said({"tu": date(2026, 1, 1)}))
    assert not is_blank(PROGRAMME, UNIT, said({"tong": NOTHING}))


def test_a_field_of_other_units_is_not_asked() -> None:
    office = replace(UNIT, type=replace(UNIT.type, code="phong"))

    assert "rieng" not in {f.field for f in check(PROGRAMME, UNIT, DATES, said(RIGHT), None, TODAY)}
    assert check(PROGRAMME, office, DATES, said(RIGHT), None, TODAY) == ()
