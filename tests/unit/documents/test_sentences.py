"""The sentence after an indicator says how it stands against the target and the period before."""

from __future__ import annotations

from decimal import Decimal

import pytest

from docgen.documents.figures import COMMUNE_STYLE
from docgen.documents.fill import fill_text
from docgen.documents.sentences import amount_compared, comparison
from docgen.model.consolidated import IndicatorResult, Total
from docgen.model.programme import Indicator
from docgen.model.values import Missing, Reason
from tests.unit.documents import sample

TARGET = "mục tiêu đến năm 2030 (50%)"


def _result(
    value: str | Reason, k: int = 5, direction: str = "up", target: str = "50", unit: str = "%", zero: bool = False
) -> IndicatorResult:
    indicator = Indicator("ct", "Chỉ tiêu", None, None, None, target, 2030, direction, unit)
    figure = Missing(value) if isinstance(value, Reason) else Decimal(value)
    missing = tuple((f"U{n}", Reason.NOT_SENT) for n in range(5 - k))
    return IndicatorResult(indicator, figure, figure, figure, k, 5, missing, zero_denominator=zero)


@pytest.mark.parametrize(
    ("now", "before", "expected"),
    [
        pytest.param(_result("47.7"), None, f", còn thiếu 2,3 điểm phần trăm so với {TARGET}", id="first, below"),
        pytest.param(_result("50"), None, f", đã đạt {TARGET}", id="first, reached"),
        pytest.param(
            _result("47.7"),
            _result("46.2"),
            f", tăng 1,5 điểm phần trăm so với năm 2025; còn thiếu 2,3 điểm phần trăm so với {TARGET}",
            id="rises, below",
        ),
        pytest.param(_result("51.5"), _result("50"), f", tăng 1,5 điểm phần trăm so với năm 2025, đã đạt {TARGET}", id="rises, reached"),
        pytest.param(_result("51"), _result("53"), f", giảm 2 điểm phần trăm so với năm 2025; đã đạt {TARGET}", id="falls, reached"),
        pytest.param(_result("50.04"), _result("50"), f", bằng năm 2025; đã đạt {TARGET}", id="less than 0.05 apart"),
        pytest.param(
            _result("51.5", k=4),
            _result("50"),
            f", tăng 1,5 điểm phần trăm so với năm 2025 (so sánh trên số liệu của 04 đơn vị có báo cáo cả hai kỳ), đã đạt {TARGET} "
            "theo số liệu của 04/05 đơn vị",
            id="one period lacks units",
        ),
        pytest.param(_result("49.98"), None, f", còn thiếu 0,02 điểm phần trăm so với {TARGET}", id="hardly below"),
        pytest.param(_result("52.5", direction="down"), None, f", còn cao hơn 2,5 điểm phần trăm so với {TARGET}", id="should fall, above"),
        pytest.param(_result("2", target=""), _result("1", target=""), ", tăng 1 điểm phần trăm so với năm 2025", id="no target"),
        pytest.param(
            _result("2", target="3", unit="cơ quan"), None, ", còn thiếu 1 cơ quan so với mục tiêu đến năm 2030 (3 cơ quan)", id="no share"
        ),
        pytest.param(_result(Reason.NOT_SENT), None, ", chưa có số liệu để tính", id="nobody has it"),
        pytest.param(_result(Reason.NOT_CALCULATED, zero=True), None, "", id="a denominator of zero has a sentence of its own"),
    ],
)
def test_an_indicator_is_compared(now: IndicatorResult, before: IndicatorResult | None, expected: str) -> None:
    both = (now, before) if before else None

    assert str(comparison(now, both, "năm 2025", "chi_tieu.ct", COMMUNE_STYLE)) == expected


def test_the_figures_within_a_sentence_can_be_traced() -> None:
    said = comparison(_result("47.7"), (_result("47.7"), _result("46.2")), "năm 2025", "chi_tieu.ct", COMMUNE_STYLE)

    assert {getattr(piece, "key", ""): str(piece) for piece in said if getattr(piece, "key", "")} == {
        "chi_tieu.ct.chenh_lech": "1,5",
        "chi_tieu.ct.con_thieu": "2,3",
    }


@pytest.mark.parametrize(
    ("now", "before", "expected"),
    [
        pytest.param(
            Total("f", Decimal(60), 2, 2), Total("f", Decimal(48), 2, 2), ", tăng 12 cuộc (tăng 25,0%) so với năm 2025", id="more"
        ),
        pytest.param(
            Total("f", Decimal(36), 2, 2), Total("f", Decimal(48), 2, 2), ", giảm 12 cuộc (giảm 25,0%) so với năm 2025", id="less"
        ),
        pytest.param(Total("f", Decimal(3), 2, 2), Total("f", Decimal(0), 2, 2), ", tăng 3 cuộc so với năm 2025", id="from zero"),
        pytest.param(Total("f", Decimal(3), 2, 2), Total("f", Decimal(3), 2, 2), ", bằng năm 2025", id="the same"),
        pytest.param(Total("f", Decimal(3), 1, 2, (("A", Reason.BLANK),)), Total("f", Decimal(3), 2, 2), "", id="one lacks units"),
    ],
)
def test_an_amount_is_compared_in_per_cent(now: Total, before: Total, expected: str) -> None:
    assert str(amount_compared("tong.f", now, before, "cuộc", "năm 2025", COMMUNE_STYLE)) == expected


def test_the_period_before_stands_in_the_first_table() -> None:
    before = sample.period_state(sample.worked(), code="2025")
    now = sample.period_state(sample.worked())
    name = "ct_quy_hoach_nu"
    pair = (now.indicators[name], before.indicators[name])
    words = sample.vocabulary(sample.period_state(sample.worked(), previous=before, comparison={name: pair}))

    told = fill_text(
        "{% set x = chi_tieu.ct_quy_hoach_nu %}{% if ky_truoc %}{{ ky_truoc.ten }}{% endif %}: {{ x.truoc }} {{ x.chenh_lech }} "
        "{{ x.so_voi_muc_tieu }}{% if x.tang %}tăng{% endif %}{{ x.cau_so_sanh }}; {{ tong.tong_cb.truoc }}{{ tong.tong_cb.cau_so_sanh }}",
        words,
    )

    assert told == (
        "năm 2025: 47,7 0,0 -2,3, bằng năm 2025; còn thiếu 2,3 điểm phần trăm so với mục tiêu đến năm 2030 (50%); 48, bằng năm 2025"
    )
