"""A fingerprint changes with what a template prints, and with nothing else."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from docx import Document

from docgen.documents.fingerprint import fingerprint
from docgen.model.consolidated import PeriodState, UnitState
from tests.unit.documents import sample
from tests.unit.documents.sample import BC, KH_THON, T01, T02, XDD, accepted, vocabulary, worked


def _template(words: str) -> bytes:
    document, out = Document(), BytesIO()
    document.add_paragraph(words)
    document.save(out)
    return out.getvalue()


WHOLE = _template(
    "{{ tong.so_cuoc_tt }} {% for d in cac_don_vi %}{{ d.ten }}{% endfor %} {{ y_kien.kho_khan }} {{ chi_tieu.ct_nu_cb.ten }}"
)
OWN = _template("{{ so_cuoc_tt }} {{ don_vi.ten }}")


def _whole(**changes: UnitState) -> str:
    return fingerprint(BC, WHOLE, vocabulary(sample.period_state(worked(**changes))))


def _own(state: PeriodState, template: bytes = OWN) -> str:
    return fingerprint(KH_THON, template, vocabulary(state, KH_THON, state.state_of("T01")))


def test_the_same_facts_have_the_same_fingerprint() -> None:
    assert _whole() == _whole()


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param(accepted(T02, {}), id="a unit has sent"),
        pytest.param(accepted(T02, {"kho_khan": "Đường xấu"}), id="a thought"),
        pytest.param(accepted(T02, {}, days_late=1), id="late"),
    ],
)
def test_other_facts_have_another(changed: UnitState) -> None:
    assert _whole(T02=changed) != _whole()


def test_another_unit_does_not_touch_a_document_that_names_only_its_own() -> None:
    before, after = sample.period_state(worked()), sample.period_state(worked(XDD=accepted(XDD, {"so_cuoc_tt": 99})))

    assert _own(before) == _own(after)
    assert _own(before) != _own(sample.period_state(worked(T01=accepted(T01, {"so_cuoc_tt": 99}))))


def test_template_and_definition_of_the_document_count() -> None:
    state = sample.period_state(worked())

    assert _own(state) != _own(state, _template("{{ so_cuoc_tt }} {{ don_vi.ten }} nữa"))
    assert fingerprint(replace(BC, title="Khác"), WHOLE, vocabulary(state)) != fingerprint(BC, WHOLE, vocabulary(state))
