"""A small invented commune and its programme about women in leadership, in plain values: what the tests of the dataset speak of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from docgen.model.consolidated import UnitState, UnitStatus
from docgen.model.expressions import Formula
from docgen.model.periods import Period, PeriodType, Schedule
from docgen.model.programme import (
    Aggregate,
    Choice,
    Deadline,
    Field,
    FieldType,
    Group,
    Indicator,
    PeriodDates,
    Programme,
)
from docgen.model.submissions import Receipt, Revision
from docgen.model.units import Unit, Units, UnitType
from docgen.model.values import Answer, Answers, CellRef, Missing, Reason, Value
from docgen.programme.expressions import Scope, evaluate, parse

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
TODAY = date(2026, 12, 2)
YEAR = Period(2026, PeriodType.YEAR)
DATES = PeriodDates(date(2026, 1, 1), date(2026, 11, 15), Deadline(date(2026, 11, 30), "before", date(2026, 11, 29), date(2026, 11, 30)))
NOON = datetime(2026, 11, 27, 12, 0, tzinfo=HANOI)

PARTY = UnitType("co_quan_dang", "cơ quan Đảng", "A", "Cơ quan Đảng", "đề nghị", False)
OFFICE = UnitType("phong_ban", "phòng", "B", "Cơ quan thuộc UBND xã", "yêu cầu", True)
SCHOOL = UnitType("truong_hoc", "trường", "D", "Đơn vị sự nghiệp", "yêu cầu", True)
HAMLET = UnitType("thon", "thôn", "Đ", "Các thôn", "yêu cầu", True, common_noun="Thôn")

XDD = Unit("XDD", "Ban Xây dựng Đảng", PARTY)
VHXH = Unit("VHXH", "Phòng Văn hóa - Xã hội", OFFICE)
TH1 = Unit("TH1", "Trường Tiểu học Mẫu", SCHOOL)
T01 = Unit("T01", "Thôn Mẫu 01", HAMLET)
T02 = Unit("T02", "Thôn Mẫu 02", HAMLET)
UNITS = Units((XDD, VHXH, TH1, T01, T02))

_YES_NO = (Choice("co", "Có"), Choice("khong", "Không"), Choice("khuyet", "Khuyết"))
_OFFICES = frozenset({"co_quan_dang", "phong_ban", "truong_hoc"})
_CADRES = frozenset({"XDD", "truong_hoc"})
_HAMLETS = frozenset({"thon"})


def _numbers(applies_to: frozenset[str], *names: str) -> tuple[Field, ...]:
    return tuple(Field(name, FieldType.INTEGER, name, aggregate=Aggregate.SUM, applies_to=applies_to) for name in names)


def _selects(applies_to: frozenset[str], *names: str) -> tuple[Field, ...]:
    return tuple(
        Field(name, FieldType.SELECT_ONE, name, aggregate=Aggregate.COUNT, applies_to=applies_to, choices=_YES_NO) for name in names
    )


CALCULATIONS = {
    "co_ld_nu": "if(${dung_dau_nu} = 'co' or ${nu_ld} > 0, 1, 0)",
    "co_ld_nu_thon": "if(${truong_thon_nu} = 'co' or ${bi_thu_nu} = 'co' or ${ctmt_nu} = 'co', 1, 0)",
}
FIELDS = (
    *_numbers(_OFFICES, "tong_cb", "nu_cb", "tong_ld", "nu_ld"),
    *_selects(_OFFICES, "dung_dau_nu"),
    Field("co_ld_nu", FieldType.CALCULATE, applies_to=_OFFICES),
    *_numbers(_CADRES, "tong_qh", "nu_qh", "nu_qh_dao_tao"),
    *_selects(_HAMLETS, "truong_thon_nu", "bi_thu_nu", "ctmt_nu"),
    Field("co_ld_nu_thon", FieldType.CALCULATE, applies_to=_HAMLETS),
    *_numbers(frozenset(), "so_cuoc_tt", "luot_nguoi_tt", "luot_nu_tt", "kinh_phi_su_dung"),
    Field("kho_khan", FieldType.TEXT, "Khó khăn", aggregate=Aggregate.LIST),
)
ACTIVITIES = (
    Field(
        "loai_hd", FieldType.SELECT_ONE, repeat="hoat_dong", aggregate=Aggregate.COUNT, choices=(Choice("hop", "Họp"), Choice("lop", "Lớp"))
    ),
    Field("so_nguoi_hd", FieldType.INTEGER, repeat="hoat_dong", aggregate=Aggregate.SUM),
    Field("kinh_phi_hd", FieldType.INTEGER, repeat="hoat_dong", aggregate=Aggregate.MEAN),
)


def share(name: str, top: str, bottom: str, **rest: object) -> Indicator:
    """Return an indicator that is `top` div `bottom` in percent."""
    given: dict[str, object] = {"direction": "up", "unit_of_measure": "%", **rest}
    return Indicator(name, name, formula(top), formula(bottom), None, **given)  # type: ignore[arg-type]


def formula(source: str) -> Formula:
    """Return `source` parsed."""
    return parse(source)


INDICATORS = (
    share(
        "ct_lanh_dao_nu",
        "sum(${co_ld_nu}) + sum(${co_ld_nu_thon})",
        "count(${co_ld_nu}) + count(${co_ld_nu_thon})",
        target="65",
        target_year=2030,
    ),
    share("ct_quy_hoach_nu", "sum(${nu_qh})", "sum(${tong_qh})", target="50"),
    share("ct_dao_tao_nu", "sum(${nu_qh_dao_tao})", "sum(${nu_qh})", target="100"),
    share(
        "ct_dung_dau_nu",
        "count(${dung_dau_nu}[. = 'co']) + count(${truong_thon_nu}[. = 'co'])",
        "count(${dung_dau_nu}[. = 'co' or . = 'khong']) + count(${truong_thon_nu}[. = 'co' or . = 'khong'])",
    ),
    share("ct_nu_cb", "sum(${nu_cb})", "sum(${tong_cb})"),
    Indicator("ct_nu_tt", "ct_nu_tt", None, None, formula("sum(${luot_nu_tt}) div sum(${luot_nguoi_tt}) * 100"), unit_of_measure="%"),
)


def make_programme(indicators: tuple[Indicator, ...] = INDICATORS) -> Programme:
    """Return the programme of the tests."""
    return Programme(
        name="nu-lanh-dao",
        form_id="nld",
        title="Biểu mẫu",
        version="1",
        fingerprint="0123456789abcdef",
        sha256="0" * 64,
        full_name="Chương trình mẫu",
        short_name="mẫu",
        years="2026-2030",
        schedule=Schedule(PeriodType.YEAR, ("11-30",), data_to="11-15"),
        groups=(Group("chung", "I. CHUNG", FIELDS), Group("hoat_dong", "II. HOẠT ĐỘNG", ACTIVITIES, is_repeat=True)),
        indicators=indicators,
        documents=(),
    )


PROGRAMME = make_programme()

_OFFICE_FIELDS = ("tong_cb", "nu_cb", "tong_ld", "nu_ld", "dung_dau_nu")
_CADRE_FIELDS = ("tong_qh", "nu_qh", "nu_qh_dao_tao")
_HAMLET_FIELDS = ("truong_thon_nu", "bi_thu_nu", "ctmt_nu")
_ALL_FIELDS = ("so_cuoc_tt", "luot_nguoi_tt", "luot_nu_tt", "kinh_phi_su_dung")

EXAMPLE: Mapping[str, Mapping[str, object]] = {
    "XDD": dict(zip(_OFFICE_FIELDS + _CADRE_FIELDS + _ALL_FIELDS, (5, 2, 2, 1, "khong", 40, 18, 12, 1, 45, 20, 3000000), strict=True)),
    "VHXH": dict(zip(_OFFICE_FIELDS + _ALL_FIELDS, (11, 6, 3, 1, "khong", 4, 310, 190, 25500000), strict=True)),
    "TH1": dict(zip(_OFFICE_FIELDS + _CADRE_FIELDS + _ALL_FIELDS, (32, 27, 2, 2, "co", 4, 3, 3, 2, 64, 50, 0), strict=True)),
    "T01": dict(zip(_HAMLET_FIELDS + _ALL_FIELDS, ("khong", "co", "khong", 3, 185, 120, 1500000), strict=True)),
}
"""Four units have sent; T02 has not."""


def make_answers(values: Mapping[str, object], rows: Sequence[Mapping[str, object]] | None = None) -> Answers:
    """Return `values` as answers (a Reason stands for a missing one), calculations added, and `rows` as the rows of hoat_dong."""
    by_name = {name: _answer(name, value, number) for number, (name, value) in enumerate(values.items(), 10)}
    scope = Scope(lambda name: by_name[name].value, lambda name: (), TODAY)
    for name, source in CALCULATIONS.items():
        if all(used in by_name for used in _used(source)):
            result = evaluate(parse(source).tree, scope)
            by_name[name] = Answer(name, Decimal(result) if isinstance(result, bool) else result)
    tables = {} if rows is None else {"hoat_dong": tuple({name: _answer(name, value, 60) for name, value in row.items()} for row in rows)}
    return Answers(by_name, tables)


def make_receipt(id: int = 1, sha256: str = "a" * 64, when: datetime = NOON) -> Receipt:
    """Return the fact that a file came."""
    return Receipt(id, f"bieu-{id}.xlsx", sha256, 10, None, when)


def state(unit: Unit, answers: Answers | None, status: UnitStatus | None = None) -> UnitState:
    """Return where `unit` stands: accepted with `answers`, or not sent."""
    if answers is None:
        return UnitState(unit, status or UnitStatus.NOT_SENT)
    revision = Revision(PROGRAMME.name, unit.code, YEAR.code, 1, 0, make_receipt(), NOON, answers)
    return UnitState(unit, status or UnitStatus.ACCEPTED, revision, times_sent=1)


def example_states(**changed: Mapping[str, object]) -> tuple[UnitState, ...]:
    """Return the five units of the example; `changed` replaces answers of a unit by its code."""
    return tuple(
        state(unit, make_answers({**EXAMPLE[unit.code], **changed.get(unit.code, {})}) if unit.code in EXAMPLE else None)
        for unit in UNITS.all
    )


def _used(source: str) -> tuple[str, ...]:
    return tuple(part.split("}")[0] for part in source.split("${")[1:])


def _answer(name: str, value: object, row: int) -> Answer:
    return Answer(name, _value(value), CellRef("Biểu", f"E{row}"))


def _value(value: object) -> Value | Missing:
    if isinstance(value, Reason):
        return Missing(value)
    if isinstance(value, Decimal):
        return value
    return Decimal(value) if isinstance(value, int) else str(value)
