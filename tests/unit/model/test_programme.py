"""What of a group each unit is asked."""

from __future__ import annotations

import pytest

from docgen.model.programme import Field, FieldType, Group
from docgen.model.units import Unit, Units, UnitType

THON = UnitType("thon", "Thôn", "A", "Các thôn", "", True)
SCHOOL = UnitType("truong_hoc", "Trường học", "B", "Trường học", "", True)
UNITS = Units((Unit("T01", "Thôn Mẫu 01", THON), Unit("T02", "Thôn Mẫu 02", THON), Unit("MN1", "Trường Mầm non Mẫu", SCHOOL)))
GROUP = Group(
    "chung",
    "Chung",
    (
        Field("moi_don_vi", FieldType.INTEGER),
        Field("rieng_thon", FieldType.INTEGER, applies_to=frozenset({"thon"})),
        Field("rieng_t02", FieldType.INTEGER, applies_to=frozenset({"T02", "truong_hoc"})),
    ),
)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("T01", ["moi_don_vi", "rieng_thon"]),
        ("T02", ["moi_don_vi", "rieng_thon", "rieng_t02"]),
        ("MN1", ["moi_don_vi", "rieng_t02"]),
        ("t01", ["moi_don_vi", "rieng_thon"]),
    ],
)
def test_each_unit_is_asked_its_own_fields_however_often(code: str, expected: list[str]) -> None:
    unit = UNITS.find(code)

    assert unit is not None
    assert [[f.name for f in GROUP.fields_for(unit)] for _ in range(2)] == [expected, expected]
