"""Answers and findings survive being written down, whatever they hold."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from docgen.dataset import codec
from docgen.model.findings import Finding, Severity
from docgen.model.values import Answer, Answers, CellRef, Missing, Reason, Value
from tests.unit.dataset.strategies import any_answers, any_cell, any_text, any_value


@given(any_value())
def test_every_value_comes_back_as_it_was(value: Value | Missing) -> None:
    assert codec.read_value(*codec.write_value(value)) == value


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_a_number_keeps_every_digit(number: Decimal) -> None:
    back = codec.read_value(*codec.write_value(number))

    assert isinstance(back, Decimal)
    assert back.as_tuple() == number.as_tuple()


@given(any_answers())
def test_answers_come_back_with_their_cells_tables_and_order(answers: Answers) -> None:
    rows = [SimpleNamespace(**row) for row in codec.answer_rows(answers)]

    back = codec.read_answers(rows)

    assert back == answers
    assert [list(table) for table in (back.by_name, back.tables)] == [list(table) for table in (answers.by_name, answers.tables)]


@given(
    st.lists(
        st.builds(
            Finding,
            code=any_text(),
            severity=st.sampled_from(Severity),
            reason=any_text(),
            mend=any_text(),
            example=any_text(),
            comment=any_text(),
            cell=any_cell(),
            field=any_text(),
            label=any_text(),
            found=any_text(),
        ),
        max_size=3,
    )
)
def test_findings_come_back_as_they_were(findings: list[Finding]) -> None:
    assert codec.read_findings(codec.write_findings(findings)) == tuple(findings)


def test_a_row_says_what_it_holds_in_words() -> None:
    answers = Answers(
        {"q": Answer("q", Missing(Reason.BLANK), CellRef("Biểu", "E14"), "chưa có")}, {"t": ({"d": Answer("d", date(2026, 10, 20))},)}
    )

    assert codec.answer_rows(answers) == [
        _row(0, "q", kind="missing", missing="blank", sheet="Biểu", cell="E14", note="chưa có"),
        _row(1, "d", repeat="t", kind="date", value="2026-10-20"),
    ]


def _row(ordinal: int, field: str, **rest: object) -> Mapping[str, object]:
    defaults = {"repeat": "", "row_index": 0, "value": None, "missing": None, "sheet": None, "cell": None, "note": ""}
    return {"ordinal": ordinal, "field": field, **defaults, **rest}
