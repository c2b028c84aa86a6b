"""A document is a draft until nothing lacks, then to be signed, then issued."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from docgen.documents.papers import DocumentState, Standing, document_state
from docgen.model.consolidated import UnitState, UnitStatus
from docgen.model.programme import DocumentSpec, ForEach
from docgen.model.submissions import IssuedNumber
from docgen.model.values import Missing, Reason
from tests.unit.documents import sample
from tests.unit.documents.sample import BC, CV_CHUNG, KH, KH_THON, T02, XDD, accepted, worked

DRAFT = sample.period_state(worked())
FULL = sample.period_state(worked(T02=accepted(T02, {})))
NOBODY = sample.period_state(tuple(UnitState(unit, UnitStatus.NOT_SENT) for unit in (*sample.UNITS, *sample.UNITS)))
CLOSED = replace(DRAFT, closed_at=sample.NOW)
BLANK = sample.period_state(
    worked(T02=accepted(T02, {"truong_thon_nu": "co", "so_cuoc_tt": Missing(Reason.BLANK), "luot_nguoi_tt": Missing(Reason.BLANK)}))
)
_LEFT_BLANK = "“Nhãn so_cuoc_tt”, “Nhãn luot_nguoi_tt”"
ISSUE = IssuedNumber("mau", "bc-xa", "2026", "", "1", date(2026, 12, 1))


@pytest.mark.parametrize(
    ("spec", "state", "unit", "issued", "expected"),
    [
        pytest.param(
            BC, DRAFT, "", None, DocumentState(Standing.DRAFT, 1, "Dự thảo: đã có 4/5 đơn vị; thiếu: Thôn Mẫu 02"), id="a unit lacks"
        ),
        pytest.param(BC, FULL, "", None, DocumentState(Standing.TO_SIGN), id="nobody lacks"),
        pytest.param(
            BC,
            BLANK,
            "",
            None,
            DocumentState(Standing.DRAFT, 1, f"Dự thảo: đã có 5/5 đơn vị; thiếu: Thôn Mẫu 02 ({_LEFT_BLANK})"),
            id="a unit left required cells blank",
        ),
        pytest.param(
            KH_THON, BLANK, "T02", None, DocumentState(Standing.DRAFT, 1, f"Dự thảo: thôn để trống {_LEFT_BLANK}"), id="its own paper"
        ),
        pytest.param(KH_THON, BLANK, "T01", None, DocumentState(Standing.TO_SIGN), id="the paper of another"),
        pytest.param(
            BC, replace(BLANK, closed_at=sample.NOW), "", None, DocumentState(Standing.TO_SIGN, 1), id="closed with cells left blank"
        ),
        pytest.param(BC, CLOSED, "", None, DocumentState(Standing.TO_SIGN, 1), id="closed"),
        pytest.param(BC, DRAFT, "", ISSUE, DocumentState(Standing.ISSUED), id="issued"),
        pytest.param(KH, None, "", None, DocumentState(Standing.TO_SIGN), id="of the programme"),
        pytest.param(CV_CHUNG, DRAFT, "", None, DocumentState(Standing.TO_SIGN), id="a reminder"),
        pytest.param(KH_THON, DRAFT, "T01", None, DocumentState(Standing.TO_SIGN), id="of a unit that has sent"),
        pytest.param(
            KH_THON, DRAFT, "T02", None, DocumentState(Standing.DRAFT, 1, "Dự thảo: chưa có số liệu của thôn"), id="of one that has not"
        ),
        pytest.param(
            KH_THON,
            CLOSED,
            "T02",
            None,
            DocumentState(Standing.DRAFT, 1, "Dự thảo: chưa có số liệu của thôn"),
            id="closed before that unit sent: there is nothing to sign",
        ),
        pytest.param(
            replace(KH_THON, for_each=ForEach.UNIT),
            sample.period_state(worked(XDD=UnitState(XDD, UnitStatus.NOT_SENT))),
            "XDD",
            None,
            DocumentState(Standing.DRAFT, 1, "Dự thảo: chưa có số liệu của đơn vị"),
            id="of a unit whose type has no common noun",
        ),
    ],
)
def test_a_document_stands(spec: DocumentSpec, state: object, unit: str, issued: IssuedNumber | None, expected: DocumentState) -> None:
    period = state if state is None or isinstance(state, type(DRAFT)) else None
    standing = period.state_of(unit) if period else None

    assert document_state(spec, period, standing, issued) == expected


def test_a_draft_that_lacks_many_names_the_first_six() -> None:
    footer = document_state(BC, NOBODY, None, None).footer

    assert footer.endswith("Thôn Mẫu 02; Ban Xây dựng Đảng và 4 đơn vị khác")


def test_a_document_without_figures_lacks_none() -> None:
    assert document_state(BC, DRAFT, None, None, has_figures=False) == DocumentState(Standing.TO_SIGN)
