"""Any answer there can be, for properties that must hold for all of them."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from docgen.model.values import Answer, Answers, CellRef, Missing, Reason, Row, Value

_NAMES = st.sampled_from(["tong", "nu", "Đơn_vị", "q1"])


def any_text() -> SearchStrategy[str]:
    """Return any text, with lone surrogates (of undecodable file names) and NUL; without the characters that stand in for those."""
    return st.text(st.characters(codec=None, max_codepoint=0x10D7FE), max_size=12)


def any_value() -> SearchStrategy[Value | Missing]:
    """Return any value of any kind, or why there is none."""
    return st.one_of(
        st.decimals(allow_nan=False, allow_infinity=False),
        any_text(),
        st.dates(),
        st.lists(any_text(), max_size=3).map(tuple),
        st.sampled_from(Reason).map(Missing),
    )


def any_cell() -> SearchStrategy[CellRef | None]:
    """Return a cell, or none."""
    return st.none() | st.builds(CellRef, any_text(), any_text())


def any_answers() -> SearchStrategy[Answers]:
    """Return answers with and without tables, among them tables without rows and rows without answers."""
    return st.builds(Answers, _rows(), st.dictionaries(st.sampled_from(["hd", "dk"]), st.lists(_rows(), max_size=3).map(tuple)))


def answers_of_one_form() -> SearchStrategy[Answers]:
    """Return answers as they are read from one form: each row of its table has the same columns."""
    row = st.fixed_dictionaries({name: st.builds(Answer, st.just(name), any_value(), any_cell(), any_text()) for name in ("tong", "nu")})
    return st.builds(Answers, _rows(), st.fixed_dictionaries({"hd": st.lists(row, max_size=3).map(tuple)}))


@st.composite
def _rows(draw: st.DrawFn) -> Row:
    names = draw(st.lists(_NAMES, unique=True, max_size=3))
    return {name: Answer(name, draw(any_value()), draw(any_cell()), draw(any_text())) for name in names}
