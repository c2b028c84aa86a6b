"""The order of calculations, and what follows when something is not asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from docgen.model.programme import FieldType, Group
from docgen.model.values import Answer, Answers, Missing, Reason, Value
from docgen.programme.order import calculations_in_order
from docgen.validate.calculations import recalculate, without_irrelevant
from tests.unit.forms.small_form import PROGRAMME, T01, field

TODAY = date(2026, 11, 20)
UPSIDE_DOWN = replace(
    PROGRAMME,
    groups=(
        Group(
            "g",
            "I",
            (
                field("ca_nam", FieldType.CALCULATE, calculation="${cong} + ${tong_bang}"),
                field("cong", FieldType.CALCULATE, calculation="${a} + ${b}"),
                field("tong_bang", FieldType.CALCULATE, calculation="sum(${tien_dong})"),
                field("gia", label="Giá"),
                field("a", label="A"),
                field("b", label="B", relevant="${a} > 0"),
                field("nhan_doi", FieldType.CALCULATE, calculation="${b} * 2", relevant="${a} > 0"),
                field("c", label="C", relevant="${b} > 0"),
            ),
        ),
        Group(
            "bang",
            "II",
            (
                field("tien_dong", FieldType.CALCULATE, calculation="${luong_tinh} * ${gia}", repeat="bang"),
                field("luong_tinh", FieldType.CALCULATE, calculation="${luong} + 1", repeat="bang"),
                field("luong", label="Lượng", repeat="bang"),
            ),
            is_repeat=True,
        ),
    ),
)


def given(luong: tuple[int, ...] = (), **values: Value | Missing) -> Answers:
    asked = ("gia", "a", "b", "c")
    by_name = {name: Answer(name, values.get(name, Missing(Reason.BLANK))) for name in asked}
    return Answers(by_name, {"bang": tuple({"luong": Answer("luong", Decimal(n))} for n in luong)})


def test_calculations_follow_what_they_stand_on() -> None:
    names = [f.name for f in calculations_in_order(UPSIDE_DOWN.fields)]

    assert names == ["cong", "luong_tinh", "tien_dong", "tong_bang", "ca_nam", "nhan_doi"]


def test_a_circle_is_cut_where_it_closes() -> None:
    circle = (field("x", FieldType.CALCULATE, calculation="${y}"), field("y", FieldType.CALCULATE, calculation="${x}"))

    assert [f.name for f in calculations_in_order(circle)] == ["y", "x"]


def test_a_total_may_stand_above_its_parts_and_sum_up_a_table_below() -> None:
    found = recalculate(UPSIDE_DOWN, T01, given((2, 4), gia=Decimal(10), a=Decimal(1), b=Decimal(5)), TODAY)

    assert [found.get(name).value for name in ("cong", "tong_bang", "ca_nam")] == [Decimal(6), Decimal(80), Decimal(86)]
    assert [row["tien_dong"].value for row in found.rows("bang")] == [Decimal(30), Decimal(50)]


NOT_ASKED = Missing(Reason.NOT_APPLICABLE)


@pytest.mark.parametrize(
    ("a", "expected"),
    [
        pytest.param(Decimal(0), (NOT_ASKED, NOT_ASKED, NOT_ASKED, NOT_ASKED), id="not asked, and so on down the chain"),
        pytest.param(Decimal(2), (Decimal(3), Decimal(7), Decimal(6), Decimal(5)), id="asked"),
    ],
)
def test_what_is_not_asked_takes_what_depends_on_it_along(a: Decimal, expected: tuple[Value | Missing, ...]) -> None:
    read = recalculate(UPSIDE_DOWN, T01, given(gia=Decimal(1), a=a, b=Decimal(3), c=Decimal(7)), TODAY)

    found = without_irrelevant(UPSIDE_DOWN, T01, read, TODAY)

    assert tuple(found.get(name).value for name in ("b", "c", "nhan_doi", "cong")) == expected
