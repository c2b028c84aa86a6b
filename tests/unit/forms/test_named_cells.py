"""Which cells names lead to: those of their areas, and what is written on right below them."""

from __future__ import annotations

import pytest

from docgen.forms.named_cells import Place, by_sheet, led_to
from docgen.forms.read_cells import MAX_ROWS, Area

COLUMN = [(row, 2) for row in range(1, 9)]


@pytest.mark.parametrize(
    ("areas", "filled", "expected"),
    [
        pytest.param([Area("Biểu", 3, 2, 3, 2)], COLUMN, COLUMN[2:], id="a cell, and what goes on below it"),
        pytest.param([Area("Biểu", 3, 2, 3, 2)], [(2, 2), (3, 2), (5, 2)], [(3, 2)], id="up to the first gap"),
        pytest.param([Area("Biểu", 3, 2, 3, 2)], [(4, 2), (5, 2)], [(4, 2), (5, 2)], id="below a blank cell too"),
        pytest.param([Area("Biểu", 3, 2, 3, 2)], [(3, 1), (3, 3)], [], id="not what stands beside it"),
        pytest.param([Area("BIỂU", 3, 2, 4, 3)], [(3, 2), (4, 3), (9, 3)], [(3, 2), (4, 3)], id="a sheet in any case, two columns"),
        pytest.param(
            [Area("Biểu", 1, 2, MAX_ROWS, 2)], [(1, 2), (900_000, 2)], [(1, 2), (900_000, 2)], id="stretched over the whole sheet"
        ),
        pytest.param(
            [Area("Biểu", 1, 2, 4_000, 2), Area("Biểu", 10, 2, 20, 2), Area("Biểu", 6_000, 2, 9_000, 2)],
            [(15, 2), (4_001, 2), (4_003, 2), (5_999, 2), (6_000, 2)],
            [(15, 2), (4_001, 2), (6_000, 2)],
            id="large areas that overlap",
        ),
    ],
)
def test_names_lead_to_their_cells_and_to_what_goes_on_below(areas: list[Area], filled: list[Place], expected: list[Place]) -> None:
    columns = by_sheet(areas)["biểu"]

    assert list(led_to([place for place in filled if place[1] in columns], columns)) == expected
