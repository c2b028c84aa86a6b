"""Labels away from the form: what a line details is named with it."""

from __future__ import annotations

import pytest

from docgen.model import labels
from docgen.model.programme import Field, FieldType


def line(label: str, type: FieldType = FieldType.INTEGER) -> Field:
    return Field(label, type, label)


def test_a_line_that_details_another_is_named_with_the_last_one_that_does_not() -> None:
    fields = [
        line("Tổng số cán bộ"),
        line("Trong đó: nữ"),
        line("Trong số đó: dân tộc"),
        line("Xem phụ lục", FieldType.NOTE),
        line("Số hộ"),
    ]

    assert [labels.alone(field) for field in labels.standing_alone(fields)] == [
        "Tổng số cán bộ",
        "Tổng số cán bộ - trong đó: nữ",
        "Tổng số cán bộ - trong số đó: dân tộc",
        "Xem phụ lục",
        "Số hộ",
    ]


def test_a_detail_without_a_line_above_stays_as_it_is() -> None:
    assert [labels.alone(field) for field in labels.standing_alone([line("Trong đó: nữ")])] == ["Trong đó: nữ"]


@pytest.mark.parametrize(
    ("label", "limit", "expected"),
    [
        pytest.param("Tổng số hộ - trong đó: nữ", 60, "Tổng số hộ - trong đó: nữ", id="it fits"),
        pytest.param("Tổng số cán bộ, công chức - trong đó: nữ", 30, "Tổng số cán bộ… - trong đó: nữ", id="the other's name is cut"),
        pytest.param("Tổng số cán bộ - trong đó: nữ", 14, "Tổng số cán b…", id="no room for both"),
        pytest.param("Số hộ - kể cả hộ nghèo", 10, "Số hộ - k…", id="a dash of its own"),
    ],
)
def test_what_is_detailed_is_cut_first(label: str, limit: int, expected: str) -> None:
    assert labels.shortened(label, limit) == expected
