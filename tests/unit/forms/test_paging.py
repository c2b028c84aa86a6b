"""How a form falls into printed pages."""

from __future__ import annotations

import pytest

from docgen.forms.paging import LEAST_SCALE, Paging, Row, plan

_LINE = Row(10)
_HEADING = Row(10, keeps_next=True)


@pytest.mark.parametrize(
    ("rows", "pages", "repeated", "expected"),
    [
        pytest.param([_LINE] * 9, 1, 0, Paging(100, ()), id="all on one page"),
        pytest.param([_LINE] * 12, 2, 0, Paging(100, (9,)), id="a page is filled before the next begins"),
        pytest.param([*[_LINE] * 8, _HEADING, *[_LINE] * 3], 2, 0, Paging(100, (8,)), id="a heading goes with its first line"),
        pytest.param([*[_LINE] * 7, _HEADING, _HEADING, *[_LINE] * 3], 2, 0, Paging(100, (7,)), id="two headings go together"),
        pytest.param([_LINE] * 12, 1, 0, Paging(80, ()), id="smaller rather than one page more"),
        pytest.param([_LINE] * 17, 2, 10, Paging(100, (9,)), id="column heads take room on the second page"),
        pytest.param([_LINE] * 18, 2, 10, Paging(97, (10,)), id="column heads may make everything smaller"),
        pytest.param([_HEADING] * 12, 2, 0, Paging(100, (9,)), id="a page of headings only is not left empty"),
        pytest.param([_LINE] * 40, 1, 0, Paging(LEAST_SCALE, (16, 32)), id="never smaller than can be read"),
    ],
)
def test_pages_begin_where_nothing_is_torn(rows: list[Row], pages: int, repeated: float, expected: Paging) -> None:
    assert plan(rows, 100, 100, pages, repeated) == expected


def test_columns_that_need_a_smaller_scale_get_it() -> None:
    assert plan([_LINE], 100, 74, 1).scale == 74
