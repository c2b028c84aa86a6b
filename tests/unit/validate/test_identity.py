"""Whose form it is: folder, content and seal must agree."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from docgen.forms import seal as seals
from docgen.model.periods import Period
from docgen.model.submissions import Outcome, Seal, Verdict
from docgen.model.units import Units
from docgen.validate.identity import Evidence, Ground, Identity, identify
from tests.filled_forms import OTHER, PERIOD, PROGRAMME, SECRET, UNIT, UNITS

SEAL = seals.issue(PROGRAMME, "X01", "2026", 0, "k1", SECRET)
GENUINE = Evidence(SEAL, True, "", "Đơn vị báo cáo: Xóm Mẫu 01", "Năm 2026", frozenset({"tong", "nu"}))
GROUND = Ground((PROGRAMME,), UNITS, lambda _: (PERIOD,), lambda _, __: None)


def sealed(**changed: str) -> Seal:
    return replace(SEAL, **changed)  # type: ignore[arg-type]


def test_a_form_whose_seal_folder_and_text_agree_is_identified() -> None:
    assert identify(replace(GENUINE, folder_unit="X01"), GROUND) == Identity(PROGRAMME, UNIT, PERIOD, SEAL)


@pytest.mark.parametrize(
    ("evidence", "outcome", "code", "unit"),
    [
        pytest.param(replace(GENUINE, seal=None), Outcome.HELD, "khong_ma_bieu", "X01", id="no seal: its text names the unit"),
        pytest.param(
            replace(GENUINE, seal=None, unit_text="", folder_unit="X02"),
            Outcome.HELD,
            "khong_ma_bieu",
            "X02",
            id="no seal: its folder does",
        ),
        pytest.param(replace(GENUINE, seal=None, unit_text=""), Outcome.HELD, "khong_ma_bieu", "", id="no seal, no unit"),
        pytest.param(replace(GENUINE, is_genuine=False), Outcome.HELD, "ma_bieu_sai", "X01", id="a forged seal"),
        pytest.param(replace(GENUINE, seal=sealed(form_id="la")), Outcome.HELD, "bieu_la", "X01", id="an unknown form"),
        pytest.param(replace(GENUINE, seal=sealed(unit="Z99")), Outcome.HELD, "don_vi_la", "", id="an unknown unit"),
        pytest.param(replace(GENUINE, folder_unit="X02"), Outcome.HELD, "khac_don_vi", "X01", id="another unit's folder"),
        pytest.param(replace(GENUINE, unit_text="Xóm Mẫu 02"), Outcome.HELD, "khac_don_vi", "X01", id="another unit's name"),
        pytest.param(replace(GENUINE, period_text="Năm 2025"), Outcome.RETURNED, "bieu_khac_ky", "X01", id="another period in the text"),
        pytest.param(
            replace(GENUINE, seal=sealed(period="2027"), period_text=""),
            Outcome.RETURNED,
            "bieu_khac_ky",
            "X01",
            id="a period not received",
        ),
        pytest.param(replace(GENUINE, seal=sealed(version="0")), Outcome.RETURNED, "bieu_ban_cu", "X01", id="a version no longer taken"),
    ],
)
def test_a_form_that_does_not_agree_is_held_or_returned(evidence: Evidence, outcome: Outcome, code: str, unit: str) -> None:
    verdict = identify(evidence, GROUND)

    assert isinstance(verdict, Verdict)
    assert (verdict.outcome, [finding.code for finding in verdict.findings], verdict.unit) == (outcome, [code], unit)


@pytest.mark.parametrize(
    "written", ["xóm mẫu 01", "XÓM MẪU 01", "Xo\u0301m Mẫu 01", " Xóm  Mẫu 01 "], ids=["lower case", "capitals", "decomposed", "spaces"]
)
def test_a_units_name_in_any_spelling_is_its_name(written: str) -> None:
    assert isinstance(identify(replace(GENUINE, unit_text=written), GROUND), Identity)


def test_an_older_version_that_is_still_taken_goes_on() -> None:
    assert isinstance(identify(replace(GENUINE, seal=sealed(version="1")), GROUND), Identity)


def test_a_form_of_a_closed_period_is_held() -> None:
    ground = replace(GROUND, closed_on=lambda _, __: date(2026, 12, 10))

    verdict = identify(GENUINE, ground)

    assert isinstance(verdict, Verdict)
    assert (verdict.outcome, verdict.findings[0].code, verdict.period) == (Outcome.HELD, "da_khoa", "2026")


def test_another_period_that_is_also_received_goes_on() -> None:
    later = Period.parse("2027")
    assert later is not None

    found = identify(replace(GENUINE, seal=sealed(period="2027"), period_text=""), replace(GROUND, receiving=lambda _: (PERIOD, later)))

    assert isinstance(found, Identity)


def test_a_form_without_seal_is_held_for_the_programme_its_fields_point_to() -> None:
    verdict = identify(replace(GENUINE, seal=None, likely=PROGRAMME), GROUND)

    assert isinstance(verdict, Verdict)
    assert (verdict.programme, verdict.period) == ("mau", "2026")


def test_a_unit_that_was_merged_learns_who_sends_now() -> None:
    gone = replace(UNIT, valid_to=date(2025, 12, 31))
    units = Units((gone, replace(OTHER, replaces=("X01",))))

    verdict = identify(GENUINE, replace(GROUND, units=units))

    assert isinstance(verdict, Verdict)
    assert (verdict.outcome, verdict.findings[0].code, "Xóm Mẫu 02" in verdict.findings[0].reason) == (
        Outcome.RETURNED,
        "don_vi_khong_con",
        True,
    )
